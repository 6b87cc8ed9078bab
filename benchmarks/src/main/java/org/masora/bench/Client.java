package org.masora.bench;

import java.io.IOException;
import java.nio.file.Path;

/** A program that keeps a folder in step with a project at a server. Each call leaves nothing half done. */
interface Client {

    /** For the report. */
    String name();

    /** Takes a folder under care and sends it to an empty project. */
    void firstSync(Path folder, String project) throws IOException;

    /** Sends what changed in the folder since. */
    void syncChange(Path folder) throws IOException;

    /** Finds out that nothing changed, in the folder or at the server. */
    void syncNothing(Path folder) throws IOException;

    /** Brings a project into a new folder. */
    void download(String project, Path folder) throws IOException;

    /** Says what is not sent yet; asks nobody. */
    void status(Path folder) throws IOException;
}

package org.masora.hub.disk;

import java.nio.file.Path;

/** A record file holds something else than a record. */
public final class BrokenRecordException extends Exception {
    private final transient Path file;

    BrokenRecordException(Path file, Throwable cause) {
        super("broken record " + file, cause);
        this.file = file;
    }

    /** The file that could not be understood. */
    public Path file() {
        return file;
    }
}

package org.masora.engine;

import java.nio.file.Path;
import org.masora.core.sync.Progress;

/** A process that looks into a {@link DiskProject} as somebody who may not read everything, and says what came of it. */
final class UnreadableLook {

    private UnreadableLook() {}

    /**
     * Looks, and prints the trouble and its paths.
     *
     * @param arguments the project's directory
     */
    public static void main(String[] arguments) {
        new DiskProject(Path.of(arguments[0]))
                .with(session -> session.keep(DiskProject.ACTOR, Progress.NONE))
                .ifPresent(trouble -> System.out.println(trouble.trouble() + " " + trouble.paths()));
    }
}

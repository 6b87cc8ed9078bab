package org.masora.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.masora.core.sync.Progress;

/**
 * A process that receives into a {@link DiskProject} and kills itself at a step, as a pulled plug does:
 * nothing is closed, nothing is flushed.
 */
final class KilledReceive {

    private KilledReceive() {}

    /** Ends this process as a pulled plug does. */
    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot kill itself", e);
        }
    }

    /** Ends this process at a step of an operation. */
    static Progress at(int step) {
        AtomicInteger reached = new AtomicInteger();
        return Meanwhile.at((phase, done, of) -> reached.getAndIncrement() >= step, KilledReceive::kill);
    }

    /**
     * Receives what lies ready in the project's directory.
     *
     * @param arguments the project's directory and the step
     */
    public static void main(String[] arguments) {
        DiskProject project = new DiskProject(Path.of(arguments[0]));
        Progress killing = at(Integer.parseInt(arguments[1]));
        project.with(session -> project.receive(session, project.wanted(), killing));
    }
}

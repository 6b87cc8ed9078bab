package org.masora.hub;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs other programs, {@code git} above all, away from the configuration of whoever runs the tests. */
final class Programs {
    /** How a program ended. */
    record Outcome(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    private static final Map<String, String> GIT_ENVIRONMENT = Map.of(
            "GIT_TERMINAL_PROMPT", "0",
            "LC_ALL", "C",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_SYSTEM", "/dev/null",
            "GIT_AUTHOR_NAME", "A",
            "GIT_AUTHOR_EMAIL", "a@example.org",
            "GIT_COMMITTER_NAME", "A",
            "GIT_COMMITTER_EMAIL", "a@example.org");

    private Programs() {}

    static Outcome run(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().putAll(GIT_ENVIRONMENT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IOException("does not end: " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new Outcome(process.exitValue(), output);
    }

    /** Runs git and expects that it succeeds; gives what it said. */
    static String git(Path folder, String... arguments) throws IOException {
        Outcome outcome = tryGit(folder, arguments);
        if (!outcome.succeeded()) {
            throw new AssertionError("git " + String.join(" ", arguments) + "\n" + outcome.output());
        }
        return outcome.output().strip();
    }

    static Outcome tryGit(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(folder, command);
    }

    /** Whether a program can be started here. */
    static boolean isPresent(String program) {
        try {
            return run(Path.of("."), List.of(program, "--version")).succeeded();
        } catch (IOException notThere) {
            return false;
        }
    }
}

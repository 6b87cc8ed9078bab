package org.masora.app.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * One start for practice, after a build: the Java runtime writes down which classes commands need and keeps them ready
 * for later starts. Everything happens in memory or in a temporary folder that is removed.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        Terminal deaf = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(PrintStream.nullOutputStream()),
                Map.of(),
                Optional::empty);
        Masora.run(deaf, "--version");
        Masora.run(deaf, "--help");
        Masora.run(deaf, "usfm", "check", "--json", "/none");
    }
}

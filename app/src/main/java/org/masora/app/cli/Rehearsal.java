package org.masora.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        merge(deaf);
    }

    /** What git asks for once a file, so that every start counts. */
    private static void merge(Terminal deaf) {
        String base = "\\id TIT\n\\c 1\n\\p\n\\v 1 One word and another.\n\\v 2 Two.\n";
        try {
            Path folder = Files.createTempDirectory("masora-rehearsal");
            Path ancestor = Files.writeString(folder.resolve("base"), base);
            Path ours = Files.writeString(
                    folder.resolve("ours"), base.replace("One", "Uno").replace("Two", "Dos"));
            Path theirs = Files.writeString(
                    folder.resolve("theirs"), base.replace("another", "otro").replace("Two", "Zwei"));
            String[] files = {ancestor.toString(), ours.toString(), theirs.toString()};
            Masora.run(deaf, "merge", files[0], files[1], files[2], "--path", "TIT.usfm", "--json");
            Masora.run(deaf, "merge", files[0], files[1], files[2], "-o", files[1], "--path", "TIT.usfm", "--git");
            for (Path file : List.of(ancestor, ours, theirs, folder)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

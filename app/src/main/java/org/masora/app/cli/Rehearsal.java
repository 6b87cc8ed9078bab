package org.masora.app.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.masora.app.demo.Sample;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;

/**
 * One run for practice, after a build: the Java runtime writes down which classes commands need and keeps them ready
 * for later starts. It does what people do most, in a temporary folder that is removed, with a hub in this process.
 */
final class Rehearsal {
    private static final String NAME = "rehearsal";
    private static final String PASSWORD = "only for some seconds";

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, HubStartException {
        Path folder = Files.createTempDirectory("masora-rehearsal-");
        try {
            new Rehearsal(folder).run();
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void run() throws IOException, HubStartException {
        masora("--version");
        masora("--help");
        String project = folder.resolve("project").toString();
        Sample.make().write(folder.resolve("project"));
        HubOptions options = HubOptions.in(folder.resolve("hub")).withAdministrator(NAME, PASSWORD);
        try (Hub hub = Hub.start(options)) {
            masora("login", "hub", hub.base().toString(), "--user", NAME);
            masora("add", project);
            masora("sync", project, "--private");
            masora("sync", project);
            masora("status", project, "--json");
            masora("cloud");
        }
        String book = folder.resolve("project/ingredients/JON.usfm").toString();
        masora("usfm", "check", book);
        merge();
        masora("conflicts", project);
        masora("history", project, "JON 1:1");
        masora("projects");
    }

    /** What git asks for once a file, so that every start counts. */
    private void merge() throws IOException {
        String base = "\\id TIT\n\\c 1\n\\p\n\\v 1 One word and another.\n\\v 2 Two.\n";
        String ancestor = file("base", base);
        String ours = file("ours", base.replace("One", "Uno").replace("Two", "Dos"));
        String theirs = file("theirs", base.replace("another", "otro").replace("Two", "Zwei"));
        masora("merge", ancestor, ours, theirs, "--path", "TIT.usfm", "--json");
        masora("merge", ancestor, ours, theirs, "-o", ours, "--path", "TIT.usfm", "--git");
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    /** Runs a command whose answer nobody hears. */
    private void masora(String... arguments) {
        Terminal deaf = new Terminal(
                new ByteArrayInputStream((PASSWORD + "\n").getBytes(StandardCharsets.UTF_8)),
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Map.of("MASORA_HOME", folder.resolve("home").toString()),
                Optional::empty,
                Interruption.never());
        Masora.run(deaf, arguments);
    }
}

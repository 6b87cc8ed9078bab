package org.masora.app.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.masora.app.demo.Sample;
import org.masora.app.home.Home;
import org.masora.app.home.OwnFile;
import org.masora.app.web.process.Opening;
import org.masora.app.web.process.Serving;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;

/**
 * A run for practice, after a build: the Java runtime writes down which classes are needed and keeps them ready for later
 * starts. It does what people do most, in a temporary folder that is removed, with a hub in this process.
 */
final class Rehearsal {
    private static final String NAME = "rehearsal";
    private static final String PASSWORD = "only for some seconds";

    /** The arguments for the process behind the page and for what an icon runs; without one, commands are run. */
    private static final String OF_THE_PAGE = "page";

    private static final String OF_THE_ICON = "icon";

    /** A program that does nothing. */
    private static final String NO_BROWSER = "true";

    private final Path folder;

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, HubStartException {
        Path folder = Files.createTempDirectory("masora-rehearsal-");
        try {
            Rehearsal rehearsal = new Rehearsal(folder);
            switch (String.join(" ", arguments)) {
                case OF_THE_PAGE -> rehearsal.page();
                case OF_THE_ICON -> rehearsal.icon();
                default -> rehearsal.commands();
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private void commands() throws IOException, HubStartException {
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

    /** What an icon runs, with somebody who answers like the process behind the page, and a browser that is none. */
    private void icon() throws IOException {
        Home home = home();
        home.create();
        byte[] answer = ("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"file\":\"" + home.folder() + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        try (ServerSocket behind = new ServerSocket(0, 2, InetAddress.getLoopbackAddress());
                FileChannel file = OwnFile.lockFile(home.pageLock());
                FileLock held = file.lock()) {
            Files.writeString(
                    home.pageFile(),
                    "{\"port\":" + behind.getLocalPort() + ",\"token\":\"" + held.isValid() + "\",\"build\":"
                            + Long.MAX_VALUE / 10 + "}");
            Thread.ofPlatform().daemon().start(() -> {
                while (!behind.isClosed()) {
                    try (Socket asks = behind.accept()) {
                        int read = asks.getInputStream().read(new byte[4096]);
                        asks.getOutputStream().write(answer, 0, read > 0 ? answer.length : 0);
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            masora("open");
        }
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    /** What a browser that an icon opened asks for. */
    private void page() throws IOException {
        Sample.make().write(folder.resolve("project"));
        masora("add", folder.resolve("project").toString());
        try (Serving serving = Serving.start(home(), folder.resolve("visible"), false)
                .orElseThrow(() -> new IllegalStateException("somebody else serves the rehearsal"))) {
            if (!(Opening.ofRunning(home()).orElseThrow() instanceof Opening.Outcome.Ready(var file, var _))) {
                throw new IllegalStateException("the page was not opened");
            }
            PracticeBrowser browser = PracticeBrowser.enter(serving.address(), Files.readString(file));
            browser.visit("/");
            String project = serving.projectPages().getFirst();
            for (String screen :
                    List.of(project, project + "/text/JON/1", project + "/history", "/past", "/settings", "/start")) {
                browser.show(screen);
            }
        }
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
                Map.of("MASORA_HOME", home().folder().toString(), "BROWSER", NO_BROWSER),
                Optional::empty,
                Interruption.never());
        Masora.run(deaf, arguments);
    }
}

package org.masora.app.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.masora.app.cli.Masora;
import org.masora.app.web.process.Opening;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;

/** A build of the program, run in processes of their own as people run it. */
final class RealMasora {
    private static final String PAGE_SCRIPT = "org/masora/app/web/assets/page.js";

    private final Path build;
    private final String classPath;

    /**
     * A copy of this build that counts as built at some time, and whose page differs by that.
     *
     * @param build a folder that does not exist yet
     */
    RealMasora(Path build, Instant built) throws IOException, URISyntaxException {
        this.build = build;
        Path classes = Path.of(
                Masora.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, build.resolve(classes.relativize(file).toString()));
            }
        }
        Path script = build.resolve(PAGE_SCRIPT);
        Files.createDirectories(script.getParent());
        try (InputStream content = Objects.requireNonNull(Masora.class.getResourceAsStream("/" + PAGE_SCRIPT))) {
            String text = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(script, text + "// built at " + built + "\n");
        }
        Files.setLastModifiedTime(build, FileTime.from(built));
        classPath = build + File.pathSeparator + System.getProperty("java.class.path");
    }

    /** Starts a command; what it says goes to a file beside the build. */
    Process start(Path home, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Masora.class.getName()));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("MASORA_HOME", home.toString());
        builder.redirectErrorStream(true);
        return builder.start();
    }

    /** {@code masora open}: the file that a browser opens, and whether an older build is still at work. */
    Opening.Outcome.Ready open(Path home) throws IOException, InterruptedException {
        return opened(start(home, "open", "--no-browser", "--json"));
    }

    static Opening.Outcome.Ready opened(Process open) throws IOException, InterruptedException {
        String said = new String(open.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(open.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(open.exitValue()).as(said).isZero();
        JsonValue answer =
                JsonDocument.parse(said.getBytes(StandardCharsets.UTF_8)).root().orElseThrow();
        return new Opening.Outcome.Ready(Path.of(answer.text("/file").orElseThrow()), said.contains("\"older\":true"));
    }

    /** The processes in the background that run this build. */
    List<ProcessHandle> serving() {
        return ProcessHandle.allProcesses().filter(this::serves).toList();
    }

    private boolean serves(ProcessHandle process) {
        List<String> arguments = arguments(process);
        return arguments.contains("serve")
                && arguments.stream().anyMatch(one -> one.startsWith(build + File.pathSeparator));
    }

    /** With what a process was started, as everybody on the computer can read it; Java itself leaves out what is long. */
    static List<String> arguments(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .split("\0", -1));
        } catch (IOException ended) {
            return List.of();
        }
    }

    /** The process in the background. */
    ProcessHandle only() {
        List<ProcessHandle> all = serving();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    /** Ends what runs, as a crash does. */
    void kill() {
        serving().forEach(ProcessHandle::destroyForcibly);
    }
}

package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.demo.ChildProcess;
import org.masora.hub.Hub;
import org.masora.hub.HubStartException;

/** Commands over a line that breaks, and commands that are told to end: what is left behind, said, and done next. */
final class BadLineTest {
    private static final int RECORDING_BYTES = 1 << 20;

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path temp = Path.of("");

    private static Hub hub;
    private static int projects;

    private BadLine line;
    private Path project = Path.of("");
    private Path copy = Path.of("");
    private TestComputer first = new TestComputer(Path.of(""));
    private TestComputer second = first;

    @BeforeAll
    static void aHub() throws HubStartException {
        hub = TestComputer.hub(shared.resolve("hub"));
    }

    @AfterAll
    static void noHub() {
        hub.close();
    }

    @BeforeEach
    void aProjectWithARecordingAndTwoComputers() throws IOException {
        line = new BadLine(hub.base());
        project = Files.createDirectories(temp.resolve("project"));
        copy = temp.resolve("copy");
        Files.writeString(project.resolve("57-TIT.usfm"), "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n\\v 2 Two.\n");
        recording(1);
        first = new TestComputer(temp.resolve("first"));
        second = new TestComputer(temp.resolve("second"));
        assertThat(first.login(line.address()).code()).isZero();
        assertThat(second.login(line.address()).code()).isZero();
        String title = "Recordings " + ++projects;
        first.done("add", project.toString(), "--name", title, "--language", "hi");
    }

    @AfterEach
    void noLine() throws IOException {
        line.close();
    }

    @Test
    void aSendThatBreaksIsNoSendAndTheNextOneIs() throws IOException {
        line.cutRequestsAfter(RECORDING_BYTES / 2);
        CommandRun broken = first.masora("sync", project.toString(), "--private");
        assertThat(broken.code()).as(broken.toString()).isEqualTo(4);
        assertThat(broken.err()).contains("What you have is safe here").contains("M-0601");
        assertThat(broken.out()).doesNotContain("seen to hold");
        line.mend();
        first.done("sync", project.toString(), "--private");
        second.done("download", nameOnHub(), copy.toString());
        assertThat(copy.resolve("recording.mp3")).hasSameBinaryContentAs(project.resolve("recording.mp3"));
    }

    @Test
    void aDownloadThatBreaksLeavesNothingHalfAndTheNextOneIsWhole() throws IOException {
        first.done("sync", project.toString(), "--private");
        line.cutAnswersAfter(RECORDING_BYTES / 2);
        CommandRun broken = second.masora("download", nameOnHub(), copy.toString());
        assertThat(broken.code()).as(broken.toString()).isEqualTo(4);
        assertThat(broken.err()).contains("M-0601");
        assertNothingWasDownloaded();
        line.mend();
        second.done("download", nameOnHub(), copy.toString());
        assertThat(copy.resolve("recording.mp3")).hasSameBinaryContentAs(project.resolve("recording.mp3"));
        assertThat(second.masora("status", copy.toString()).code()).isZero();
    }

    @Test
    void receivingThatBreaksChangesNothingInTheFolder() throws IOException {
        first.done("sync", project.toString(), "--private");
        second.done("download", nameOnHub(), copy.toString());
        byte[] before = Files.readAllBytes(copy.resolve("recording.mp3"));
        recording(2);
        first.done("sync", project.toString());
        Files.writeString(copy.resolve("57-TIT.usfm"), "\\id TIT\n\\c 1\n\\p\n\\v 1 One!\n\\v 2 Two.\n");
        line.cutAnswersAfter(RECORDING_BYTES / 2);
        CommandRun broken = second.masora("sync", copy.toString());
        assertThat(broken.code()).as(broken.toString()).isEqualTo(4);
        assertThat(copy.resolve("recording.mp3")).hasBinaryContent(before);
        line.mend();
        second.done("sync", copy.toString());
        assertThat(copy.resolve("recording.mp3")).hasSameBinaryContentAs(project.resolve("recording.mp3"));
        assertThat(copy.resolve("57-TIT.usfm")).content().contains("One!");
    }

    @Test
    void aDownloadThatIsToldToEndStopsAndSaysSo() throws Exception {
        first.done("sync", project.toString(), "--private");
        line.holdAnswersAfter(RECORDING_BYTES / 2);
        Path err = temp.resolve("err");
        List<String> command = new ArrayList<>(ChildProcess.masora(List.of("download", nameOnHub(), copy.toString())));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().putAll(second.environment());
        Process process = builder.start();
        assertThat(line.isHeldSoon()).isTrue();
        process.toHandle().destroy();
        await().atMost(60, TimeUnit.SECONDS).until(() -> Files.readString(err).contains("M-0691"));
        line.release();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(err)
                .content(StandardCharsets.UTF_8)
                .contains("Stopped as you wished")
                .doesNotContain("M-0692");
        assertNothingWasDownloaded();
        second.done("download", nameOnHub(), copy.toString());
    }

    private void assertNothingWasDownloaded() throws IOException {
        assertThat(copy).as("no folder that looks like a project").doesNotExist();
        assertThat(second.masora("projects").out()).contains("No projects are under care yet");
        try (var kept = Files.list(temp.resolve("second/projects"))) {
            assertThat(kept.filter(Files::isDirectory))
                    .as("nothing half in Masora's own folder")
                    .isEmpty();
        }
    }

    private String nameOnHub() {
        return first.masora("projects", "--json")
                .json()
                .getFirst()
                .text("/projects/0/places/hub/name")
                .orElseThrow();
    }

    private void recording(int seed) throws IOException {
        byte[] noise = new byte[RECORDING_BYTES];
        new Random(seed).nextBytes(noise);
        Files.write(project.resolve("recording.mp3"), noise);
    }
}

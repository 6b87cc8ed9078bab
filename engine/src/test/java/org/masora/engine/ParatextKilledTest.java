package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.SyncReport;
import org.masora.engine.ParatextSite.PlainUser;
import org.masora.store.PlaceAddress;

/**
 * The whole process is killed at a step of a sync with a Paratext server that receives, merges and sends; the next sync
 * succeeds and nothing is lost. One step in the middle is tried; with the system property {@code masora.kills} every
 * so many, each with 1. Every step without a real kill is in {@link ParatextPlugTest}.
 */
class ParatextKilledTest {

    private static final String SFM = "57TITSMP.SFM";
    private static final int STEPS_MAX = 200;
    private static final int EVERY = Integer.getInteger("masora.kills", STEPS_MAX);
    private static final int FIRST = EVERY == STEPS_MAX ? 4 : 0;
    private static final long CHILD_SECONDS = 180;

    @TempDir
    Path directory;

    @Test
    @DisplayName("P1 P2 kill -9 at the steps of a sync with Paratext: the next one finishes, both edits are everywhere")
    void killed() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("Settings.xml", "<ScriptureText><Name>SMP</Name></ScriptureText>".getBytes(UTF_8));
        files.put(SFM, Team.book("one m0", "between", "two n0").getBytes(UTF_8));
        Path root = directory.resolve("asha");
        try (ParatextSite site = new ParatextSite(directory.resolve("site"), files);
                PlainUser tom = site.plainUser("tom")) {
            DiskProject project = new DiskProject(root, (name, address, scribes, own) -> site.remote("asha", "asha"));
            project.with(session -> {
                session.connect(ParatextSite.PLACE, new PlaceAddress("paratext", "local", "team", "SMP", "asha"));
                try (var remote = site.remote("asha", "asha")) {
                    return session.download(DiskProject.ACTOR, remote, Optional::empty, Progress.NONE);
                }
            });
            int round = 0;
            boolean killed = true;
            for (int step = FIRST; killed && step < STEPS_MAX; step += EVERY) {
                tom.edits(SFM, "m" + round, "m" + (round + 1));
                edit(project, "n" + round, "n" + (round + 1));
                round++;

                killed = syncInAProcessThatIsKilled(site, root, step);

                SyncReport report =
                        project.with(session -> session.sync(DiskProject.ACTOR, SyncOptions.PLAIN, Progress.NONE));
                assertThat(report.places()).as("step " + step).noneMatch(PlaceOutcome.Stopped.class::isInstance);
                String text = site.files().get(SFM);
                assertThat(text).as("step " + step).contains("one m" + round, "two n" + round);
                assertThat(project.text(SFM)).as("step " + step).isEqualTo(text);
                assertThat(project.leftovers()).isEmpty();
                assertThat(report.openConflicts()).isZero();
            }
            boolean once = EVERY == STEPS_MAX;
            assertThat(round).as("so many steps were tried").isGreaterThan(once ? 0 : 2);
            assertThat(killed).as("the last one tried was the end of the sync").isEqualTo(once);
            assertThat(site.onServer("heads", "-T", "x")).hasSize(1);
            assertThat(site.onServer("verify")).doesNotContain("error");
        }
    }

    private static void edit(DiskProject project, String words, String by) throws IOException {
        Path file = project.folder().resolve(SFM);
        Files.writeString(file, Files.readString(file).replace(words, by));
    }

    private boolean syncInAProcessThatIsKilled(ParatextSite site, Path root, int step) throws Exception {
        Path said = directory.resolve("said");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                KilledSync.class.getName(),
                root.toString(),
                Integer.toString(step),
                site.clone("asha").toString()));
        command.addAll(List.of(
                site.standIn().registry().toString(),
                site.standIn().archives().toString(),
                site.standIn().clientId(),
                site.standIn().clientSecret(),
                site.standIn().refreshToken("asha"),
                site.standIn().projectId("1")));
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!child.waitFor(CHILD_SECONDS, TimeUnit.SECONDS)) {
            child.destroyForcibly().waitFor();
            throw new IllegalStateException("the child does not end: " + Files.readString(said));
        }
        int killed = 128 + 9;
        if (child.exitValue() != 0 && child.exitValue() != killed) {
            throw new IllegalStateException("the child failed: " + Files.readString(said));
        }
        return child.exitValue() == killed;
    }
}

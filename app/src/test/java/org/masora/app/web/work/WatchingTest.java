package org.masora.app.web.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.NearProject.Besides;
import org.masora.app.web.shelf.NearProject.Unsent;

/** What an editor wrote is looked at when it has finished, on a real disk with a clock that is set by hand. */
final class WatchingTest {
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    private final List<String> looked = new ArrayList<>();
    private final List<NearProject> projects = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private Optional<Watching> open = Optional.empty();

    @BeforeEach
    void watch() throws IOException {
        Files.createDirectories(folder.resolve("titus/ingredients"));
        projects.add(project("titus"));
        open = Optional.of(new Watching(
                () -> projects, looked::add, () -> now, FileSystems.getDefault().newWatchService()));
        step();
    }

    @AfterEach
    void end() throws IOException {
        open.orElseThrow().close();
    }

    private NearProject project(String name) {
        return new NearProject(
                name,
                name,
                folder.resolve(name),
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                0,
                0,
                List.of(),
                Unsent.NOTHING,
                false,
                false,
                true,
                Besides.NOTHING);
    }

    private void step() {
        open.orElseThrow().step(A_MOMENT);
    }

    private void write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "\\id TIT " + now + "\n");
    }

    /** Lets time pass until a project is looked at. */
    private void isLookedAt(String project) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            step();
            now = now.plusSeconds(1);
            return looked.contains(project);
        });
    }

    @Test
    void whatAnEditorWroteIsLookedAtWhenItHasBeenQuietForSomeSeconds() throws Exception {
        Instant wrote = now;
        write("titus/ingredients/TIT.usfm");
        step();
        assertThat(looked).isEmpty();

        isLookedAt("titus");
        assertThat(Duration.between(wrote, now)).isGreaterThanOrEqualTo(Watching.QUIET);
    }

    @Test
    void whatIsWrittenAllTheTimeIsLookedAtOnceAMinute() throws Exception {
        Instant began = now;
        while (looked.isEmpty() && now.isBefore(began.plus(Watching.LOOK_AT_LEAST.multipliedBy(10)))) {
            write("titus/ingredients/TIT.usfm");
            step();
            now = now.plusSeconds(2);
        }
        assertThat(looked).containsExactly("titus");
    }

    @Test
    void foldersAndProjectsThatCameLaterAreWatchedToo() throws Exception {
        Files.createDirectories(folder.resolve("titus/notes"));
        isLookedAt("titus");
        looked.clear();
        write("titus/notes/one.txt");
        isLookedAt("titus");
        looked.clear();
        Files.createDirectories(folder.resolve("jonah"));
        projects.add(project("jonah"));
        now = now.plusSeconds(60);
        step();
        write("jonah/JON.usfm");
        isLookedAt("jonah");
    }

    @Test
    void whatMasoraPutsAsideAndTheHistoryOfOtherProgramsIsNoWriting() throws Exception {
        Files.createDirectories(folder.resolve("jonah"));
        projects.add(project("jonah"));
        now = now.plusSeconds(60);
        step();
        write("titus/.git/index");
        write("titus/ingredients/.masora-TIT.usfm.new");
        write("titus/ingredients/.masora-TIT.usfm.old");
        write("jonah/JON.usfm");
        isLookedAt("jonah");
        assertThat(looked).containsExactly("jonah");
    }
}

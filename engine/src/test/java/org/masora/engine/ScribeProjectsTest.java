package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.Stopped;
import org.masora.core.sync.PlaceOutcome.Synced;
import org.masora.core.sync.StopReason.NeedsConfirmation;
import org.masora.core.sync.StopReason.Question;
import org.masora.engine.ScribeMade.Computer;

/** Every other project that Scribe left: downloaded, added, synced and handed back without harm. */
class ScribeProjectsTest {

    private ScribeMade made;

    @BeforeEach
    void begin(@TempDir Path root) {
        made = new ScribeMade(root);
    }

    @Test
    @DisplayName("Open Bible Stories: what stood in no commit arrives, the rest is untouched")
    void stories() {
        made.serving("obs/server.bundle", "scribe-main");
        Computer asha = made.computer("asha", "obs/folder.tar.gz").added();
        Map<String, String> git = asha.gitBytes();
        Map<String, String> files = ScribeMade.content(asha.folder);
        Computer binu = made.computer("binu").downloaded("en-textStories-Open_Bible_Stories");
        assertThat(ScribeMade.git(binu.folder, "status", "--porcelain")).isEmpty();

        Synced sent = (Synced) asha.sync();
        assertThat(sent.conflicts()).isEmpty();
        assertThat(sent.sideLines()).isEmpty();
        assertThat(ScribeMade.content(asha.folder)).isEqualTo(files);
        assertThat(asha.gitBytes()).isEqualTo(git);
        assertThat(binu.sync()).isInstanceOf(Synced.class);
        assertThat(binu.read("ingredients/03.md")).contains("He told Noah to build a very large ship.");
        assertThat(ScribeMade.content(binu.folder)).isEqualTo(files);
        assertThat(ScribeMade.content(made.cloned())).isEqualTo(files);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("a folder of Scribe 0.3.2, without git, is added, sent and downloaded again byte for byte")
    void oldFolder() {
        Computer asha = made.computer("asha", "gen1/scribe-0.3.2.folder.tar.gz").added();
        Map<String, String> files = ScribeMade.content(asha.folder);
        assertThat(asha.status().besideScribe()).isFalse();
        assertThat(asha.sync()).isInstanceOf(Synced.class);
        assertThat(asha.folder.resolve(".git")).doesNotExist();
        assertThat(ScribeMade.content(asha.folder)).isEqualTo(files);
        assertThat(ScribeMade.content(made.cloned())).isEqualTo(files);
        Computer binu = made.computer("binu").downloaded("en-textTranslation-Short_Letters");
        assertThat(ScribeMade.content(binu.folder)).isEqualTo(files);
        assertThat(ScribeMade.git(binu.folder, "status", "--porcelain")).isEmpty();
    }

    @Test
    @DisplayName("V4 a folder of Scribe 0.3.2 meets its own repository by its id; nothing of either is lost")
    void oldFolderMeetsItsRepository() {
        made.serving("gen1/scribe-0.3.2.bundle", "asha_home/2026-01-15.1");
        Computer asha = made.computer("asha", "gen1/scribe-0.3.2.folder.tar.gz").added();
        Map<String, String> books = booksOf(asha.folder);
        PlaceOutcome outcome = asha.sync();
        assertThat(outcome).isInstanceOfAny(Synced.class, PlaceOutcome.UpToDate.class);
        assertThat(asha.conflicts()).isEmpty();
        assertThat(booksOf(asha.folder)).isEqualTo(books);
        assertThat(booksOf(made.cloned())).isEqualTo(books);
        // The metadata lay there as the JSON of a Node buffer: it is metadata again, with no field of that.
        assertThat(asha.read("metadata.json")).startsWith("{\"format\"").doesNotContain("Buffer");
        assertThat(asha.read("ingredients/scribe-settings.json")).contains("2026-01-16T10:20:00+05:30");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    private static Map<String, String> booksOf(Path folder) {
        Map<String, String> content = ScribeMade.content(folder);
        content.keySet().removeIf(path -> !path.endsWith(".usfm"));
        return content;
    }

    @ParameterizedTest
    @CsvSource({
        "gen1/ag-0.1.1.bundle, asha_home/2026-01-05.1",
        "gen1/ag-0.1.1.bundle, main",
        "gen1/scribe-0.3.2.bundle, asha_home/2026-01-15.1",
        "gen1/scribe-0.3.2.bundle, main"
    })
    @DisplayName("repositories of Scribe up to 0.3.2 are downloaded byte for byte and left as they are")
    void oldRepositories(String bundle, String line) {
        made.serving(bundle, line);
        var head = made.main();
        Computer asha = made.computer("asha").downloaded("project");
        assertThat(ScribeMade.content(asha.folder)).isEqualTo(ScribeMade.content(made.cloned()));
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(made.main()).isEqualTo(head);
    }

    @Test
    @DisplayName("V4 another project of Scribe's in the place is asked about, and nothing moves")
    void anotherProject() {
        made.serving("text-two-people/server.bundle", "scribe-main");
        var head = made.main();
        Computer asha = made.computer("asha", "obs/folder.tar.gz").added();
        Map<String, String> all = ScribeMade.bytes(asha.folder);
        Stopped outcome = (Stopped) asha.sync();
        assertThat(outcome.reason())
                .isInstanceOfSatisfying(
                        NeedsConfirmation.class,
                        reason -> assertThat(reason.question()).isInstanceOf(Question.OtherProject.class));
        assertThat(ScribeMade.bytes(asha.folder)).isEqualTo(all);
        assertThat(made.main()).isEqualTo(head);
    }

    @Test
    @DisplayName("V4 a folder without its git, as Scribe exports it, is known by its id and keeps every word")
    void exported() throws IOException {
        made.serving("text-two-people/server.bundle", "scribe-main");
        Computer binu = made.computer("binu", "text-two-people/binu.tar.gz");
        deleteTree(binu.folder.resolve(".git"));
        binu.added();
        assertThat(binu.sync()).isInstanceOf(Synced.class);
        List<String> words = Stream.concat(
                        Stream.of(binu.read("ingredients/TIT.usfm"), binu.read("ingredients/JON.usfm")),
                        binu.conflicts().stream()
                                .map(view -> new String(view.other().orElseThrow(), UTF_8)))
                .toList();
        assertThat(words).anyMatch(text -> text.contains("overflowing with faithful love"));
        assertThat(words).anyMatch(text -> text.contains("master of himself"));
        assertThat(words).anyMatch(text -> text.contains("love what is good, and be sensible"));
        assertThat(binu.conflicts()).hasSizeLessThanOrEqualTo(2);
        assertThat(binu.folder.resolve(".git")).doesNotExist();
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    private static void deleteTree(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

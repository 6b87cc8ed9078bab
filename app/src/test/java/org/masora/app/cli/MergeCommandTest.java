package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.json.JsonValue;

final class MergeCommandTest {
    private static final String BASE = "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n\\v 2 Two.\n\\v 3 Three.\n";
    private static final String OURS = BASE.replace("One", "Uno");
    private static final String THEIRS = BASE.replace("Three", "Tres");
    private static final String THEIRS_TOO = BASE.replace("One", "Ein");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void changesOfBothSidesComeTogether() throws IOException {
        CommandRun run = CommandRun.masora("merge", file(1, BASE), file(2, OURS), file(3, THEIRS));
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(OURS.replace("Three", "Tres"));
        assertThat(run.err()).contains("Nothing waits for a decision");
    }

    @Test
    @DisplayName("M1 in masora merge ours stands, or theirs when told so")
    void theStandingSideCanBeChosen() throws IOException {
        String[] files = {"merge", file(1, BASE), file(2, OURS), file(3, THEIRS_TOO)};
        CommandRun run = CommandRun.masora(files);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).isEqualTo(OURS);
        assertThat(run.err()).contains("TIT 1:1: both changed the words of this verse.");
        CommandRun other = CommandRun.masora(
                Stream.concat(Stream.of(files), Stream.of("--keep", "theirs")).toArray(String[]::new));
        assertThat(other.code()).isEqualTo(3);
        assertThat(other.out()).isEqualTo(THEIRS_TOO);
    }

    @Test
    void aProgramGetsOneObjectAndTheFileIsReplaced() throws IOException {
        String ours = file(2, OURS);
        CommandRun run = CommandRun.masora("merge", "--json", file(1, BASE), ours, file(3, THEIRS_TOO), "-o", ours);
        assertThat(run.code()).isEqualTo(3);
        JsonValue result = run.json().getFirst();
        assertThat(run.json()).hasSize(1);
        assertThat(result.elements("/automatic")).isEmpty();
        JsonValue conflict = result.at("/conflicts/0").orElseThrow();
        assertThat(conflict.text("/type")).contains("verseText");
        assertThat(conflict.text("/reference")).contains("TIT 1:1");
        assertThat(conflict.text("/base").orElseThrow()).contains("One.");
        assertThat(conflict.text("/ours").orElseThrow()).contains("Uno.");
        assertThat(conflict.text("/theirs").orElseThrow()).contains("Ein.");
        assertThat(Path.of(ours)).hasContent(OURS);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aMissingFileIsNamedAndNothingIsWritten() throws IOException {
        Path out = folder.resolve("out");
        CommandRun run =
                CommandRun.masora("merge", file(1, BASE), file(2, OURS), folder + "/none", "-o", out.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("/none").contains("M-0011");
        assertThat(out).doesNotExist();
    }

    @Test
    void forGitAConflictHasMarkersAndCodeOne() throws IOException {
        String ours = file(2, OURS);
        CommandRun run = CommandRun.masora(
                "merge", file(1, BASE), ours, file(3, THEIRS_TOO), "-o", ours, "--path", "a b/TIT.SFM", "--git");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(Path.of(ours)).hasContent(BASE.replace("\\v 1 One.\n", """
                <<<<<<< ours
                \\v 1 Uno.
                ||||||| base
                \\v 1 One.
                =======
                \\v 1 Ein.
                >>>>>>> theirs
                """));
        CommandRun clean = CommandRun.masora("merge", file(1, BASE), file(2, OURS), file(3, THEIRS), "--git");
        assertThat(clean.code()).isZero();
        assertThat(clean.out()).isEqualTo(OURS.replace("Three", "Tres"));
        assertThat(clean.err()).isEmpty();
    }

    @Test
    void forGitABinaryKeepsOursAndAFailureIsNoConflict() throws IOException {
        CommandRun run = CommandRun.masora(
                "merge", file(1, "\0"), file(2, "\0a"), file(3, "\0b"), "--path", "photo.png", "--git");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("\0a");
        CommandRun failed = CommandRun.masora("merge", file(1, BASE), file(2, OURS), folder + "/none", "--git");
        assertThat(failed.code()).isGreaterThan(128);
        assertThat(failed.out()).isEmpty();
    }

    @Test
    void itExplainsEveryVerseThatSomebodyChanged() throws IOException {
        String ours = OURS.replace("Two", "Dos");
        String[] files = {"merge", "--explain", file(1, BASE), file(2, ours), file(3, THEIRS_TOO)};
        CommandRun run = CommandRun.masora(files);
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out())
                .contains("1:1: both changed it and disagree; OURS stands until somebody decides")
                .contains("THEIRS  \\v 1 Ein.")
                .contains("1:2: only OURS changed it, so that stands")
                .doesNotContain("1:3");
        JsonValue explanation = CommandRun.masora("merge", "--explain", "--json", files[2], files[3], files[4])
                .json()
                .getFirst()
                .at("/explanation")
                .orElseThrow();
        assertThat(explanation.text("/kind")).contains("usfm");
        assertThat(explanation.text("/units/0/decision")).contains("disputed");
        assertThat(explanation.text("/units/0/stands")).contains("ours");
        assertThat(explanation.text("/units/1/reference")).contains("1:2");
        assertThat(explanation.text("/units/1/merged").orElseThrow()).contains("Dos");
        Path out = folder.resolve("out");
        CommandRun.masora("merge", "--explain", files[2], files[3], files[4], "-o", out.toString());
        assertThat(out).hasContent(ours);
    }

    @Test
    void itTakesOnlyTheTwoSidesItKnows() throws IOException {
        CommandRun run = CommandRun.masora("merge", file(1, BASE), file(2, OURS), file(3, THEIRS), "--keep", "both");
        assertThat(run.code()).isEqualTo(2);
    }

    private String file(int number, String text) throws IOException {
        return Files.writeString(folder.resolve(number + ".usfm"), text).toString();
    }
}

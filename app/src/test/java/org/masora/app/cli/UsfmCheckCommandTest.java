package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.json.JsonValue;
import org.masora.testkit.Corpus;

final class UsfmCheckCommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aGoodFileComesBackAsItIs() throws IOException {
        Path file = file("\\id TIT\n\\c 1\n\\p\n\\v 1 Paulo, mtumwa.\n");
        CommandRun run = CommandRun.masora("usfm", "check", file.toString());
        assertThat(run.code()).isZero();
        assertThat(run.out()).isEqualTo(file + ": 36 bytes come back as they are; no problems\n");
    }

    @Test
    void aProblemHasItsLineVerseAndNumber() throws IOException {
        Path file = file("\\id TIT\n\\c 1\n\\p\n\\v 1 A.\n\\v 3 C\\f + \\ft note.\n");
        CommandRun run = CommandRun.masora("usfm", "check", file.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("line 5, TIT 1:3: error: the note \\f is not closed (M-1011)");
    }

    @Test
    void aProgramGetsAnObjectForEveryFile() throws IOException {
        Path good = file("\\id TIT\n\\c 1\n\\p\n\\v 1 A.\n");
        Path missing = folder.resolve("missing.usfm");
        CommandRun run = CommandRun.masora("usfm", "check", "--json", good.toString(), missing.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.json()).hasSize(2);
        JsonValue first = run.json().getFirst();
        assertThat(first.text("/file")).contains(good.toString());
        assertThat(first.at("/roundTrip")).hasToString("Optional[true]");
        assertThat(first.elements("/problems")).isEmpty();
        JsonValue second = run.json().getLast();
        assertThat(second.at("/roundTrip")).hasToString("Optional[false]");
        assertThat(second.text("/error/code")).contains("M-0011");
    }

    @Test
    void theWholeBereanBibleComesBack() {
        String[] files =
                Corpus.usfmFiles("bsb-usfm31-cc0").stream().map(Path::toString).toArray(String[]::new);
        CommandRun run = CommandRun.masora(Stream.concat(Stream.of("usfm", "check", "--json"), Stream.of(files))
                .toArray(String[]::new));
        assertThat(run.json())
                .hasSize(66)
                .allSatisfy(file -> assertThat(file.at("/roundTrip")).hasToString("Optional[true]"));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("57-TIT.usfm"), text, StandardCharsets.UTF_8);
    }
}

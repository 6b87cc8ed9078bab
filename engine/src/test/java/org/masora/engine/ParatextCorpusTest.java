package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Team.Computer;
import org.masora.testkit.Corpus;

/** Real Paratext projects, and one made of a whole Bible, go through connect, sync, edit, sync. */
class ParatextCorpusTest {

    private static final String DBL = "_DBL-bundle";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "paratext-sample-web-pd, 653JNengWEB14.SFM",
        "paratext-tes-mit/Tes,   42MRKTes.SFM",
    })
    @DisplayName("a real Paratext project is exchanged, every file byte for byte")
    void realProject(String folder, String book) throws Exception {
        Path real = Corpus.folder(folder.split("/", 2)[0]).resolve(folder.contains("/") ? folder.split("/", 2)[1] : "");
        exchange(files(real), book);
    }

    @Test
    @DisplayName("a project of 66 books is exchanged, every file byte for byte")
    void wholeBible() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        StringBuilder present = new StringBuilder("0".repeat(123));
        for (Path file : Corpus.usfmFiles("bsb-usfm31-cc0")) {
            String name = file.getFileName().toString().toUpperCase(Locale.ROOT);
            BookCode book = BookCode.all().stream()
                    .filter(code -> name.contains(code.code()))
                    .findFirst()
                    .orElseThrow();
            files.put(book.paratextFileNumber() + book.code() + "BSB.SFM", Files.readAllBytes(file));
            present.setCharAt(book.number() - 1, '1');
        }
        files.put("Settings.xml", """
                <ScriptureText><Name>BSB</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                <Naming PrePart="" PostPart="BSB.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted(present).getBytes(UTF_8));
        assertThat(files).hasSize(67);
        exchange(files, "57TITBSB.SFM");
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = folder.relativize(file).toString();
                if (!path.startsWith(DBL)) {
                    files.put(path, Files.readAllBytes(file));
                }
            }
        }
        return files;
    }

    private void exchange(Map<String, byte[]> files, String book) throws Exception {
        Team team = new Team();
        try (ParatextSite site = new ParatextSite(directory, files)) {
            team.paratextIs(site);
            Computer asha = team.computer("asha").downloadFromParatext();
            assertSame(asha, files);
            assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);

            String before = new String(files.get(book), UTF_8);
            int verse = before.indexOf("\\v ", before.length() / 2);
            int at = before.indexOf(' ', verse + 3) + 1;
            Map<String, byte[]> edited = new TreeMap<>(files);
            edited.put(book, (before.substring(0, at) + "edited " + before.substring(at)).getBytes(UTF_8));
            Files.write(asha.folder.resolve(book), edited.get(book));
            PlaceOutcome.Synced synced = asha.synced();
            assertThat(synced.sent().books()).hasSize(1);
            assertThat(synced.heldBack()).isEmpty();

            Computer binu = team.computer("binu").downloadFromParatext();
            assertSame(binu, edited);
            assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
            assertThat(site.onServer("verify")).doesNotContain("error");
        }
    }

    private static void assertSame(Computer computer, Map<String, byte[]> files) throws IOException {
        // The stand-in says who may edit what where a project does not.
        Set<String> found = new TreeSet<>(computer.texts().keySet());
        found.remove("ProjectUserAccess.xml");
        assertThat(found).isEqualTo(files.keySet());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] bytes = Files.readAllBytes(computer.folder.resolve(file.getKey()));
            assertThat(Arrays.equals(bytes, file.getValue())).as(file.getKey()).isTrue();
        }
    }
}

package org.masora.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectDescription.Layout;
import org.masora.core.project.Recognition.Recognised;
import org.masora.core.project.Recognition.Unnamed;
import org.masora.testkit.Corpus;

/** Real folders of the corpus. */
class RecognitionCorpusTest {
    private final Blobs blobs = Blobs.inMemory();

    @ParameterizedTest
    @CsvSource({
        "text-two-people/asha, Titus and Jonah, TEXT, 2, 0, 4d7a8843-bd4c-595e-ba62-68eada688b5b",
        "text-two-people/binu, Titus and Jonah, TEXT, 2, 0, 4d7a8843-bd4c-595e-ba62-68eada688b5b",
        "gen1/scribe-0.3.2.folder, Short Letters, TEXT, 2, 0, d1681648-4103-58f6-a9a2-94b33aa94e3b",
        "obs/folder, Open Bible Stories, STORIES, 0, 50, c2599170-22b2-5d45-a531-fabb599a7a55",
    })
    void whatScribeLeaves(String archive, String name, Content content, int books, int stories, String id)
            throws IOException {
        ProjectDescription project = recognised(unpacked(Corpus.folder("scribe-made/" + archive + ".tar.gz")));

        assertThat(project.layout()).isEqualTo(Layout.SCRIPTURE_BURRITO);
        assertThat(project.name()).isEqualTo(name);
        assertThat(project.content()).isEqualTo(content);
        assertThat(project.books()).hasSize(books);
        assertThat(project.stories()).hasSize(stories);
        assertThat(project.identity()).contains(new Identity("scribe", id));
        assertThat(project.language()).contains("en");
        assertThat(project.repositoryName()).isEqualTo("en-" + project.flavor() + "-" + name.replace(' ', '_'));
    }

    @Test
    void examplesOfTheBurritoStandardAndOfScribe() throws IOException {
        for (String folder : List.of("scripture-burrito-mit/examples", "scripture-burrito-mit/scribe-like")) {
            try (Stream<Path> files = Files.list(Corpus.folder(folder))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".json"))
                        .filter(f -> !f.endsWith("minimalTemplate.json"))
                        .toList()) {
                    Entry metadata = Entry.file(blobs.write(Files.readAllBytes(file)));
                    Entry book = Entry.file(blobs.write("\\id RUT".getBytes(UTF_8)));
                    ProjectDescription project = recognised(
                            Snapshot.EMPTY.with("metadata.json", metadata).with("ingredients/RUT.usfm", book));
                    assertThat(project.identity()).as(file.toString()).isPresent();
                    assertThat(project.books().values()).as(file.toString()).containsExactly("ingredients/RUT.usfm");
                }
            }
        }
    }

    @Test
    void paratextFolders() throws IOException {
        ProjectDescription sample = recognised(folder("paratext-sample-web-pd"));
        assertThat(sample.books().toString())
                .isEqualTo("{1JN=631JNengWEB14.SFM, 2JN=642JNengWEB14.SFM, 3JN=653JNengWEB14.SFM}");
        assertThat(sample.identity()).contains(new Identity("paratext", "9879dbb7cfe39e4d5d6f7f9dbd0c6414691a036e"));
        assertThat(sample.language()).contains("en");

        ProjectDescription tes = recognised(folder("paratext-tes-mit/Tes"));
        assertThat(tes.books()).hasSize(5);
        assertThat(tes.language()).contains("en");
        assertThat(tes.abbreviation()).contains("Tes");
    }

    @Test
    void resourceContainer() throws IOException {
        ProjectDescription ult = recognised(folder("en_ult-aligned-ccbysa"));
        assertThat(ult.name()).isEqualTo("unfoldingWord® Literal Text");
        assertThat(ult.books()).hasSize(8);
        assertThat(ult.repositoryName()).isEqualTo("en_ult");
    }

    @Test
    void foldersOfBooks() throws IOException {
        Map<String, Integer> sizes = Map.of("bsb-usfm31-cc0", 66, "web-usfm2-pd", 86);
        for (Map.Entry<String, Integer> size : sizes.entrySet()) {
            assertThat(Recognition.of(folder(size.getKey()), blobs))
                    .isInstanceOfSatisfying(
                            Unnamed.class, u -> assertThat(u.books()).hasSize(size.getValue()));
        }
    }

    private ProjectDescription recognised(Snapshot snapshot) {
        Recognition recognition = Recognition.of(snapshot, blobs);
        assertThat(recognition).isInstanceOf(Recognised.class);
        return ((Recognised) recognition).project();
    }

    private Snapshot folder(String name) throws IOException {
        Path root = Corpus.folder(name);
        Map<String, Entry> entries = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                entries.put(path, Entry.file(blobs.write(Files.readAllBytes(file))));
            }
        }
        return Snapshot.of(entries);
    }

    /** The project folder in a tar archive (ustar): one folder with everything, of which git's own is left out. */
    private Snapshot unpacked(Path archive) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        try (InputStream tar = new GZIPInputStream(Files.newInputStream(archive))) {
            for (byte[] header = tar.readNBytes(512); header.length == 512; header = tar.readNBytes(512)) {
                Optional<String> name = field(header, 0, 100);
                if (name.isEmpty()) {
                    break;
                }
                String prefix = field(header, 345, 155).map(p -> p + "/").orElse("");
                int size = Integer.parseInt(field(header, 124, 12).orElse("0").strip(), 8);
                byte[] content = tar.readNBytes(size);
                tar.skipNBytes((512 - size % 512) % 512);
                String path = (prefix + name.get()).replaceFirst("^(?:\\./)?[^/]*/", "");
                if (header[156] == '0' && !path.startsWith(".git/")) {
                    entries.put(path, Entry.file(blobs.write(content)));
                }
            }
        }
        return Snapshot.of(entries);
    }

    private static Optional<String> field(byte[] header, int start, int length) {
        String text = new String(header, start, length, UTF_8);
        int end = text.indexOf('\0');
        return Optional.of(end < 0 ? text : text.substring(0, end)).filter(t -> !t.isEmpty());
    }
}

package org.masora.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.scripture.BookCode;
import org.masora.store.ChapterIndex.Chapter;

/** An index that is a cache: it follows from the contents, saves reading them, and may be lost or damaged. */
class ChapterIndexTest {

    private static final String TITUS = "\\id TIT\n\\c 1\n\\v 1 one\n\\c 2\n\\v 1 two\n";

    @TempDir
    private Path directory;

    private final Blobs blobs = Blobs.inMemory();
    private final List<BlobId> read = new ArrayList<>();
    private Path file;

    @BeforeEach
    void begin() {
        file = directory.resolve("chapters").resolve("TIT.index");
    }

    private ChapterIndex open() {
        return ChapterIndex.open(file, new Vault.Reading() {
            @Override
            public byte[] read(BlobId id) {
                read.add(id);
                return blobs.read(id);
            }

            @Override
            public List<BlobId> inStoredOrder(Collection<BlobId> ids) {
                return List.copyOf(ids);
            }

            @Override
            public void close() {}
        });
    }

    private BlobId content(String text) {
        return blobs.write(text.getBytes(UTF_8));
    }

    @Test
    void aChapterIsTheSameWhereItsBytesAre() {
        BlobId before = content(TITUS);
        BlobId after = content(TITUS.replace("two", "deux").replace("\\id TIT", "\\id TIT by a program, today"));
        ChapterIndex index = open();

        assertThat(index.chapter(after, 1)).isEqualTo(index.chapter(before, 1));
        assertThat(index.chapter(after, 2)).isNotEqualTo(index.chapter(before, 2));
        assertThat(index.chapter(before, 3).ids()).isEmpty();
        assertThat(index.chapter(before, 1).book()).contains(new BookCode("TIT"));
    }

    @Test
    void ofAnotherBookOrWithoutPlainChaptersItIsAnother() {
        ChapterIndex index = open();
        BlobId odd = content(TITUS.replace("\\c 2", "\\c two"));

        assertThat(index.chapter(content(TITUS.replace("TIT", "PHM")), 1))
                .isNotEqualTo(index.chapter(content(TITUS), 1));
        assertThat(index.chapter(odd, 1))
                .isEqualTo(new Chapter(Optional.of(new BookCode("TIT")), List.of(), Optional.of(odd)));
    }

    @Test
    void whatWasLearntIsKeptAndNothingIsReadTwice() {
        List<BlobId> contents = List.of(
                content(TITUS),
                content(TITUS.replace("two", "deux")),
                content("\\id TIT\n\\c 1\n\\v 1 one\n"),
                content(TITUS.replace("one", "un")));
        ChapterIndex index = open();
        List<Chapter> before = contents.stream().map(id -> index.chapter(id, 1)).toList();
        index.save();
        assertThat(read).containsExactlyElementsOf(contents);

        ChapterIndex again = open();
        assertThat(contents.stream().map(id -> again.chapter(id, 1))).containsExactlyElementsOf(before);
        assertThat(again.chapter(contents.get(1), 2)).isEqualTo(index.chapter(contents.get(1), 2));
        assertThat(again.chapter(content(TITUS.replace("two", "zwei")), 1)).isEqualTo(before.getFirst());
        assertThat(read).hasSize(contents.size() + 1);
    }

    @Test
    void aDamagedFileIsNotBelieved() throws IOException {
        ChapterIndex index = open();
        Chapter known = index.chapter(content(TITUS), 2);
        index.save();
        byte[] kept = Files.readAllBytes(file);
        for (int at = 0; at < kept.length; at += 5) {
            byte[] damaged = kept.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            read.clear();
            assertThat(open().chapter(content(TITUS), 2)).isEqualTo(known);
            assertThat(read).hasSize(1);
        }
    }
}

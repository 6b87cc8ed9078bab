package org.masora.core.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.BookChange.Kind;
import org.masora.testkit.Corpus;

class ChangeSummaryTest {
    private final Texts texts = new Texts();

    @Test
    void tellsVersesApart() {
        BookChange change = book(
                Texts.book("GEN", 6, v -> v == 2 ? "" : "Text " + v),
                Texts.book("GEN", 5, v -> v == 1 ? "" : v == 3 ? "Other" : "Text " + v) + "\\v 7 Text 7");

        assertThat(change)
                .isEqualTo(new BookChange(
                        new BookCode("GEN"),
                        "GEN.usfm",
                        Kind.CHANGED,
                        5,
                        verses(2, 7),
                        verses(3),
                        verses(1),
                        verses(6),
                        false));
    }

    @Test
    void spacingLineEndsAndUnicodeFormAreNoText() {
        String before = "\\id GEN\n\\c 1\n\\p \\v 1 On\u00e9 two \\v 2 Three\n\\q1 four\n";
        String after = "\\id GEN\r\n\\c 1\r\n\\p\r\n\\v 1 One\u0301  two\r\n\\v 2 Three \\q1 four  ";

        assertThat(book(before, after).isOnlyForm()).isTrue();
    }

    @Test
    void optionalClosersOfNotesAreNoText() {
        String before = "\\id GEN\n\\c 1\n\\p\n\\v 1 a\\f + \\fr 1:1 \\ft note\\f* b\n";
        String after = before.replace("\\ft ", "\\fr*\\ft ").replace("\\f* b", "\\ft*\\f* b");

        assertThat(book(before, after).isOnlyForm()).isTrue();
        assertThat(book(before, after.replace("note", "other note")).changed()).hasSize(1);
    }

    @Test
    void noBreakSpacesAreText() {
        assertThat(book(Texts.book("GEN", 1, v -> "a b"), Texts.book("GEN", 1, v -> "a\u00a0b"))
                        .changed())
                .hasSize(1);
    }

    @Test
    void headingsAreToldApartFromVerses() {
        BookChange change = book(
                "\\id GEN\n\\c 1\n\\p\n\\v 1 a\n\\s Old\n\\p\n\\v 2 b",
                "\\id GEN\n\\c 1\n\\p\n\\v 1 a\n\\s New\n\\p\n\\v 2 b");

        assertThat(change.restChanged()).isTrue();
        assertThat(change.changed()).isEmpty();
    }

    @Test
    void aVerseThatChangesItsBridgeIsChanged() {
        BookChange change = book(
                Texts.book("GEN", 3),
                "\\id GEN\n\\h Name\n\\mt1 Name\n\\c 1\n\\p\n\\v 1-2 Both\n\\v 3 Words of verse 3.\n");

        assertThat(change.changed()).isEqualTo(verses(1, 2));
        assertThat(change.gone()).isEmpty();
        assertThat(change.added()).isEmpty();
    }

    @Test
    void booksAreFoundByWhatTheySay() {
        ChangeSummary summary = texts.between(
                Map.of("ingredients/GEN.usfm", Texts.book("GEN", 2), "MAT", Texts.book("MAT", 1), "kept", "x"),
                Map.of("01GENx.SFM", Texts.book("GEN", 2), "EXO.usfm", Texts.book("EXO", 1, v -> ""), "kept", "x"));

        assertThat(summary.books())
                .extracting(BookChange::book, BookChange::kind, BookChange::path)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(new BookCode("GEN"), Kind.CHANGED, "01GENx.SFM"),
                        org.assertj.core.groups.Tuple.tuple(new BookCode("EXO"), Kind.ADDED, "EXO.usfm"),
                        org.assertj.core.groups.Tuple.tuple(new BookCode("MAT"), Kind.DELETED, "MAT"));
        assertThat(summary.books().getFirst().isOnlyForm()).isTrue();
        assertThat(summary.files()).isEmpty();
    }

    @Test
    void aBookThatLostItsIdLineIsStillThatBook() {
        String before = Texts.book("GEN", 2);
        BookChange change = book(before, before.replace("\\id GEN\n", ""));

        assertThat(change.book()).isEqualTo(new BookCode("GEN"));
        assertThat(change.gone()).isEmpty();
        assertThat(change.restChanged()).isTrue();
    }

    @Test
    void otherFiles() {
        ChangeSummary summary = texts.between(
                Map.of("a", "1", "b", "2", "c", "3", "d", "4", "GEN.usfm", "no book"),
                Map.of("a", "1", "b", "x", "e", "3", "f", "new", "GEN.usfm", ""));

        assertThat(summary.files())
                .containsExactly(
                        new FileChange("GEN.usfm", FileChange.Kind.EMPTIED),
                        new FileChange("b", FileChange.Kind.CHANGED),
                        new FileChange("c", FileChange.Kind.MOVED_AWAY),
                        new FileChange("d", FileChange.Kind.DELETED),
                        new FileChange("e", FileChange.Kind.ADDED),
                        new FileChange("f", FileChange.Kind.ADDED));
        assertThat(summary.filesBefore()).isEqualTo(5);
    }

    @Test
    void linksAreNotRead() {
        BlobId nowhere = BlobId.of("nowhere".getBytes(UTF_8));
        Snapshot after = Snapshot.EMPTY
                .with("GEN.usfm", new Entry(Entry.Mode.LINK, nowhere))
                .with("MAT.usfm", new Entry(Entry.Mode.SUBMODULE, nowhere))
                .with("MRK.json", new Entry(Entry.Mode.LINK, nowhere));

        assertThat(ChangeSummary.between(Snapshot.EMPTY, after, texts.blobs).files())
                .hasSize(3);
    }

    @Test
    @DisplayName("only what differs is read")
    void readsOnlyWhatDiffers() {
        Snapshot before = texts.snapshot(Map.of("GEN.usfm", Texts.book("GEN", 3), "picture.png", "png"));
        Blobs unreadable = Blobs.inMemory();
        assertThat(ChangeSummary.between(before, before.without("picture.png"), unreadable)
                        .files())
                .hasSize(1);
    }

    @Test
    @DisplayName("a book that another program wrote anew counts by the verse that was edited (BSB)")
    void rewrittenBook() throws IOException {
        for (Path file : Corpus.usfmFiles("bsb-usfm31-cc0").subList(0, 20)) {
            String before = Files.readString(file, UTF_8);
            // As Scribe's editor does it: no space before a verse, no empty lines, blanks at the end of lines.
            String rewritten = before.replaceAll("\\s*\\\\v ", "\n\\\\v ").replaceAll("(?:\r?\n)+", " \r\n");
            int verse = rewritten.indexOf("\\v 1 ") + 5;
            String edited = rewritten.substring(0, verse) + "Edited " + rewritten.substring(verse);

            assertThat(book(before, rewritten).changed()).as(file.toString()).isEmpty();
            assertThat(book(before, edited).changed()).as(file.toString()).hasSize(1);
            assertThat(book(before, edited).gone()).isEmpty();
        }
    }

    private BookChange book(String before, String after) {
        ChangeSummary summary = texts.between(Map.of("GEN.usfm", before), Map.of("GEN.usfm", after));
        assertThat(summary.files()).isEmpty();
        assertThat(summary.books()).hasSize(1);
        return summary.books().getFirst();
    }

    /** Verses of the first chapter. */
    private static NavigableSet<VersePlace> verses(int... numbers) {
        NavigableSet<VersePlace> verses = new TreeSet<>();
        IntStream.of(numbers).forEach(verse -> verses.add(new VersePlace(1, Integer.toString(verse))));
        return verses;
    }
}

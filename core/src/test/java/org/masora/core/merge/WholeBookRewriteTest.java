package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.BookChange;
import org.masora.core.sync.Brake;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.VersePlace;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

/**
 * Whole books written anew by a tool that edited one verse: to the merge, the preview, the brake and
 * the history it is the change of one verse.
 */
class WholeBookRewriteTest {
    private static final String PATH = "BOOK.usfm";

    private final Blobs blobs = Blobs.inMemory();

    /** What Scribe's editor makes of a book: every verse on a line, closers in notes, single spaces, no last line end. */
    private static String byScribe(String book) {
        return book.replaceAll("\\\\(fr|ft|fq|fqa|xo|xt) ([^\\\\]*?)(?=\\\\[fx]\\*)", "\\\\$1 $2\\\\$1*")
                .replaceAll("\\\\(fr|xo) ([^\\\\]*?)(?=\\\\(?:ft|fq|fqa|xt) )", "\\\\$1 $2\\\\$1*")
                .replaceAll("[ \\t]*\\r?\\n?\\\\v ", "\n\\\\v ")
                .replaceAll("(\\\\[pmbq][0-9]?) +(?=\\S)", "$1\n")
                .replaceAll("[ \\t]+", " ")
                .replaceAll(" ?\\r?\\n", "\n")
                .replaceAll("\\n+", "\n")
                .strip();
    }

    /** As other tools write: line ends of Windows, a verse on the line of its paragraph, spaces at the ends of lines. */
    private static String byOthers(String book) {
        return book.replaceAll("\\r?\\n\\\\v ", " \\\\v ").replace("\n", "  \r\n");
    }

    static Stream<Path> books() throws IOException {
        List<String> names = List.of("RUT", "JON", "TIT", "PHM", "3JN");
        try (Stream<Path> bsb = Files.list(Corpus.folder("bsb-usfm31-cc0"));
                Stream<Path> web = Files.list(Corpus.folder("web-usfm2-pd"))) {
            return Stream.concat(bsb, web)
                    .filter(path -> path.getFileName().toString().endsWith("usfm"))
                    .filter(path -> names.stream()
                            .anyMatch(name -> path.getFileName().toString().contains(name)))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("books")
    @DisplayName("M4 a book written anew with one verse edited is the change of one verse")
    void oneVerse(Path file) throws IOException {
        String book = Files.readString(file);
        List<UnitKey> verses = verses(book);
        UnitKey edited = verses.get(verses.size() / 2);
        for (UnaryOperator<String> rewrite :
                List.<UnaryOperator<String>>of(WholeBookRewriteTest::byScribe, WholeBookRewriteTest::byOthers)) {
            String rewritten = rewrite.apply(withWord(book, edited, "EDITED"));

            assertThat(UnitEdits.differing(book.getBytes(UTF_8), rewritten.getBytes(UTF_8)))
                    .containsExactly(edited);
            ChangeSummary summary = ChangeSummary.between(project(book), project(rewritten), blobs);
            assertThat(summary.files()).isEmpty();
            BookChange change = summary.books().getFirst();
            assertThat(change.changed()).containsExactlyElementsOf(places(edited));
            assertThat(change.added()).isEmpty();
            assertThat(change.gone()).isEmpty();
            assertThat(change.restChanged()).isFalse();
            assertThat(Brake.judge(summary)).isEqualTo(new Brake.Verdict.Go());
        }
    }

    @ParameterizedTest
    @MethodSource("books")
    @DisplayName(
            "M3 M4 two who edited neighbouring verses, one of them in a tool that wrote the book anew, do not disagree")
    void neighbours(Path file) throws IOException {
        String book = Files.readString(file);
        List<UnitKey> verses = verses(book);
        UnitKey one = verses.get(verses.size() / 2);
        UnitKey next = verses.get(verses.size() / 2 + 1);
        String plain = withWord(book, one, "PLAIN");
        for (UnaryOperator<String> rewrite : List.<UnaryOperator<String>>of(
                UnaryOperator.identity(), WholeBookRewriteTest::byScribe, WholeBookRewriteTest::byOthers)) {
            String rewritten = rewrite.apply(withWord(book, next, "ANEW"));
            for (Side stands : Side.values()) {
                FileMerge.Outcome outcome = FileMerge.merge(
                        new FileMerge.Base.Common(book.getBytes(UTF_8)),
                        PATH,
                        plain.getBytes(UTF_8),
                        rewritten.getBytes(UTF_8),
                        stands,
                        blobs);

                assertThat(outcome.conflicts()).isEmpty();
                assertThat(UnitEdits.differing(book.getBytes(UTF_8), outcome.content()))
                        .containsExactlyInAnyOrder(one, next);
                assertThat(new String(outcome.content(), UTF_8)).contains("PLAIN", "ANEW");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("books")
    @DisplayName("M4 two tools that wrote the book anew and edited the same word disagree about one verse")
    void sameVerse(Path file) throws IOException {
        String book = Files.readString(file);
        List<UnitKey> verses = verses(book);
        UnitKey verse = verses.get(verses.size() / 2);

        FileMerge.Outcome outcome = FileMerge.merge(
                new FileMerge.Base.Common(book.getBytes(UTF_8)),
                PATH,
                byScribe(withWord(book, verse, "SCRIBE")).getBytes(UTF_8),
                byOthers(withWord(book, verse, "OTHERS")).getBytes(UTF_8),
                Side.THEIRS,
                blobs);

        assertThat(outcome.conflicts()).hasSize(1);
        assertThat(outcome.conflicts().getFirst().reference().unit()).isEqualTo(UsfmBook.reference(verse));
    }

    private Snapshot project(String book) {
        return Snapshot.of(Map.of(PATH, Entry.file(blobs.write(book.getBytes(UTF_8)))));
    }

    private static List<UnitKey> verses(String book) {
        return UsfmDocument.parse(book.getBytes(UTF_8)).units().stream()
                .map(Unit::key)
                .filter(key -> key.part() == UnitPart.BODY)
                .toList();
    }

    private static List<VersePlace> places(UnitKey key) {
        return key.verses()
                .orElseThrow()
                .verses()
                .mapToObj(verse -> new VersePlace(key.chapter(), Integer.toString(verse)))
                .toList();
    }

    /** The book with a word more at the beginning of a verse. */
    private static String withWord(String book, UnitKey verse, String word) {
        UsfmDocument document = UsfmDocument.parse(book.getBytes(UTF_8));
        Unit unit = document.unit(verse).orElseThrow();
        String body = new String(document.bytes(unit), UTF_8);
        String edited = body.replaceFirst("^(\\\\v \\S+ )", "$1" + word + " ");
        assertThat(edited).isNotEqualTo(body);
        return new String(document.bytes(0, unit.start()), UTF_8)
                + edited
                + new String(document.bytes(unit.end(), document.length()), UTF_8);
    }
}

package org.masora.core.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.editing.Piece.Words;
import org.masora.core.usfm.HostileInput;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

/** A verse is edited: what was not meant is not changed, and nothing that is typed becomes markup. */
class EditableVerseTest {
    private static final String ALIGNED = """
            \\v 1 \\zaln-s |x-content="Παῦλος"\\*\\w Paul|x-occurrence="1"\\w*\\zaln-e\\*,
            \\zaln-s |x-content="δοῦλος"\\*\\w a|x-occurrence="1"\\w* \\w servant|x-occurrence="1"\\w*\\zaln-e\\*
            \\zaln-s |x-content="Θεοῦ"\\*\\w of|x-occurrence="1"\\w* \\w God|x-occurrence="1"\\w*\\zaln-e\\*.
            """;

    private static EditableVerse verse(String unit) {
        return EditableVerse.of(unit.getBytes(UTF_8)).orElseThrow();
    }

    /** The pieces of a verse with a text in place of another in its words. */
    private static List<Piece> replaced(EditableVerse verse, String old, String now) {
        return verse.pieces().stream()
                .<Piece>map(piece -> piece instanceof Words(var text) ? new Words(text.replace(old, now)) : piece)
                .toList();
    }

    private static Edited.Changed changed(String unit, String old, String now) {
        EditableVerse verse = verse(unit);
        Edited edited = verse.with(replaced(verse, old, now));
        assertThat(edited).isInstanceOf(Edited.Changed.class);
        return (Edited.Changed) edited;
    }

    private static String text(Edited.Changed changed) {
        return new String(changed.unit(), UTF_8);
    }

    @Test
    void aWordIsReplacedAndEverythingElseKeepsItsBytes() {
        String unit =
                "\\v 3  In  the\tbeginning~God\\f + \\fr 1:3 \\ft Or \\+nd LORD\\+nd*.\\f* made\r\n\\q2   all. \r\n";
        assertThat(text(changed(unit, "God", "the Lord"))).isEqualTo(unit.replace("God\\f", "the Lord\\f"));
        assertThat(verse(unit).pieces())
                .containsExactly(
                        new Words("In the beginning~God"),
                        new Fixed(0, Piece.Kind.NOTE, "f", "Or LORD ."),
                        new Words(" made"),
                        new Fixed(1, Piece.Kind.PARAGRAPH, "q2", ""),
                        new Words("all."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "'\\s1 By the water\n\\p\n' > '\\s1 By the river\n\\p\n'",
                "'\\b\n\\s By the water\n\\r (1.2)\n' > '\\b\n\\s By the river\n\\r (1.2)\n'",
                "'\\c 2\n\\s By the water\n\\p\n' > '\\c 2\n\\s By the river\n\\p\n'",
                "'\\toc2 Songs by the water\n' > '\\toc2 Songs by the river\n'"
            })
    void aHeadingIsEditedWithoutItsFirstMarker(String unit, String expected) {
        EditableVerse heading = EditableVerse.ofHeading(unit.getBytes(UTF_8)).orElseThrow();
        Edited edited = heading.with(replaced(heading, "water", "river"));
        assertThat(edited).isInstanceOf(Edited.Changed.class);
        assertThat(text((Edited.Changed) edited)).isEqualTo(expected);
    }

    @Test
    void whatIsTypedIntoAHeadingNeverBecomesTextOfAVerse() {
        EditableVerse heading =
                EditableVerse.ofHeading("\\s1 A\n\\p\n".getBytes(UTF_8)).orElseThrow();
        List<Piece> behind = new ArrayList<>(heading.pieces());
        behind.add(new Words("typed behind the paragraph mark"));
        assertThat(heading.with(behind)).isEqualTo(new Edited.Impossible());
        assertThat(EditableVerse.ofHeading("\\v 1 a\n".getBytes(UTF_8))).isEmpty();
        assertThat(EditableVerse.ofHeading("\\p text of the verse before\n".getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '"',
            value = {
                "\\v 9 stolen > ＼v 9 stolen",
                "\\f + \\ft x\\f* > ＼f + ＼ft x＼f*",
                "\\\\ > ＼＼",
                "a|b=\"c\"\\w* > a|b=\"c\"＼w*",
                "\"line\nbreak\ttab\" > line break tab"
            })
    void whatIsPastedIsWordsAndNothingElse(String typed, String written) {
        Edited.Changed changed = changed("\\v 8 one two three\n", "two", typed);
        assertThat(text(changed)).isEqualTo("\\v 8 one " + written + " three\n");
        assertThat(changed.removed()).isEmpty();
    }

    @Test
    void aBarBecomesNoAttributeOfAStyle() {
        assertThat(text(changed("\\v 8 the \\nd Lord\\nd* said\n", "Lord", "Lord|x=\"1\"")))
                .isEqualTo("\\v 8 the \\nd Lord｜x=\"1\"\\nd* said\n");
        assertThat(text(changed("\\v 8 वह आया\n", "आया", "आया|"))).isEqualTo("\\v 8 वह आया|\n");
    }

    @Test
    @DisplayName("Words that stay keep their alignment; those that do not are named")
    void alignment() {
        Edited.Changed changed = changed(ALIGNED, "servant", "slave");
        assertThat(changed.unaligned()).containsExactly("servant");
        assertThat(text(changed)).isEqualTo(ALIGNED.replace("\\w servant|x-occurrence=\"1\"\\w*", "slave"));
        Edited.Changed gone = changed(ALIGNED, "Paul", "Saul");
        assertThat(text(gone))
                .isEqualTo(ALIGNED.replace(
                        "\\zaln-s |x-content=\"Παῦλος\"\\*\\w Paul|x-occurrence=\"1\"\\w*\\zaln-e\\*", "Saul"));
        Edited.Changed more = changed(ALIGNED, "a servant", "a good servant");
        assertThat(more.unaligned()).isEmpty();
        assertThat(text(more)).contains("\\w a|x-occurrence=\"1\"\\w* good \\w servant|");
        assertThat(changed(ALIGNED, "God", "Gods").unaligned()).containsExactly("God");
        assertThat(text(changed(ALIGNED, "Paul", "I, Paul"))).startsWith("\\v 1 I, \\zaln-s");
    }

    @Test
    void alignmentOfWordsWithoutSpacesBetweenThem() {
        String thai = "\\v 1 \\w เด็ก|x=\"1\"\\w*\\w เลี้ยง|x=\"2\"\\w*\\w แกะ|x=\"3\"\\w*\n";
        assertThat(changed(thai, "เลี้ยง", "นับ").unaligned()).containsExactly("เลี้ยง");
    }

    @Test
    void fixedPiecesGoOnlyAsAWholeAndAreNamed() {
        EditableVerse verse = verse("\\v 2 He \\nd Lord\\nd* said\\f + \\ft Or: cried\\f*:\n\\q1 Go.\n");
        List<Piece> without = verse.pieces().stream()
                .filter(piece -> !(piece instanceof Fixed(var number, var _, var _, var _) && number == 0))
                .toList();
        Edited.Changed changed = (Edited.Changed) verse.with(without);
        assertThat(changed.removed())
                .extracting(Fixed::kind)
                .containsExactly(Piece.Kind.STYLE_START, Piece.Kind.STYLE_END);
        assertThat(text(changed)).isEqualTo("\\v 2 He Lord said\\f + \\ft Or: cried\\f*:\n\\q1 Go.\n");

        Edited.Changed emptyLine = changed("\\v 2 He said:\n\\q1 Go.\n", "Go.", " ");
        assertThat(emptyLine.removed()).extracting(Fixed::marker).containsExactly("q1");
        assertThat(text(emptyLine)).isEqualTo("\\v 2 He said:\n");
        assertThat(emptyLine.emptied()).isFalse();
        assertThat(verse.with(verse.pieces().reversed())).isInstanceOf(Edited.Impossible.class);
        assertThat(verse.with(List.of(new Fixed(7, Piece.Kind.NOTE, "", "")))).isInstanceOf(Edited.Impossible.class);
    }

    @Test
    void twoLinesBecomeOneWhenTheirMarkGoes() {
        EditableVerse verse = verse("\\v 2 One\n\\q2 two\n");
        Edited edited = verse.with(List.of(new Words("One"), new Words("two")));
        assertThat(new String(((Edited.Changed) edited).unit(), UTF_8)).isEqualTo("\\v 2 One\ntwo\n");
    }

    @Test
    void anEmptiedVerseIsKnownAndCanBeFilledAgain() {
        Edited.Changed emptied = changed("\\v 2 One two.\n", "One two.", "");
        assertThat(emptied.emptied()).isTrue();
        assertThat(text(emptied)).isEqualTo("\\v 2 \n");
        Edited filled = verse("\\v 2\n").with(List.of(new Words("-3 One")));
        assertThat(new String(((Edited.Changed) filled).unit(), UTF_8)).isEqualTo("\\v 2\n-3 One");
    }

    @Test
    void aBridgeIsOneUnitAndBytesThatAreNoTextAreNotEdited() {
        assertThat(text(changed("\\v 2-4 One two.\n", "two", "2"))).isEqualTo("\\v 2-4 One 2.\n");
        assertThat(EditableVerse.of(new byte[] {'\\', 'v', ' ', '1', ' ', (byte) 0xE9, '\n'}))
                .isEmpty();
        assertThat(EditableVerse.of("\\v 1 a\n\\v 2 b\n".getBytes(UTF_8))).isEmpty();
        assertThat(EditableVerse.of("\\p\n\\v 1 a\n".getBytes(UTF_8))).isEmpty();
    }

    // Properties

    /** Whether it could be written. */
    private static boolean assertNothingElseChanges(String name, byte[] file, Random random) {
        UsfmDocument book = UsfmDocument.parse(file);
        List<Unit> bodies = book.units().stream()
                .filter(unit -> unit.key().part() == UnitPart.BODY)
                .toList();
        if (bodies.isEmpty()) {
            return false;
        }
        Unit unit = bodies.get(random.nextInt(bodies.size()));
        Optional<EditableVerse> found = EditableVerse.of(book.bytes(unit));
        if (found.isEmpty()) {
            return false;
        }
        EditableVerse verse = found.get();
        assertThat(verse.with(verse.pieces())).as(name).isInstanceOf(Edited.Same.class);
        List<Piece> typed = typed(verse.pieces(), random);
        return switch (verse.with(typed)) {
            case Edited.Changed changed -> assertWritten(name, book, unit.key(), changed, typed);
            case Edited.Same() -> true;
            case Edited.Impossible() -> false;
        };
    }

    private static boolean assertWritten(
            String name, UsfmDocument book, UnitKey key, Edited.Changed changed, List<Piece> typed) {
        EditableVerse again = EditableVerse.of(changed.unit()).orElseThrow();
        List<Fixed> fixed = again.pieces().stream()
                .filter(Fixed.class::isInstance)
                .map(Fixed.class::cast)
                .toList();
        long sent = typed.stream().filter(Fixed.class::isInstance).count();
        assertThat(fixed.size()).as(name).isLessThanOrEqualTo((int) sent);
        assertThat(words(again.pieces())).as(name).isEqualTo(words(typed));
        Optional<byte[]> written = EditableVerse.inBook(book, key, changed.unit());
        if (written.isPresent()) {
            UsfmDocument read = UsfmDocument.parse(written.get());
            for (Unit old : book.units()) {
                if (!old.key().equals(key)) {
                    assertThat(read.bytes(read.unit(old.key()).orElseThrow()))
                            .as(name + " " + old.key())
                            .isEqualTo(book.bytes(old));
                }
            }
        }
        return written.isPresent();
    }

    /** What was said, whatever spaces are around it, and with the signs that stand for markup. */
    private static String words(List<Piece> pieces) {
        StringBuilder words = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Words(var text)) {
                text.codePoints()
                        .filter(point -> point > ' ' && point != 0x7F && point != 0xFFFD)
                        .map(point -> point == '\\' ? 0xFF3C : point == '|' ? 0xFF5C : point)
                        .filter(point -> !Character.isISOControl(point) && point != 0xFEFF && point != 0x85)
                        .forEach(words::appendCodePoint);
            }
        }
        return words.toString();
    }

    /** Cuts, adds and pastes in words; now and then takes a fixed piece out. */
    private static List<Piece> typed(List<Piece> pieces, Random random) {
        List<Piece> typed = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece instanceof Words(var text) && random.nextInt(2) == 0) {
                int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
                int to = random.nextInt(3) > 0
                        ? from
                        : text.offsetByCodePoints(from, random.nextInt(text.codePointCount(from, text.length()) + 1));
                String pasted = random.nextInt(3) == 0 ? "" : new String(HostileInput.soup(random), UTF_8);
                String shortened = pasted.codePoints()
                        .limit(40)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
                typed.add(new Words(text.substring(0, from) + shortened + text.substring(to)));
            } else if (piece instanceof Words || random.nextInt(8) > 0) {
                typed.add(piece);
            }
        }
        if (pieces.isEmpty()) {
            typed.add(new Words("new \\v 3 words"));
        }
        return typed;
    }

    @Property(seed = "20261122", tries = 500, shrinking = ShrinkingMode.OFF)
    @Label("Whatever is typed into a verse of whatever file: every other byte stays, and no marker comes of it")
    void hostileFiles(@ForAll long seed) {
        Random random = new Random(seed);
        assertNothingElseChanges("seed " + seed, HostileInput.soup(random), random);
    }

    @Test
    @DisplayName("Whatever is typed into a verse of a real book: every other byte stays, and no marker comes of it")
    void realBooks() throws IOException {
        Random random = new Random(20261122);
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("bsb-usfm31-cc0", "web-usfm2-pd", "en_ult-aligned-ccbysa", "paratext-tes-mit")) {
            files.addAll(Corpus.usfmFiles(folder));
        }
        int tried = 0;
        int written = 0;
        while (tried < 150) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 1_000_000) {
                tried++;
                written += assertNothingElseChanges(file + " " + tried, bytes, random) ? 1 : 0;
            }
        }
        assertThat(written).isGreaterThan(tried * 95 / 100);
    }

    @Test
    @DisplayName("Nearly every verse of real books can be edited, and is the same when nothing was typed")
    void nearlyEveryVerseCanBeEdited() throws IOException {
        int all = 0;
        int editable = 0;
        for (String folder : List.of("bsb-usfm31-cc0", "web-usfm2-pd", "en_ult-aligned-ccbysa", "paratext-tes-mit")) {
            Path file = Corpus.usfmFiles(folder).getFirst();
            UsfmDocument book = UsfmDocument.parse(Files.readAllBytes(file));
            for (Unit unit : book.units()) {
                if (unit.key().part() != UnitPart.BODY) {
                    continue;
                }
                all++;
                Optional<EditableVerse> verse = EditableVerse.of(book.bytes(unit));
                if (verse.isPresent()) {
                    editable++;
                    assertThat(verse.get().with(verse.get().pieces()))
                            .as(file + " " + unit.key())
                            .isInstanceOf(Edited.Same.class);
                }
            }
        }
        assertThat(editable).isGreaterThan(all * 99 / 100);
    }
}

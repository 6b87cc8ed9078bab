package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.scripture.VerseRange;

class ProblemTest {
    private static List<Problem> problems(String text) {
        return UsfmDocument.parse(text.getBytes(StandardCharsets.UTF_8)).problems();
    }

    private static List<String> codes(String text) {
        return problems(text).stream()
                .map(problem -> problem.code() + (problem.parameters().isEmpty() ? "" : " " + problem.parameters()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "\\foo x!MARKER_UNKNOWN [foo]",
                "\\p a \\ b!BACKSLASH_ALONE",
                "\\p a\\f + \\ft b!NOTE_NOT_CLOSED [f]",
                "\\p a\\x - \\xt b\\p c!NOTE_NOT_CLOSED [x]",
                "\\p a\\fig b|src=\"c\"!FIGURE_NOT_CLOSED [fig]",
                "\\p a\\nd b!CHARACTER_NOT_CLOSED [nd]",
                "\\p a\\nd*!CLOSER_WITHOUT_OPENER [nd]",
                "\\p \\wj a\\v 2 b\\wj*!CHARACTER_CROSSES_VERSE [wj]",
                "\\p a\\ft b\\ft*!NOTE_PART_OUTSIDE_NOTE [ft]",
                "\\p \\qt-s |a!MILESTONE_NOT_CLOSED [qt-s]`, `MILESTONE_UNMATCHED [qt-s]",
                "\\p \\qt1-e\\*!MILESTONE_UNMATCHED [qt1-e]",
                "\\p \\w a|lemma=b\\w*!ATTRIBUTES_MALFORMED [|lemma=b]",
                "\\p \\w a|\\w*!ATTRIBUTES_MALFORMED [|]",
                "\\p \\tc1 a!CELL_OUTSIDE_ROW [tc1]",
                "\\v a!VERSE_WITHOUT_NUMBER",
                "\\v 02 a!VERSE_NUMBER_MALFORMED [02]",
                "\\v 2a a\\v 2b b\\v 2 c!VERSE_DUPLICATE [2]",
                "\\v 2-4 a\\v 3 b!VERSE_DUPLICATE [3]",
                "\\v 5 a!VERSE_MISSING [2, 4]",
                "\\v 3 a\\v 2 b!VERSE_MISSING [2, 2]`, `VERSE_OUT_OF_ORDER [2]",
                "\\s a \\v 2 b!VERSE_IN_HEADING [s]",
                "\\esb \\p a!SIDEBAR_NOT_CLOSED",
                "\\esbe!SIDEBAR_END_ALONE",
                "\\c!CHAPTER_WITHOUT_NUMBER",
                "\\c 3!CHAPTER_MISSING [2, 2]",
                "\\c 1!CHAPTER_DUPLICATE [1]",
                "\\c 3\\c 2!CHAPTER_MISSING [2, 2]`, `CHAPTER_OUT_OF_ORDER [2]",
                "\\id MRK x!ID_REPEATED",
                "\\r \\ref a|MAT 1:1\\ref*!SCRIBE_CANNOT_OPEN",
                "\\p \\w a|strong=\"\\\"\" x-y = \"\"\\w* \\fig |a.jpg|span||b|c|1.18\\fig* \\rb a|gg\\rb*!",
                "\\p \\zfoo a\\zfoo* \\zms\\* \\+nd b\\+nd*!",
                "\\p a\\f + \\fr 1:1 \\ft b \\fqa c\\ft d \\nd e\\nd*\\f*\\x - \\xo 1:1 \\xt b\\x*!"
            })
    void isFoundAfterAGoodVerse(String text, String expected) {
        List<String> found = codes("\\id MAT\n\\c 1\n\\p\n\\v 1 a\n" + text + "\n");
        assertThat(String.join("`, `", found)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "\\c 1\\p\\v 1 a!ID_MISSING",
                "\\h a\\id MAT\\c 1\\p\\v 1 a!ID_NOT_FIRST",
                "\\id XYZ\\c 1\\p\\v 1 a!BOOK_UNKNOWN [XYZ]",
                "\\id\\c 1\\p\\v 1 a!BOOK_UNKNOWN []",
                "\\id MAT\\p a!PARAGRAPH_BEFORE_CHAPTER [p]`, `CHAPTERS_ABSENT",
                "\\id GLO\\p a!",
                "\\id MAT\\c 1\\p\\v 1 a!"
            })
    void isFoundInAWholeFile(String text, String expected) {
        assertThat(String.join("`, `", codes(text))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void aVerseOutsideOfAChapter() {
        assertThat(codes("\\id MAT\n\\p\n\\v 1 a\n\\c 1\n\\v 1 a")).contains("VERSE_OUTSIDE_CHAPTER [1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<<<<<<< ours", "=======", ">>>>>>> theirs", "||||||| base"})
    void linesOfAFailedMerge(String line) {
        Problem problem =
                problems("\\id MAT\n\\c 1\r\n\\p\n\\v 1 a\n" + line + "\nb").getFirst();
        assertThat(problem)
                .isEqualTo(new Problem(
                        ProblemCode.CONFLICT_MARKER,
                        Severity.ERROR,
                        5,
                        Optional.of(Reference.of(new BookCode("MAT"), 1, VerseRange.of(1))),
                        List.of(line.substring(0, 7))));
    }

    @Test
    void whatOnlyLooksLikeALineOfAFailedMerge() {
        assertThat(codes("\\id MAT\n\\c 1\n\\p\n\\v 1 a <<<<<<< b\n========\n>>>>>>\n<<<<<<<b"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FE,FE", "C0,C0", "C3,C3", "E0 80 80,E0", "ED A0 80,ED", "F4 90 80 80,F4", "F8,F8", "80,80"})
    void bytesThatAreNoUtf8(String hex, String first) {
        assertThat(problemsOfBytes(hex))
                .containsExactly(new Problem(
                        ProblemCode.ENCODING_INVALID,
                        Severity.ERROR,
                        2,
                        Optional.of(Reference.of(new BookCode("MAT"), 1, VerseRange.of(1))),
                        List.of(first)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"C3 A9", "E0 A4 80", "EF BF BD", "F0 9F 98 80", "F4 8F BF BF"})
    void bytesThatAreUtf8(String hex) {
        assertThat(problemsOfBytes(hex)).isEmpty();
    }

    private static List<Problem> problemsOfBytes(String hex) {
        String text = "\\id MAT\\c 1\\p\n\\v 1 ?";
        byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
        String[] pairs = hex.split(" ", -1);
        byte[] bytes = new byte[start.length + pairs.length];
        System.arraycopy(start, 0, bytes, 0, start.length);
        for (int i = 0; i < pairs.length; i++) {
            bytes[start.length + i] = (byte) Integer.parseInt(pairs[i], 16);
        }
        return UsfmDocument.parse(bytes).problems();
    }

    @Test
    void controlCharactersAndUtf16() {
        assertThat(codes("\\id MAT\\c 1\\p\\v 1 \u0000\u0007"))
                .containsExactly("CONTROL_CHARACTER [00]", "CONTROL_CHARACTER [07]");
        for (var encoding : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(UsfmDocument.parse("\\id MAT\n\\c 1".getBytes(encoding)).problems())
                    .extracting(Problem::code)
                    .containsExactly(ProblemCode.ENCODING_UTF16);
        }
    }

    @Test
    void aHundredOfEachCodeAreListedAndTheRestCounted() {
        List<Problem> problems = problems("\\id MAT\n\\c 1\n\\p " + "\\nd*".repeat(250));
        assertThat(problems).hasSize(101);
        assertThat(problems.getLast().code()).isEqualTo(ProblemCode.MORE);
        assertThat(problems.getLast().parameters()).containsExactly("CLOSER_WITHOUT_OPENER", "150");
    }
}

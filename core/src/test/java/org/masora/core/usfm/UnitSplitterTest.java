package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.VerseRange;

class UnitSplitterTest {
    private static UsfmDocument parse(String text) {
        return UsfmDocument.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The units as {@code PART chapter:verse#ordinal «bytes»}, without those that are empty. */
    private static List<String> units(String text) {
        UsfmDocument document = parse(text);
        return document.units().stream()
                .filter(unit -> unit.length() > 0)
                .map(unit -> name(unit.key()) + " «" + document.text(unit) + "»")
                .toList();
    }

    private static String name(UnitKey key) {
        String place = key.verse().isEmpty() ? "" + key.chapter() : key.chapter() + ":" + key.verse();
        String ordinal = key.ordinal() == 1 ? "" : "#" + key.ordinal();
        return switch (key.part()) {
            case HEAD, TAIL -> key.part().name();
            case CHAPTER, LEAD, BODY -> key.part() + " " + place + ordinal;
        };
    }

    @Test
    void aBookIsHeadChaptersLeadsBodiesAndTail() {
        assertThat(
                        units(
                                "\\id MAT\n\\h Matthew\n\\c 1\n\\cl One\n\\s Head\n\\p\n\\v 1 a\n\\v 2 b\n\\c 2\n\\p\n\\v 1 c\n\\mte End\n"))
                .containsExactly(
                        "HEAD «\\id MAT\n\\h Matthew\n»",
                        "CHAPTER 1 «\\c 1\n\\cl One\n»",
                        "LEAD 1:1 «\\s Head\n\\p\n»",
                        "BODY 1:1 «\\v 1 a\n»",
                        "BODY 1:2 «\\v 2 b\n»",
                        "CHAPTER 2 «\\c 2\n»",
                        "LEAD 2:1 «\\p\n»",
                        "BODY 2:1 «\\v 1 c\n»",
                        "TAIL «\\mte End\n»");
    }

    @Test
    void headAndTailAndLeadAreThereEvenWhereEmpty() {
        assertThat(parse("\\c 1\\v 1 a").units())
                .extracting(Unit::key)
                .containsExactly(
                        UnitKey.HEAD, UnitKey.chapter(1), UnitKey.lead(1, "1"), UnitKey.body(1, "1"), UnitKey.TAIL);
        assertThat(parse("").units()).extracting(Unit::key).containsExactly(UnitKey.HEAD, UnitKey.TAIL);
    }

    @Test
    void breaksAndEmptyParagraphsIntroduceTheVerseAfterThem() {
        assertThat(units("\\c 1\n\\p\n\\v 8 a\n\\s5\n\\p\n\\q1\n\\v 9 b\n\\ts\\*\n\\b\n\\rem note \\p\n\\q1 \\v 10 c"))
                .containsExactly(
                        "CHAPTER 1 «\\c 1\n»",
                        "LEAD 1:8 «\\p\n»",
                        "BODY 1:8 «\\v 8 a\n»",
                        "LEAD 1:9 «\\s5\n\\p\n\\q1\n»",
                        "BODY 1:9 «\\v 9 b\n»",
                        "LEAD 1:10 «\\ts\\*\n\\b\n\\rem note \\p\n\\q1 »",
                        "BODY 1:10 «\\v 10 c»");
    }

    @Test
    void aHeadingInsideAVerseStaysInIt() {
        assertThat(units("\\c 1\\p\n\\v 1 a\n\\s Head\n\\p more\n\\q2 and more\n\\v 2 b"))
                .contains("BODY 1:1 «\\v 1 a\n\\s Head\n\\p more\n\\q2 and more\n»", "BODY 1:2 «\\v 2 b»");
    }

    @Test
    void headingsWithNotesAndStylesStillIntroduce() {
        assertThat(units("\\c 3\n\\s A \\nd B\\nd*\\f + \\ft note\\f*\n\\d A psalm\n\\qa Aleph\n\\q1\n\\v 1 a"))
                .contains("LEAD 3:1 «\\s A \\nd B\\nd*\\f + \\ft note\\f*\n\\d A psalm\n\\qa Aleph\n\\q1\n»");
    }

    @Test
    void textBeforeTheFirstVerseBelongsToTheChapter() {
        assertThat(units("\\c 1\n\\p before\n\\p\n\\v 1 a"))
                .containsExactly("CHAPTER 1 «\\c 1\n\\p before\n»", "LEAD 1:1 «\\p\n»", "BODY 1:1 «\\v 1 a»");
    }

    @Test
    void whatIntroducesAChapterGoesWithItButAnEmptyChapterKeepsItsParagraph() {
        assertThat(units("\\c 1\n\\p\n\\v 1 a\n\\ms Book Two\n\\c 2\n\\p\n\\c 3\n\\p\n"))
                .containsExactly(
                        "CHAPTER 1 «\\c 1\n»",
                        "LEAD 1:1 «\\p\n»",
                        "BODY 1:1 «\\v 1 a\n»",
                        "CHAPTER 2 «\\ms Book Two\n\\c 2\n\\p\n»",
                        "CHAPTER 3 «\\c 3\n\\p\n»");
    }

    @Test
    void noVerseIsSeenInsideASidebar() {
        assertThat(units("\\c 1\\p\n\\v 1 a\n\\esb\n\\p \\v 7 aside\n\\esbe\n\\p\n\\v 2 b"))
                .contains(
                        "BODY 1:1 «\\v 1 a\n\\esb\n\\p \\v 7 aside\n\\esbe\n»",
                        "LEAD 1:2 «\\p\n»",
                        "BODY 1:2 «\\v 2 b»");
    }

    @Test
    void aSidebarWithoutItsEndHidesNoVerses() {
        UsfmDocument document = parse("\\id MAT\n\\c 1\\p\n\\v 1 a\n\\esb\n\\p aside\n\\v 2 b\n\\c 2\n\\v 1 \\esbe");
        assertThat(document.unit(UnitKey.body(1, "2"))).isPresent();
        assertThat(document.problems())
                .extracting(Problem::code)
                .contains(ProblemCode.SIDEBAR_NOT_CLOSED, ProblemCode.SIDEBAR_END_ALONE);
    }

    @Test
    void aNoteThatIsNotClosedHidesNoVerses() {
        assertThat(units("\\c 1\\p\n\\v 1 a\\f + \\ft note\n\\v 2 b \\fig x\n\\v 3 c"))
                .contains("BODY 1:1 «\\v 1 a\\f + \\ft note\n»", "BODY 1:2 «\\v 2 b \\fig x\n»", "BODY 1:3 «\\v 3 c»");
    }

    @Test
    void aRowThatVersesStartInIsCutAtThem() {
        assertThat(units("\\c 1\n\\v 1 a\n\\tr \\tc1\n\\v 2 b \\tc2 c\n\\tr \\tc1-2 \\v 3 d \\tc3 \\v 4 e"))
                .contains(
                        "BODY 1:1 «\\v 1 a\n»",
                        "LEAD 1:2 «\\tr \\tc1\n»",
                        "BODY 1:2 «\\v 2 b \\tc2 c\n»",
                        "LEAD 1:3 «\\tr \\tc1-2 »",
                        "BODY 1:3 «\\v 3 d \\tc3 »",
                        "BODY 1:4 «\\v 4 e»");
    }

    @Test
    void duplicatesAreNumbered() {
        assertThat(units("\\c 1\n\\v 1 a\n\\v 1 b\n\\v c\n\\v d\n\\c 1\n\\v 1 e"))
                .containsExactly(
                        "CHAPTER 1 «\\c 1\n»",
                        "BODY 1:1 «\\v 1 a\n»",
                        "BODY 1:1#2 «\\v 1 b\n»",
                        "BODY 1 «\\v c\n»",
                        "BODY 1#2 «\\v d\n»",
                        "CHAPTER 1#2 «\\c 1\n»",
                        "BODY 1:1#3 «\\v 1 e»");
    }

    @Test
    void theSameVersesHaveTheSameKeyHoweverTheyAreWritten() {
        assertThat(parse("\\c 1\\v 01 a\\v \u0968-\u0969 b\\v 4\u200F-5 c\\v 6A d")
                        .units())
                .extracting(Unit::key)
                .contains(UnitKey.body(1, "1"), UnitKey.body(1, "2-3"), UnitKey.body(1, "4-5"), UnitKey.body(1, "6a"));
    }

    @Test
    void aForgottenSpaceDoesNotDrawTheTextIntoTheVerseNumber() {
        assertThat(units("\\c 1\\v 1\u8D77\u521D\\v 2In the\\v 3, and\\v 4-\u2014"))
                .containsExactly(
                        "CHAPTER 1 «\\c 1»",
                        "BODY 1:1 «\\v 1\u8D77\u521D»",
                        "BODY 1:2 «\\v 2In the»",
                        "BODY 1:3 «\\v 3, and»",
                        "BODY 1:4 «\\v 4-\u2014»");
    }

    @Test
    void versesWithoutAChapterAreKeptUnderZero() {
        assertThat(units("\\id MAT\n\\p\n\\v 1 a"))
                .containsExactly("HEAD «\\id MAT\n»", "LEAD 0:1 «\\p\n»", "BODY 0:1 «\\v 1 a»");
    }

    @Test
    void onlyTheReplacedUnitsChange() {
        UsfmDocument document = parse("\\c 1\n\\p\n\\v 1 a\n\\v 2 b\n");
        byte[] changed = document.withReplaced(Map.of(
                UnitKey.body(1, "1"), "\\v 1 longer\n".getBytes(StandardCharsets.UTF_8),
                UnitKey.lead(1, "2"), "\\q1 ".getBytes(StandardCharsets.UTF_8)));
        assertThat(new String(changed, StandardCharsets.UTF_8)).isEqualTo("\\c 1\n\\p\n\\v 1 longer\n\\q1 \\v 2 b\n");
    }

    @Test
    void aVerseIsFoundInTheBridgeOrTheSegmentsThatHoldIt() {
        UsfmDocument document = parse("\\c 1\\v 1 a\\v 2-4 b\\v 5a c\\v 5b d\\c 2\\v 3 e");
        assertThat(document.bodies(1, VerseRange.of(3))).extracting(Unit::key).containsExactly(UnitKey.body(1, "2-4"));
        assertThat(document.bodies(1, VerseRange.of(5)))
                .extracting(Unit::key)
                .containsExactly(UnitKey.body(1, "5a"), UnitKey.body(1, "5b"));
        assertThat(document.bodies(1, VerseRange.of(6))).isEmpty();
    }

    @Test
    void aKeySaysWhereItIs() {
        BookCode book = new BookCode("MAT");
        assertThat(UnitKey.HEAD.reference(book)).hasToString("MAT");
        assertThat(UnitKey.chapter(2).reference(book)).hasToString("MAT 2");
        assertThat(UnitKey.lead(2, "3-4").reference(book)).hasToString("MAT 2:3-4");
    }
}

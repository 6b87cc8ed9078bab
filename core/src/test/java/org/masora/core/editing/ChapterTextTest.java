package org.masora.core.editing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masora.core.editing.ChapterText.Block;
import org.masora.core.editing.ChapterText.Kind;
import org.masora.core.editing.ChapterText.Run;
import org.masora.core.usfm.ChapteredFile;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

class ChapterTextTest {
    private static final String BOOK = """
            \\id PSA
            \\h Psalms
            \\mt1 The Psalms
            \\c 1
            \\s1 Two ways
            \\r (Jer 17)
            \\q1
            \\v 1 Blessed is \\nd he\\nd*\\f + \\fr 1:1 \\ft Or \\fqa happy\\f*
            \\q2 who walks
            \\b
            \\p
            \\v 2-3 not\\fig A tree|src="a.jpg"\\fig*
            \\c 2
            \\m
            \\v 1 \\zaln-s |x="1"\\*\\w Why|y="2"\\w*\\zaln-e\\*
            \\zaln-s |x="2"\\*\\w rage|y="3"\\w*\\zaln-e\\*?
            """;

    @Test
    void aChapterIsLaidOut() {
        UnitKey one = UnitKey.body(1, "1");
        UnitKey two = UnitKey.body(1, "2-3");
        assertThat(ChapterText.of(UsfmDocument.parse(BOOK.getBytes(UTF_8)), 1).blocks())
                .containsExactly(
                        new Block(Kind.HEADING, 1, List.of(words("Two ways "))),
                        new Block(Kind.SUBHEADING, 1, List.of(words("(Jer 17) "))),
                        new Block(
                                Kind.POETRY,
                                1,
                                List.of(
                                        new Run.Verse(one, "1"),
                                        new Run.Words("Blessed is ", "", Optional.of(one)),
                                        new Run.Words("he", "nd", Optional.of(one)),
                                        new Run.Note("f", "Or happy"),
                                        new Run.Words(" ", "", Optional.of(one)))),
                        new Block(Kind.POETRY, 2, List.of(new Run.Words("who walks ", "", Optional.of(one)))),
                        new Block(Kind.BREAK, 1, List.of()),
                        new Block(
                                Kind.PARAGRAPH,
                                1,
                                List.of(
                                        new Run.Verse(two, "2-3"),
                                        new Run.Words("not", "", Optional.of(two)),
                                        new Run.Figure("A tree"),
                                        new Run.Words(" ", "", Optional.of(two)))));
    }

    private static Run words(String text) {
        return new Run.Words(text, "", Optional.empty());
    }

    @Test
    void alignedWordsAreOneText() {
        UnitKey one = UnitKey.body(2, "1");
        assertThat(ChapterText.of(UsfmDocument.parseChapter(BOOK.getBytes(UTF_8), 2), 2)
                        .blocks())
                .containsExactly(new Block(
                        Kind.FLUSH,
                        1,
                        List.of(new Run.Verse(one, "1"), new Run.Words("Why rage? ", "", Optional.of(one)))));
    }

    @Test
    void theHeadShowsTitlesOnly() {
        assertThat(ChapterText.of(UsfmDocument.parse(BOOK.getBytes(UTF_8)), 0).blocks())
                .containsExactly(new Block(Kind.TITLE, 1, List.of(words("The Psalms "))));
        assertThat(ChapteredFile.of(BOOK.getBytes(UTF_8)).chapters()).containsExactly(1, 2);
    }

    @Test
    void textBehindAnEmptyLineIsShown() {
        byte[] book = "\\c 1\n\\p\n\\v 1 One.\n\\s5\n\\v 2 Two.\n\\b\n\\v 3 Three.\n".getBytes(UTF_8);
        List<Block> blocks = ChapterText.of(UsfmDocument.parse(book), 1).blocks();
        assertThat(blocks.stream().map(Block::kind))
                .containsExactly(Kind.PARAGRAPH, Kind.BREAK, Kind.FLUSH, Kind.BREAK, Kind.FLUSH);
        assertThat(verses(blocks).values()).containsExactly("One.", "Two.", "Three.");
    }

    /** What is shown of each verse, with single spaces. */
    private static Map<UnitKey, String> verses(List<Block> blocks) {
        Map<UnitKey, String> verses = new LinkedHashMap<>();
        for (Block block : blocks) {
            for (Run run : block.runs()) {
                switch (run) {
                    case Run.Verse(var key, var _) -> verses.putIfAbsent(key, "");
                    case Run.Words(var text, var _, var verse) ->
                        verse.ifPresent(key -> verses.merge(key, text, String::concat));
                    case Run.Cell() -> verses.replaceAll((_, text) -> text + " ");
                    case Run.Note _, Run.Figure _ -> {}
                }
            }
            verses.replaceAll((_, text) -> text + " ");
        }
        verses.replaceAll((_, text) -> text.replaceAll("\\s+", " ").strip());
        return verses;
    }

    @Test
    void whatIsShownOfAVerseIsItsText() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("bsb-usfm31-cc0", "web-usfm2-pd", "en_ult-aligned-ccbysa", "merge-cases")) {
            files.addAll(Corpus.usfmFiles(folder).stream().limit(4).toList());
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            UsfmDocument book = UsfmDocument.parse(bytes);
            for (int chapter : ChapteredFile.of(bytes).chapters()) {
                List<Block> blocks = ChapterText.of(UsfmDocument.parseChapter(bytes, chapter), chapter)
                        .blocks();
                Map<UnitKey, String> text = new LinkedHashMap<>();
                book.units().stream()
                        .filter(unit ->
                                unit.key().chapter() == chapter && unit.key().part() == UnitPart.BODY)
                        .forEach(unit -> text.put(
                                unit.key(),
                                book.verseText(unit).replace('\u00A0', ' ').strip()));
                assertThat(verses(blocks)).as(file + " " + chapter).isEqualTo(text);
            }
        }
    }

    @Test
    void whichWayTheTextRunsIsSeenInIt() {
        assertThat(ChapterText.of(UsfmDocument.parse("\\c 1\n\\p\n\\v 1 السلام (KJV)\n".getBytes(UTF_8)), 1)
                        .isRightToLeft())
                .isTrue();
    }
}

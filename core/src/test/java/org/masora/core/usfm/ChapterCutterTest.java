package org.masora.core.usfm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChapterCutterTest {

    private static final String PIECES =
            "\\c 1|\\c 2|\\c  2 |\\c 02|\\c 2\\v 9 x|\\c|\\c x|\\c 1234|\\+c 2|\\c2|\\\\c 2"
                    + "|\\ca 2\\ca*|\\c 2-3|\\c 2 |\\v 1 one|\\v 2-3 two|\\v 1 again|\\esb\\p|\\esbe|\\f + \\ft open|\\f*|\\q|\\s head"
                    + "|\\w word|lemma=\"x|\\w*|\\id MAT|\\id GEN|\\tr \\tc1 cell|\\periph x|\\nd name|plain|\n|\r\n|~|\\";

    @Test
    void aChapterReadAloneHasTheBodiesThatItHasInTheFile() {
        String[] pieces = PIECES.split("(?<!x|lemma=.x)\\|", -1);
        Random random = new Random(20261122);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "\\id TIT a\n\\mt x\n" : "");
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextInt(4) == 0 ? "" : "\n");
            }
            assertSame(text.toString());
        }
    }

    @Test
    void whereTheChaptersStandIsFoundFromAnotherFileToo() {
        String[] pieces = PIECES.split("(?<!x|lemma=.x)\\|", -1);
        Random random = new Random(20261122);
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder("\\id TIT a\n");
            for (int i = random.nextInt(8); i > 0; i--) {
                String piece = random.nextInt(3) == 0 ? pieces[random.nextInt(pieces.length)] : "\\v 1 one";
                text.append("\\c ")
                        .append(1 + random.nextInt(3))
                        .append('\n')
                        .append(piece)
                        .append('\n');
            }
            StringBuilder edited = new StringBuilder(text);
            for (int i = random.nextInt(3); i > 0; i--) {
                int from = random.nextInt(edited.length() + 1);
                int to = Math.min(edited.length(), from + random.nextInt(12));
                String piece = random.nextBoolean() ? "" : pieces[random.nextInt(pieces.length)];
                edited.replace(
                        from,
                        to,
                        random.nextInt(3) == 0 ? edited.substring(from, to).repeat(2) : piece);
            }
            byte[] before = text.toString().getBytes(UTF_8);
            byte[] after = edited.toString().getBytes(UTF_8);
            List<ChapterSpan> known = UsfmDocument.chapterSpans(before).orElse(List.of());
            assertThat(UsfmDocument.chapterSpans(after, before, known))
                    .as("%s\n--\n%s", text, edited)
                    .isEqualTo(UsfmDocument.chapterSpans(after));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\\", "\\c", "\\c ", "\\c 2", "\uFEFF\\c 2\n\\p\n\\v 1 a\n\\s b\n\\c 3\n\\v 1 c"})
    void edges(String text) {
        assertSame(text);
    }

    @Test
    void onlyThatChapterIsRead() {
        byte[] bytes = "\\id TIT\n\\c 1\n\\v 1 a\n\\c 2\n\\v 1 b\n\\c 3\n\\v 1 c\n".getBytes(UTF_8);
        assertThat(UsfmDocument.parseChapter(bytes, 2).bytes()).asString(UTF_8).isEqualTo("\\id TIT\n\\c 2\n\\v 1 b\n");
        assertThat(ChapteredFile.of(bytes).chapter(0).bytes()).asString(UTF_8).isEqualTo("\\id TIT\n");
    }

    private static void assertSame(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        UsfmDocument whole = UsfmDocument.parse(bytes);
        IntStream.rangeClosed(0, 3).forEach(chapter -> {
            UsfmDocument alone = UsfmDocument.parseChapter(bytes, chapter);
            assertThat(bodies(alone, chapter)).as(text).isEqualTo(bodies(whole, chapter));
            assertThat(alone.book()).as(text).isEqualTo(whole.book());
            assertThat(bodies(ChapteredFile.of(bytes).chapter(chapter), chapter))
                    .as(text)
                    .isEqualTo(bodies(whole, chapter));
        });
    }

    private static List<String> bodies(UsfmDocument document, int chapter) {
        return document.units().stream()
                .filter(unit -> unit.key().part() == UnitPart.BODY && unit.key().chapter() == chapter)
                .map(unit -> unit.key() + document.text(unit))
                .toList();
    }
}

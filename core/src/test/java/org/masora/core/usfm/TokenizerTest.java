package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenizerTest {
    private static List<String> tokens(String text) {
        UsfmTokens tokens =
                UsfmDocument.parse(text.getBytes(StandardCharsets.UTF_8)).tokens();
        return IntStream.range(0, tokens.count())
                .mapToObj(token -> tokens.kind(token) + " " + tokens.text(token))
                .toList();
    }

    @Test
    void markersArgumentsTextAndSpace() {
        assertThat(tokens("\uFEFF\\id MAT x\r\n\\c 1\r\\p\n\\v 1-2  a b \\nd c\\nd*"))
                .containsExactly(
                        "BOM \uFEFF",
                        "MARKER \\id",
                        "WS  ",
                        "ARG MAT",
                        "WS  ",
                        "TEXT x",
                        "NL \r\n",
                        "MARKER \\c",
                        "WS  ",
                        "ARG 1",
                        "NL \r",
                        "MARKER \\p",
                        "NL \n",
                        "MARKER \\v",
                        "WS  ",
                        "ARG 1-2",
                        "WS   ",
                        "TEXT a b ",
                        "MARKER \\nd",
                        "WS  ",
                        "TEXT c",
                        "MARKER \\nd*");
    }

    @Test
    void anEscapedBackslashStartsNoMarker() {
        assertThat(tokens("\\p \\\\p \\~a\\|b\\\"\\'\\/ \\u00e9\\U0001F600"))
                .containsExactly(
                        "MARKER \\p",
                        "WS  ",
                        "ESCAPE \\\\",
                        "TEXT p ",
                        "ESCAPE \\~",
                        "TEXT a",
                        "ESCAPE \\|",
                        "TEXT b",
                        "ESCAPE \\\"",
                        "ESCAPE \\'",
                        "ESCAPE \\/",
                        "WS  ",
                        "ESCAPE \\u00e9",
                        "ESCAPE \\U0001F600");
    }

    @Test
    void onlyFourCharactersAreWhiteSpace() {
        assertThat(tokens("\\p\u00A0a\n\u3000\n\u200B\n\t b"))
                .containsExactly(
                        "MARKER \\p",
                        "TEXT \u00A0a",
                        "NL \n",
                        "TEXT \u3000",
                        "NL \n",
                        "TEXT \u200B",
                        "NL \n",
                        "WS \t ",
                        "TEXT b");
    }

    @Test
    void aBarStartsAttributesOnlyBeforeAClosingMarker() {
        assertThat(tokens("\\w a|x=\"|\\\"\" y\\w* b|c \\w d\\w*"))
                .containsExactly(
                        "MARKER \\w",
                        "WS  ",
                        "TEXT a",
                        "ATTRS |x=\"|\\\"\" y",
                        "MARKER \\w*",
                        "WS  ",
                        "TEXT b|c ",
                        "MARKER \\w",
                        "WS  ",
                        "TEXT d",
                        "MARKER \\w*");
    }

    @Test
    void milestonesWithAttributesAlsoUnclosedOnes() {
        assertThat(tokens("\\zaln-s |x=\"1\"\\*\\w a|y=\"2\"\\w*\\zaln-e\\*\\zms\\*\\zx |a\\*"))
                .containsExactly(
                        "MARKER \\zaln-s",
                        "WS  ",
                        "ATTRS |x=\"1\"",
                        "MS_CLOSE \\*",
                        "MARKER \\w",
                        "WS  ",
                        "TEXT a",
                        "ATTRS |y=\"2\"",
                        "MARKER \\w*",
                        "MARKER \\zaln-e",
                        "MS_CLOSE \\*",
                        "MARKER \\zms",
                        "MS_CLOSE \\*",
                        "MARKER \\zx",
                        "WS  ",
                        "ATTRS |a",
                        "MS_CLOSE \\*");
        assertThat(tokens("\\k-s | x=\"1\"\na"))
                .containsExactly("MARKER \\k-s", "WS  ", "ATTRS | x=\"1\"", "NL \n", "TEXT a");
    }

    @Test
    void attributesInFrontAndRemarksToTheEndOfTheirLine() {
        assertThat(tokens("\\p|cat=\"x\"|a\n\\rem b \\v 1 c\n\\v 2"))
                .containsExactly(
                        "MARKER \\p",
                        "ATTRS |cat=\"x\"|",
                        "TEXT a",
                        "NL \n",
                        "MARKER \\rem",
                        "WS  ",
                        "TEXT b \\v 1 c",
                        "NL \n",
                        "MARKER \\v",
                        "WS  ",
                        "ARG 2");
    }

    @Test
    void aBackslashAloneIsText() {
        assertThat(tokens("\\ a\\\n\\1\\")).containsExactly("TEXT \\ a", "TEXT \\", "NL \n", "TEXT \\1", "TEXT \\");
    }

    @Test
    void knowsTheMarkersOfTheStandardWithTheirLevels() {
        UsfmTokens tokens = UsfmDocument.parse(
                        "\\q2 \\tc1-2 \\thr12 \\zfoo \\qt3-s\\* \\foo \\imte1 \\xt x".getBytes(StandardCharsets.UTF_8))
                .tokens();
        assertThat(IntStream.range(0, tokens.count())
                        .filter(token -> tokens.kind(token) == TokenKind.MARKER)
                        .mapToObj(tokens::marker))
                .containsExactly(
                        new Marker("q2", MarkerCategory.VERSE_PARAGRAPH),
                        new Marker("tc1-2", MarkerCategory.CELL),
                        new Marker("thr12", MarkerCategory.CELL),
                        new Marker("zfoo", MarkerCategory.CUSTOM),
                        new Marker("qt3-s", MarkerCategory.MILESTONE),
                        new Marker("foo", MarkerCategory.UNKNOWN),
                        new Marker("imte1", MarkerCategory.INTRODUCTION),
                        new Marker("xt", MarkerCategory.CHARACTER_OR_NOTE_CHARACTER));
    }
}

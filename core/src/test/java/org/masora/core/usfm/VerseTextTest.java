package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerseTextTest {
    private static String read(String verse) {
        UsfmDocument document = UsfmDocument.parse(("\\c 1\\p " + verse).getBytes(StandardCharsets.UTF_8));
        return document.verseText(document.unit(UnitKey.body(1, "1")).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "\\v 1 a  b\tc!a b c",
                "\\v 1 a\\f + \\fr 1:1 \\ft note\\f*, b!a, b",
                "\\v 1 \\w In|lemma=\"x\"\\w* the \\nd L\\nd*ord!In the Lord",
                "\\v 1 a (\\w daughters|x=\"1\"\\w*-\\w in|x=\"1\"\\w*-\\w law|x=\"1\"\\w*)!a (daughters-in-law)",
                "\\v 1 \\va 2\\va*\\vp 1b\\vp* a!a",
                "\\v 1 a\\q2 b\\b\\q1 c!a b c",
                "\\v 1 a\\s Head \\nd X\\nd*\\p b!a b",
                "\\v 1 a\\qa Aleph\\q1 b!a b",
                "\\v 1 a~b//c \\\\ \\u00e9!a\u00A0bc \\ \u00E9",
                "\\v 1 a\\esb \\p aside\\esbe\\p b!a b",
                "\\v 1 \\zaln-s |x=\"1\"\\*a\\zaln-e\\* \\fig b|src=\"c\"\\fig*d!a d",
                "\\v 1 \u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35!\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35"
            })
    void isWhatAReaderSees(String verse, String text) {
        assertThat(read(verse)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\v 1", "\\v 1 \n", "\\v 1 \\p\n\\q1 \n", "\\v 1 \\f + \\ft x\\f*", "\\v 1 \\nd \\nd*\\b"})
    void isEmptyWhereOnlyMarkersAreLeft(String verse) {
        assertThat(read(verse)).isEmpty();
    }

    @Test
    void emptinessIsKnownWithoutTheText() {
        UsfmDocument document = UsfmDocument.parse("\\c 1\\v 1 \\q1 \\v 2 a".getBytes(StandardCharsets.UTF_8));
        assertThat(document.isBlank(document.unit(UnitKey.body(1, "1")).orElseThrow()))
                .isTrue();
        assertThat(document.isBlank(document.unit(UnitKey.body(1, "2")).orElseThrow()))
                .isFalse();
    }
}

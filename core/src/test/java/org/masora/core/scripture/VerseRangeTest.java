package org.masora.core.scripture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerseRangeTest {
    private static VerseRange range(String token) {
        return VerseRange.parse(token).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1",
                "0|0",
                "003|3",
                "1-2|1-2",
                "1,3|1,3",
                "3a|3a",
                "3A|3a",
                "3a-4b,6|3a-4b,6",
                "3a-3c|3a-3c",
                "1\u200F-2|1-2",
                "1\u2013\u200F2|1-2",
                "\u0663|3",
                "\u0967\u0968-\u0967\u0969|12-13",
                "4\u0915|4\u0915"
            })
    void isReadInAnyFormAndWrittenInOne(String token, String plain) {
        assertThat(range(token)).hasToString(plain).isEqualTo(range(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "-", "1-", "-1", "1,", "1,,2", "5-3", "1000", "99999999999999", "1 2", "1:2", "1-2-3"})
    void whatIsNoVerseTokenIsNotRead(String token) {
        assertThat(VerseRange.parse(token)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|3|true",
                "3|4|false",
                "3|3a|true",
                "3a|3b|false",
                "3a|3a|true",
                "2-4|4|true",
                "2-4|5-6|false",
                "3-4a|4b|false",
                "3-4a|4|true",
                "3b-4|3a|false",
                "3b-4|3c|true",
                "1,5|2-4|false",
                "1,5|4-6|true",
                "3a-3c|3b|true"
            })
    void overlapsWhereTextCouldBelongToBoth(String one, String other, boolean overlap) {
        assertThat(range(one).overlaps(range(other))).isEqualTo(overlap);
        assertThat(range(other).overlaps(range(one))).isEqualTo(overlap);
    }

    @Test
    void namesItsVerses() {
        VerseRange range = range("3b-5,7");
        assertThat(range.verses()).containsExactly(3, 4, 5, 7);
        assertThat(range.first()).isEqualTo(3);
        assertThat(range.last()).isEqualTo(7);
        assertThat(range.contains(4)).isTrue();
        assertThat(range.contains(6)).isFalse();
    }
}

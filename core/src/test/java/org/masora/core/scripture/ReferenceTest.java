package org.masora.core.scripture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.masora.core.scripture.Reference.Parsed;
import org.masora.core.scripture.Reference.Reason;

class ReferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAT|MAT",
                "mat 5|MAT 5",
                "  MAT   5:3 |MAT 5:3",
                "MAT 5:3-4|MAT 5:3-4",
                "1co 13.4|1CO 13:4",
                "MAT 5 : 3|MAT 5:3",
                "PSA 119:176|PSA 119:176",
                "MAT 5:3a,5|MAT 5:3a,5"
            })
    void isReadAndWritten(String text, String written) {
        assertThat(Reference.parse(text)).isInstanceOfSatisfying(Parsed.Found.class, found -> {
            assertThat(found.reference()).hasToString(written);
            assertThat(Reference.parse(written)).isEqualTo(found);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|EMPTY|''",
                "'  '|EMPTY|''",
                "Matthew 5|NO_SUCH_BOOK|Matthew",
                "5:3|NO_SUCH_BOOK|5:3",
                "MAT x|NO_CHAPTER|x",
                "MAT :3|NO_CHAPTER|''",
                "MAT 5-6|NO_CHAPTER|5-6",
                "MAT 5000:1|NO_CHAPTER|5000",
                "MAT 5:|NO_VERSES|''",
                "MAT 5:three|NO_VERSES|three",
                "MAT 5:4-3|NO_VERSES|4-3"
            })
    void whatIsNoneSaysWhatCouldNotBeRead(String text, Reason reason, String part) {
        assertThat(Reference.parse(text)).isEqualTo(new Parsed.NotUnderstood(reason, part));
    }
}

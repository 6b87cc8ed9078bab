package org.masora.core.scripture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookCodeTest {
    @ParameterizedTest
    @CsvSource({
        "GEN,1,01", "JOS,6,06", "1KI,11,11", "MAL,39,39", "MAT,40,41", "REV,66,67", "TOB,67,68", "XXA,93,94",
        "XXG,99,100", "FRT,100,A0", "BAK,101,A1", "INT,107,A7", "GLO,109,A9", "TDX,110,B0", "ENO,117,B7", "LAO,123,C3"
    })
    void hasItsNumberAndItsFileNumberInParatext(String code, int number, String fileNumber) {
        BookCode book = new BookCode(code);
        assertThat(book.number()).isEqualTo(number);
        assertThat(book.paratextFileNumber()).isEqualTo(fileNumber);
    }

    @Test
    void allAreThereOnceAndInOrder() {
        assertThat(BookCode.all()).hasSize(123).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void isFoundInAnyLetterCase() {
        assertThat(BookCode.find("1co")).contains(new BookCode("1CO"));
        assertThat(BookCode.find("Mat")).contains(new BookCode("MAT"));
    }

    @ParameterizedTest
    @CsvSource({"''", "MATT", "XYZ", "M T", "MÄT"})
    void whatIsNoBookIsNotFound(String text) {
        assertThat(BookCode.find(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new BookCode(text));
    }

    @Test
    void knowsWhichBooksHaveVerses() {
        assertThat(new BookCode("TOB").isScripture()).isTrue();
        assertThat(new BookCode("LAO").isScripture()).isTrue();
        assertThat(new BookCode("GLO").isScripture()).isFalse();
        assertThat(new BookCode("XXB").isScripture()).isFalse();
        assertThat(new BookCode("MAT").isNewTestament()).isTrue();
        assertThat(new BookCode("MAL").isNewTestament()).isFalse();
    }
}

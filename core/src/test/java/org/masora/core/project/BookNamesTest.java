package org.masora.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;

/** Books go by the names that their project has for them. */
class BookNamesTest {
    private static final BookCode TITUS = new BookCode("TIT");
    private static final BookCode RUTH = new BookCode("RUT");
    private static final BookCode JONAH = new BookCode("JON");

    private static BookNames names(Map<String, String> files) {
        return new BookNames(
                Map.of(TITUS, "t.usfm", RUTH, "r.usfm", JONAH, "j.usfm"),
                path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(UTF_8)));
    }

    @Test
    void theBookItselfSaysItsNameBeforeMetadataDo() {
        BookNames names = names(
                Map.of(
                        "t.usfm", "\\id TIT\n\\h Tito corto\n\\toc1 Carta a Tito\n\\toc2 Tito\n",
                        "r.usfm", "\\id RUT\n\\h रूत\n",
                        "j.usfm", "\\id JON\n\\toc2  \n\\c 1\n",
                        "metadata.json",
                                "{\"localizedNames\":{\"book-tit\":{\"short\":{\"en\":\"Titus\"}},"
                                        + "\"book-jon\":{\"abbr\":{\"en\":\"Jon\"},\"long\":{\"en\":\"Jonah the prophet\"}}}}"));
        assertThat(names.of(TITUS)).isEqualTo("Tito");
        assertThat(names.of(RUTH)).isEqualTo("रूत");
        assertThat(names.of(JONAH)).isEqualTo("Jonah the prophet");
        assertThat(names.of(new BookCode("GEN"))).isEqualTo("GEN");
    }

    @Test
    void aPlaceCanBeTypedWithTheNameOrTheCode() {
        BookNames names = names(Map.of("t.usfm", "\\toc2 Tito\n", "r.usfm", "\\toc2 1 Rut\n", "j.usfm", "\\toc2 1\n"));
        assertThat(names.find(" tito ")).contains(TITUS);
        assertThat(names.find("tit")).contains(TITUS);
        assertThat(names.find("Nada")).isEmpty();
        assertThat(names.parse("TITO 1:5")).isEqualTo(Reference.parse("TIT 1:5"));
        assertThat(names.parse("1 Rut 2:3")).isEqualTo(Reference.parse("RUT 2:3"));
        assertThat(names.parse("Nada 1:5")).isInstanceOf(Reference.Parsed.NotUnderstood.class);
    }

    @Test
    void paratextsListOfNamesIsRead() {
        BookNames names = names(
                Map.of(
                        "BookNames.xml",
                        "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE BookNames>\n<BookNames>"
                                + "<book code=\"TIT\" abbr=\"Tt\" short=\"Tite\" long=\"La lettre\" />"
                                + "<book code=\"RUT\" short=\"\" long=\"Ruth\" /><book code=\"nothing\" short=\"x\" /></BookNames>"));
        assertThat(names.of(TITUS)).isEqualTo("Tite");
        assertThat(names.of(RUTH)).isEqualTo("Ruth");
        assertThat(names.of(JONAH)).isEqualTo("JON");
    }

    @Test
    void whatIsNoMetadataNamesNothing() {
        BookNames names =
                names(Map.of("metadata.json", "{\"localizedNames\":[3]}", "BookNames.xml", "<a><!DOCTYPE x>"));
        assertThat(names.of(TITUS)).isEqualTo("TIT");
        assertThat(BookNames.NONE.of(TITUS)).isEqualTo("TIT");
    }
}

package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtomTest {
    /** The atoms of a verse's body as {@code KIND «bytes»}, with the index of the partner where there is one. */
    private static List<String> atoms(String book, String verse) {
        UsfmDocument document = UsfmDocument.parse(book.getBytes(StandardCharsets.UTF_8));
        List<String> atoms = new ArrayList<>();
        for (Atom atom : document.atoms(document.unit(UnitKey.body(1, verse)).orElseThrow())) {
            String partner = atom.hasPartner() ? " " + atom.partner() : "";
            atoms.add(atom.kind() + partner + " «" + document.text(atom.start(), atom.end()) + "»");
        }
        return atoms;
    }

    @Test
    void wordsStaySeparateFromMarkersAndMarkersKeepTheirSpace() {
        assertThat(atoms("\\c 1\\v 1 a b \\nd c\\nd*, d\n\\q1\n\\q2 e", "1"))
                .containsExactly(
                        "VERSE «\\v 1 »",
                        "TEXT «a b »",
                        "OPEN 4 «\\nd »",
                        "TEXT «c»",
                        "CLOSE 2 «\\nd*»",
                        "TEXT «, d»",
                        "SPACE «\n»",
                        "PARAGRAPH «\\q1\n»",
                        "PARAGRAPH «\\q2 »",
                        "TEXT «e»");
    }

    @Test
    void attributesBelongToTheClosingMarker() {
        assertThat(atoms("\\c 1\\v 1 \\zaln-s |x=\"1\"\\*\\w a|y=\"2\"\\w*\n\\w b\\w*\\zaln-e\\*.", "1"))
                .containsExactly(
                        "VERSE «\\v 1 »",
                        "MILESTONE «\\zaln-s |x=\"1\"\\*»",
                        "OPEN 4 «\\w »",
                        "TEXT «a»",
                        "CLOSE 2 «|y=\"2\"\\w*»",
                        "SPACE «\n»",
                        "OPEN 8 «\\w »",
                        "TEXT «b»",
                        "CLOSE 6 «\\w*»",
                        "MILESTONE «\\zaln-e\\*»",
                        "TEXT «.»");
    }

    @Test
    void notesFiguresSidebarsAndRowsAreWhole() {
        String verse = """
                \\c 1\\v 1 a\\f + \\fr 1:1 \\ft b \\+nd c\\+nd*\\f* d\\fig e|src="f"\\fig*
                \\tr \\tc1 g\\tc2 h
                \\tr \\tc1 i
                \\esb
                \\p j
                \\esbe
                """;
        assertThat(atoms(verse, "1"))
                .containsExactly(
                        "VERSE «\\v 1 »",
                        "TEXT «a»",
                        "NOTE «\\f + \\fr 1:1 \\ft b \\+nd c\\+nd*\\f*»",
                        "SPACE « »",
                        "TEXT «d»",
                        "FIGURE «\\fig e|src=\"f\"\\fig*»",
                        "SPACE «\n»",
                        "ROW «\\tr \\tc1 g\\tc2 h\n»",
                        "ROW «\\tr \\tc1 i\n»",
                        "SIDEBAR «\\esb\n\\p j\n\\esbe»",
                        "SPACE «\n»");
    }

    @Test
    void aRowCutByAVerseIsGivenInItsParts() {
        assertThat(atoms("\\c 1\\v 1 a\\tr \\tc1 \\v 2 b\\tc2 c \\tc3 \\v 3 d", "2"))
                .containsExactly("VERSE «\\v 2 »", "TEXT «b»", "PARAGRAPH «\\tc2 »", "TEXT «c »", "PARAGRAPH «\\tc3 »");
    }

    @Test
    void whatIsNotPairedWithinTheUnitHasNoPartner() {
        assertThat(atoms("\\c 1\\v 1 \\wj a \\add b\\wj* c\\nd* \\wj d \\v 2 e\\wj*", "1"))
                .containsExactly(
                        "VERSE «\\v 1 »",
                        "OPEN 5 «\\wj »",
                        "TEXT «a »",
                        "OPEN «\\add »",
                        "TEXT «b»",
                        "CLOSE 1 «\\wj*»",
                        "SPACE « »",
                        "TEXT «c»",
                        "CLOSE «\\nd*»",
                        "SPACE « »",
                        "OPEN «\\wj »",
                        "TEXT «d »");
        assertThat(atoms("\\c 1\\v 1 \\wj d \\v 2 e\\wj*", "2"))
                .containsExactly("VERSE «\\v 2 »", "TEXT «e»", "CLOSE «\\wj*»");
    }

    @Test
    void twoAtomsAreTheSameUpToTheirContentEnd() {
        UsfmDocument document = UsfmDocument.parse("\\c 1\\v 1 a\\q1\nb\\q1 c".getBytes(StandardCharsets.UTF_8));
        assertThat(document.atoms(document.unit(UnitKey.body(1, "1")).orElseThrow()))
                .filteredOn(atom -> atom.kind() == Atom.Kind.PARAGRAPH)
                .extracting(atom -> document.text(atom.start(), atom.contentEnd()))
                .containsExactly("\\q1", "\\q1");
    }

    @Test
    void escapesAreAtomsOfTheirOwn() {
        assertThat(atoms("\\c 1\\v 1 a\\\\b", "1"))
                .containsExactly("VERSE «\\v 1 »", "TEXT «a»", "ESCAPE «\\\\»", "TEXT «b»");
    }
}

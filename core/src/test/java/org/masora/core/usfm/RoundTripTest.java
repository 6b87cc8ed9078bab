package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.testkit.Corpus;

/** Every file of the corpus comes back byte for byte, in each of the ways in which a document can be put together. */
class RoundTripTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bsb-usfm31-cc0",
                "web-usfm2-pd",
                "en_ult-aligned-ccbysa",
                "tcdocs-conformance-ccby",
                "paratext-sample-web-pd",
                "paratext-tes-mit",
                "merge-cases"
            })
    void everyFileComesBack(String folder) throws IOException {
        List<Path> files = Corpus.usfmFiles(folder);
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            assertComesBack(file.toString(), Files.readAllBytes(file));
        }
    }

    /** Asserts everything that holds of a document, whatever its bytes are. */
    static void assertComesBack(String name, byte[] bytes) {
        UsfmDocument document = UsfmDocument.parse(bytes);
        assertThat(document.bytes()).as(name).isEqualTo(bytes);
        UsfmTokens tokens = document.tokens();
        assertThat(tokens.start(0)).as(name).isZero();
        for (int token = 0; token < tokens.count(); token++) {
            assertThat(tokens.end(token)).as(name).isGreaterThan(tokens.start(token));
        }
        assertThat(tokens.start(tokens.count())).as(name).isEqualTo(bytes.length);
        assertThat(join(document.units().stream().map(document::bytes)))
                .as(name)
                .isEqualTo(bytes);
        assertThat(document.withReplaced(Map.of())).as(name).isEqualTo(bytes);
        Map<UnitKey, byte[]> same = document.units().stream().collect(Collectors.toMap(Unit::key, document::bytes));
        assertThat(document.withReplaced(same)).as(name).isEqualTo(bytes);
        Set<UnitKey> keys = new HashSet<>();
        for (Unit unit : document.units()) {
            assertThat(keys.add(unit.key()))
                    .as("%s has %s once", name, unit.key())
                    .isTrue();
            assertAtoms(name, document, unit);
            assertThat(document.isBlank(unit))
                    .as("%s %s is blank", name, unit.key())
                    .isEqualTo(document.verseText(unit).isEmpty());
        }
        assertTree(name, document);
    }

    private static void assertAtoms(String name, UsfmDocument document, Unit unit) {
        List<Atom> atoms = document.atoms(unit);
        int at = unit.start();
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            if (atom.start() != at || atom.contentEnd() <= atom.start() || atom.end() < atom.contentEnd()) {
                throw new AssertionError(name + " " + unit + ": atom " + i + " is " + atom + " at " + at);
            }
            if (atom.hasPartner() && atoms.get(atom.partner()).partner() != i) {
                throw new AssertionError(name + " " + unit + ": atom " + i + " is not its partner's partner");
            }
            at = atom.end();
        }
        assertThat(at).as(name + " " + unit).isEqualTo(unit.end());
    }

    private static void assertTree(String name, UsfmDocument document) {
        UsfmTree tree = document.tree();
        for (int node = 0; node < tree.count(); node++) {
            int parent = tree.parent(node);
            boolean inside = parent == UsfmTree.ROOT
                    || (parent < node
                            && tree.firstToken(parent) <= tree.firstToken(node)
                            && tree.endToken(node) <= tree.endToken(parent)
                            && tree.next(node) <= tree.next(parent));
            boolean afterSibling = node == 0
                    || tree.firstToken(node - 1) < tree.firstToken(node)
                    || tree.kind(node - 1) == NodeKind.TABLE;
            if (!inside || !afterSibling || tree.endToken(node) <= tree.firstToken(node)) {
                throw new AssertionError(name + ": node " + node + " is out of place");
            }
        }
    }

    static byte[] join(Stream<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }
}

package org.masora.core.usfm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeBuilderTest {
    /** The tree as {@code marker(children)}; an exclamation mark stands after a node that is not closed by its own marker. */
    private static String outline(String text) {
        UsfmDocument document = UsfmDocument.parse(text.getBytes(StandardCharsets.UTF_8));
        StringBuilder out = new StringBuilder();
        append(document, 0, document.tree().count(), out);
        return out.toString();
    }

    private static void append(UsfmDocument document, int first, int end, StringBuilder out) {
        UsfmTree tree = document.tree();
        for (int node = first; node < end; node = tree.next(node)) {
            out.append(node == first ? "" : " ");
            NodeKind kind = tree.kind(node);
            out.append(
                    kind == NodeKind.TABLE
                            ? "TABLE"
                            : document.tokens().marker(tree.firstToken(node)).name());
            boolean closable = kind == NodeKind.CHARACTER || kind == NodeKind.NOTE || kind == NodeKind.FIGURE;
            out.append(closable && !tree.isClosed(node) ? "!" : "");
            if (tree.next(node) > node + 1) {
                append(document, node + 1, tree.next(node), out.append('('));
                out.append(')');
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            value = {
                "\\p a\\q1 b\\c 2\\p c>p q1 c p",
                "\\p \\v 1 a\\add b \\nd c\\nd* d\\add*>p(v add(nd))",
                "\\p \\add b \\+nd c\\+nd*\\add*>p(add(nd))",
                "\\p \\add b \\nd c\\add* d\\p e>p(add(nd!)) p",
                "\\p a\\nd b\\q c>p(nd!) q",
                "\\p \\f + \\fr 1 \\ft b \\fqa c\\ft d \\nd e\\nd*\\f* g>p(f(fr! ft! fqa! ft!(nd)))",
                "\\p \\f + \\ft b \\xt c\\ft d\\f*\\xt e\\xt*>p(f(ft! xt! ft!) xt)",
                "\\p \\f + \\ft a \\x - \\xt b\\x* c\\f*>p(f(ft!(x(xt!))))",
                "\\p \\f + \\ft a\\v 2 b>p(f!(ft!) v)",
                "\\p \\f + \\ft a\\p b>p(f!(ft!)) p",
                "\\p \\f + \\fq a\\+nd b\\+nd*\\fq* c\\f*>p(f(fq(nd)))",
                "\\p a \\fig b|src=\"c\"\\fig*>p(fig)",
                "\\p \\zaln-s |x=\"1\"\\*\\w a|y=\"2\"\\w*\\zaln-e\\*>p(zaln-s w zaln-e)",
                "\\tr \\th1 a\\th2 b\\tr \\tc1 \\nd c\\nd*\\tc2-3 d\\p e>TABLE(tr(th1 th2) tr(tc1(nd) tc2-3)) p",
                "\\p a\\esb \\cat b\\cat*\\p c\\esbe\\p d>p esb(cat p) p",
                "\\periph A|id=\"a\"\\p b\\periph C\\mt d\\c 1>periph(p) periph(mt) c",
                "\\p a \\foo b\\foo* c>p(foo)",
                "\\v 1 a\\nd b\\nd*>v nd"
            })
    void whatClosesWhat(String text, String outline) {
        assertThat(outline(text)).isEqualTo(outline);
    }

    @Test
    void anUnknownMarkerIsAParagraphAtTheStartOfALineOnly() {
        assertThat(outline("\\p a\n\\zb c \\zd e\n\\f g")).isEqualTo("p zb(zd!(f!))");
    }
}

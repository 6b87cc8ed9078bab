package org.masora.core.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlDocumentTest {

    @Test
    @DisplayName("The parts of a document, put together, are the document")
    void lossless() {
        String text =
                "\uFEFF<?xml version='1.0'?>\r\n<!-- a --><a  x = \"1\"\ty='&lt;'>\r\n <b/> t&amp;&#x41;<c></c ><![CDATA[<]]></a>\r\n";

        XmlDocument document = XmlDocument.parse(text).orElseThrow();

        assertThat(document.opening()).isEqualTo("\uFEFF<?xml version='1.0'?>");
        assertThat(document.opening() + inOrder(document.whole())).isEqualTo(text);
        XmlElement root = document.root();
        assertThat(root.startTag() + root.inner() + root.endTag()).isEqualTo(root.text());
        assertThat(root.attribute("y")).contains("<");
        assertThat(root.value()).isEqualTo("\r\n  t&A<");
        assertThat(root.elements()).extracting(XmlElement::isSelfClosed).containsExactly(true, false);
    }

    private static String inOrder(XmlElement element) {
        return element.content().stream().map(XmlNode::text).collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<a>",
                "<a></b>",
                "</a>",
                "<a/><b/>",
                "<a/>text",
                "<a x=1/>",
                "<a x='1'y='2'/>",
                "<a x='1' x='2'/>",
                "<a x='<'/>",
                "<a>&e;</a>",
                "<a>&#0;</a>",
                "<a>&#x110000;</a>",
                "<a>& b</a>",
                "<a><!-- </a>",
                "<a><?xml version='1.0'?></a>",
                "< a/>",
                "<1/>",
                "<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<![CDATA[x]]><a/>"
            })
    @DisplayName("What is not well-formed, and every document type, is refused")
    void refused(String text) {
        assertThat(XmlDocument.parse(text)).isEmpty();
    }

    @Test
    @DisplayName("Depth and the number of attributes have a limit")
    void limits() {
        int deepest = XmlDocument.DEEPEST;
        assertThat(XmlDocument.parse("<a>".repeat(deepest) + "</a>".repeat(deepest)))
                .isPresent();
        assertThat(XmlDocument.parse("<a>".repeat(deepest + 1) + "</a>".repeat(deepest + 1)))
                .isEmpty();
        StringBuilder attributes = new StringBuilder("<a");
        for (int i = 0; i < 2000; i++) {
            attributes.append(" x").append(i).append("=''");
        }
        assertThat(XmlDocument.parse(attributes + "/>")).isEmpty();
    }

    @Property(seed = "20261122", tries = 5000)
    @Label("Any text is read without loss, or refused")
    boolean anyText(@ForAll("texts") String text) {
        return XmlDocument.parse(text)
                .map(document -> (document.opening() + inOrder(document.whole())).equals(text))
                .orElse(true);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "<a>",
                        "</a>",
                        "<b/>",
                        "<b x='1'",
                        " y=\"&lt;\"",
                        ">",
                        "/>",
                        "<!--",
                        "-->",
                        "<![CDATA[",
                        "]]>",
                        "<?p",
                        "?>",
                        "&amp;",
                        "&",
                        ";",
                        "text",
                        " ",
                        "\r\n",
                        "é",
                        "<",
                        "<!DOCTYPE a>",
                        "\uFEFF")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}

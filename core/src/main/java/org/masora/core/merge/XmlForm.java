package org.masora.core.merge;

import java.util.Comparator;
import org.masora.core.xml.XmlAttribute;
import org.masora.core.xml.XmlElement;
import org.masora.core.xml.XmlNode;
import org.masora.core.xml.XmlRemark;
import org.masora.core.xml.XmlText;

/**
 * What XML says, in one way of writing it: attributes by name, no white space between elements,
 * Unicode in NFC, an empty element with one tag. Two pieces with equal forms differ in nothing but
 * how they are written.
 */
final class XmlForm {

    private XmlForm() {}

    static String of(XmlNode node) {
        StringBuilder form = new StringBuilder();
        add(node, form);
        return form.toString();
    }

    private static void add(XmlNode node, StringBuilder form) {
        switch (node) {
            case XmlElement element -> add(element, form);
            case XmlText text -> form.append(escaped(text.value()));
            case XmlRemark remark ->
                form.append(AtomBuilder.normalized(remark.text().replace("\r\n", "\n")));
        }
    }

    private static void add(XmlElement element, StringBuilder form) {
        form.append(startTag(element));
        boolean hasText = element.hasText();
        for (XmlNode node : element.content()) {
            if (hasText || !(node instanceof XmlText)) {
                add(node, form);
            }
        }
        form.append("</>");
    }

    /** The start tag alone, with its attributes. */
    static String startTag(XmlElement element) {
        StringBuilder form = new StringBuilder("<").append(element.name());
        element.attributes().stream()
                .sorted(Comparator.comparing(XmlAttribute::name))
                .forEach(attribute -> form.append(' ')
                        .append(attribute.name())
                        .append("=\"")
                        .append(escaped(attribute.value()))
                        .append('"'));
        return form.append('>').toString();
    }

    private static String escaped(String value) {
        return AtomBuilder.normalized(value.replace("\r\n", "\n"))
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;");
    }
}

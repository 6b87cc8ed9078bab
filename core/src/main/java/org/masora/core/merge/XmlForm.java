package org.masora.core.merge;

import java.util.Comparator;
import java.util.List;
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

    /** Whether two elements have one form, found without writing more of it than need be. */
    static boolean areSame(XmlElement one, XmlElement two) {
        if (one.isWrittenAs(two)) {
            return true;
        }
        if (!one.name().equals(two.name())) {
            return false;
        }
        if (one.hasText() || two.hasText()) {
            return of(one).equals(of(two));
        }
        List<XmlNode> inOne = withoutSpace(one);
        List<XmlNode> inTwo = withoutSpace(two);
        if (inOne.size() != inTwo.size() || !startTag(one).equals(startTag(two))) {
            return false;
        }
        for (int i = 0; i < inOne.size(); i++) {
            XmlNode node = inOne.get(i);
            XmlNode other = inTwo.get(i);
            boolean elements = node instanceof XmlElement && other instanceof XmlElement;
            boolean same = elements ? areSame((XmlElement) node, (XmlElement) other) : of(node).equals(of(other));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static List<XmlNode> withoutSpace(XmlElement element) {
        return element.content().stream()
                .filter(node -> !(node instanceof XmlText))
                .toList();
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

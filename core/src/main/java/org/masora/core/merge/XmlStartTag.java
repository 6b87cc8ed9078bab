package org.masora.core.merge;

import java.util.Optional;
import org.masora.core.xml.XmlAttribute;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;

/** A start tag in which single attributes are exchanged, all else staying as it is written. */
final class XmlStartTag {
    private final XmlElement element;
    private String text;

    XmlStartTag(XmlElement element) {
        this.element = element;
        this.text = element.startTag();
    }

    /** Gives an attribute the writing it has in another element, or takes it out if it has none there. */
    void set(String name, XmlElement from) {
        if (from == element) {
            return;
        }
        Optional<String> here = element.attribute(name);
        if (!here.equals(from.attribute(name))) {
            replace(name, written(from, name));
        }
    }

    /** Gives an attribute a value, or takes it out. */
    void set(String name, Optional<String> value) {
        replace(name, value.map(v -> " " + name + "=\"" + escaped(v) + "\"").orElse(""));
    }

    private static String written(XmlElement from, String name) {
        return from.attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .map(attribute -> from.startTag().substring(attribute.start(), attribute.end()))
                .findFirst()
                .orElse("");
    }

    private void replace(String name, String written) {
        // Read again each time: what was exchanged before has moved what follows.
        XmlElement now = reread();
        Optional<XmlAttribute> old = now.attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
        if (old.isPresent()) {
            text = text.substring(0, old.get().start())
                    + written
                    + text.substring(old.get().end());
        } else {
            int end = now.attributes().isEmpty()
                    ? 1 + now.name().length()
                    : now.attributes().getLast().end();
            text = text.substring(0, end) + written + text.substring(end);
        }
    }

    private XmlElement reread() {
        String whole = element.isSelfClosed() ? text : text + "</" + element.name() + ">";
        return XmlDocument.parse(whole).orElseThrow().root();
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    String text() {
        return text;
    }
}

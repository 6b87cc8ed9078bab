package org.masora.core.merge;

import java.util.List;
import java.util.Optional;
import org.masora.core.xml.XmlDocument;
import org.masora.core.xml.XmlElement;

/** The words and tags of text in XML: a tag, a remark, a reference to a character is one thing. */
enum XmlWording implements Wording {
    WORDS;

    @Override
    public List<MergeAtom> atoms(String unit) {
        AtomBuilder builder = new AtomBuilder();
        int at = 0;
        while (at < unit.length()) {
            char c = unit.charAt(at);
            if (c == '<' || c == '&') {
                int end = unit.indexOf(c == '<' ? closing(unit, at) : ";", at);
                end = end < 0
                        ? unit.length()
                        : end + (c == '<' ? closing(unit, at).length() : 1);
                String markup = unit.substring(at, end);
                builder.add(
                        c == '<' ? MergeAtom.Kind.MARKER : MergeAtom.Kind.SIGN,
                        c == '<' ? tagForm(markup) : decoded(markup),
                        markup);
                at = end;
            } else {
                int end = at;
                while (end < unit.length() && unit.charAt(end) != '<' && unit.charAt(end) != '&') {
                    end++;
                }
                builder.addText(unit.substring(at, end));
                at = end;
            }
        }
        return builder.build();
    }

    private static String closing(String unit, int at) {
        if (unit.startsWith("<!--", at)) {
            return "-->";
        }
        return unit.startsWith("<![CDATA[", at) ? "]]>" : ">";
    }

    /** What a tag says; a tag that opens and closes its element says the same as two without anything between. */
    private static String tagForm(String tag) {
        Optional<XmlElement> whole = tag.endsWith("/>")
                ? root(tag)
                : root(tag + "</" + tag.substring(1).split("[\\s>]", 2)[0] + ">");
        return whole.map(element -> XmlForm.startTag(element) + (element.isSelfClosed() ? "/" : ""))
                .orElseGet(() -> AtomBuilder.normalized(tag.strip()));
    }

    private static String decoded(String reference) {
        return root("<x>" + reference + "</x>").map(XmlElement::value).orElse(reference);
    }

    private static Optional<XmlElement> root(String text) {
        return XmlDocument.parse(text).map(XmlDocument::root);
    }

    @Override
    public boolean isSound(String merged, String stand, String other) {
        return root("<x>" + merged + "</x>").isPresent();
    }
}

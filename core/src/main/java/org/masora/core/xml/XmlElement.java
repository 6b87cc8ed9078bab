package org.masora.core.xml;

import java.util.List;
import java.util.Optional;

/** An element: its start tag, what it holds, its end tag. */
public final class XmlElement implements XmlNode {
    private final String source;
    private final String name;
    private final List<XmlAttribute> attributes;
    private final List<XmlNode> content;
    private final int start;
    private final int innerStart;
    private final int innerEnd;
    private final int end;

    XmlElement(
            String source,
            String name,
            List<XmlAttribute> attributes,
            List<XmlNode> content,
            int start,
            int innerStart,
            int innerEnd,
            int end) {
        this.source = source;
        this.name = name;
        this.attributes = List.copyOf(attributes);
        this.content = List.copyOf(content);
        this.start = start;
        this.innerStart = innerStart;
        this.innerEnd = innerEnd;
        this.end = end;
    }

    /** Its name with its prefix; empty for the whole document. */
    public String name() {
        return name;
    }

    public List<XmlAttribute> attributes() {
        return attributes;
    }

    /** What an attribute says. */
    public Optional<String> attribute(String attribute) {
        return attributes.stream()
                .filter(a -> a.name().equals(attribute))
                .map(XmlAttribute::value)
                .findFirst();
    }

    /** What stands between its tags, in order. */
    public List<XmlNode> content() {
        return content;
    }

    @Override
    public String text() {
        return source.substring(start, end);
    }

    /** Where it begins in the document's text. */
    public int start() {
        return start;
    }

    /** Where it ends there. */
    public int end() {
        return end;
    }

    /** The tag that opens it, or its only one. */
    public String startTag() {
        return source.substring(start, innerStart);
    }

    /** All between its tags, as it is written. */
    public String inner() {
        return source.substring(innerStart, innerEnd);
    }

    /** The tag that closes it; empty where its only tag does. */
    public String endTag() {
        return source.substring(innerEnd, end);
    }

    /** Whether it has one tag for both, {@code <a/>}. */
    public boolean isSelfClosed() {
        return innerEnd == end && !name.isEmpty();
    }

    /** Whether it is written letter for letter as another. */
    public boolean isWrittenAs(XmlElement other) {
        return end - start == other.end - other.start
                && source.regionMatches(start, other.source, other.start, end - start);
    }

    /** The elements in it, without text and remarks. */
    public List<XmlElement> elements() {
        return content.stream()
                .filter(XmlElement.class::isInstance)
                .map(XmlElement.class::cast)
                .toList();
    }

    /** What the text in it says, without that of the elements in it. */
    public String value() {
        StringBuilder value = new StringBuilder();
        for (XmlNode node : content) {
            if (node instanceof XmlText text) {
                value.append(text.value());
            }
        }
        return value.toString();
    }

    /**
     * Whether there is text between its tags that means something. White space between elements does
     * not, nor does the line on which an empty element is closed.
     */
    public boolean hasText() {
        if (attribute("xml:space").filter("preserve"::equals).isPresent()) {
            return !value().isEmpty();
        }
        String value = value();
        boolean spaceMeans = elements().isEmpty() && value.indexOf('\n') < 0;
        return spaceMeans ? !value.isEmpty() : !XmlDocument.isBlank(value);
    }

    @Override
    public String toString() {
        return text();
    }
}

package org.masora.core.project;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML of others, for reading: only the root's children with their text and attributes. A document
 * type is refused, so there are no entities to expand or to fetch.
 */
final class XmlMetadata {

    private static final int LARGEST_BYTES = 8 << 20;
    private static final int DEEPEST = 100;

    private XmlMetadata() {}

    /** What reading gave. */
    sealed interface Result {}

    /**
     * An XML document.
     *
     * @param root the name of its root
     * @param texts the text of each child of the root by its name, and under {@code name@attribute}
     *     the attributes; the first counts
     */
    record Read(String root, Map<String, String> texts) implements Result {
        /** The text that is there and not blank. */
        Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name)).map(String::strip).filter(text -> !text.isEmpty());
        }
    }

    /** Line and column from 1, or 0 where no place can be named. */
    record Broken(int line, int column) implements Result {}

    static Result read(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            return new Broken(0, 0);
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            return read(reader);
        } catch (XMLStreamException e) {
            return e.getLocation() == null
                    ? new Broken(0, 0)
                    : new Broken(
                            e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
        }
    }

    private static Result read(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> texts = new HashMap<>();
        String root = "";
        String child = "";
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth == 1) {
                        root = reader.getLocalName();
                    } else if (depth == 2) {
                        child = reader.getLocalName();
                        text.setLength(0);
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
                            texts.putIfAbsent(
                                    child + "@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                        }
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (depth == 2) {
                        text.append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth == 2) {
                        texts.putIfAbsent(child, text.toString());
                    }
                    depth--;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                    return broken(reader);
                }
                default -> {
                    // Comments and processing instructions say nothing here.
                }
            }
            if (depth > DEEPEST) {
                return broken(reader);
            }
        }
        return new Read(root, Map.copyOf(texts));
    }

    private static Broken broken(XMLStreamReader reader) {
        return new Broken(
                reader.getLocation().getLineNumber(), reader.getLocation().getColumnNumber());
    }
}

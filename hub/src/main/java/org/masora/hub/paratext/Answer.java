package org.masora.hub.paratext;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request is answered with.
 *
 * @param headers without {@code Content-Length}
 */
record Answer(int status, Map<String, String> headers, Body body) {
    private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

    /** The bytes of an answer. */
    sealed interface Body {
        long length();

        InputStream open() throws IOException;

        /** A few. */
        record Bytes(byte[] content) implements Body {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        }

        /** The rest of a file. */
        record FileFrom(Path file, long from, long length) implements Body {
            @Override
            public InputStream open() throws IOException {
                return Channels.newInputStream(FileChannel.open(file).position(from));
            }
        }
    }

    /** What writes the elements of a document. */
    interface Elements {
        void to(XMLStreamWriter xml) throws XMLStreamException;
    }

    static Answer empty() {
        return new Answer(200, Map.of(), new Body.Bytes(new byte[0]));
    }

    static Answer json(int status, Object value) {
        return of(status, "application/json; charset=utf-8", JsonMapper.shared().writeValueAsBytes(value));
    }

    static Answer text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer of(int status, String type, byte[] content) {
        return new Answer(status, Map.of("Content-Type", type), new Body.Bytes(content));
    }

    static Answer xml(Elements elements) {
        StringWriter written = new StringWriter();
        try {
            XMLStreamWriter xml = XML.createXMLStreamWriter(written);
            xml.writeStartDocument("utf-8", "1.0");
            elements.to(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return of(200, "application/xml; charset=utf-8", written.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** An element with text in it. */
    static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body);
    }
}

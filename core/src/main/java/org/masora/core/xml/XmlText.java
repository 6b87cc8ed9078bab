package org.masora.core.xml;

/**
 * Running text.
 *
 * @param text as it is written, with its references or inside its {@code CDATA}
 * @param value what it says
 */
public record XmlText(String text, String value) implements XmlNode {

    /** Whether there is nothing but white space. */
    public boolean isBlank() {
        return XmlDocument.isBlank(value);
    }
}

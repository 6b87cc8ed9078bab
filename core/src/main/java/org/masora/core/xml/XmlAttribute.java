package org.masora.core.xml;

/**
 * An attribute of an element.
 *
 * @param name as it is written, with its prefix
 * @param value what it says
 * @param start where it begins in its start tag, with the white space before it
 * @param end where it ends there, behind the closing quotation mark
 */
public record XmlAttribute(String name, String value, int start, int end) {}

package org.masora.core.xml;

/**
 * A comment, an instruction for a program, or the declaration at the beginning.
 *
 * @param text as it is written
 */
public record XmlRemark(String text) implements XmlNode {}

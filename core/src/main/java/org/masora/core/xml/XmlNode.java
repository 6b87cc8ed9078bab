package org.masora.core.xml;

/** What stands between the tags of an element. */
public sealed interface XmlNode permits XmlElement, XmlText, XmlRemark {

    /** As it is written. */
    String text();
}

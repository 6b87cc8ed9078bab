package org.masora.core.usfm;

/** How grave a problem is. */
public enum Severity {
    /** Programs will read the text wrongly or not at all. */
    ERROR,
    /** Someone should look at it; the text can be read. */
    WARNING
}

package org.masora.core.usfm;

/** What a node of the tree is. */
public enum NodeKind {
    /** A line of text with its marker: paragraph, poetry line, heading, title, header line, list entry, remark. */
    PARAGRAPH,
    /** {@code \c} with its number. */
    CHAPTER,
    /** {@code \v} with its number; what follows it is its sibling, since a verse can span paragraphs. */
    VERSE,
    /** Rows that follow each other. */
    TABLE,
    /** A row of a table. */
    ROW,
    /** A cell of a row. */
    CELL,
    /** A character style, or a part of a note, with its attributes. */
    CHARACTER,
    /** A footnote, endnote or cross reference. */
    NOTE,
    /** A figure. */
    FIGURE,
    /** A milestone with its attributes. */
    MILESTONE,
    /** From {@code \esb} to {@code \esbe}. */
    SIDEBAR,
    /** From {@code \periph} to the next one. */
    PERIPHERAL
}

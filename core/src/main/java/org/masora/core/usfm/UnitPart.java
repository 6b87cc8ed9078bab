package org.masora.core.usfm;

/** The parts into which a book is cut for merging, in the order in which they come first. */
public enum UnitPart {
    /** Everything before the first chapter. There is one, perhaps empty. */
    HEAD,
    /** {@code \c}, what belongs to the chapter as a whole, and text before its first verse. */
    CHAPTER,
    /**
     * What introduces a verse: empty paragraph markers, headings and breaks right before its {@code \v}. There is one
     * before each {@link #BODY}, perhaps empty.
     */
    LEAD,
    /** A verse from its {@code \v} to the end of its text, with inner paragraph markers, notes and the rest. */
    BODY,
    /** What follows the text of the last verse. There is one, perhaps empty. */
    TAIL
}

package org.masora.core.merge;

/**
 * The kinds of disagreements, after the taxonomy that Paratext uses, with our own for what is no
 * verse. The name in {@link #code()} is part of stored records and never changes.
 */
public enum ConflictType {
    /** Both sides changed the words of one verse. */
    VERSE_TEXT("verseText"),
    /** A verse is alone on one side and in a bridge on the other, or bridged differently. */
    VERSE_BRIDGE("verseBridge"),
    /** A verse stands a different number of times on the two sides. */
    DUPLICATE_VERSES("duplicateVerses"),
    /** Both sides moved verses, differently. */
    VERSE_ORDER("verseOrder"),
    /** One side deleted what the other changed. */
    DELETED_EDITED("deletedEdited"),
    /** Both sides changed headings, paragraph marks or other text outside verse bodies. */
    HEADING("heading"),
    /** Both sides set one field of metadata, settings or other structured data. */
    FIELD("field"),
    /** Both sides changed the same lines of a text, the same frame of a story or the same row. */
    TEXT("text"),
    /** Both sides changed a file that cannot be merged; both are kept. */
    BINARY("binary"),
    /** Both sides renamed one file differently, or put different things at one path. */
    PATH("path");

    private final String code;

    ConflictType(String code) {
        this.code = code;
    }

    /** The stable name in records and in {@code --json}. */
    public String code() {
        return code;
    }
}

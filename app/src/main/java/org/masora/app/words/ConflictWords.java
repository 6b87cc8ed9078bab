package org.masora.app.words;

import org.masora.core.merge.ConflictType;

/** The kinds of disagreements, in words. */
public final class ConflictWords {
    private ConflictWords() {}

    /** What happened at this place, as a question that waits for a decision. */
    public static Message of(ConflictType type, String reference) {
        return Message.of(number(type), "reference", Naming.of(reference));
    }

    private static String number(ConflictType type) {
        return switch (type) {
            case VERSE_TEXT -> "M-0301";
            case VERSE_BRIDGE -> "M-0302";
            case DUPLICATE_VERSES -> "M-0303";
            case VERSE_ORDER -> "M-0304";
            case DELETED_EDITED -> "M-0305";
            case HEADING -> "M-0306";
            case FIELD -> "M-0307";
            case TEXT -> "M-0308";
            case BINARY -> "M-0309";
            case PATH -> "M-0310";
        };
    }
}

package org.masora.core.conflict;

/**
 * A file of the records that could not be used. It stays in the tree as it is.
 *
 * @param path in the tree; not trusted, it can hold anything
 * @param kind why
 */
public record RecordProblem(String path, Kind kind) {

    /** Why a file could not be used. */
    public enum Kind {
        /** A path that is no part of a record, as far as this version knows. */
        FOREIGN,
        /** Its name is not the hash of its content, or the content cannot be read. */
        DAMAGED,
        /** A type, event or field that only a newer version knows. */
        NEWER,
        /** Larger than any such file. */
        TOO_LARGE,
        /** One of more events than any conflict has. */
        TOO_MANY,
        /** A text that an event names is not there. */
        MISSING_TEXT,
        /** Of a conflict of which {@code conflict.json} or every event is missing. */
        INCOMPLETE
    }
}

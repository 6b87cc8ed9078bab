package org.masora.core.json;

/**
 * Something wrong in a JSON text, and where.
 *
 * @param kind what
 * @param line from 1; lines end with LF, CRLF or CR
 * @param column from 1, in characters (code points)
 */
public record JsonProblem(Kind kind, int line, int column) {

    /** What can be wrong. */
    public enum Kind {
        /** More bytes than {@link JsonDocument#LARGEST_BYTES}. */
        TOO_LARGE(true),
        /** Objects and arrays in one another deeper than {@link JsonDocument#DEEPEST}. */
        TOO_DEEP(true),
        /** Bytes that are no UTF-8. */
        NOT_UTF8(true),
        /** Nothing but white space. */
        EMPTY(true),
        /** The text ends in the middle. */
        ENDS_EARLY(true),
        /** Here a value, a name, a comma, a colon or an end should be, and something else is. */
        UNEXPECTED(true),
        /** More text after the value's end. */
        TEXT_AFTER_END(true),
        /** A backslash in a string, before what is no escape. */
        BAD_ESCAPE(true),
        /** A line break or other control character inside a string. */
        CONTROL_CHARACTER(true),
        /** The object has this name already; the last one counts. */
        DUPLICATE_NAME(false),
        /** A byte order mark at the start, which the standard forbids writing and some programs stumble over. */
        BYTE_ORDER_MARK(false);

        private final boolean fatal;

        Kind(boolean fatal) {
            this.fatal = fatal;
        }

        /** Whether nothing can be read from such a text. */
        public boolean fatal() {
            return fatal;
        }
    }
}

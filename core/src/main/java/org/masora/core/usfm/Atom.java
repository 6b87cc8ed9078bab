package org.masora.core.usfm;

/**
 * The smallest thing that a merge inside a unit may move, keep or drop. The atoms of a unit follow each other without
 * gap; only a {@link Kind#TEXT} may be cut further, into words.
 *
 * @param kind what it is
 * @param start the offset of its first byte in the document
 * @param contentEnd the offset after its last byte but for the white space behind it; the space or line end that separates
 *     a marker from its text belongs to the atom, since without it the marker would run into the text, and two atoms are
 *     the same when their bytes up to here are
 * @param end the offset after its last byte
 * @param partner the index of the opening atom's closing one and the reverse; {@link #NO_PARTNER} where there is none in
 *     this unit
 */
public record Atom(Kind kind, int start, int contentEnd, int end, int partner) {
    /** What {@link #partner} says where nothing closes or opens it in the same unit. */
    public static final int NO_PARTNER = -1;

    /** What an atom is. */
    public enum Kind {
        /** A run of text, up to the end of its line, with its inner spaces. */
        TEXT,
        /** Spaces and tabs, or one line end. */
        SPACE,
        /** An escaped character. */
        ESCAPE,
        /** {@code \v} with its number. */
        VERSE,
        /** {@code \c} with its number. */
        CHAPTER,
        /** A marker that starts a paragraph, row, cell, sidebar or the like, with its attributes. */
        PARAGRAPH,
        /** A marker that opens a character style. */
        OPEN,
        /** A marker that closes a character style, with the attributes before it. */
        CLOSE,
        /** A whole footnote, endnote or cross reference. */
        NOTE,
        /** A whole figure. */
        FIGURE,
        /** A whole milestone. */
        MILESTONE,
        /** A whole sidebar. */
        SIDEBAR,
        /** A whole row of a table; one that reaches beyond the unit is given as its parts. */
        ROW,
        /** Anything that fits nowhere else, such as a byte order mark or attributes that nothing closes. */
        OTHER
    }

    /** Whether it has a partner in its unit, which must not be kept or dropped without it. */
    public boolean hasPartner() {
        return partner != NO_PARTNER;
    }
}

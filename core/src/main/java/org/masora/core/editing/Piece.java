package org.masora.core.editing;

/** A piece of a verse that is being edited; they follow each other in the order of the text. */
public sealed interface Piece {

    /**
     * Words, to be changed at will.
     *
     * @param text with one space where the file has any white space
     */
    record Words(String text) implements Piece {}

    /**
     * Something that stays as it is, or goes as a whole.
     *
     * @param number from 0 in the order of the verse
     * @param kind what it is
     * @param marker without its backslash; "" where there is none
     * @param text what it says, for showing; may be empty
     */
    record Fixed(int number, Kind kind, String marker, String text) implements Piece {}

    /** What a fixed piece is. */
    enum Kind {
        /** A paragraph or poetry line begins. */
        PARAGRAPH,
        /** A footnote, endnote or cross reference. */
        NOTE,
        /** A figure. */
        FIGURE,
        /** A character style begins. */
        STYLE_START,
        /** A character style ends; it goes with its start. */
        STYLE_END,
        /** A character that is written in another way because it would be markup otherwise. */
        SIGN,
        /** Anything else, such as a row of a table or a published verse number. */
        OTHER
    }
}

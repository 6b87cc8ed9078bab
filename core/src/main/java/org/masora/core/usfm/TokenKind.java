package org.masora.core.usfm;

/** What a span of bytes is in USFM. The tokens of a document follow each other without gap or overlap. */
public enum TokenKind {
    /** The byte order mark at the start of a file. */
    BOM(0),
    /** A marker with its backslash: {@code \p}, {@code \+nd}, {@code \nd*}; without any space after it. */
    MARKER(1),
    /** {@code \*}, the end of a milestone. */
    MS_CLOSE(2),
    /** What a marker takes as its argument: book code, chapter or verse number, caller of a note. */
    ARG(3),
    /** Attributes, from the bar to the closing marker. */
    ATTRS(4),
    /** A backslash with the character it escapes, or with the number of a code point. */
    ESCAPE(5),
    /** Spaces and tabs at the start of a run of text. */
    WS(6),
    /** One line end: LF, CRLF or CR. */
    NL(7),
    /** Anything else, up to the end of the line at most. It keeps its inner and trailing spaces. */
    TEXT(8);

    private static final TokenKind[] BY_NUMBER = new TokenKind[9];

    static {
        for (TokenKind kind : values()) {
            BY_NUMBER[kind.number] = kind;
        }
    }

    private final int number;

    TokenKind(int number) {
        this.number = number;
    }

    /** The number under which a token keeps its kind. */
    int number() {
        return number;
    }

    static TokenKind of(int number) {
        return BY_NUMBER[number];
    }
}

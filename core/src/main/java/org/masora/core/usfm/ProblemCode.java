package org.masora.core.usfm;

/** What can be wrong with a USFM file. The parameters that a {@link Problem} of each code carries are named here. */
public enum ProblemCode {
    /** The file is UTF-16, not UTF-8. */
    ENCODING_UTF16(Severity.ERROR),
    /** Bytes that are no UTF-8, the first ones of their line. Parameter: the byte in hexadecimal. */
    ENCODING_INVALID(Severity.ERROR),
    /** A control character. Parameter: its code point in hexadecimal. */
    CONTROL_CHARACTER(Severity.ERROR),
    /** A line that a merge by lines has left. Parameter: its first seven characters. */
    CONFLICT_MARKER(Severity.ERROR),
    /** No {@code \id} line. */
    ID_MISSING(Severity.ERROR),
    /** More than one {@code \id} line. */
    ID_REPEATED(Severity.ERROR),
    /** Something stands before {@code \id}. */
    ID_NOT_FIRST(Severity.WARNING),
    /** The identifier of {@code \id} is no book. Parameter: what stands there. */
    BOOK_UNKNOWN(Severity.ERROR),
    /** A marker the standard does not know. Parameter: its name. */
    MARKER_UNKNOWN(Severity.WARNING),
    /** A backslash that starts no marker and escapes nothing. */
    BACKSLASH_ALONE(Severity.WARNING),
    /** A note without its closing marker. Parameter: its marker. */
    NOTE_NOT_CLOSED(Severity.ERROR),
    /** A figure without its closing marker. Parameter: its marker. */
    FIGURE_NOT_CLOSED(Severity.ERROR),
    /** A character style without its closing marker. Parameter: its marker. */
    CHARACTER_NOT_CLOSED(Severity.WARNING),
    /** A closing marker that closes nothing. Parameter: its marker. */
    CLOSER_WITHOUT_OPENER(Severity.WARNING),
    /** A verse starts inside a character style. Parameter: the marker of the style. */
    CHARACTER_CROSSES_VERSE(Severity.WARNING),
    /** A part of a note outside of any note. Parameter: its marker. */
    NOTE_PART_OUTSIDE_NOTE(Severity.WARNING),
    /** Styles inside styles, deeper than anyone writes them. */
    NESTING_TOO_DEEP(Severity.WARNING),
    /** A milestone without {@code \*}. Parameter: its marker. */
    MILESTONE_NOT_CLOSED(Severity.ERROR),
    /** A milestone whose start or end is missing. Parameter: its marker. */
    MILESTONE_UNMATCHED(Severity.WARNING),
    /** Attributes that do not have the form {@code name="value"}. Parameter: what stands there. */
    ATTRIBUTES_MALFORMED(Severity.WARNING),
    /** {@code \esb} without {@code \esbe}. */
    SIDEBAR_NOT_CLOSED(Severity.ERROR),
    /** {@code \esbe} without {@code \esb}. */
    SIDEBAR_END_ALONE(Severity.ERROR),
    /** A cell outside of any row. Parameter: its marker. */
    CELL_OUTSIDE_ROW(Severity.WARNING),
    /** {@code \c} without a number. */
    CHAPTER_WITHOUT_NUMBER(Severity.ERROR),
    /** A chapter that is there twice. Parameter: its number. */
    CHAPTER_DUPLICATE(Severity.WARNING),
    /** Chapters are missing. Parameters: the first and the last missing number. */
    CHAPTER_MISSING(Severity.WARNING),
    /** A chapter after a later one. Parameter: its number. */
    CHAPTER_OUT_OF_ORDER(Severity.WARNING),
    /** A book of Scripture without any {@code \c}. */
    CHAPTERS_ABSENT(Severity.WARNING),
    /** A paragraph of text before the first chapter. Parameter: its marker. */
    PARAGRAPH_BEFORE_CHAPTER(Severity.WARNING),
    /** {@code \v} without a number. */
    VERSE_WITHOUT_NUMBER(Severity.ERROR),
    /** A verse number in a form the standard does not allow. Parameter: what stands there. */
    VERSE_NUMBER_MALFORMED(Severity.WARNING),
    /** A verse that is there twice. Parameter: its number. */
    VERSE_DUPLICATE(Severity.WARNING),
    /** Verses are missing. Parameters: the first and the last missing number. */
    VERSE_MISSING(Severity.WARNING),
    /** A verse after a later one. Parameter: its number. */
    VERSE_OUT_OF_ORDER(Severity.WARNING),
    /** A verse before the first chapter. Parameter: its number. */
    VERSE_OUTSIDE_CHAPTER(Severity.ERROR),
    /** A verse starts in a heading. Parameter: the marker of the heading. */
    VERSE_IN_HEADING(Severity.WARNING),
    /** {@code \ref} in {@code \r}, reported once: the parser of Scribe refuses such a book. */
    SCRIBE_CANNOT_OPEN(Severity.WARNING),
    /** There are more problems of one kind than are listed. Parameters: the code, how many more. */
    MORE(Severity.WARNING);

    private final Severity severity;

    ProblemCode(Severity severity) {
        this.severity = severity;
    }

    /** How grave it is. */
    public Severity severity() {
        return severity;
    }
}

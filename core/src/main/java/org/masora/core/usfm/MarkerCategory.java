package org.masora.core.usfm;

/** How a marker is read: what it opens, what it closes, and whether it may come before a verse as its heading. */
public enum MarkerCategory {
    /** {@code \id}. */
    IDENTIFICATION(Shape.PARAGRAPH, true),
    /** Running heads, table of contents, version and encoding lines. */
    HEADER(Shape.PARAGRAPH, true),
    /** {@code \rem}: a remark to the end of its line, whatever stands in it. */
    REMARK(Shape.PARAGRAPH, true),
    /** Titles of the book. */
    TITLE(Shape.PARAGRAPH, true),
    /** Paragraphs and lists of an introduction. */
    INTRODUCTION(Shape.PARAGRAPH, true),
    /** Headings of sections and what belongs to them: references, speakers, acrostic letters. */
    SECTION(Shape.PARAGRAPH, true),
    /** What belongs to the chapter as a whole: its label, description and published number. */
    CHAPTER_PARAGRAPH(Shape.PARAGRAPH, true),
    /** {@code \d}, the title of a psalm: a heading that may contain verse numbers. */
    DESCRIPTION(Shape.PARAGRAPH, true),
    /** Paragraphs and poetry lines of the text. */
    VERSE_PARAGRAPH(Shape.PARAGRAPH, false),
    /** Paragraphs in which no verse may start. */
    OTHER_PARAGRAPH(Shape.PARAGRAPH, false),
    /** Entries of lists. */
    LIST(Shape.PARAGRAPH, false),
    /** {@code \tr}. */
    ROW(Shape.PARAGRAPH, false),
    /** Cells of a row. */
    CELL(Shape.PARAGRAPH, false),
    /** {@code \c}. */
    CHAPTER(Shape.PARAGRAPH, false),
    /** {@code \v}. */
    VERSE(Shape.SINGLE, false),
    /** {@code \esb}. */
    SIDEBAR_START(Shape.PARAGRAPH, false),
    /** {@code \esbe}. */
    SIDEBAR_END(Shape.PARAGRAPH, false),
    /** {@code \periph}. */
    PERIPHERAL(Shape.PARAGRAPH, false),
    /** Footnotes, endnotes, cross references. */
    NOTE(Shape.PAIR, false),
    /** Parts of a note; one ends where the next begins, so that closing them is optional. */
    NOTE_CHARACTER(Shape.PAIR, false),
    /** {@code \xt}: inside a note a part of it, elsewhere a character style. */
    CHARACTER_OR_NOTE_CHARACTER(Shape.PAIR, false),
    /** Character styles. */
    CHARACTER(Shape.PAIR, false),
    /** Alternative and published numbers, and categories: text that says something about what it belongs to. */
    ATTRIBUTE(Shape.PAIR, false),
    /** {@code \fig}. */
    FIGURE(Shape.PAIR, false),
    /** Points in the text, alone or as start and end; closed by {@code \*}. */
    MILESTONE(Shape.SINGLE, false),
    /** A name that begins with z, which the standard leaves to users. */
    CUSTOM(Shape.OPEN, false),
    /** A name that the standard does not know. */
    UNKNOWN(Shape.OPEN, false);

    /** What markers of a category look like in the text. */
    enum Shape {
        PARAGRAPH,
        PAIR,
        SINGLE,
        OPEN
    }

    private final Shape shape;
    private final boolean heading;

    MarkerCategory(Shape shape, boolean heading) {
        this.shape = shape;
        this.heading = heading;
    }

    /** Whether it starts something like a paragraph, which ends all character styles and notes before it. */
    public boolean isParagraph() {
        return shape == Shape.PARAGRAPH;
    }

    /** Whether it is closed by the same name with an asterisk. */
    public boolean isPair() {
        return shape == Shape.PAIR;
    }

    /** Whether text in it is no Scripture text: headings, titles, remarks, introductions. */
    public boolean isHeading() {
        return heading;
    }
}

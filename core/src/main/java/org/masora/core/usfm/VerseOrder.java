package org.masora.core.usfm;

import java.util.Arrays;
import org.masora.core.scripture.Reference;
import org.masora.core.scripture.VerseRange;

/** Finds chapters and verses that are missing, there twice, or out of order. */
final class VerseOrder {
    /** Of a verse of which parts have been seen, the low bits are its segments by letter; this is all of it. */
    private static final long WHOLE = -1L;

    private final ProblemList problems;
    private final long[] seenVerses = new long[VerseRange.MAX_VERSE + 1];
    private final boolean[] seenChapters = new boolean[Reference.MAX_CHAPTER + 1];
    private int lastVerse;
    private int lastChapter;

    VerseOrder(ProblemList problems) {
        this.problems = problems;
    }

    /** A chapter starts; 0 if its number is missing. */
    void chapter(int chapter, int offset) {
        Arrays.fill(seenVerses, 0, lastVerse + 1, 0);
        lastVerse = 0;
        if (chapter == 0) {
            return;
        }
        if (seenChapters[chapter]) {
            problems.add(ProblemCode.CHAPTER_DUPLICATE, offset, Integer.toString(chapter));
        } else if (chapter < lastChapter) {
            problems.add(ProblemCode.CHAPTER_OUT_OF_ORDER, offset, Integer.toString(chapter));
        } else if (chapter > lastChapter + 1 && lastChapter > 0) {
            problems.add(
                    ProblemCode.CHAPTER_MISSING,
                    offset,
                    Integer.toString(lastChapter + 1),
                    Integer.toString(chapter - 1));
        }
        seenChapters[chapter] = true;
        lastChapter = Math.max(lastChapter, chapter);
    }

    /** A whole verse, as nearly all are. */
    void verse(int verse, int offset) {
        order(verse, offset, Integer.toString(verse));
        if (seenVerses[verse] != 0) {
            problems.add(ProblemCode.VERSE_DUPLICATE, offset, Integer.toString(verse));
        }
        seenVerses[verse] = WHOLE;
        lastVerse = Math.max(lastVerse, verse);
    }

    /** Verses of any form. */
    void verses(VerseRange range, int offset) {
        boolean duplicate = false;
        for (VerseRange.Span span : range.spans()) {
            order(span.first(), offset, range.toString());
            for (int verse = span.first(); verse <= span.last(); verse++) {
                long parts = parts(span, verse);
                duplicate |= (seenVerses[verse] & parts) != 0;
                seenVerses[verse] |= parts;
            }
            lastVerse = Math.max(lastVerse, span.last());
        }
        if (duplicate) {
            problems.add(ProblemCode.VERSE_DUPLICATE, offset, range.toString());
        }
    }

    private void order(int first, int offset, String token) {
        if (first > lastVerse + 1) {
            problems.add(
                    ProblemCode.VERSE_MISSING, offset, Integer.toString(lastVerse + 1), Integer.toString(first - 1));
        } else if (first < lastVerse && seenVerses[first] == 0) {
            problems.add(ProblemCode.VERSE_OUT_OF_ORDER, offset, token);
        }
    }

    private static long parts(VerseRange.Span span, int verse) {
        String segment = "";
        if (verse == span.first() && !span.firstSegment().isEmpty()) {
            segment = span.firstSegment();
        }
        if (verse == span.last() && !span.lastSegment().isEmpty()) {
            segment = span.lastSegment();
        }
        return segment.isEmpty() ? WHOLE : 1L << (segment.codePointAt(0) % (Long.SIZE - 1));
    }
}

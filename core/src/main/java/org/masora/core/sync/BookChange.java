package org.masora.core.sync;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.masora.core.scripture.BookCode;

/**
 * What happened to one book. Verses are those that have text before or after; a verse that is in a
 * bridge counts by its own number. What the merge takes for mere form is no text: spacing, line ends,
 * Unicode form, optional closers ({@link org.masora.core.merge.UnitWords#same}).
 *
 * @param book which
 * @param path its file: the one it has afterwards, or had, if it is gone
 * @param kind what happened as a whole
 * @param versesBefore how many verses had text
 * @param added verses that had no text and have some
 * @param changed verses whose text or notes differ
 * @param emptied verses that are still there, without text
 * @param removed verses with text that are not there any more
 * @param restChanged whether headings, introductions or paragraph marks between verses differ
 */
public record BookChange(
        BookCode book,
        String path,
        Kind kind,
        int versesBefore,
        NavigableSet<VersePlace> added,
        NavigableSet<VersePlace> changed,
        NavigableSet<VersePlace> emptied,
        NavigableSet<VersePlace> removed,
        boolean restChanged) {

    public BookChange {
        added = Collections.unmodifiableNavigableSet(new TreeSet<>(added));
        changed = Collections.unmodifiableNavigableSet(new TreeSet<>(changed));
        emptied = Collections.unmodifiableNavigableSet(new TreeSet<>(emptied));
        removed = Collections.unmodifiableNavigableSet(new TreeSet<>(removed));
    }

    /** What happened to a book as a whole. */
    public enum Kind {
        /** It is new. */
        ADDED,
        /** It is in both. */
        CHANGED,
        /** It had text and is gone, or no text, or none in a verse, is left of it. */
        DELETED,
        /** It is gone and had no text. */
        DELETED_WITHOUT_TEXT
    }

    /** Verses whose text is gone, whether their number still stands there or not. */
    public NavigableSet<VersePlace> gone() {
        NavigableSet<VersePlace> gone = new TreeSet<>(emptied);
        gone.addAll(removed);
        return gone;
    }

    /** Whether the file differs and the text does not: another program wrote it in its own form, or it moved. */
    public boolean isOnlyForm() {
        return kind == Kind.CHANGED
                && added.isEmpty()
                && changed.isEmpty()
                && emptied.isEmpty()
                && removed.isEmpty()
                && !restChanged;
    }
}

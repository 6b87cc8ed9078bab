package org.masora.core.sync;

import java.util.Comparator;

/**
 * A verse in a book, as its file numbers it.
 *
 * @param chapter 0 before the first chapter
 * @param verse the number without leading zeros; what cannot be read as a number stands as written
 */
public record VersePlace(int chapter, String verse) implements Comparable<VersePlace> {

    private static final Comparator<VersePlace> ORDER = Comparator.comparingInt(VersePlace::chapter)
            .thenComparingInt(p -> p.verse.length())
            .thenComparing(VersePlace::verse);

    @Override
    public int compareTo(VersePlace other) {
        return ORDER.compare(this, other);
    }

    /** {@code 1:8}. */
    @Override
    public String toString() {
        return chapter + ":" + verse;
    }
}

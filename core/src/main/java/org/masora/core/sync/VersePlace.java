package org.masora.core.sync;

/**
 * A verse in a book, as its file numbers it.
 *
 * @param chapter 0 before the first chapter
 * @param verse the number without leading zeros; what cannot be read as a number stands as written
 */
public record VersePlace(int chapter, String verse) implements Comparable<VersePlace> {

    /** By chapter, then by number: a longer one is greater. */
    @Override
    public int compareTo(VersePlace other) {
        if (chapter != other.chapter) {
            return Integer.compare(chapter, other.chapter);
        }
        int byLength = Integer.compare(verse.length(), other.verse.length());
        return byLength == 0 ? verse.compareTo(other.verse) : byLength;
    }

    /** {@code 1:8}. */
    @Override
    public String toString() {
        return chapter + ":" + verse;
    }
}

package org.masora.core.usfm;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.scripture.VerseRange;

/**
 * The name of a unit within its book; no two units of a document have the same.
 *
 * @param part what part it is
 * @param chapter the chapter number; 0 before the first chapter and where the number is missing
 * @param verse the verse token in the plain form of {@link VerseRange#toString}, or as written where it is none; "" for
 *     {@link UnitPart#HEAD}, {@link UnitPart#CHAPTER} and {@link UnitPart#TAIL}, and for a {@code \v} without number
 * @param ordinal 1 for the first of this part, chapter and verse, 2 for its first duplicate, and so on
 */
public record UnitKey(UnitPart part, int chapter, String verse, int ordinal) implements Comparable<UnitKey> {
    private static final Comparator<UnitKey> ORDER = Comparator.comparingInt((UnitKey key) -> key.chapter())
            .thenComparing(UnitKey::verse)
            .thenComparing(UnitKey::part)
            .thenComparingInt(UnitKey::ordinal);

    /** What stands before the first chapter. */
    public static final UnitKey HEAD = new UnitKey(UnitPart.HEAD, 0, "", 1);

    /** What follows the last verse. */
    public static final UnitKey TAIL = new UnitKey(UnitPart.TAIL, 0, "", 1);

    public UnitKey {
        if (chapter < 0 || chapter > Reference.MAX_CHAPTER || ordinal < 1) {
            throw new IllegalArgumentException("no unit: chapter " + chapter + ", ordinal " + ordinal);
        }
    }

    /** The opening of a chapter. */
    public static UnitKey chapter(int chapter) {
        return new UnitKey(UnitPart.CHAPTER, chapter, "", 1);
    }

    /** What introduces a verse. */
    public static UnitKey lead(int chapter, String verse) {
        return new UnitKey(UnitPart.LEAD, chapter, verse, 1);
    }

    /** A verse. */
    public static UnitKey body(int chapter, String verse) {
        return new UnitKey(UnitPart.BODY, chapter, verse, 1);
    }

    /** The verses it stands for; empty where it is no verse or the token cannot be read. */
    public Optional<VerseRange> verses() {
        return verse.isEmpty() ? Optional.empty() : VerseRange.parse(verse);
    }

    /** Where it is in a book: its verses, or its chapter, or, outside of any chapter, the whole book. */
    public Reference reference(BookCode book) {
        return chapter == 0 ? Reference.of(book) : new Reference(book, OptionalInt.of(chapter), verses());
    }

    /**
     * An order that has nothing to do with that of the text. It keeps maps of units fast when a hostile file has verse
     * tokens whose hashes are equal.
     */
    @Override
    public int compareTo(UnitKey other) {
        return ORDER.compare(this, other);
    }
}

package org.masora.core.scripture;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A place in Scripture: a book, a chapter of it, or verses of that chapter.
 *
 * @param book the book
 * @param chapter the chapter, or empty for the whole book (or what stands before its first chapter)
 * @param verses verses of the chapter, or empty for all of it; never without a chapter
 */
public record Reference(BookCode book, OptionalInt chapter, Optional<VerseRange> verses) {
    /** Beyond this a number is no chapter; the longest book has 151. */
    public static final int MAX_CHAPTER = 999;

    /** What reading a reference gives: input of people is often wrong, and that is no exception. */
    public sealed interface Parsed {
        /** It was understood. */
        record Found(Reference reference) implements Parsed {}

        /**
         * It was not.
         *
         * @param reason which part of it could not be read
         * @param part that part as it was written, perhaps empty
         */
        record NotUnderstood(Reason reason, String part) implements Parsed {}
    }

    /** Why a text is no reference. */
    public enum Reason {
        /** There is nothing. */
        EMPTY,
        /** No book has this code. */
        NO_SUCH_BOOK,
        /** This is no chapter number. */
        NO_CHAPTER,
        /** These are no verses. */
        NO_VERSES
    }

    public Reference {
        if (verses.isPresent() && chapter.isEmpty()) {
            throw new IllegalArgumentException("verses without a chapter");
        }
        if (chapter.isPresent() && (chapter.getAsInt() < 0 || chapter.getAsInt() > MAX_CHAPTER)) {
            throw new IllegalArgumentException("no chapter: " + chapter.getAsInt());
        }
    }

    /** A whole book. */
    public static Reference of(BookCode book) {
        return new Reference(book, OptionalInt.empty(), Optional.empty());
    }

    /** A whole chapter. */
    public static Reference of(BookCode book, int chapter) {
        return new Reference(book, OptionalInt.of(chapter), Optional.empty());
    }

    /** Verses of a chapter. */
    public static Reference of(BookCode book, int chapter, VerseRange verses) {
        return new Reference(book, OptionalInt.of(chapter), Optional.of(verses));
    }

    /** Reads {@code MAT}, {@code MAT 5}, {@code MAT 5:3}, {@code mat 5.3-4}; spaces around it do not matter. */
    public static Parsed parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return new Parsed.NotUnderstood(Reason.EMPTY, "");
        }
        int afterBook = firstSpace(trimmed);
        String bookText = trimmed.substring(0, afterBook);
        Optional<BookCode> book = BookCode.find(bookText.toUpperCase(Locale.ROOT));
        if (book.isEmpty()) {
            return new Parsed.NotUnderstood(Reason.NO_SUCH_BOOK, bookText);
        }
        String rest = trimmed.substring(afterBook).strip();
        if (rest.isEmpty()) {
            return new Parsed.Found(of(book.get()));
        }
        int separator = separator(rest);
        String chapterText = rest.substring(0, separator).strip();
        Optional<Integer> chapter = chapter(chapterText);
        if (chapter.isEmpty()) {
            return new Parsed.NotUnderstood(Reason.NO_CHAPTER, chapterText);
        }
        if (separator == rest.length()) {
            return new Parsed.Found(of(book.get(), chapter.get()));
        }
        String versesText = rest.substring(separator + 1).strip();
        Optional<VerseRange> verses = VerseRange.parse(versesText);
        return verses.<Parsed>map(range -> new Parsed.Found(of(book.get(), chapter.get(), range)))
                .orElseGet(() -> new Parsed.NotUnderstood(Reason.NO_VERSES, versesText));
    }

    private static int firstSpace(String text) {
        int at = 0;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int separator(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != ':' && text.charAt(at) != '.') {
            at++;
        }
        return at;
    }

    private static Optional<Integer> chapter(String text) {
        return VerseRange.parse(text)
                .filter(range -> range.toString().equals(Integer.toString(range.first())))
                .map(VerseRange::first);
    }

    /** The form that {@link #parse} reads: {@code MAT 5:3-4}. */
    @Override
    public String toString() {
        if (chapter.isEmpty()) {
            return book.code();
        }
        String place = book.code() + " " + chapter.getAsInt();
        return verses.map(range -> place + ":" + range).orElse(place);
    }
}

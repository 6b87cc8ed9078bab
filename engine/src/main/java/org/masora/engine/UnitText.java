package org.masora.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;

/** Finds the text that a conflict is about in a content, wherever the layout puts it, and changes it there. */
final class UnitText {

    private final Snapshot content;
    private final Blobs blobs;
    private final Map<BookCode, String> books;

    UnitText(Snapshot content, Blobs blobs) {
        this.content = content;
        this.blobs = blobs;
        this.books = SameProject.books(content, blobs);
    }

    /**
     * The unit's bytes in this content.
     *
     * @param readings texts it is known to have had; how a unit outside books is recognised
     */
    Optional<byte[]> today(UnitRef reference, List<byte[]> readings) {
        Optional<String> book = bookPath(reference);
        if (book.isPresent()) {
            UsfmDocument document = document(book.get());
            return unit(document, reference).map(document::bytes);
        }
        return read(reference.container())
                .flatMap(file -> readings.stream()
                        .filter(reading ->
                                reading.length > 0 && occurrence(file, reading).isPresent())
                        .findFirst());
    }

    /**
     * This content with another text for the unit.
     *
     * @param from what stands there today, as {@link #today} gave it
     * @param to what shall stand there
     * @return empty where the unit cannot be found, so that nothing is guessed
     */
    Optional<Snapshot> with(UnitRef reference, byte[] from, byte[] to) {
        Optional<String> book = bookPath(reference);
        if (book.isPresent()) {
            UsfmDocument document = document(book.get());
            return unit(document, reference)
                    .map(unit -> changed(book.get(), document.withReplaced(Map.of(unit.key(), endingLike(from, to)))));
        }
        return read(reference.container()).flatMap(file -> {
            OptionalInt at = occurrence(file, from);
            if (at.isEmpty()) {
                return Optional.empty();
            }
            byte[] bytes = new byte[file.length - from.length + to.length];
            System.arraycopy(file, 0, bytes, 0, at.getAsInt());
            System.arraycopy(to, 0, bytes, at.getAsInt(), to.length);
            int rest = at.getAsInt() + from.length;
            System.arraycopy(file, rest, bytes, at.getAsInt() + to.length, file.length - rest);
            return Optional.of(changed(reference.container(), bytes));
        });
    }

    private Snapshot changed(String path, byte[] bytes) {
        Entry before = content.entry(path).orElseThrow();
        return content.with(path, new Entry(before.mode(), blobs.write(bytes)));
    }

    private Optional<String> bookPath(UnitRef reference) {
        return BookCode.find(reference.container())
                .flatMap(code -> Optional.ofNullable(books.get(code)))
                .filter(path -> content.entry(path).filter(Entry::isFile).isPresent());
    }

    private UsfmDocument document(String path) {
        return UsfmDocument.parse(blobs.read(content.entry(path).orElseThrow().id()));
    }

    private Optional<byte[]> read(String path) {
        return content.entry(path).filter(Entry::isFile).map(entry -> blobs.read(entry.id()));
    }

    /** The unit whose name in references is this one. */
    private static Optional<Unit> unit(UsfmDocument document, UnitRef reference) {
        return document.units().stream()
                .filter(unit ->
                        name(unit.key()).equals(reference.unit()) && unit.key().ordinal() == reference.ordinal())
                .findFirst();
    }

    /** How a unit is called in references: {@code 1:8}, {@code 1:8 lead}, {@code 1}, {@code head}, {@code tail}. */
    static String name(UnitKey key) {
        return switch (key.part()) {
            case HEAD -> "head";
            case TAIL -> "tail";
            case CHAPTER -> Integer.toString(key.chapter());
            case LEAD -> key.chapter() + ":" + key.verse() + " lead";
            case BODY -> key.chapter() + ":" + key.verse();
        };
    }

    /** White space at the end of a unit belongs to the page, not to the words: it stays as it is. */
    private static byte[] endingLike(byte[] from, byte[] to) {
        byte[] words = Arrays.copyOf(to, lengthOfWords(to));
        byte[] ending = Arrays.copyOfRange(from, lengthOfWords(from), from.length);
        byte[] bytes = Arrays.copyOf(words, words.length + ending.length);
        System.arraycopy(ending, 0, bytes, words.length, ending.length);
        return bytes;
    }

    private static int lengthOfWords(byte[] text) {
        int length = text.length;
        while (length > 0 && " \t\r\n".indexOf(text[length - 1]) >= 0) {
            length--;
        }
        return length;
    }

    /** Where the text stands in the file, if it stands there exactly once. */
    private static OptionalInt occurrence(byte[] file, byte[] text) {
        String haystack = new String(file, StandardCharsets.ISO_8859_1);
        String needle = new String(text, StandardCharsets.ISO_8859_1);
        int at = haystack.indexOf(needle);
        return at >= 0 && haystack.indexOf(needle, at + 1) < 0 ? OptionalInt.of(at) : OptionalInt.empty();
    }

    /** The two readings of a verse, one after the other, the second without its verse number. */
    static byte[] both(UnitRef reference, byte[] published, byte[] other) {
        String first = new String(published, StandardCharsets.UTF_8).stripTrailing();
        String second = new String(other, StandardCharsets.UTF_8);
        UsfmDocument document = UsfmDocument.parse(other);
        boolean verse =
                document.units().stream().anyMatch(u -> u.key().part() == UnitPart.BODY) || second.startsWith("\\v ");
        String text = verse ? second.replaceFirst("^\\\\v\\s+\\S+\\s*", "") : second;
        return (first + " " + text.strip() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A text that a person typed or gave in a file, as the unit it shall be: a verse gets its number. */
    static byte[] asUnit(UnitRef reference, ConflictType type, byte[] text) {
        String typed = new String(text, StandardCharsets.UTF_8).strip();
        boolean needsNumber = type == ConflictType.VERSE_TEXT && !typed.startsWith("\\v ");
        if (!needsNumber) {
            return text;
        }
        String verse = reference.unit().substring(reference.unit().indexOf(':') + 1);
        return ("\\v " + verse + " " + typed + "\n").getBytes(StandardCharsets.UTF_8);
    }
}

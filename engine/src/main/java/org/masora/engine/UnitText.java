package org.masora.engine;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitReading;
import org.masora.core.merge.UnitReadings;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.Blobs;
import org.masora.core.project.BookNames;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;

/** Finds the text that a conflict is about in a content, wherever the layout puts it, and changes it there. */
final class UnitText {

    private final Snapshot content;
    private final Blobs blobs;
    private final Map<BookCode, String> books;
    private final Map<String, UnitReadings> files = new HashMap<>();

    UnitText(Snapshot content, Blobs blobs) {
        this.content = content;
        this.blobs = blobs;
        this.books = SameProject.books(content, blobs);
    }

    /**
     * What the unit says in this content.
     *
     * @param known texts it is known to have had: how a unit without a name is recognised
     */
    UnitReading today(ConflictType type, UnitRef reference, Collection<byte[]> known) {
        return path(reference)
                .map(path -> file(path).today(type, reference, known))
                .orElseGet(UnitReading.Absent::new);
    }

    /** The bytes of {@link #today}, where it is known what they are. */
    Optional<byte[]> bytesToday(ConflictType type, UnitRef reference, Collection<byte[]> known) {
        return switch (today(type, reference, known)) {
            case UnitReading.Text(var bytes) -> Optional.of(bytes);
            case UnitReading.Absent() -> Optional.empty();
            case UnitReading.Unknown() -> Optional.empty();
        };
    }

    /**
     * This content with another text for the unit.
     *
     * @param reading what shall stand there; empty to take the unit out
     * @return empty where the unit's place cannot be told, so that nothing is guessed
     */
    Optional<Snapshot> with(ConflictType type, UnitRef reference, Collection<byte[]> known, Optional<byte[]> reading) {
        return path(reference)
                .flatMap(path -> file(path)
                        .with(type, reference, known, reading)
                        .map(bytes -> {
                            Entry before = content.entry(path).orElseThrow();
                            return content.with(path, new Entry(before.mode(), blobs.write(bytes)));
                        }));
    }

    private UnitReadings file(String path) {
        return files.computeIfAbsent(
                path,
                _ -> new UnitReadings(
                        path, blobs.read(content.entry(path).orElseThrow().id())));
    }

    /** The file that a reference is about, if it is there. */
    Optional<String> path(UnitRef reference) {
        return BookCode.find(reference.container())
                .flatMap(code -> Optional.ofNullable(books.get(code)))
                .or(() -> Optional.of(reference.container()))
                .filter(path -> content.entry(path).filter(Entry::isFile).isPresent());
    }

    /** What the books are called in this content. */
    BookNames bookNames() {
        return new BookNames(
                books, path -> content.entry(path).filter(Entry::isFile).map(entry -> blobs.read(entry.id())));
    }

    /** The two readings of a unit, one after the other; of a verse the second without its number, else on a line of its own. */
    static byte[] both(byte[] published, byte[] other) {
        String first = new String(published, StandardCharsets.UTF_8).stripTrailing();
        String second = new String(other, StandardCharsets.UTF_8);
        String words = second.replaceFirst("^\\\\v\\s+\\S+\\s*", "");
        String between = words.equals(second) ? "\n" : " ";
        return (first + between + words.strip() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A text that a person typed or gave in a file, as the unit it shall be: a verse gets its number. */
    static byte[] asUnit(UnitRef reference, ConflictType type, byte[] text) {
        String typed = new String(text, StandardCharsets.UTF_8).strip();
        if (type != ConflictType.VERSE_TEXT || typed.startsWith("\\v ")) {
            return text;
        }
        String verse = reference.unit().substring(reference.unit().indexOf(':') + 1);
        return ("\\v " + verse + " " + typed + "\n").getBytes(StandardCharsets.UTF_8);
    }
}

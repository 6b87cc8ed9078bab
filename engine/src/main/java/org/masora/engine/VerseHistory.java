package org.masora.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.UnitWords;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.core.scripture.Reference;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.engine.LookingBack.Reading;
import org.masora.engine.LookingBack.Visited;
import org.masora.store.ChapterIndex;
import org.masora.store.RevisionWalk;
import org.masora.store.Vault;
import org.masora.store.Vault.Heading;

/**
 * The texts that a verse had in revision after revision. Neighbours have the book at the same path nearly always, so
 * only a path that does not have it makes one look at what the project says of itself; and most contents have the
 * chapter that their neighbours have, which the index of chapters knows.
 */
final class VerseHistory implements AutoCloseable {

    private final Workplace workplace;
    private final Reference reference;
    private final RevisionWalk walk;
    private final Vault.Reading contents;
    private final ChapterIndex chapters;
    private final Set<String> paths = new LinkedHashSet<>();
    private final Map<Place, Optional<BlobId>> places = new HashMap<>();
    private final Map<String, Optional<String>> pathByNames = new HashMap<>();
    private final Map<Object, BookFile> known = new HashMap<>();
    private final Map<ByteBuffer, List<String>> words = new HashMap<>();

    /** A path in a revision. */
    private record Place(RevisionId revision, String path) {}

    /**
     * What one content of a book's file says.
     *
     * @param isBook whether it is the book by its own account
     * @param text of the verses asked for
     */
    private record BookFile(boolean isBook, Optional<byte[]> text) {}

    VerseHistory(Workplace workplace, Reference reference) {
        this.workplace = workplace;
        this.reference = reference;
        this.walk = workplace.vault().walk();
        this.contents = workplace.vault().reading();
        this.chapters = workplace.store().chapters(reference.book(), contents);
    }

    /** With what the revisions are gone through. */
    RevisionWalk walk() {
        return walk;
    }

    @Override
    public void close() {
        contents.close();
        walk.close();
    }

    /** Each text once, with the oldest of these revisions that has it, newest first. */
    List<Reading> readings(List<Visited> revisions) {
        if (reference.chapter().isPresent()) {
            learn(revisions);
        }
        ConflictTraces traces = new ConflictTraces(workplace, reference);
        traces.follow(revisions.stream().map(Visited::heading).toList());
        Map<Optional<List<String>>, Reading> readings = new LinkedHashMap<>();
        Map<Optional<List<String>>, Set<ConflictId>> conflicts = new HashMap<>();
        for (Visited visited : revisions) {
            Heading revision = visited.heading();
            Optional<BookFile> book = in(revision.id());
            if (book.isPresent()) {
                Optional<byte[]> text = book.get().text();
                Optional<List<String>> said = text.map(this::words);
                Reading reading = new Reading(
                        revision.id(), revision.time(), revision.author(), text, visited.published(), List.of());
                readings.merge(said, reading, (one, other) -> isOlder(other, one) ? other : one);
                conflicts.computeIfAbsent(said, _ -> new LinkedHashSet<>()).addAll(traces.at(revision.id()));
            }
        }
        chapters.save();
        return readings.entrySet().stream()
                .map(entry -> with(entry.getValue(), conflicts.getOrDefault(entry.getKey(), Set.of())))
                .sorted(Comparator.comparing(Reading::time).reversed())
                .toList();
    }

    private static Reading with(Reading reading, Set<ConflictId> conflicts) {
        return new Reading(
                reading.revision(),
                reading.time(),
                reading.person(),
                reading.text(),
                reading.published(),
                conflicts.stream().sorted().toList());
    }

    private static boolean isOlder(Reading candidate, Reading known) {
        return candidate.time().isBefore(known.time())
                || (candidate.time().equals(known.time()) && candidate.published() && !known.published());
    }

    /** The words of a text, worked out once: most revisions have the text that their neighbours have. */
    private List<String> words(byte[] text) {
        return words.computeIfAbsent(ByteBuffer.wrap(text), _ -> UnitWords.of(text));
    }

    /** What is new since somebody last asked is read before anything else, as it lies on the disk. */
    private void learn(List<Visited> revisions) {
        Set<BlobId> held = new LinkedHashSet<>();
        for (Visited visited : revisions) {
            RevisionId revision = visited.heading().id();
            boolean found = false;
            for (String path : paths) {
                Optional<BlobId> content = content(revision, path);
                content.ifPresent(held::add);
                found |= content.isPresent();
            }
            if (!found) {
                path(revision).flatMap(path -> content(revision, path)).ifPresent(held::add);
            }
        }
        chapters.learn(held);
    }

    private Optional<BookFile> in(RevisionId revision) {
        for (String path : paths) {
            Optional<BookFile> file = file(revision, path).filter(BookFile::isBook);
            if (file.isPresent()) {
                return file;
            }
        }
        return path(revision).flatMap(path -> file(revision, path));
    }

    /** Where the revision itself says that the book is. Where all files have the same names it is in the same place. */
    private Optional<String> path(RevisionId revision) {
        Optional<String> path = pathByNames.computeIfAbsent(
                walk.names(revision),
                _ -> Optional.ofNullable(SameProject.books(workplace.vault().snapshot(revision), workplace.blobs())
                        .get(reference.book())));
        path.ifPresent(paths::add);
        return path;
    }

    private Optional<BlobId> content(RevisionId revision, String path) {
        return places.computeIfAbsent(
                new Place(revision, path),
                _ -> walk.entry(revision, path).filter(Entry::isFile).map(Entry::id));
    }

    private Optional<BookFile> file(RevisionId revision, String path) {
        return content(revision, path).map(content -> {
            int chapter = reference.chapter().orElse(0);
            Object key = chapter == 0 ? content : chapters.chapter(content, chapter);
            return known.computeIfAbsent(key, _ -> read(contents.read(content)));
        });
    }

    private BookFile read(byte[] bytes) {
        UsfmDocument document =
                UsfmDocument.parseChapter(bytes, reference.chapter().orElse(0));
        return new BookFile(document.book().equals(Optional.of(reference.book())), verse(document));
    }

    private Optional<byte[]> verse(UsfmDocument document) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        document.units().stream()
                .filter(unit -> unit.key().part() == UnitPart.BODY)
                .filter(unit -> reference.chapter().isEmpty()
                        || reference.chapter().getAsInt() == unit.key().chapter())
                .filter(unit -> reference.verses().isEmpty()
                        || unit.key()
                                .verses()
                                .filter(range ->
                                        range.overlaps(reference.verses().get()))
                                .isPresent())
                .forEach(unit -> text.writeBytes(document.bytes(unit)));
        return text.size() == 0 ? Optional.empty() : Optional.of(text.toByteArray());
    }
}

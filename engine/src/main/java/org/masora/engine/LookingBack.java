package org.masora.engine;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.masora.core.merge.UnitWords;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.store.ProjectState;

/** What was, when, by whom: of the project, and of one verse, over everything the vault holds. */
public final class LookingBack {

    private final Workplace workplace;

    LookingBack(Workplace workplace) {
        this.workplace = workplace;
    }

    /**
     * A revision in the project's history.
     *
     * @param published whether it is on a place's line, or only kept on this computer
     * @param title the first line of its message
     */
    public record Past(RevisionId revision, Instant time, Person person, String title, boolean published) {}

    /**
     * A text that a verse had.
     *
     * @param revision the oldest revision found with it
     * @param text exact bytes; empty when the verse was not there
     */
    public record Reading(RevisionId revision, Instant time, Person person, Optional<byte[]> text, boolean published) {}

    /** The newest revisions of the project, newest first. */
    List<Past> revisions(int most) {
        List<Past> past = new ArrayList<>();
        walk(
                most,
                (revision, published) -> past.add(
                        new Past(revision.id(), revision.time(), revision.author(), title(revision), published)));
        return past;
    }

    private static String title(Revision revision) {
        return revision.message().lines().findFirst().orElse("");
    }

    /** Every text that a verse ever had here, in published and kept revisions, newest first. */
    List<Reading> readings(Reference reference) {
        List<Reading> readings = new ArrayList<>();
        Map<BlobId, Optional<byte[]>> texts = new HashMap<>();
        BookFinder finder = new BookFinder(reference.book());
        walk(Integer.MAX_VALUE, (revision, published) -> {
            Optional<BlobId> book = finder.in(revision.snapshot());
            if (book.isEmpty()) {
                return;
            }
            Optional<byte[]> text = texts.computeIfAbsent(
                    book.get(), blob -> verse(workplace.blobs().read(blob), reference));
            int same = indexOfSame(readings, text);
            Reading reading = new Reading(revision.id(), revision.time(), revision.author(), text, published);
            if (same < 0) {
                readings.add(reading);
            } else if (isOlder(reading, readings.get(same))) {
                readings.set(same, reading);
            }
        });
        readings.sort(Comparator.comparing(Reading::time).reversed());
        return readings;
    }

    private static int indexOfSame(List<Reading> readings, Optional<byte[]> text) {
        for (int i = 0; i < readings.size(); i++) {
            Optional<byte[]> known = readings.get(i).text();
            boolean same = known.isPresent() == text.isPresent()
                    && (known.isEmpty() || UnitWords.same(known.get(), text.orElseThrow()));
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOlder(Reading candidate, Reading known) {
        return candidate.time().isBefore(known.time())
                || (candidate.time().equals(known.time()) && candidate.published() && !known.published());
    }

    /**
     * Finds one book in snapshot after snapshot. Neighbours have it at the same path nearly always, so only
     * a path that does not have it makes it look at what the project says of itself.
     */
    private final class BookFinder {
        private final BookCode book;
        private final Set<String> paths = new LinkedHashSet<>();
        private final Map<BlobId, Boolean> isBook = new HashMap<>();

        BookFinder(BookCode book) {
            this.book = book;
        }

        Optional<BlobId> in(Snapshot snapshot) {
            for (String path : paths) {
                Optional<BlobId> blob = file(snapshot, path).filter(this::isBook);
                if (blob.isPresent()) {
                    return blob;
                }
            }
            Optional<String> path = Optional.ofNullable(
                    SameProject.books(snapshot, workplace.blobs()).get(book));
            path.ifPresent(paths::add);
            return path.flatMap(p -> file(snapshot, p));
        }

        private boolean isBook(BlobId blob) {
            return isBook.computeIfAbsent(
                    blob,
                    id -> UsfmDocument.parse(workplace.blobs().read(id)).book().equals(Optional.of(book)));
        }

        private static Optional<BlobId> file(Snapshot snapshot, String path) {
            return snapshot.entry(path).filter(Entry::isFile).map(Entry::id);
        }
    }

    private static Optional<byte[]> verse(byte[] bytes, Reference reference) {
        UsfmDocument document = UsfmDocument.parse(bytes);
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

    private interface Visitor {
        void visit(Revision revision, boolean published);
    }

    /** Everything reachable from the project's state, newest first, each revision once; trees of records left out. */
    private void walk(int most, Visitor visitor) {
        ProjectState state = workplace.state();
        Set<RevisionId> published = new HashSet<>();
        state.places().values().forEach(place -> {
            place.line().ifPresent(published::add);
            place.base().ifPresent(published::add);
            published.addAll(place.setAside());
        });
        Set<RevisionId> publishedAll = reach(published);
        Set<RevisionId> starts = new HashSet<>(published);
        state.kept().ifPresent(starts::add);
        PriorityQueue<Revision> queue = new PriorityQueue<>(
                Comparator.comparing(Revision::time).reversed().thenComparing(Revision::id));
        Set<RevisionId> seen = new HashSet<>();
        starts.forEach(start -> add(queue, seen, start));
        for (int visited = 0; visited < most && !queue.isEmpty(); visited++) {
            Revision revision = Objects.requireNonNull(queue.poll());
            visitor.visit(revision, publishedAll.contains(revision.id()));
            revision.parents().forEach(parent -> add(queue, seen, parent));
        }
    }

    private void add(PriorityQueue<Revision> queue, Set<RevisionId> seen, RevisionId id) {
        if (seen.add(id)) {
            workplace.vault().revision(id).ifPresent(queue::add);
        }
    }

    private Set<RevisionId> reach(Set<RevisionId> starts) {
        Set<RevisionId> reached = new HashSet<>();
        Deque<RevisionId> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            RevisionId id = open.removeLast();
            if (reached.add(id)) {
                open.addAll(workplace.vault().parents(id));
            }
        }
        return reached;
    }
}

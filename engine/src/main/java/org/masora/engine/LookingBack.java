package org.masora.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.UnitRef;
import org.masora.core.merge.UnitWords;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.Reference;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.store.ChapterIndex;
import org.masora.store.Vault;

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
    public record Past(RevisionId revision, Instant time, Person person, String title, boolean published) {
        /** What the title says, where Masora wrote it. */
        public What what() {
            return What.of(title);
        }
    }

    /** What a revision is, as told by its title. */
    public enum What {
        /** What was found in the folder. */
        KEPT("Kept", "With text held", "What the folder can hold now"),
        RECEIVED("Received from ", "Received, with text held", "Downloaded from "),
        SENT("Sent", "Changes in "),
        DECIDED("Decided", "Decisions"),
        RESTORED("Restored"),
        TAKEN_BACK("Taken back", "Took back what was received"),
        COMBINED("Combined the work of several people"),
        /** Before the project came into its folder. */
        NOTHING_YET("An empty folder"),
        /** Another program or person wrote the title. */
        ELSEWHERE;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of, which nobody can change
        private final List<String> titles;

        What(String... titles) {
            this.titles = List.of(titles);
        }

        private boolean fits(String title) {
            return titles.stream()
                    .anyMatch(known -> known.endsWith(" ") ? title.startsWith(known) : title.equals(known));
        }

        private static What of(String title) {
            return Arrays.stream(values())
                    .filter(what -> what.fits(title))
                    .findFirst()
                    .orElse(ELSEWHERE);
        }
    }

    /**
     * A text that a verse had.
     *
     * @param revision the oldest revision found with it
     * @param text exact bytes; empty when the verse was not there
     * @param conflicts the disagreements about the verse in which this was one of the texts, or what was decided
     */
    public record Reading(
            RevisionId revision,
            Instant time,
            Person person,
            Optional<byte[]> text,
            boolean published,
            List<ConflictId> conflicts) {

        public Reading {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** The newest revisions of the project, newest first. */
    List<Past> revisions(int most) {
        List<Past> past = new ArrayList<>();
        walk(most, (revision, published) -> past.add(past(revision, published)));
        return past;
    }

    /** One revision; empty when it is not here. */
    Optional<Past> revision(RevisionId id) {
        return workplace
                .vault()
                .revision(id)
                .map(revision -> past(revision, reach(published()).contains(id)));
    }

    private static Past past(Revision revision, boolean published) {
        return new Past(revision.id(), revision.time(), revision.author(), title(revision), published);
    }

    private static String title(Revision revision) {
        return revision.message().lines().findFirst().orElse("");
    }

    /** Every text that a verse ever had here, in published and kept revisions, newest first. */
    List<Reading> readings(Reference reference) {
        Words words = new Words();
        Map<List<String>, List<ConflictId>> disputed = disputed(reference, words);
        Map<Optional<List<String>>, Reading> readings = new LinkedHashMap<>();
        try (Vault.Reading contents = workplace.vault().reading()) {
            BookFinder finder = new BookFinder(reference, contents);
            walk(Integer.MAX_VALUE, (revision, published) -> {
                Optional<BookFile> book = finder.in(revision.snapshot());
                if (book.isEmpty()) {
                    return;
                }
                Optional<byte[]> text = book.get().text();
                Optional<List<String>> said = text.map(words::of);
                List<ConflictId> conflicts = said.map(known -> disputed.getOrDefault(known, List.of()))
                        .orElse(List.of());
                Reading reading =
                        new Reading(revision.id(), revision.time(), revision.author(), text, published, conflicts);
                readings.merge(said, reading, (known, candidate) -> isOlder(candidate, known) ? candidate : known);
            });
            finder.chapters.save();
        }
        return readings.values().stream()
                .sorted(Comparator.comparing(Reading::time).reversed())
                .toList();
    }

    /** The words of each text that a disagreement about these verses knows, with the disagreements. */
    private Map<List<String>, List<ConflictId>> disputed(Reference reference, Words words) {
        ConflictRecords records = new RecordKeeping(workplace).records(workplace.state());
        Map<List<String>, List<ConflictId>> disputed = new HashMap<>();
        for (ConflictRecord record : records.records()) {
            if (isAbout(record.reference(), reference)) {
                RecordKeeping.readings(records, record).stream()
                        .map(words::of)
                        .distinct()
                        .forEach(said -> disputed.computeIfAbsent(said, _ -> new ArrayList<>())
                                .add(record.id()));
            }
        }
        return disputed;
    }

    /** Whether a disagreement is about the text of any of these verses; not about what introduces one. */
    private static boolean isAbout(UnitRef unit, Reference reference) {
        return unit.container().equals(reference.book().code())
                && Reference.parse(unit.container() + " " + unit.unit())
                        instanceof Reference.Parsed.Found(Reference disputed)
                && disputed.verses().isPresent()
                && (reference.chapter().isEmpty() || reference.chapter().equals(disputed.chapter()))
                && (reference.verses().isEmpty()
                        || reference.verses().get().overlaps(disputed.verses().get()));
    }

    /** The words of texts, each worked out once: most revisions have the text that their neighbours have. */
    private static final class Words {
        private final Map<ByteBuffer, List<String>> known = new HashMap<>();

        List<String> of(byte[] text) {
            return known.computeIfAbsent(ByteBuffer.wrap(text), _ -> UnitWords.of(text));
        }
    }

    private static boolean isOlder(Reading candidate, Reading known) {
        return candidate.time().isBefore(known.time())
                || (candidate.time().equals(known.time()) && candidate.published() && !known.published());
    }

    /**
     * What one content of a book's file says.
     *
     * @param isBook whether it is the book by its own account
     * @param text of the verses asked for
     */
    private record BookFile(boolean isBook, Optional<byte[]> text) {}

    /**
     * Finds one book in snapshot after snapshot. Neighbours have it at the same path nearly always, so only a
     * path that does not have it makes it look at what the project says of itself; and most contents have the
     * chapter that their neighbours have, which the index of chapters knows.
     */
    private final class BookFinder {
        private final Reference reference;
        private final Vault.Reading contents;
        private final ChapterIndex chapters;
        private final Set<String> paths = new LinkedHashSet<>();
        private final Map<Object, BookFile> known = new HashMap<>();

        BookFinder(Reference reference, Vault.Reading contents) {
            this.reference = reference;
            this.contents = contents;
            this.chapters = workplace.store().chapters(contents);
        }

        Optional<BookFile> in(Snapshot snapshot) {
            for (String path : paths) {
                Optional<BookFile> file = file(snapshot, path).filter(BookFile::isBook);
                if (file.isPresent()) {
                    return file;
                }
            }
            Optional<String> path = Optional.ofNullable(
                    SameProject.books(snapshot, workplace.blobs()).get(reference.book()));
            path.ifPresent(paths::add);
            return path.flatMap(p -> file(snapshot, p));
        }

        private Optional<BookFile> file(Snapshot snapshot, String path) {
            return snapshot.entry(path).filter(Entry::isFile).map(entry -> {
                BlobId content = entry.id();
                int chapter = reference.chapter().orElse(0);
                Object key = chapter == 0 ? content : chapters.chapter(content, chapter);
                return known.computeIfAbsent(key, unread -> read(contents.read(content)));
            });
        }

        private BookFile read(byte[] bytes) {
            UsfmDocument document =
                    UsfmDocument.parseChapter(bytes, reference.chapter().orElse(0));
            return new BookFile(document.book().equals(Optional.of(reference.book())), verse(document, reference));
        }
    }

    private static Optional<byte[]> verse(UsfmDocument document, Reference reference) {
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
        Set<RevisionId> published = published();
        Set<RevisionId> publishedAll = reach(published);
        Set<RevisionId> starts = new HashSet<>(published);
        workplace.state().kept().ifPresent(starts::add);
        new ParatextsFolder(workplace).lastSeen().ifPresent(starts::add);
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

    private Set<RevisionId> published() {
        Set<RevisionId> published = new HashSet<>();
        workplace.state().places().values().forEach(place -> {
            place.line().ifPresent(published::add);
            place.base().ifPresent(published::add);
            published.addAll(place.setAside());
        });
        return published;
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

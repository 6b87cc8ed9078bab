package org.masora.core.conflict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Opened;
import org.masora.core.conflict.Event.TurnedBack;
import org.masora.core.conflict.Event.Withdrawn;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.ReadingWords;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.Snapshot;

/**
 * All disagreements of a project, over the tree that travels on {@code refs/masora/conflicts}
 * (rules C). Immutable: what happens gives a new set, which shares all that did not change.
 *
 * <p>The tree has a folder for each conflict, named by its id, with {@code conflict.json}, {@code
 * events/EVENT.json} and {@code texts/BLOB}; every name is the hash of the content, so that two
 * trees merge by {@link #union plain union} and the order never matters (rule C3). Trees come from
 * elsewhere: what cannot be used is kept as it is and told by {@link #problems()}. A folder is read
 * when somebody asks for its conflict, and once.
 */
public final class ConflictRecords {
    private final NavigableMap<ConflictId, RecordFolder> folders;

    /** What lies in no conflict's folder. */
    private final NavigableMap<String, Entry> foreign;

    private final Blobs blobs;

    private ConflictRecords(
            NavigableMap<ConflictId, RecordFolder> folders, NavigableMap<String, Entry> foreign, Blobs blobs) {
        this.folders = folders;
        this.foreign = foreign;
        this.blobs = blobs;
    }

    /**
     * The records in a tree; {@link Snapshot#EMPTY} for a project that has none yet.
     *
     * @param blobs where the tree's files are, and where new ones are written
     */
    public static ConflictRecords read(Snapshot tree, Blobs blobs) {
        NavigableMap<ConflictId, NavigableMap<String, Entry>> files = new TreeMap<>();
        NavigableMap<String, Entry> foreign = new TreeMap<>();
        tree.entries().forEach((path, entry) -> {
            int slash = path.indexOf('/');
            String folder = slash < 0 ? "" : path.substring(0, slash);
            if (ConflictId.isConflictId(folder)) {
                files.computeIfAbsent(new ConflictId(folder), _ -> new TreeMap<>())
                        .put(path.substring(slash + 1), entry);
            } else {
                foreign.put(path, entry);
            }
        });
        NavigableMap<ConflictId, RecordFolder> folders = new TreeMap<>();
        files.forEach((id, inside) -> folders.put(id, new RecordFolder(id, withoutShadowed(inside))));
        return new ConflictRecords(folders, withoutShadowed(foreign, folders), blobs);
    }

    /** The tree, to be stored and sent. Its files are in the {@link Blobs} that these records were made with. */
    public Snapshot snapshot() {
        NavigableMap<String, Entry> entries = new TreeMap<>(foreign);
        folders.forEach((id, folder) -> folder.files().forEach((path, entry) -> entries.put(id + "/" + path, entry)));
        return new Snapshot(entries);
    }

    /** Every conflict that has a folder, in order; of some nothing may be readable. */
    public NavigableSet<ConflictId> ids() {
        return Collections.unmodifiableNavigableSet(new TreeSet<>(folders.keySet()));
    }

    /** One conflict; empty when it is unknown, damaged, or of a kind that only a newer version knows. */
    public Optional<ConflictRecord> record(ConflictId id) {
        return Optional.ofNullable(folders.get(id))
                .flatMap(folder -> folder.contents(blobs).record());
    }

    /** Whether this event is among what happened to this conflict; nothing is read for it. */
    public boolean knows(ConflictId id, EventId event) {
        return Optional.ofNullable(folders.get(id))
                .filter(folder -> folder.files().containsKey(RecordFolder.eventPath(event)))
                .isPresent();
    }

    /** Every conflict that can be read, in the order of ids. Reads each folder that was not read yet. */
    public List<ConflictRecord> records() {
        return folders.values().stream()
                .flatMap(folder -> folder.contents(blobs).record().stream())
                .toList();
    }

    /** A text that an event of this conflict names; empty when it is not in the conflict's folder. */
    public Optional<byte[]> text(ConflictId id, BlobId text) {
        return Optional.ofNullable(folders.get(id)).flatMap(folder -> folder.textBytes(text, blobs));
    }

    /** What could not be used, in the order of paths. Reads each folder that was not read yet. */
    public List<RecordProblem> problems() {
        List<RecordProblem> problems = new ArrayList<>();
        foreign.keySet().forEach(path -> problems.add(new RecordProblem(path, RecordProblem.Kind.FOREIGN)));
        folders.values()
                .forEach(folder -> problems.addAll(folder.contents(blobs).problems()));
        problems.sort(Comparator.comparing(RecordProblem::path));
        return List.copyOf(problems);
    }

    /**
     * Only the conflicts about these references. What cannot be read is left out as well: nobody knows what it is
     * about.
     */
    public ConflictRecords about(Predicate<UnitRef> references) {
        NavigableMap<ConflictId, RecordFolder> chosen = new TreeMap<>(folders);
        chosen.values()
                .removeIf(folder -> folder.contents(blobs)
                        .record()
                        .filter(record -> references.test(record.reference()))
                        .isEmpty());
        return new ConflictRecords(chosen, new TreeMap<>(), blobs);
    }

    /**
     * What either knows (rule C3). Commutative, associative, idempotent; where one path holds
     * different things, which only damage can bring about, the one that its name proves is kept, and
     * a file gives way to a folder of its name. Both sets have the same {@link Blobs}. Folders that are
     * equal in both cost nothing.
     */
    public ConflictRecords union(ConflictRecords other) {
        NavigableMap<ConflictId, RecordFolder> united = new TreeMap<>(folders);
        other.folders.forEach(
                (id, folder) -> united.merge(id, folder, (mine, theirs) -> withFiles(id, mine, theirs.files())));
        NavigableMap<String, Entry> unitedForeign = new TreeMap<>(foreign);
        other.foreign.forEach((path, entry) -> unitedForeign.merge(path, entry, kept(_ -> false)));
        return new ConflictRecords(united, withoutShadowed(unitedForeign, united), blobs);
    }

    private RecordFolder withFiles(ConflictId id, RecordFolder folder, Map<String, Entry> more) {
        if (folder.files().equals(more)) {
            return folder;
        }
        NavigableMap<String, Entry> files = new TreeMap<>(folder.files());
        more.forEach(
                (path, entry) -> files.merge(path, entry, kept(candidate -> folder.proves(path, candidate, blobs))));
        NavigableMap<String, Entry> plain = withoutShadowed(files);
        return plain.equals(folder.files()) ? folder : new RecordFolder(id, plain);
    }

    /** Of two entries at one path the greater one, in an order in which what is proved is greatest. */
    private static BinaryOperator<Entry> kept(Predicate<Entry> proved) {
        return (one, another) -> one.equals(another)
                ? one
                : BinaryOperator.maxBy(Comparator.comparing(proved::test)
                                .thenComparing(Entry::mode)
                                .thenComparing(Entry::id))
                        .apply(one, another);
    }

    /** A tree cannot hold a file and a folder of one name. */
    private static NavigableMap<String, Entry> withoutShadowed(NavigableMap<String, Entry> files) {
        NavigableMap<String, Entry> plain = new TreeMap<>(files);
        plain.keySet().removeIf(path -> {
            String below = files.ceilingKey(path + "/");
            return below != null && below.startsWith(path + "/");
        });
        return plain;
    }

    private static NavigableMap<String, Entry> withoutShadowed(
            NavigableMap<String, Entry> foreign, NavigableMap<ConflictId, RecordFolder> folders) {
        NavigableMap<String, Entry> plain = withoutShadowed(foreign);
        plain.keySet().removeIf(path -> ConflictId.isConflictId(path) && folders.containsKey(new ConflictId(path)));
        return plain;
    }

    /**
     * A merge met these disagreements (rules C5, C6). Each is opened, unless it is known with the same
     * readings already. A withdrawn one is opened again; a closed one is only where its decision was
     * known here before, for otherwise it was decided about this very meeting.
     *
     * @param meetings whose readings are in the {@link Blobs} of these records
     * @param atBase the records as this computer knew them when its side of the merge began
     */
    public ConflictRecords met(Collection<Meeting> meetings, ConflictRecords atBase) {
        NavigableMap<ConflictId, RecordFolder> changed = new TreeMap<>(folders);
        for (Meeting meeting : meetings) {
            ConflictIdentity identity = ConflictIdentity.of(meeting.conflict(), blobs);
            ConflictId id = identity.id();
            Optional<ConflictRecord> known = Optional.ofNullable(changed.get(id))
                    .flatMap(folder -> folder.contents(blobs).record());
            NavigableSet<EventId> answers = known.map(record -> answeredByMeeting(record, atBase.record(id)))
                    .orElseGet(TreeSet::new);
            Opened opened = new Opened(
                    meeting.conflict().kind(),
                    meeting.who(),
                    meeting.when(),
                    answers,
                    meeting.conflict().base(),
                    meeting.stood(),
                    meeting.other(),
                    meeting.conflict().merged());
            if (answers.isEmpty()
                    && known.filter(record -> tells(record, opened)).isPresent()) {
                continue;
            }
            NavigableMap<String, Entry> files = files(opened);
            files.put(RecordFolder.IDENTITY, Entry.file(blobs.write(identity.bytes())));
            changed.put(id, withFiles(id, changed.getOrDefault(id, empty(id)), files));
        }
        return new ConflictRecords(changed, withoutShadowed(foreign, changed), blobs);
    }

    private static NavigableSet<EventId> answeredByMeeting(ConflictRecord record, Optional<ConflictRecord> atBase) {
        NavigableMap<EventId, Event> unanswered = record.unanswered();
        return switch (record.state()) {
            case ConflictState.Withdrawn _ -> new TreeSet<>(unanswered.keySet());
            case ConflictState.Closed(var decisions) -> {
                NavigableSet<EventId> known = new TreeSet<>();
                atBase.filter(before -> before.state() instanceof ConflictState.Closed)
                        .ifPresent(before -> known.addAll(before.events().keySet()));
                known.retainAll(unanswered.keySet());
                yield Collections.disjoint(known, decisions.keySet()) ? new TreeSet<>() : known;
            }
            case ConflictState.Open _, ConflictState.Automatic _ -> new TreeSet<>();
        };
    }

    private static boolean tells(ConflictRecord record, Opened opened) {
        return record.events().values().stream()
                .anyMatch(event -> event instanceof Opened before && before.tellsSameAs(opened));
    }

    /**
     * A person decides; the decision answers all that is known.
     *
     * @param text what stands from now on, exact bytes; absent when nothing does
     * @throws NoSuchElementException when the conflict is not among the {@link #records()}
     */
    public ConflictRecords decided(ConflictId id, Choice choice, Optional<byte[]> text, Person who, Instant when) {
        Optional<BlobId> stands = text.map(blobs::write);
        return with(id, new Decided(choice, who, when, unanswered(id), stands));
    }

    /**
     * The merge that met it was undone. It is withdrawn only where the verse really is the own reading
     * again (rule U3); else these records are returned as they are.
     *
     * @param own the text as it was before the merge
     * @param today the text as it is now
     * @throws NoSuchElementException when the conflict is not among the {@link #records()}
     */
    public ConflictRecords withdrawn(
            ConflictId id, Optional<byte[]> own, Optional<byte[]> today, Person who, Instant when) {
        ConflictRecord record = required(id);
        boolean isOwnAgain = ReadingWords.of(record.type(), own).equals(ReadingWords.of(record.type(), today));
        return isOwnAgain && !(record.state() instanceof ConflictState.Withdrawn)
                ? with(id, new Withdrawn(who, when, unanswered(id)))
                : this;
    }

    /**
     * An automatic choice, or a decision, is turned back: the conflict waits for a decision. One that
     * nobody decided yet does so already.
     *
     * @throws NoSuchElementException when the conflict is not among the {@link #records()}
     */
    public ConflictRecords turnedBack(ConflictId id, Person who, Instant when) {
        return required(id).state() instanceof ConflictState.Open(var differing) && differing.isEmpty()
                ? this
                : with(id, new TurnedBack(who, when, unanswered(id)));
    }

    /**
     * Whether somebody settled an open conflict by editing: the text of a published revision, later
     * than the opening, says what the displaced reading says (rule C5). Never where decisions differ or
     * where somebody asked for a decision by turning one back.
     *
     * @param published the unit in that revision; absent when it does not have it
     * @throws NoSuchElementException when the conflict is not among the {@link #records()}
     */
    public boolean settledByEdit(ConflictId id, Optional<byte[]> published) {
        ConflictRecord record = required(id);
        if (!(record.state() instanceof ConflictState.Open(var differing)) || !differing.isEmpty()) {
            return false;
        }
        ReadingWords words = ReadingWords.of(record.type(), published);
        for (Event event : record.unanswered().values()) {
            boolean settles = switch (event) {
                case Opened opened ->
                    opened.kind() == Conflict.Kind.AUTOMATIC
                            || says(record, opened.other().text(), words);
                case TurnedBack _ -> false;
                case Decided _, Withdrawn _ -> true;
            };
            if (!settles) {
                return false;
            }
        }
        return true;
    }

    private boolean says(ConflictRecord record, Optional<BlobId> reading, ReadingWords words) {
        Optional<byte[]> bytes = reading.flatMap(blob -> text(record.id(), blob));
        return bytes.isPresent() == reading.isPresent()
                && ReadingWords.of(record.type(), bytes).equals(words);
    }

    /**
     * What persons did that the other records do not know, in the order of conflicts and events: the
     * next published revision names these in its message (rule C4).
     */
    public List<DecisionTrailer> resolutionsUnknownTo(ConflictRecords other) {
        List<DecisionTrailer> unknown = new ArrayList<>();
        folders.forEach((id, folder) -> {
            RecordFolder theirs = other.folders.get(id);
            if (theirs != null && (theirs == folder || theirs.files().equals(folder.files()))) {
                return;
            }
            folder.contents(blobs).events().forEach((eventId, event) -> {
                if (event instanceof Event.Resolution resolution
                        && (theirs == null || !theirs.files().containsKey(RecordFolder.eventPath(eventId)))) {
                    unknown.add(new DecisionTrailer(id, resolution));
                }
            });
        });
        return List.copyOf(unknown);
    }

    /**
     * Adds what a published revision tells of (rule C4), for records that vanished. Adding what is
     * known already changes nothing. The conflict itself comes back by {@link #met} for the merge that
     * met it, before or after this.
     *
     * @param texts where the event's text may be found, in any number: the unit in the revision and in
     *     its parents
     */
    public ConflictRecords rebuilt(DecisionTrailer trailer, Collection<byte[]> texts) {
        NavigableMap<String, Entry> files = new TreeMap<>();
        NavigableSet<BlobId> named = new TreeSet<>();
        RecordFolder.texts(trailer.event()).forEach(named::add);
        texts.stream().filter(text -> named.contains(BlobId.of(text))).forEach(text -> {
            BlobId blob = blobs.write(text);
            files.put(RecordFolder.textPath(blob), Entry.file(blob));
        });
        files.put(
                RecordFolder.eventPath(trailer.event().id()),
                Entry.file(blobs.write(RecordJson.write(trailer.event()))));
        return with(trailer.conflict(), files);
    }

    private ConflictRecords with(ConflictId id, Event event) {
        return with(id, files(event));
    }

    private ConflictRecords with(ConflictId id, NavigableMap<String, Entry> files) {
        NavigableMap<ConflictId, RecordFolder> changed = new TreeMap<>(folders);
        changed.put(id, withFiles(id, folders.getOrDefault(id, empty(id)), files));
        return new ConflictRecords(changed, withoutShadowed(foreign, changed), blobs);
    }

    private static RecordFolder empty(ConflictId id) {
        return new RecordFolder(id, new TreeMap<>());
    }

    /** An event's own file and its texts, which are in the store. */
    private NavigableMap<String, Entry> files(Event event) {
        NavigableMap<String, Entry> files = new TreeMap<>();
        RecordFolder.texts(event).forEach(text -> files.put(RecordFolder.textPath(text), Entry.file(text)));
        files.put(RecordFolder.eventPath(event.id()), Entry.file(blobs.write(RecordJson.write(event))));
        return files;
    }

    private NavigableSet<EventId> unanswered(ConflictId id) {
        return required(id).unanswered().navigableKeySet();
    }

    private ConflictRecord required(ConflictId id) {
        return record(id).orElseThrow(() -> new NoSuchElementException("no conflict " + id));
    }

    /** Whether both are the same tree. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof ConflictRecords records && snapshot().equals(records.snapshot()));
    }

    @Override
    public int hashCode() {
        return snapshot().hashCode();
    }
}

package org.masora.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.masora.core.conflict.Choice;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.conflict.ConflictState;
import org.masora.core.conflict.DecisionTrailer;
import org.masora.core.conflict.Event;
import org.masora.core.conflict.Meeting;
import org.masora.core.conflict.Origin;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.Side;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BlobId;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceName;
import org.masora.store.ProjectState;

/** The project's conflict records in the vault (rules C): a tree of its own, united and never overwritten. */
final class RecordKeeping {

    private static final Person NOBODY = new Person("", "");

    private final Workplace workplace;

    RecordKeeping(Workplace workplace) {
        this.workplace = workplace;
    }

    ConflictRecords records(ProjectState state) {
        return at(state.records());
    }

    /** What each place was last seen to hold. */
    List<ConflictRecords> atPlaces(ProjectState state) {
        return workplace.store().config().places().keySet().stream()
                .map(place -> at(state.place(place).records()))
                .toList();
    }

    private ConflictRecords at(Optional<RevisionId> revision) {
        Snapshot tree = revision.map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
        return ConflictRecords.read(tree, workplace.blobs());
    }

    ConflictId id(Conflict conflict) {
        return ConflictIdentity.of(conflict, workplace.blobs()).id();
    }

    /**
     * A merge with a place's head met these.
     *
     * @param head the place's head
     * @param who the author of the merge
     * @param knownAtBase the records as they were known when the place's base last moved (rule C5)
     */
    ProjectState met(
            ProjectState state,
            Collection<Conflict> conflicts,
            Side stands,
            Optional<Revision> head,
            Person who,
            Optional<RevisionId> knownAtBase,
            Instant when) {
        List<Meeting> meetings = meetings(conflicts, stands, head, who, when);
        return stored(state, records(state).met(meetings, at(knownAtBase)));
    }

    static List<Meeting> meetings(
            Collection<Conflict> conflicts, Side stands, Optional<Revision> head, Person who, Instant when) {
        Origin ours = Origin.of(who, when);
        Origin theirs = head.map(r -> Origin.of(r.author(), r.time())).orElse(ours);
        return conflicts.stream()
                .map(conflict -> new Meeting(conflict, stands, ours, theirs, who, when))
                .toList();
    }

    /** A place holds no records and none are known here: they are worked out from its history (rule C4). */
    ProjectState rebuilt(ProjectState state, RevisionId head) {
        if (state.records().isPresent()) {
            return state;
        }
        Snapshot tree = new RecordRebuilding(workplace).of(head).snapshot();
        return tree.isEmpty() ? state : state.withRecords(Optional.of(commit(tree, List.of())));
    }

    /** Whether records made elsewhere say nothing that is not known here. */
    boolean knows(ProjectState state, RevisionId theirs) {
        ConflictRecords own = records(state);
        return own.union(at(Optional.of(theirs))).snapshot().equals(own.snapshot());
    }

    /** Decisions made elsewhere came (rule C3). */
    ProjectState united(ProjectState state, RevisionId theirs) {
        if (state.records().equals(Optional.of(theirs)) || !workplace.vault().has(theirs)) {
            return state;
        }
        boolean contained = state.records()
                .filter(own -> workplace.vault().graph().contains(own, theirs))
                .isPresent();
        if (contained) {
            return state;
        }
        Snapshot united = records(state).union(at(Optional.of(theirs))).snapshot();
        if (united.equals(workplace.vault().snapshot(theirs))) {
            return state.withRecords(Optional.of(theirs));
        }
        List<RevisionId> parents = new ArrayList<>(state.records().stream().toList());
        parents.add(theirs);
        return state.withRecords(Optional.of(commit(united, parents)));
    }

    /**
     * Only the records about these references, as a revision that stands on what the place holds: the history of
     * the others does not go with it (rule V2).
     *
     * @return what the place holds, where that is the same; empty where there are none
     */
    Optional<RevisionId> about(RevisionId own, Optional<RevisionId> theirs, Predicate<UnitRef> references) {
        Snapshot held = theirs.map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
        Snapshot tree = at(Optional.of(own))
                .about(references)
                .union(ConflictRecords.read(held, workplace.blobs()))
                .snapshot();
        return tree.equals(held)
                ? theirs
                : Optional.of(commit(tree, theirs.stream().toList()));
    }

    private ProjectState decided(ProjectState state, ConflictId id, Choice choice, Optional<byte[]> text) {
        ConflictRecords before = records(state);
        return stored(state, before.decided(id, choice, text, workplace.person(), workplace.now()));
    }

    /** Somebody decided elsewhere, by other means than these records. */
    ProjectState decidedBy(
            ProjectState state, ConflictId id, Choice choice, Optional<byte[]> text, Person who, Instant when) {
        return stored(state, records(state).decided(id, choice, text, who, when));
    }

    private ProjectState turnedBack(ProjectState state, ConflictId id) {
        return stored(state, records(state).turnedBack(id, workplace.person(), workplace.now()));
    }

    /** The merge that met these was undone; each is withdrawn only where its own reading stands again (rule U3). */
    ProjectState withdrawn(ProjectState state, Collection<String> ids, Snapshot undone) {
        ConflictRecords records = records(state);
        UnitText texts = new UnitText(undone, workplace.blobs());
        for (String hex : ids) {
            ConflictId id = new ConflictId(hex);
            Optional<ConflictRecord> record = records.record(id);
            if (record.isPresent()) {
                ConflictRecords known = records;
                Optional<byte[]> own =
                        newest(record.get()).flatMap(this::ownReading).flatMap(text -> known.text(id, text));
                Optional<byte[]> today = texts.bytesToday(
                        record.get().type(), record.get().reference(), readings(records, record.get()));
                records = records.withdrawn(id, own, today, workplace.person(), workplace.now());
            }
        }
        return stored(state, records);
    }

    /**
     * An operation that said something about conflicts was undone: each stands again as it did before it
     * (rule U3).
     *
     * @param before the records before the operation
     * @param after the records that it left
     */
    ProjectState asBefore(
            ProjectState state, Optional<RevisionId> before, Optional<RevisionId> after, Snapshot undone) {
        ConflictRecords then = at(before);
        Set<String> touched = then.snapshot().differingPaths(at(after).snapshot()).stream()
                .map(path -> path.substring(0, Math.max(0, path.indexOf('/'))))
                .filter(ConflictId::isConflictId)
                .collect(Collectors.toCollection(TreeSet::new));
        ProjectState next = state;
        for (String hex : touched) {
            Optional<ConflictRecord> stoodThen = then.record(new ConflictId(hex));
            if (stoodThen.isPresent()) {
                next = asBefore(next, stoodThen.get(), undone);
            }
        }
        return next;
    }

    private ProjectState asBefore(ProjectState state, ConflictRecord then, Snapshot undone) {
        boolean waits = records(state)
                .record(then.id())
                .filter(now -> now.state() instanceof ConflictState.Open)
                .isPresent();
        return switch (then.state()) {
            case ConflictState.Open open -> waits ? state : turnedBack(state, then.id());
            case ConflictState.Withdrawn withdrawn ->
                withdrawn(state, List.of(then.id().hex()), undone);
            case ConflictState.Closed closed -> {
                Choice choice = closed.decisions().firstEntry().getValue().choice();
                yield waits ? decidedAgain(state, then, choice, undone) : state;
            }
            case ConflictState.Automatic automatic -> waits ? decidedAgain(state, then, Choice.TODAY, undone) : state;
        };
    }

    private ProjectState decidedAgain(ProjectState state, ConflictRecord then, Choice choice, Snapshot undone) {
        Optional<byte[]> today = new UnitText(undone, workplace.blobs())
                .bytesToday(then.type(), then.reference(), readings(records(state), then));
        return decided(state, then.id(), choice, today);
    }

    /** Where both are or neither is this person's, the own one is the one that did not stand: in a sync the place's stands. */
    private Optional<BlobId> ownReading(Event.Opened opened) {
        boolean stoodIsOwn = opened.stood().origin().who().equals(Optional.of(workplace.person()));
        boolean otherIsOwn = opened.other().origin().who().equals(Optional.of(workplace.person()));
        return (stoodIsOwn && !otherIsOwn ? opened.stood() : opened.other()).text();
    }

    /** Every text that any event of a conflict names. */
    static List<byte[]> readings(ConflictRecords records, ConflictRecord record) {
        List<byte[]> readings = new ArrayList<>();
        for (Event event : record.events().values()) {
            switch (event) {
                case Event.Opened opened -> {
                    opened.merged().flatMap(t -> records.text(record.id(), t)).ifPresent(readings::add);
                    opened.stood()
                            .text()
                            .flatMap(t -> records.text(record.id(), t))
                            .ifPresent(readings::add);
                    opened.other()
                            .text()
                            .flatMap(t -> records.text(record.id(), t))
                            .ifPresent(readings::add);
                }
                case Event.Decided decided ->
                    decided.text().flatMap(t -> records.text(record.id(), t)).ifPresent(readings::add);
                case Event.Withdrawn withdrawn -> {}
                case Event.TurnedBack turnedBack -> {}
            }
        }
        return readings;
    }

    /** The meeting that a conflict is shown by: the newest, by time and then by name. */
    static Optional<Event.Opened> newest(ConflictRecord record) {
        return record.events().values().stream()
                .filter(Event.Opened.class::isInstance)
                .map(Event.Opened.class::cast)
                .max(java.util.Comparator.comparing(Event.Opened::when).thenComparing(Event.Opened::id));
    }

    int openCount() {
        return (int) records(workplace.state()).records().stream()
                .filter(record -> record.state() instanceof ConflictState.Open)
                .count();
    }

    /** Keeps changed records; what a person did is owed to every place as a trailer. */
    ProjectState stored(ProjectState state, ConflictRecords changed) {
        ConflictRecords before = records(state);
        Snapshot tree = changed.snapshot();
        if (tree.equals(before.snapshot())) {
            return state;
        }
        ProjectState next = state.withRecords(
                Optional.of(commit(tree, state.records().stream().toList())));
        for (DecisionTrailer trailer : changed.resolutionsUnknownTo(before)) {
            // Whoever sends it, the trailer says whose decision it was.
            String line = trailer.line(NOBODY);
            for (PlaceName place : workplace.store().config().places().keySet()) {
                next = next.withPlace(place, p -> p.owing(line));
            }
        }
        return next;
    }

    private RevisionId commit(Snapshot tree, List<RevisionId> parents) {
        return workplace.vault().commit(tree, parents, workplace.person(), workplace.now(), "Conflict records\n");
    }
}

package org.masora.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.Side;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.store.Operation;
import org.masora.store.PlaceState;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore.JournalEntry;

/**
 * Takes back the newest operation that changed the folder (rules U). Edits made since survive. What
 * was never sent is as if it had not happened; what was sent becomes a new change that the next sync
 * sends.
 */
public final class Undo {

    private final Workplace workplace;

    Undo(Workplace workplace) {
        this.workplace = workplace;
    }

    /** What became of it. */
    public sealed interface Outcome {
        /**
         * It is taken back.
         *
         * @param operation what was taken back
         * @param changes what that changed in the folder
         * @param sent whether it had been sent already: then the next sync takes it back for the others too
         */
        record Undone(Operation operation, ChangeSummary changes, boolean sent) implements Outcome {}

        /** There is nothing to take back. */
        record NothingToUndo() implements Outcome {}

        /** The folder cannot be read or written now. */
        record Stopped(FolderTrouble trouble) implements Outcome {}
    }

    /**
     * What taking back would do.
     *
     * @param changes in the folder
     * @param sent whether others have it: then the next sync takes it back for them too (rule U2)
     */
    public record Preview(Operation operation, ChangeSummary changes, boolean sent) {}

    /** What {@link #run} would do now; empty where there is nothing to take back or the folder cannot be read. */
    Optional<Preview> preview(boolean neverForgotten) {
        return newestUndoable().flatMap(entry -> switch (new FolderLine(workplace).look(Progress.NONE)) {
            case Unseen _ -> Optional.empty();
            case Seen seen -> {
                Snapshot undone = without(new UndoTime(workplace).combinedWith(entry), seen.found());
                yield Optional.of(new Preview(
                        entry.operation(),
                        ChangeSummary.between(seen.found(), undone, workplace.blobs()),
                        neverForgotten || wasSent(entry)));
            }
        });
    }

    /** What would be taken back. */
    Optional<Operation> next() {
        return newestUndoable().map(JournalEntry::operation);
    }

    /**
     * Takes it back.
     *
     * @param onlyOpen whether just what was combined and not sent yet is meant (rule U1)
     */
    Outcome run(boolean onlyOpen, boolean neverForgotten, Progress progress) {
        Optional<FolderTrouble> stuck = new Applying(workplace).recover(progress);
        if (stuck.isPresent()) {
            return new Outcome.Stopped(stuck.get());
        }
        Optional<JournalEntry> newest = onlyOpen ? new UndoTime(workplace).newest() : newestUndoable();
        if (newest.isEmpty()) {
            return new Outcome.NothingToUndo();
        }
        return switch (new FolderLine(workplace).look(progress)) {
            case Unseen(var trouble) -> new Outcome.Stopped(trouble);
            case Seen seen -> undo(newest.get(), seen, neverForgotten, progress);
        };
    }

    private Outcome undo(JournalEntry entry, Seen seen, boolean neverForgotten, Progress progress) {
        Operation operation = entry.operation();
        // What one sync combined from several places is one act.
        List<JournalEntry> all = new UndoTime(workplace).combinedWith(entry);
        Snapshot undone = without(all, seen.found());
        ProjectState stateBefore = stateBefore(all.getLast());
        boolean sent = neverForgotten || wasSent(entry);
        RevisionId folder = workplace.keep(undone, List.of(seen.kept()), "Taken back");
        ProjectState next = workplace
                .state()
                .withFolder(workplace.folderBase(folderBase(entry, stateBefore, undone, seen.rewinds()), folder))
                .withKept(folder);
        next = sent ? owing(next, operation) : forgotten(next, entry, stateBefore);
        RecordKeeping records = new RecordKeeping(workplace);
        next = switch (operation.kind()) {
            case RECEIVED, COMBINED -> records.withdrawn(next, conflicts(all), undone);
            case ADDED,
                    KEPT,
                    APPLYING,
                    CONFIRMED,
                    OFFERED,
                    NOT_TAKEN,
                    SENT,
                    SHARED_DECISIONS,
                    DECIDED,
                    UNDONE,
                    RESTORED,
                    RELEASED,
                    BROUGHT_IN,
                    TAKEN_UP_AGAIN,
                    EDITED ->
                records.asBefore(next, stateBefore.records(), entry.after().records(), undone);
        };
        Operation undo = workplace.folderOperation(
                Operation.Kind.UNDONE,
                Optional.of(seen.kept()),
                Optional.of(folder),
                Optional.of(operation.id()),
                List.of());
        Optional<FolderTrouble> trouble = new Applying(workplace).apply(seen.kept(), folder, next, undo, progress);
        if (trouble.isPresent()) {
            return new Outcome.Stopped(trouble.get());
        }
        return new Outcome.Undone(operation, ChangeSummary.between(seen.found(), undone, workplace.blobs()), sent);
    }

    /** A content without what these operations did, the newest of them first. */
    private Snapshot without(List<JournalEntry> all, Snapshot content) {
        Snapshot undone = content;
        for (JournalEntry one : all) {
            undone = without(
                    content(one.operation().before()), content(one.operation().after()), undone);
        }
        return undone;
    }

    private static List<String> conflicts(List<JournalEntry> all) {
        return all.stream()
                .flatMap(entry -> entry.operation().conflicts().stream())
                .distinct()
                .toList();
    }

    /** A content without what led from one state to another. */
    private Snapshot without(Snapshot before, Snapshot after, Snapshot content) {
        return workplace
                .merge()
                .merge(new MergeBase.Common(after), content, before, Side.OURS)
                .merged();
    }

    /** The folder's base after the undo: what the undo leaves, and what is held goes on being held (rule P3). */
    private Snapshot folderBase(JournalEntry entry, ProjectState stateBefore, Snapshot undone, Rewinds rewinds) {
        Operation operation = entry.operation();
        if (operation.kind() == Operation.Kind.RELEASED || operation.kind() == Operation.Kind.BROUGHT_IN) {
            // What was answered, or came in, waits again: for an answer.
            return without(content(stateBefore.folder()), content(entry.after().folder()), rewinds.base());
        }
        if (rewinds.isEmpty() || stateBefore.folder().isEmpty()) {
            return undone;
        }
        Snapshot oursBefore = Rewinds.find(
                        workplace.vault(),
                        stateBefore,
                        content(operation.before()),
                        BehindEditors.before(workplace, operation))
                .ours();
        return rewinds.stillHeldBy(undone, without(oursBefore, content(operation.after()), rewinds.base()));
    }

    private Snapshot content(Optional<RevisionId> revision) {
        return workplace.vault().snapshot(revision.orElseThrow());
    }

    private Optional<JournalEntry> newestUndoable() {
        Optional<JournalEntry> entry = workplace.store().newest();
        while (entry.isPresent() && !entry.get().operation().undoable()) {
            entry = workplace.store().before(entry.get());
        }
        return entry;
    }

    /** The state when the operation began: before its entry and before the entry of its intent. */
    private ProjectState stateBefore(JournalEntry entry) {
        JournalEntry earlier = workplace.store().before(entry).orElseThrow();
        while (earlier.operation().kind() == Operation.Kind.APPLYING) {
            earlier = workplace.store().before(earlier).orElseThrow();
        }
        return earlier.after();
    }

    /** Sent is what a place was seen to hold; until its outcome is known an offer counts as not sent (rule U1). */
    private boolean wasSent(JournalEntry entry) {
        for (PlaceName place : entry.after().places().keySet()) {
            PlaceState then = entry.after().place(place);
            PlaceState now = workplace.state().place(place);
            boolean lineArrived = then.waits()
                    && now.base().isPresent()
                    && workplace
                            .vault()
                            .graph()
                            .contains(now.base().get(), then.line().orElseThrow());
            boolean movedOn = !then.waits() && !now.base().equals(then.base());
            if (lineArrived || movedOn) {
                return true;
            }
        }
        return false;
    }

    /** A sent operation is taken back by a revision that names it, like any decision (rules U2, C4). */
    private static ProjectState owing(ProjectState state, Operation operation) {
        ProjectState next = state;
        for (PlaceName place : state.places().keySet()) {
            next = next.withPlace(place, p -> p.owing("Masora-Undo: " + operation.id()));
        }
        return next;
    }

    /**
     * What was received and never sent on is set aside: the place's base goes back, attempts are
     * forgotten, and what was received, or arrived by an attempt after all, is not built on until the
     * person has answered (rule U1).
     */
    private ProjectState forgotten(ProjectState state, JournalEntry entry, ProjectState before) {
        ProjectState next = state;
        for (PlaceName place : entry.after().places().keySet()) {
            PlaceState was = before.place(place);
            PlaceState now = state.place(place);
            Set<RevisionId> setAside = new LinkedHashSet<>(was.setAside());
            entry.after().place(place).base().filter(r -> !knew(was, r)).ifPresent(setAside::add);
            now.attempts().stream()
                    .filter(attempt -> !was.attempts().contains(attempt))
                    .forEach(attempt -> setAside.add(attempt.offered()));
            next = next.withPlace(
                    place,
                    p -> new PlaceState(
                            was.base(),
                            was.line(),
                            was.attempts(),
                            List.copyOf(setAside),
                            now.records(),
                            was.recordsAtBase(),
                            was.owed()));
        }
        return next;
    }

    private boolean knew(PlaceState was, RevisionId received) {
        return was.base().isPresent()
                && workplace.vault().graph().contains(was.base().get(), received);
    }
}

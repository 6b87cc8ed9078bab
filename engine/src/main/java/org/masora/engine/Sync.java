package org.masora.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.SyncReport;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.remote.Remote;
import org.masora.store.ProjectState;

/** The sync of a project with its places: finish what was cut off, keep, then each place in turn. */
final class Sync {

    private final Workplace workplace;
    private final UndoTime undoTime;

    Sync(Workplace workplace) {
        this.workplace = workplace;
        this.undoTime = new UndoTime(workplace);
    }

    /**
     * Syncs.
     *
     * @param remotes the places, connected; closed by the caller
     * @param folderGitHead the head of the folder's own git, whose objects are in the vault (rule S1)
     */
    SyncReport run(
            Map<PlaceName, Remote> remotes,
            Optional<RevisionId> folderGitHead,
            SyncOptions options,
            Progress progress) {
        return switch (new FolderLine(workplace).recoverAndLook(progress)) {
            case Unseen(var trouble) -> troubled(remotes, trouble);
            case Seen seen
            when asksFirst(options) -> troubled(remotes, new StopReason.NeedsConfirmation(new Question.SendOrUndo()));
            case Seen seen -> withWhatWaited(seen, remotes, folderGitHead, options, progress);
        };
    }

    /** What waited for an editor comes in first, where the book counts as closed now. */
    private SyncReport withWhatWaited(
            Seen seen,
            Map<PlaceName, Remote> remotes,
            Optional<RevisionId> folderGitHead,
            SyncOptions options,
            Progress progress) {
        WaitingBooks waitingBooks = new WaitingBooks(workplace);
        Set<String> due = options.dryRun() ? Set.of() : waitingBooks.due(options.editorsQuiet());
        if (due.isEmpty()) {
            return exchanged(seen, List.of(), remotes, folderGitHead, options, progress);
        }
        Optional<FolderTrouble> notWritten = waitingBooks.bringIn(seen, due, progress);
        if (notWritten.isPresent()) {
            return troubled(remotes, notWritten.get());
        }
        return switch (new FolderLine(workplace).look(progress)) {
            case Unseen(var trouble) -> troubled(remotes, trouble);
            case Seen now -> exchanged(now, waitingBooks.broughtIn(due), remotes, folderGitHead, options, progress);
        };
    }

    private SyncReport exchanged(
            Seen seen,
            List<OpenBooks.Book> cameIn,
            Map<PlaceName, Remote> remotes,
            Optional<RevisionId> folderGitHead,
            SyncOptions options,
            Progress progress) {
        List<PlaceExchange> exchanges = leadFirst(remotes.values()).stream()
                .map(remote -> new Exchange(workplace, remote, options, folderGitHead, progress))
                .map(PlaceExchange::new)
                .toList();
        List<PlaceOutcome> outcomes = new Run(seen, progress).with(exchanges);
        if (outcomes.stream().noneMatch(PlaceOutcome.Stopped.class::isInstance)) {
            // Nothing was to be sent.
            undoTime.close();
        }
        return report(seen, cameIn, outcomes);
    }

    /** What was combined and waits for an answer is not built on before that; who syncs at once has answered. */
    private boolean asksFirst(SyncOptions options) {
        if (options.dryRun()) {
            return false;
        }
        if (options.sends() == SyncOptions.Sends.AT_ONCE && !options.receiveOnly()) {
            undoTime.close();
        }
        return undoTime.isOpen();
    }

    /** The place that has the lead is the chosen one, else a Paratext server, if there is one (rule P6). */
    private List<Remote> leadFirst(Collection<Remote> remotes) {
        Optional<PlaceName> lead = workplace.store().config().lead();
        return remotes.stream()
                .sorted(Comparator.comparing((Remote remote) -> !lead.equals(Optional.of(remote.place())))
                        .thenComparing(remote ->
                                !PlaceView.of(workplace, remote.place()).paratext()))
                .toList();
    }

    /**
     * The exchanges of one sync (rule P6). What is new at every place comes into the folder first, the lead's last,
     * so that its text stands; then what is new goes to the lead, and from there, with everything, to the others.
     */
    private final class Run {
        private final Seen first;
        private final Progress progress;
        private boolean begun;

        Run(Seen first, Progress progress) {
            this.first = first;
            this.progress = progress;
        }

        List<PlaceOutcome> with(List<PlaceExchange> leadFirst) {
            if (leadFirst.isEmpty()) {
                return List.of();
            }
            PlaceExchange lead = leadFirst.getFirst();
            List<PlaceExchange> others = leadFirst.subList(1, leadFirst.size());
            Map<PlaceExchange, PlaceOutcome> received = new HashMap<>();
            for (PlaceExchange other : others) {
                other.onlyReceives(true);
                received.put(other, exchanged(other));
                other.onlyReceives(false);
            }
            List<PlaceOutcome> outcomes = new ArrayList<>();
            outcomes.add(exchanged(lead));
            for (PlaceExchange other : others) {
                PlaceOutcome soFar = received.get(other);
                outcomes.add(soFar instanceof PlaceOutcome.Stopped ? soFar : exchanged(other));
            }
            return outcomes;
        }

        /** What came from one place is in the folder when the next one is looked at. */
        private PlaceOutcome exchanged(PlaceExchange exchange) {
            FolderLook now = begun ? new FolderLine(workplace).look(progress) : first;
            begun = true;
            return switch (now) {
                case Seen fresh -> exchange.run(fresh);
                case Unseen(var trouble) -> exchange.stop(first, trouble);
            };
        }
    }

    /** A sync that moved something can have moved what is held and what the folder holds; what it left there was kept. */
    private SyncReport report(Seen before, List<OpenBooks.Book> cameIn, List<PlaceOutcome> outcomes) {
        OpenBooks open = new OpenBooks(new WaitingBooks(workplace).in(workplace.state()), cameIn);
        boolean nothingMoved = outcomes.stream().allMatch(PlaceOutcome.UpToDate.class::isInstance);
        if (nothingMoved) {
            return new SyncReport(
                    before.newlyKept(), before.rewinds().held(), open, before.limits(), openConflicts(), outcomes);
        }
        ProjectState state = workplace.state();
        RevisionId kept = state.kept().orElseThrow();
        Snapshot left = workplace.vault().snapshot(kept);
        List<HeldText> held = Rewinds.find(workplace.vault(), state, left, BehindEditors.now(workplace))
                .held();
        FolderLimits limits = kept.equals(before.kept())
                ? before.limits()
                : new FolderLine(workplace).limitsWith(left, before.limits());
        return new SyncReport(before.newlyKept(), held, open, limits, openConflicts(), outcomes);
    }

    private int openConflicts() {
        return new RecordKeeping(workplace).openCount();
    }

    private SyncReport troubled(Map<PlaceName, Remote> remotes, StopReason trouble) {
        List<PlaceOutcome> outcomes = new ArrayList<>();
        remotes.keySet()
                .forEach(place ->
                        outcomes.add(new PlaceOutcome.Stopped(place, ChangeSummary.NONE, ChangeSummary.NONE, trouble)));
        return new SyncReport(
                Optional.empty(), List.of(), OpenBooks.NONE, FolderLimits.NONE, openConflicts(), outcomes);
    }
}

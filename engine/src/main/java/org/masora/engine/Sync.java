package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.SyncReport;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.remote.Remote;

/** The sync of a project with its places: finish what was cut off, keep, then each place in turn. */
final class Sync {

    private final Workplace workplace;

    Sync(Workplace workplace) {
        this.workplace = workplace;
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
        Optional<FolderTrouble> stuck = new Applying(workplace).recover(progress);
        if (stuck.isPresent()) {
            return troubled(remotes, stuck.get());
        }
        return switch (new FolderLine(workplace).look(progress)) {
            case Unseen(var trouble) -> troubled(remotes, trouble);
            case Seen seen -> {
                List<PlaceOutcome> outcomes = new ArrayList<>();
                for (Remote remote : remotes.values()) {
                    Exchange exchange = new Exchange(workplace, remote, options, folderGitHead, progress);
                    // What came from one place is in the folder when the next one is looked at.
                    FolderLook now = outcomes.isEmpty() ? seen : new FolderLine(workplace).look(progress);
                    outcomes.add(
                            switch (now) {
                                case Seen fresh -> new PlaceExchange(exchange).run(fresh);
                                case Unseen(var trouble) -> exchange.stop(seen, trouble);
                            });
                }
                yield new SyncReport(seen.newlyKept(), held(seen, outcomes, progress), openConflicts(), outcomes);
            }
        };
    }

    /** What is held now: a sync that moved something can have moved it too. */
    private List<HeldText> held(Seen before, List<PlaceOutcome> outcomes, Progress progress) {
        boolean nothingMoved = outcomes.stream().allMatch(PlaceOutcome.UpToDate.class::isInstance);
        if (nothingMoved) {
            return before.rewinds().held();
        }
        return switch (new FolderLine(workplace).look(progress)) {
            case Seen seen -> seen.rewinds().held();
            case Unseen unseen -> List.of();
        };
    }

    private int openConflicts() {
        return new RecordKeeping(workplace).openCount();
    }

    private SyncReport troubled(Map<PlaceName, Remote> remotes, StopReason trouble) {
        List<PlaceOutcome> outcomes = new ArrayList<>();
        remotes.keySet()
                .forEach(place ->
                        outcomes.add(new PlaceOutcome.Stopped(place, ChangeSummary.NONE, ChangeSummary.NONE, trouble)));
        return new SyncReport(Optional.empty(), List.of(), openConflicts(), outcomes);
    }
}

package org.masora.engine;

import java.util.List;
import java.util.Optional;
import org.masora.core.project.Entry;
import org.masora.core.project.PathRules;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.store.Operation;
import org.masora.store.ProjectState;
import org.masora.store.ScanResult;

/** The folder's own line: what was found in it is kept before anything else happens (steps 1 and 2 of a sync). */
final class FolderLine {

    private final Workplace workplace;

    FolderLine(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Reads the folder and keeps what is new in it. */
    FolderLook look(Progress progress) {
        progress.at(Phase.SCANNING, 0, 0);
        ScanResult scan = workplace
                .folder()
                .scan(
                        workplace.blobs(),
                        workplace.store().scanIndex(),
                        workplace.clock().instant(),
                        progress);
        return switch (scan) {
            case ScanResult.Missing() -> trouble(Trouble.MISSING, List.of());
            case ScanResult.Empty() -> trouble(Trouble.EMPTY, List.of());
            case ScanResult.Unreadable(var paths) -> trouble(Trouble.UNREADABLE, paths);
            case ScanResult.Scanned(var snapshot, var left) -> keep(snapshot, progress);
        };
    }

    private static Unseen trouble(Trouble trouble, List<String> paths) {
        return new Unseen(new FolderTrouble(trouble, paths));
    }

    private Seen keep(Snapshot scanned, Progress progress) {
        ProjectState state = workplace.state();
        Optional<Snapshot> base = state.folder().map(workplace.vault()::snapshot);
        Snapshot found = base.map(b -> withCarried(scanned, b)).orElse(scanned);
        Optional<RevisionId> newest = state.kept();
        boolean unchanged =
                newest.map(workplace.vault()::snapshot).filter(found::equals).isPresent();
        Optional<RevisionId> newlyKept = Optional.empty();
        if (!unchanged) {
            progress.at(Phase.KEEPING, 0, 1);
            RevisionId kept = workplace.keep(found, newest.stream().toList(), "Kept");
            ProjectState next = state.withKept(kept);
            workplace.record(
                    state.folder().isPresent() ? next : next.withFolder(kept),
                    state.folder().isPresent() ? Operation.Kind.KEPT : Operation.Kind.ADDED,
                    Optional.empty());
            newlyKept = Optional.of(kept);
        }
        Rewinds rewinds =
                Rewinds.find(workplace.vault(), workplace.state().folder().orElseThrow(), found);
        return new Seen(found, rewinds.ours(), workplace.state().kept().orElseThrow(), newlyKept, rewinds);
    }

    /** A folder does not say on every platform what may be run: the mode stays as it came (rule B3). */
    private static Snapshot withModesOf(Snapshot scanned, Snapshot base) {
        Snapshot found = scanned;
        for (var before : base.entries().entrySet()) {
            Entry now = found.entries().get(before.getKey());
            if (before.getValue().mode() == Entry.Mode.EXECUTABLE && now != null && now.isFile()) {
                found = found.with(before.getKey(), new Entry(Entry.Mode.EXECUTABLE, now.id()));
            }
        }
        return found;
    }

    /** Absent from the disk does not mean deleted where the folder could not hold it in the first place (rule B3). */
    static Snapshot withCarried(Snapshot scanned, Snapshot base) {
        Snapshot found = withModesOf(scanned, base);
        var carried = PathRules.split(base, scanned.entries().keySet()).notHoldable();
        for (var refused : carried.entrySet()) {
            if (found.entry(refused.getKey()).isEmpty()) {
                Entry entry = refused.getValue().entry();
                found = found.with(refused.getKey(), entry);
            }
        }
        return found;
    }
}

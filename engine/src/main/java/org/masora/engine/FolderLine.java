package org.masora.engine;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.masora.core.project.Entry;
import org.masora.core.project.PathRules;
import org.masora.core.project.PathRules.NotHoldable;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.FolderLimits;
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

    /** Ends an apply that was cut off, then looks: how everything begins that may change the folder. */
    FolderLook recoverAndLook(Progress progress) {
        return new Applying(workplace)
                .recover(progress)
                .<FolderLook>map(Unseen::new)
                .orElseGet(() -> look(progress));
    }

    /** Reads the folder and keeps what is new in it. */
    FolderLook look(Progress progress) {
        progress.at(Phase.SCANNING, 0, 0);
        ScanResult scan = workplace
                .folder()
                .scan(
                        workplace.blobs(),
                        workplace.vault()::flush,
                        workplace.store().scanIndex(),
                        workplace.clock().instant(),
                        progress);
        return switch (scan) {
            case ScanResult.Missing() -> trouble(Trouble.MISSING, List.of());
            case ScanResult.Empty() -> trouble(Trouble.EMPTY, List.of());
            case ScanResult.Unreadable(var paths) -> trouble(Trouble.UNREADABLE, paths);
            case ScanResult.Scanned(var snapshot, var left) ->
                new ParatextsFolder(workplace).isOne() ? ownCopy(snapshot) : keep(snapshot, left, progress);
        };
    }

    /** The folder is Paratext's: the project's content is the own copy. */
    private FolderLook ownCopy(Snapshot scanned) {
        Optional<RevisionId> before = workplace.state().kept();
        new ParatextsFolder(workplace).found(scanned);
        ProjectState now = workplace.state();
        RevisionId kept = now.kept().orElseThrow();
        Snapshot own = workplace.vault().snapshot(kept);
        return new Seen(
                own,
                own,
                kept,
                now.kept().filter(newest -> !before.equals(Optional.of(newest))),
                Rewinds.none(workplace.vault(), now.folder().orElseThrow(), own),
                FolderLimits.NONE);
    }

    private static Unseen trouble(Trouble trouble, List<String> paths) {
        return new Unseen(new FolderTrouble(trouble, paths));
    }

    private FolderLook keep(Snapshot scanned, List<String> left, Progress progress) {
        ProjectState before = workplace.state();
        Optional<Snapshot> base = before.folder().map(workplace.vault()::snapshot);
        Snapshot standing = base.map(b -> underFirstNames(scanned, b)).orElse(scanned);
        Snapshot found =
                base.map(b -> withCarried(withLeft(standing, left, b), b)).orElse(scanned);
        boolean unchanged = before.kept()
                .map(workplace.vault()::snapshot)
                .filter(found::equals)
                .isPresent();
        Snapshot onDisk = withoutWhatComesFree(found, standing);
        if (!onDisk.equals(found)) {
            Optional<FolderTrouble> notWritten = bringIn(onDisk, found, progress);
            if (notWritten.isPresent()) {
                return new Unseen(notWritten.get());
            }
        } else if (!unchanged) {
            progress.at(Phase.KEEPING, 0, 1);
            RevisionId kept = workplace.keep(found, before.kept().stream().toList(), "Kept");
            ProjectState next = new WaitingBooks(workplace).takenUp(before, found, kept);
            workplace.record(
                    before.folder().isPresent() ? next : next.withFolder(kept),
                    before.folder().isPresent() ? Operation.Kind.KEPT : Operation.Kind.ADDED,
                    Optional.empty());
            progress.at(Phase.KEEPING, 1, 1);
        }
        ProjectState now = workplace.state();
        PlaceView.remember(workplace, now.kept().orElseThrow(), found);
        Rewinds rewinds = Rewinds.find(workplace.vault(), now, found, BehindEditors.now(workplace));
        return new Seen(
                found,
                rewinds.ours(),
                now.kept().orElseThrow(),
                now.kept().filter(kept -> !before.kept().equals(Optional.of(kept))),
                rewinds,
                limits(onDisk, standing.entries().keySet(), left));
    }

    private static FolderLimits limits(Snapshot content, Set<String> standing, List<String> left) {
        Set<String> notHeld = new TreeSet<>(content.entries().keySet());
        notHeld.removeAll(standing);
        left.forEach(notHeld::remove);
        return new FolderLimits(left.stream().sorted().toList(), List.copyOf(notHeld));
    }

    /** What folder and project cannot share when this content has been brought into the folder after a look. */
    FolderLimits limitsWith(Snapshot content, FolderLimits before) {
        boolean plain = before.leftOut().isEmpty()
                && PathRules.split(content, Set.of()).notHoldable().isEmpty();
        return plain ? FolderLimits.NONE : limits(content, standing(content), before.leftOut());
    }

    /** What stands in the folder, under the names we know it by (rule B2). */
    Set<String> standing(Snapshot known) {
        Set<String> listing = workplace.folder().listing();
        Map<String, String> first =
                workplace.folder().firstNames(listing, known.entries().keySet());
        return listing.stream().map(path -> first.getOrDefault(path, path)).collect(Collectors.toSet());
    }

    /**
     * A file is known under the name it was first seen with; a disk that looks at neither case nor Unicode
     * form tells us another one and finds it under both (rule B2).
     */
    private Snapshot underFirstNames(Snapshot scanned, Snapshot base) {
        Map<String, String> first = workplace
                .folder()
                .firstNames(scanned.entries().keySet(), base.entries().keySet());
        if (first.isEmpty()) {
            return scanned;
        }
        NavigableMap<String, Entry> named = new TreeMap<>();
        scanned.entries().forEach((path, entry) -> named.put(first.getOrDefault(path, path), entry));
        return new Snapshot(named);
    }

    /** Behind a link that stands in the folder nothing is read, so nothing there was deleted either (rule B3). */
    private static Snapshot withLeft(Snapshot standing, List<String> left, Snapshot base) {
        if (left.isEmpty()) {
            return standing;
        }
        NavigableMap<String, Entry> found = new TreeMap<>(standing.entries());
        for (String link : left) {
            base.entry(link).ifPresent(entry -> found.putIfAbsent(link, entry));
            base.entries().subMap(link + "/", link + "0").forEach(found::putIfAbsent);
        }
        return new Snapshot(found);
    }

    /** What was carried because another name stood in its way can stand in the folder when that one is gone. */
    private Snapshot withoutWhatComesFree(Snapshot found, Snapshot standing) {
        if (found.entries().size() == standing.entries().size()) {
            return found;
        }
        Snapshot holdable = PathRules.split(found, standing.entries().keySet()).holdable();
        Set<String> free = found.entries().keySet().stream()
                .filter(path ->
                        standing.entry(path).isEmpty() && holdable.entry(path).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        free.removeAll(workplace.folder().outOfReach(free));
        NavigableMap<String, Entry> onDisk = new TreeMap<>(found.entries());
        onDisk.keySet().removeAll(free);
        return new Snapshot(onDisk);
    }

    private Optional<FolderTrouble> bringIn(Snapshot onDisk, Snapshot found, Progress progress) {
        ProjectState state = workplace.state();
        RevisionId from = workplace.keep(onDisk, state.kept().stream().toList(), "Kept");
        RevisionId disk = workplace.keep(found, List.of(from), "What the folder can hold now");
        Operation operation = workplace.operation(Operation.Kind.KEPT, Optional.empty());
        return new Applying(workplace).apply(from, disk, state.withKept(disk), operation, progress);
    }

    /** A folder does not say on every platform what may be run: the mode stays as it came (rule B3). */
    private static NavigableMap<String, Entry> withModesOf(Snapshot scanned, Snapshot base) {
        NavigableMap<String, Entry> found = new TreeMap<>(scanned.entries());
        base.entries().forEach((path, before) -> {
            if (before.mode() == Entry.Mode.EXECUTABLE) {
                found.computeIfPresent(
                        path, (_, now) -> now.isFile() ? new Entry(Entry.Mode.EXECUTABLE, now.id()) : now);
            }
        });
        return found;
    }

    /** Absent from the disk does not mean deleted where the folder could not hold it in the first place (rule B3). */
    static Snapshot withCarried(Snapshot scanned, Snapshot base) {
        NavigableMap<String, NotHoldable> carried =
                PathRules.split(base, scanned.entries().keySet()).notHoldable();
        boolean someRun = base.entries().values().stream().anyMatch(entry -> entry.mode() == Entry.Mode.EXECUTABLE);
        if (carried.isEmpty() && !someRun) {
            return scanned;
        }
        NavigableMap<String, Entry> found = withModesOf(scanned, base);
        carried.forEach((path, refused) -> found.putIfAbsent(path, refused.entry()));
        return new Snapshot(found);
    }
}

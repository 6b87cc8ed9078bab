package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.PathRules;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.store.Operation;
import org.masora.store.ProjectFolder.Replacement;
import org.masora.store.ProjectState;
import org.masora.store.ProjectState.Intent;

/**
 * Brings the folder to a new content (step 6 of a sync). The intent stands in the journal before the
 * first file is touched; what an editor wrote meanwhile is merged in, file by file; an apply that was
 * cut off is brought forward by the same steps.
 */
final class Applying {

    /** How often one file may change under our hands before we leave it for the next sync. */
    private static final int TRIES_PER_FILE = 8;

    private final Workplace workplace;

    Applying(Workplace workplace) {
        this.workplace = workplace;
    }

    /** An apply whose intent is in the journal: from here on it is ended, by this start of the program or another. */
    record Begun(Intent intent, List<String> paths) {}

    /**
     * Begins an apply and ends it.
     *
     * @param from the kept revision of the folder as it was scanned
     * @param disk what the folder shall hold, as a kept revision
     * @param next the state when it does
     * @param operation what is recorded then
     * @return why it could not be ended, if so; it is then still begun
     */
    Optional<FolderTrouble> apply(
            RevisionId from, RevisionId disk, ProjectState next, Operation operation, Progress progress) {
        return begin(from, disk, next, operation).flatMap(begun -> end(begun, progress));
    }

    /** Writes the intent down and touches no file; empty where there is nothing to end, since none may be touched. */
    Optional<Begun> begin(RevisionId from, RevisionId disk, ProjectState next, Operation operation) {
        if (new ParatextsFolder(workplace).isOne()) {
            workplace.store().record(next.withIntent(Optional.empty()), operation);
            return Optional.empty();
        }
        // What lies beside a file now was copied in with an old folder: an apply that was cut off has been ended.
        List<String> paths =
                toTouch(workplace.vault().snapshot(from), workplace.vault().snapshot(disk));
        workplace.folder().tidy(paths);
        Intent intent = new Intent(from, disk, next.withIntent(Optional.empty()), operation);
        workplace.record(workplace.state().withIntent(Optional.of(intent)), Operation.Kind.APPLYING, operation.note());
        return Optional.of(new Begun(intent, paths));
    }

    /** Ends an apply that was begun and cut off, if there is one. Comes before any scan. */
    Optional<FolderTrouble> recover(Progress progress) {
        return workplace.state().intent().flatMap(intent -> {
            if (new ParatextsFolder(workplace).isOne()) {
                workplace.store().record(intent.next(), intent.operation());
                return Optional.empty();
            }
            Snapshot from = workplace.vault().snapshot(intent.from());
            Snapshot disk = workplace.vault().snapshot(intent.disk());
            return end(new Begun(intent, toTouch(from, disk)), progress);
        });
    }

    /** Ends an apply that was begun. */
    Optional<FolderTrouble> end(Begun begun, Progress progress) {
        Intent intent = begun.intent();
        List<String> paths = begun.paths();
        Snapshot from = workplace.vault().snapshot(intent.from());
        Snapshot disk = workplace.vault().snapshot(intent.disk());
        if (!workplace.folder().isThere()) {
            return Optional.of(new FolderTrouble(Trouble.MISSING, List.of()));
        }
        prepare(paths, disk);
        Round round = new Round(intent.next());
        int done = 0;
        for (String path : paths) {
            progress.at(Phase.APPLYING, done++, paths.size());
            round.bring(path, file(from, path), file(disk, path));
        }
        progress.at(Phase.APPLYING, paths.size(), paths.size());
        workplace.folder().flush(paths);
        // As late as can be: what an editor writes into an old file after this look goes with the file.
        List<String> mended = paths.stream()
                .filter(path -> round.lookAside(path, file(from, path)))
                .toList();
        workplace.folder().flush(mended);
        if (!round.impossible.isEmpty()) {
            return Optional.of(new FolderTrouble(Trouble.NOT_WRITABLE, List.copyOf(round.impossible)));
        }
        workplace.folder().tidy(paths);
        workplace.store().record(round.state, intent.operation());
        return Optional.empty();
    }

    private void prepare(List<String> paths, Snapshot disk) {
        Map<String, BlobId> wanted = new TreeMap<>();
        paths.forEach(path -> file(disk, path).ifPresent(id -> wanted.put(path, id)));
        workplace.folder().prepare(wanted, workplace.blobs());
    }

    /** The paths that differ and that a folder can hold, what has to go before what comes (a file where a folder was). */
    private List<String> toTouch(Snapshot from, Snapshot disk) {
        // What the folder could not hold is in the content too; only what really stands there may keep its place.
        boolean plain = PathRules.split(disk, Set.of()).notHoldable().isEmpty()
                && PathRules.split(from, Set.of()).notHoldable().isEmpty();
        Set<String> refused = new TreeSet<>();
        if (!plain) {
            Set<String> standing = new FolderLine(workplace).standing(from);
            refused.addAll(PathRules.split(disk, standing).notHoldable().keySet());
            refused.addAll(PathRules.split(from, standing).notHoldable().keySet());
        }
        NavigableSet<String> differing = from.differingPaths(disk);
        differing.removeAll(refused);
        differing.removeAll(workplace.folder().outOfReach(differing));
        List<String> paths = new ArrayList<>();
        differing.stream().filter(p -> disk.entry(p).isEmpty()).forEach(paths::add);
        differing.stream().filter(p -> disk.entry(p).isPresent()).forEach(paths::add);
        return paths;
    }

    private static Optional<BlobId> file(Snapshot snapshot, String path) {
        return snapshot.entry(path).filter(Entry::isFile).map(Entry::id);
    }

    /** One pass over the files. */
    private final class Round {
        private final List<String> impossible = new ArrayList<>();
        private ProjectState state;

        Round(ProjectState next) {
            this.state = next;
        }

        void bring(String path, Optional<BlobId> from, Optional<BlobId> to) {
            Optional<BlobId> expected = from;
            Optional<BlobId> wanted = to;
            for (int tries = 0; tries < TRIES_PER_FILE; tries++) {
                Replacement result = workplace.folder().replace(path, expected, wanted, workplace.blobs());
                switch (result) {
                    case Replacement.Done() -> {
                        return;
                    }
                    case Replacement.Impossible(var reason) -> {
                        impossible.add(path + ": " + reason);
                        return;
                    }
                    case Replacement.Differs(var current) -> {
                        Optional<BlobId> found = current.map(workplace.blobs()::write);
                        wanted = mergedWithEditor(path, from, found, to);
                        expected = found;
                    }
                }
            }
            impossible.add(path);
        }

        /**
         * An editor that had the old file open may have written into it after we moved it aside (rule B5).
         *
         * @return whether it had, so that the file was brought to something else
         */
        boolean lookAside(String path, Optional<BlobId> from) {
            Optional<BlobId> aside = workplace.folder().asideOf(path).map(workplace.blobs()::write);
            if (aside.isEmpty() || aside.equals(from)) {
                return false;
            }
            Optional<BlobId> current = workplace.folder().read(path).map(workplace.blobs()::write);
            if (aside.equals(current)) {
                return false;
            }
            bring(path, current, mergedWithEditor(path, from, aside, current));
            return true;
        }

        private Optional<BlobId> mergedWithEditor(
                String path, Optional<BlobId> from, Optional<BlobId> editor, Optional<BlobId> to) {
            keepEditorsBytes(path, editor);
            MergeOutcome outcome = workplace
                    .merge()
                    .merge(new MergeBase.Common(only(path, from)), only(path, editor), only(path, to), Side.THEIRS);
            List<Conflict> conflicts = outcome.conflicts();
            if (!conflicts.isEmpty()) {
                state = new RecordKeeping(workplace)
                        .met(
                                state,
                                conflicts,
                                Side.THEIRS,
                                Optional.empty(),
                                workplace.person(),
                                Optional.empty(),
                                workplace.now());
            }
            return file(outcome.merged(), path);
        }

        private void keepEditorsBytes(String path, Optional<BlobId> editor) {
            RevisionId before = state.kept().orElseThrow();
            Snapshot content = workplace.vault().snapshot(before);
            Snapshot withEdit =
                    editor.map(id -> content.with(path, Entry.file(id))).orElseGet(() -> content.without(path));
            if (!withEdit.equals(content)) {
                state = state.withKept(workplace.keep(withEdit, List.of(before), "Kept while changes came in"));
            }
        }
    }

    private static Snapshot only(String path, Optional<BlobId> file) {
        Map<String, Entry> entries = new TreeMap<>();
        file.ifPresent(id -> entries.put(path, Entry.file(id)));
        return Snapshot.of(entries);
    }
}

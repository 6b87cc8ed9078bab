package org.masora.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.ProjectDescription;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.OpenBooks.Book;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.usfm.UsfmName;
import org.masora.engine.FolderLook.Seen;
import org.masora.store.Operation;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore.JournalEntry;

/**
 * Books whose received text waits because an editor may have them open. The folder's base holds that text and the folder
 * does not: the file is held as an older one is (rule P3), so that nothing of it is taken for an edit. What the editor
 * goes on writing into it is combined with what waits at every look, and so is sent at once.
 */
final class WaitingBooks {

    private final Workplace workplace;

    WaitingBooks(Workplace workplace) {
        this.workplace = workplace;
    }

    /** The books whose received text waits in a state. */
    List<Book> in(ProjectState state) {
        NavigableSet<String> paths = paths(state);
        return paths.isEmpty() ? List.of() : named(paths, content(state.folder()));
    }

    /** Their paths; what stands in the folder by now, by whatever way it came, waits no longer. */
    private NavigableSet<String> paths(ProjectState state) {
        NavigableSet<String> paths = new TreeSet<>(state.waiting().keySet());
        if (!paths.isEmpty()) {
            paths.retainAll(content(state.kept()).differingPaths(content(state.folder())));
        }
        return paths;
    }

    private List<Book> named(Collection<String> paths, Snapshot content) {
        Map<String, BookCode> codes = new HashMap<>();
        SameProject.books(content, workplace.blobs()).forEach((code, path) -> codes.put(path, code));
        return paths.stream()
                .map(path -> new Book(path, Optional.ofNullable(codes.get(path))))
                .toList();
    }

    /**
     * The books of the folder that are left as they are when a content comes into it: received text waits for them
     * already, or an editor wrote them just now.
     */
    NavigableSet<String> leftOut(Seen seen, Snapshot content, Duration quiet) {
        NavigableSet<String> left = paths(workplace.state());
        NavigableSet<String> coming = seen.found().differingPaths(content);
        NavigableSet<String> open = open(quiet);
        open.retainAll(coming);
        open.removeIf(path -> !isBook(path, seen.found()));
        // In a book with older text the other verses come in, as in any other: it waits for an answer as it is.
        seen.rewinds().held().forEach(text -> open.remove(text.path()));
        left.addAll(open);
        return left;
    }

    /** The books that waited and do so no longer. */
    NavigableSet<String> due(Duration quiet) {
        NavigableSet<String> due = paths(workplace.state());
        due.removeAll(due.isEmpty() ? Set.of() : open(quiet));
        return due;
    }

    /** The files that an editor may have open. */
    private NavigableSet<String> open(Duration quiet) {
        if (quiet.isZero() || new ParatextsFolder(workplace).isOne()) {
            return new TreeSet<>();
        }
        Instant now = workplace.clock().instant();
        return OpenBooks.stillOpen(written(now.minus(quiet)), now, quiet);
    }

    /**
     * When editors last wrote what was found new in the folder since a moment: as the disk says, but not later than it
     * was found, for Masora itself may have written it after that.
     */
    private Map<String, Instant> written(Instant since) {
        Map<String, Instant> written = new HashMap<>();
        Optional<JournalEntry> entry = workplace.store().newest();
        while (entry.isPresent() && !entry.get().operation().time().isBefore(since)) {
            Optional<JournalEntry> earlier = workplace.store().before(entry.get());
            Operation operation = entry.get().operation();
            if (operation.kind() == Operation.Kind.KEPT && operation.note().isEmpty()) {
                Snapshot before = content(earlier.flatMap(one -> one.after().kept()));
                Snapshot after = content(entry.get().after().kept());
                for (String path : before.differingPaths(after)) {
                    Instant onDisk = workplace.folder().lastWritten(path).orElse(operation.time());
                    Instant time = onDisk.isBefore(operation.time()) ? onDisk : operation.time();
                    written.merge(path, time, (one, other) -> one.isAfter(other) ? one : other);
                }
            }
            entry = earlier;
        }
        return written;
    }

    private boolean isBook(String path, Snapshot content) {
        return content.entry(path).filter(Entry::isFile).isPresent()
                && (UsfmName.is(path)
                        || SameProject.describe(content, workplace.blobs())
                                .map(ProjectDescription::stories)
                                .filter(stories -> stories.contains(path))
                                .isPresent());
    }

    /** A state in which these files wait, as the folder has them. */
    static ProjectState waiting(ProjectState state, Set<String> paths, Snapshot found) {
        NavigableMap<String, BlobId> waiting = new TreeMap<>(state.waiting());
        waiting.keySet().retainAll(paths);
        for (String path : paths) {
            file(found, path).ifPresent(file -> waiting.putIfAbsent(path, file));
        }
        return state.withWaiting(waiting);
    }

    /** The folder's content with what waits to come into it. */
    Snapshot withWhatWaits(Snapshot onDisk) {
        NavigableSet<String> paths = paths(workplace.state());
        return paths.isEmpty()
                ? onDisk
                : withFilesOf(onDisk, content(workplace.state().folder()), paths);
    }

    /** A content with these files as they are in another. */
    static Snapshot withFilesOf(Snapshot content, Snapshot other, Set<String> paths) {
        Snapshot result = content;
        for (String path : paths) {
            Optional<Entry> entry = other.entry(path);
            result = entry.isPresent() ? result.with(path, entry.get()) : result.without(path);
        }
        return result;
    }

    /** Brings in what has waited. */
    Optional<FolderTrouble> bringIn(Seen seen, Set<String> paths, Progress progress) {
        Snapshot base = content(workplace.state().folder());
        Snapshot disk = withFilesOf(seen.found(), base, paths);
        RevisionId onDisk = workplace.keep(disk, List.of(seen.kept()), "What had waited");
        NavigableMap<String, BlobId> waiting = new TreeMap<>(workplace.state().waiting());
        waiting.keySet().removeAll(paths);
        ProjectState next = workplace
                .state()
                .withFolder(workplace.folderBase(base, onDisk))
                .withKept(onDisk)
                .withWaiting(waiting);
        Operation operation = workplace.folderOperation(
                Operation.Kind.BROUGHT_IN,
                Optional.of(seen.kept()),
                Optional.of(onDisk),
                Optional.of(String.join(", ", paths)),
                List.of());
        return new Applying(workplace).apply(seen.kept(), onDisk, next, operation, progress);
    }

    /** What waited and came in, as a report names it. */
    List<Book> broughtIn(Set<String> paths) {
        return named(paths, content(workplace.state().folder()));
    }

    /**
     * What an editor wrote into a file while received text waited for it is combined with that; what stands there
     * already waits no longer.
     *
     * @param before the state before the look
     * @param found what the look found
     * @param kept the revision that keeps it
     * @return the state after the look
     */
    ProjectState takenUp(ProjectState before, Snapshot found, RevisionId kept) {
        ProjectState after = before.withKept(kept);
        if (before.waiting().isEmpty()) {
            return after;
        }
        Snapshot base = content(before.folder());
        NavigableSet<String> waited = paths(before);
        Taking taking = new Taking(after, base);
        before.waiting().forEach((path, left) -> {
            Optional<BlobId> now = file(found, path);
            if (!waited.contains(path) || now.equals(file(base, path))) {
                taking.waiting.remove(path);
            } else if (now.isPresent() && !now.get().equals(left)) {
                taking.take(path, left, now.get());
            }
        });
        return taking.end(kept);
    }

    /** Takes up what was written into some files. */
    private final class Taking {
        private final RevisionId before;
        private final Snapshot base;
        private final NavigableMap<String, BlobId> waiting;
        private ProjectState state;
        private Snapshot written;
        private Snapshot combined;

        Taking(ProjectState state, Snapshot base) {
            this.before = state.folder().orElseThrow();
            this.base = base;
            this.waiting = new TreeMap<>(state.waiting());
            this.state = state;
            this.written = base;
            this.combined = base;
        }

        void take(String path, BlobId left, BlobId now) {
            Snapshot old = Snapshot.EMPTY.with(path, Entry.file(left));
            Snapshot found = Snapshot.EMPTY.with(path, Entry.file(now));
            // An old copy of the file that was put there is no edit (rule P3): the person is asked, as always.
            RevisionId waits = workplace.keep(withFilesOf(base, old, Set.of(path)), List.of(before), "Waits");
            Snapshot mine = Rewinds.find(
                            workplace.vault(),
                            state.withFolder(waits).withWaiting(Map.of()),
                            withFilesOf(base, found, Set.of(path)),
                            Rewinds.Behind.NOBODY)
                    .ours();
            Snapshot edited = withFilesOf(Snapshot.EMPTY, mine, Set.of(path));
            Snapshot received = withFilesOf(Snapshot.EMPTY, base, Set.of(path));
            MergeBase common = new MergeBase.Common(old);
            MergeOutcome outcome = workplace.merge().merge(common, edited, received, Side.THEIRS);
            boolean onlyEdited = edited.equals(found)
                    || workplace
                            .merge()
                            .merge(common, found, received, Side.THEIRS)
                            .merged()
                            .equals(outcome.merged());
            if (onlyEdited) {
                waiting.put(path, now);
            } else {
                waiting.remove(path);
            }
            if (!outcome.conflicts().isEmpty()) {
                state = new RecordKeeping(workplace)
                        .met(
                                state,
                                outcome.conflicts(),
                                Side.THEIRS,
                                Optional.empty(),
                                workplace.person(),
                                Optional.empty(),
                                workplace.now());
            }
            written = withFilesOf(written, found, Set.of(path));
            combined = withFilesOf(combined, outcome.merged(), Set.of(path));
        }

        ProjectState end(RevisionId kept) {
            if (!written.equals(base)) {
                // The folder's own line went through it, so that it is known should it come back (rule P3).
                RevisionId said = workplace.keep(written, List.of(before, kept), "Written while changes wait");
                state = state.withFolder(workplace.keep(combined, List.of(said), "Combined with what waits"));
            }
            return state.withWaiting(waiting);
        }
    }

    private Snapshot content(Optional<RevisionId> revision) {
        return revision.map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
    }

    private static Optional<BlobId> file(Snapshot snapshot, String path) {
        return snapshot.entry(path).filter(Entry::isFile).map(Entry::id);
    }
}

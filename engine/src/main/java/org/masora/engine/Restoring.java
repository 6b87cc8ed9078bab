package org.masora.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.PathRules;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.store.Operation;
import org.masora.store.ProjectFolder;
import org.masora.store.ProjectFolder.Replacement;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore.JournalEntry;

/** Backups, and putting back what was. A backup is the folder as it was before something changed it from outside. */
public final class Restoring {

    /** So many backups are listed; what is older is still in the history. */
    static final int BACKUPS_MAX = 5;

    private final Workplace workplace;

    Restoring(Workplace workplace) {
        this.workplace = workplace;
    }

    /**
     * The folder as it was before an operation changed it.
     *
     * @param revision names it
     * @param before what the operation was
     */
    public record Backup(RevisionId revision, Instant time, Operation.Kind before, Optional<String> note) {}

    /** What is put back. */
    public record Request(String backupOrRevision, Optional<BookCode> book, Optional<Path> to) {}

    /** What became of it. */
    public sealed interface Outcome {
        /** It is in the folder; the next sync sends it. */
        record Restored(RevisionId revision, ChangeSummary changes) implements Outcome {}

        /** It is in a folder of its own. */
        record WrittenTo(RevisionId revision, Path folder, int files) implements Outcome {}

        /** No backup and no revision begins like this, or several do. */
        record Unknown(String asked, int fitting) implements Outcome {}

        /** That revision does not have the book. */
        record NoSuchBook(BookCode book) implements Outcome {}

        /** The folder to write to exists and holds something. */
        record NotEmpty(Path folder) implements Outcome {}

        /** The folder cannot be read or written now. */
        record Stopped(FolderTrouble trouble) implements Outcome {}
    }

    List<Backup> backups() {
        List<Backup> backups = new ArrayList<>();
        Optional<JournalEntry> entry = workplace.store().newest();
        while (entry.isPresent() && backups.size() < BACKUPS_MAX) {
            Operation operation = entry.get().operation();
            if (operation.undoable()) {
                backups.add(new Backup(
                        operation.before().orElseThrow(), operation.time(), operation.kind(), operation.note()));
            }
            entry = workplace.store().before(entry.get());
        }
        return backups;
    }

    /** Whether a backup is whole: every byte of it read, every name proved. */
    boolean verify(Backup backup) {
        return workplace.vault().verify(workplace.vault().snapshot(backup.revision()));
    }

    Outcome restore(Request request, Progress progress) {
        List<RevisionId> fitting = workplace.vault().beginningWith(request.backupOrRevision()).stream()
                .filter(this::isOfTheProject)
                .toList();
        if (fitting.size() != 1) {
            return new Outcome.Unknown(request.backupOrRevision(), fitting.size());
        }
        RevisionId revision = fitting.getFirst();
        Snapshot content = workplace.vault().snapshot(revision);
        Optional<String> bookPath = request.book()
                .flatMap(book -> Optional.ofNullable(
                        SameProject.books(content, workplace.blobs()).get(book)));
        if (request.book().isPresent() && bookPath.isEmpty()) {
            return new Outcome.NoSuchBook(request.book().get());
        }
        Snapshot wanted = bookPath.map(
                        path -> Snapshot.EMPTY.with(path, content.entry(path).orElseThrow()))
                .orElse(content);
        return request.to().isPresent()
                ? writeTo(revision, wanted, request.to().get(), progress)
                : putBack(revision, wanted, bookPath.isPresent(), request, progress);
    }

    /** The journal and the conflict records are revisions too, and nothing that a folder ever held. */
    private boolean isOfTheProject(RevisionId revision) {
        boolean ofRecords = workplace
                .state()
                .records()
                .filter(records -> workplace.vault().graph().contains(records, revision))
                .isPresent();
        Optional<JournalEntry> entry = workplace.store().newest();
        while (entry.isPresent() && !entry.get().id().equals(revision)) {
            entry = workplace.store().before(entry.get());
        }
        return !ofRecords
                && entry.isEmpty()
                && !workplace.vault().snapshot(revision).isEmpty();
    }

    private Outcome writeTo(RevisionId revision, Snapshot wanted, Path to, Progress progress) {
        ProjectFolder folder = new ProjectFolder(to);
        if (!folder.isEmptyOrAbsent()) {
            return new Outcome.NotEmpty(to);
        }
        List<String> failed = new ArrayList<>();
        int written = 0;
        Snapshot holdable = PathRules.split(wanted, Set.of()).holdable();
        Map<String, BlobId> files = new TreeMap<>();
        holdable.entries().forEach((path, entry) -> files.put(path, entry.id()));
        folder.prepare(files, workplace.blobs());
        for (var file : holdable.entries().entrySet()) {
            progress.at(Phase.APPLYING, written, holdable.entries().size());
            Replacement result = folder.replace(
                    file.getKey(), Optional.empty(), Optional.of(file.getValue().id()), workplace.blobs());
            if (!(result instanceof Replacement.Done)) {
                failed.add(file.getKey());
            }
            written++;
        }
        folder.flush(files.keySet());
        return failed.isEmpty()
                ? new Outcome.WrittenTo(revision, to, written)
                : new Outcome.Stopped(new FolderTrouble(Trouble.NOT_WRITABLE, failed));
    }

    private Outcome putBack(
            RevisionId revision, Snapshot wanted, boolean onlyBook, Request request, Progress progress) {
        Optional<FolderTrouble> stuck = new Applying(workplace).recover(progress);
        if (stuck.isPresent()) {
            return new Outcome.Stopped(stuck.get());
        }
        return switch (new FolderLine(workplace).look(progress)) {
            case Unseen(var trouble) -> new Outcome.Stopped(trouble);
            case Seen seen -> {
                Snapshot content =
                        onlyBook ? withBook(seen.found(), wanted, request.book()) : whole(wanted, seen.found());
                RevisionId folder = workplace.keep(content, List.of(seen.kept(), revision), "Restored");
                Snapshot base =
                        onlyBook ? withBook(seen.rewinds().stillHeldBy(seen.found()), wanted, request.book()) : content;
                ProjectState next = workplace
                        .state()
                        .withFolder(workplace.folderBase(base, folder))
                        .withKept(folder);
                Operation operation = workplace.folderOperation(
                        Operation.Kind.RESTORED,
                        Optional.of(seen.kept()),
                        Optional.of(folder),
                        Optional.of(revision.hex()),
                        List.of());
                Optional<FolderTrouble> trouble =
                        new Applying(workplace).apply(seen.kept(), folder, next, operation, progress);
                yield trouble.isPresent()
                        ? new Outcome.Stopped(trouble.get())
                        : new Outcome.Restored(
                                revision, ChangeSummary.between(seen.found(), content, workplace.blobs()));
            }
        };
    }

    /** What this folder cannot hold, or holds for itself alone, is not restored away (rules B1, B3). */
    private static Snapshot whole(Snapshot wanted, Snapshot today) {
        return PlaceView.withIgnoreLists(FolderLine.withCarried(wanted, today), today);
    }

    /** The book goes where the project has it today. */
    private Snapshot withBook(Snapshot today, Snapshot wanted, Optional<BookCode> book) {
        Entry file = wanted.entries().firstEntry().getValue();
        String path = book.flatMap(code -> Optional.ofNullable(
                        SameProject.books(today, workplace.blobs()).get(code)))
                .orElse(wanted.entries().firstKey());
        return today.with(path, file);
    }
}

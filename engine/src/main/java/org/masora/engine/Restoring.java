package org.masora.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.PathRules;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.store.Operation;
import org.masora.store.ProjectFolder;
import org.masora.store.ProjectFolder.Replacement;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore.JournalEntry;

/** Backups, and putting back what was. A backup is the folder as it was before something changed it from outside. */
public final class Restoring {

    /** So many backups are listed unless asked otherwise; what is older is still in the history. */
    static final int BACKUPS_USUAL = 5;

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

    /**
     * What is put back.
     *
     * @param backupOrRevision its number, or the beginning of it
     * @param part only this book, or only these verses of it; never a whole chapter
     * @param to a new folder for it, where a part is its whole book; else it goes into the project's own folder
     */
    public record Request(String backupOrRevision, Optional<Reference> part, Optional<Path> to) {
        public Request {
            if (part.filter(p -> p.chapter().isPresent() && p.verses().isEmpty())
                    .isPresent()) {
                throw new IllegalArgumentException("a book or verses, no chapter: " + part.get());
            }
        }
    }

    /**
     * A backup that was looked through.
     *
     * @param whole whether every byte of it was read and every name proved
     * @param files how many files it has
     * @param bytes how many bytes they have together, as far as they could be read
     */
    public record Checked(boolean whole, int files, long bytes) {}

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

        /** That revision, or the folder today, does not have these verses, or has them divided otherwise. */
        record NoSuchVerses(Reference verses) implements Outcome {}

        /** The folder to write to exists and holds something. */
        record NotEmpty(Path folder) implements Outcome {}

        /** The folder to write to is, or lies in, or holds one that is in use already. */
        record Taken(Projects.Claim by) implements Outcome {}

        /** The folder cannot be read or written now. */
        record Stopped(FolderTrouble trouble) implements Outcome {}
    }

    List<Backup> backups(int most) {
        List<Backup> backups = new ArrayList<>();
        Optional<JournalEntry> entry = workplace.store().newest();
        while (entry.isPresent() && backups.size() < most) {
            Operation operation = entry.get().operation();
            if (operation.undoable() && operation.kind() != Operation.Kind.EDITED) {
                backups.add(new Backup(
                        operation.before().orElseThrow(), operation.time(), operation.kind(), operation.note()));
            }
            entry = workplace.store().before(entry.get());
        }
        return backups;
    }

    /** Reads all of a revision's content. */
    Checked check(RevisionId revision) {
        Snapshot content = workplace.vault().snapshot(revision);
        boolean whole = true;
        int files = 0;
        long bytes = 0;
        for (Entry entry : content.entries().values()) {
            if (entry.isFile()) {
                OptionalLong length = workplace.vault().proved(entry.id());
                files++;
                bytes += length.orElse(0);
                whole &= length.isPresent();
            }
        }
        return new Checked(whole, files, bytes);
    }

    /** The revisions of the project whose number begins like this. */
    List<RevisionId> fitting(String digits) {
        return workplace.vault().beginningWith(digits).stream()
                .filter(this::isOfTheProject)
                .toList();
    }

    Outcome restore(Request request, Progress progress) {
        return find(
                request,
                wanted -> request.to().isPresent()
                        ? writeTo(wanted, request.to().get(), progress)
                        : putBack(wanted, progress, true));
    }

    /** What {@link #restore} into the project's own folder would answer; what is in the folder is kept, no more. */
    Outcome foretell(Request request) {
        return find(request, wanted -> putBack(wanted, Progress.NONE, false));
    }

    /**
     * What was asked for, found.
     *
     * @param content all of the revision's, or one book's file alone
     * @param part of it, where not all
     */
    private record Wanted(RevisionId revision, Snapshot content, Optional<Reference> part) {}

    private Outcome find(Request request, Function<Wanted, Outcome> then) {
        List<RevisionId> fitting = fitting(request.backupOrRevision());
        if (fitting.size() != 1) {
            return new Outcome.Unknown(request.backupOrRevision(), fitting.size());
        }
        RevisionId revision = fitting.getFirst();
        Snapshot content = workplace.vault().snapshot(revision);
        if (request.part().isEmpty()) {
            return then.apply(new Wanted(revision, content, request.part()));
        }
        BookCode book = request.part().get().book();
        return Optional.ofNullable(SameProject.books(content, workplace.blobs()).get(book))
                .map(path -> Snapshot.EMPTY.with(path, content.entry(path).orElseThrow()))
                .map(file -> then.apply(new Wanted(revision, file, request.part())))
                .orElseGet(() -> new Outcome.NoSuchBook(book));
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

    private Outcome writeTo(Wanted wanted, Path to, Progress progress) {
        ProjectFolder folder = new ProjectFolder(to);
        if (!folder.isEmptyOrAbsent()) {
            return new Outcome.NotEmpty(to);
        }
        List<String> failed = new ArrayList<>();
        int written = 0;
        Snapshot holdable = PathRules.split(wanted.content(), Set.of()).holdable();
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
                ? new Outcome.WrittenTo(wanted.revision(), to, written)
                : new Outcome.Stopped(new FolderTrouble(Trouble.NOT_WRITABLE, failed));
    }

    private Outcome putBack(Wanted wanted, Progress progress, boolean really) {
        return switch (new FolderLine(workplace).recoverAndLook(progress)) {
            case Unseen(var trouble) -> new Outcome.Stopped(trouble);
            case Seen seen -> {
                Optional<Snapshot> content = with(seen.found(), wanted);
                if (content.isEmpty()) {
                    yield new Outcome.NoSuchVerses(wanted.part().orElseThrow());
                }
                ChangeSummary changes = ChangeSummary.between(seen.found(), content.get(), workplace.blobs());
                Optional<FolderTrouble> trouble =
                        really ? write(seen, content.get(), wanted, progress) : Optional.empty();
                yield trouble.<Outcome>map(Outcome.Stopped::new)
                        .orElseGet(() -> new Outcome.Restored(wanted.revision(), changes));
            }
        };
    }

    private Optional<FolderTrouble> write(Seen seen, Snapshot content, Wanted wanted, Progress progress) {
        RevisionId folder = workplace.keep(content, List.of(seen.kept(), wanted.revision()), "Restored");
        Snapshot base = content;
        if (wanted.part().isPresent()) {
            Snapshot held = seen.rewinds().stillHeldBy(seen.found());
            base = with(held, wanted).orElse(held);
        }
        ProjectState next =
                workplace.state().withFolder(workplace.folderBase(base, folder)).withKept(folder);
        Operation operation = workplace.folderOperation(
                Operation.Kind.RESTORED,
                Optional.of(seen.kept()),
                Optional.of(folder),
                Optional.of(wanted.revision().hex()),
                List.of());
        return new Applying(workplace).apply(seen.kept(), folder, next, operation, progress);
    }

    /** A content with what is wanted in it; empty where verses do not fit. */
    private Optional<Snapshot> with(Snapshot today, Wanted wanted) {
        if (wanted.part().isEmpty()) {
            return Optional.of(whole(wanted.content(), today));
        }
        Reference part = wanted.part().get();
        return part.verses().isPresent()
                ? withVerses(today, wanted.content(), part)
                : Optional.of(withBook(today, wanted.content(), part.book()));
    }

    /** What this folder cannot hold, or holds for itself alone, is not restored away (rules B1, B3). */
    private static Snapshot whole(Snapshot wanted, Snapshot today) {
        return PlaceView.withIgnoreLists(FolderLine.withCarried(wanted, today), today);
    }

    /** The book goes where the project has it today. */
    private Snapshot withBook(Snapshot today, Snapshot wanted, BookCode book) {
        Entry file = wanted.entries().firstEntry().getValue();
        String path = Optional.ofNullable(
                        SameProject.books(today, workplace.blobs()).get(book))
                .orElse(wanted.entries().firstKey());
        return today.with(path, file);
    }

    /** The verses go where the book has them today; all its other bytes stay. */
    private Optional<Snapshot> withVerses(Snapshot today, Snapshot wanted, Reference part) {
        Optional<String> path =
                Optional.ofNullable(SameProject.books(today, workplace.blobs()).get(part.book()));
        Entry then = wanted.entries().firstEntry().getValue();
        return path.flatMap(known -> today.entry(known)
                .flatMap(entry -> versesReplaced(entry, then, part)
                        .map(bytes -> today.with(
                                known, new Entry(entry.mode(), workplace.blobs().write(bytes))))));
    }

    private Optional<byte[]> versesReplaced(Entry today, Entry then, Reference part) {
        UsfmDocument now = UsfmDocument.parse(workplace.blobs().read(today.id()));
        UsfmDocument old = UsfmDocument.parse(workplace.blobs().read(then.id()));
        int chapter = part.chapter().orElseThrow();
        Map<UnitKey, byte[]> texts = new TreeMap<>();
        for (Unit unit : old.bodies(chapter, part.verses().orElseThrow())) {
            now.unit(unit.key()).ifPresent(there -> texts.put(unit.key(), asEnded(old.bytes(unit), now.bytes(there))));
        }
        List<UnitKey> asked = keys(old, chapter, part);
        return !asked.isEmpty() && asked.equals(keys(now, chapter, part))
                ? Optional.of(now.withReplaced(texts))
                : Optional.empty();
    }

    private static List<UnitKey> keys(UsfmDocument book, int chapter, Reference part) {
        return book.bodies(chapter, part.verses().orElseThrow()).stream()
                .map(Unit::key)
                .toList();
    }

    /** The text with the white space at its end that the other has: what follows today is something else. */
    private static byte[] asEnded(byte[] text, byte[] other) {
        int length = withoutEnd(text);
        int from = withoutEnd(other);
        byte[] ended = Arrays.copyOf(text, length + other.length - from);
        System.arraycopy(other, from, ended, length, other.length - from);
        return ended;
    }

    private static int withoutEnd(byte[] text) {
        int length = text.length;
        while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n' || text[length - 1] == '\r')) {
            length--;
        }
        return length;
    }
}

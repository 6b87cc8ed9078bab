package org.masora.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.core.editing.EditableVerse;
import org.masora.core.editing.Edited;
import org.masora.core.editing.Piece;
import org.masora.core.editing.Piece.Fixed;
import org.masora.core.editing.Story;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.store.Operation;
import org.masora.store.ProjectState;

/**
 * Writes what a person typed into a verse or a frame of a story. What was in the folder is kept before, the change is in
 * the journal around it, and it can be taken back; nothing is written where the text is not what the person saw.
 */
public final class Editing {

    private final Workplace workplace;

    Editing(Workplace workplace) {
        this.workplace = workplace;
    }

    /** What was typed. */
    public sealed interface Request {
        /** The file it was typed into. */
        String path();

        /**
         * Into a verse.
         *
         * @param opened the unit's bytes when it was opened: the fixed pieces are those of these bytes
         * @param standing the bytes that may be replaced: those it was opened on, or others that the person has seen
         * @param typed the verse as it shall be
         * @param agreed what may go with it
         */
        record Verse(String path, UnitKey key, byte[] opened, byte[] standing, List<Piece> typed, Agreed agreed)
                implements Request {
            public Verse {
                typed = List.copyOf(typed);
            }
        }

        /**
         * Into a story.
         *
         * @param part the number of the text in the story
         * @param standing the text that may be replaced
         */
        record Frame(String path, int part, String standing, String typed, Agreed agreed) implements Request {}
    }

    /**
     * What a person has said yes to.
     *
     * @param emptied whether no words may be left
     * @param removed the numbers of fixed pieces that may go
     */
    public record Agreed(boolean emptied, Set<Integer> removed) {
        /** Nothing. */
        public static final Agreed NOTHING = new Agreed(false, Set.of());

        public Agreed {
            removed = Set.copyOf(removed);
        }

        /** Whether it says yes to all that would go with an edit. */
        public boolean covers(Edited.Changed changed) {
            return (!changed.emptied() || emptied)
                    && changed.removed().stream().allMatch(piece -> removed.contains(piece.number()));
        }
    }

    /** What became of it. */
    public sealed interface Outcome {
        /**
         * It is in the folder and kept; the next sync sends it.
         *
         * @param unaligned words that lost their alignment
         */
        record Saved(List<String> unaligned) implements Outcome {
            public Saved {
                unaligned = List.copyOf(unaligned);
            }
        }

        /** Nothing was changed in the words, so nothing was written. */
        record Same() implements Outcome {}

        /** Something else would go with it: nothing was written. */
        record NeedsYes(boolean emptied, List<Fixed> removed) implements Outcome {
            public NeedsYes {
                removed = List.copyOf(removed);
            }
        }

        /**
         * It is not any more what the person saw: nothing was written.
         *
         * @param now the verse's bytes, or the frame's text, as it stands now; empty where it is not there any more
         */
        record OtherMeanwhile(Optional<byte[]> now) implements Outcome {}

        /** An older text came back there, and waits for an answer first (rule P3). */
        record Held() implements Outcome {}

        /** Received text of the file waits, because an editor may have it open: it has to come in first. */
        record EditorOpen() implements Outcome {}

        /** The folder belongs to Paratext, which would not know of the change. */
        record BelongsToParatext() implements Outcome {}

        /** It cannot be written there so that nothing else changes. */
        record NotPossible() implements Outcome {}

        /** The folder cannot be read or written now. */
        record Stopped(FolderTrouble trouble) implements Outcome {}
    }

    Outcome save(Request request, Progress progress) {
        if (workplace.folder().isParatexts()) {
            return new Outcome.BelongsToParatext();
        }
        return switch (new FolderLine(workplace).recoverAndLook(progress)) {
            case Unseen(var trouble) -> new Outcome.Stopped(trouble);
            case Seen seen -> save(request, seen, progress);
        };
    }

    private Outcome save(Request request, Seen seen, Progress progress) {
        Optional<Entry> entry = seen.found().entry(request.path()).filter(Entry::isFile);
        if (entry.isEmpty()) {
            return new Outcome.OtherMeanwhile(Optional.empty());
        }
        if (seen.rewinds().waiting().contains(request.path())) {
            return new Outcome.EditorOpen();
        }
        byte[] file = workplace.blobs().read(entry.get().id());
        Change change = switch (request) {
            case Request.Verse verse -> verse(verse, file, seen.rewinds().held());
            case Request.Frame frame -> frame(frame, file, seen.rewinds().held());
        };
        return switch (change) {
            case Change.Not(var outcome) -> outcome;
            case Change.To(var bytes, var unaligned) -> {
                Entry changed = new Entry(entry.get().mode(), workplace.blobs().write(bytes));
                Optional<FolderTrouble> trouble =
                        write(seen, seen.found().with(request.path(), changed), request.path(), progress);
                yield trouble.isPresent() ? new Outcome.Stopped(trouble.get()) : new Outcome.Saved(unaligned);
            }
        };
    }

    /** What comes of a file. */
    private sealed interface Change {
        /** Nothing, and why. */
        record Not(Outcome outcome) implements Change {}

        /** It gets these bytes. */
        record To(byte[] file, List<String> unaligned) implements Change {}
    }

    private static Change verse(Request.Verse request, byte[] file, List<HeldText> held) {
        UsfmDocument book = UsfmDocument.parse(file);
        Optional<Unit> unit = book.unit(request.key());
        if (unit.isEmpty() || !Arrays.equals(book.bytes(unit.get()), request.standing())) {
            return new Change.Not(new Outcome.OtherMeanwhile(unit.map(book::bytes)));
        }
        String reference = book.book().map(BookCode::code).orElse(request.path()) + " "
                + request.key().chapter() + ":" + request.key().verse();
        if (isHeld(held, request.path(), reference)) {
            return new Change.Not(new Outcome.Held());
        }
        Edited edited = EditableVerse.of(request.opened())
                .map(verse -> verse.with(request.typed()))
                .orElseGet(Edited.Impossible::new);
        return switch (edited) {
            case Edited.Same()
            when Arrays.equals(request.opened(), request.standing()) -> new Change.Not(new Outcome.Same());
            case Edited.Same() -> placed(book, request.key(), request.opened(), List.of());
            case Edited.Impossible() -> new Change.Not(new Outcome.NotPossible());
            case Edited.Changed changed ->
                request.agreed().covers(changed)
                        ? placed(book, request.key(), changed.unit(), changed.unaligned())
                        : new Change.Not(new Outcome.NeedsYes(changed.emptied(), changed.removed()));
        };
    }

    private static Change placed(UsfmDocument book, UnitKey key, byte[] unit, List<String> unaligned) {
        return EditableVerse.inBook(book, key, unit)
                .<Change>map(bytes -> new Change.To(bytes, unaligned))
                .orElseGet(() -> new Change.Not(new Outcome.NotPossible()));
    }

    private static Change frame(Request.Frame request, byte[] file, List<HeldText> held) {
        Optional<Story> story = Story.of(file);
        Optional<String> now = story.flatMap(read -> read.part(request.part())).map(Story.Part::text);
        if (!now.equals(Optional.of(request.standing()))) {
            return new Change.Not(new Outcome.OtherMeanwhile(now.map(text -> text.getBytes(StandardCharsets.UTF_8))));
        }
        if (isHeld(held, request.path(), request.path())) {
            return new Change.Not(new Outcome.Held());
        }
        if (request.typed().strip().equals(request.standing())) {
            return new Change.Not(new Outcome.Same());
        }
        boolean emptied = request.typed().isBlank() && !request.standing().isEmpty();
        if (emptied && !request.agreed().emptied()) {
            return new Change.Not(new Outcome.NeedsYes(true, List.of()));
        }
        return story.flatMap(read -> read.with(request.part(), request.typed()))
                .<Change>map(bytes -> new Change.To(bytes, List.of()))
                .orElseGet(() -> new Change.Not(new Outcome.NotPossible()));
    }

    private static boolean isHeld(List<HeldText> held, String path, String reference) {
        return held.stream()
                .filter(text -> text.path().equals(path))
                .anyMatch(text -> text.reference().isEmpty() || text.reference().equals(reference));
    }

    private Optional<FolderTrouble> write(Seen seen, Snapshot content, String path, Progress progress) {
        RevisionId onDisk = workplace.keep(content, List.of(seen.kept()), "Edited");
        // What a person writes here is no older text that came back (rule P3), so the folder's base moves with it.
        ProjectState next = workplace
                .state()
                .withFolder(workplace.folderBase(seen.rewinds().stillHeldBy(content), onDisk))
                .withKept(onDisk);
        Operation operation = workplace.folderOperation(
                Operation.Kind.EDITED, Optional.of(seen.kept()), Optional.of(onDisk), Optional.of(path), List.of());
        return new Applying(workplace).apply(seen.kept(), onDisk, next, operation, progress);
    }
}

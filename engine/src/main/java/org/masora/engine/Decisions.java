package org.masora.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.core.conflict.Choice;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.conflict.ConflictState;
import org.masora.core.conflict.Event;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitReading;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.store.Operation;
import org.masora.store.ProjectState;

/** What waits for a person, and the person's answers (rules C and P3). A decision is an ordinary change. */
public final class Decisions {

    private final Workplace workplace;
    private final RecordKeeping keeping;

    Decisions(Workplace workplace) {
        this.workplace = workplace;
        this.keeping = new RecordKeeping(workplace);
    }

    /**
     * A disagreement as it is shown: what stood before, both texts, and today's.
     *
     * @param id for answering; any unique beginning of it will do
     * @param automatic whether it was settled without asking
     * @param base the text before, exact bytes
     * @param published the reading that stands or stood
     * @param other the reading that was not kept, or was combined
     * @param today what stands in the folder now
     * @param publishedBy who wrote the published one, where known
     * @param otherBy who wrote the other, where known
     * @param settledByEdit whether today's text is the other reading: somebody settled it by editing (rule C5)
     */
    public record View(
            String id,
            ConflictType type,
            UnitRef reference,
            boolean automatic,
            Optional<byte[]> base,
            Optional<byte[]> published,
            Optional<byte[]> other,
            Optional<byte[]> today,
            Optional<Person> publishedBy,
            Optional<Person> otherBy,
            Instant met,
            boolean settledByEdit) {}

    /** What a person says. */
    public sealed interface Answer {
        record Published() implements Answer {}

        record Other() implements Answer {}

        record Both() implements Answer {}

        record Today() implements Answer {}

        record Text(byte[] text) implements Answer {}

        record TurnBack() implements Answer {}
    }

    /** What became of an answer. */
    public sealed interface Outcome {
        /** It is done and kept; the next sync sends it. */
        record Done(String id, UnitRef reference) implements Outcome {}

        /** Held text was answered (rule P3). */
        record Released(HeldText text, boolean keptOld) implements Outcome {}

        /** No such conflict, or the beginning of an id fits several. */
        record Unknown(String id, int fitting) implements Outcome {}

        /** The answer does not fit: the reading it asks for does not exist, or it is not open to this. */
        record NotPossible(String id, Reason reason) implements Outcome {}

        /** The folder cannot be read or written now. */
        record Stopped(FolderTrouble trouble) implements Outcome {}

        /** Why an answer does not fit. */
        enum Reason {
            /** That side does not have the text. */
            NO_SUCH_READING,
            /** The text cannot be found in the folder any more: edit it there, then answer "today". */
            NOT_FOUND_IN_FOLDER,
            /** The verse is held because an older text came back; say first which is meant (rule P3). */
            HELD,
            /** Only an automatic choice or a decision can be turned back. */
            NOTHING_TO_TURN_BACK,
            /** It was decided already. */
            ALREADY_DECIDED
        }
    }

    List<View> list(boolean automatic, Snapshot today) {
        ConflictRecords records = keeping.records(workplace.state());
        UnitText texts = new UnitText(today, workplace.blobs());
        List<View> views = new ArrayList<>();
        for (ConflictRecord record : records.records()) {
            boolean wanted = switch (record.state()) {
                case ConflictState.Open open -> !automatic;
                case ConflictState.Automatic chosen -> automatic;
                case ConflictState.Closed closed -> false;
                case ConflictState.Withdrawn withdrawn -> false;
            };
            if (wanted) {
                RecordKeeping.newest(record).ifPresent(opened -> views.add(view(records, record, opened, texts)));
            }
        }
        views.sort(Comparator.comparing((View v) -> v.reference().container())
                .thenComparing(View::met)
                .thenComparing(View::id));
        return views;
    }

    private View view(ConflictRecords records, ConflictRecord record, Event.Opened opened, UnitText texts) {
        Optional<byte[]> today =
                texts.bytesToday(record.type(), record.reference(), RecordKeeping.readings(records, record));
        return new View(
                record.id().hex(),
                record.type(),
                record.reference(),
                opened.kind() == Conflict.Kind.AUTOMATIC,
                opened.base().flatMap(t -> records.text(record.id(), t)),
                opened.stood().text().flatMap(t -> records.text(record.id(), t)),
                opened.other().text().flatMap(t -> records.text(record.id(), t)),
                today,
                opened.stood().origin().who(),
                opened.other().origin().who(),
                opened.when(),
                records.settledByEdit(record.id(), today));
    }

    Outcome answer(String idOrBeginning, Answer answer, Progress progress) {
        Optional<FolderTrouble> stuck = new Applying(workplace).recover(progress);
        if (stuck.isPresent()) {
            return new Outcome.Stopped(stuck.get());
        }
        return switch (new FolderLine(workplace).look(progress)) {
            case Unseen(var trouble) -> new Outcome.Stopped(trouble);
            case Seen seen -> answer(idOrBeginning, answer, seen, progress);
        };
    }

    private Outcome answer(String idOrBeginning, Answer answer, Seen seen, Progress progress) {
        List<HeldText> held = seen.rewinds().held().stream()
                .filter(text -> text.id().equals(idOrBeginning))
                .toList();
        if (!held.isEmpty()) {
            return release(held.getFirst(), answer, seen, progress);
        }
        ConflictRecords records = keeping.records(workplace.state());
        List<ConflictId> fitting = records.ids().stream()
                .filter(id -> !idOrBeginning.isBlank() && id.hex().startsWith(idOrBeginning))
                .toList();
        Optional<ConflictRecord> record = fitting.size() == 1 ? records.record(fitting.getFirst()) : Optional.empty();
        if (record.isEmpty()) {
            return new Outcome.Unknown(idOrBeginning, fitting.size());
        }
        return decide(records, record.get(), answer, seen, progress);
    }

    private Outcome decide(
            ConflictRecords records, ConflictRecord record, Answer answer, Seen seen, Progress progress) {
        UnitRef reference = record.reference();
        UnitText texts = new UnitText(seen.found(), workplace.blobs());
        if (seen.rewinds().held().stream().anyMatch(text -> isAbout(text, reference, texts))) {
            return new Outcome.NotPossible(record.id().hex(), Outcome.Reason.HELD);
        }
        Optional<Event.Opened> opened = RecordKeeping.newest(record);
        Optional<Outcome.Reason> refused = refusal(record, answer);
        if (opened.isEmpty() || refused.isPresent()) {
            return new Outcome.NotPossible(record.id().hex(), refused.orElse(Outcome.Reason.NO_SUCH_READING));
        }
        Optional<byte[]> published = opened.get().stood().text().flatMap(t -> records.text(record.id(), t));
        Optional<byte[]> other = opened.get().other().text().flatMap(t -> records.text(record.id(), t));
        List<byte[]> known = RecordKeeping.readings(records, record);
        UnitReading today = texts.today(record.type(), reference, known);
        boolean bothNeeded = answer instanceof Answer.Both && (published.isEmpty() || other.isEmpty());
        if (bothNeeded) {
            return new Outcome.NotPossible(record.id().hex(), Outcome.Reason.NO_SUCH_READING);
        }
        Optional<byte[]> wanted = switch (answer) {
            case Answer.Published() -> published;
            case Answer.Other() -> other;
            case Answer.Both() -> Optional.of(UnitText.both(published.orElseThrow(), other.orElseThrow()));
            case Answer.Today() -> texts.bytesToday(record.type(), reference, known);
            case Answer.Text(var text) -> Optional.of(UnitText.asUnit(reference, record.type(), text));
            case Answer.TurnBack() -> published;
        };
        boolean stands = switch (today) {
            case UnitReading.Text(var bytes) -> wanted.isPresent() && Arrays.equals(bytes, wanted.get());
            case UnitReading.Absent() -> wanted.isEmpty();
            case UnitReading.Unknown() -> false;
        };
        Optional<Snapshot> changed =
                stands ? Optional.of(seen.found()) : texts.with(record.type(), reference, known, wanted);
        if (changed.isEmpty() || today instanceof UnitReading.Unknown) {
            return new Outcome.NotPossible(record.id().hex(), Outcome.Reason.NOT_FOUND_IN_FOLDER);
        }
        ProjectState state = answer instanceof Answer.TurnBack
                ? keeping.turnedBack(workplace.state(), record.id())
                : keeping.decided(workplace.state(), record.id(), choice(answer), wanted);
        Optional<FolderTrouble> trouble = write(
                seen,
                state,
                changed.get(),
                seen.rewinds().stillHeldBy(changed.get()),
                Operation.Kind.DECIDED,
                record.id().hex(),
                progress);
        return trouble.isPresent()
                ? new Outcome.Stopped(trouble.get())
                : new Outcome.Done(record.id().hex(), reference);
    }

    private static boolean isAbout(HeldText text, UnitRef reference, UnitText texts) {
        boolean wholeFile = text.reference().isEmpty();
        return wholeFile
                ? texts.path(reference).equals(Optional.of(text.path()))
                : text.reference().equals(reference.container() + " " + reference.unit());
    }

    private static Optional<Outcome.Reason> refusal(ConflictRecord record, Answer answer) {
        boolean turnBack = answer instanceof Answer.TurnBack;
        return switch (record.state()) {
            case ConflictState.Open open ->
                turnBack ? Optional.of(Outcome.Reason.NOTHING_TO_TURN_BACK) : Optional.empty();
            case ConflictState.Automatic automatic -> Optional.empty();
            case ConflictState.Closed closed ->
                turnBack ? Optional.empty() : Optional.of(Outcome.Reason.ALREADY_DECIDED);
            case ConflictState.Withdrawn withdrawn -> Optional.of(Outcome.Reason.ALREADY_DECIDED);
        };
    }

    private static Choice choice(Answer answer) {
        return switch (answer) {
            case Answer.Published() -> Choice.PUBLISHED;
            case Answer.Other() -> Choice.OTHER;
            case Answer.Both() -> Choice.BOTH;
            case Answer.Today() -> Choice.TODAY;
            case Answer.Text(var text) -> Choice.TEXT;
            case Answer.TurnBack() -> throw new IllegalArgumentException("turning back is no choice");
        };
    }

    /** "Keep the old" makes it an edit; "bring back the newer" puts the received text into the folder (rule P3). */
    private Outcome release(HeldText text, Answer answer, Seen seen, Progress progress) {
        Set<String> ids = Set.of(text.id());
        Optional<Boolean> keepOld = switch (answer) {
            case Answer.Today() -> Optional.of(true);
            case Answer.Published() -> Optional.of(false);
            case Answer.Other() -> Optional.empty();
            case Answer.Both() -> Optional.empty();
            case Answer.Text(var bytes) -> Optional.empty();
            case Answer.TurnBack() -> Optional.empty();
        };
        if (keepOld.isEmpty()) {
            return new Outcome.NotPossible(text.id(), Outcome.Reason.HELD);
        }
        Snapshot disk = keepOld.get() ? seen.found() : seen.rewinds().broughtBack(ids);
        Snapshot base = keepOld.get()
                ? seen.rewinds().baseAccepting(ids)
                : workplace.vault().snapshot(workplace.state().folder().orElseThrow());
        Optional<FolderTrouble> trouble =
                write(seen, workplace.state(), disk, base, Operation.Kind.RELEASED, text.id(), progress);
        return trouble.isPresent() ? new Outcome.Stopped(trouble.get()) : new Outcome.Released(text, keepOld.get());
    }

    private Optional<FolderTrouble> write(
            Seen seen,
            ProjectState state,
            Snapshot disk,
            Snapshot folderBase,
            Operation.Kind kind,
            String note,
            Progress progress) {
        RevisionId onDisk =
                disk.equals(seen.found()) ? seen.kept() : workplace.keep(disk, List.of(seen.kept()), "Decided");
        ProjectState next =
                state.withFolder(workplace.folderBase(folderBase, onDisk)).withKept(onDisk);
        Operation operation = workplace.folderOperation(
                kind, Optional.of(seen.kept()), Optional.of(onDisk), Optional.of(note), List.of());
        return new Applying(workplace).apply(seen.kept(), onDisk, next, operation, progress);
    }
}

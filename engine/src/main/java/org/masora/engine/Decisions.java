package org.masora.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.core.conflict.Choice;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.conflict.ConflictState;
import org.masora.core.conflict.Event;
import org.masora.core.conflict.EventId;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitReading;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BookNames;
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
            boolean settledByEdit) {

        /** Both texts, one after the other, as {@link Answer.Both} has them; empty where there is only one. */
        public Optional<byte[]> both() {
            return published.flatMap(one -> other.map(another -> UnitText.both(one, another)));
        }
    }

    /**
     * A disagreement that somebody decided.
     *
     * @param view as it was shown before
     * @param choice what was chosen
     * @param text what stands by it; absent when nothing does
     * @param by who decided
     * @param when by that person's clock
     * @param sent whether every place is known to hold the decision
     */
    public record Settled(View view, Choice choice, Optional<byte[]> text, Person by, Instant when, boolean sent) {}

    /**
     * All that there is to decide, or was.
     *
     * @param open what waits
     * @param automatic what was settled without asking
     * @param settled what was decided, newest first
     * @param held older texts that came back (rule P3)
     * @param bookNames what the books are called in the project; asked while the project is open
     */
    public record Listing(
            List<View> open, List<View> automatic, List<Settled> settled, List<HeldText> held, BookNames bookNames) {
        public Listing {
            open = List.copyOf(open);
            automatic = List.copyOf(automatic);
            settled = List.copyOf(settled);
            held = List.copyOf(held);
        }
    }

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
            /** Received text of the book waits, because an editor may have it open: it has to come in first. */
            EDITOR_OPEN,
            /** Somebody has edited the text since the person saw it who answers: it has to be looked at first. */
            CHANGED_SINCE,
            /** Only an automatic choice or a decision can be turned back. */
            NOTHING_TO_TURN_BACK,
            /** It was decided already. */
            ALREADY_DECIDED
        }
    }

    /** What became of several answers that were one act. */
    public sealed interface Together {
        /**
         * It is done and kept, as one operation.
         *
         * @param decided where
         * @param left what did not fit and was left as it was
         */
        record Done(List<UnitRef> decided, List<Outcome> left) implements Together {
            public Done {
                decided = List.copyOf(decided);
                left = List.copyOf(left);
            }
        }

        /** The folder cannot be read or written now. */
        record Stopped(FolderTrouble trouble) implements Together {}
    }

    Listing list(Snapshot today, List<HeldText> held) {
        ConflictRecords records = keeping.records(workplace.state());
        List<ConflictRecords> elsewhere = keeping.atPlaces(workplace.state());
        UnitText texts = new UnitText(today, workplace.blobs());
        List<View> open = new ArrayList<>();
        List<View> automatic = new ArrayList<>();
        List<Settled> settled = new ArrayList<>();
        for (ConflictRecord record : records.records()) {
            Optional<View> view = RecordKeeping.newest(record).map(opened -> view(records, record, opened, texts));
            if (view.isEmpty()) {
                continue;
            }
            switch (record.state()) {
                case ConflictState.Open _ -> open.add(view.get());
                case ConflictState.Automatic _ -> automatic.add(view.get());
                case ConflictState.Closed closed -> settled.add(settled(records, view.get(), closed, elsewhere));
                case ConflictState.Withdrawn _ -> {}
            }
        }
        Comparator<View> order = Comparator.comparing((View v) -> v.reference().container())
                .thenComparing(View::met)
                .thenComparing(View::id);
        open.sort(order);
        automatic.sort(order);
        settled.sort(Comparator.comparing(Settled::when).reversed().thenComparing(Settled::view, order));
        return new Listing(open, automatic, settled, held, texts.bookNames());
    }

    private static Settled settled(
            ConflictRecords records, View view, ConflictState.Closed closed, List<ConflictRecords> elsewhere) {
        ConflictId id = new ConflictId(view.id());
        Map.Entry<EventId, Event.Decided> decision = closed.decisions().firstEntry();
        Event.Decided decided = decision.getValue();
        boolean sent = !elsewhere.isEmpty() && elsewhere.stream().allMatch(place -> place.knows(id, decision.getKey()));
        return new Settled(
                view,
                decided.choice(),
                decided.text().flatMap(text -> records.text(id, text)),
                decided.who(),
                decided.when(),
                sent);
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
        return switch (new FolderLine(workplace).recoverAndLook(progress)) {
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
        return switch (fitted(records, record, answer, seen, seen.found())) {
            case Fitted.Not(var reason) -> new Outcome.NotPossible(record.id().hex(), reason);
            case Fitted.Fits(var content, var decided) ->
                writeDecided(seen, content, decided, record.id().hex(), progress)
                        .<Outcome>map(Outcome.Stopped::new)
                        .orElseGet(() -> new Outcome.Done(record.id().hex(), record.reference()));
        };
    }

    /**
     * Answers several at once: one operation, which is taken back as one. What does not fit is left as it was.
     *
     * @param seen what stood in the folder when the person answered, by the same ids (rule C5); of those that are missing
     *     nothing is compared
     */
    Together answerTogether(Map<String, Answer> answers, Map<String, Optional<byte[]>> seen, Progress progress) {
        return switch (new FolderLine(workplace).recoverAndLook(progress)) {
            case Unseen(var trouble) -> new Together.Stopped(trouble);
            case Seen now -> answerTogether(answers, seen, now, progress);
        };
    }

    private Together answerTogether(
            Map<String, Answer> answers, Map<String, Optional<byte[]>> before, Seen seen, Progress progress) {
        ConflictRecords records = keeping.records(workplace.state());
        Snapshot content = seen.found();
        UnitText found = new UnitText(content, workplace.blobs());
        List<UnitRef> decided = new ArrayList<>();
        List<Outcome> left = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (var given : answers.entrySet()) {
            Optional<ConflictRecord> record = ConflictId.isConflictId(given.getKey())
                    ? records.record(new ConflictId(given.getKey()))
                    : Optional.empty();
            if (record.isEmpty()) {
                left.add(new Outcome.Unknown(given.getKey(), 0));
                continue;
            }
            if (isEditedSince(record.get(), before, records, found)) {
                left.add(new Outcome.NotPossible(given.getKey(), Outcome.Reason.CHANGED_SINCE));
                continue;
            }
            switch (fitted(records, record.get(), given.getValue(), seen, content)) {
                case Fitted.Not(var reason) -> left.add(new Outcome.NotPossible(given.getKey(), reason));
                case Fitted.Fits(var changed, var known) -> {
                    content = changed;
                    records = known;
                    decided.add(record.get().reference());
                    ids.add(given.getKey());
                }
            }
        }
        if (decided.isEmpty()) {
            return new Together.Done(decided, left);
        }
        return writeDecided(seen, content, records, String.join(" ", ids), progress)
                .<Together>map(Together.Stopped::new)
                .orElseGet(() -> new Together.Done(decided, left));
    }

    /** Whether the text is another than the person saw who answers (rule C5). */
    private static boolean isEditedSince(
            ConflictRecord record, Map<String, Optional<byte[]>> before, ConflictRecords records, UnitText found) {
        Optional<byte[]> then = before.getOrDefault(record.id().hex(), Optional.empty());
        return then.isPresent()
                && found.bytesToday(record.type(), record.reference(), RecordKeeping.readings(records, record))
                        .filter(now -> !Arrays.equals(now, then.get()))
                        .isPresent();
    }

    /** What an answer would make of the project. */
    private sealed interface Fitted {
        record Fits(Snapshot content, ConflictRecords records) implements Fitted {}

        record Not(Outcome.Reason reason) implements Fitted {}
    }

    /**
     * Works out an answer; nothing is written but texts.
     *
     * @param content the folder's content, with what earlier answers of the same act made of it
     */
    private Fitted fitted(ConflictRecords records, ConflictRecord record, Answer answer, Seen seen, Snapshot content) {
        UnitRef reference = record.reference();
        UnitText texts = new UnitText(content, workplace.blobs());
        if (texts.path(reference).filter(seen.rewinds().waiting()::contains).isPresent()) {
            return new Fitted.Not(Outcome.Reason.EDITOR_OPEN);
        }
        if (seen.rewinds().held().stream().anyMatch(text -> isAbout(text, reference, texts))) {
            return new Fitted.Not(Outcome.Reason.HELD);
        }
        Optional<Event.Opened> opened = RecordKeeping.newest(record);
        Optional<Outcome.Reason> refused = refusal(record, answer);
        if (opened.isEmpty() || refused.isPresent()) {
            return new Fitted.Not(refused.orElse(Outcome.Reason.NO_SUCH_READING));
        }
        Optional<byte[]> published = opened.get().stood().text().flatMap(t -> records.text(record.id(), t));
        Optional<byte[]> other = opened.get().other().text().flatMap(t -> records.text(record.id(), t));
        List<byte[]> known = RecordKeeping.readings(records, record);
        UnitReading today = texts.today(record.type(), reference, known);
        boolean bothNeeded = answer instanceof Answer.Both && (published.isEmpty() || other.isEmpty());
        if (bothNeeded) {
            return new Fitted.Not(Outcome.Reason.NO_SUCH_READING);
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
        // What changes nothing can be said also where the text's place cannot be told any more.
        boolean placeKnown = !(today instanceof UnitReading.Unknown);
        boolean untouched =
                stands || answer instanceof Answer.Today || (answer instanceof Answer.TurnBack && !placeKnown);
        Optional<Snapshot> changed = Optional.empty();
        if (untouched) {
            changed = Optional.of(content);
        } else if (placeKnown) {
            changed = texts.with(record.type(), reference, known, wanted);
        }
        if (changed.isEmpty()) {
            return new Fitted.Not(Outcome.Reason.NOT_FOUND_IN_FOLDER);
        }
        return new Fitted.Fits(
                changed.get(),
                answer instanceof Answer.TurnBack
                        ? records.turnedBack(record.id(), workplace.person(), workplace.now())
                        : records.decided(record.id(), choice(answer), wanted, workplace.person(), workplace.now()));
    }

    private Optional<FolderTrouble> writeDecided(
            Seen seen, Snapshot content, ConflictRecords records, String note, Progress progress) {
        return write(
                seen,
                keeping.stored(workplace.state(), records),
                content,
                seen.rewinds().stillHeldBy(content),
                Operation.Kind.DECIDED,
                note,
                progress);
    }

    private static boolean isAbout(HeldText text, UnitRef reference, UnitText texts) {
        boolean wholeFile = text.reference().isEmpty();
        return wholeFile
                ? texts.path(reference).equals(Optional.of(text.path()))
                : text.reference()
                        .equals(reference.container() + " " + reference.unit().replace(" lead", ""));
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
        Set<String> ids = seen.rewinds().answeredWith(text.id());
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
                : seen.rewinds().baseOfBroughtBack(ids);
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

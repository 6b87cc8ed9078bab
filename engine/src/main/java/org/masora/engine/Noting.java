package org.masora.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.core.conflict.Choice;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.conflict.ConflictState;
import org.masora.core.conflict.Event;
import org.masora.core.merge.ReadingWords;
import org.masora.core.paratext.ConflictNotes;
import org.masora.core.paratext.ConflictNotes.Remark;
import org.masora.core.paratext.ConflictNotes.Standing;
import org.masora.core.project.Person;
import org.masora.core.project.Snapshot;
import org.masora.store.ProjectState;

/**
 * Disagreements as the conflict notes of a Paratext project, and back: an open one has a note, a decided one a settled
 * note, and what people settle in Paratext is a decision here, made once. Worked out from the records and the content
 * alone, so that it does not matter what was interrupted when.
 */
final class Noting {

    private static final String DECIDED = "Decided.";
    private static final String OPEN_AGAIN = "Waits for a decision again.";

    private final Workplace workplace;
    private final RecordKeeping keeping;

    Noting(Workplace workplace) {
        this.workplace = workplace;
        this.keeping = new RecordKeeping(workplace);
    }

    /**
     * The content with the notes that it should have.
     *
     * @param user whose notes are written, by the Paratext user name
     */
    Snapshot noted(Snapshot content, String user) {
        ConflictRecords records = keeping.records(workplace.state());
        if (records.ids().isEmpty()) {
            return content;
        }
        ConflictNotes notes = ConflictNotes.in(content, workplace.blobs());
        List<Remark> remarks = new ArrayList<>();
        for (ConflictRecord record : records.records()) {
            if (notes.canBeAbout(record.reference())) {
                remark(records, record, notes.thread(record.id())).ifPresent(remarks::add);
            }
        }
        return notes.with(user, remarks);
    }

    private Optional<Remark> remark(ConflictRecords records, ConflictRecord record, Optional<Standing> thread) {
        Optional<Event.Opened> opened = RecordKeeping.newest(record);
        boolean open = record.state() instanceof ConflictState.Open;
        boolean settledThere = thread.filter(Standing::resolved).isPresent();
        boolean asItShouldBe = open == (thread.isPresent() && !settledThere);
        boolean neverNoted = thread.isEmpty() && !open;
        // What people settled in Paratext and nobody here has taken up yet is no reason to open it again.
        boolean news = open && settledThere && !isTakenUp(record, thread.get());
        if (opened.isEmpty() || asItShouldBe || neverNoted || news) {
            return Optional.empty();
        }
        String stood = words(records, record, opened.get().stood());
        String other = words(records, record, opened.get().other());
        Instant when = record.unanswered().values().stream()
                .map(Event::when)
                .max(Instant::compareTo)
                .orElseGet(() -> opened.get().when());
        Instant after = thread.map(Standing::newest)
                .map(newest -> newest.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(least -> least.isAfter(when))
                .orElse(when);
        String said = thread.isEmpty() ? other : open ? OPEN_AGAIN : DECIDED;
        return Optional.of(new Remark(record.id(), record.reference(), record.type(), after, !open, stood, said));
    }

    private static String words(ConflictRecords records, ConflictRecord record, Event.Reading reading) {
        return reading.text()
                .flatMap(text -> records.text(record.id(), text))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static boolean isTakenUp(ConflictRecord record, Standing thread) {
        Instant when = thread.newest().truncatedTo(ChronoUnit.SECONDS);
        return thread.byPerson().isEmpty()
                || record.events().values().stream()
                        .anyMatch(event -> event instanceof Event.Decided decided
                                && decided.when().equals(when)
                                && decided.who().name().equals(thread.byPerson().get()));
    }

    /** What people settled in Paratext is decided here: what stands there is what they chose. */
    ProjectState decided(ProjectState state, Snapshot there) {
        ConflictRecords records = keeping.records(state);
        if (records.ids().isEmpty()) {
            return state;
        }
        ConflictNotes notes = ConflictNotes.in(there, workplace.blobs());
        UnitText texts = new UnitText(there, workplace.blobs());
        ProjectState next = state;
        for (ConflictRecord record : records.records()) {
            Optional<Standing> settled =
                    notes.thread(record.id()).filter(thread -> thread.resolved() && !isTakenUp(record, thread));
            if (record.state() instanceof ConflictState.Open && settled.isPresent()) {
                Optional<byte[]> today =
                        texts.bytesToday(record.type(), record.reference(), RecordKeeping.readings(records, record));
                next = keeping.decidedBy(
                        next,
                        record.id(),
                        choice(records, record, today),
                        today,
                        new Person(settled.get().byPerson().orElseThrow(), ""),
                        settled.get().newest().truncatedTo(ChronoUnit.SECONDS));
            }
        }
        return next;
    }

    private static Choice choice(ConflictRecords records, ConflictRecord record, Optional<byte[]> today) {
        Optional<Event.Opened> opened = RecordKeeping.newest(record);
        ReadingWords now = ReadingWords.of(record.type(), today);
        boolean stood = opened.filter(event -> says(records, record, event.stood(), now))
                .isPresent();
        boolean other = opened.filter(event -> says(records, record, event.other(), now))
                .isPresent();
        return stood ? Choice.PUBLISHED : other ? Choice.OTHER : Choice.TODAY;
    }

    private static boolean says(
            ConflictRecords records, ConflictRecord record, Event.Reading reading, ReadingWords words) {
        Optional<byte[]> text = reading.text().flatMap(id -> records.text(record.id(), id));
        return ReadingWords.of(record.type(), text).equals(words);
    }
}

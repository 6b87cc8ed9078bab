package org.masora.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.conflict.DecisionTrailer;
import org.masora.core.conflict.Event;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Opened;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.ReadingWords;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BlobId;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.scripture.Reference;
import org.masora.store.Vault.Heading;

/**
 * Which revisions disagreements about a verse came from. A record names no revision, so each is proved:
 *
 * <ul>
 *   <li>the merge that met it has parents whose texts give the disagreement's id (rule C2), and the author whom its
 *       record names,
 *   <li>a reading's own revision has the author and the time that the record names, and the reading's words in the
 *       place that the disagreement is about,
 *   <li>a decision's revision names it in a trailer (rule C4), or has its author and time, and the decided words
 *       there.
 * </ul>
 *
 * That a text elsewhere in the history has the same words proves nothing.
 */
final class ConflictTraces {

    /** A merge and the event that tells of it are written by one clock, one after the other. */
    private static final Duration OF_ONE_RUN = Duration.ofMinutes(1);

    private final Workplace workplace;
    private final ConflictRecords records;
    private final List<ConflictRecord> about;
    private final Map<RevisionId, Set<ConflictId>> traces = new HashMap<>();
    private final Map<RevisionId, UnitText> texts = new HashMap<>();

    ConflictTraces(Workplace workplace, Reference reference) {
        this.workplace = workplace;
        this.records = new RecordKeeping(workplace).records(workplace.state());
        this.about = records.records().stream()
                .filter(record -> isAbout(record.reference(), reference))
                .toList();
    }

    /** Whether a disagreement is about the text of any of these verses; not about what introduces one. */
    private static boolean isAbout(UnitRef unit, Reference reference) {
        return unit.container().equals(reference.book().code())
                && Reference.parse(unit.container() + " " + unit.unit())
                        instanceof Reference.Parsed.Found(Reference disputed)
                && disputed.verses().isPresent()
                && (reference.chapter().isEmpty() || reference.chapter().equals(disputed.chapter()))
                && (reference.verses().isEmpty()
                        || reference.verses().get().overlaps(disputed.verses().get()));
    }

    /** The disagreements that came from this revision, in which its text was a reading, or which it decided. */
    Set<ConflictId> at(RevisionId revision) {
        return traces.getOrDefault(revision, Set.of());
    }

    /** Looks for the revisions of all disagreements among these. */
    void follow(Collection<Heading> revisions) {
        if (about.isEmpty()) {
            return;
        }
        for (Heading revision : revisions) {
            for (ConflictRecord record : about) {
                for (Event event : record.events().values()) {
                    switch (event) {
                        case Opened opened -> opened(revision, record, opened);
                        case Decided decided -> decided(revision, record, decided);
                        case Event.Withdrawn _, Event.TurnedBack _ -> {}
                    }
                }
            }
        }
    }

    private void opened(Heading revision, ConflictRecord record, Opened opened) {
        boolean ofTheMeeting = isBy(revision, opened.who()) && isNear(revision, opened.when());
        if (ofTheMeeting) {
            List<RevisionId> sides = sides(revision.parents(), record);
            sides.forEach(side -> trace(side, record));
            if (!sides.isEmpty() && says(revision.id(), record, opened.merged())) {
                trace(revision.id(), record);
            }
        }
        for (Event.Reading reading : List.of(opened.stood(), opened.other())) {
            boolean isItsRevision = reading.origin().who().equals(Optional.of(revision.author()))
                    && reading.origin().when().equals(Optional.of(revision.time()));
            if (isItsRevision && says(revision.id(), record, reading.text())) {
                trace(revision.id(), record);
            }
        }
    }

    private void decided(Heading revision, ConflictRecord record, Decided decided) {
        boolean named = revision.message().contains(record.id().hex())
                && DecisionTrailer.parse(revision.message(), revision.author()).stream()
                        .anyMatch(trailer -> trailer.conflict().equals(record.id())
                                && trailer.event().answers().equals(decided.answers()));
        boolean ofTheDecision = isBy(revision, decided.who()) && isNear(revision, decided.when());
        if ((named || ofTheDecision) && says(revision.id(), record, decided.text())) {
            trace(revision.id(), record);
        }
    }

    private static boolean isBy(Heading revision, Person person) {
        return revision.author().equals(person);
    }

    private static boolean isNear(Heading revision, Instant when) {
        return Duration.between(revision.time(), when).abs().compareTo(OF_ONE_RUN) <= 0;
    }

    /** The two of these revisions that disagree in just this; none where no two do. */
    private List<RevisionId> sides(List<RevisionId> revisions, ConflictRecord record) {
        for (int i = 0; i < revisions.size(); i++) {
            for (RevisionId other : revisions.subList(i + 1, revisions.size())) {
                ConflictIdentity between = ConflictIdentity.of(
                        record.type(), record.reference(), text(revisions.get(i), record), text(other, record));
                if (between.id().equals(record.id())) {
                    return List.of(revisions.get(i), other);
                }
            }
        }
        return List.of();
    }

    private boolean says(RevisionId revision, ConflictRecord record, Optional<BlobId> text) {
        Optional<byte[]> wanted = text.flatMap(id -> records.text(record.id(), id));
        return wanted.isPresent() == text.isPresent()
                && ReadingWords.of(record.type(), text(revision, record))
                        .equals(ReadingWords.of(record.type(), wanted));
    }

    private Optional<byte[]> text(RevisionId revision, ConflictRecord record) {
        return texts.computeIfAbsent(
                        revision, _ -> new UnitText(workplace.vault().snapshot(revision), workplace.blobs()))
                .bytesToday(record.type(), record.reference(), RecordKeeping.readings(records, record));
    }

    private void trace(RevisionId revision, ConflictRecord record) {
        traces.computeIfAbsent(revision, _ -> new LinkedHashSet<>()).add(record.id());
    }
}

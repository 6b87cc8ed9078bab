package org.masora.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.core.conflict.ConflictRecord;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.conflict.DecisionTrailer;
import org.masora.core.conflict.Meeting;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.Side;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.store.Vault.Heading;

/**
 * Conflict records that vanished, in a fork or a repository made anew, worked out again from what is
 * published (rule C4): each of Masora's merges is made once more from its parents, and the trailers of
 * decisions say what became of what it met. The records come out byte for byte as they were.
 */
final class RecordRebuilding {

    private final Workplace workplace;
    private final Ancestry ancestry;
    private final Map<RevisionId, ConflictRecords> rebuilt = new HashMap<>();

    RecordRebuilding(Workplace workplace) {
        this.workplace = workplace;
        this.ancestry = new Ancestry(workplace);
    }

    /** The records that the history of this revision tells of. */
    ConflictRecords of(RevisionId head) {
        ConflictRecords known = rebuilt.get(head);
        if (known == null) {
            known = ConflictRecords.read(Snapshot.EMPTY, workplace.blobs());
            for (Heading revision : workplace.vault().headings(head)) {
                known = withDecisions(withMeetings(known, revision), revision);
            }
            rebuilt.put(head, known);
        }
        return known;
    }

    private ConflictRecords withMeetings(ConflictRecords known, Heading revision) {
        boolean takesBack = Publication.takesBack(revision);
        if (!Publication.isMerge(revision) && !takesBack) {
            return known;
        }
        RevisionId head = revision.parents().getFirst();
        RevisionId netChange = revision.parents().getLast();
        List<Conflict> met = takesBack ? metTakingBack(netChange, head) : metMerging(netChange, head);
        List<Meeting> meetings = RecordKeeping.meetings(
                met,
                takesBack ? Side.OURS : Side.THEIRS,
                workplace.vault().revision(head),
                revision.author(),
                revision.time());
        return known.met(meetings, metBefore(known, meetings) ? atBase(netChange, head) : known);
    }

    private List<Conflict> metMerging(RevisionId netChange, RevisionId head) {
        MergeBase base = ancestry.base(Optional.empty(), List.of(netChange), head);
        return workplace
                .merge()
                .merge(
                        base,
                        workplace.vault().snapshot(netChange),
                        workplace.vault().snapshot(head),
                        Side.THEIRS)
                .conflicts();
    }

    /** As it was met when something was taken back for everyone (rule U2): the net change says what. */
    private List<Conflict> metTakingBack(RevisionId netChange, RevisionId head) {
        Optional<RevisionId> taken = Publication.takenBack(workplace.vault(), netChange);
        List<RevisionId> before = workplace.vault().parents(netChange);
        if (taken.isEmpty() || before.isEmpty()) {
            return List.of();
        }
        Snapshot mine = workplace.vault().snapshot(before.getFirst());
        return TakingBack.merged(
                        workplace,
                        workplace.vault().snapshot(taken.get()),
                        mine,
                        workplace.vault().snapshot(netChange),
                        workplace.vault().snapshot(head))
                .conflicts();
    }

    private boolean metBefore(ConflictRecords known, List<Meeting> meetings) {
        return meetings.stream()
                .anyMatch(meeting -> known.ids()
                        .contains(ConflictIdentity.of(meeting.conflict(), workplace.blobs())
                                .id()));
    }

    /** What was known where the merged lines parted: what was closed by then is opened again (rule C5). */
    private ConflictRecords atBase(RevisionId netChange, RevisionId head) {
        ConflictRecords known = ConflictRecords.read(Snapshot.EMPTY, workplace.blobs());
        for (RevisionId base : workplace.vault().graph().bases(List.of(netChange), List.of(head))) {
            known = known.union(of(base));
        }
        return known;
    }

    private ConflictRecords withDecisions(ConflictRecords before, Heading revision) {
        ConflictRecords known = before;
        for (DecisionTrailer trailer : DecisionTrailer.parse(revision.message(), revision.author())) {
            known = known.rebuilt(trailer, textsAround(known, trailer, revision));
        }
        return known;
    }

    /** Texts among which the decided one may be: the readings, one after the other, and what stands in the unit. */
    private List<byte[]> textsAround(ConflictRecords known, DecisionTrailer trailer, Heading revision) {
        Optional<ConflictRecord> record = known.record(trailer.conflict());
        if (record.isEmpty()) {
            return List.of();
        }
        List<byte[]> readings = RecordKeeping.readings(known, record.get());
        List<byte[]> texts = new ArrayList<>(readings);
        for (byte[] first : readings) {
            readings.forEach(second -> texts.add(UnitText.both(first, second)));
        }
        List<RevisionId> around = new ArrayList<>(revision.parents());
        around.add(revision.id());
        for (RevisionId each : around) {
            new UnitText(workplace.vault().snapshot(each), workplace.blobs())
                    .bytesToday(record.get().type(), record.get().reference(), readings)
                    .ifPresent(text -> {
                        texts.add(text);
                        texts.add(onOneLine(text));
                    });
        }
        return texts;
    }

    /** A text as it was given, before it took over how the unit ended in its file. */
    private static byte[] onOneLine(byte[] text) {
        int end = text.length;
        while (end > 0 && " \t\r\n".indexOf(text[end - 1]) >= 0) {
            end--;
        }
        byte[] line = Arrays.copyOf(text, end + 1);
        line[end] = '\n';
        return line;
    }
}

package org.masora.core.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.masora.core.conflict.RecordsFixture.LUKE;
import static org.masora.core.conflict.RecordsFixture.MARTHA;
import static org.masora.core.conflict.RecordsFixture.TITUS_1_8;
import static org.masora.core.conflict.RecordsFixture.bytes;
import static org.masora.core.conflict.RecordsFixture.state;
import static org.masora.core.conflict.RecordsFixture.text;
import static org.masora.core.conflict.RecordsFixture.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.masora.core.conflict.Event.Opened;
import org.masora.core.conflict.Event.TurnedBack;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.Side;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

class ConflictRecordsTest {
    private final RecordsFixture fixture = new RecordsFixture();
    private final ConflictRecords none = fixture.none;
    private final Conflict conflict = fixture.conflict("kind", "good");
    private final ConflictId id = fixture.id(conflict);
    private final ConflictRecords open = fixture.met(none, conflict, LUKE, 10);

    @Test
    @DisplayName("C1 a record holds type, reference, base and both readings; who stood, wrote and when are events")
    void whatARecordHolds() {
        ConflictRecord record = open.record(id).orElseThrow();

        assertThat(record.type()).isEqualTo(ConflictType.VERSE_TEXT);
        assertThat(record.reference()).isEqualTo(TITUS_1_8);
        Opened opened = (Opened) record.events().firstEntry().getValue();
        assertThat(opened.stood().text()).contains(fixture.blob("kind"));
        assertThat(opened.stood().origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(opened.other().text()).contains(fixture.blob("good"));
        assertThat(opened.other().origin()).isEqualTo(Origin.of(MARTHA, time(1)));
        assertThat(opened.base()).contains(fixture.blob("base"));
        assertThat(open.text(id, fixture.blob("good"))).contains(bytes("good"));
        assertThat(record.state()).isEqualTo(new ConflictState.Open(new TreeMap<>()));
    }

    @Test
    @DisplayName("C2 two computers that meet one disagreement from opposite sides list one conflict")
    void oneConflictForTwoComputers() {
        ConflictRecords mirrored = none.met(
                List.of(new Meeting(conflict.mirrored(), Side.OURS, Origin.UNKNOWN, Origin.UNKNOWN, MARTHA, time(11))),
                none);

        assertThat(open.union(mirrored).ids()).containsExactly(id);
        assertThat(open.union(mirrored).record(id).orElseThrow().events()).hasSize(2);
    }

    @Test
    @DisplayName("C3 the tree is one folder a conflict, every file named by its hash, and reads back the same")
    void treeAndBack() {
        ConflictRecords decided = open.decided(id, Choice.TEXT, text("kind and good"), MARTHA, time(20));
        List<String> texts = List.of("base", "kind", "good", "kind and good").stream()
                .map(word -> id + "/texts/" + fixture.blob(word))
                .toList();
        List<String> events = decided.record(id).orElseThrow().events().keySet().stream()
                .map(event -> id + "/events/" + event + ".json")
                .toList();

        List<String> expected = new ArrayList<>(texts);
        expected.addAll(events);
        expected.add(id + "/conflict.json");
        assertThat(decided.snapshot().entries().keySet()).containsExactlyInAnyOrderElementsOf(expected);
        ConflictRecords back = ConflictRecords.read(decided.snapshot(), fixture.blobs);
        assertThat(back).isEqualTo(decided);
        assertThat(back.records()).isEqualTo(decided.records());
        assertThat(back.problems()).isEmpty();
    }

    @Test
    @DisplayName("C5 a decision closes, for everyone who learns of it")
    void decisionCloses() {
        ConflictRecords decided = open.decided(id, Choice.OTHER, text("good"), MARTHA, time(20));

        assertThat(state(decided, id)).isInstanceOfSatisfying(ConflictState.Closed.class, closed -> {
            assertThat(closed.text()).contains(fixture.blob("good"));
            assertThat(closed.decisions()).hasSize(1);
        });
        assertThat(state(open.union(decided), id)).isEqualTo(state(decided, id));
        ConflictRecords deleted = open.decided(id, Choice.TEXT, Optional.empty(), MARTHA, time(20));
        assertThat(state(deleted, id))
                .isInstanceOfSatisfying(
                        ConflictState.Closed.class,
                        closed -> assertThat(closed.text()).isEmpty());
    }

    @Test
    @DisplayName("C5 two computers that decide differently open it again; a third decision that answers both closes it")
    void differingDecisions() {
        ConflictRecords here = open.decided(id, Choice.PUBLISHED, text("kind"), MARTHA, time(20));
        ConflictRecords there = open.decided(id, Choice.OTHER, text("good"), LUKE, time(5));
        ConflictRecords both = here.union(there);

        assertThat(both.ids()).containsExactly(id);
        assertThat(state(both, id))
                .isInstanceOfSatisfying(
                        ConflictState.Open.class,
                        state -> assertThat(state.differing()).hasSize(2));
        assertThat(both.settledByEdit(id, text("good"))).isFalse();

        ConflictRecords third = both.decided(id, Choice.BOTH, text("kind good"), LUKE, time(30));
        assertThat(state(third, id)).isInstanceOf(ConflictState.Closed.class);
        assertThat(state(there.union(third), id)).isEqualTo(state(third, id));
    }

    @Test
    @DisplayName("C5 decisions with the same words agree, whatever their Unicode form, spacing and way")
    void agreeingDecisions() {
        ConflictRecords here = open.decided(id, Choice.PUBLISHED, text("caf\u00e9 x"), MARTHA, time(20));
        ConflictRecords there = open.decided(id, Choice.TEXT, text("cafe\u0301\n x "), LUKE, time(21));

        assertThat(state(here.union(there), id))
                .isInstanceOfSatisfying(
                        ConflictState.Closed.class,
                        closed -> assertThat(closed.decisions()).hasSize(2));

        ConflictRecords deleted = open.decided(id, Choice.OTHER, Optional.empty(), LUKE, time(21));
        assertThat(state(here.union(deleted), id)).isInstanceOf(ConflictState.Open.class);
    }

    @Test
    @DisplayName("C5 meeting an open conflict again adds nothing")
    void metAgainWhileOpen() {
        assertThat(fixture.met(open, conflict, MARTHA, 15)).isEqualTo(open);
    }

    @Test
    @DisplayName("C5 a meeting that knew nothing of the decision does not open a closed conflict")
    void concurrentMeeting() {
        ConflictRecords decided = open.decided(id, Choice.OTHER, text("good"), MARTHA, time(20));
        ConflictRecords elsewhere = fixture.met(none, conflict, MARTHA, 12);

        assertThat(state(decided.union(elsewhere), id)).isInstanceOf(ConflictState.Closed.class);
        assertThat(fixture.met(decided, conflict, MARTHA, 25, open)).isEqualTo(decided);
    }

    @Test
    @DisplayName("C5 meeting a conflict again that was known as closed at the base opens it again")
    void metAgainAfterDecision() {
        ConflictRecords decided = open.decided(id, Choice.OTHER, text("good"), MARTHA, time(20));

        ConflictRecords again = fixture.met(decided, conflict, MARTHA, 25, decided);

        assertThat(state(again, id)).isInstanceOf(ConflictState.Open.class);
        assertThat(state(decided.union(again), id)).isInstanceOf(ConflictState.Open.class);
        assertThat(again.record(id).orElseThrow().events()).hasSize(3);

        ConflictRecords anew = again.decided(id, Choice.OTHER, text("good"), LUKE, time(40));
        assertThat(state(fixture.met(anew, conflict, MARTHA, 45, decided), id))
                .as("the newer decision was not known at the base")
                .isInstanceOf(ConflictState.Closed.class);
    }

    @Test
    @DisplayName("C5 a meeting that knew an older decision, but not the one that stands, adds nothing")
    void metAfterAnUnknownDecision() {
        ConflictRecords decided = open.decided(id, Choice.OTHER, text("good"), MARTHA, time(20));
        ConflictRecords base = decided.union(fixture.met(none, conflict, MARTHA, 12));
        ConflictRecords decidedAnew = decided.decided(id, Choice.PUBLISHED, text("kind"), LUKE, time(30));
        ConflictRecords now = base.union(decidedAnew);

        assertThat(fixture.met(now, conflict, MARTHA, 35, base)).isEqualTo(now);
    }

    @Test
    @DisplayName("C5 meeting a withdrawn conflict again answers the withdrawal and opens it")
    void metAgainAfterWithdrawal() {
        ConflictRecords withdrawn = open.withdrawn(id, text("good"), text("good"), LUKE, time(20));
        assertThat(state(withdrawn, id)).isInstanceOf(ConflictState.Withdrawn.class);

        ConflictRecords again = fixture.met(withdrawn, conflict, LUKE, 25);

        assertThat(state(again, id)).isInstanceOf(ConflictState.Open.class);
        assertThat(state(withdrawn.union(again), id)).isInstanceOf(ConflictState.Open.class);
    }

    @Test
    @DisplayName("C5 a withdrawal leaves open what another computer met for itself")
    void withdrawnHereMetThere() {
        ConflictRecords withdrawn = open.withdrawn(id, text("good"), text("good"), LUKE, time(20));
        ConflictRecords elsewhere = fixture.met(none, conflict, MARTHA, 12);

        assertThat(state(withdrawn.union(elsewhere), id)).isInstanceOf(ConflictState.Open.class);
    }

    @Test
    @DisplayName("C5 settled by edit: a later published text says what the displaced reading says")
    void settledByEdit() {
        assertThat(open.settledByEdit(id, text(" good"))).isTrue();
        assertThat(open.settledByEdit(id, text("kind"))).isFalse();
        assertThat(open.settledByEdit(id, text("better"))).isFalse();
        assertThat(open.settledByEdit(id, Optional.empty())).isFalse();
    }

    @Test
    @DisplayName("C5 settled by edit: a displaced deletion is settled by deleting")
    void deletionSettledByEdit() {
        Conflict deletedEdited = new Conflict(
                Conflict.Kind.OPEN,
                ConflictType.DELETED_EDITED,
                TITUS_1_8,
                "ingredients/TIT.usfm",
                Optional.of(fixture.blob("base")),
                Optional.empty(),
                Optional.of(fixture.blob("kind")),
                Optional.of(fixture.blob("kind")));
        ConflictRecords records = fixture.met(none, deletedEdited, LUKE, 10);

        assertThat(records.settledByEdit(fixture.id(deletedEdited), Optional.empty()))
                .isTrue();
        assertThat(records.settledByEdit(fixture.id(deletedEdited), text("kind")))
                .isFalse();
    }

    @Test
    @DisplayName("C5 settled by edit never competes with a decision, nor with the wish to decide")
    void editsDoNotCompete() {
        ConflictRecords decided = open.decided(id, Choice.PUBLISHED, text("kind"), MARTHA, time(20));

        assertThat(decided.settledByEdit(id, text("good"))).isFalse();
        assertThat(decided.turnedBack(id, MARTHA, time(30)).settledByEdit(id, text("good")))
                .isFalse();
    }

    @Test
    @DisplayName("C5 keeping today's text is a decision of its own")
    void today() {
        ConflictRecords decided = open.decided(id, Choice.TODAY, text("kindly"), MARTHA, time(20));

        assertThat(state(decided, id)).isInstanceOfSatisfying(ConflictState.Closed.class, closed -> {
            assertThat(closed.text()).contains(fixture.blob("kindly"));
            assertThat(closed.decisions().firstEntry().getValue().choice()).isEqualTo(Choice.TODAY);
        });
    }

    @Test
    @DisplayName("C6 an automatic choice waits for nobody, and can be turned back and decided")
    void automaticChoices() {
        Conflict automatic = fixture.automatic("kind, x", "good, y", "kind, y");
        ConflictId automaticId = fixture.id(automatic);
        ConflictRecords records = fixture.met(none, automatic, LUKE, 10);
        assertThat(state(records, automaticId)).isInstanceOf(ConflictState.Automatic.class);
        assertThat(fixture.met(records, automatic, MARTHA, 11)).isEqualTo(records);

        ConflictRecords turnedBack = records.turnedBack(automaticId, MARTHA, time(20));
        assertThat(state(turnedBack, automaticId)).isInstanceOf(ConflictState.Open.class);
        assertThat(turnedBack.turnedBack(automaticId, MARTHA, time(21))).isEqualTo(turnedBack);

        ConflictRecords decided = turnedBack.decided(automaticId, Choice.OTHER, text("good, y"), LUKE, time(30));
        assertThat(state(records.union(decided), automaticId)).isInstanceOf(ConflictState.Closed.class);
    }

    @Test
    @DisplayName("C6 what one computer combined and another could not is open")
    void automaticHereOpenThere() {
        Conflict automatic = fixture.automatic("kind", "good", "kind good");
        ConflictRecords elsewhere = fixture.met(none, automatic, MARTHA, 12);

        assertThat(fixture.id(automatic)).isEqualTo(id);
        assertThat(state(open.union(elsewhere), id)).isInstanceOf(ConflictState.Open.class);
        assertThat(fixture.met(elsewhere, conflict, LUKE, 13)
                        .record(id)
                        .orElseThrow()
                        .events())
                .hasSize(2);
    }

    @Test
    @DisplayName("U3 a decision can itself be undone, and made again")
    void decisionUndone() {
        ConflictRecords decided = open.decided(id, Choice.OTHER, text("good"), MARTHA, time(20));
        ConflictRecords undone = decided.turnedBack(id, MARTHA, time(21));

        assertThat(state(undone, id)).isInstanceOf(ConflictState.Open.class);
        assertThat(undone.record(id).orElseThrow().unanswered().values())
                .singleElement()
                .isInstanceOf(TurnedBack.class);
        assertThat(state(undone.decided(id, Choice.OTHER, text("good"), MARTHA, time(22)), id))
                .isInstanceOf(ConflictState.Closed.class);
    }

    @Test
    @DisplayName("U3 an undo withdraws a conflict only where the verse really is the own reading again")
    void undoWithdrawsOnlyTheOwnReading() {
        assertThat(open.withdrawn(id, text("good"), text("kind"), LUKE, time(20)))
                .isEqualTo(open);
        assertThat(open.withdrawn(id, text("good"), Optional.empty(), LUKE, time(20)))
                .isEqualTo(open);
        ConflictRecords withdrawn = open.withdrawn(id, text("good"), text("good "), LUKE, time(20));
        assertThat(state(withdrawn, id)).isInstanceOf(ConflictState.Withdrawn.class);
        assertThat(withdrawn.withdrawn(id, text("good"), text("good"), LUKE, time(21)))
                .isEqualTo(withdrawn);
    }

    @Test
    @DisplayName("C3 joining what is equal costs nothing, and one change among thousands reads one conflict")
    @Timeout(20)
    void manyConflicts() {
        List<Meeting> meetings = new ArrayList<>();
        for (int verse = 1; verse <= 5_000; verse++) {
            meetings.add(new Meeting(
                    new Conflict(
                            Conflict.Kind.OPEN,
                            ConflictType.VERSE_TEXT,
                            new UnitRef("PSA", "1:" + verse, 1),
                            "ingredients/PSA.usfm",
                            Optional.empty(),
                            Optional.of(fixture.blob("good")),
                            Optional.of(fixture.blob("kind")),
                            Optional.of(fixture.blob("kind"))),
                    Side.THEIRS,
                    Origin.UNKNOWN,
                    Origin.UNKNOWN,
                    LUKE,
                    time(0)));
        }
        ConflictRecords many = none.met(meetings, none);
        assertThat(many.ids()).hasSize(5_000);
        assertThat(many.records()).allMatch(record -> record.state() instanceof ConflictState.Open);

        CountingBlobs counting = new CountingBlobs(fixture.blobs);
        ConflictRecords mine = ConflictRecords.read(many.snapshot(), counting);
        ConflictId first = mine.ids().first();
        ConflictRecords theirs = ConflictRecords.read(
                many.decided(first, Choice.PUBLISHED, text("kind"), LUKE, time(5))
                        .snapshot(),
                counting);
        ConflictRecords united = mine.union(theirs);
        assertThat(united.resolutionsUnknownTo(mine)).hasSize(1);
        assertThat(state(united, first)).isInstanceOf(ConflictState.Closed.class);
        assertThat(counting.reads).isLessThan(20);
    }

    @Test
    void timesAreWholeSeconds() {
        ConflictRecords decided =
                open.decided(id, Choice.OTHER, text("good"), LUKE, time(20).plus(Duration.ofMillis(700)));

        assertThat(decided).isEqualTo(open.decided(id, Choice.OTHER, text("good"), LUKE, time(20)));
        assertThatThrownBy(() -> open.turnedBack(id, LUKE, Instant.MAX)
                        .decided(id, Choice.OTHER, text("good"), LUKE, Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Origin.of(LUKE, Instant.MAX).when()).isEmpty();
    }

    @Test
    void unknownConflicts() {
        ConflictId unknown = new ConflictId("0".repeat(64));

        assertThat(open.record(unknown)).isEmpty();
        assertThat(open.text(unknown, fixture.blob("good"))).isEmpty();
        assertThatThrownBy(() -> open.decided(unknown, Choice.OTHER, text("good"), LUKE, time(20)))
                .isInstanceOf(NoSuchElementException.class);
    }

    private static final class CountingBlobs implements Blobs {
        private final Blobs blobs;
        private int reads;

        CountingBlobs(Blobs blobs) {
            this.blobs = blobs;
        }

        @Override
        public byte[] read(BlobId blob) {
            reads++;
            return blobs.read(blob);
        }

        @Override
        public BlobId write(byte[] content) {
            return blobs.write(content);
        }
    }
}

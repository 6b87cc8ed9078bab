package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.SyncPlan;
import org.masora.engine.Countdowns.End;
import org.masora.engine.SyncOptions.Sends;
import org.masora.engine.Team.Computer;
import org.masora.engine.Undo.Outcome;

/** The time in which what came in can be undone before anything is sent (rule U1). */
class UndoTimeTest {

    private static final SyncOptions COUNTS = SyncOptions.PLAIN.sending(Sends.AFTER_UNDO);
    private static final SyncOptions BY_ITSELF = SyncOptions.PLAIN.sending(Sends.BY_ITSELF);

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one two three", "four five six", "seven"));
    private final Computer binu = team.computer("binu");
    private Optional<RevisionId> ashas = Optional.empty();

    /** Asha has sent one verse, Binu has written another. */
    @BeforeEach
    void bothHaveSomethingNew() {
        asha.synced();
        binu.download();
        asha.edit(Team.TITUS, "one", "uno");
        asha.synced();
        ashas = team.place.heads().main();
        binu.edit(Team.TITUS, "seven", "sieben");
    }

    private static void asks(StopReason reason) {
        assertThat(reason).isEqualTo(new StopReason.NeedsConfirmation(new Question.SendOrUndo()));
    }

    private void nothingWasSent() {
        assertThat(team.place.heads().main()).isEqualTo(ashas);
        assertThat(team.reachableAtPlace()).doesNotContain("sieben");
    }

    private boolean isOpen(Computer computer) {
        try (ProjectSession session = computer.session()) {
            return session.openUndo().isPresent();
        }
    }

    private Outcome undoOpen(Computer computer) {
        try (ProjectSession session = computer.session()) {
            return session.undoOpen(computer.actor, Progress.NONE);
        }
    }

    @Test
    @DisplayName("U1 what came in is in the folder, nothing goes out, and what came and waits is told")
    void combinesAndWaits() {
        PlaceOutcome outcome = binu.sync(COUNTS);

        assertThat(outcome).isInstanceOfSatisfying(PlaceOutcome.Stopped.class, stopped -> {
            asks(stopped.reason());
            assertThat(stopped.received().books().getFirst().changed()).hasSize(1);
            assertThat(stopped.unsent().books().getFirst().changed()).hasSize(1);
        });
        assertThat(binu.read(Team.TITUS)).contains("uno").contains("sieben");
        nothingWasSent();
        assertThat(isOpen(binu)).isTrue();
    }

    @Test
    @DisplayName("what combining will change is told before any of it is done; who stops it then has nothing changed")
    void toldBefore() {
        List<PlaceOutcome.Planned> told = new ArrayList<>();
        PlaceOutcome outcome = binu.sync(COUNTS, new Progress() {
            @Override
            public void at(Phase phase, long done, long of) {}

            @Override
            public void foresees(PlaceOutcome.Planned planned) {
                assertThat(binu.read(Team.TITUS)).contains("one two").contains("sieben");
                told.add(planned);
            }

            @Override
            public boolean cancelled() {
                return !told.isEmpty();
            }
        });

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().plan()).isEqualTo(SyncPlan.MERGE);
        assertThat(told.getFirst().toReceive().books().getFirst().changed()).hasSize(1);
        assertThat(told.getFirst().toSend().books().getFirst().changed()).hasSize(1);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PlaceOutcome.Stopped.class,
                        stopped -> assertThat(stopped.reason()).isEqualTo(new StopReason.Cancelled()));
        assertThat(binu.read(Team.TITUS)).contains("one two").contains("sieben");
        nothingWasSent();
        assertThat(isOpen(binu)).isFalse();

        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("uno").contains("sieben");
    }

    @Test
    @DisplayName("U1 undone in time: the folder is as before with all that was edited meanwhile, the place untouched")
    void undone() {
        binu.sync(COUNTS);
        binu.edit(Team.TITUS, "four", "vier");

        assertThat(undoOpen(binu))
                .isInstanceOfSatisfying(
                        Outcome.Undone.class,
                        undone -> assertThat(undone.sent()).isFalse());

        assertThat(binu.read(Team.TITUS)).contains("one two").contains("vier").contains("sieben");
        nothingWasSent();
        assertThat(isOpen(binu)).isFalse();
        assertThat(binu.stopped(COUNTS))
                .isInstanceOfSatisfying(
                        StopReason.NeedsConfirmation.class,
                        asked -> assertThat(asked.question()).isInstanceOf(Question.SetAsideIsThere.class));
    }

    @Test
    @DisplayName("U1 the time has passed: the same sync is sent, and undone later it is a new change (U2)")
    void sentAndUndoneLater() {
        binu.sync(COUNTS);

        binu.synced();

        assertThat(isOpen(binu)).isFalse();
        assertThat(team.atPlace(Team.TITUS)).contains("uno").contains("sieben");
        assertThat(binu.undo())
                .isInstanceOfSatisfying(
                        Outcome.Undone.class,
                        undone -> assertThat(undone.sent()).isTrue());
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("one two").contains("sieben");
    }

    @Test
    @DisplayName("U1 ended in between (a crash, Quit): unsent, and every sync asks but one that somebody told to send")
    void leftOpen() {
        binu.sync(COUNTS);

        asks(binu.stopped(BY_ITSELF));
        asks(binu.stopped(COUNTS));
        asks(binu.stopped(SyncOptions.PLAIN.receivingOnly()));
        nothingWasSent();

        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("sieben");
    }

    @Test
    @DisplayName("U1 the plug pulled at any step: nothing was sent, and what came in by then is asked about")
    void pulledPlug() {
        boolean asked = false;
        boolean ended = false;
        for (int steps = 0; !ended; steps++) {
            UndoTimeTest fresh = new UndoTimeTest();
            fresh.bothHaveSomethingNew();
            try {
                fresh.binu.sync(COUNTS, new PulledPlug(steps));
                ended = true;
            } catch (PulledPlug.Pulled pulled) {
                fresh.nothingWasSent();
            }
            if (fresh.isOpen(fresh.binu) || fresh.binu.state().intent().isPresent()) {
                asked |= !ended;
                asks(fresh.binu.stopped(BY_ITSELF));
                fresh.nothingWasSent();
                assertThat(fresh.binu.read(Team.TITUS)).contains("uno").contains("sieben");
            }
        }
        assertThat(asked).isTrue();
    }

    @Test
    @DisplayName(
            "U1 what nobody asked for does not count down, and neither does what has nothing to send or to receive")
    void nothingToCount() {
        binu.synced(BY_ITSELF);
        assertThat(team.atPlace(Team.TITUS)).contains("sieben");

        asha.synced(COUNTS);
        assertThat(asha.read(Team.TITUS)).contains("sieben");
        assertThat(isOpen(asha)).isFalse();

        asha.edit(Team.TITUS, "four", "vier");
        asha.synced(COUNTS);
        assertThat(team.atPlace(Team.TITUS)).contains("vier");
    }

    @Test
    @DisplayName("U1 P6 what came from two places is one act: nothing goes to either, and it is undone together")
    void twoPlaces() {
        asha.connectOther();
        asha.sync();
        binu.connectOther();
        binu.sync();
        asha.edit(Team.TITUS, "four", "vier");
        asha.sync();
        binu.edit(Team.TITUS, "two", "zwei");
        RevisionId hub = team.place.heads().main().orElseThrow();
        RevisionId other = team.other.heads().main().orElseThrow();

        assertThat(binu.sync(COUNTS)).isInstanceOf(PlaceOutcome.Stopped.class);

        assertThat(binu.read(Team.TITUS)).contains("vier").contains("zwei");
        assertThat(team.place.heads().main()).contains(hub);
        assertThat(team.other.heads().main()).contains(other);
        undoOpen(binu);
        assertThat(binu.read(Team.TITUS)).contains("four").contains("zwei");
        assertThat(isOpen(binu)).isFalse();
    }

    // The countdown itself

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T08:00:00Z"));
    private final Countdowns countdowns = new Countdowns(now::get, () -> {});

    private CompletableFuture<End> counting(OptionalInt seconds, AtomicBoolean stopped) {
        CompletableFuture<End> end = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                end.complete(countdowns.await("titus", seconds, stopped::get));
            } catch (InterruptedException e) {
                end.completeExceptionally(e);
            }
        });
        while (countdowns.of("titus").isEmpty()) {
            Thread.onSpinWait();
        }
        return end;
    }

    private CompletableFuture<End> counting(OptionalInt seconds) {
        return counting(seconds, new AtomicBoolean());
    }

    @Test
    @DisplayName("U1 a press before the deadline undoes; a second one, of another window, comes too late")
    void pressedInTime() {
        CompletableFuture<End> end = counting(OptionalInt.of(10));
        now.set(now.get().plusMillis(9_001));
        assertThat(countdowns.of("titus").orElseThrow().secondsLeft(now.get())).hasValue(1);

        assertThat(countdowns.undo("titus")).isTrue();
        assertThat(countdowns.undo("titus")).isFalse();
        assertThat(countdowns.send("titus")).isFalse();

        assertThat(end.join()).isEqualTo(End.UNDO);
        assertThat(countdowns.of("titus")).isEmpty();
    }

    @Test
    @DisplayName("U1 a press at the deadline is too late, also before anybody has looked at the clock")
    void pressedLate() {
        CompletableFuture<End> end = counting(OptionalInt.of(10));
        now.set(now.get().plusSeconds(10));

        assertThat(countdowns.undo("titus")).isFalse();

        assertThat(end.join()).isEqualTo(End.SEND);
    }

    @Test
    @DisplayName("U1 \"Wait\" holds it until somebody presses, and so does the setting")
    void held() {
        CompletableFuture<End> end = counting(OptionalInt.of(10));
        assertThat(countdowns.hold("titus")).isTrue();
        now.set(now.get().plusSeconds(100_000));
        assertThat(countdowns.of("titus").orElseThrow().deadline()).isEmpty();
        assertThat(countdowns.send("titus")).isTrue();
        assertThat(end.join()).isEqualTo(End.SEND);

        CompletableFuture<End> untilPressed = counting(OptionalInt.empty());
        now.set(now.get().plusSeconds(100_000));
        assertThat(countdowns.undo("titus")).isTrue();
        assertThat(untilPressed.join()).isEqualTo(End.UNDO);
    }

    @Test
    @DisplayName("U1 nobody presses: it ends and is sent; Quit and Stop leave it")
    void ends() {
        CompletableFuture<End> end = counting(OptionalInt.of(10));
        now.set(now.get().plusSeconds(11));
        assertThat(end.join()).isEqualTo(End.SEND);

        AtomicBoolean stopped = new AtomicBoolean();
        CompletableFuture<End> stoppedOne = counting(OptionalInt.of(10), stopped);
        stopped.set(true);
        assertThat(stoppedOne.join()).isEqualTo(End.LEFT);

        CompletableFuture<End> left = counting(OptionalInt.of(10));
        countdowns.close();
        assertThat(countdowns.undo("titus")).isFalse();
        assertThat(left.join()).isEqualTo(End.LEFT);
    }

    @Test
    @DisplayName(
            "U1 making room for a newer version: what counts is sent as was said, what is held is left and asked about")
    void makesRoom() {
        CompletableFuture<End> held = counting(OptionalInt.empty());
        countdowns.makeRoom();
        assertThat(held.join()).isEqualTo(End.LEFT);

        CompletableFuture<End> end = counting(OptionalInt.of(10));
        now.set(now.get().plusSeconds(11));
        assertThat(end.join()).isEqualTo(End.SEND);

        CompletableFuture<End> heldLater = counting(OptionalInt.of(10));
        assertThat(countdowns.hold("titus")).isTrue();
        assertThat(heldLater.join()).isEqualTo(End.LEFT);
    }
}

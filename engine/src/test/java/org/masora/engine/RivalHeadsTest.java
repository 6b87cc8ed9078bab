package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.engine.Team.Computer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.memory.MemoryPlace.Call;
import org.masora.remote.memory.MemoryPlace.Fault;
import org.masora.store.Vault.Heading;

/** A place whose line has several heads, as a Mercurial server has it (rule P6). */
class RivalHeadsTest {

    private static final SyncOptions RECEIVE = SyncOptions.PLAIN.receivingOnly();

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one two three", "four five", "six seven"));
    private Computer binu;

    @BeforeEach
    void share() {
        asha.synced();
        binu = team.computer("binu").download();
    }

    /** Two people send different changes of the same head, and the place takes both. */
    private void twoHeads(String one, String byOne, String other, String byOther) {
        RevisionId head = team.place.heads().main().orElseThrow();
        String text = team.atPlace(Team.TITUS);
        team.place.pushMain(commit("carla", text.replace(one, byOne), head, 1));
        team.place.addRival(commit("dora", text.replace(other, byOther), head, 2));
    }

    private RevisionId commit(String who, String text, RevisionId on, long seconds) {
        Snapshot content = team.place.vault().snapshot(on).with(Team.TITUS, team.file(text));
        return team.place
                .vault()
                .commit(
                        content,
                        List.of(on),
                        new Person(who, who + "@example.org"),
                        Instant.parse("2026-03-01T10:00:00Z").plusSeconds(seconds),
                        "by " + who + "\n");
    }

    @Test
    @DisplayName("P6 rival heads are brought together, received and sent, and then nothing is left to do")
    void broughtTogether() {
        twoHeads("one", "uno", "six", "sei");

        PlaceOutcome.Synced outcome = asha.synced();

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(asha.read(Team.TITUS)).contains("uno two three").contains("sei seven");
        assertThat(team.place.heads().rivals()).isEmpty();
        assertThat(team.atPlace()).isEqualTo(asha.texts());
        RevisionId united = team.place.heads().main().orElseThrow();
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        binu.synced();
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(team.place.heads().main()).contains(united);
        assertThat(binu.texts()).isEqualTo(asha.texts());
    }

    @Test
    @DisplayName("P6 all computers make the same revision of the same heads: it is nobody's, and needs no clock")
    void sameEverywhere() {
        twoHeads("one", "uno", "one", "eins");
        Heads heads = team.place.heads();
        asha.synced();
        RevisionId united = team.place.heads().main().orElseThrow();
        Heading heading = team.place.vault().heading(united).orElseThrow();
        assertThat(heading.author()).isEqualTo(Heads.UNITER);
        assertThat(heading.parents()).isEqualTo(heads.line().stream().sorted().toList());

        team.place.forceMain(heads.main().orElseThrow());
        team.place.addRival(heads.rivals().getFirst());
        binu.synced();

        assertThat(team.place.heads().main()).contains(united);
    }

    @Test
    @DisplayName("P6 C2 what rival heads disagree about is one conflict, the same on all computers")
    void oneConflict() {
        twoHeads("one", "uno", "one", "eins");

        PlaceOutcome.Synced first = asha.synced();
        binu.synced();

        assertThat(first.conflicts()).hasSize(1);
        assertThat(asha.lastReport().openConflicts()).isEqualTo(1);
        assertThat(binu.lastReport().openConflicts()).isEqualTo(1);
        assertThat(asha.state().records()).isEqualTo(binu.state().records());
    }

    @Test
    @DisplayName("P6 P5 own changes come on top of rival heads brought together")
    void withOwnChanges() {
        twoHeads("one", "uno", "six", "sei");
        asha.edit(Team.TITUS, "four", "quattro");

        asha.synced();

        assertThat(team.atPlace(Team.TITUS))
                .contains("uno two")
                .contains("quattro five")
                .contains("sei seven");
        assertThat(team.place.heads().rivals()).isEmpty();
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("P6 P7 receive only: rival heads are received and wait to be sent")
    void receiveOnly() {
        twoHeads("one", "uno", "six", "sei");

        asha.synced(RECEIVE);

        assertThat(asha.read(Team.TITUS)).contains("uno two three").contains("sei seven");
        assertThat(team.place.heads().rivals()).hasSize(1);
        asha.sync();
        assertThat(team.place.heads().rivals()).isEmpty();
        assertThat(team.atPlace()).isEqualTo(asha.texts());
    }

    @Test
    @DisplayName("P6 another head that came while we sent is brought in by the same sync")
    void cameMeanwhile() {
        asha.edit(Team.TITUS, "four", "quattro");
        RevisionId before = team.place.heads().main().orElseThrow();
        String text = team.atPlace(Team.TITUS).replace("six", "sei");
        team.place.next(new Fault.Meanwhile(Call.SEND, () -> team.place.addRival(commit("dora", text, before, 3))));

        PlaceOutcome.Synced outcome = asha.synced();

        assertThat(outcome.sent().isEmpty()).isFalse();
        assertThat(asha.read(Team.TITUS)).contains("quattro five").contains("sei seven");
        assertThat(team.place.heads().rivals()).isEmpty();
        assertThat(team.atPlace()).isEqualTo(asha.texts());
    }

    @Test
    @DisplayName("P6 what could not be sent of rival heads goes the next time")
    void cutOff() {
        twoHeads("one", "uno", "one", "eins");
        team.place.next(new Fault.Fails(Call.SEND, new RemoteFailure.Unreachable("memory", LineTrouble.CUT, "cut")));

        assertThat(asha.stopped()).isInstanceOf(StopReason.Unreachable.class);
        asha.synced();

        assertThat(team.place.heads().rivals()).isEmpty();
        assertThat(team.atPlace()).isEqualTo(asha.texts());
        assertThat(asha.lastReport().openConflicts()).isEqualTo(1);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("P6 heads that somebody else brought together meanwhile need nothing more of us")
    void broughtTogetherByOthers() {
        twoHeads("one", "uno", "six", "sei");
        Heads heads = team.place.heads();
        asha.synced(RECEIVE);
        String both = asha.read(Team.TITUS);
        Snapshot content =
                team.place.vault().snapshot(heads.main().orElseThrow()).with(Team.TITUS, team.file(both));
        RevisionId theirs = team.place
                .vault()
                .commit(
                        content,
                        heads.line(),
                        new Person("carla", ""),
                        Instant.parse("2026-03-01T12:00:00Z"),
                        "merged by hand\n");
        team.place.forceMain(theirs);
        team.place.dropRivals();

        asha.sync();

        assertThat(team.place.heads().main()).contains(theirs);
        assertThat(asha.read(Team.TITUS)).isEqualTo(both);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("P6 P3 what stood on a rival head stood at the place: put back later it is held")
    void whatRivalsHeldIsOld() {
        String text = team.atPlace(Team.TITUS);
        twoHeads("one", "uno", "six", "sei");
        asha.synced();
        asha.edit(Team.TITUS, "uno two", "un due");
        asha.edit(Team.TITUS, "sei seven", "seis siete");
        asha.synced();
        binu.synced();

        for (String rival : List.of(text.replace("one", "uno"), text.replace("six", "sei"))) {
            binu.write(Team.TITUS, rival);
            assertThat(binu.held()).hasSize(1);
            binu.resolve(binu.held().getFirst().id(), new Decisions.Answer.Published());
            assertThat(binu.read(Team.TITUS)).isEqualTo(team.atPlace(Team.TITUS));
        }
    }
}

package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.HeldBack;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.engine.Team.Computer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.memory.MemoryPlace.Call;
import org.masora.remote.memory.MemoryPlace.Fault;
import org.masora.store.PlaceState.Attempt;
import org.masora.store.ProjectState;

/** Places, their lines and their bases (rules P1, P2, P4, P5, P7). Rewinds are in {@link RewindTest}. */
class PlacesTest {

    private static final RemoteFailure CUT = new RemoteFailure.Unreachable("memory", LineTrouble.CUT, "cut");

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one two three", "four five", "six seven"));

    private RevisionId head() {
        return team.place.heads().main().orElseThrow();
    }

    private Revision atPlace(RevisionId revision) {
        return team.place.vault().revision(revision).orElseThrow();
    }

    private Computer binuWithAshasProject() {
        asha.synced();
        return team.computer("binu").download();
    }

    @Test
    @DisplayName("P1 folder base, place base and journal move together: at every step before the plug is pulled")
    void movesInOneTransaction() {
        for (int steps = 0; ; steps++) {
            Team each = new Team();
            Computer sender = each.computer("asha", Team.titus("one", "two"));
            sender.synced();
            Computer receiver = each.computer("binu").download();
            sender.edit(Team.TITUS, "one", "uno");
            sender.synced();
            ProjectState before = receiver.state();
            RevisionId head = each.place.heads().main().orElseThrow();
            boolean cut = false;
            try {
                receiver.sync(SyncOptions.PLAIN, new PulledPlug(steps));
            } catch (PulledPlug.Pulled pulled) {
                cut = true;
            }
            ProjectState after = receiver.state();
            boolean placeMoved = after.place(Team.HUB).base().equals(Optional.of(head));
            boolean folderMoved = !after.folder().equals(before.folder());
            assertThat(placeMoved).as("cut after " + steps).isEqualTo(folderMoved);
            assertThat(after.intent().isPresent() && placeMoved).isFalse();

            receiver.sync();
            assertThat(receiver.texts()).as("cut after " + steps).isEqualTo(each.atPlace());
            assertThat(receiver.atHub().base()).contains(head);
            assertThat(receiver.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
            if (!cut) {
                assertThat(steps).as("steps that were tried").isGreaterThan(5);
                return;
            }
        }
    }

    @Test
    @DisplayName("P1 an attempted send is written down before it goes")
    void attemptsAreWrittenDown() {
        asha.synced();
        asha.edit(Team.TITUS, "one", "uno");
        List<Attempt> known = new ArrayList<>();
        team.place.next(
                new Fault.Meanwhile(Call.SEND, () -> known.addAll(asha.atHub().attempts())));

        asha.synced();

        assertThat(known).extracting(Attempt::offered).containsExactly(head());
        assertThat(asha.atHub().attempts()).isEmpty();
    }

    @Test
    @DisplayName("P1 a send whose answer was lost is the base as soon as the place is seen to hold it")
    void lostAnswer() {
        asha.synced();
        RevisionId first = head();
        asha.edit(Team.TITUS, "one", "uno");
        team.place.next(new Fault.AnswerLost());

        assertThat(asha.stopped()).isInstanceOf(StopReason.Unreachable.class);
        assertThat(asha.atHub().base()).contains(first);
        RevisionId arrived = head();
        assertThat(arrived).isNotEqualTo(first);

        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(asha.atHub().base()).contains(arrived);
        assertThat(head()).isEqualTo(arrived);
    }

    @Test
    @DisplayName(
            "P1 a lost answer, others build on what arrived, own edits go on: one line, no disagreement with oneself")
    void lostAnswerAndOthersGoOn() {
        Computer binu = binuWithAshasProject();
        asha.edit(Team.TITUS, "one", "uno");
        team.place.next(new Fault.AnswerLost());
        asha.stopped();
        binu.synced();
        binu.edit(Team.TITUS, "uno", "uno bis");
        binu.synced();
        asha.edit(Team.TITUS, "four", "quattro");

        PlaceOutcome.Synced outcome = asha.synced();

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(asha.read(Team.TITUS)).contains("uno bis two three").contains("quattro five");
        binu.synced();
        assertThat(binu.texts()).isEqualTo(asha.texts()).isEqualTo(team.atPlace());
    }

    @Test
    @DisplayName("P1 a send that never arrived goes again, and only once")
    void lostBeforeItArrived() {
        asha.synced();
        asha.edit(Team.TITUS, "one", "uno");
        team.place.next(new Fault.Fails(Call.SEND, CUT));
        RevisionId before = head();
        assertThat(asha.stopped()).isInstanceOf(StopReason.Unreachable.class);
        assertThat(head()).isEqualTo(before);

        asha.synced();

        assertThat(atPlace(head()).parents()).containsExactly(before);
        assertThat(team.atPlace()).isEqualTo(asha.texts());
    }

    @Test
    @DisplayName("P1 a server that answers well and does not keep what it took is found out and tried again")
    void takenAndNotKept() {
        asha.synced();
        RevisionId before = head();
        asha.edit(Team.TITUS, "one", "uno");
        team.place.next(new Fault.Meanwhile(
                Call.SEND, () -> team.place.next(new Fault.Meanwhile(Call.LOOK, () -> team.place.forceMain(before)))));

        assertThat(asha.stopped())
                .isInstanceOfSatisfying(
                        StopReason.Refused.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(Refusal.NOT_KEPT));
        assertThat(asha.atHub().base()).contains(before);

        asha.synced();
        assertThat(team.atPlace()).isEqualTo(asha.texts());
        assertThat(team.atPlace(Team.TITUS)).contains("uno");
    }

    @Test
    @DisplayName("P1 the place moves between look and send: received first, then sent, nothing forced")
    void theHeadMoves() {
        Computer binu = binuWithAshasProject();
        binu.edit(Team.TITUS, "six", "sei");
        asha.edit(Team.TITUS, "one", "uno");
        team.place.next(new Fault.Meanwhile(Call.SEND, binu::synced));

        asha.synced();

        assertThat(team.atPlace()).isEqualTo(asha.texts());
        assertThat(asha.read(Team.TITUS)).contains("uno two").contains("sei seven");
        assertThat(atPlace(head()).parents()).hasSize(2);
    }

    @Test
    @DisplayName("P2 keeping what was typed does not move the folder's base; a finished exchange does")
    void folderBase() {
        asha.synced();
        Optional<RevisionId> base = asha.state().folder();
        asha.edit(Team.TITUS, "one", "uno");
        asha.look();
        asha.edit(Team.TITUS, "four", "quattro");
        asha.look();
        assertThat(asha.state().kept()).isNotEqualTo(base);
        assertThat(asha.state().folder()).isEqualTo(base);
        team.place.next(new Fault.Fails(Call.SEND, CUT));
        asha.stopped();
        assertThat(asha.state().folder()).isEqualTo(base);

        asha.synced();

        assertThat(asha.state().folder()).isEqualTo(asha.state().kept());
    }

    @Test
    @DisplayName("P4 an unchanged folder makes no kept revision; what is kept lies on the computer's own ref")
    void keptRevisions() {
        asha.synced();
        Optional<RevisionId> kept = asha.state().kept();
        asha.look();
        asha.sync();
        assertThat(asha.state().kept()).isEqualTo(kept);
        assertThat(asha.lastReport().kept()).isEmpty();

        asha.edit(Team.TITUS, "one", "uno");
        asha.look();
        assertThat(asha.state().kept()).isNotEqualTo(kept);
        Optional<RevisionId> ref = asha.vault(vault -> vault.ref("refs/masora/kept/asha"));
        assertThat(ref).isEqualTo(asha.state().kept());
    }

    @Test
    @DisplayName("P4 words typed and withdrawn before a sync stay private: found here, never reachable at the place")
    void typedAndWithdrawn() {
        Computer binu = binuWithAshasProject();
        asha.edit(Team.TITUS, "one", "secretword");
        asha.look();
        asha.edit(Team.TITUS, "secretword", "uno");
        binu.edit(Team.TITUS, "one", "eins");
        binu.synced();

        asha.synced();
        asha.conflicts().forEach(view -> asha.resolve(view.id(), new Decisions.Answer.Other()));
        asha.synced();

        assertThat(team.reachableAtPlace()).contains("uno").contains("eins").doesNotContain("secretword");
        assertThat(asha.everKept(Team.TITUS)).anyMatch(text -> text.contains("secretword"));
    }

    @Test
    @DisplayName("P4 words in an offer that was refused, then withdrawn, are in nothing that is sent later")
    void refusedAndWithdrawn() {
        asha.synced();
        RevisionId base = head();
        asha.edit(Team.TITUS, "one", "secretword");
        team.place.next(new Fault.Fails(Call.SEND, new RemoteFailure.NotAllowed("sample", "")));
        assertThat(asha.stopped()).isInstanceOf(StopReason.Refused.class);
        asha.edit(Team.TITUS, "secretword", "uno");

        asha.synced();

        assertThat(atPlace(head()).parents()).containsExactly(base);
        assertThat(team.reachableAtPlace()).contains("uno").doesNotContain("secretword");
        assertThat(asha.everKept(Team.TITUS)).anyMatch(text -> text.contains("secretword"));
    }

    @Test
    @DisplayName("P4 words in an offer that never arrived, then withdrawn, stay private, also when the place moved")
    void neverArrivedAndWithdrawn() {
        Computer binu = binuWithAshasProject();
        asha.edit(Team.TITUS, "one", "secretword");
        team.place.next(new Fault.Fails(Call.SEND, CUT));
        asha.stopped();
        binu.edit(Team.TITUS, "four", "vier");
        binu.synced();
        asha.edit(Team.TITUS, "secretword", "uno");

        asha.synced();

        assertThat(team.reachableAtPlace()).contains("uno", "vier").doesNotContain("secretword");
    }

    @Test
    @DisplayName("P4 words in a merge that was refused and displaced nothing, then withdrawn, stay private")
    void refusedMergeAndWithdrawn() {
        Computer binu = binuWithAshasProject();
        binu.edit(Team.TITUS, "four", "vier");
        binu.synced();
        asha.edit(Team.TITUS, "one", "secretword");
        team.place.next(new Fault.Fails(Call.SEND, new RemoteFailure.NotAllowed("sample", "")));
        asha.stopped();
        assertThat(asha.read(Team.TITUS)).contains("secretword", "vier");
        asha.edit(Team.TITUS, "secretword", "uno");

        asha.synced();

        assertThat(team.atPlace()).isEqualTo(asha.texts());
        assertThat(team.reachableAtPlace()).contains("uno", "vier").doesNotContain("secretword");
    }

    @Test
    @DisplayName("P4 a first offer that was refused is no part of the first that is taken")
    void firstOfferRefused() {
        asha.edit(Team.TITUS, "one", "secretword");
        team.place.next(new Fault.Fails(Call.SEND, new RemoteFailure.NotAllowed("sample", "")));
        asha.stopped();
        asha.edit(Team.TITUS, "secretword", "uno");

        asha.synced();

        assertThat(atPlace(head()).parents()).isEmpty();
        assertThat(team.reachableAtPlace()).contains("uno").doesNotContain("secretword");
    }

    @Test
    @DisplayName(
            "P1 P4 a lost answer to words withdrawn meanwhile: they did arrive, and the next revision stands on them")
    void lostAnswerAndWithdrawn() {
        asha.synced();
        asha.edit(Team.TITUS, "one", "openword");
        team.place.next(new Fault.AnswerLost());
        asha.stopped();
        RevisionId arrived = head();
        asha.edit(Team.TITUS, "openword", "uno");

        asha.synced();

        assertThat(atPlace(head()).parents()).containsExactly(arrived);
        assertThat(team.atPlace()).isEqualTo(asha.texts());
    }

    @Test
    @DisplayName("P1 C4 an offer that was refused leaves what is owed to the next one, which names it once")
    void refusedOfferOfADecision() {
        Computer binu = binuWithAshasProject();
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        binu.edit(Team.TITUS, "two", "dos");
        binu.synced();
        String conflict = binu.conflicts().getFirst().id();
        binu.resolve(conflict, new Decisions.Answer.Published());
        team.place.next(new Fault.Fails(Call.SEND, new RemoteFailure.NotAllowed("sample", "")));
        binu.stopped();
        assertThat(binu.atHub().owed()).hasSize(1);

        binu.synced();

        assertThat(binu.atHub().owed()).isEmpty();
        assertThat(atPlace(head()).message()).containsOnlyOnce(conflict);
    }

    @Test
    @DisplayName("P5 many kept revisions go as one with the net change, on the place's base")
    void netChange() {
        asha.synced();
        RevisionId base = head();
        for (String word : List.of("a", "b", "c")) {
            asha.edit(Team.TITUS, "four", word + " four");
            asha.look();
        }

        asha.synced();

        assertThat(atPlace(head()).parents()).containsExactly(base);
        assertThat(atPlace(head()).author()).isEqualTo(asha.actor.person());
    }

    @Test
    @DisplayName(
            "P5 both moved: a merge of the place's head and the net change; the displaced reading is in the history")
    void mergeOfHeadAndNetChange() {
        Computer binu = binuWithAshasProject();
        RevisionId base = head();
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        RevisionId ashas = head();
        binu.edit(Team.TITUS, "two", "dos");

        binu.synced();

        Revision merge = atPlace(head());
        assertThat(merge.parents()).hasSize(2).first().isEqualTo(ashas);
        Revision net = atPlace(merge.parents().get(1));
        assertThat(net.parents()).containsExactly(base);
        assertThat(Team.texts(team.place.vault(), net.snapshot()).get(Team.TITUS))
                .contains("dos");
        assertThat(Team.texts(team.place.vault(), merge.snapshot()).get(Team.TITUS))
                .contains("zwei")
                .doesNotContain("dos");
    }

    @Test
    @DisplayName("P5 only receiving, a displaced reading makes both revisions, which wait for the next send")
    void displacedWhileOnlyReceiving() {
        Computer binu = binuWithAshasProject();
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        RevisionId ashas = head();
        binu.edit(Team.TITUS, "two", "dos");

        PlaceOutcome.Synced received = binu.synced(SyncOptions.PLAIN.receivingOnly());

        assertThat(received.conflicts()).hasSize(1);
        assertThat(head()).isEqualTo(ashas);
        assertThat(binu.atHub().waits()).isTrue();
        RevisionId waiting = binu.atHub().line().orElseThrow();
        binu.synced();
        assertThat(head()).isEqualTo(waiting);
        assertThat(team.reachableAtPlace()).contains("dos");
        asha.synced();
        assertThat(asha.conflicts()).hasSize(1);
    }

    @Test
    @DisplayName("P5 only receiving, a verse that was combined makes both revisions too")
    void combinedWhileOnlyReceiving() {
        Computer binu = binuWithAshasProject();
        asha.edit(Team.TITUS, "one two", "uno two");
        asha.synced();
        RevisionId ashas = head();
        binu.edit(Team.TITUS, "two three", "two tre");

        assertThat(binu.synced(SyncOptions.PLAIN.receivingOnly()).conflicts()).isEmpty();

        assertThat(binu.read(Team.TITUS)).contains("uno two tre");
        RevisionId waiting = binu.atHub().line().orElseThrow();
        binu.edit(Team.TITUS, "uno two tre", "something else");
        binu.synced();
        assertThat(team.place.vault().graph().standsOn(head(), waiting)).isTrue();
        assertThat(atPlace(waiting).parents()).hasSize(2).first().isEqualTo(ashas);
        assertThat(team.reachableAtPlace()).contains("one two tre").contains("uno two tre");
    }

    @Test
    @DisplayName("P7 receive only: nothing is sent, what is here and not there is told")
    void receiveOnly() {
        Computer binu = binuWithAshasProject();
        asha.edit(Team.TITUS, "one", "uno");
        asha.synced();
        RevisionId ashas = head();
        binu.edit(Team.TITUS, "four", "vier");

        binu.synced(SyncOptions.PLAIN.receivingOnly());
        PlaceOutcome.Synced again = binu.synced(SyncOptions.PLAIN.receivingOnly());

        assertThat(head()).isEqualTo(ashas);
        assertThat(team.place.heads().records()).isEmpty();
        assertThat(binu.read(Team.TITUS)).contains("uno two").contains("vier five");
        assertThat(again.heldBack()).containsExactly(new HeldBack(Team.TITUS, HeldBack.Reason.RECEIVE_ONLY));
        binu.synced();
        assertThat(team.atPlace()).isEqualTo(binu.texts());
    }

    @Test
    @DisplayName("P7 receive only from an empty place sends nothing")
    void receiveOnlyFromNothing() {
        asha.sync(SyncOptions.PLAIN.receivingOnly());

        assertThat(team.place.heads().all()).isEmpty();
    }

    @Test
    @DisplayName("P7 an unreachable or refusing place does not stop the other one")
    void oneOfTwo() {
        Map<String, String> project = new TreeMap<>(Team.titus("one two", "three four"));
        Computer chen = team.computer("chen", project);
        chen.connectOther();
        chen.sync();
        assertThat(chen.lastReport().places()).hasSize(2).allMatch(PlaceOutcome.Synced.class::isInstance);
        RevisionId pushed =
                team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("one", "uno"));
        team.other.next(new Fault.Fails(Call.LOOK, CUT));

        chen.sync();

        assertThat(chen.lastReport().places())
                .anyMatch(PlaceOutcome.Stopped.class::isInstance)
                .anyMatch(PlaceOutcome.Synced.class::isInstance);
        assertThat(chen.atHub().base()).contains(pushed);
        team.place.next(new Fault.Fails(Call.LOOK, new RemoteFailure.BadCredentials("chen")));
        chen.edit(Team.TITUS, "three", "tre");
        chen.sync();
        chen.sync();
        chen.sync();
        assertThat(Team.texts(
                        team.other.vault(),
                        team.other.vault().snapshot(team.other.heads().main().orElseThrow())))
                .isEqualTo(chen.texts())
                .isEqualTo(team.atPlace());
        assertThat(chen.read(Team.TITUS)).contains("uno two").contains("tre four");
        assertThat(chen.conflicts()).isEmpty();
    }
}

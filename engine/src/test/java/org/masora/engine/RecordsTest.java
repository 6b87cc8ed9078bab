package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.conflict.ConflictRecords;
import org.masora.core.conflict.ConflictState;
import org.masora.core.conflict.DecisionTrailer;
import org.masora.core.conflict.Event;
import org.masora.core.merge.ConflictId;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.Decisions.Outcome;
import org.masora.engine.Team.Computer;
import org.masora.remote.memory.MemoryPlace.Call;
import org.masora.remote.memory.MemoryPlace.Fault;

/** Disagreements, their records and the answers to them, between computers (rules C and M1). */
class RecordsTest {

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one two three", "four five six", "seven"));
    private final Computer binu = team.computer("binu");

    @BeforeEach
    void bothHaveTheProject() {
        asha.synced();
        binu.download();
    }

    /** Asha's "zwei" stands, Binu's "dos" is the other reading; both know. */
    private String disagree() {
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        binu.edit(Team.TITUS, "two", "dos");
        String id = binu.synced().conflicts().getFirst();
        asha.synced();
        return id;
    }

    private Revision head() {
        return team.place
                .vault()
                .revision(team.place.heads().main().orElseThrow())
                .orElseThrow();
    }

    private <T> T records(Computer computer, Function<ConflictRecords, T> question) {
        Optional<RevisionId> revision = computer.state().records();
        return computer.vault(vault -> question.apply(
                ConflictRecords.read(revision.map(vault::snapshot).orElse(Snapshot.EMPTY), vault.blobs())));
    }

    private ConflictState state(Computer computer, String id) {
        return records(
                computer,
                known -> known.record(new ConflictId(id)).orElseThrow().state());
    }

    private static String text(Optional<byte[]> reading) {
        return new String(reading.orElseThrow(), UTF_8);
    }

    private void bothComeToRest() {
        for (int round = 0; round < 3; round++) {
            asha.sync();
            binu.sync();
        }
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(asha.texts()).isEqualTo(binu.texts()).isEqualTo(team.atPlace());
        assertThat(asha.state().records())
                .isEqualTo(binu.state().records())
                .isEqualTo(team.place.heads().records());
    }

    @Test
    @DisplayName(
            "C1 a record holds type, reference, base and both readings; who wrote and what stood are shown from it")
    void whatARecordHolds() {
        String id = disagree();

        for (Computer computer : List.of(asha, binu)) {
            Decisions.View view = computer.conflicts().getFirst();
            assertThat(view.id()).isEqualTo(id);
            assertThat(view.reference()).hasToString("TIT 1:1");
            assertThat(text(view.base())).contains("one two three");
            assertThat(text(view.published())).contains("zwei");
            assertThat(text(view.other())).contains("dos");
            assertThat(view.publishedBy()).contains(asha.actor.person());
            assertThat(view.otherBy()).contains(binu.actor.person());
        }
    }

    @Test
    @DisplayName("C2 two computers that meet one disagreement on different ways list it once")
    void metTwice() {
        Computer chen = team.computer("chen").download();
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        binu.edit(Team.TITUS, "two", "dos");
        chen.edit(Team.TITUS, "two", "dos");
        String met = binu.synced(SyncOptions.PLAIN.receivingOnly()).conflicts().getFirst();

        assertThat(chen.synced(SyncOptions.PLAIN.receivingOnly()).conflicts()).containsExactly(met);

        binu.sync();
        chen.sync();
        bothComeToRest();
        chen.sync();
        for (Computer computer : List.of(asha, binu, chen)) {
            assertThat(computer.conflicts()).extracting(Decisions.View::id).containsExactly(met);
        }
    }

    @Test
    @DisplayName("C3 records travel on a ref of their own, a folder a conflict; two computers' records unite")
    void unite() {
        asha.edit(Team.TITUS, "two", "zwei");
        asha.edit(Team.TITUS, "five", "fünf");
        asha.synced();
        binu.edit(Team.TITUS, "two", "dos");
        Computer chen = team.computer("chen");
        chen.download();
        binu.synced();
        chen.undo();
        String first = binu.conflicts().getFirst().id();
        binu.resolve(first, new Answer.Published());
        asha.edit(Team.TITUS, "seven", "sieben");
        asha.synced();
        binu.edit(Team.TITUS, "seven", "siete");
        binu.synced();

        bothComeToRest();

        Snapshot tree = team.place.vault().snapshot(team.place.heads().records().orElseThrow());
        assertThat(tree.entries().keySet())
                .allMatch(path ->
                        path.matches("[0-9a-f]{64}/(conflict.json|events/[0-9a-f]{64}.json|texts/[0-9a-f]{40})"));
        assertThat(tree.entries().keySet().stream()
                        .map(path -> path.substring(0, 64))
                        .distinct())
                .hasSize(2)
                .contains(first);
    }

    @Test
    @DisplayName("C3 C4 the record ref moves between look and send: fetched, united, tried again, nothing forced")
    void recordsMoveMeanwhile() {
        String id = disagree();
        Computer chen = team.computer("chen").download();
        asha.resolve(id, new Answer.Published());
        binu.edit(Team.TITUS, "seven", "siete");
        chen.edit(Team.TITUS, "five", "cinco");
        chen.synced();
        team.place.next(new Fault.Meanwhile(Call.SEND, asha::synced));

        binu.resolve(id, new Answer.Other());
        binu.sync();

        bothComeToRest();
        assertThat(state(asha, id))
                .isInstanceOfSatisfying(
                        ConflictState.Open.class,
                        open -> assertThat(open.differing()).hasSize(2));
    }

    @Test
    @DisplayName("C4 branch and records go in one push: where one is not taken the other is not")
    void oneAtomicPush() {
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        binu.edit(Team.TITUS, "two", "dos");
        team.place.next(new Fault.Meanwhile(Call.SEND, () -> {
            assertThat(team.place.heads().records()).isEmpty();
            team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("seven", "sieben"));
            team.place.next(new Fault.Meanwhile(
                    Call.SEND, () -> assertThat(team.place.heads().records()).isEmpty()));
        }));

        binu.synced();

        assertThat(team.place.heads().records()).isEqualTo(binu.state().records());
        bothComeToRest();
    }

    @Test
    @DisplayName("C4 a place without transactions: records and branch arrive all the same")
    void notAtomic() {
        team.place.atomic(false);
        String id = disagree();
        team.place.next(new Fault.Meanwhile(
                Call.SEND,
                () -> team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("seven", "sieben"))));
        binu.resolve(id, new Answer.Other());

        binu.sync();

        bothComeToRest();
        assertThat(asha.read(Team.TITUS)).contains("one dos three").contains("sieben");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("C4 refused records: the text goes, \"decisions not yet shared\" is told, every sync tries again")
    void recordsRefused() {
        team.place.refuseRecords(Optional.of("hidden refs"));
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        binu.edit(Team.TITUS, "two", "dos");

        assertThat(binu.synced().decisionsShared()).isFalse();
        assertThat(team.atPlace()).isEqualTo(binu.texts());
        assertThat(binu.synced().decisionsShared()).isFalse();
        assertThat(team.place.heads().records()).isEmpty();

        team.place.refuseRecords(Optional.empty());
        binu.sync();
        assertThat(team.place.heads().records()).isEqualTo(binu.state().records());
        asha.sync();
        assertThat(asha.conflicts()).hasSize(1);
    }

    @Test
    @DisplayName("C4 every decision is a published revision that names the conflict, also one that changes no text")
    void decisionsArePublished() {
        String id = disagree();
        RevisionId before = head().id();
        String text = binu.read(Team.TITUS);

        binu.resolve(id, new Answer.Published());
        assertThat(binu.read(Team.TITUS)).isEqualTo(text);
        binu.synced();

        assertThat(head().parents()).containsExactly(before);
        List<DecisionTrailer> told = DecisionTrailer.parse(head().message(), head().author());
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().conflict()).isEqualTo(new ConflictId(id));
        assertThat(told.getFirst().event().who()).isEqualTo(binu.actor.person());
        assertThat(told.getFirst().event()).isInstanceOf(Event.Decided.class);
        asha.sync();
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("C4 records that vanish at the place come back from any computer that knows them")
    void recordsVanish() {
        String id = disagree();
        team.place.dropRecords();
        Computer chen = team.computer("chen").download();

        binu.sync();
        chen.sync();

        assertThat(team.place.heads().records()).isEqualTo(binu.state().records());
        assertThat(chen.conflicts()).extracting(Decisions.View::id).containsExactly(id);
    }

    @Test
    @DisplayName("C4 records that nobody holds any more are rebuilt from Masora's merges, byte for byte")
    void rebuiltFromMerges() {
        String id = disagree();
        Optional<Snapshot> before = asha.state().records().map(known -> asha.vault(vault -> vault.snapshot(known)));
        team.place.dropRecords();

        Computer chen = team.computer("chen").download();

        assertThat(chen.conflicts()).extracting(Decisions.View::id).containsExactly(id);
        assertThat(text(chen.conflicts().getFirst().other())).contains("dos");
        assertThat(chen.state().records().map(known -> chen.vault(vault -> vault.snapshot(known))))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("C4 what was met when something was taken back for everyone is rebuilt too")
    void rebuiltFromATakingBack() {
        asha.write(Team.TITUS, Team.book("one two three four five", "six"));
        asha.synced();
        binu.synced();
        asha.edit(Team.TITUS, "one two", "uno two");
        asha.synced();
        binu.synced(SyncOptions.PLAIN.receivingOnly());
        binu.undo();
        asha.edit(Team.TITUS, "four five", "four cinque");
        asha.synced();
        binu.edit(Team.TITUS, "four five", "four cinco");
        String id = binu.synced(SyncOptions.PLAIN.answering(SyncOptions.SetAsideAnswer.KEEP_MINE))
                .conflicts()
                .getFirst();
        bothComeToRest();
        assertThat(binu.read(Team.TITUS)).contains("one two three four cinco");
        Optional<Snapshot> before = asha.state().records().map(known -> asha.vault(vault -> vault.snapshot(known)));
        team.place.dropRecords();

        Computer chen = team.computer("chen").download();

        assertThat(chen.conflicts()).extracting(Decisions.View::id).contains(id);
        assertThat(chen.state().records().map(known -> chen.vault(vault -> vault.snapshot(known))))
                .isEqualTo(before);
    }

    @Test
    @DisplayName("C4 decisions are rebuilt from the revisions that name them")
    void rebuiltDecisions() {
        String first = disagree();
        binu.resolve(first, new Answer.Other());
        binu.synced();
        asha.synced();
        asha.edit(Team.TITUS, "five", "fünf");
        asha.synced();
        binu.edit(Team.TITUS, "five", "cinco");
        String second = binu.synced().conflicts().getFirst();
        binu.resolve(second, new Answer.Text("four five, cinco and fünf six".getBytes(UTF_8)));
        binu.synced();
        asha.synced();
        asha.edit(Team.TITUS, "seven", "sieben");
        asha.synced();
        binu.edit(Team.TITUS, "seven", "siete");
        String third = binu.synced().conflicts().getFirst();
        asha.synced();
        Optional<Snapshot> before = asha.state().records().map(known -> asha.vault(vault -> vault.snapshot(known)));
        team.place.dropRecords();

        Computer chen = team.computer("chen").download();

        assertThat(chen.conflicts()).extracting(Decisions.View::id).containsExactly(third);
        assertThat(state(chen, first)).isInstanceOf(ConflictState.Closed.class);
        assertThat(state(chen, second)).isInstanceOf(ConflictState.Closed.class);
        assertThat(chen.state().records().map(known -> chen.vault(vault -> vault.snapshot(known))))
                .isEqualTo(before);
        assertThat(chen.sync()).isNotInstanceOf(PlaceOutcome.Stopped.class);
        bothComeToRest();
    }

    @Test
    @DisplayName("C4 a project under care that meets a fork for the first time has its disagreements rebuilt too")
    void rebuiltAtTheFirstMeeting() {
        String id = disagree();
        team.place.dropRecords();
        Computer chen = team.computer("chen", asha.texts());

        chen.sync();

        assertThat(chen.conflicts()).extracting(Decisions.View::id).containsExactly(id);
    }

    @Test
    @DisplayName("C4 a history made without Masora gives no records")
    void nothingToRebuild() {
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("seven", "sieben"));

        Computer chen = team.computer("chen").download();

        assertThat(chen.state().records()).isEmpty();
    }

    @Test
    @DisplayName(
            "C5 two computers decide differently: it is open again on both, no second conflict; a third decision closes it")
    void decidedDifferently() {
        String id = disagree();
        asha.resolve(id, new Answer.Published());
        binu.resolve(id, new Answer.Other());
        asha.synced();
        binu.sync();
        bothComeToRest();

        for (Computer computer : List.of(asha, binu)) {
            assertThat(computer.conflicts()).extracting(Decisions.View::id).containsExactly(id);
            int listed = records(computer, known -> known.records().size());
            assertThat(listed).isEqualTo(1);
        }

        asha.resolve(id, new Answer.Text("one zwei dos three".getBytes(UTF_8)));
        asha.synced();
        bothComeToRest();
        assertThat(binu.conflicts()).isEmpty();
        assertThat(binu.read(Team.TITUS)).contains("one zwei dos three");
    }

    @Test
    @DisplayName("C5 two computers decide alike, each by itself: it is closed")
    void decidedAlike() {
        String id = disagree();
        asha.resolve(id, new Answer.Other());
        binu.resolve(id, new Answer.Other());
        asha.synced();
        binu.sync();

        bothComeToRest();

        assertThat(asha.conflicts()).isEmpty();
        assertThat(binu.conflicts()).isEmpty();
        assertThat(asha.read(Team.TITUS)).contains("one dos three");
    }

    @Test
    @DisplayName("C5 decided once, settled everywhere")
    void settledEverywhere() {
        Computer chen = team.computer("chen").download();
        String id = disagree();
        chen.sync();
        assertThat(chen.conflicts()).hasSize(1);

        asha.resolve(id, new Answer.Both());
        asha.synced();
        binu.synced();
        chen.synced();

        for (Computer computer : List.of(asha, binu, chen)) {
            assertThat(computer.conflicts()).isEmpty();
            assertThat(computer.read(Team.TITUS)).contains("one zwei three one dos three");
        }
        assertThat(chen.resolve(id, new Answer.Other()))
                .isEqualTo(new Outcome.NotPossible(id, Outcome.Reason.ALREADY_DECIDED));
    }

    @Test
    @DisplayName("C5 an edit that the person who answers has not seen is never decided over")
    void editedSince() {
        asha.write(Team.TITUS, Team.book("one", "two", "three"));
        asha.synced();
        binu.synced();
        asha.write(Team.TITUS, Team.book("one eins", "two zwei", "three"));
        asha.synced();
        binu.write(Team.TITUS, Team.book("one uno", "two dos", "three"));
        binu.synced();
        Map<String, Answer> answers = new HashMap<>();
        Map<String, Optional<byte[]>> seen = new HashMap<>();
        binu.conflicts().forEach(view -> {
            answers.put(view.id(), new Answer.Other());
            seen.put(view.id(), view.today());
        });
        binu.write(Team.TITUS, Team.book("one edited", "two zwei", "three"));
        assertThat(binu.resolveTogether(answers, seen)).isInstanceOfSatisfying(Decisions.Together.Done.class, done -> {
            assertThat(done.decided()).hasSize(1);
            assertThat(done.left())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Outcome.NotPossible.class,
                            left -> assertThat(left.reason()).isEqualTo(Outcome.Reason.CHANGED_SINCE));
        });
        assertThat(binu.read(Team.TITUS)).contains("one edited", "two dos");
    }

    @Test
    @DisplayName(
            "U3 C5 decisions made together are one act that is taken back as one; who decided, and what is not sent,"
                    + " is told")
    void decidedTogether() {
        asha.write(Team.TITUS, Team.book("one", "two", "three"));
        asha.synced();
        binu.synced();
        asha.write(Team.TITUS, Team.book("one eins", "two zwei", "three drei"));
        asha.synced();
        binu.write(Team.TITUS, Team.book("one uno", "two dos", "three tres"));
        binu.synced();
        List<String> ids = binu.conflicts().stream().map(Decisions.View::id).toList();
        assertThat(ids).hasSize(3);

        assertThat(binu.resolveTogether(
                        Map.of(
                                ids.get(0),
                                new Answer.Other(),
                                ids.get(1),
                                new Answer.Other(),
                                "nothing",
                                new Answer.Other()),
                        Map.of()))
                .isEqualTo(new Decisions.Together.Done(
                        binu.decisions().settled().stream()
                                .map(settled -> settled.view().reference())
                                .toList()
                                .reversed(),
                        List.of(new Outcome.Unknown("nothing", 0))));
        assertThat(binu.read(Team.TITUS)).contains("one uno", "two dos", "three drei");
        assertThat(binu.decisions().settled())
                .hasSize(2)
                .allMatch(settled -> settled.by().equals(binu.actor.person()) && !settled.sent());

        binu.undo();
        assertThat(binu.read(Team.TITUS)).contains("one eins", "two zwei", "three drei");
        assertThat(binu.decisions().settled()).isEmpty();

        binu.undo();
        binu.synced();
        asha.synced();
        assertThat(asha.read(Team.TITUS)).contains("one uno", "two dos", "three drei");
        assertThat(asha.decisions().settled())
                .hasSize(2)
                .allMatch(settled -> settled.by().equals(binu.actor.person()) && settled.sent());
        assertThat(asha.decisions().open()).hasSize(1);
    }

    @Test
    @DisplayName("C5 the same disagreement met again after its decision was known opens it again")
    void metAgain() {
        String id = disagree();
        binu.resolve(id, new Answer.Published());
        binu.synced();
        asha.synced();
        putBack("one zwei three", "one two three");
        Computer chen = team.computer("chen").download();
        putBack("one two three", "one zwei three");
        chen.edit(Team.TITUS, "one two three", "one dos three");

        assertThat(chen.synced().conflicts()).containsExactly(id);

        bothComeToRest();
        assertThat(asha.conflicts()).extracting(Decisions.View::id).containsExactly(id);
    }

    private void putBack(String from, String to) {
        asha.edit(Team.TITUS, from, to);
        asha.held().forEach(held -> asha.resolve(held.id(), new Answer.Today()));
        asha.synced();
    }

    @Test
    @DisplayName("C5 a later edit does not close it: today's text is shown beside both readings and stays with --today")
    void laterEdit() {
        String id = disagree();
        asha.edit(Team.TITUS, "one zwei three", "one zwei three and more");
        asha.synced();
        binu.synced();

        Decisions.View view = binu.conflicts().getFirst();
        assertThat(text(view.today())).contains("and more");
        assertThat(text(view.published())).contains("zwei").doesNotContain("and more");
        assertThat(view.settledByEdit()).isFalse();

        binu.resolve(id, new Answer.Today());
        binu.synced();
        asha.synced();
        assertThat(asha.conflicts()).isEmpty();
        assertThat(asha.read(Team.TITUS)).contains("one zwei three and more");
    }

    @Test
    @DisplayName(
            "C5 where the disputed text is nowhere to be found any more, today's text can stay, and nothing is guessed")
    void todayWithoutItsPlace() {
        asha.write("notes.txt", "one\ntwo\nthree\n");
        asha.synced();
        binu.synced();
        asha.edit("notes.txt", "two", "zwei");
        asha.synced();
        binu.edit("notes.txt", "two", "dos");
        String id = binu.synced().conflicts().getFirst();
        binu.write("notes.txt", "something else\naltogether\n");
        binu.synced();

        assertThat(binu.resolve(id, new Answer.Published()))
                .isEqualTo(new Outcome.NotPossible(id, Outcome.Reason.NOT_FOUND_IN_FOLDER));
        assertThat(binu.resolve(id, new Answer.Other()))
                .isEqualTo(new Outcome.NotPossible(id, Outcome.Reason.NOT_FOUND_IN_FOLDER));
        assertThat(binu.resolve(id, new Answer.Today())).isInstanceOf(Outcome.Done.class);

        assertThat(binu.read("notes.txt")).isEqualTo("something else\naltogether\n");
        binu.synced();
        asha.synced();
        assertThat(asha.conflicts()).isEmpty();
        assertThat(asha.resolve(id, new Answer.TurnBack())).isInstanceOf(Outcome.Done.class);
        assertThat(asha.conflicts()).extracting(Decisions.View::id).containsExactly(id);
    }

    @Test
    @DisplayName(
            "C5 a plain git user who writes the other reading settles it by edit, and a decision is still possible")
    void settledByEdit() {
        String id = disagree();
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("zwei", "dos"));
        binu.synced();

        assertThat(binu.conflicts().getFirst().settledByEdit()).isTrue();
        binu.resolve(id, new Answer.Today());
        binu.synced();
        assertThat(binu.conflicts()).isEmpty();
        assertThat(binu.read(Team.TITUS)).contains("one dos three");
    }

    @Test
    @DisplayName(
            "C6 words combined inside a verse are an automatic record that waits for nobody and can be turned back")
    void automatic() {
        asha.edit(Team.TITUS, "one two", "uno two");
        asha.synced();
        binu.edit(Team.TITUS, "two three", "two tre");
        assertThat(binu.synced().conflicts()).isEmpty();
        asha.synced();
        assertThat(asha.read(Team.TITUS)).contains("uno two tre");
        assertThat(asha.conflicts()).isEmpty();
        List<Decisions.View> automatic = asha.conflicts(true);
        assertThat(automatic).hasSize(1);
        String id = automatic.getFirst().id();

        assertThat(asha.resolve(id, new Answer.TurnBack())).isInstanceOf(Outcome.Done.class);

        assertThat(asha.conflicts()).extracting(Decisions.View::id).containsExactly(id);
        asha.synced();
        binu.synced();
        assertThat(binu.conflicts()).extracting(Decisions.View::id).containsExactly(id);
        binu.resolve(id, new Answer.Other());
        bothComeToRest();
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("M1 in a sync the place's text stands, whoever comes second")
    void placeStands() {
        disagree();

        assertThat(binu.read(Team.TITUS)).contains("one zwei three");
        assertThat(asha.read(Team.TITUS)).contains("one zwei three");
        assertThat(team.atPlace(Team.TITUS)).contains("one zwei three");
    }

    @Test
    @DisplayName("M5 an exchange of verses leaves metadata byte for byte, stale sizes and one line included")
    void metadataStays() {
        Map<String, String> before = new TreeMap<>(asha.texts());
        asha.edit(Team.TITUS, "one", "uno");
        asha.synced();
        binu.edit(Team.TITUS, "five", "cinco");
        binu.synced();
        asha.synced();

        assertThat(asha.read("metadata.json")).isEqualTo(before.get("metadata.json"));
        assertThat(binu.read("metadata.json")).isEqualTo(before.get("metadata.json"));
    }

    @Test
    @DisplayName("M5 last-seen times of two computers never disagree")
    void lastSeen() {
        String settings = "ingredients/scribe-settings.json";
        asha.write(settings, "{\"project\":{\"x\":{\"lastSeen\":\"2026-01-01T00:00:00Z\"}}}");
        asha.synced();
        binu.synced();
        asha.edit(settings, "2026-01-01", "2026-01-05");
        asha.synced();
        binu.edit(settings, "2026-01-01", "2026-01-09");

        assertThat(binu.synced().conflicts()).isEmpty();
        bothComeToRest();
        assertThat(asha.read(settings)).contains("2026-01-09");
    }

    @Test
    @DisplayName("C3 what an apply met that was cut off and brought forward reaches the place in the same sync")
    void metWhileBroughtForward() {
        boolean everMet = false;
        for (int steps = 1; ; steps++) {
            Team each = new Team();
            Computer sender = each.computer("asha", Team.titus("one two", "three"));
            sender.synced();
            Computer receiver = each.computer("binu").download();
            sender.edit(Team.TITUS, "two", "zwei");
            sender.synced();
            try {
                receiver.sync(SyncOptions.PLAIN, new PulledPlug(steps));
                assertThat(everMet).isTrue();
                return;
            } catch (PulledPlug.Pulled pulled) {
                receiver.edit(Team.TITUS, receiver.read(Team.TITUS).contains("zwei") ? "zwei" : "two", "dos");
            }

            receiver.sync();
            boolean met = !receiver.conflicts().isEmpty();
            everMet |= met;
            assertThat(each.place.heads().records())
                    .as("cut after " + steps)
                    .isEqualTo(receiver.state().records());
            sender.sync();
            assertThat(sender.conflicts()).as("cut after " + steps).hasSize(met ? 1 : 0);
        }
    }
}

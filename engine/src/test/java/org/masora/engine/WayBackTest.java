package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.RevisionId;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.SyncOptions.SetAsideAnswer;
import org.masora.engine.Team.Computer;
import org.masora.engine.Undo.Outcome;
import org.masora.remote.memory.MemoryPlace.Fault;

/** Undo and restore (rules U). */
class WayBackTest {

    private static final SyncOptions COMBINE = SyncOptions.PLAIN.answering(SetAsideAnswer.COMBINE);
    private static final SyncOptions KEEP_MINE = SyncOptions.PLAIN.answering(SetAsideAnswer.KEEP_MINE);
    private static final SyncOptions RECEIVE = SyncOptions.PLAIN.receivingOnly();

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one two three", "four five six", "seven"));
    private final Computer binu = team.computer("binu");
    private String before = "";

    @BeforeEach
    void bothHaveTheProject() {
        asha.synced();
        binu.download();
        before = binu.read(Team.TITUS);
    }

    private RevisionId head() {
        return team.place.heads().main().orElseThrow();
    }

    private void ashaSends(String from, String to) {
        asha.edit(Team.TITUS, from, to);
        asha.sync();
        assertThat(team.atPlace(Team.TITUS)).contains(to);
    }

    private static Outcome.Undone undone(Computer computer) {
        Outcome outcome = computer.undo();
        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        return (Outcome.Undone) outcome;
    }

    private static void asksAboutSetAside(StopReason reason) {
        assertThat(reason)
                .isInstanceOfSatisfying(
                        StopReason.NeedsConfirmation.class,
                        asked -> assertThat(asked.question()).isInstanceOf(Question.SetAsideIsThere.class));
    }

    private void comeToRest(Computer... computers) {
        for (int round = 0; round < 4; round++) {
            for (Computer computer : computers) {
                computer.sync();
            }
        }
        for (Computer computer : computers) {
            assertThat(computer.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
            assertThat(computer.texts()).isEqualTo(team.atPlace());
        }
    }

    @Test
    @DisplayName(
            "U1 undo of what was only received: the folder is as before, the base went back, the place is untouched")
    void undoBeforeSending() {
        Optional<RevisionId> base = binu.atHub().base();
        ashaSends("one", "uno");
        binu.synced(RECEIVE);

        assertThat(undone(binu).sent()).isFalse();

        assertThat(binu.read(Team.TITUS)).isEqualTo(before);
        assertThat(binu.atHub().base()).isEqualTo(base);
        assertThat(binu.atHub().setAside()).containsExactly(head());
        assertThat(team.atPlace(Team.TITUS)).contains("uno");
    }

    @Test
    @DisplayName("U1 what an undo set aside is told, with what it would change, until it was answered")
    void setAsideIsTold() {
        ashaSends("one", "uno");
        binu.synced(RECEIVE);
        assertThat(binu.status().setAside()).isEmpty();

        binu.undo();
        assertThat(Optional.ofNullable(binu.status().setAside().get(Team.HUB))
                        .orElseThrow()
                        .books())
                .singleElement()
                .satisfies(book -> assertThat(book.changed()).hasSize(1));

        binu.sync(SyncOptions.PLAIN.answering(SetAsideAnswer.COMBINE));
        assertThat(binu.status().setAside()).isEmpty();
    }

    @Test
    @DisplayName("U1 what was set aside is not built on until the person has answered: every sync asks")
    void asksUntilAnswered() {
        ashaSends("one", "uno");
        binu.synced(RECEIVE);
        binu.undo();
        RevisionId head = head();
        binu.edit(Team.TITUS, "seven", "sieben");

        asksAboutSetAside(binu.stopped());
        asksAboutSetAside(binu.stopped(RECEIVE));
        asksAboutSetAside(binu.stopped(SyncOptions.PLAIN.asDryRun()));

        assertThat(head()).isEqualTo(head);
        assertThat(binu.read(Team.TITUS)).contains("one two").contains("sieben");
    }

    @Test
    @DisplayName("U1 the head moves on while it is set aside: still asked, nothing of it comes in")
    void headMovesOn() {
        ashaSends("one", "uno");
        binu.synced(RECEIVE);
        binu.undo();
        ashaSends("four", "quattro");

        asksAboutSetAside(binu.stopped());

        assertThat(binu.read(Team.TITUS)).isEqualTo(before);
    }

    /** What Binu took back of one place comes to the other one by Asha. */
    private void takenBackComesOnAnotherWay() {
        asha.connectOther();
        asha.sync();
        binu.connectOther();
        binu.sync();
        team.plainGitPushes(Team.TITUS, before.replace("one", "uno"));
        binu.sync(RECEIVE);
        binu.undo();
        asha.sync();
        assertThat(atOther()).contains("uno");
        binu.edit(Team.TITUS, "seven", "sieben");
    }

    private String atOther() {
        return Team.texts(
                        team.other.vault(),
                        team.other.vault().snapshot(team.other.heads().main().orElseThrow()))
                .getOrDefault(Team.TITUS, "");
    }

    @Test
    @DisplayName("U1 what was set aside and comes on another way, from another place, is asked about too")
    void onAnotherWay() {
        takenBackComesOnAnotherWay();

        binu.sync();

        assertThat(binu.lastReport().places())
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                PlaceOutcome.Stopped.class, stopped -> asksAboutSetAside(stopped.reason())));
        assertThat(binu.read(Team.TITUS)).contains("one two").contains("sieben");
        binu.sync(COMBINE);
        comeToRest(binu, asha);
        assertThat(binu.read(Team.TITUS)).contains("uno two").contains("sieben").isEqualTo(atOther());
    }

    @Test
    @DisplayName("U1 U2 what came on two ways is taken back for everyone at both places")
    void takenBackAtBoth() {
        takenBackComesOnAnotherWay();

        binu.sync(KEEP_MINE);

        comeToRest(binu, asha);
        assertThat(asha.read(Team.TITUS)).contains("one two").contains("sieben").isEqualTo(atOther());
        assertThat(team.reachableAtPlace()).contains("uno two three");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("U1 answered \"combine\": everything comes in, own edits stay")
    void combine() {
        ashaSends("one", "uno");
        binu.synced(RECEIVE);
        binu.undo();
        ashaSends("four", "quattro");
        binu.edit(Team.TITUS, "seven", "sieben");

        binu.synced(COMBINE);

        assertThat(binu.read(Team.TITUS))
                .contains("uno two")
                .contains("quattro five")
                .contains("sieben");
        assertThat(binu.conflicts()).isEmpty();
        comeToRest(binu, asha);
    }

    @Test
    @DisplayName("U1 U2 answered \"keep mine\": taken back for everyone by a new revision; what came later stays")
    void keepMine() {
        ashaSends("one", "uno");
        RevisionId taken = head();
        binu.synced(RECEIVE);
        binu.undo();
        ashaSends("four", "quattro");
        RevisionId later = head();
        binu.edit(Team.TITUS, "seven", "sieben");

        binu.synced(KEEP_MINE);

        assertThat(binu.read(Team.TITUS))
                .contains("one two")
                .contains("quattro five")
                .contains("sieben");
        assertThat(team.place.vault().graph().standsOn(head(), later)).isTrue();
        assertThat(team.reachableAtPlace()).contains("uno two three").contains("Masora-Takes-Back: " + taken);
        PlaceOutcome.Synced received = asha.synced();
        assertThat(received.received().books()).isNotEmpty();
        assertThat(asha.read(Team.TITUS))
                .contains("one two")
                .contains("quattro five")
                .contains("sieben");
        assertThat(asha.everKept(Team.TITUS)).anyMatch(text -> text.contains("uno"));
        comeToRest(binu, asha);
    }

    @Test
    @DisplayName("U1 a dry run with an answer answers nothing")
    void dryRunAnswersNothing() {
        ashaSends("one", "uno");
        binu.synced(RECEIVE);
        binu.undo();

        assertThat(binu.sync(COMBINE.asDryRun())).isInstanceOf(PlaceOutcome.Planned.class);
        assertThat(binu.sync(KEEP_MINE.asDryRun())).isInstanceOf(PlaceOutcome.Planned.class);

        asksAboutSetAside(binu.stopped());
        assertThat(binu.read(Team.TITUS)).isEqualTo(before);
    }

    @Test
    @DisplayName("U1 undo while a send's outcome is unknown: counts as not sent, the attempt is forgotten, it is asked")
    void undoAfterALostAnswer() {
        ashaSends("one", "uno");
        binu.edit(Team.TITUS, "seven", "sieben");
        team.place.next(new Fault.AnswerLost());
        binu.stopped();
        assertThat(binu.read(Team.TITUS)).contains("uno").contains("sieben");

        assertThat(undone(binu).sent()).isFalse();

        assertThat(binu.atHub().attempts()).isEmpty();
        assertThat(binu.read(Team.TITUS)).contains("one two").contains("sieben");
        asksAboutSetAside(binu.stopped());
        binu.sync(KEEP_MINE);
        assertThat(team.atPlace(Team.TITUS)).contains("one two").contains("sieben");
        comeToRest(binu, asha);
    }

    @Test
    @DisplayName("U1 a restore whose send has no known outcome is undone: what arrived of it is asked about, not taken")
    void undoOfARestoreAfterALostAnswer() {
        String old = binu.state().kept().orElseThrow().hex();
        ashaSends("one", "uno");
        binu.synced();
        binu.restore(new Restoring.Request(old, Optional.empty(), Optional.empty()));
        team.place.next(new Fault.AnswerLost());
        binu.stopped();
        assertThat(team.atPlace(Team.TITUS)).isEqualTo(before);

        undone(binu);

        assertThat(binu.read(Team.TITUS)).contains("uno");
        asksAboutSetAside(binu.stopped());
        assertThat(binu.read(Team.TITUS)).contains("uno");
        binu.sync(KEEP_MINE);
        comeToRest(binu, asha);
        assertThat(asha.read(Team.TITUS)).contains("uno");
    }

    @Test
    @DisplayName("U1 in a folder with a git of its own undo is always a new revision")
    void beside() throws IOException {
        ashaSends("one", "uno");
        binu.synced(RECEIVE);
        Files.createDirectories(binu.folder.resolve(".git"));

        assertThat(undone(binu).sent()).isTrue();

        assertThat(binu.atHub().setAside()).isEmpty();
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "U2 undo of something sent is a new revision; the others get it as a change, and their text is in the history")
    void undoAfterSending() {
        ashaSends("one", "uno");
        binu.edit(Team.TITUS, "seven", "sieben");
        binu.synced();
        RevisionId sent = head();

        assertThat(undone(binu).sent()).isTrue();
        assertThat(binu.read(Team.TITUS)).contains("one two").contains("sieben");
        assertThat(head()).isEqualTo(sent);
        binu.synced();

        assertThat(team.place.vault().graph().standsOn(head(), sent)).isTrue();
        assertThat(team.reachableAtPlace()).contains("uno two three").contains("Masora-Undo: ");
        asha.synced();
        assertThat(asha.read(Team.TITUS)).contains("one two").contains("sieben");
        comeToRest(binu, asha);
    }

    @Test
    @DisplayName("U2 what an undo will do to the others is told before it goes")
    void toldBefore() {
        ashaSends("one", "uno");
        binu.edit(Team.TITUS, "seven", "sieben");
        binu.synced();
        binu.undo();

        PlaceOutcome outcome = binu.sync(SyncOptions.PLAIN.asDryRun());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PlaceOutcome.Planned.class,
                        planned -> assertThat(
                                        planned.toSend().books().getFirst().changed())
                                .extracting(Object::toString)
                                .containsExactly("1:1"));
    }

    @Test
    @DisplayName("U2 others who wrote into the undone verse meanwhile lose nothing silently")
    void undoMeetsNewWork() {
        ashaSends("one", "uno");
        binu.edit(Team.TITUS, "seven", "sieben");
        binu.synced();
        binu.undo();
        asha.synced();
        ashaSends("uno two three", "uno due tre");

        binu.sync();

        comeToRest(binu, asha);
        String there = team.atPlace(Team.TITUS);
        boolean inText = there.contains("uno due tre");
        boolean listed = asha.conflicts().stream()
                .flatMap(view -> java.util.stream.Stream.of(view.published(), view.other()))
                .anyMatch(text -> new String(text.orElse(new byte[0]), UTF_8).contains("uno due tre"));
        assertThat(inText || listed).isTrue();
    }

    @Test
    @DisplayName("U3 edits made since survive the undo")
    void editsMadeMeanwhile() {
        ashaSends("one", "uno");
        binu.synced();
        binu.edit(Team.TITUS, "seven", "sieben");

        binu.undo();

        assertThat(binu.read(Team.TITUS)).contains("one two").contains("sieben");
    }

    @Test
    @DisplayName("U3 an undo can be undone: what was received is there again and nothing is asked")
    void undoOfUndo() {
        ashaSends("one", "uno");
        binu.synced();
        binu.undo();

        binu.undo();

        assertThat(binu.read(Team.TITUS)).contains("uno two");
        assertThat(binu.atHub().setAside()).isEmpty();
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("U3 the undo of a merge withdraws its conflict where the own reading stands again")
    void withdrawn() {
        ashaSends("one two", "one zwei");
        binu.edit(Team.TITUS, "one two", "one dos");
        binu.synced(RECEIVE);
        assertThat(binu.conflicts()).hasSize(1);

        binu.undo();

        assertThat(binu.read(Team.TITUS)).contains("one dos");
        assertThat(binu.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("U3 where the verse was edited since, the undo does not withdraw its conflict")
    void notWithdrawn() {
        ashaSends("one two", "one zwei");
        binu.edit(Team.TITUS, "one two", "one dos");
        binu.synced(RECEIVE);
        binu.edit(Team.TITUS, "one zwei three", "one zwei and more three");

        binu.undo();

        assertThat(binu.conflicts()).hasSize(1);
    }

    @Test
    @DisplayName("U3 C5 the undo of an undo opens the conflict again; so does meeting it again")
    void withdrawnAndMetAgain() {
        ashaSends("one two", "one zwei");
        binu.edit(Team.TITUS, "one two", "one dos");
        String id = binu.synced(RECEIVE).conflicts().getFirst();
        binu.undo();
        assertThat(binu.conflicts()).isEmpty();

        binu.undo();
        assertThat(binu.read(Team.TITUS)).contains("one zwei");
        assertThat(binu.conflicts()).extracting(Decisions.View::id).containsExactly(id);

        binu.undo();
        assertThat(binu.conflicts()).isEmpty();
        assertThat(binu.synced(COMBINE).conflicts()).containsExactly(id);
        assertThat(binu.conflicts()).hasSize(1);
    }

    @Test
    @DisplayName("U3 the undo of a decision opens the conflict again; the undo of that closes it again")
    void undoOfADecision() {
        ashaSends("one two", "one zwei");
        binu.edit(Team.TITUS, "one two", "one dos");
        String id = binu.synced().conflicts().getFirst();
        binu.resolve(id, new Answer.Other());
        assertThat(binu.read(Team.TITUS)).contains("one dos");

        binu.undo();
        assertThat(binu.read(Team.TITUS)).contains("one zwei");
        assertThat(binu.conflicts()).extracting(Decisions.View::id).containsExactly(id);

        binu.undo();
        assertThat(binu.read(Team.TITUS)).contains("one dos");
        assertThat(binu.conflicts()).isEmpty();
        comeToRest(binu, asha);
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("U3 the undo of a decision that was sent opens the conflict for everybody")
    void undoOfASentDecision() {
        ashaSends("one two", "one zwei");
        binu.edit(Team.TITUS, "one two", "one dos");
        String id = binu.synced().conflicts().getFirst();
        binu.resolve(id, new Answer.Other());
        binu.synced();
        asha.synced();
        assertThat(asha.conflicts()).isEmpty();

        assertThat(undone(binu).sent()).isTrue();
        comeToRest(binu, asha);

        assertThat(asha.read(Team.TITUS)).contains("one zwei");
        assertThat(asha.conflicts()).extracting(Decisions.View::id).containsExactly(id);
    }

    @Test
    @DisplayName("U3 a restore is undone")
    void undoOfARestore() {
        String old = binu.state().kept().orElseThrow().hex();
        ashaSends("one", "uno");
        binu.synced();
        Map<String, String> now = binu.texts();
        binu.restore(new Restoring.Request(old, Optional.empty(), Optional.empty()));
        assertThat(binu.read(Team.TITUS)).isEqualTo(before);

        undone(binu);

        assertThat(binu.texts()).isEqualTo(now);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("U3 the answer about held text is undone: it waits again")
    void undoOfAnAnswerAboutHeldText() {
        ashaSends("one", "uno");
        binu.synced();
        binu.write(Team.TITUS, before);
        String id = binu.held().getFirst().id();
        binu.resolve(id, new Answer.Published());
        assertThat(binu.read(Team.TITUS)).contains("uno");

        undone(binu);

        assertThat(binu.read(Team.TITUS)).isEqualTo(before);
        assertThat(binu.held()).hasSize(1);
        binu.sync();
        assertThat(team.atPlace(Team.TITUS)).contains("uno");
    }

    @Test
    @DisplayName("U2 an old backup is restored whole and sent as a new revision")
    void restoreWhole() {
        ashaSends("one", "uno");
        binu.synced();
        RevisionId sent = head();
        Restoring.Backup backup = binu.backups().getFirst();

        Restoring.Outcome outcome = binu.restore(
                new Restoring.Request(backup.revision().hex().substring(0, 12), Optional.empty(), Optional.empty()));

        assertThat(outcome).isInstanceOf(Restoring.Outcome.Restored.class);
        assertThat(binu.read(Team.TITUS)).isEqualTo(before);
        assertThat(binu.held()).isEmpty();
        binu.synced();
        assertThat(team.place.vault().parents(head())).containsExactly(sent);
        asha.synced();
        assertThat(asha.read(Team.TITUS)).isEqualTo(before);
        comeToRest(binu, asha);
    }

    @Test
    @DisplayName("U2 one book of an old revision is restored, the others stay as they are")
    void restoreOneBook() {
        String jonah = "ingredients/JON.usfm";
        asha.write(jonah, Team.book("red", "green").replace("TIT", "JON"));
        asha.synced();
        binu.synced();
        String old = binu.state().kept().orElseThrow().hex();
        asha.edit(jonah, "red", "rosso");
        ashaSends("one", "uno");
        binu.synced();

        binu.restore(new Restoring.Request(old, BookCode.find("JON").map(Reference::of), Optional.empty()));

        assertThat(binu.read(jonah)).contains("red");
        assertThat(binu.read(Team.TITUS)).contains("uno");
        comeToRest(binu, asha);
        assertThat(asha.read(jonah)).contains("red");
    }

    @Test
    @DisplayName("U2 one verse is put back: what it would change is told first, nothing else changes, and it is undone")
    void restoreOneVerse() {
        String old = binu.state().kept().orElseThrow().hex();
        ashaSends("one", "uno");
        binu.synced();
        binu.edit(Team.TITUS, "seven", "sieben");
        binu.edit(Team.TITUS, "four", "vier");
        String today = binu.read(Team.TITUS);
        Restoring.Request verse = new Restoring.Request(old, reference("TIT 1:2"), Optional.empty());

        try (ProjectSession session = binu.session()) {
            assertThat(session.foretell(verse))
                    .isInstanceOfSatisfying(
                            Restoring.Outcome.Restored.class,
                            would -> assertThat(
                                            would.changes().books().getFirst().changed())
                                    .hasSize(1));
        }
        assertThat(binu.read(Team.TITUS)).isEqualTo(today);
        assertThat(binu.restore(verse)).isInstanceOf(Restoring.Outcome.Restored.class);

        assertThat(binu.read(Team.TITUS)).isEqualTo(today.replace("vier", "four"));
        assertThat(binu.held()).isEmpty();
        comeToRest(binu, asha);
        assertThat(asha.read(Team.TITUS))
                .contains("uno two")
                .contains("four five")
                .contains("sieben");
        undone(binu);
        assertThat(binu.read(Team.TITUS)).isEqualTo(today);
    }

    @Test
    @DisplayName("U2 a verse that is divided otherwise today is not put back: nothing is guessed")
    void restoreOneVerseOfABridge() {
        String old = binu.state().kept().orElseThrow().hex();
        binu.write(Team.TITUS, binu.read(Team.TITUS).replace("\\v 2 four five six\n\\v 3 seven", "\\v 2-3 together"));
        String today = binu.read(Team.TITUS);
        Optional<Reference> third = reference("TIT 1:3");

        assertThat(binu.restore(new Restoring.Request(old, third, Optional.empty())))
                .isEqualTo(new Restoring.Outcome.NoSuchVerses(third.orElseThrow()));
        assertThat(binu.read(Team.TITUS)).isEqualTo(today);
    }

    @Test
    void theProjectAsItStoodOnADayAndWhereItsCopiesAre() {
        ashaSends("one", "uno");
        binu.synced();
        binu.edit(Team.TITUS, "seven", "sieben");
        binu.look();
        RevisionId kept = binu.state().kept().orElseThrow();

        try (ProjectSession session = binu.session()) {
            BackThen.Then then = session.then(kept.hex()).orElseThrow();
            assertThat(then.books()).containsExactly(BookCode.find("TIT").orElseThrow());
            assertThat(then.changed().books().getFirst().changed()).hasSize(1);
            assertThat(then.past().published()).isFalse();
            RevisionId first =
                    session.folderAt(then.past().time().minusSeconds(1)).orElseThrow();
            assertThat(session.bookThen(first.hex(), BookCode.find("TIT").orElseThrow()))
                    .hasValueSatisfying(
                            book -> assertThat(new String(book, UTF_8)).contains("seven"));
            BackThen.Copies copies = session.copies();
            assertThat(copies.kept().orElseThrow().revision()).isEqualTo(kept);
            assertThat(copies.places()).singleElement().satisfies(place -> {
                assertThat(place.proved()).isPresent();
                assertThat(place.same()).as("what was typed is not there").isFalse();
            });
            assertThat(session.check(kept).whole()).isTrue();
            assertThat(session.check(kept).bytes()).isPositive();
        }
    }

    private static Optional<Reference> reference(String typed) {
        return Reference.parse(typed) instanceof Reference.Parsed.Found(var found)
                ? Optional.of(found)
                : Optional.empty();
    }

    @Test
    @DisplayName("U2 restore into a folder of its own touches nothing; a folder that holds something is refused")
    void restoreTo() throws IOException {
        String old = binu.state().kept().orElseThrow().hex();
        ashaSends("one", "uno");
        binu.synced();
        Map<String, String> now = binu.texts();
        Path to = binu.folder.resolveSibling("old state");

        Restoring.Outcome outcome = binu.restore(new Restoring.Request(old, Optional.empty(), Optional.of(to)));

        assertThat(outcome).isInstanceOf(Restoring.Outcome.WrittenTo.class);
        assertThat(Files.readString(to.resolve(Team.TITUS))).isEqualTo(before);
        try (var files = Files.walk(to)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
        assertThat(binu.texts()).isEqualTo(now);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(binu.restore(new Restoring.Request(old, Optional.empty(), Optional.of(to))))
                .isEqualTo(new Restoring.Outcome.NotEmpty(to));
    }

    @Test
    @DisplayName("U2 B3 a restored old state does not delete what this folder cannot hold")
    void restoreKeepsWhatIsCarried() {
        String old = binu.state().kept().orElseThrow().hex();
        team.plainGitPushes(content -> content.with("CON.txt", team.file("a device on Windows")));
        binu.synced();

        binu.restore(new Restoring.Request(old, Optional.empty(), Optional.empty()));
        binu.sync();

        assertThat(team.atPlace()).containsEntry("CON.txt", "a device on Windows");
    }

    @Test
    @DisplayName("U2 entries of the journal, conflict records and nothing at all are no revisions to restore")
    void notRevisionsOfTheProject() {
        Team each = new Team();
        Computer sender = each.computer("asha", Team.titus("one two", "three"));
        sender.synced();
        Computer receiver = each.computer("binu").download();
        sender.edit(Team.TITUS, "two", "zwei");
        sender.synced();
        receiver.edit(Team.TITUS, "two", "dos");
        receiver.synced();
        Map<String, String> before = receiver.texts();
        RevisionId journal =
                receiver.vault(vault -> vault.ref("refs/masora/journal")).orElseThrow();
        RevisionId records = receiver.state().records().orElseThrow();

        for (RevisionId id : List.of(journal, records)) {
            assertThat(receiver.restore(new Restoring.Request(id.hex(), Optional.empty(), Optional.empty())))
                    .isEqualTo(new Restoring.Outcome.Unknown(id.hex(), 0));
        }
        assertThat(receiver.texts()).isEqualTo(before);
    }
}

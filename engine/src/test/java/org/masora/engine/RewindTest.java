package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.RevisionId;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.HeldText;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.HeldBack;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.Decisions.Outcome;
import org.masora.engine.Team.Computer;
import org.masora.remote.memory.MemoryPlace.Fault;

/** Text that returns to a state older than what was received is no edit (rule P3). */
class RewindTest {

    private static final String JONAH = "ingredients/JON.usfm";

    private final Team team = new Team();
    private final Map<String, String> project = new TreeMap<>(Team.titus("one two three", "four five", "six seven"));
    private Computer asha = team.computer("asha");
    private Computer binu = team.computer("binu");

    /** Binu's project as it was before Asha's work came. */
    private Map<String, String> oldCopy = Map.of();

    private String oldTitus = "";

    @BeforeEach
    void binuHasReceivedAshasWork() {
        project.put(JONAH, Team.book("red green", "sun moon").replace("TIT", "JON"));
        asha = team.computer("asha", project);
        asha.synced();
        binu.download();
        oldCopy = binu.texts();
        oldTitus = binu.read(Team.TITUS);
        asha.edit(Team.TITUS, "one", "uno");
        asha.edit(Team.TITUS, "four", "quattro");
        asha.synced();
        binu.synced();
    }

    private HeldText onlyHeld() {
        assertThat(binu.held()).hasSize(1);
        return binu.held().getFirst();
    }

    private void comesToRest() {
        binu.sync();
        asha.sync();
        binu.sync();
        assertThat(binu.texts()).isEqualTo(asha.texts()).isEqualTo(team.atPlace());
    }

    @Test
    @DisplayName("P3 a whole old file is held: nothing of it is sent, the other books go on")
    void wholeFile() {
        binu.write(Team.TITUS, oldTitus);
        binu.edit(JONAH, "red", "rosso");

        PlaceOutcome.Synced outcome = binu.synced();

        assertThat(outcome.heldBack()).containsExactly(new HeldBack(Team.TITUS, HeldBack.Reason.OLDER_THAN_RECEIVED));
        assertThat(binu.lastReport().held()).extracting(HeldText::path).containsExactly(Team.TITUS);
        assertThat(onlyHeld().reference()).isEmpty();
        assertThat(team.atPlace(Team.TITUS)).contains("uno two three").contains("quattro five");
        assertThat(team.atPlace(JONAH)).contains("rosso");
        assertThat(binu.read(Team.TITUS)).isEqualTo(oldTitus);
    }

    @Test
    @DisplayName("P3 an old copy of the whole folder put back by hand is held")
    void wholeFolder() {
        RevisionId head = team.place.heads().main().orElseThrow();
        oldCopy.forEach(binu::write);

        binu.sync();

        assertThat(team.place.heads().main()).contains(head);
        assertThat(onlyHeld().path()).isEqualTo(Team.TITUS);
    }

    @Test
    @DisplayName("P3 an old folder put back without a book that came since: its absence is held too")
    void absenceInAnOldCopy() {
        String ruth = "ingredients/RUT.usfm";
        asha.write(ruth, Team.book("a book", "that is new").replace("TIT", "RUT"));
        asha.synced();
        binu.synced();
        oldCopy.forEach(binu::write);
        binu.delete(ruth);

        binu.sync();

        assertThat(team.atPlace()).containsKey(ruth);
        assertThat(binu.held()).extracting(HeldText::path).containsExactlyInAnyOrder(Team.TITUS, ruth);
        binu.held().forEach(held -> binu.resolve(held.id(), new Answer.Published()));
        comesToRest();
        assertThat(binu.texts()).containsKey(ruth);
    }

    @Test
    @DisplayName("P3 an old copy of what this folder never held itself is held, whole and verse by verse")
    void olderThanTheDownload() {
        Computer chen = team.computer("chen").download();

        chen.write(Team.TITUS, oldTitus);
        chen.sync();

        assertThat(chen.held()).extracting(HeldText::path).containsExactly(Team.TITUS);
        assertThat(team.atPlace(Team.TITUS)).contains("uno two three").contains("quattro five");

        chen.write(Team.TITUS, oldTitus.replace("six seven", "six seven more"));
        chen.sync();

        assertThat(chen.held()).extracting(HeldText::reference).containsExactly("TIT 1:1", "TIT 1:2");
        assertThat(team.atPlace(Team.TITUS))
                .contains("uno two three")
                .contains("quattro five")
                .contains("six seven more");
    }

    @Test
    @DisplayName("P3 what somebody wrote and a merge did not keep never stood at the place: writing it is an edit")
    void displacedElsewhere() {
        disagreeAboutVerse3();
        asha.sync();

        asha.edit(Team.TITUS, "seis", "sechs");
        asha.synced();

        assertThat(asha.held()).isEmpty();
        assertThat(team.atPlace(Team.TITUS)).contains("sechs seven");
    }

    @Test
    @DisplayName("P3 a verse that came and is missing in an old copy with one new edit in it is held")
    void missingVerse() {
        asha.write(Team.TITUS, asha.read(Team.TITUS) + "\\v 4 eight nine\n");
        asha.synced();
        String withoutVerse4 = binu.read(Team.TITUS);
        binu.synced();

        binu.write(Team.TITUS, withoutVerse4.replace("six seven", "six seven more"));
        binu.synced();

        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:4");
        assertThat(team.atPlace(Team.TITUS)).contains("eight nine").contains("six seven more");
        binu.resolve(onlyHeld().id(), new Answer.Published());
        comesToRest();
        assertThat(binu.read(Team.TITUS)).contains("eight nine");
    }

    @Test
    @DisplayName("P3 a heading that came goes with the old verses beside it; taken out alone it is an edit")
    void headings() {
        asha.edit(Team.TITUS, "\\v 3", "\\s A heading\n\\p\n\\v 3");
        asha.synced();
        binu.synced();

        binu.write(Team.TITUS, oldTitus.replace("six seven", "six seven more"));
        binu.synced();

        assertThat(binu.held()).extracting(HeldText::reference).containsExactly("TIT 1:1", "TIT 1:2", "TIT 1:3");
        assertThat(team.atPlace(Team.TITUS)).contains("\\s A heading").contains("six seven more");
        binu.held().forEach(held -> binu.resolve(held.id(), new Answer.Published()));
        comesToRest();
        assertThat(binu.read(Team.TITUS)).contains("\\s A heading\n\\p\n\\v 3 six seven more");

        binu.edit(Team.TITUS, "\\s A heading\n\\p\n", "");
        binu.synced();
        assertThat(binu.held()).isEmpty();
        assertThat(team.atPlace(Team.TITUS)).doesNotContain("A heading");
    }

    @Test
    @DisplayName("P3 a bridge made of verses that came one after the other, and its division again, are edits")
    void newDivision() {
        asha.write(Team.TITUS, asha.read(Team.TITUS) + "\\v 4 eight nine\n");
        asha.synced();

        asha.write(
                Team.TITUS, asha.read(Team.TITUS).replace("\\v 3 six seven\n\\v 4 eight", "\\v 3-4 six seven eight"));
        asha.synced();
        assertThat(asha.held()).isEmpty();
        assertThat(team.atPlace(Team.TITUS))
                .contains("\\v 3-4 six seven eight nine")
                .doesNotContain("\\v 4 ");

        asha.edit(Team.TITUS, "\\v 3-4 six seven eight", "\\v 3 six, seven\n\\v 4 and eight");
        asha.synced();
        assertThat(asha.held()).isEmpty();
        assertThat(team.atPlace(Team.TITUS))
                .contains("\\v 3 six, seven\n\\v 4 and eight nine")
                .doesNotContain("\\v 3-4");
    }

    @Test
    @DisplayName(
            "P3 what is missing in an old folder is answered with the last text beside it, and is no deletion then")
    void absenceIsAnsweredToo() {
        asha.write("notes/z.txt", "a note");
        asha.synced();
        binu.synced();
        oldCopy.forEach(binu::write);
        binu.delete("notes/z.txt");
        binu.sync();
        assertThat(binu.held()).extracting(HeldText::path).containsExactly(Team.TITUS, "notes/z.txt");

        binu.resolve(binu.held().getFirst().id(), new Answer.Published());

        assertThat(binu.held()).isEmpty();
        comesToRest();
        assertThat(binu.texts()).containsEntry("notes/z.txt", "a note");
    }

    @Test
    @DisplayName("P3 P1 what was put back while a send had no answer is held when it is seen that the send did arrive")
    void putBackAfterALostAnswer() {
        String before = binu.read(Team.TITUS);
        binu.edit(Team.TITUS, "six", "sei");
        team.place.next(new Fault.AnswerLost());
        binu.stopped();
        binu.write(Team.TITUS, before);

        binu.sync();

        assertThat(team.atPlace(Team.TITUS)).contains("sei seven");
        binu.resolve(onlyHeld().id(), new Answer.Published());
        comesToRest();
        assertThat(binu.read(Team.TITUS)).contains("sei seven");
    }

    @Test
    @DisplayName("P3 received text does not touch held text in the folder; other verses come")
    void receivedTextStaysOut() {
        String withOneNewEdit = oldTitus.replace("six seven", "six seven more");
        binu.write(Team.TITUS, withOneNewEdit);
        asha.edit(Team.TITUS, "uno two", "uno due");
        asha.edit(JONAH, "red", "rosso");
        asha.synced();

        binu.sync();

        assertThat(binu.read(Team.TITUS)).contains("\\v 1 one two three").contains("\\v 2 four five");
        assertThat(binu.read(JONAH)).contains("rosso");
        assertThat(team.atPlace(Team.TITUS)).contains("uno due three").contains("quattro five");
    }

    @Test
    @DisplayName("P3 received text does not touch a file that is held whole; it comes when the newer is brought back")
    void receivedTextStaysOutOfAWholeFile() {
        binu.write(Team.TITUS, oldTitus);
        asha.edit(Team.TITUS, "six", "sei");
        asha.synced();

        binu.sync();

        assertThat(binu.read(Team.TITUS)).isEqualTo(oldTitus);
        assertThat(team.atPlace(Team.TITUS)).contains("uno two").contains("sei seven");
        binu.resolve(onlyHeld().id(), new Answer.Published());
        comesToRest();
        assertThat(binu.read(Team.TITUS)).contains("uno two").contains("sei seven");
    }

    @Test
    @DisplayName("P3 an old copy with one new edit in it: the edit goes, the old verses are held one by one")
    void oldCopyWithOneNewEdit() {
        binu.write(Team.TITUS, oldTitus.replace("six seven", "six seven more"));

        binu.synced();

        assertThat(binu.held()).extracting(HeldText::reference).containsExactly("TIT 1:1", "TIT 1:2");
        assertThat(team.atPlace(Team.TITUS))
                .contains("uno two three")
                .contains("quattro five")
                .contains("six seven more");
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(binu.held()).hasSize(2);
    }

    @Test
    @DisplayName("P3 while one verse is held, other verses of its book go on coming")
    void otherVersesOfAHeldBook() {
        binu.edit(Team.TITUS, "uno two three", "one two three");
        asha.edit(JONAH, "red", "rosso");
        asha.synced();
        binu.sync();
        asha.edit(Team.TITUS, "six", "sei");
        asha.synced();

        binu.sync();

        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");
        assertThat(binu.read(Team.TITUS)).contains("\\v 1 one two three").contains("sei seven");
    }

    @Test
    @DisplayName("P3 one verse stands again as it stood before: it is held")
    void oneVerse() {
        binu.edit(Team.TITUS, "uno two three", "one two three");
        RevisionId head = team.place.heads().main().orElseThrow();

        binu.sync();

        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");
        assertThat(team.place.heads().main()).contains(head);
    }

    @Test
    @DisplayName("P3 keep the old: it becomes an edit like any other")
    void keepTheOld() {
        binu.edit(Team.TITUS, "uno two three", "one two three");

        Outcome outcome = binu.resolve(onlyHeld().id(), new Answer.Today());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Released.class, r -> assertThat(r.keptOld()).isTrue());
        assertThat(binu.held()).isEmpty();
        binu.synced();
        asha.synced();
        assertThat(asha.read(Team.TITUS)).contains("\\v 1 one two three").contains("quattro");
        comesToRest();
    }

    @Test
    @DisplayName("P3 bring back the newer: the received text is in the folder again")
    void bringBackTheNewer() {
        binu.write(Team.TITUS, oldTitus);

        Outcome outcome = binu.resolve(onlyHeld().id(), new Answer.Published());

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Released.class, r -> assertThat(r.keptOld()).isFalse());
        assertThat(binu.held()).isEmpty();
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        comesToRest();
        assertThat(binu.read(Team.TITUS)).contains("uno").contains("quattro");
    }

    @Test
    @DisplayName("P3 each held verse has its own answer")
    void oneOldOneNew() {
        binu.write(Team.TITUS, oldTitus.replace("six seven", "six seven more"));
        binu.synced();
        List<HeldText> held = binu.held();

        binu.resolve(held.get(0).id(), new Answer.Today());
        assertThat(binu.held()).extracting(HeldText::reference).containsExactly("TIT 1:2");
        binu.resolve(held.get(1).id(), new Answer.Published());

        assertThat(binu.held()).isEmpty();
        comesToRest();
        assertThat(asha.read(Team.TITUS)).contains("\\v 1 one two three").contains("quattro five");
    }

    @Test
    @DisplayName("P3 what was typed and typed back before any exchange is no rewind")
    void newerThanTheBase() {
        binu.edit(Team.TITUS, "six", "sechs");
        binu.look();
        binu.edit(Team.TITUS, "sechs", "sette");
        binu.look();
        binu.edit(Team.TITUS, "sette", "sechs");

        assertThat(binu.held()).isEmpty();
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("sechs seven");
    }

    @Test
    @DisplayName("P3 what Masora itself writes by undo is no rewind")
    void undoIsNoRewind() {
        binu.undo();

        assertThat(binu.read(Team.TITUS)).isEqualTo(oldTitus);
        assertThat(binu.held()).isEmpty();
    }

    @Test
    @DisplayName("P3 what Masora itself writes by restore is no rewind")
    void restoreIsNoRewind() {
        String backup = binu.backups().getFirst().revision().hex();
        binu.restore(new Restoring.Request(backup, Optional.empty(), Optional.empty()));

        assertThat(binu.read(Team.TITUS)).isEqualTo(oldTitus);
        assertThat(binu.held()).isEmpty();
        binu.synced();
        assertThat(team.atPlace()).isEqualTo(oldCopy);
    }

    @Test
    @DisplayName("P3 what Masora itself writes by a decision is no rewind")
    void decisionIsNoRewind() {
        String id = disagreeAboutVerse3();
        binu.resolve(id, new Answer.Other());

        assertThat(binu.read(Team.TITUS)).contains("sechs seven");
        assertThat(binu.held()).isEmpty();
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("sechs seven");
    }

    /** Binu's "sechs" is displaced by Asha's "seis" in verse 3. */
    private String disagreeAboutVerse3() {
        asha.edit(Team.TITUS, "six", "seis");
        asha.synced();
        binu.edit(Team.TITUS, "six", "sechs");
        binu.synced();
        return binu.conflicts().getFirst().id();
    }

    @Test
    @DisplayName("P3 no decision is taken on a verse that is held, alone or with its whole book")
    void noDecisionOnHeldText() {
        String id = disagreeAboutVerse3();
        String now = binu.read(Team.TITUS);
        binu.edit(Team.TITUS, "seis seven", "six seven");
        assertThat(binu.resolve(id, new Answer.Other())).isEqualTo(new Outcome.NotPossible(id, Outcome.Reason.HELD));

        binu.write(Team.TITUS, oldTitus);
        assertThat(onlyHeld().reference()).isEmpty();
        assertThat(binu.resolve(id, new Answer.Other())).isEqualTo(new Outcome.NotPossible(id, Outcome.Reason.HELD));

        binu.write(Team.TITUS, now);
        assertThat(binu.resolve(id, new Answer.Other())).isInstanceOf(Outcome.Done.class);
    }

    @Test
    @DisplayName("P3 a decision about another verse leaves held text held")
    void decisionBesideHeldText() {
        String id = disagreeAboutVerse3();
        binu.edit(Team.TITUS, "uno two three", "one two three");

        assertThat(binu.resolve(id, new Answer.Other())).isInstanceOf(Outcome.Done.class);

        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("uno two three").contains("sechs seven");
        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");
    }

    @Test
    @DisplayName("P3 putting back one book leaves the held text of another held")
    void restoringBesideHeldText() {
        String before = binu.state().kept().orElseThrow().hex();
        binu.edit(JONAH, "red", "rosso");
        binu.synced();
        binu.edit(Team.TITUS, "uno two three", "one two three");

        binu.restore(new Restoring.Request(before, BookCode.find("JON").map(Reference::of), Optional.empty()));

        assertThat(binu.read(JONAH)).contains("red");
        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("uno two three");
        assertThat(team.atPlace(JONAH)).contains("red");
    }

    @Test
    @DisplayName("P3 taking back what came while text was held leaves it held")
    void undoBesideHeldText() {
        binu.edit(Team.TITUS, "uno two three", "one two three");
        asha.edit(JONAH, "red", "rosso");
        asha.synced();
        binu.sync();
        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");

        binu.undo();

        assertThat(binu.read(JONAH)).contains("red");
        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");
        binu.sync(SyncOptions.PLAIN.answering(SyncOptions.SetAsideAnswer.COMBINE));
        assertThat(team.atPlace(Team.TITUS)).contains("uno two three");
        assertThat(binu.read(JONAH)).contains("rosso");
        assertThat(onlyHeld().reference()).isEqualTo("TIT 1:1");
    }

    @Test
    @DisplayName("P3 taking back the very text that came and was then overwritten by an old copy leaves nothing held")
    void undoOfHeldText() {
        binu.edit(Team.TITUS, "uno two three", "one two three");

        binu.undo();

        assertThat(binu.read(Team.TITUS)).isEqualTo(oldTitus);
        assertThat(binu.held()).isEmpty();
        assertThat(binu.atHub().waits()).isFalse();
    }
}

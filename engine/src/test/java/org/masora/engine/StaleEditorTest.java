package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.Decisions.Outcome;
import org.masora.engine.Team.Computer;

/** An editor that was forgotten open edits, in its old text, the very verses that have come in since (rule P3). */
class StaleEditorTest {

    private final Team team = new Team();
    private final Computer asha =
            team.computer("asha", Team.titus("one two three four five", "six seven eight nine", "ten eleven"));
    private final Computer binu = team.computer("binu");
    private String buffer = "";

    /** Binu's editor holds the old book; Asha's new words are in the folder. */
    @BeforeEach
    void textCameInBehindTheEditor() {
        asha.synced();
        binu.download();
        buffer = binu.read(Team.TITUS);
        asha.edit(Team.TITUS, "one", "uno");
        asha.edit(Team.TITUS, "six seven", "six and seven");
        asha.synced();
        binu.synced();
        assertThat(binu.read(Team.TITUS)).contains("uno two").contains("six and seven");
    }

    private void editorSaves(String words, String by) {
        assertThat(buffer).contains(words);
        buffer = buffer.replace(words, by);
        binu.write(Team.TITUS, buffer);
    }

    private void newerIsWanted() {
        while (!binu.held().isEmpty()) {
            assertThat(binu.resolve(binu.held().getFirst().id(), new Answer.Published()))
                    .isInstanceOf(Outcome.Released.class);
        }
    }

    @Test
    @DisplayName("P3 old verses with new words in them are held, and nothing that came is taken back unseen")
    void oldVersesWithNewWords() {
        editorSaves("four five", "vier five");
        editorSaves("nine", "neun");

        binu.sync();

        assertThat(team.atPlace(Team.TITUS)).contains("uno two").contains("six and seven");
        assertThat(binu.held()).extracting("reference").containsExactly("TIT 1:1", "TIT 1:2");
        assertThat(binu.read(Team.TITUS)).isEqualTo(buffer);
        asha.edit(Team.TITUS, "ten", "zehn");
        asha.synced();
        binu.synced();
        assertThat(binu.read(Team.TITUS)).as("other verses go on coming").contains("zehn");
    }

    @Test
    @DisplayName("P3 bring back the newer: what came is there again with the new words in it, and all of it goes")
    void newerWithTheNewWords() {
        editorSaves("four five", "vier five");
        editorSaves("nine", "neun");
        binu.sync();

        newerIsWanted();

        assertThat(binu.read(Team.TITUS)).contains("uno two three vier five").contains("six and seven eight neun");
        binu.synced();
        asha.synced();
        assertThat(asha.read(Team.TITUS)).contains("uno two three vier five").contains("six and seven eight neun");
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("P3 keep the old: it goes as it stands in the editor")
    void keepTheOld() {
        editorSaves("four five", "vier five");
        binu.sync();

        binu.held().forEach(held -> binu.resolve(held.id(), new Answer.Today()));

        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("one two three vier five").contains("six seven");
        assertThat(binu.held()).isEmpty();
    }

    @Test
    @DisplayName("P3 the editor goes on in the old verse: it is held as it stands then")
    void goesOn() {
        editorSaves("four five", "vier five");
        binu.sync();
        editorSaves("vier five", "vier fünf");
        binu.sync();

        assertThat(team.atPlace(Team.TITUS)).contains("uno two three four five");
        newerIsWanted();
        assertThat(binu.read(Team.TITUS)).contains("uno two three vier fünf").contains("six and seven");
    }

    @Test
    @DisplayName("P3 an edit of what came is an edit: in its words, beside them, and where only a part goes back")
    void editsOfWhatCame() {
        String came = binu.read(Team.TITUS);
        for (String[] edit : new String[][] {
            {"uno two", "ein two"},
            {"four five", "vier five"},
            {"six and seven", "six or seven"},
            {"six and seven eight", "six and sieben eight"},
            {"ten eleven", "ten"},
        }) {
            binu.write(Team.TITUS, came.replace(edit[0], edit[1]));
            assertThat(binu.held()).as(edit[1]).isEmpty();
        }
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("\\v 3 ten\n");
    }

    @Test
    @DisplayName("P3 several syncs came in behind the editor: nothing of any of them is taken back")
    void severalCameIn() {
        asha.edit(Team.TITUS, "four five", "four fünf");
        asha.edit(Team.TITUS, "and seven", "and sieben");
        asha.synced();
        binu.synced();
        editorSaves("three", "drei");
        editorSaves("nine", "neun");

        binu.sync();

        assertThat(team.atPlace(Team.TITUS)).contains("uno two three four fünf").contains("six and sieben eight nine");
        newerIsWanted();
        binu.synced();
        assertThat(team.atPlace(Team.TITUS)).contains("uno two drei four fünf").contains("six and sieben eight neun");
        assertThat(binu.texts()).isEqualTo(team.atPlace());
    }

    @Test
    @DisplayName("P3 taking the answer back: the old verse is there again with its new words, and is held again")
    void answerTakenBack() {
        editorSaves("four five", "vier five");
        binu.sync();
        binu.resolve(binu.held().getFirst().id(), new Answer.Published());
        assertThat(binu.read(Team.TITUS)).contains("uno two three vier five").contains("six seven");

        binu.undo();

        binu.sync();
        assertThat(binu.read(Team.TITUS)).contains("one two three vier five");
        assertThat(binu.held()).extracting("reference").containsExactly("TIT 1:1", "TIT 1:2");
        assertThat(team.atPlace(Team.TITUS)).contains("uno two three four five");
    }

    @Test
    @DisplayName("P3 the plug pulled at any step of the syncs and of the answer")
    void pulledPlug() {
        boolean pulled = true;
        for (int steps = 0; pulled; steps++) {
            StaleEditorTest fresh = new StaleEditorTest();
            fresh.textCameInBehindTheEditor();
            fresh.editorSaves("four five", "vier five");
            pulled = fresh.isCut(steps);
            fresh.binu.sync();
            assertThat(fresh.team.atPlace(Team.TITUS)).contains("uno two three four five");
            fresh.newerIsWanted();
            pulled |= fresh.isCut(steps);
            fresh.binu.sync();
            assertThat(fresh.team.atPlace(Team.TITUS)).contains("uno two three vier five");
        }
    }

    private boolean isCut(int steps) {
        try {
            binu.sync(new PulledPlug(steps));
            return false;
        } catch (PulledPlug.Pulled cut) {
            return true;
        }
    }
}

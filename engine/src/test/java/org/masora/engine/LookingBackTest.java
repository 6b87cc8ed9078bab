package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.merge.ConflictId;
import org.masora.core.scripture.Reference;
import org.masora.engine.Team.Computer;

/** Every text that a verse had, over renames, bridges and disagreements. */
class LookingBackTest {

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one", "four five", "seven"));

    @BeforeEach
    void published() {
        asha.synced();
    }

    private static List<LookingBack.Reading> readings(Computer computer, String reference) {
        if (!(Reference.parse(reference) instanceof Reference.Parsed.Found(var found))) {
            throw new IllegalArgumentException(reference);
        }
        try (ProjectSession session = computer.session()) {
            return session.readings(found);
        }
    }

    private static List<String> texts(List<LookingBack.Reading> readings) {
        return readings.stream()
                .map(reading -> reading.text()
                        .map(text -> new String(text, UTF_8).strip())
                        .orElse(""))
                .toList();
    }

    @Test
    void theFileWasRenamed() {
        asha.edit(Team.TITUS, "seven", "eight");
        asha.synced();
        String renamed = "ingredients/57-TIT.usfm";
        asha.write(renamed, asha.read(Team.TITUS));
        asha.write("metadata.json", asha.read("metadata.json").replace(Team.TITUS, renamed));
        asha.delete(Team.TITUS);
        asha.synced();
        asha.edit(renamed, "eight", "nine");
        asha.synced();

        assertThat(texts(readings(asha, "TIT 1:3"))).containsExactly("\\v 3 nine", "\\v 3 eight", "\\v 3 seven");
    }

    @Test
    void theVerseWasPartOfABridge() {
        asha.write(Team.TITUS, asha.read(Team.TITUS).replace("\\v 2 four five\n\\v 3 seven", "\\v 2-3 together"));
        asha.synced();

        assertThat(texts(readings(asha, "TIT 1:3"))).containsExactly("\\v 2-3 together", "\\v 3 seven");
    }

    @Test
    void aTextThatComesBackIsToldOnceWithItsOldestRevision() {
        asha.edit(Team.TITUS, "seven", "eighteen");
        asha.synced();
        team.plainGitPushes(Team.TITUS, Team.book("one", "four five", "seven"));
        asha.synced();

        assertThat(texts(readings(asha, "TIT 1:3"))).containsExactly("\\v 3 eighteen", "\\v 3 seven");
    }

    @Test
    @DisplayName("C2 a text names the disagreement it was part of, and no other text does")
    void theConflictIsNamed() {
        Computer binu = team.computer("binu").download();
        asha.edit(Team.TITUS, "seven", "zwei");
        asha.synced();
        binu.edit(Team.TITUS, "seven", "dos");
        ConflictId conflict = new ConflictId(binu.synced().conflicts().getFirst());

        List<LookingBack.Reading> readings = readings(binu, "TIT 1:3");

        assertThat(texts(readings)).containsExactlyInAnyOrder("\\v 3 zwei", "\\v 3 dos", "\\v 3 seven");
        assertThat(readings)
                .allSatisfy(reading -> assertThat(reading.conflicts())
                        .isEqualTo(
                                new String(reading.text().orElseThrow(), UTF_8).contains("seven")
                                        ? List.of()
                                        : List.of(conflict)));
        assertThat(readings(binu, "TIT 1:2"))
                .allSatisfy(reading -> assertThat(reading.conflicts()).isEmpty());

        binu.resolve(conflict.hex(), new Decisions.Answer.Text("drei".getBytes(UTF_8)));
        assertThat(readings(binu, "TIT 1:3"))
                .filteredOn(reading -> reading.conflicts().equals(List.of(conflict)))
                .extracting(reading -> new String(reading.text().orElseThrow(), UTF_8).strip())
                .contains("\\v 3 drei");
    }

    @Test
    @DisplayName("C2 of a disagreement about a bridge the verses of both sides name it, and not the text before it")
    void theConflictIsNamedWhereOneSideBridged() {
        Computer binu = team.computer("binu").download();
        asha.write(Team.TITUS, asha.read(Team.TITUS).replace("\\v 2 four five\n\\v 3 seven", "\\v 2-3 together"));
        asha.synced();
        binu.edit(Team.TITUS, "seven", "dos");
        ConflictId conflict = new ConflictId(binu.synced().conflicts().getFirst());

        List<LookingBack.Reading> readings = readings(binu, "TIT 1:3");

        assertThat(texts(readings)).containsExactlyInAnyOrder("\\v 2-3 together", "\\v 3 dos", "\\v 3 seven");
        assertThat(readings)
                .allSatisfy(reading -> assertThat(reading.conflicts())
                        .isEqualTo(
                                new String(reading.text().orElseThrow(), UTF_8).contains("seven")
                                        ? List.of()
                                        : List.of(conflict)));
    }

    @Test
    @DisplayName("A tool that writes the whole book anew for one verse has changed that verse alone")
    void aRewriteOfTheBookIsNoTextOfEveryVerse() {
        asha.write(Team.TITUS, asha.read(Team.TITUS).replace("four five", "four\\f + \\ft note\\f* five"));
        asha.synced();
        String rewritten = asha.read(Team.TITUS)
                .replace("seven", "eight")
                .replace("\\p\n\\v 1", "\\p \\v 1")
                .replace("\n\\v", " \n\\v")
                .replace("\\ft note\\f*", "\\ft note\\ft*\\f*");
        asha.write(Team.TITUS, rewritten);
        asha.synced();

        assertThat(readings(asha, "TIT 1:1")).hasSize(1);
        assertThat(readings(asha, "TIT 1:2")).hasSize(2);
        assertThat(texts(readings(asha, "TIT 1:3"))).containsExactly("\\v 3 eight", "\\v 3 seven");
    }
}

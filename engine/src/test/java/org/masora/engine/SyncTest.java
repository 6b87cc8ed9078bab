package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Team.Computer;

class SyncTest {

    private final Team team = new Team();

    @Test
    void aProjectIsSentDownloadedEditedOnBothSidesAndEqualAtTheEnd() {
        Computer asha = team.computer("asha", Team.titus("In the beginning", "was the sample", "and it was short"));
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.Synced.class);
        assertThat(team.atPlace()).isEqualTo(asha.texts());

        Computer binu = team.computer("binu").download();
        assertThat(binu.texts()).isEqualTo(asha.texts());

        asha.edit(Team.TITUS, "the beginning", "the morning");
        binu.edit(Team.TITUS, "it was short", "it was long");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.Synced.class);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.Synced.class);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.Synced.class);

        assertThat(asha.texts()).isEqualTo(binu.texts()).isEqualTo(team.atPlace());
        assertThat(asha.read(Team.TITUS)).contains("the morning").contains("it was long");
        assertThat(asha.conflicts()).isEmpty();
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("C1 M1 both edit one verse: the place's text stands, the other reading waits on both computers")
    void theSameVerse() {
        Computer asha = team.computer("asha", Team.titus("one two three", "four"));
        asha.sync();
        Computer binu = team.computer("binu").download();

        asha.edit(Team.TITUS, "two", "zwei");
        binu.edit(Team.TITUS, "two", "dos");
        asha.sync();
        PlaceOutcome.Synced outcome = (PlaceOutcome.Synced) binu.sync();
        assertThat(outcome.conflicts()).hasSize(1);
        assertThat(outcome.decisionsShared()).isTrue();
        assertThat(binu.read(Team.TITUS)).contains("one zwei three").doesNotContain("dos");
        asha.sync();

        assertThat(asha.conflicts()).hasSize(1);
        assertThat(binu.conflicts()).hasSize(1);
        Decisions.View view = asha.conflicts().getFirst();
        assertThat(view.id()).isEqualTo(binu.conflicts().getFirst().id());
        assertThat(view.reference()).hasToString("TIT 1:1");
        assertThat(new String(view.other().orElseThrow(), StandardCharsets.UTF_8))
                .contains("dos");

        assertThat(binu.resolve(view.id(), new Decisions.Answer.Other())).isInstanceOf(Decisions.Outcome.Done.class);
        assertThat(binu.read(Team.TITUS)).contains("one dos three");
        binu.sync();
        asha.sync();
        assertThat(asha.read(Team.TITUS)).contains("one dos three");
        assertThat(asha.conflicts()).isEmpty();
        assertThat(binu.conflicts()).isEmpty();
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }
}

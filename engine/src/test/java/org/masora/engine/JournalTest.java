package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Team.Computer;

/** The journal and what else lies in a vault are told apart, whatever a project holds. */
class JournalTest {

    private final Team team = new Team();

    @Test
    @DisplayName("P1 a project with files named like the journal's own is a project like any other")
    void namesLikeTheJournals() {
        Map<String, String> project = new TreeMap<>(Team.titus("one", "two"));
        project.put("operation.json", "{\"not\":\"an operation\"}");
        project.put("state.json", "{}");
        Computer asha = team.computer("asha", project);
        asha.synced();
        Computer binu = team.computer("binu").download();

        for (Computer computer : java.util.List.of(asha, binu)) {
            assertThat(computer.backups()).isEmpty();
            assertThat(computer.undo()).isInstanceOf(Undo.Outcome.NothingToUndo.class);
            try (ProjectSession session = computer.session()) {
                assertThat(session.overview().openConflicts()).isZero();
            }
            assertThat(computer.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
            assertThat(computer.texts()).isEqualTo(project);
        }
    }
}

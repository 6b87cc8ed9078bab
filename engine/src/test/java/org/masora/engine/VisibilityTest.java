package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.ProjectOverview.KeepPrivate;
import org.masora.engine.Team.Computer;

/** Who may read a project, whose name stands where, and whether a place is the project's own (rules V1, V3 and V4). */
class VisibilityTest {

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one two three", "four five six"));

    private Map<String, String> otherProject() {
        Map<String, String> other = new TreeMap<>(Team.titus("another", "project"));
        other.put("metadata.json", Team.METADATA.replace("000000000001", "000000000002"));
        return other;
    }

    private Set<Person> authorsAtPlace() {
        Set<Person> authors = new HashSet<>();
        Deque<RevisionId> open = new ArrayDeque<>(team.place.heads().all());
        Set<RevisionId> seen = new HashSet<>();
        while (!open.isEmpty()) {
            RevisionId id = open.removeLast();
            if (seen.add(id)) {
                Revision revision = team.place.vault().revision(id).orElseThrow();
                authors.add(revision.author());
                open.addAll(revision.parents());
            }
        }
        return authors;
    }

    @Test
    @DisplayName(
            "V3 every revision at the place has the author who was signed in, merges, records and decisions included")
    void authors() {
        asha.synced();
        Computer binu = team.computer("binu").download();
        asha.edit(Team.TITUS, "two", "zwei");
        asha.synced();
        binu.edit(Team.TITUS, "two", "dos");
        String id = binu.synced().conflicts().getFirst();
        asha.synced();
        // Looking at a project is nobody's doing and never becomes an author there.
        asha.conflicts();
        asha.held();
        asha.resolve(id, new Answer.Other());
        asha.synced();

        assertThat(authorsAtPlace()).containsExactlyInAnyOrder(asha.actor.person(), binu.actor.person());
    }

    @Test
    @DisplayName("V1 private is preselected where the metadata says confidential or the project is Paratext's")
    void preselected() {
        assertThat(keepPrivate(asha)).isEmpty();

        Map<String, String> confidential = Team.titus("one");
        confidential.put("metadata.json", Team.METADATA.replace("{\"format\"", "{\"confidential\":true,\"format\""));
        assertThat(keepPrivate(team.computer("binu", confidential))).containsExactly(KeepPrivate.CONFIDENTIAL);

        Computer connected = team.computer("chen", Team.titus("one"));
        connected.connectParatext();
        assertThat(keepPrivate(connected)).containsExactly(KeepPrivate.PARATEXTS);

        Map<String, String> ofParatext =
                Map.of("41MATSMP.SFM", "\\id MAT\n\\c 1\n\\p\n\\v 1 one\n", "Comments_asha.xml", "<CommentList/>");
        assertThat(keepPrivate(team.computer("dina", ofParatext))).containsExactly(KeepPrivate.PARATEXTS);
    }

    private static Set<KeepPrivate> keepPrivate(Computer computer) {
        return computer.status().overview().keepPrivate();
    }

    @Test
    @DisplayName("V4 a place that holds another project: asked first, nothing sent, nothing received")
    void otherProjectAsks() {
        asha.synced();
        Computer binu = team.computer("binu", otherProject());
        RevisionId head = team.place.heads().main().orElseThrow();

        StopReason reason = binu.stopped();

        assertThat(reason)
                .isInstanceOfSatisfying(
                        StopReason.NeedsConfirmation.class,
                        asked -> assertThat(asked.question()).isInstanceOf(Question.OtherProject.class));
        assertThat(team.place.heads().main()).contains(head);
        assertThat(binu.texts()).isEqualTo(otherProject());
        assertThat(binu.state().records()).isEmpty();
    }

    @Test
    @DisplayName("V4 said to be the same, the two are brought together and no word is lost")
    void accepted() {
        asha.synced();
        Computer binu = team.computer("binu", otherProject());

        assertThat(binu.sync(SyncOptions.PLAIN.acceptingOtherProject())).isInstanceOf(PlaceOutcome.Synced.class);

        assertThat(binu.texts()).isEqualTo(team.atPlace());
        assertThat(binu.conflicts()).isNotEmpty();
        assertThat(binu.everKept(Team.TITUS)).anyMatch(text -> text.contains("another"));
    }

    @Test
    @DisplayName("V4 a copy of the folder elsewhere is recognised by its id, without a question")
    void sameId() {
        asha.synced();
        Computer copy = team.computer("copy", asha.texts());

        assertThat(copy.sync()).isNotInstanceOf(PlaceOutcome.Stopped.class);

        assertThat(copy.texts()).isEqualTo(asha.texts()).isEqualTo(team.atPlace());
        assertThat(copy.conflicts()).isEmpty();
    }
}

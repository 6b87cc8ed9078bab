package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.paratext.Role;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.HeldBack;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.engine.Team.Computer;

/** What a sync sends of a person's changes to a Paratext project, by their rights there. */
class ParatextRightsTest {

    private static final String TITUS = "57TITSMP.SFM";
    private static final String PHILEMON = "58PHMSMP.SFM";

    private final Team team = new Team();

    private static Map<String, String> project() {
        Map<String, String> files = new TreeMap<>();
        files.put("Settings.xml", """
                <ScriptureText><Name>SMP</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                <Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted("0".repeat(55) + "11" + "0".repeat(66)));
        files.put("ProjectUserAccess.xml", """
                <ProjectUserAccess PeerSharing="true"><User UserName="tom"><Role>TeamMember</Role>
                <AllBooks>false</AllBooks><Books><Book Id="TIT" /></Books></User></ProjectUserAccess>
                """);
        files.put(TITUS, Team.book("one two", "three four"));
        files.put(PHILEMON, "\\id PHM\n\\c 1\n\\p\n\\v 1 Paul a prisoner\n\\v 2 to Apphia\n");
        return files;
    }

    private Entry file(String text) {
        return Entry.file(team.other.vault().blobs().write(text.getBytes(UTF_8)));
    }

    private void there(UnaryOperator<Snapshot> change) {
        Optional<RevisionId> head = team.other.heads().main();
        Snapshot before = head.map(team.other.vault()::snapshot).orElse(Snapshot.EMPTY);
        RevisionId next = team.other
                .vault()
                .commit(
                        change.apply(before),
                        head.stream().toList(),
                        new Person("Ada", ""),
                        Instant.parse("2026-03-01T10:00:00Z"),
                        "by Paratext\n");
        team.other.pushMain(next);
    }

    private String atParatext(String path) {
        Snapshot content = team.other.vault().snapshot(team.other.heads().main().orElseThrow());
        return Team.texts(team.other.vault(), content).getOrDefault(path, "");
    }

    private Computer member(String name, Role role) {
        if (team.other.heads().main().isEmpty()) {
            there(content -> {
                Map<String, Entry> entries = new TreeMap<>();
                project().forEach((path, text) -> entries.put(path, file(text)));
                return Snapshot.of(entries);
            });
        }
        Computer computer = team.computer(name, project());
        computer.onlyParatext();
        computer.isAtParatext(role);
        computer.sync();
        return computer;
    }

    @Test
    @DisplayName(
            "an observer's changes are refused before anything is sent, with the reason; what is new comes all the same")
    void observer() {
        Computer olga = member("olga", Role.OBSERVER);
        assertThat(olga.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        Optional<RevisionId> before = team.other.heads().main();
        olga.edit(TITUS, "one", "uno");

        assertThat(olga.stopped()).isEqualTo(new StopReason.Refused(Refusal.MAY_ONLY_LOOK, "olga", "other"));

        assertThat(team.other.heads().main()).isEqualTo(before);
        there(content -> content.with(PHILEMON, file("\\id PHM\n\\c 1\n\\p\n\\v 1 Paul\n\\v 2 to Apphia\n")));
        Optional<RevisionId> newer = team.other.heads().main();
        assertThat(olga.stopped()).isEqualTo(new StopReason.Refused(Refusal.MAY_ONLY_LOOK, "olga", "other"));
        assertThat(olga.read(PHILEMON)).contains("\\v 1 Paul\n");
        assertThat(olga.read(TITUS)).contains("uno");
        assertThat(team.other.heads().main()).isEqualTo(newer);
        olga.edit(TITUS, "uno", "one");
        olga.held().forEach(text -> olga.resolve(text.id(), new Decisions.Answer.Today()));
        assertThat(olga.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName(
            "a translator's changes outside the granted books are kept and named, the rest goes on, again and again")
    void translator() {
        Computer tom = member("tom", Role.TRANSLATOR);
        tom.edit(TITUS, "one", "uno");
        tom.edit(PHILEMON, "prisoner", "captive");

        PlaceOutcome.Synced first = tom.synced();

        assertThat(first.heldBack()).containsExactly(new HeldBack(PHILEMON, "PHM", HeldBack.Reason.NOT_GRANTED));
        assertThat(atParatext(TITUS)).contains("uno two");
        assertThat(atParatext(PHILEMON)).contains("prisoner");
        assertThat(tom.read(PHILEMON)).contains("captive");
        Optional<RevisionId> head = team.other.heads().main();
        assertThat(tom.synced().heldBack()).isEqualTo(first.heldBack());
        assertThat(team.other.heads().main()).isEqualTo(head);

        there(content -> content.with(PHILEMON, file(atParatext(PHILEMON).replace("Apphia", "our sister"))));
        assertThat(tom.synced().heldBack()).isEqualTo(first.heldBack());
        assertThat(tom.read(PHILEMON)).contains("captive").contains("our sister");
        assertThat(atParatext(PHILEMON)).contains("prisoner");
        assertThat(tom.conflicts()).isEmpty();

        there(content -> content.with(
                "ProjectUserAccess.xml",
                file(atParatext("ProjectUserAccess.xml")
                        .replace("<Book Id=\"TIT\" />", "<Book Id=\"TIT\" /><Book Id=\"PHM\" />"))));
        assertThat(tom.synced().heldBack()).isEmpty();
        assertThat(atParatext(PHILEMON)).contains("captive").contains("our sister");
        assertThat(tom.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("where the place has moved too nothing of a foreign book goes, not even as the reading not kept")
    void foreignConflict() {
        Computer tom = member("tom", Role.TRANSLATOR);
        tom.edit(PHILEMON, "prisoner", "captive");
        tom.edit(TITUS, "three", "tre");
        there(content -> content.with(PHILEMON, file(atParatext(PHILEMON).replace("prisoner", "bondman"))));

        PlaceOutcome.Synced synced = tom.synced();

        assertThat(synced.conflicts()).hasSize(1);
        assertThat(atParatext(PHILEMON)).contains("bondman");
        assertThat(atParatext(TITUS)).contains("tre four");
        team.other.vault().headings(team.other.heads().main().orElseThrow()).forEach(revision -> {
            Snapshot content = team.other.vault().snapshot(revision.id());
            assertThat(Team.texts(team.other.vault(), content).get(PHILEMON)).doesNotContain("captive");
        });
        assertThat(tom.conflicts()).hasSize(1);
    }

    @Test
    @DisplayName("an administrator's changes go wherever they are, a consultant's notes too")
    void administratorAndConsultant() {
        Computer ada = member("ada", Role.ADMINISTRATOR);
        ada.edit(PHILEMON, "prisoner", "captive");
        ada.edit("ProjectUserAccess.xml", "true", "false");
        assertThat(ada.synced().heldBack()).isEmpty();
        assertThat(atParatext("ProjectUserAccess.xml")).contains("PeerSharing=\"false\"");

        Computer cora = member("cora", Role.CONSULTANT);
        cora.write("Notes_cora.xml", "<CommentList></CommentList>\n");
        cora.edit(TITUS, "one", "uno");
        assertThat(cora.synced().heldBack()).containsExactly(new HeldBack(TITUS, "TIT", HeldBack.Reason.NOT_GRANTED));
        assertThat(atParatext("Notes_cora.xml")).contains("CommentList");
        assertThat(atParatext(TITUS)).contains("one two");
    }

    @Test
    @DisplayName("whether a place holds something newer is told from its head alone")
    void newer() {
        Computer tom = member("tom", Role.TRANSLATOR);
        assertThat(tom.lookAtPlaces()).containsExactly(Map.entry(Team.OTHER, new PlaceLook.NothingNew()));
        there(content -> content.with("figures/a.txt", file("x")));
        assertThat(tom.lookAtPlaces()).containsExactly(Map.entry(Team.OTHER, new PlaceLook.Newer()));
        assertThat(tom.texts()).doesNotContainKey("figures/a.txt");
        tom.sync();
        tom.edit(TITUS, "one", "uno");
        tom.sync();
        assertThat(tom.lookAtPlaces()).containsExactly(Map.entry(Team.OTHER, new PlaceLook.NothingNew()));
        team.other.reachable(false);
        assertThat(tom.lookAtPlaces().get(Team.OTHER)).isInstanceOf(PlaceLook.NotAsked.class);
        assertThat(List.of(tom.read(TITUS))).first().asString().contains("uno");
    }
}

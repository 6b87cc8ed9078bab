package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.paratext.Role;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Team.Computer;

/**
 * The plug is pulled at every step of a sync with Paratext, and before every move of the journal and of any other ref;
 * what a real kill does is in {@link ParatextKilledTest}.
 */
class ParatextPlugTest {

    private static final String SFM = "57TITSMP.SFM";

    /** One project, with an edit on each side and a verse that both changed. */
    private static final class Case {
        private final Team team = new Team();
        private final boolean bridge;
        private final Computer asha;
        private Instant time = Instant.parse("2026-03-01T10:00:00Z");

        Case(boolean bridge) {
            this.bridge = bridge;
            Map<String, String> files = new TreeMap<>();
            files.put("Settings.xml", """
                    <ScriptureText><Name>SMP</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                    <Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                    <BooksPresent>%s</BooksPresent></ScriptureText>
                    """.formatted("0".repeat(55) + "1" + "0".repeat(67)));
            String[] verses = {"one two three", "four five six", "seven eight nine", "ten eleven twelve"};
            files.put(SFM, Team.book(verses));
            paratext(files);
            asha = bridge ? team.computer("asha", Team.titus(verses)) : team.computer("asha", files);
            if (bridge) {
                asha.connectParatext();
            } else {
                asha.onlyParatext();
            }
            asha.isAtParatext(Role.ADMINISTRATOR);
            asha.sync();

            paratext(Map.of(SFM, text().replace("two", "zwei").replace("ten", "zehn")));
            asha.edit(book(), "five", "cinq");
            asha.edit(book(), "ten", "dix");
            if (bridge) {
                team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("eight", "otto"));
            }
        }

        private String book() {
            return bridge ? Team.TITUS : SFM;
        }

        private void paratext(Map<String, String> files) {
            List<RevisionId> parents = team.other.heads().main().stream().toList();
            Map<String, Entry> entries = new TreeMap<>(
                    parents.isEmpty()
                            ? Map.of()
                            : team.other.vault().snapshot(parents.getFirst()).entries());
            files.forEach((path, text) ->
                    entries.put(path, Entry.file(team.other.vault().blobs().write(text.getBytes(UTF_8)))));
            time = time.plusSeconds(5);
            team.other.pushMain(team.other
                    .vault()
                    .commit(Snapshot.of(entries), parents, new Person("Ada", ""), time, "by Paratext\n"));
        }

        private String text() {
            Snapshot content =
                    team.other.vault().snapshot(team.other.heads().main().orElseThrow());
            return Team.texts(team.other.vault(), content).getOrDefault(SFM, "");
        }

        /** Everything is everywhere, once, and nothing moves any more. */
        void check(String when) {
            String text = text();
            assertThat(text).as(when).contains("one zwei three", "four cinq six", "zehn eleven");
            assertThat(asha.read(book())).as(when).isEqualTo(text);
            assertThat(asha.conflicts()).as(when).hasSize(1);
            if (bridge) {
                assertThat(text).as(when).contains("seven otto nine");
                assertThat(team.atPlace(Team.TITUS)).as(when).isEqualTo(text);
            }
            assertThat(team.other.heads().rivals()).as(when).isEmpty();
            asha.sync();
            assertThat(asha.lastReport().places()).as(when).allMatch(PlaceOutcome.UpToDate.class::isInstance);
        }
    }

    @ParameterizedTest(name = "with Door43 too: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "P1 P2 P6 the plug pulled at any step of a sync with Paratext: the next sync finishes, nothing is lost")
    void everyStep(boolean bridge) {
        boolean cut = true;
        int steps = 0;
        for (; cut; steps++) {
            Case one = new Case(bridge);
            try {
                one.asha.sync(new PulledPlug(steps));
                cut = false;
            } catch (PulledPlug.Pulled pulled) {
                one.asha.sync();
                assertThat(one.asha.lastReport().places())
                        .as("cut after " + steps)
                        .noneMatch(PlaceOutcome.Stopped.class::isInstance);
            }
            one.check("cut after " + steps);
        }
        assertThat(steps).as("steps that were tried").isGreaterThan(20);
    }
}

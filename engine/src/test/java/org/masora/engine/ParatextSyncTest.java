package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.engine.ParatextSite.PlainUser;
import org.masora.engine.Team.Computer;
import org.masora.hub.paratext.Endpoint;
import org.masora.hub.paratext.Fault;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.memory.MemoryPlace;
import org.masora.remote.memory.MemoryPlace.Call;

/** Whole syncs with a stand-in for Paratext's servers, beside Door43 and beside people with plain hg. */
class ParatextSyncTest {

    private static final String SFM = "57TITSMP.SFM";

    @TempDir
    Path directory;

    private final Team team = new Team();
    private ParatextSite site;

    @BeforeEach
    void begin() throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("Settings.xml", settings().getBytes(UTF_8));
        files.put("Notes_Bo.xml", "<CommentList>\r\n</CommentList>\r\n".getBytes(UTF_8));
        files.put(
                SFM, Team.book("one two three", "four five six", "seven eight").getBytes(UTF_8));
        site = new ParatextSite(directory, files);
        team.paratextIs(site);
    }

    @AfterEach
    void end() {
        site.close();
    }

    private static String settings() {
        return """
                <ScriptureText><Name>SMP</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                <Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted("0".repeat(55) + "1" + "0".repeat(67));
    }

    private Computer bridge(String name) {
        Computer computer = team.place.heads().main().isEmpty()
                ? team.computer(name, Team.titus("one two three", "four five six", "seven eight"))
                : team.computer(name).download();
        computer.connectParatext();
        computer.sync();
        assertDone(computer);
        return computer;
    }

    private static void assertDone(Computer computer) {
        assertThat(computer.lastReport().places()).hasSize(2).noneMatch(PlaceOutcome.Stopped.class::isInstance);
    }

    private void allEqual(Computer... computers) {
        String text = site.files().get(SFM);
        assertThat(team.atPlace(Team.TITUS)).isEqualTo(text);
        for (Computer computer : computers) {
            assertThat(computer.read(Team.TITUS)).isEqualTo(text);
        }
    }

    private void rests(Computer... computers) {
        int before = site.changesets();
        var door43 = List.of(team.place.heads().main(), team.place.heads().records());
        for (Computer computer : computers) {
            computer.sync();
            assertDone(computer);
        }
        assertThat(site.changesets()).isEqualTo(before);
        assertThat(List.of(team.place.heads().main(), team.place.heads().records()))
                .isEqualTo(door43);
        assertThat(site.onServer("heads", "-T", "x")).hasSize(1);
        assertThat(site.onServer("verify")).doesNotContain("error");
    }

    @Test
    @DisplayName(
            "P6 V2 both ways over the real wire: edits in Paratext, on Door43 and here, a disagreement with its note, no echo")
    void bothWays() throws Exception {
        Computer asha = bridge("asha");
        try (PlainUser tom = site.plainUser("tom")) {
            tom.edits(SFM, "two", "zwei");
            team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("five", "cinq"));
            asha.edit(Team.TITUS, "eight", "otto");
            asha.sync();
            assertDone(asha);
            allEqual(asha);
            assertThat(asha.read(Team.TITUS)).contains("one zwei three", "four cinq six", "seven otto");
            assertThat(asha.conflicts()).isEmpty();
            rests(asha, asha);

            tom.edits(SFM, "zwei", "due");
            asha.edit(Team.TITUS, "zwei", "deux");
            asha.sync();
            assertDone(asha);
            assertThat(asha.conflicts()).hasSize(1);
            assertThat(site.files().get("Notes_asha.xml")).contains("MASORA_", "deux");
            assertThat(site.files().get("Notes_Bo.xml")).isEqualTo("<CommentList>\r\n</CommentList>\r\n");
            allEqual(asha);
            rests(asha, asha);
            assertThat(team.reachableAtPlace()).doesNotContain("CommentList").doesNotContain("Settings.xml");

            String note = ConflictNotesNames.of(asha);
            tom.writes(
                    "Notes_tom.xml",
                    "<CommentList><Comment Thread=\"" + note + "\" User=\"tom\""
                            + " Date=\"2026-03-02T10:00:00.0000000+00:00\"><Status>deleted</Status></Comment>"
                            + "</CommentList>");
            asha.sync();
            assertThat(asha.conflicts()).isEmpty();
            rests(asha, asha);
        }
    }

    /** The names of notes. */
    private static final class ConflictNotesNames {
        static String of(Computer computer) {
            return org.masora.core.paratext.ConflictNotes.name(new org.masora.core.merge.ConflictId(
                    computer.conflicts().getFirst().id()));
        }
    }

    @Test
    @DisplayName("P6 rival heads of plain hg and of two bridges are brought together, and all come to rest")
    void rivalHeads() throws Exception {
        Computer asha = bridge("asha");
        Computer binu = bridge("binu");
        try (PlainUser tom = site.plainUser("tom");
                PlainUser bo = site.plainUser("bo")) {
            tom.pull();
            bo.pull();
            tom.commits(SFM, "two", "zwei");
            bo.commits(SFM, "five", "cinq");
            tom.push();
            bo.push();
            assertThat(site.onServer("heads", "-T", "x")).hasSize(2);
            asha.edit(Team.TITUS, "eight", "otto");

            asha.sync();
            assertDone(asha);
            binu.sync();
            assertDone(binu);
            asha.sync();

            assertThat(asha.read(Team.TITUS)).contains("one zwei three", "four cinq six", "seven otto");
            allEqual(asha, binu);
            rests(asha, binu);
        }
    }

    @Test
    @DisplayName("P1 a push that is answered well and not kept is said, and the next sync sends it")
    void notKept() {
        Computer asha = bridge("asha");
        asha.edit(Team.TITUS, "eight", "otto");
        site.standIn().faults().next(Endpoint.PUSHBUNDLE, new Fault.NotKept());

        asha.sync();

        assertThat(asha.lastReport().places())
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                PlaceOutcome.Stopped.class,
                                stopped -> assertThat(stopped.reason())
                                        .isInstanceOfSatisfying(
                                                StopReason.Refused.class,
                                                refused -> assertThat(refused.refusal())
                                                        .isEqualTo(Refusal.NOT_KEPT))));
        assertThat(site.files().get(SFM)).contains("eight");
        asha.sync();
        assertDone(asha);
        allEqual(asha);
        rests(asha);
    }

    @Test
    @DisplayName("P6 an interruption between the two places is finished by the next sync, also of another bridge")
    void interrupted() throws Exception {
        Computer asha = bridge("asha");
        Computer binu = bridge("binu");
        try (PlainUser tom = site.plainUser("tom")) {
            tom.edits(SFM, "two", "zwei");
            team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("five", "cinq"));
            team.place.next(new MemoryPlace.Fault.Fails(
                    Call.SEND, new RemoteFailure.Unreachable("memory", LineTrouble.CUT, "cut")));
            asha.sync();
            assertThat(site.files().get(SFM)).contains("zwei").contains("cinq");
            assertThat(team.atPlace(Team.TITUS)).doesNotContain("zwei");

            binu.sync();
            assertDone(binu);
            asha.sync();
            assertDone(asha);

            allEqual(asha, binu);
            assertThat(asha.conflicts()).isEmpty();
            rests(asha, binu);
        }
    }

    @Test
    @DisplayName("U2 what was received from Paratext and sent on is taken back at both places")
    void undo() throws Exception {
        Computer asha = bridge("asha");
        try (PlainUser tom = site.plainUser("tom")) {
            tom.edits(SFM, "two", "zwei");
            asha.sync();
            allEqual(asha);
            assertThat(asha.undo())
                    .isInstanceOfSatisfying(
                            Undo.Outcome.Undone.class,
                            undone -> assertThat(undone.sent()).isTrue());
            assertThat(asha.read(Team.TITUS)).contains("one two three");
            asha.sync();
            assertDone(asha);
            allEqual(asha);
            assertThat(asha.read(Team.TITUS)).contains("one two three");
            rests(asha, asha);
            tom.pull();
            assertThat(Files.readString(tom.folder().resolve(SFM))).contains("one two three");
        }
    }

    @Test
    @DisplayName("a private clone that is gone or damaged between two syncs is made anew")
    void cloneLost() throws IOException {
        Computer asha = bridge("asha");
        ParatextSite.remove(site.clone("asha"));
        asha.edit(Team.TITUS, "eight", "otto");
        asha.sync();
        assertDone(asha);
        Files.writeString(site.clone("asha").resolve(".hg/store/00changelog.i"), "damaged");
        asha.edit(Team.TITUS, "otto", "acht");
        asha.sync();
        assertDone(asha);
        allEqual(asha);
        rests(asha);
    }

    @Test
    @DisplayName("an observer's changes and a server that is locked stop Paratext alone")
    void otherPlaceGoesOn() {
        Computer asha = bridge("asha");
        site.standIn().lock("1", "tom");
        asha.edit(Team.TITUS, "eight", "otto");
        asha.sync();
        assertThat(team.atPlace(Team.TITUS)).contains("otto");
        assertThat(site.files().get(SFM)).doesNotContain("otto");
        site.standIn().unlock("1");
        asha.sync();
        assertDone(asha);
        Computer olga = team.computer("olga").download();
        olga.connectParatext();
        olga.sync();
        olga.edit(Team.TITUS, "otto", "ocho");
        int before = site.changesets();
        olga.sync();
        assertThat(olga.lastReport().places())
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                PlaceOutcome.Stopped.class,
                                stopped -> assertThat(stopped.reason())
                                        .isEqualTo(new StopReason.Refused(Refusal.MAY_ONLY_LOOK, "olga", "other"))));
        assertThat(site.changesets()).isEqualTo(before);
        assertThat(team.atPlace(Team.TITUS)).contains("ocho");
        asha.sync();
        allEqual(asha, olga);
    }

    @Test
    @DisplayName("nothing of a first send into an empty Paratext project is lost, and it is a project there")
    void empty() throws Exception {
        site.close();
        Path other = Files.createDirectories(directory.resolve("empty"));
        site = new ParatextSite(other, Map.of());
        team.paratextIs(site);
        Map<String, String> folder = new TreeMap<>();
        folder.put("Settings.xml", settings());
        folder.put(SFM, Team.book("one two", "three four"));
        Computer chen = team.computer("asha", folder);
        chen.onlyParatext();
        assertThat(chen.lookAtPlaces().get(Team.OTHER)).isInstanceOf(PlaceLook.NothingNew.class);
        chen.synced();
        assertThat(site.files()).isEqualTo(folder);
        assertThat(chen.sync(SyncOptions.PLAIN, Progress.NONE)).isInstanceOf(PlaceOutcome.UpToDate.class);
        try (PlainUser tom = site.plainUser("tom")) {
            tom.edits(SFM, "one", "uno");
        }
        assertThat(chen.lookAtPlaces().get(Team.OTHER)).isInstanceOf(PlaceLook.Newer.class);
        chen.sync();
        assertThat(chen.read(SFM)).contains("uno two");
    }
}

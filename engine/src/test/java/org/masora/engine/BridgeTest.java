package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.Team.Computer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.memory.MemoryPlace;
import org.masora.remote.memory.MemoryPlace.Call;
import org.masora.remote.memory.MemoryPlace.Fault;

/** One project on Door43, as a Scripture Burrito, and on Paratext, as a Paratext folder (rules P6, P7 and V2). */
class BridgeTest {

    private static final String SFM = "57TITSMP.SFM";
    private static final String PHILEMON = "58PHMSMP.SFM";
    private static final String SECRET = "a note that only the Paratext team may read";

    private final Team team = new Team();
    private final Computer asha = team.computer("asha", Team.titus("one two three", "four five six", "seven eight"));
    private Instant paratextTime = Instant.parse("2026-03-01T10:00:00Z");

    private static String settings() {
        return """
                <ScriptureText>
                  <Name>SMP</Name>
                  <FullName>Sample</FullName>
                  <Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                  <LanguageIsoCode>en:::</LanguageIsoCode>
                  <Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                  <BooksPresent>%s</BooksPresent>
                </ScriptureText>
                """.formatted("0".repeat(55) + "1" + "0".repeat(67));
    }

    /** A Paratext project with the same text as on Door43, a note and rights. */
    private void paratextHolds(String... verses) {
        Map<String, String> files = new TreeMap<>();
        files.put("Settings.xml", settings());
        files.put("Notes_Ada Admin.xml", "<CommentList><Comment>" + SECRET + "</Comment></CommentList>\n");
        files.put("ProjectUserAccess.xml", "<ProjectUserAccess PeerSharing=\"true\"/>\n");
        files.put("A0FRTSMP.SFM", "\\id FRT " + SECRET + "\n\\p " + SECRET + "\n");
        files.put(SFM, Team.book(verses));
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, paratextFile(text)));
        RevisionId first = team.other
                .vault()
                .commit(Snapshot.of(entries), List.of(), new Person("Ada", "ada"), paratextTime, "first\n");
        team.other.pushMain(first);
    }

    private Entry paratextFile(String text) {
        return Entry.file(team.other.vault().blobs().write(text.getBytes(UTF_8)));
    }

    private RevisionId ada(UnaryOperator<Snapshot> change) {
        RevisionId head = team.other.heads().main().orElseThrow();
        paratextTime = paratextTime.plusSeconds(5);
        RevisionId pushed = team.other
                .vault()
                .commit(
                        change.apply(team.other.vault().snapshot(head)),
                        List.of(head),
                        new Person("Ada", "ada"),
                        paratextTime,
                        "by Paratext\n");
        team.other.pushMain(pushed);
        return pushed;
    }

    private void adaEdits(String words, String by) {
        ada(content -> content.with(SFM, paratextFile(atParatext(SFM).replace(words, by))));
    }

    private Map<String, String> atParatext() {
        return Team.texts(
                team.other.vault(),
                team.other.vault().snapshot(team.other.heads().main().orElseThrow()));
    }

    private String atParatext(String path) {
        return atParatext().getOrDefault(path, "");
    }

    private String titusEverywhere() {
        String text = asha.read(Team.TITUS);
        assertThat(team.atPlace(Team.TITUS)).isEqualTo(text);
        assertThat(atParatext()).containsEntry(SFM, text);
        return text;
    }

    private void connected() {
        paratextHolds("one two three", "four five six", "seven eight");
        asha.connectParatext();
        asha.sync();
        assertThat(asha.lastReport().places()).hasSize(2).noneMatch(PlaceOutcome.Stopped.class::isInstance);
    }

    /** Everything that anybody on Door43 can read, names of files included. */
    private String readableOnDoor43() {
        return team.reachableAtPlace();
    }

    private List<Optional<RevisionId>> headsEverywhere() {
        return List.of(
                team.place.heads().main(),
                team.place.heads().records(),
                team.other.heads().main(),
                team.other.heads().records());
    }

    @Test
    @DisplayName(
            "P6 a verse edited in Paratext arrives on Door43, one edited on Door43 in Paratext, across the layouts")
    void bothWays() {
        connected();
        adaEdits("two", "zwei");
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("five", "cinq"));
        asha.edit(Team.TITUS, "eight", "otto");

        asha.sync();

        assertThat(asha.lastReport().places()).noneMatch(PlaceOutcome.Stopped.class::isInstance);
        assertThat(titusEverywhere())
                .contains("one zwei three")
                .contains("four cinq six")
                .contains("seven otto");
        assertThat(asha.conflicts()).isEmpty();
        assertThat(atParatext()).containsKeys("Settings.xml", "Notes_Ada Admin.xml", "ProjectUserAccess.xml");
        assertThat(asha.texts()).containsOnlyKeys("metadata.json", Team.TITUS);
        assertThat(team.atPlace()).containsOnlyKeys("metadata.json", Team.TITUS);
    }

    @Test
    @DisplayName("P6 a sync with nothing new changes nothing anywhere, any number of times")
    void noEcho() {
        connected();
        adaEdits("two", "zwei");
        asha.sync();
        List<Optional<RevisionId>> before = headsEverywhere();

        for (int i = 0; i < 3; i++) {
            asha.sync();
            assertThat(asha.lastReport().places()).allMatch(PlaceOutcome.UpToDate.class::isInstance);
        }

        assertThat(headsEverywhere()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "P6 M1 where both changed the same words Paratext's text stands, everywhere, and one conflict is listed")
    void leadStands() {
        connected();
        adaEdits("two", "zwei");
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("two", "deux"));

        asha.sync();

        assertThat(titusEverywhere()).contains("one zwei three");
        assertThat(asha.conflicts()).hasSize(1);
        Decisions.View conflict = asha.conflicts().getFirst();
        assertThat(new String(conflict.other().orElseThrow(), UTF_8)).contains("deux");
        assertThat(asha.resolve(conflict.id(), new Answer.Other())).isInstanceOf(Decisions.Outcome.Done.class);
        asha.sync();
        assertThat(titusEverywhere()).contains("one deux three");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("P6 where somebody chose Door43 as the lead its text stands, everywhere and from then on")
    void otherLead() {
        connected();
        adaEdits("two", "zwei");
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("two", "deux"));

        asha.chooseLead(Team.HUB);
        asha.sync();

        assertThat(titusEverywhere()).contains("one deux three");
        assertThat(asha.conflicts()).hasSize(1);
        List<Optional<RevisionId>> before = headsEverywhere();
        asha.sync();
        asha.sync();
        assertThat(headsEverywhere()).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "V2 a Paratext folder whose settings and notes were all deleted opens no door, however often it is sent")
    void deletedMarkers() {
        Map<String, String> folder = new TreeMap<>();
        folder.put("Settings.xml", settings());
        folder.put("Notes_Ada Admin.xml", "<CommentList>" + SECRET + "</CommentList>\n");
        folder.put("Interlinear_en.xml", SECRET);
        folder.put("A0FRTSMP.SFM", "\\id FRT " + SECRET + "\n");
        folder.put(SFM, Team.book("one two", "three four"));
        Computer chen = team.computer("chen", folder);
        chen.synced();
        chen.delete("Settings.xml");
        chen.delete("Notes_Ada Admin.xml");
        for (String words : List.of("one", "three")) {
            chen.edit(SFM, words, words + "!");
            chen.sync(SyncOptions.PLAIN.allowingDeletions());
        }
        assertThat(team.atPlace("57-TIT.usfm")).contains("one!").contains("three!");
        assertThat(readableOnDoor43()).doesNotContain(SECRET).doesNotContain("Interlinear");
        assertThat(chen.texts()).containsKey("Interlinear_en.xml");
    }

    @Test
    @DisplayName("P6 a second bridge knows its base and its echo by what the revisions name")
    void secondBridge() {
        connected();
        Computer binu = team.computer("binu").download();
        adaEdits("two", "zwei");
        asha.sync();
        adaEdits("zwei", "due");
        binu.connectParatext();

        binu.sync();

        assertThat(binu.conflicts()).isEmpty();
        assertThat(binu.read(Team.TITUS)).contains("one due three");
        asha.sync();
        List<Optional<RevisionId>> before = headsEverywhere();
        binu.sync();
        asha.sync();
        assertThat(headsEverywhere()).isEqualTo(before);
        assertThat(titusEverywhere()).contains("one due three");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("P6 the revision sent to Paratext names Door43's head, and the one sent to Door43 names that revision")
    void names() {
        connected();
        RevisionId door43 =
                team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("five", "cinq"));

        asha.sync();

        RevisionId paratext = team.other.heads().main().orElseThrow();
        assertThat(team.other.vault().revision(paratext).orElseThrow().message())
                .contains(door43.hex());
        adaEdits("cinq", "funf");
        asha.sync();
        RevisionId received = team.other.heads().main().orElseThrow();
        RevisionId sent = team.place.heads().main().orElseThrow();
        assertThat(team.place.vault().revision(sent).orElseThrow().message()).contains(received.hex());
    }

    @Test
    @DisplayName("P6 V3 who made a change at one place is named where it is sent on to the other, once")
    void namesPeople() {
        connected();
        adaEdits("two", "zwei");
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("five", "cinq"));

        asha.sync();

        assertThat(headMessages())
                .satisfiesExactly(
                        door43 -> assertThat(door43).contains("Co-authored-by: Ada <ada>"),
                        paratext -> assertThat(paratext)
                                .contains("Co-authored-by: giti <giti@example.org>")
                                .doesNotContain("Co-authored-by: asha"));
        asha.edit(Team.TITUS, "eight", "otto");
        asha.sync();
        assertThat(titusEverywhere()).contains("otto");
        assertThat(headMessages()).allSatisfy(message -> assertThat(message).doesNotContain("Co-authored-by"));
    }

    /** What the newest net changes at Door43 and at Paratext say. */
    private List<String> headMessages() {
        return List.of(netChangeAt(team.place), netChangeAt(team.other));
    }

    private static String netChangeAt(MemoryPlace place) {
        Revision head =
                place.vault().revision(place.heads().main().orElseThrow()).orElseThrow();
        return head.parents().size() < 2
                ? head.message()
                : place.vault().revision(head.parents().get(1)).orElseThrow().message();
    }

    @Test
    @DisplayName("P6 an interruption between the two places is finished by the next sync")
    void interrupted() {
        connected();
        adaEdits("two", "zwei");
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("five", "cinq"));
        team.place.next(new Fault.Fails(Call.SEND, new RemoteFailure.Unreachable("memory", LineTrouble.CUT, "cut")));

        asha.sync();

        assertThat(asha.lastReport().places()).anyMatch(PlaceOutcome.Stopped.class::isInstance);
        assertThat(atParatext(SFM)).contains("four cinq six").contains("one zwei three");
        asha.sync();
        assertThat(titusEverywhere()).contains("one zwei three").contains("four cinq six");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("P7 a Paratext server that cannot be reached does not stop Door43, and the reverse")
    void oneUnreachable() {
        connected();
        team.plainGitPushes(Team.TITUS, team.atPlace(Team.TITUS).replace("five", "cinq"));
        asha.edit(Team.TITUS, "eight", "otto");
        team.other.next(new Fault.Fails(Call.LOOK, new RemoteFailure.Unreachable("memory", LineTrouble.CUT, "cut")));

        asha.sync();

        assertThat(team.atPlace(Team.TITUS)).contains("seven otto");
        assertThat(asha.lastReport().places())
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                PlaceOutcome.Stopped.class,
                                stopped -> assertThat(stopped.reason()).isInstanceOf(StopReason.Unreachable.class)));
        adaEdits("two", "zwei");
        team.place.next(new Fault.Fails(Call.LOOK, new RemoteFailure.Unreachable("memory", LineTrouble.CUT, "cut")));
        asha.sync();
        assertThat(atParatext(SFM)).contains("seven otto").contains("four cinq six");
        asha.sync();
        assertThat(titusEverywhere()).contains("one zwei three");
    }

    @Test
    @DisplayName("V2 nothing of Paratext but books of Scripture can be reached from any head on Door43")
    void onlyScripture() {
        connected();
        adaEdits("two", "zwei");
        asha.sync();
        ada(content -> content.with("Notes_Bo.xml", paratextFile("<CommentList>" + SECRET + "</CommentList>\n")));
        asha.edit(Team.TITUS, "eight", "otto");
        asha.sync();

        assertThat(titusEverywhere()).contains("seven otto");
        assertThat(readableOnDoor43())
                .doesNotContain(SECRET)
                .doesNotContain("Notes_")
                .doesNotContain("Settings.xml")
                .doesNotContain("ProjectUserAccess");
        assertThat(gitAncestorsOnDoor43())
                .doesNotContainAnyElementsOf(
                        ancestors(team.other.vault(), team.other.heads().main().orElseThrow()));
    }

    @Test
    @DisplayName("V2 a disagreement about a note of Paratext's is listed here and never told to Door43")
    void recordsOfNotes() {
        Map<String, String> folder = new TreeMap<>();
        folder.put("Settings.xml", settings());
        folder.put("Notes_Ada Admin.xml", "<CommentList>one</CommentList>\n");
        folder.put(SFM, Team.book("one two", "three four"));
        Computer chen = team.computer("chen", folder);
        paratextHolds("one two", "three four");
        ada(content -> content.with("Notes_Ada Admin.xml", paratextFile("<CommentList>one</CommentList>\n")));
        chen.connectParatext();
        chen.sync();
        ada(content ->
                content.with("Notes_Ada Admin.xml", paratextFile("<CommentList>" + SECRET + " two</CommentList>\n")));
        chen.write("Notes_Ada Admin.xml", "<CommentList>" + SECRET + " three</CommentList>\n");
        adaEdits("four", "vier");
        chen.edit(SFM, "four", "quatre");

        chen.sync();

        assertThat(chen.conflicts()).hasSize(2);
        assertThat(team.place.heads().records()).isPresent();
        assertThat(readableOnDoor43()).contains("quatre").doesNotContain(SECRET).doesNotContain("Notes_");
        List<Optional<RevisionId>> before = headsEverywhere();
        chen.sync();
        assertThat(chen.lastReport().places()).allMatch(PlaceOutcome.UpToDate.class::isInstance);
        assertThat(headsEverywhere()).isEqualTo(before);
    }

    private Set<RevisionId> gitAncestorsOnDoor43() {
        return ancestors(team.place.vault(), team.place.heads().main().orElseThrow());
    }

    private static Set<RevisionId> ancestors(org.masora.store.Vault vault, RevisionId head) {
        Deque<RevisionId> open = new ArrayDeque<>(List.of(head));
        Set<RevisionId> seen = new HashSet<>();
        while (!open.isEmpty()) {
            RevisionId id = open.removeLast();
            if (seen.add(id)) {
                vault.revision(id).map(Revision::parents).ifPresent(open::addAll);
            }
        }
        return seen;
    }

    @Test
    @DisplayName(
            "V2 of a Paratext folder only books of Scripture go to Door43, also when its settings are broken or gone")
    void paratextFolder() {
        Map<String, String> folder = new TreeMap<>();
        folder.put("Settings.xml", settings());
        folder.put("Notes_Ada Admin.xml", "<CommentList>" + SECRET + "</CommentList>\n");
        folder.put(SFM, Team.book("one two", "three four"));
        Computer chen = team.computer("chen", folder);

        chen.synced();

        assertThat(team.atPlace()).containsOnlyKeys("57-TIT.usfm");
        chen.write("Settings.xml", "<ScriptureText");
        chen.edit(SFM, "one", "uno");
        chen.sync();
        chen.delete("Settings.xml");
        chen.edit(SFM, "three", "tre");
        chen.sync();
        assertThat(readableOnDoor43()).doesNotContain(SECRET).doesNotContain("Notes_");
        assertThat(chen.texts()).containsKey("Notes_Ada Admin.xml");
    }

    @Test
    @DisplayName("P6 a book that is new on one side appears on the other, listed there")
    void newBook() {
        connected();
        ada(content -> content.with(PHILEMON, paratextFile("\\id PHM\n\\c 1\n\\p\n\\v 1 Paul\n")));
        asha.sync();

        assertThat(asha.texts()).containsKey("ingredients/PHM.usfm");
        assertThat(asha.read("metadata.json")).contains("ingredients/PHM.usfm");
        assertThat(team.atPlace()).containsEntry("ingredients/PHM.usfm", "\\id PHM\n\\c 1\n\\p\n\\v 1 Paul\n");

        asha.write("ingredients/JUD.usfm", "\\id JUD\n\\c 1\n\\p\n\\v 1 Jude\n");
        asha.sync();

        assertThat(atParatext()).containsEntry("66JUDSMP.SFM", "\\id JUD\n\\c 1\n\\p\n\\v 1 Jude\n");
        int jude = 65;
        assertThat(atParatext("Settings.xml"))
                .contains("<BooksPresent>" + "0".repeat(55) + "1" + "0".repeat(jude - 57) + "1");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("P6 two bridges, a third computer on Door43 only and a Paratext team end equal, no edit lost")
    void manyRounds() {
        connected();
        Computer binu = team.computer("binu").download();
        binu.connectParatext();
        Computer chen = team.computer("chen").download();
        Random random = new Random(20261122);
        List<Computer> everyone = List.of(asha, binu, chen);
        for (int round = 0; round < 25; round++) {
            Computer one = everyone.get(random.nextInt(3));
            switch (random.nextInt(3)) {
                case 0 -> adaEdits("seven", "seven p" + round);
                case 1 -> one.write(Team.TITUS, one.read(Team.TITUS).replace("four", "four c" + round));
                default -> one.sync();
            }
            everyone.get(random.nextInt(3)).sync();
        }
        for (int i = 0; i < 4; i++) {
            everyone.forEach(Computer::sync);
        }

        String text = titusEverywhere();
        assertThat(binu.read(Team.TITUS)).isEqualTo(text);
        assertThat(chen.read(Team.TITUS)).isEqualTo(text);
        List<Optional<RevisionId>> before = headsEverywhere();
        everyone.forEach(Computer::sync);
        assertThat(headsEverywhere()).isEqualTo(before);
    }
}

package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.Team.Computer;

/** A folder that belongs to Paratext is read and kept, and never written. */
class ParatextsFolderTest {

    private static final String SFM = "57TITSMP.SFM";

    private final Team team = new Team();
    private final Map<String, String> project = new TreeMap<>();
    private Instant time = Instant.parse("2026-03-01T10:00:00Z");

    @BeforeEach
    void project() {
        project.put("Settings.xml", """
                <ScriptureText><Name>SMP</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                <LanguageIsoCode>en:::</LanguageIsoCode>
                <Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted("0".repeat(55) + "1" + "0".repeat(67)));
        project.put(SFM, Team.book("one two three", "four five six"));
    }

    private void adaPushes(String path, String text) {
        Optional<RevisionId> head = team.other.heads().main();
        time = time.plusSeconds(10);
        Entry file = Entry.file(team.other.vault().blobs().write(text.getBytes(UTF_8)));
        Snapshot before = head.map(team.other.vault()::snapshot).orElse(Snapshot.EMPTY);
        team.other.pushMain(team.other
                .vault()
                .commit(before.with(path, file), head.stream().toList(), new Person("Ada", ""), time, "by Paratext\n"));
    }

    private String atParatext(String path) {
        Snapshot content = team.other.vault().snapshot(team.other.heads().main().orElseThrow());
        return Team.texts(team.other.vault(), content).getOrDefault(path, "");
    }

    private Computer withParatextsFolder(String name) {
        Computer computer = team.computer(name, project);
        computer.write(".hg/requires", "revlogv1\n");
        return computer;
    }

    @Test
    @DisplayName(
            "what comes from Paratext and Door43 goes to the own copy and to the other place, never into the folder")
    void neverWritten() {
        project.forEach(this::adaPushes);
        Computer asha = withParatextsFolder("asha");
        Map<String, String> folder = asha.texts();
        asha.connectParatext();
        asha.sync();
        assertThat(asha.lastReport().places()).noneMatch(PlaceOutcome.Stopped.class::isInstance);
        assertThat(team.atPlace("57-TIT.usfm")).isEqualTo(project.get(SFM));

        adaPushes(SFM, atParatext(SFM).replace("two", "zwei"));
        team.plainGitPushes("57-TIT.usfm", team.atPlace("57-TIT.usfm").replace("five", "cinq"));
        asha.sync();

        assertThat(asha.lastReport().places()).noneMatch(PlaceOutcome.Stopped.class::isInstance);
        assertThat(atParatext(SFM)).contains("one zwei three", "four cinq six");
        assertThat(team.atPlace("57-TIT.usfm")).isEqualTo(atParatext(SFM));
        assertThat(asha.texts()).isEqualTo(folder);
        asha.sync();
        assertThat(asha.lastReport().places()).allMatch(PlaceOutcome.UpToDate.class::isInstance);
    }

    @Test
    @DisplayName("what was changed in Paratext and not sent there is kept, and goes to no place by itself")
    void sentThereFirst() {
        project.forEach(this::adaPushes);
        Computer asha = withParatextsFolder("asha");
        asha.edit(SFM, "six", "sechs");
        asha.connectParatext();
        asha.sync();
        asha.edit(SFM, "five", "cinq");
        asha.sync();

        assertThat(atParatext(SFM)).contains("four five six");
        assertThat(team.atPlace("57-TIT.usfm")).contains("four five six");
        String seen = asha.vault(vault -> vault.ref(ParatextsFolder.REF)
                .map(vault::snapshot)
                .map(content -> Team.texts(vault, content).get(SFM))
                .orElse(""));
        assertThat(seen).contains("four cinq sechs");
        // Paratext's own Send/Receive.
        adaPushes(SFM, asha.read(SFM));
        asha.sync();
        assertThat(team.atPlace("57-TIT.usfm")).contains("four cinq sechs");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("a project that is only on Door43 takes what is changed in Paratext from the folder")
    void onlyDoor43() {
        Computer asha = withParatextsFolder("asha");
        asha.synced();
        team.plainGitPushes("57-TIT.usfm", team.atPlace("57-TIT.usfm").replace("two", "zwei"));
        asha.sync();
        asha.edit(SFM, "five", "cinq");
        asha.sync();
        assertThat(team.atPlace("57-TIT.usfm")).contains("one zwei three", "four cinq six");
        assertThat(asha.read(SFM)).contains("one two three");
        // It reaches the folder on another way.
        asha.edit(SFM, "two", "zwei");
        asha.sync();
        assertThat(team.atPlace("57-TIT.usfm")).contains("one zwei three", "four cinq six");
        assertThat(asha.conflicts()).isEmpty();
    }

    @Test
    @DisplayName(
            "a disagreement is decided in the own copy and reaches the folder from the server; undo writes no file")
    void decided() {
        project.forEach(this::adaPushes);
        Computer asha = withParatextsFolder("asha");
        asha.connectParatext();
        asha.sync();
        Map<String, String> folder = asha.texts();
        team.plainGitPushes("57-TIT.usfm", team.atPlace("57-TIT.usfm").replace("two", "deux"));
        adaPushes(SFM, atParatext(SFM).replace("two", "zwei"));
        asha.sync();
        List<Decisions.View> conflicts = asha.conflicts();
        assertThat(conflicts).hasSize(1);

        assertThat(asha.resolve(conflicts.getFirst().id(), new Answer.Other()))
                .isInstanceOf(Decisions.Outcome.Done.class);
        asha.sync();

        assertThat(atParatext(SFM)).contains("one deux three");
        assertThat(asha.undo()).isInstanceOf(Undo.Outcome.Undone.class);
        asha.sync();
        assertThat(atParatext(SFM)).contains("one zwei three");
        assertThat(asha.texts()).isEqualTo(folder);
    }

    @Test
    @DisplayName("D1 a folder of Paratext's that is gone or empty is no deletion, and stays Paratext's without its .hg")
    void gone() {
        project.forEach(this::adaPushes);
        Computer asha = withParatextsFolder("asha");
        asha.connectParatext();
        asha.sync();
        asha.delete(".hg/requires");
        asha.delete(".hg");
        adaPushes(SFM, atParatext(SFM).replace("two", "zwei"));
        asha.sync();
        assertThat(asha.read(SFM)).contains("one two three");
        assertThat(team.atPlace("57-TIT.usfm")).contains("one zwei three");
        project.keySet().forEach(asha::delete);
        asha.sync();
        assertThat(asha.lastReport().places()).allMatch(PlaceOutcome.Stopped.class::isInstance);
        assertThat(atParatext(SFM)).contains("one zwei three");
    }
}

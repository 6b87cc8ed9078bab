package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.paratext.Role;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.engine.Team.Computer;

/** What is written in other encodings than UTF-8, and files nobody here knows, in a Paratext project. */
class ParatextEncodingTest {

    private static final String SFM = "57TITSMP.SFM";
    private static final Charset LEGACY = Charset.forName("windows-1252");

    private final Team team = new Team();

    private static String settings(String encoding) {
        return """
                <ScriptureText><Name>SMP</Name><Guid>0123456789abcdef0123456789abcdef01234567</Guid>
                <Encoding>%s</Encoding><Naming PrePart="" PostPart="SMP.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted(encoding, "0".repeat(55) + "1" + "0".repeat(67));
    }

    private void there(Map<String, byte[]> files) {
        List<RevisionId> parents = team.other.heads().main().stream().toList();
        Map<String, Entry> entries = new TreeMap<>(
                parents.isEmpty()
                        ? Map.of()
                        : team.other.vault().snapshot(parents.getFirst()).entries());
        files.forEach((path, bytes) ->
                entries.put(path, Entry.file(team.other.vault().blobs().write(bytes))));
        team.other.pushMain(team.other
                .vault()
                .commit(
                        Snapshot.of(entries),
                        parents,
                        new Person("Ada", ""),
                        Instant.parse("2026-03-01T10:00:00Z").plusSeconds(parents.size()),
                        "by Paratext\n"));
    }

    private byte[] atParatext(String path) {
        Snapshot content = team.other.vault().snapshot(team.other.heads().main().orElseThrow());
        return team.other.vault().blobs().read(content.entry(path).orElseThrow().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1252", "1200", "28591"})
    @DisplayName(
            "a project whose settings name a legacy code page is refused when it is connected, and nothing is written")
    void legacy(String codePage) {
        there(Map.of("Settings.xml", settings(codePage).getBytes(UTF_8), SFM, "\\id TIT caf\u00e9\n".getBytes(LEGACY)));
        StopReason refused = new StopReason.Refused(Refusal.OTHER_ENCODING, "Settings.xml", codePage);
        RevisionId head = team.other.heads().main().orElseThrow();

        Computer asha = team.computer("asha");
        assertThat(asha.tryDownloadFromParatext()).isEqualTo(new Downloading.Result.Stopped(refused));
        assertThat(asha.texts()).isEmpty();

        Computer binu = team.computer("binu", Team.titus("one two"));
        Map<String, String> before = binu.texts();
        binu.connectParatext();
        binu.isAtParatext(Role.ADMINISTRATOR);
        binu.sync();
        assertThat(binu.lastReport().places())
                .anySatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                PlaceOutcome.Stopped.class,
                                stopped -> assertThat(stopped.reason()).isEqualTo(refused)));
        assertThat(binu.texts()).isEqualTo(before);
        assertThat(team.other.heads().main()).contains(head);
    }

    @Test
    @DisplayName("B1 one book that is no UTF-8, styles, versification and unknown files survive edits of both sides")
    void bytes() {
        String sty = "\\Marker zz\r\n\\Name zz - Own\r\n\\TextType Other\r\n\\FontSize 12\r\n";
        String vrs = "# Custom\r\nTIT 1:16 2:15 3:15\r\n";
        byte[] odd = new byte[256];
        for (int i = 0; i < odd.length; i++) {
            odd[i] = (byte) i;
        }
        byte[] book = Team.book("caf\u00e9 one", "two", "three four").getBytes(LEGACY);
        byte[] utf16 = "\\id PHM sm\u00e5 \u0101\n".getBytes(java.nio.charset.StandardCharsets.UTF_16);
        Map<String, byte[]> files = new TreeMap<>(Map.of(
                "Settings.xml",
                settings("65001").getBytes(UTF_8),
                SFM,
                book,
                "58PHMSMP.SFM",
                utf16,
                "custom.sty",
                sty.getBytes(UTF_8),
                "custom.vrs",
                vrs.getBytes(UTF_8),
                "pluginData/x y/\u00e5.bin",
                odd,
                "unique.id",
                new byte[] {1, 2, 3},
                "Interlinear_en/empty.xml",
                new byte[0]));
        there(files);
        Computer asha = team.computer("asha").downloadFromParatext();
        asha.isAtParatext(Role.ADMINISTRATOR);
        files.forEach((path, bytes) -> assertThat(asha.bytes(path)).as(path).isEqualTo(bytes));

        // Each side changes what it can: the one styles and a verse, the other versification and another verse.
        there(Map.of(
                "custom.sty",
                sty.replace("12", "14").getBytes(UTF_8),
                SFM,
                new String(book, LEGACY).replace("three", "drei").getBytes(LEGACY)));
        asha.write("custom.vrs", vrs.replace("2:15", "2:14"));
        asha.bytes(SFM, new String(book, LEGACY).replace("one", "\u00fcno").getBytes(LEGACY));
        asha.synced();

        String merged = new String(book, LEGACY).replace("three", "drei").replace("one", "\u00fcno");
        Map<String, byte[]> after = new TreeMap<>(files);
        after.put("custom.sty", sty.replace("12", "14").getBytes(UTF_8));
        after.put("custom.vrs", vrs.replace("2:15", "2:14").getBytes(UTF_8));
        after.put(SFM, merged.getBytes(LEGACY));
        after.forEach((path, bytes) -> {
            assertThat(asha.bytes(path)).as(path).isEqualTo(bytes);
            assertThat(atParatext(path)).as(path).isEqualTo(bytes);
        });
        assertThat(asha.conflicts()).isEmpty();
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("books that both sides made are both listed, and progress of two chapters is both there")
    void progressAndBooks() {
        String progress = """
                <ProjectProgress>
                  <Task Id="t1">
                    <Book Id="TIT">
                      <Chapter Number="1" Status="open" />
                      <Chapter Number="2" Status="open" />
                      <Chapter Number="3" Status="open" />
                    </Book>
                  </Task>
                </ProjectProgress>
                """.replace("\n", "\r\n");
        there(Map.of(
                "Settings.xml",
                settings("65001").getBytes(UTF_8),
                SFM,
                Team.book("one").getBytes(UTF_8),
                "ProjectProgress.xml",
                progress.getBytes(UTF_8)));
        Computer asha = team.computer("asha").downloadFromParatext();
        asha.isAtParatext(Role.ADMINISTRATOR);
        String list = "0".repeat(55) + "1";
        String two = progress.replace("\"2\" Status=\"open\"", "\"2\" Status=\"done\"");
        there(Map.of(
                "ProjectProgress.xml", two.getBytes(UTF_8),
                "58PHMSMP.SFM", "\\id PHM\n\\c 1\n\\p\n\\v 1 x\n".getBytes(UTF_8),
                "Settings.xml",
                        settings("65001").replace(list + "0", list + "1").getBytes(UTF_8)));
        asha.write("ProjectProgress.xml", progress.replace("\"3\" Status=\"open\"", "\"3\" Status=\"done\""));
        asha.write("66JUDSMP.SFM", "\\id JUD\n\\c 1\n\\p\n\\v 1 y\n");
        asha.write("Settings.xml", settings("65001").replace(list + "000000000", list + "000000001"));

        asha.synced();

        assertThat(asha.conflicts()).isEmpty();
        assertThat(asha.read("ProjectProgress.xml"))
                .isEqualTo(two.replace("\"3\" Status=\"open\"", "\"3\" Status=\"done\""));
        assertThat(new String(atParatext("Settings.xml"), UTF_8)).contains(list + "100000001");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }
}

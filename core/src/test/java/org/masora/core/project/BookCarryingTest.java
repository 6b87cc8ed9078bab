package org.masora.core.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Books carried between a Scripture Burrito, a Paratext folder and a folder of books. */
class BookCarryingTest {

    private static final String METADATA = """
            {"format":"scripture burrito","identification":{"name":{"en":"Sample"}},\
            "type":{"flavorType":{"name":"scripture","flavor":{"name":"textTranslation"},"currentScope":{"TIT":[]}}},\
            "ingredients":{"ingredients/TIT.usfm":{"mimeType":"text/x-usfm","size":1,"scope":{"TIT":[]}}}}""";
    private static final String SETTINGS = """
            \ufeff<ScriptureText><Name>SMP</Name>\r
            <Naming PrePart="x" PostPart=".SFM" BookNameForm="%s"/><BooksPresent>%s</BooksPresent>\r
            </ScriptureText>""";
    private static final String TITUS = "\\id TIT\r\n\\c 1\n\\v 1 text\n\n";

    private final Blobs blobs = Blobs.inMemory();

    private Snapshot snapshot(Map<String, String> files) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, Entry.file(blobs.write(text.getBytes(UTF_8)))));
        return Snapshot.of(entries);
    }

    private Map<String, String> texts(Snapshot content) {
        Map<String, String> texts = new TreeMap<>();
        content.entries().forEach((path, entry) -> texts.put(path, new String(blobs.read(entry.id()), UTF_8)));
        return texts;
    }

    private Snapshot paratext(String form) {
        return snapshot(
                Map.of("Settings.xml", SETTINGS.formatted(form, "0".repeat(60)), "Notes_A.xml", "<CommentList/>"));
    }

    private Snapshot burrito() {
        return snapshot(Map.of("metadata.json", METADATA, "ingredients/TIT.usfm", TITUS));
    }

    @Test
    void aNewBookGetsTheNameOfTheProjectsSettingsAndIsListedThere() {
        Map<String, String> carried = texts(BookCarrying.carry(burrito(), paratext("41MAT"), blobs));

        assertThat(carried)
                .containsOnlyKeys("Settings.xml", "Notes_A.xml", "x57TIT.SFM")
                .containsEntry("x57TIT.SFM", TITUS)
                .containsEntry("Settings.xml", SETTINGS.formatted("41MAT", "0".repeat(55) + "1" + "0000"));
    }

    @Test
    void formsOfNames() {
        assertThat(texts(BookCarrying.carry(burrito(), paratext("MAT"), blobs))).containsKey("xTIT.SFM");
        assertThat(texts(BookCarrying.carry(burrito(), paratext("41"), blobs))).containsKey("x57.SFM");
    }

    @Test
    void thereAndBackIsTheSame() {
        Snapshot there = BookCarrying.carry(burrito(), paratext("41MAT"), blobs);

        assertThat(BookCarrying.carry(there, burrito(), blobs)).isEqualTo(burrito());
        assertThat(BookCarrying.carry(burrito(), there, blobs)).isEqualTo(there);
    }

    @Test
    void aBookThatIsGoneGoesAndIsUnlisted() {
        Snapshot there = BookCarrying.carry(burrito(), paratext("41MAT"), blobs);
        Snapshot empty = snapshot(Map.of("metadata.json", METADATA));

        assertThat(BookCarrying.carry(empty, there, blobs)).isEqualTo(paratext("41MAT"));
    }

    @Test
    @DisplayName("D1 settings that somebody broke are never read as the deletion of the books")
    void brokenSettings() {
        Snapshot there = BookCarrying.carry(burrito(), paratext("41MAT"), blobs);
        Snapshot broken = there.with("Settings.xml", Entry.file(blobs.write("<ScriptureText".getBytes(UTF_8))));

        assertThat(BookCarrying.carry(broken, burrito(), blobs)).isEqualTo(burrito());
        assertThat(BookCarrying.carry(burrito(), broken, blobs)).isEqualTo(broken);
    }

    @Test
    void aNewBookIsListedInTheBurrito() {
        Snapshot there = BookCarrying.carry(burrito(), paratext("41MAT"), blobs);
        Snapshot more = there.with("xQ.SFM", Entry.file(blobs.write("\\id JUD\n".getBytes(UTF_8))));

        Map<String, String> carried = texts(BookCarrying.carry(more, burrito(), blobs));

        assertThat(carried).containsEntry("ingredients/JUD.usfm", "\\id JUD\n");
        assertThat(carried.get("metadata.json"))
                .contains("ingredients/JUD.usfm")
                .contains("\"JUD\":[]");
    }

    @Test
    @DisplayName("V2 front matter, glossary and books for free use stay where they are")
    void onlyScripture() {
        Snapshot paratext = paratext("41MAT")
                .with("xA0FRT.SFM", Entry.file(blobs.write("\\id FRT\n".getBytes(UTF_8))))
                .with("x94XXA.SFM", Entry.file(blobs.write("\\id XXA\n".getBytes(UTF_8))));

        Snapshot carried = BookCarrying.carry(paratext, Snapshot.EMPTY, blobs);
        Snapshot back = BookCarrying.carry(burrito(), paratext, blobs);

        assertThat(carried).isEqualTo(Snapshot.EMPTY);
        assertThat(texts(back)).containsKeys("xA0FRT.SFM", "x94XXA.SFM", "x57TIT.SFM");
    }

    @Test
    void intoNothingBooksGetNumberAndCode() {
        assertThat(texts(BookCarrying.carry(burrito(), Snapshot.EMPTY, blobs))).containsOnlyKeys("57-TIT.usfm");
    }

    @Test
    void aBookGoesWhereTheFileOfItsNameStands() {
        Snapshot burrito = snapshot(Map.of("metadata.json", METADATA, "ingredients/JUD.usfm", "something else"));

        assertThat(texts(BookCarrying.carry(
                        snapshot(Map.of("metadata.json", METADATA, "JUD.usfm", "\\id JUD\n")), burrito, blobs)))
                .containsEntry("ingredients/JUD.usfm", "\\id JUD\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Settings.xml",
                "settings.XML",
                "SMP.ssf",
                "Notes_Ada.xml",
                "Comments_Ada.xml",
                "ProjectUserAccess.xml",
                "ProjectUsers.xml",
                "CommentTags.xml",
                "TermRenderings.xml"
            })
    @DisplayName("V2 one file of Paratext's at the top makes a folder Paratext's, whatever is in it")
    void paratexts(String path) {
        assertThat(BookCarrying.isParatexts(snapshot(Map.of(path, "broken <")))).isTrue();
        assertThat(BookCarrying.isParatexts(snapshot(Map.of("figures/" + path, "x"))))
                .isFalse();
        assertThat(BookCarrying.isParatexts(burrito())).isFalse();
    }
}

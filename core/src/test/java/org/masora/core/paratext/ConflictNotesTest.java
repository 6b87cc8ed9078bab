package org.masora.core.paratext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitRef;
import org.masora.core.paratext.ConflictNotes.Remark;
import org.masora.core.paratext.ConflictNotes.Standing;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.core.xml.XmlDocument;

/** Disagreements in the notes of a Paratext project. */
class ConflictNotesTest {

    private static final Instant MET = Instant.parse("2026-03-01T09:00:00Z");
    private static final ConflictId ID = new ConflictId("ab".repeat(32));

    private final Blobs blobs = Blobs.inMemory();

    private Snapshot content(Map<String, String> files) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, Entry.file(blobs.write(text.getBytes(UTF_8)))));
        return Snapshot.of(entries);
    }

    private String text(Snapshot content, String path) {
        return new String(blobs.read(content.entry(path).orElseThrow().id()), UTF_8);
    }

    private static Remark remark(Instant when, boolean settled) {
        return new Remark(
                ID,
                new UnitRef("TIT", "1:8", 1),
                ConflictType.VERSE_TEXT,
                when,
                settled,
                "\\v 8 stands <here> & now\n",
                "\\v 8 was \"not\" kept\n");
    }

    @Test
    @DisplayName("a note is written into a new file, read again, settled, and opened again")
    void thread() {
        Snapshot one = ConflictNotes.in(Snapshot.EMPTY, blobs).with("Ada Admin", List.of(remark(MET, false)));

        assertThat(XmlDocument.parse(text(one, "Notes_Ada Admin.xml"))).isPresent();
        assertThat(text(one, "Notes_Ada Admin.xml"))
                .contains("VerseRef=\"TIT 1:8\"", "<ConflictType>verseText</ConflictType>", "<Type>conflict</Type>")
                .contains("stands &lt;here&gt; &amp; now", "was &quot;not&quot; kept");
        assertThat(ConflictNotes.in(one, blobs).thread(ID)).contains(new Standing(MET, false, Optional.empty()));
        Snapshot two = ConflictNotes.in(one, blobs).with("Tom", List.of(remark(MET.plusSeconds(5), true)));
        assertThat(ConflictNotes.in(two, blobs).thread(ID).orElseThrow().resolved())
                .isTrue();
        Snapshot three = ConflictNotes.in(two, blobs).with("Tom", List.of(remark(MET.plusSeconds(9), false)));
        assertThat(ConflictNotes.in(three, blobs).thread(ID).orElseThrow().resolved())
                .isFalse();
        assertThat(three.entries()).containsOnlyKeys("Notes_Ada Admin.xml", "Notes_Tom.xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF<?xml version=\"1.0\"?>\r\n<CommentList>\r\n  <Comment Thread=\"x\" odd='1'><!-- kept --></Comment>\r\n</CommentList>\r\n",
                "<CommentList><Comment Thread=\"x\" /></CommentList>",
                "<CommentList>\n\n  </CommentList>\n<!-- after -->",
            })
    @DisplayName("what stands in the file of somebody's notes keeps its bytes")
    void kept(String before) {
        Snapshot content = content(Map.of("notes_ada.xml", before, "Notes_Bo.xml", before));

        Snapshot after = ConflictNotes.in(content, blobs).with("Ada", List.of(remark(MET, false)));

        String written = text(after, "notes_ada.xml");
        int at = written.indexOf("  <Comment Thread=\"MASORA_");
        int end = written.indexOf("</Comment>", at) + "</Comment>".length();
        String rest = written.substring(0, at) + written.substring(end).stripLeading();
        assertThat(rest.replaceAll("\\s", "")).isEqualTo(before.replaceAll("\\s", ""));
        assertThat(written)
                .startsWith(
                        before.substring(0, before.indexOf("</CommentList>")).stripTrailing());
        assertThat(text(after, "Notes_Bo.xml")).isEqualTo(before);
        assertThat(written.contains("\r\n")).isEqualTo(before.contains("\r\n"));
        assertThat(XmlDocument.parse(written)).isPresent();
    }

    @Test
    @DisplayName(
            "a list without an end tag is opened; broken notes, other encodings and names of no file are left alone")
    void unusual() {
        Snapshot empty = content(Map.of("Notes_Ada.xml", "<CommentList />\n"));
        String opened = text(ConflictNotes.in(empty, blobs).with("Ada", List.of(remark(MET, false))), "Notes_Ada.xml");
        assertThat(opened).startsWith("<CommentList>\n  <Comment").endsWith("</CommentList>\n");
        Snapshot broken = content(Map.of("Notes_Ada.xml", "<CommentList><Comment MASORA_"));
        assertThat(ConflictNotes.in(broken, blobs).with("Ada", List.of(remark(MET, false))))
                .isEqualTo(broken);
        Snapshot utf16 = Snapshot.of(Map.of(
                "Notes_Ada.xml",
                Entry.file(blobs.write(
                        "\uFEFF<CommentList></CommentList>".getBytes(java.nio.charset.StandardCharsets.UTF_16LE)))));
        assertThat(ConflictNotes.in(utf16, blobs).with("Ada", List.of(remark(MET, false))))
                .isEqualTo(utf16);
        assertThat(ConflictNotes.in(empty, blobs).with("a/b", List.of(remark(MET, false))))
                .isEqualTo(empty);
    }

    @Test
    @DisplayName("what somebody settled in Paratext is told with the name and the time, in whatever way they did it")
    void settledThere() {
        String thread = "<Comment Thread=\"" + ConflictNotes.name(ID) + "\" User=\"%s\" Date=\"%s\">%s</Comment>";
        for (String how : List.of(
                "<Status>deleted</Status>",
                "<Status>done</Status>",
                "<Status></Status><ConflictResolutionAction>merge</ConflictResolutionAction>")) {
            Snapshot content = content(Map.of(
                    "Notes_Ada.xml",
                    "<CommentList>"
                            + thread.formatted("Ada", "2026-03-01T09:00:00.0000000+00:00", "<Status>todo</Status>")
                            + "</CommentList>",
                    "Notes_Tom.xml",
                    "<CommentList>" + thread.formatted("Tom", "2026-03-01T12:00:00.5000000+02:00", how)
                            + "</CommentList>"));
            assertThat(ConflictNotes.in(content, blobs).thread(ID))
                    .contains(new Standing(Instant.parse("2026-03-01T10:00:00.5Z"), true, Optional.of("Tom")));
        }
    }

    @Test
    @DisplayName("what lies in no book is told at the beginning of the first one; what Paratext does not have is not")
    void inNoBook() {
        String settings = "<ScriptureText><Name>Tst</Name><Naming PrePart=\"\" PostPart=\"Tst.SFM\""
                + " BookNameForm=\"41MAT\" /></ScriptureText>";
        Snapshot content =
                content(Map.of("Settings.xml", settings, "57TITTst.SFM", "\\id TIT\n", "43LUKTst.SFM", "\\id LUK\n"));
        ConflictNotes notes = ConflictNotes.in(content, blobs);
        UnitRef name = new UnitRef("Settings.xml", "/ScriptureText/FullName", 1);
        assertThat(notes.canBeAbout(name)).isTrue();
        assertThat(notes.canBeAbout(new UnitRef("TIT", "1:8", 1))).isTrue();
        assertThat(notes.canBeAbout(new UnitRef("metadata.json", "/identification", 1)))
                .isFalse();
        String own = "/CommentList/Comment[@Date=x][@User=Ada][@Thread=" + ConflictNotes.name(ID) + "]/Verse";
        Snapshot with = content.with("Notes_Ada.xml", Entry.file(blobs.write("<CommentList/>".getBytes(UTF_8))));
        assertThat(ConflictNotes.in(with, blobs).canBeAbout(new UnitRef("Notes_Ada.xml", own, 1)))
                .isFalse();
        assertThat(ConflictNotes.in(content(Map.of("Settings.xml", settings)), blobs)
                        .canBeAbout(name))
                .isFalse();

        Remark remark = new Remark(ID, name, ConflictType.FIELD, MET, false, "<FullName>A</FullName>", "B");
        String written = text(notes.with("Ada", List.of(remark)), "Notes_Ada.xml");
        assertThat(written).contains("VerseRef=\"LUK 1:0\"", "[Masora] Settings.xml /ScriptureText/FullName: B");
        assertThat(XmlDocument.parse(written)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"1:8, 1:8", "1:3-4, 1:3", "1:8 lead, 1:8", "2, 2:0", "head, 1:0", "'', 1:0"})
    @DisplayName("a unit's place is a verse of Paratext's")
    void places(String unit, String verse) {
        Remark remark = new Remark(ID, new UnitRef("TIT", unit, 1), ConflictType.HEADING, MET, false, "", "");
        Snapshot noted = ConflictNotes.in(Snapshot.EMPTY, blobs).with("Ada", List.of(remark));
        assertThat(text(noted, "Notes_Ada.xml")).contains("VerseRef=\"TIT " + verse + "\"");
    }
}

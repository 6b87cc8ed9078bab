package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.merge.MergeOutcome.PathOutcome;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;

class SnapshotMergeTest {
    private static final String BOOK =
            "\\id TIT\n\\c 1\n\\p\n\\v 1 Paul wrote a long letter today.\n\\v 2 He sent it.\n";

    private final Blobs blobs = Blobs.inMemory();

    private Snapshot project(String... pathsAndTexts) {
        Map<String, Entry> entries = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            entries.put(pathsAndTexts[i], Entry.file(blobs.write(pathsAndTexts[i + 1].getBytes(UTF_8))));
        }
        return Snapshot.of(entries);
    }

    private MergeOutcome merge(Snapshot base, Snapshot ours, Snapshot theirs) {
        MergeOutcome outcome = merge(new MergeBase.Common(base), ours, theirs);
        assertThat(outcome.paths().keySet())
                .as("every changed path is accounted for")
                .containsAll(base.differingPaths(ours))
                .containsAll(base.differingPaths(theirs));
        MergeOutcome swapped = new SnapshotMerge(blobs)
                .merge(new MergeBase.Common(base), /* ours= */ theirs, /* theirs= */ ours, Side.OURS);
        assertThat(swapped.merged()).as("M2").isEqualTo(outcome.merged());
        assertThat(swapped.conflicts().stream().map(Conflict::mirrored))
                .as("M2")
                .containsExactlyElementsOf(outcome.conflicts());
        return outcome;
    }

    private MergeOutcome merge(MergeBase base, Snapshot ours, Snapshot theirs) {
        return new SnapshotMerge(blobs).merge(base, ours, theirs, Side.THEIRS);
    }

    private String text(MergeOutcome outcome, String path) {
        return new String(blobs.read(outcome.merged().entry(path).orElseThrow().id()), UTF_8);
    }

    @Test
    @DisplayName("M5 metadata that an old Scribe uploaded as a Node buffer is merged as the metadata in it")
    void metadataInANodeBuffer() {
        String plain = "{\"format\":\"scripture burrito\",\"type\":{\"a\":1},\"x\":1}";
        String changed = plain.replace("\"x\":1", "\"x\":2");
        MergeBase none = new MergeBase.None();
        MergeOutcome same = merge(none, project("metadata.json", plain), project("metadata.json", nodeBuffer(plain)));
        assertThat(text(same, "metadata.json")).isEqualTo(plain);
        assertThat(same.conflicts()).isEmpty();

        MergeOutcome oneSided = merge(
                project("metadata.json", nodeBuffer(plain)),
                project("metadata.json", changed),
                project("metadata.json", nodeBuffer(plain) + "\n"));
        assertThat(text(oneSided, "metadata.json")).isEqualTo(changed);
        assertThat(oneSided.conflicts()).isEmpty();
    }

    private static String nodeBuffer(String text) {
        StringJoiner bytes = new StringJoiner(",", "{\"type\":\"Buffer\",\"data\":[", "]}");
        for (byte octet : text.getBytes(UTF_8)) {
            bytes.add(Integer.toString(octet & 0xff));
        }
        return bytes.toString();
    }

    @Test
    void filesThatOneSideAddedOrRemoved() {
        Snapshot base = project("a.txt", "a\n", "b.txt", "b\n");
        MergeOutcome outcome = merge(
                base, project("b.txt", "b\n", "c.txt", "c\n"), project("a.txt", "a\n", "b.txt", "b\n", "d.txt", "d\n"));
        assertThat(outcome.merged().entries().keySet()).containsExactly("b.txt", "c.txt", "d.txt");
        assertThat(outcome.paths())
                .containsEntry("a.txt", PathOutcome.OURS)
                .containsEntry("c.txt", PathOutcome.OURS)
                .containsEntry("d.txt", PathOutcome.THEIRS);
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("M1 M3 a file removed on one side and edited on the other is kept or not by who stands, and recorded")
    void removedAndEdited() {
        Snapshot base = project("ingredients/TIT.usfm", BOOK);
        MergeOutcome outcome = merge(base, project(), project("ingredients/TIT.usfm", BOOK.replace("long", "short")));
        assertThat(text(outcome, "ingredients/TIT.usfm")).contains("short");
        assertThat(outcome.open()).extracting(Conflict::type).containsExactly(ConflictType.DELETED_EDITED);
        assertThat(outcome.open().getFirst().ours()).isEmpty();

        MergeOutcome removed = merge(base, project("ingredients/TIT.usfm", BOOK.replace("long", "short")), project());
        assertThat(removed.merged().isEmpty()).isTrue();
        assertThat(blobs.read(removed.open().getFirst().ours().orElseThrow())).contains("short".getBytes(UTF_8));
    }

    @Test
    @DisplayName("M4 a file removed on one side and only reformatted on the other is removed")
    void removedAndReformatted() {
        MergeOutcome outcome =
                merge(project("TIT.usfm", BOOK), project(), project("TIT.usfm", BOOK.replace("\n\\v 2", " \\v 2")));
        assertThat(outcome.merged().isEmpty()).isTrue();
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    void aFileMovedOnOneSideTakesTheOthersEdit() {
        Snapshot base = project("TIT.usfm", BOOK);
        MergeOutcome outcome =
                merge(base, project("ingredients/TIT.usfm", BOOK), project("TIT.usfm", BOOK.replace("today", "now")));
        assertThat(outcome.merged().entries().keySet()).containsExactly("ingredients/TIT.usfm");
        assertThat(text(outcome, "ingredients/TIT.usfm")).contains("now");
        assertThat(outcome.conflicts()).isEmpty();
    }

    @Test
    void aBookMovedAndEditedTakesTheOthersEdit() {
        Snapshot base = project("57-TIT.usfm", BOOK);
        MergeOutcome outcome = merge(
                base,
                project("57-TIT.usfm", BOOK.replace("sent it", "mailed it")),
                project("ingredients/TIT.usfm", BOOK.replace("today", "now")));
        assertThat(outcome.merged().entries().keySet()).containsExactly("ingredients/TIT.usfm");
        assertThat(text(outcome, "ingredients/TIT.usfm")).contains("now", "mailed");
    }

    @Test
    void aFileMovedTwoWaysKeepsTheStandingName() {
        MergeOutcome outcome = merge(
                project("TIT.usfm", BOOK),
                project("ours.usfm", BOOK.replace("sent it", "mailed it")),
                project("theirs.usfm", BOOK));
        assertThat(outcome.merged().entries().keySet()).containsExactly("theirs.usfm");
        assertThat(text(outcome, "theirs.usfm")).contains("mailed");
        assertThat(outcome.open()).extracting(Conflict::type).containsExactly(ConflictType.PATH);
    }

    @Test
    void oneBookAddedOnBothSidesIsMergedByVerse() {
        MergeOutcome outcome = merge(
                project(),
                project("TIT.usfm", BOOK),
                project("TIT.usfm", BOOK.replace("today", "now") + "\\v 3 More.\n"));
        assertThat(text(outcome, "TIT.usfm")).contains("now", "\\v 2 He sent it.", "\\v 3 More.");
        assertThat(outcome.open()).extracting(c -> c.reference().toString()).containsExactly("TIT 1:1");
    }

    @Test
    void aFileStepsAsideForAFolder() {
        MergeOutcome outcome = merge(project(), project("notes", "mine\n"), project("notes/a.txt", "a\n"));
        assertThat(outcome.merged().entries().keySet())
                .hasSize(2)
                .contains("notes/a.txt")
                .anyMatch(path -> path.startsWith("notes (also "));
        assertThat(outcome.open()).extracting(Conflict::type).containsExactly(ConflictType.PATH);
    }

    @Test
    @DisplayName("B2 paths are matched by NFC and case folding and written as first seen")
    void pathsOfOneFile() {
        MergeOutcome outcome = merge(
                project("Caf\u00e9/TIT.usfm", BOOK),
                project("Cafe\u0301/tit.usfm", BOOK.replace("today", "now")),
                project("Caf\u00e9/TIT.usfm", BOOK.replace("sent it", "mailed it")));
        assertThat(outcome.merged().entries().keySet()).containsExactly("Caf\u00e9/TIT.usfm");
        assertThat(text(outcome, "Caf\u00e9/TIT.usfm")).contains("now", "mailed");
    }

    @Test
    @DisplayName("B3 links and submodules are carried as they are")
    void entriesThatAreNoFiles() {
        Entry link = new Entry(Entry.Mode.LINK, blobs.write("target".getBytes(UTF_8)));
        Entry moved = new Entry(Entry.Mode.LINK, blobs.write("elsewhere".getBytes(UTF_8)));
        Snapshot base = Snapshot.of(Map.of("link", link));
        assertThat(merge(base, base, Snapshot.of(Map.of("link", moved)))
                        .merged()
                        .entry("link"))
                .isEqualTo(Optional.of(moved));
        Entry module = new Entry(Entry.Mode.SUBMODULE, link.id());
        MergeOutcome both = merge(base, Snapshot.of(Map.of("link", module)), Snapshot.of(Map.of("link", moved)));
        assertThat(both.merged().entry("link")).isEqualTo(Optional.of(moved));
        assertThat(both.open()).extracting(Conflict::type).containsExactly(ConflictType.PATH);
    }

    @Test
    void aPictureChangedOnBothSidesIsKeptTwice() {
        MergeOutcome outcome = merge(project("p.png", "a\0"), project("p.png", "b\0"), project("p.png", "c\0"));
        assertThat(text(outcome, "p.png")).isEqualTo("c\0");
        assertThat(outcome.merged().entries().keySet())
                .hasSize(2)
                .anyMatch(path -> path.matches("p \\(also .{8}\\)\\.png"));
    }

    @Test
    @DisplayName("S3 with a rewritten history a verse equal in theirs and in what was last known has that as its base")
    void rewrittenHistory() {
        // Verse 1 was changed by us and received back; theirs then went on from the older text.
        Snapshot ancestor = project("TIT.usfm", BOOK);
        Snapshot lastKnown = project("TIT.usfm", BOOK.replace("today", "now"));
        Snapshot ours = project("TIT.usfm", BOOK.replace("today", "at once"));
        Snapshot theirs = project("TIT.usfm", BOOK.replace("today", "now").replace("sent it", "mailed it"));
        MergeOutcome outcome = merge(new MergeBase.Rewritten(ancestor, lastKnown), ours, theirs);
        assertThat(text(outcome, "TIT.usfm")).contains("at once", "mailed it");
        assertThat(outcome.conflicts()).isEmpty();

        Snapshot withoutOurs = project("TIT.usfm", BOOK.replace("sent it", "mailed it"));
        MergeOutcome lost = merge(new MergeBase.Rewritten(ancestor, lastKnown), lastKnown, withoutOurs);
        assertThat(text(lost, "TIT.usfm"))
                .as("what the rewrite dropped stays ours")
                .contains("now", "mailed it");
        assertThat(lost.conflicts()).isEmpty();
    }

    @Test
    @DisplayName("M5 the revision of metadata that both changed is raised only if the result is neither's")
    void revisionIsRaised() {
        String form =
                "{\"identification\":{\"primary\":{\"scribe\":{\"k\":{\"revision\":\"%s\"}}}},\"name\":\"%s\",\"x\":\"%s\"}";
        Snapshot base = project("metadata.json", form.formatted("1", "a", "a"));
        MergeOutcome outcome = merge(
                base,
                project("metadata.json", form.formatted("2", "b", "a")),
                project("metadata.json", form.formatted("4", "a", "c")));
        assertThat(text(outcome, "metadata.json")).isEqualTo(form.formatted("5", "b", "c"));
        MergeOutcome settled = merge(
                base,
                project("metadata.json", form.formatted("2", "a", "a")),
                project("metadata.json", form.formatted("4", "a", "c")));
        assertThat(text(settled, "metadata.json")).isEqualTo(form.formatted("4", "a", "c"));
    }

    @Test
    @DisplayName("M5 of two timestamps the later stands, whatever zone it is told in, without a conflict")
    void laterTimestamp() {
        String form =
                "{\"identification\":{\"primary\":{\"scribe\":{\"k\":{\"revision\":\"1\",\"timestamp\":\"%s\"}}}}}";
        Snapshot base = project("metadata.json", form.formatted("2026-01-01T00:00:00Z"));
        Snapshot earlier = project("metadata.json", form.formatted("2026-03-01T12:00:00+05:30"));
        String later = form.formatted("2026-03-01T07:00:00Z");

        for (MergeOutcome outcome : List.of(
                merge(base, earlier, project("metadata.json", later)),
                merge(base, project("metadata.json", later), earlier))) {
            assertThat(text(outcome, "metadata.json")).isEqualTo(later);
            assertThat(outcome.conflicts()).isEmpty();
        }
    }

    @Test
    @DisplayName("M5 metadata names the ingredients that the merge kept, and not those that it took away")
    void metadataKeepsInStep() {
        String both =
                "{\"ingredients\":{\"ingredients\\\\JON.usfm\":{\"size\":1},\"ingredients\\\\TIT.usfm\":{\"size\":2}}}";
        String one = "{\"ingredients\":{\"ingredients\\\\JON.usfm\":{\"size\":1}}}";
        String jonah = "\\id JON\n\\c 1\n\\p\n\\v 1 Now.\n";
        Snapshot base = project("ingredients/JON.usfm", jonah, "ingredients/TIT.usfm", BOOK, "metadata.json", both);
        Snapshot removed = project("ingredients/JON.usfm", jonah.replace("Now", "Then"), "metadata.json", one);
        Snapshot edited = project(
                "ingredients/JON.usfm",
                jonah,
                "ingredients/TIT.usfm",
                BOOK.replace("today", "now"),
                "metadata.json",
                both);
        MergeOutcome kept = merge(base, removed, edited);
        assertThat(kept.merged().entries()).containsKey("ingredients/TIT.usfm");
        assertThat(text(kept, "metadata.json")).isEqualTo(both);
        MergeOutcome gone = merge(base, edited, removed);
        assertThat(gone.merged().entries()).doesNotContainKey("ingredients/TIT.usfm");
        assertThat(text(gone, "metadata.json")).isEqualTo(one);
    }

    private static final String LIST = "{\"type\":{\"flavorType\":{\"currentScope\":{%s}}},\"ingredients\":{%s}}";

    private static String listed(String name, String more) {
        return "\"ingredients/" + name + "\":{\"mimeType\":\"text/x-usfm\",\"size\":7" + more + "}";
    }

    private static String book(String code) {
        return BOOK.replace("TIT", code);
    }

    @Test
    @DisplayName("M5 a book that a plain git user added gets its entry, and its place in the scope")
    void metadataNamesWhatNobodyListed() {
        String list = LIST.formatted("\"TIT\":[]", listed("TIT.usfm", ""));
        Snapshot base = project("ingredients/TIT.usfm", BOOK, "metadata.json", list);
        Snapshot edited = project("ingredients/TIT.usfm", BOOK.replace("long", "short"), "metadata.json", list);
        Snapshot added =
                project("ingredients/TIT.usfm", BOOK, "ingredients/PHM.usfm", book("PHM"), "metadata.json", list);
        String merged = text(merge(base, edited, added), "metadata.json");
        assertThat(merged)
                .startsWith("{\"type\":{\"flavorType\":{\"currentScope\":{\"TIT\":[],\"PHM\":[]}}}")
                .contains(listed("TIT.usfm", "") + ",\"ingredients/PHM.usfm\":{\"checksum\"");

        MergeOutcome oneSided = merge(base, base, added);
        assertThat(oneSided.merged())
                .as("one side's project as a whole is not touched")
                .isEqualTo(added);
    }

    @Test
    @DisplayName("M5 a book that one removed and the other edited is back in the list and in the scope")
    void metadataNamesWhatCameBack() {
        String both =
                LIST.formatted("\"TIT\":[],\"PHM\":[]", listed("TIT.usfm", "") + "," + listed("PHM.usfm", ",\"x\":1"));
        String one = LIST.formatted("\"TIT\":[]", listed("TIT.usfm", ""));
        Snapshot base =
                project("ingredients/TIT.usfm", BOOK, "ingredients/PHM.usfm", book("PHM"), "metadata.json", both);
        Snapshot removed = project("ingredients/TIT.usfm", BOOK.replace("sent", "mailed"), "metadata.json", one);
        Snapshot edited = project(
                "ingredients/TIT.usfm",
                BOOK,
                "ingredients/PHM.usfm",
                book("PHM").replace("long", "short"),
                "metadata.json",
                both);
        assertThat(text(merge(base, removed, edited), "metadata.json")).isEqualTo(both);
    }

    @Test
    @DisplayName("M5 a file that a side keeps and took off the list itself stays off it")
    void metadataIsNotCorrected() {
        String both = LIST.formatted("", listed("TIT.usfm", "") + "," + listed("notes.txt", ""));
        String one = LIST.formatted("", listed("TIT.usfm", ""));
        Snapshot base = project("ingredients/TIT.usfm", BOOK, "ingredients/notes.txt", "n", "metadata.json", both);
        Snapshot delisted = project("ingredients/TIT.usfm", BOOK, "ingredients/notes.txt", "n", "metadata.json", one);
        Snapshot edited = project(
                "ingredients/TIT.usfm",
                BOOK.replace("long", "short"),
                "ingredients/notes.txt",
                "n",
                "metadata.json",
                both);
        assertThat(text(merge(base, delisted, edited), "metadata.json")).isEqualTo(one);
    }

    @Test
    @DisplayName("M5 a file that a side moved and the other changed keeps its entry under the new name")
    void metadataFollowsMoves() {
        String list = LIST.formatted("\"TIT\":[]", listed("TIT.usfm", ",\"x\":1"));
        Snapshot base = project("ingredients/TIT.usfm", BOOK, "metadata.json", list);
        Snapshot moved = project("ingredients/57-TIT.usfm", BOOK, "metadata.json", list);
        Snapshot edited = project("ingredients/TIT.usfm", BOOK.replace("long", "short"), "metadata.json", list);
        MergeOutcome outcome = merge(base, moved, edited);
        assertThat(outcome.merged().entries()).containsOnlyKeys("ingredients/57-TIT.usfm", "metadata.json");
        assertThat(text(outcome, "metadata.json"))
                .isEqualTo(LIST.formatted("\"TIT\":[]", listed("57-TIT.usfm", ",\"x\":1")));
    }

    @Test
    @DisplayName("M5 the second of two binaries that both changed is an ingredient, too")
    void metadataNamesWhatStepsAside() {
        String picture = listed("a.png", "");
        String list = LIST.formatted("", picture);
        MergeOutcome outcome = merge(
                project("ingredients/a.png", "\0", "metadata.json", list),
                project("ingredients/a.png", "\0one", "metadata.json", list),
                project("ingredients/a.png", "\0two", "metadata.json", list));
        assertThat(text(outcome, "metadata.json")).contains(picture + ",\"ingredients/a (also ");
    }

    @Test
    @DisplayName("M5 without anything in common each side's own list counts")
    void metadataWithoutABase() {
        Snapshot ours = project(
                "ingredients/TIT.usfm", BOOK, "metadata.json", LIST.formatted("\"TIT\":[]", listed("TIT.usfm", "")));
        Snapshot theirs = project(
                "ingredients/PHM.usfm",
                book("PHM"),
                "ingredients/unlisted.usfm",
                book("GEN"),
                "metadata.json",
                LIST.formatted("\"PHM\":[]", listed("PHM.usfm", "")));
        String merged = text(merge(new MergeBase.None(), ours, theirs), "metadata.json");
        assertThat(merged)
                .contains(listed("TIT.usfm", ""), listed("PHM.usfm", ""))
                .doesNotContain("unlisted")
                .doesNotContain("checksum");
    }

    @Test
    @DisplayName("S2 after a criss-cross the common content is the merge of both bases, and what was settled stays so")
    void crissCross() {
        Snapshot root = project("TIT.usfm", BOOK);
        Snapshot ada = project("TIT.usfm", BOOK.replace("long", "short"));
        Snapshot ben = project("TIT.usfm", BOOK.replace("sent it", "mailed it"));
        Snapshot byAda = merge(root, ada, ben).merged();
        Snapshot byBen = merge(root, ben, ada).merged();
        Snapshot bases = new SnapshotMerge(blobs)
                .merge(new MergeBase.Common(root), ada, ben, Side.OURS)
                .merged();
        Snapshot adaGoesOn = edited(byAda, "short", "brief");
        Snapshot benGoesOn = edited(byBen, "mailed it", "mailed it soon");

        MergeOutcome outcome = merge(bases, adaGoesOn, benGoesOn);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(text(outcome, "TIT.usfm"))
                .isEqualTo(BOOK.replace("long", "brief").replace("sent it", "mailed it soon"));
    }

    private Snapshot edited(Snapshot project, String from, String to) {
        String text =
                new String(blobs.read(project.entry("TIT.usfm").orElseThrow().id()), UTF_8);
        return project("TIT.usfm", text.replace(from, to));
    }
}

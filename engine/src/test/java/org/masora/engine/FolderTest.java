package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Brake.Loss;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Question.WouldDelete;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.engine.Team.Computer;

/** Bytes and names in the folder, and the brake (rules B and D). */
class FolderTest {

    private static final String SEVEN = "verse of seven words that stands here";

    private final Team team = new Team();
    private final Computer asha = team.computer(
            "asha",
            Team.titus(
                    "a " + SEVEN,
                    "b " + SEVEN,
                    "c " + SEVEN,
                    "d " + SEVEN,
                    "e " + SEVEN,
                    "f " + SEVEN,
                    "g " + SEVEN,
                    "h " + SEVEN));

    private Computer binuAfterAsha() {
        asha.synced();
        return team.computer("binu").download();
    }

    private RevisionId head() {
        return team.place.heads().main().orElseThrow();
    }

    private static FolderTrouble trouble(StopReason reason) {
        assertThat(reason).isInstanceOf(FolderTrouble.class);
        return (FolderTrouble) reason;
    }

    private static WouldDelete wouldDelete(StopReason reason) {
        assertThat(reason)
                .isInstanceOfSatisfying(
                        StopReason.NeedsConfirmation.class,
                        asked -> assertThat(asked.question()).isInstanceOf(WouldDelete.class));
        return (WouldDelete) ((StopReason.NeedsConfirmation) reason).question();
    }

    // B1

    @Test
    @DisplayName(
            "B1 bytes travel as they are: line ends, marks, no text at all, and a git attributes file changes nothing")
    void bytesAsTheyAre() throws IOException {
        asha.write(".gitattributes", "* text=auto eol=crlf\n*.bin filter=lfs\n");
        asha.write("crlf.txt", "one\r\ntwo\r\n");
        asha.write("bom.txt", "\uFEFFtext");
        byte[] noText = new byte[256];
        for (int i = 0; i < noText.length; i++) {
            noText[i] = (byte) i;
        }
        Files.write(asha.folder.resolve("some.bin"), noText);

        Computer binu = binuAfterAsha();

        assertThat(binu.read("crlf.txt")).isEqualTo("one\r\ntwo\r\n");
        assertThat(binu.read("bom.txt")).isEqualTo("\uFEFFtext");
        assertThat(Files.readAllBytes(binu.folder.resolve("some.bin"))).isEqualTo(noText);
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("B1 an ignore file hides nothing; an untracked one is never sent, wherever it lies, and stays")
    void ignoreFiles() {
        Computer binu = binuAfterAsha();
        asha.write(".gitignore", "*.json\n");
        asha.write("ingredients/.gitignore", "*\n");
        asha.write("audio/take.json", "{}");
        asha.synced();
        binu.synced();

        assertThat(team.atPlace()).containsKey("audio/take.json").containsKey("metadata.json");
        assertThat(team.atPlace()).doesNotContainKeys(".gitignore", "ingredients/.gitignore");
        assertThat(asha.texts()).containsKeys(".gitignore", "ingredients/.gitignore");
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);

        binu.edit(Team.TITUS, "a verse", "a new verse");
        binu.synced();
        asha.synced();
        assertThat(asha.texts()).containsKeys(".gitignore", "ingredients/.gitignore");
    }

    @Test
    @DisplayName("B1 an ignore file that the place has is a file like any other")
    void trackedIgnoreFile() {
        Computer binu = binuAfterAsha();
        team.plainGitPushes(".gitignore", "*.tmp\n");
        asha.synced();
        asha.write(".gitignore", "*.tmp\n*.bak\n");
        asha.synced();
        binu.synced();

        assertThat(binu.read(".gitignore")).isEqualTo("*.tmp\n*.bak\n");
    }

    @Test
    @DisplayName("B1 what belongs to git, Mercurial or Masora in the folder is never scanned")
    void toolFolders() {
        asha.write(".git/config", "[core]");
        asha.write(".hg/store/data", "x");
        asha.write("sub/.GIT/config", "x");
        asha.write(".masora-note", "x");

        asha.synced();

        assertThat(team.atPlace().keySet()).containsExactlyInAnyOrder("metadata.json", Team.TITUS);
    }

    // B2

    @Test
    @DisplayName("B2 on a disk that decomposes names a file is the same file under its first name")
    void decomposedNames() {
        String composed = Normalizer.normalize("ingredients/Épître.txt", Normalizer.Form.NFC);
        asha.write(composed, "un");
        asha.synced();
        Computer mac = team.computer("mac", Jimfs.newFileSystem(decomposing())).download();

        assertThat(mac.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
        mac.write(composed, "deux");
        mac.synced();

        assertThat(team.atPlace()).hasSize(3).containsEntry(composed, "deux");
        asha.synced();
        assertThat(asha.read(composed)).isEqualTo("deux");
        asha.write(composed, "trois");
        asha.synced();
        mac.synced();
        assertThat(mac.read(composed)).isEqualTo("trois");
        assertThat(mac.texts()).hasSize(3);
        assertThat(mac.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    /** As HFS+ does: names are stored decomposed, and found in any form and case. */
    private static Configuration decomposing() {
        return Configuration.osX().toBuilder()
                .setNameDisplayNormalization(com.google.common.jimfs.PathNormalization.NFD)
                .setNameCanonicalNormalization(
                        com.google.common.jimfs.PathNormalization.NFD,
                        com.google.common.jimfs.PathNormalization.CASE_FOLD_ASCII)
                .build();
    }

    @Test
    @DisplayName(
            "B2 on a disk that looks at no case a file written in another case is the same file under its first name")
    void otherCase() throws IOException {
        asha.write("Notes.txt", "one");
        asha.synced();
        Computer win =
                team.computer("win", Jimfs.newFileSystem(Configuration.osX())).download();
        Files.move(win.folder.resolve("Notes.txt"), win.folder.resolve("notes.tmp"));
        Files.move(win.folder.resolve("notes.tmp"), win.folder.resolve("notes.txt"));
        win.write("notes.txt", "two");

        win.synced();

        assertThat(team.atPlace()).containsEntry("Notes.txt", "two").doesNotContainKey("notes.txt");
        asha.synced();
        asha.write("Notes.txt", "three");
        asha.synced();
        win.synced();
        assertThat(win.read("notes.txt")).isEqualTo("three");
    }

    // B3

    private Map<String, Entry> entriesNoFolderCanHold() {
        Map<String, Entry> entries = new TreeMap<>();
        entries.put("link", new Entry(Entry.Mode.LINK, team.file("../elsewhere").id()));
        entries.put("sub", new Entry(Entry.Mode.SUBMODULE, new BlobId("1".repeat(40))));
        entries.put("INGREDIENTS/tit.USFM", team.file("a rival by case"));
        entries.put("AUX.txt", team.file("a device"));
        entries.put("tools/.git/hooks/post-checkout", team.file("never"));
        entries.put(
                "run.sh",
                new Entry(Entry.Mode.EXECUTABLE, team.file("#!/bin/sh\n").id()));
        entries.put(
                "prn",
                new Entry(
                        Entry.Mode.EXECUTABLE, team.file("an executable device").id()));
        return entries;
    }

    private Snapshot carriedAtPlace() {
        Snapshot there = team.contentAtPlace();
        Map<String, Entry> carried = new TreeMap<>();
        entriesNoFolderCanHold().keySet().forEach(path -> there.entry(path).ifPresent(e -> carried.put(path, e)));
        return Snapshot.of(carried);
    }

    @Test
    @DisplayName(
            "B3 what the folder cannot hold is not written, and carried byte for byte with its mode into every revision sent")
    void carried() {
        Computer binu = binuAfterAsha();
        Map<String, Entry> entries = entriesNoFolderCanHold();
        team.plainGitPushes(content -> with(content, entries));
        binu.synced();

        assertThat(binu.texts().keySet()).containsExactlyInAnyOrder("metadata.json", Team.TITUS, "run.sh");
        binu.edit(Team.TITUS, "a verse", "a new verse");
        binu.synced();
        assertThat(carriedAtPlace()).isEqualTo(Snapshot.of(entries));

        asha.edit(Team.TITUS, "b verse", "b other verse");
        asha.synced();
        binu.synced();
        assertThat(carriedAtPlace()).isEqualTo(Snapshot.of(entries));
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("B3 what folder and project cannot share is shown, by the sync that met it and ever after")
    void shown() throws IOException {
        Computer binu = binuAfterAsha();
        Map<String, Entry> entries = entriesNoFolderCanHold();
        team.plainGitPushes(content -> with(content, entries));
        Files.createSymbolicLink(binu.folder.resolve("my-link"), binu.folder.resolveSibling("elsewhere"));
        List<String> notHeld = entries.keySet().stream()
                .filter(path -> !path.equals("run.sh"))
                .sorted()
                .toList();
        FolderLimits limits = new FolderLimits(List.of("my-link"), notHeld);
        assertThat(binu.status().limits()).isEqualTo(new FolderLimits(List.of("my-link"), List.of()));

        binu.synced();
        assertThat(binu.lastReport().limits()).isEqualTo(limits);
        assertThat(binu.status().limits()).isEqualTo(limits);
        binu.sync();
        assertThat(binu.lastReport().limits()).isEqualTo(limits);

        Files.delete(binu.folder.resolve("my-link"));
        team.plainGitPushes(content -> content.without("AUX.txt"));
        binu.sync();
        assertThat(binu.lastReport().limits())
                .isEqualTo(new FolderLimits(
                        List.of(),
                        notHeld.stream().filter(path -> !path.equals("AUX.txt")).toList()));
        assertThat(asha.status().limits()).isEqualTo(FolderLimits.NONE);
    }

    private static Snapshot with(Snapshot content, Map<String, Entry> entries) {
        Snapshot changed = content;
        for (var entry : entries.entrySet()) {
            changed = changed.with(entry.getKey(), entry.getValue());
        }
        return changed;
    }

    @Test
    @DisplayName("B3 a download carries it too, and tells what it did not write")
    void carriedFromADownload() {
        asha.synced();
        Map<String, Entry> entries = entriesNoFolderCanHold();
        // Of two folders that nothing stands in yet the smaller name wins, so this one has no rival here.
        entries.remove("INGREDIENTS/tit.USFM");
        team.plainGitPushes(content -> with(content, entries));
        Computer binu = team.computer("binu").download();

        binu.edit(Team.TITUS, "a verse", "a new verse");
        binu.synced();

        assertThat(carriedAtPlace()).isEqualTo(Snapshot.of(entries));
        assertThat(binu.texts().keySet()).containsExactlyInAnyOrder("metadata.json", Team.TITUS, "run.sh");
    }

    @Test
    @DisplayName("B3 changed at the place it is carried as changed and not written to disk; removed there it is gone")
    void changedAtThePlace() {
        Computer binu = binuAfterAsha();
        team.plainGitPushes(content -> with(content, entriesNoFolderCanHold()));
        binu.synced();
        team.plainGitPushes("AUX.txt", "another device");
        team.plainGitPushes(content -> content.without("link"));
        binu.edit(Team.TITUS, "a verse", "a new verse");

        binu.synced();

        assertThat(team.atPlace()).containsEntry("AUX.txt", "another device").doesNotContainKey("link");
        assertThat(binu.texts().keySet()).containsExactlyInAnyOrder("metadata.json", Team.TITUS, "run.sh");
        binu.edit(Team.TITUS, "b verse", "b new verse");
        binu.synced();
        assertThat(team.atPlace()).containsEntry("AUX.txt", "another device").doesNotContainKey("link");
    }

    @Test
    @DisplayName("B3 a file deleted here does not take its carried rival along: that one comes into the folder")
    void theRivalGoes() {
        Computer binu = binuAfterAsha();
        asha.write("Notes.txt", "mine");
        asha.synced();
        team.plainGitPushes("notes.txt", "theirs");
        binu.synced();
        assertThat(binu.texts()).containsKey("Notes.txt").doesNotContainKey("notes.txt");

        binu.delete("Notes.txt");
        binu.sync();
        binu.sync();

        assertThat(team.atPlace()).containsEntry("notes.txt", "theirs").doesNotContainKey("Notes.txt");
        assertThat(binu.read("notes.txt")).isEqualTo("theirs");
        assertThat(binu.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("B3 a link where the folder had a file is no deletion of the file")
    void aLinkInTheFolder() throws IOException {
        asha.write("notes.txt", "one");
        Computer binu = binuAfterAsha();
        Path notes = binu.folder.resolve("notes.txt");
        Files.move(notes, binu.folder.resolveSibling("elsewhere.txt"));
        Files.createSymbolicLink(notes, binu.folder.resolveSibling("elsewhere.txt"));
        binu.edit(Team.TITUS, "a verse", "a new verse");

        binu.synced();

        assertThat(team.atPlace()).containsEntry("notes.txt", "one");
        team.plainGitPushes("notes.txt", "two");
        asha.edit(Team.TITUS, "b verse", "b new verse");
        asha.synced();
        binu.sync();
        assertThat(binu.read(Team.TITUS)).contains("b new verse");
        assertThat(Files.isSymbolicLink(notes)).isTrue();
        assertThat(Files.readString(binu.folder.resolveSibling("elsewhere.txt")))
                .isEqualTo("one");
        binu.edit(Team.TITUS, "c verse", "c new verse");
        binu.synced();
        assertThat(team.atPlace()).containsEntry("notes.txt", "two");
    }

    // B5

    @Test
    @DisplayName("B5 an editor that saves while changes come in: its words are kept, merged and sent")
    void editorSavesMeanwhile() {
        Computer binu = binuAfterAsha();
        asha.edit(Team.TITUS, "a verse", "a new verse");
        asha.synced();
        Meanwhile saves =
                Meanwhile.during(Phase.APPLYING, () -> binu.edit(Team.TITUS, "h verse", "h typed just now verse"));

        binu.sync(SyncOptions.PLAIN, saves);

        assertThat(saves.happened()).isTrue();
        assertThat(binu.read(Team.TITUS)).contains("a new verse").contains("h typed just now verse");
        assertThat(binu.everKept(Team.TITUS)).anyMatch(text -> text.contains("just now") && !text.contains("a new"));
        binu.sync();
        asha.sync();
        assertThat(asha.texts()).isEqualTo(binu.texts()).isEqualTo(team.atPlace());
    }

    @Test
    @DisplayName(
            "B5 an editor that saves the same verse meanwhile: the received text stands, what it saved waits as a reading")
    void editorSavesTheSameVerse() {
        Computer binu = binuAfterAsha();
        asha.edit(Team.TITUS, "a verse", "a new verse");
        asha.synced();
        Meanwhile saves =
                Meanwhile.during(Phase.APPLYING, () -> binu.edit(Team.TITUS, "a verse", "a typed just now verse"));

        binu.sync(SyncOptions.PLAIN, saves);

        assertThat(saves.happened()).isTrue();
        assertThat(binu.read(Team.TITUS)).contains("a new verse");
        assertThat(binu.conflicts()).hasSize(1);
        assertThat(new String(binu.conflicts().getFirst().other().orElseThrow(), UTF_8))
                .contains("just now");
        binu.sync();
        asha.sync();
        assertThat(asha.conflicts()).hasSize(1);
    }

    @Test
    @DisplayName("B5 an editor that deletes a file meanwhile, or makes one where one comes")
    void editorDeletesAndMakes() {
        Computer binu = binuAfterAsha();
        asha.write("new.txt", "from asha");
        asha.write("other.txt", "stays");
        asha.synced();
        Meanwhile saves = Meanwhile.during(Phase.APPLYING, () -> binu.write("new.txt", "from binu"));

        binu.sync(SyncOptions.PLAIN, saves);

        assertThat(saves.happened()).isTrue();
        String everywhere = binu.read("new.txt")
                + binu.conflicts().stream()
                        .map(view -> new String(view.other().orElse(new byte[0]), UTF_8))
                        .toList();
        assertThat(everywhere).contains("from asha").contains("from binu");
    }

    @Test
    @DisplayName("B5 nothing of Masora's own is left in the folder or beside it")
    void nothingLeft() throws IOException {
        Computer binu = binuAfterAsha();
        asha.edit(Team.TITUS, "a verse", "a new verse");
        asha.write("sub/deep/file.txt", "x");
        asha.synced();
        binu.synced();
        asha.delete("sub/deep/file.txt");
        asha.synced();
        binu.synced();

        try (var all = Files.walk(binu.folder)) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".masora-"))
                    .doesNotContain("deep");
        }
        try (var beside = Files.list(binu.folder.resolveSibling("."))) {
            assertThat(beside.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("project", "masora");
        }
    }

    // D

    @Test
    @DisplayName("D1 a missing folder is never read as deletion")
    void missing() throws IOException {
        asha.synced();
        RevisionId head = head();
        Files.move(asha.folder, asha.folder.resolveSibling("unplugged"));

        assertThat(trouble(asha.stopped(SyncOptions.PLAIN.allowingDeletions())).trouble())
                .isEqualTo(Trouble.MISSING);

        assertThat(head()).isEqualTo(head);
        Files.move(asha.folder.resolveSibling("unplugged"), asha.folder);
        assertThat(asha.sync()).isInstanceOf(PlaceOutcome.UpToDate.class);
    }

    @Test
    @DisplayName("D1 a suddenly empty folder is never read as deletion, whatever anybody allows")
    void empty() {
        asha.synced();
        RevisionId head = head();
        asha.delete(Team.TITUS);
        asha.delete("metadata.json");

        assertThat(trouble(asha.stopped(SyncOptions.PLAIN.allowingDeletions())).trouble())
                .isEqualTo(Trouble.EMPTY);

        assertThat(head()).isEqualTo(head);
        assertThat(asha.undo()).isInstanceOf(Undo.Outcome.class);
    }

    @Test
    @DisplayName("D1 a place that was emptied empties nobody's folder")
    void emptyPlace() {
        Computer binu = binuAfterAsha();
        team.plainGitPushes(content -> Snapshot.EMPTY);

        binu.stopped(SyncOptions.PLAIN.allowingDeletions());

        assertThat(binu.texts()).isEqualTo(asha.texts());
    }

    @Test
    @DisplayName("D2 a deleted book is not sent until it is allowed")
    void deletedBookHere() {
        String jonah = "ingredients/JON.usfm";
        asha.write(jonah, Team.book("red", "green").replace("TIT", "JON"));
        Computer binu = binuAfterAsha();
        RevisionId head = head();
        asha.delete(jonah);

        WouldDelete question = wouldDelete(asha.stopped());
        assertThat(question.fromFolder()).isTrue();
        assertThat(question.stop().losses()).hasSize(1).allMatch(Loss.Book.class::isInstance);
        assertThat(wouldDelete(asha.stopped(SyncOptions.PLAIN.asDryRun())).stop())
                .isEqualTo(question.stop());
        assertThat(head()).isEqualTo(head);

        asha.synced(SyncOptions.PLAIN.allowingDeletions());
        assertThat(team.atPlace()).doesNotContainKey(jonah);

        question = wouldDelete(binu.stopped());
        assertThat(question.fromFolder()).isFalse();
        assertThat(binu.texts()).containsKey(jonah);
        binu.synced(SyncOptions.PLAIN.allowingDeletions());
        assertThat(binu.texts()).doesNotContainKey(jonah);
        assertThat(binu.backups()).isNotEmpty();
    }

    @Test
    @DisplayName("D2 more than 3 other files, more than a tenth of them")
    void files() {
        for (int i = 0; i < 20; i++) {
            asha.write("notes/" + i + ".txt", "note " + i);
        }
        Computer binu = binuAfterAsha();
        for (int i = 0; i < 3; i++) {
            asha.delete("notes/" + i + ".txt");
        }
        asha.synced();
        for (int i = 3; i < 7; i++) {
            asha.delete("notes/" + i + ".txt");
        }

        assertThat(wouldDelete(asha.stopped()).stop().losses()).hasSize(1).allMatch(Loss.Files.class::isInstance);

        asha.synced(SyncOptions.PLAIN.allowingDeletions());
        assertThat(wouldDelete(binu.stopped()).fromFolder()).isFalse();
        binu.synced(SyncOptions.PLAIN.allowingDeletions());
        assertThat(binu.texts()).isEqualTo(asha.texts());
    }

    @Test
    @DisplayName("D2 more than 5 verses emptied, more than a tenth of the book, in either direction")
    void verses() {
        Computer binu = binuAfterAsha();
        String text = asha.read(Team.TITUS);
        for (String letter : List.of("a", "b", "c", "d", "e", "f")) {
            text = text.replace(letter + " " + SEVEN, "");
        }
        asha.write(Team.TITUS, text);

        assertThat(wouldDelete(asha.stopped()).stop().losses()).hasSize(1).allMatch(Loss.Verses.class::isInstance);

        asha.synced(SyncOptions.PLAIN.allowingDeletions());
        assertThat(wouldDelete(binu.stopped()).fromFolder()).isFalse();
        assertThat(binu.read(Team.TITUS)).contains("a " + SEVEN);
    }

    @Test
    @DisplayName(
            "D2 the brake holds before anything is applied too: what is here and what comes stay apart until allowed")
    void nothingIsAppliedBefore() {
        String jonah = "ingredients/JON.usfm";
        asha.write(jonah, Team.book("red", "green").replace("TIT", "JON"));
        Computer binu = binuAfterAsha();
        binu.edit(Team.TITUS, "h verse", "h new verse");
        binu.synced();
        asha.delete(jonah);

        assertThat(wouldDelete(asha.stopped()).fromFolder()).isTrue();

        assertThat(asha.read(Team.TITUS)).doesNotContain("h new verse");
        assertThat(asha.atHub().base()).isNotEqualTo(Optional.of(head()));
        asha.synced(SyncOptions.PLAIN.allowingDeletions());
        assertThat(asha.read(Team.TITUS)).contains("h new verse");
    }
}

package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.project.Blobs;
import org.masora.core.project.PathRules;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.store.ProjectFolder;
import org.masora.store.ScanResult;

/** What only a real disk can show: hard links, killed processes, marks of files, names that are no text (rules B and D). */
class DiskTest {

    @TempDir
    Path directory;

    private DiskProject project;

    @BeforeEach
    void begin() {
        project = new DiskProject(directory);
    }

    // B4

    private Path write(String path, String text) throws IOException {
        Path file = project.folder().resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Snapshot scanned(Blobs blobs, Path index, Instant now) {
        ScanResult result = new ProjectFolder(project.folder()).scan(blobs, () -> {}, index, now, Progress.NONE);
        assertThat(result).isInstanceOf(ScanResult.Scanned.class);
        return ((ScanResult.Scanned) result).snapshot();
    }

    private static String text(Blobs blobs, Snapshot snapshot, String path) {
        return new String(blobs.read(snapshot.entry(path).orElseThrow().id()), UTF_8);
    }

    @Test
    @DisplayName("B4 same size, same name, modification time put back: the change is seen all the same")
    void timePutBack() throws IOException {
        Blobs blobs = Blobs.inMemory();
        Path index = directory.resolve("scan.index");
        Path file = write("a.txt", "old words");
        FileTime time = Files.getLastModifiedTime(file);
        Instant later = Instant.now().plusSeconds(60);
        scanned(blobs, index, later);
        Files.writeString(file, "new words");
        Files.setLastModifiedTime(file, time);

        assertThat(text(blobs, scanned(blobs, index, later.plusSeconds(1)), "a.txt"))
                .isEqualTo("new words");
    }

    @Test
    @DisplayName("B4 another file moved over it with the same size and times is seen")
    void anotherInode() throws IOException {
        Blobs blobs = Blobs.inMemory();
        Path index = directory.resolve("scan.index");
        Path file = write("a.txt", "old words");
        Instant later = Instant.now().plusSeconds(60);
        scanned(blobs, index, later);
        Path other = Files.writeString(directory.resolve("other"), "new words");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(text(blobs, scanned(blobs, index, later.plusSeconds(1)), "a.txt"))
                .isEqualTo("new words");
    }

    @Test
    @DisplayName("B4 marks are believed only of a file that was older than the last scan by two seconds")
    void marksOfAYoungFile() throws IOException {
        Blobs blobs = Blobs.inMemory();
        Path index = directory.resolve("scan.index");
        Path file = write("a.txt", "old words");
        long changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).to(TimeUnit.NANOSECONDS);
        Instant written = Instant.ofEpochSecond(0, changed);
        String pretended = blobs.write("pretended".getBytes(UTF_8)).hex();

        scanned(blobs, index, written.plusMillis(1_900));
        pretend(index, pretended);
        assertThat(text(blobs, scanned(blobs, index, written.plusMillis(1_950)), "a.txt"))
                .as("read again: it may have changed within the tick of the clock")
                .isEqualTo("old words");

        Files.delete(index);
        scanned(blobs, index, written.plusMillis(2_100));
        pretend(index, pretended);
        assertThat(text(blobs, scanned(blobs, index, written.plusMillis(2_150)), "a.txt"))
                .as("believed, so not read")
                .isEqualTo("pretended");
    }

    /** Writes another blob into the index: whoever believes the marks gets that one. */
    private static void pretend(Path index, String blob) throws IOException {
        Files.writeString(index, Files.readString(index).replaceAll("\\b[0-9a-f]{40}\\b", blob));
    }

    @Test
    @DisplayName("B4 where the platform tells no time of the last change, every file is read")
    void withoutTimeOfChange() throws IOException {
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.windows())) {
            Blobs blobs = Blobs.inMemory();
            Path index = directory.resolve("scan.index");
            Path folder = Files.createDirectories(disk.getPath("C:\\project"));
            Path file = Files.writeString(folder.resolve("a.txt"), "old words");
            FileTime time = Files.getLastModifiedTime(file);
            Instant later = Instant.now().plusSeconds(60);
            new ProjectFolder(folder).scan(blobs, () -> {}, index, later, Progress.NONE);
            Files.writeString(file, "new words");
            Files.setLastModifiedTime(file, time);

            ScanResult again =
                    new ProjectFolder(folder).scan(blobs, () -> {}, index, later.plusSeconds(60), Progress.NONE);

            assertThat(again)
                    .isInstanceOfSatisfying(
                            ScanResult.Scanned.class,
                            scanned -> assertThat(text(blobs, scanned.snapshot(), "a.txt"))
                                    .isEqualTo("new words"));
        }
    }

    @Test
    @DisplayName("B4 a damaged or foreign index costs time and nothing else")
    void damagedIndex() throws IOException {
        Blobs blobs = Blobs.inMemory();
        Path index = directory.resolve("scan.index");
        write("a.txt", "old words");
        for (String damage :
                List.of("", "masora-scan-1", "masora-scan-1\tnow\nx\ty", "\0\0\0", "masora-scan-99\t1\n")) {
            Files.writeString(index, damage);
            assertThat(text(blobs, scanned(blobs, index, Instant.now()), "a.txt"))
                    .isEqualTo("old words");
        }
    }

    // B3, D1

    @Test
    @DisplayName("D1 a file whose name is no text makes the folder unreadable, and nothing is taken from it")
    void nameThatIsNoText() throws IOException, InterruptedException {
        project.begin(Team.titus("one", "two"));
        int made = new ProcessBuilder("sh", "-c", "printf x > \"$(printf 'bad\\377name')\"")
                .directory(project.folder().toFile())
                .start()
                .waitFor();
        assumeTrue(made == 0, "this disk takes only names that are text");

        Optional<FolderTrouble> trouble = project.with(session -> session.keep(DiskProject.ACTOR, Progress.NONE));

        assertThat(trouble).map(FolderTrouble::trouble).contains(Trouble.UNREADABLE);
    }

    @Test
    @DisplayName("D1 an unreadable file or folder is never read as deletion")
    void unreadable() throws IOException, InterruptedException {
        Map<String, String> files = Team.titus("one", "two");
        files.put("notes/mine.txt", "mine");
        project.begin(files);
        for (String closed : List.of(Team.TITUS, "notes")) {
            Path path = project.folder().resolve(closed);
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
            Files.setPosixFilePermissions(path, Set.of());
            Optional<String> said;
            try {
                said = project.lookWithoutRights(Files.isReadable(path));
            } finally {
                Files.setPosixFilePermissions(path, before);
            }
            assumeTrue(said.isPresent(), "no process here that may not read everything");

            assertThat(said.get()).contains("UNREADABLE [" + closed);
            assertThat(project.keptTexts()).as("nothing was taken for deleted").isEqualTo(files);
        }
        Optional<FolderTrouble> trouble = project.with(session -> session.keep(DiskProject.ACTOR, Progress.NONE));
        assertThat(trouble).isEmpty();
        assertThat(project.keptTexts()).isEqualTo(files);
    }

    @Test
    @DisplayName(
            "B3 links, pipes and names that are no text come from outside: nothing is followed, nothing hangs, all is carried")
    void whatADiskCannotTake() throws IOException, InterruptedException {
        project.begin(Team.titus("one", "two"));
        Path outside = Files.writeString(directory.resolve("outside.txt"), "mine");
        Files.createSymbolicLink(project.folder().resolve("link.txt"), outside);
        Files.createSymbolicLink(project.folder().resolve("linked"), directory);
        int pipe = new ProcessBuilder("mkfifo", "pipe")
                .directory(project.folder().toFile())
                .start()
                .waitFor();
        assumeTrue(pipe == 0, "no pipes here");
        Map<String, String> files = new TreeMap<>(Team.titus("uno", "two"));
        files.put("link.txt", "theirs");
        files.put("linked/outside.txt", "theirs");
        files.put("pipe", "theirs");
        files.put("bad\uDCFFname", "theirs");
        files.put("../escaped.txt", "theirs");

        Optional<FolderTrouble> trouble = project.with(session -> project.receive(session, files));

        assertThat(trouble).isEmpty();
        assertThat(project.text(Team.TITUS)).contains("uno");
        assertThat(outside).hasContent("mine");
        assertThat(directory.resolve("escaped.txt")).doesNotExist();
        project.with(session -> session.keep(DiskProject.ACTOR, Progress.NONE));
        assertThat(project.keptTexts()).containsAllEntriesOf(files);
    }

    @Test
    @DisplayName("B3 two names that differ by case stand side by side where the disk has both, and both are kept")
    void caseClash() throws IOException {
        write("Notes.txt", "one");
        write("notes.txt", "two");
        assumeTrue(Files.readString(project.folder().resolve("Notes.txt")).equals("one"), "this disk looks at no case");
        project.begin(Team.titus("one", "two"));
        Map<String, String> files = project.keptTexts();
        assertThat(files).containsEntry("Notes.txt", "one").containsEntry("notes.txt", "two");
        files.put("notes.txt", "two more");
        files.put("Notes.txt", "one more");

        project.with(session -> project.receive(session, files));

        assertThat(project.text("notes.txt")).isEqualTo("two more");
        assertThat(project.text("Notes.txt")).isEqualTo("one more");
        assertThat(PathRules.fold("Notes.txt")).isEqualTo(PathRules.fold("notes.txt"));
    }

    // B5

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("B5 an editor that holds the old file open writes into what was set aside: found, kept and merged")
    void writesIntoTheOldFile(boolean atTheEnd) throws IOException {
        Map<String, String> before = Team.titus("one two three", "four five six");
        before.put("later.txt", "old");
        project.begin(before);
        Path file = project.folder().resolve(Team.TITUS);
        String edited = Files.readString(file).replace("four five six", "four five six typed");
        try (FileChannel editor = FileChannel.open(file, StandardOpenOption.WRITE)) {
            Map<String, String> files = Team.titus("uno two three", "four five six");
            files.put("later.txt", "new");
            // The next file is begun, or all are done, when this one is replaced: the editor still has the old one.
            Meanwhile writes = Meanwhile.at(
                    (phase, done, of) -> phase == Phase.APPLYING && (atTheEnd ? done == of : done > 0),
                    () -> write(editor, edited));
            project.with(session -> project.receive(session, files, writes));
            assertThat(writes.happened()).isTrue();
        }

        project.with(session -> session.keep(DiskProject.ACTOR, Progress.NONE));
        assertThat(project.text(Team.TITUS)).contains("uno two three").contains("four five six typed");
        assertThat(project.leftovers()).isEmpty();
    }

    private static void write(FileChannel editor, String text) {
        try {
            editor.truncate(0);
            editor.write(java.nio.ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName(
            "B5 the plug is pulled at any point of an apply: afterwards the folder is untouched or whole, and nothing is lost")
    void killed() throws IOException, InterruptedException {
        Map<String, String> before = new TreeMap<>(Team.titus("one", "two"));
        Map<String, String> after = new TreeMap<>(Team.titus("uno", "due"));
        for (int i = 0; i < 2; i++) {
            before.put("old/" + i + ".txt", "old " + i);
            before.put("both/" + i + ".txt", "before " + i);
            after.put("both/" + i + ".txt", "after " + i);
            after.put("new/" + i + ".txt", "new " + i);
        }
        int ended = 0;
        for (int step = 0; ended == 0; step++) {
            DiskProject each = new DiskProject(directory.resolve("killed at " + step));
            each.begin(before);
            ended = each.receiveInAProcessThatIsKilled(after, step) ? 0 : 1;

            Optional<FolderTrouble> trouble = each.with(session -> session.keep(DiskProject.ACTOR, Progress.NONE));

            assertThat(trouble).as("after step " + step).isEmpty();
            Map<String, String> now = each.texts();
            assertThat(now).as("after step " + step).isIn(before, after);
            assertThat(each.leftovers()).as("after step " + step).isEmpty();
            assertThat(each.everKept("both/0.txt")).contains("before 0");
            assertThat(step).as("an apply has an end").isLessThan(60);
        }
    }

    @Test
    @DisplayName("B5 killed in the middle, then edited by the person: the apply is brought forward around the edit")
    void killedThenEdited() throws IOException, InterruptedException {
        Map<String, String> before = new TreeMap<>(Team.titus("one", "two"));
        Map<String, String> after = new TreeMap<>(Team.titus("uno", "two"));
        for (int i = 0; i < 4; i++) {
            before.put("both/" + i + ".txt", "before " + i);
            after.put("both/" + i + ".txt", "after " + i);
        }
        project.begin(before);
        assertThat(project.receiveInAProcessThatIsKilled(after, 3)).isTrue();
        String text = project.text(Team.TITUS);
        write(Team.TITUS, text.replace("\\v 2 two", "\\v 2 two typed"));

        project.with(session -> session.keep(DiskProject.ACTOR, Progress.NONE));

        assertThat(project.text(Team.TITUS)).contains("uno").contains("two typed");
        assertThat(project.text("both/3.txt")).isEqualTo("after 3");
        assertThat(project.everKept(Team.TITUS)).anyMatch(kept -> kept.contains("two typed"));
    }

    @Test
    @DisplayName("B5 one file after the other is replaced as a whole: a reader never sees a part")
    void neverAPart() throws IOException, InterruptedException {
        String old = "old ".repeat(40_000);
        String fresh = "new ".repeat(40_000);
        project.begin(Map.of("metadata.json", Team.METADATA, "big.txt", old));
        Path file = project.folder().resolve("big.txt");
        AtomicBoolean stop = new AtomicBoolean();
        List<String> wrong = java.util.Collections.synchronizedList(new java.util.ArrayList<>());
        Thread reader = Thread.ofVirtual().start(() -> {
            while (!stop.get()) {
                try {
                    String seen = Files.readString(file);
                    if (!seen.equals(old) && !seen.equals(fresh)) {
                        wrong.add(seen.substring(0, Math.min(20, seen.length())));
                    }
                } catch (IOException gone) {
                    wrong.add(gone.toString());
                }
            }
        });

        project.with(session -> project.receive(session, Map.of("metadata.json", Team.METADATA, "big.txt", fresh)));

        stop.set(true);
        reader.join();
        assertThat(wrong).isEmpty();
        assertThat(file).hasContent(fresh);
    }
}

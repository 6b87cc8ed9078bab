package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.json.JsonValue;
import org.masora.hub.Hub;
import org.masora.hub.HubStartException;
import org.masora.testkit.GitBackend;

/** Repositories on a server whose names would do harm in a folder, made of git's raw objects as no git program makes them. */
final class HostileRepositoryTest {
    private static final String FILE = "100644";
    private static final String LINK = "120000";
    private static final String FOLDER = "40000";
    private static final String TITUS = "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n\\v 2 Two.\n";

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path temp = Path.of("");

    private static Hub hub;
    private static int projects;

    private Path project = Path.of("");
    private Path git = Path.of("");
    private String repository = "";
    private TestComputer asha = new TestComputer(Path.of(""));
    private TestComputer binu = asha;

    @BeforeAll
    static void aHub() throws HubStartException {
        assumeTrue(GitBackend.hasGit(), "skipped: no git program here");
        hub = TestComputer.hub(shared.resolve("hub"));
    }

    @AfterAll
    static void noHub() {
        if (hub != null) {
            hub.close();
        }
    }

    @BeforeEach
    void aProjectOnTheHub() throws IOException {
        asha = new TestComputer(temp.resolve("asha"));
        binu = new TestComputer(temp.resolve("binu"));
        String address = hub.base().toString();
        assertThat(asha.login(address).code()).isZero();
        assertThat(binu.login(address).code()).isZero();
        project = Files.createDirectories(temp.resolve("folders/project"));
        Files.writeString(project.resolve("57-TIT.usfm"), TITUS);
        String title = "Names " + ++projects;
        asha.done("add", project.toString(), "--name", title, "--language", "en");
        asha.done("sync", project.toString(), "--private");
        repository = "maria/en-textTranslation-" + title.replace(' ', '_');
        git = temp.resolve("raw.git");
        GitBackend.git(temp, "init", "-q", "--bare", "-b", "main", git.toString());
    }

    @Test
    @DisplayName("B3 names that climb out, clash or are reserved are written nowhere, shown, and stay in the project")
    void namesThatNoFolderHolds() throws IOException {
        String bad = blob("never");
        String climbing = tree(entry(FILE, "escaped.txt", bad));
        Map<String, String> entries = new TreeMap<>(Map.of(
                "57-TIT.usfm", entry(FILE, "57-TIT.usfm", blob(TITUS)),
                "57-tit.USFM", entry(FILE, "57-tit.USFM", blob("a rival")),
                "..", entry(FOLDER, "..", tree(entry(FOLDER, "..", climbing))),
                ".git", entry(FOLDER, ".git", tree(entry(FILE, "config", bad))),
                "aux.txt", entry(FILE, "aux.txt", bad),
                "stream:a.txt", entry(FILE, "stream:a.txt", bad),
                "up\\..\\x.txt", entry(FILE, "up\\..\\x.txt", bad),
                "link", entry(LINK, "link", blob("../../outside")),
                "notes.txt", entry(FILE, "notes.txt", blob("harmless"))));
        String hostile = tree(entries.values().toArray(String[]::new));
        push(hostile);
        List<String> notHeld = Stream.of(
                        "../../escaped.txt", ".git/config", "aux.txt", "link", "stream:a.txt", "up\\..\\x.txt")
                .toList();

        Path copy = temp.resolve("folders/copy");
        CommandRun downloaded = binu.masora("download", repository, copy.toString());
        assertThat(downloaded.code()).as(downloaded.toString()).isZero();
        assertThat(downloaded.out()).contains("cannot hold 7 files").contains("../../escaped.txt");
        CommandRun received = asha.masora("sync", project.toString(), "--json");
        assertThat(received.code()).as(received.toString()).isZero();
        assertThat(texts(received.json().getFirst(), "/notHeld")).containsAll(notHeld);
        assertThat(texts(
                        asha.masora("status", project.toString(), "--json")
                                .json()
                                .getFirst(),
                        "/notHeld"))
                .containsAll(notHeld)
                .hasSize(7);

        Files.writeString(copy.resolve("57-TIT.usfm"), TITUS.replace("Two", "Dos"));
        binu.done("sync", copy.toString());
        asha.done("sync", project.toString());

        Map<String, String> expected =
                new TreeMap<>(Map.of("57-TIT.usfm", TITUS.replace("Two", "Dos"), "notes.txt", "harmless"));
        assertThat(files(project)).isEqualTo(expected);
        assertThat(files(temp.resolve("folders")).keySet())
                .allMatch(path -> path.startsWith("project/") || path.startsWith("copy/"));
        entries.put("57-TIT.usfm", entry(FILE, "57-TIT.usfm", blob(TITUS.replace("Two", "Dos"))));
        assertThat(mainTree()).isEqualTo(tree(entries.values().toArray(String[]::new)));
    }

    @Test
    @DisplayName("B3 a tree whose names are whole paths is damage: nothing of it is used, and that is said")
    void pathsInsteadOfNames() throws IOException {
        String bad = blob("never");
        for (String path : List.of("../escaped.txt", "/tmp/escaped.txt", "a/../../escaped.txt")) {
            push(tree(entry(FILE, path, bad), entry(FILE, "57-TIT.usfm", blob(TITUS))));

            Path copy = temp.resolve("folders/copy");
            CommandRun downloaded = binu.masora("download", repository, copy.toString());
            assertThat(downloaded.code()).as(downloaded.toString()).isEqualTo(1);
            assertThat(downloaded.err()).contains("M-0609");
            CommandRun received = asha.masora("sync", project.toString());
            assertThat(received.code()).as(received.toString()).isEqualTo(1);
            assertThat(received.err()).contains("M-0609");
            assertThat(copy).doesNotExist();
        }
        assertThat(files(temp.resolve("folders"))).containsExactly(Map.entry("project/57-TIT.usfm", TITUS));
    }

    @Test
    @DisplayName("B3 two downloads into folders that differ by case alone stay apart, or the second is refused")
    void foldersThatDifferByCase() throws IOException {
        Path first = temp.resolve("folders/Copy");
        Path second = temp.resolve("folders/copy");
        binu.done("download", repository, first.toString());
        CommandRun other = binu.masora("download", repository, second.toString());
        if (other.code() != 0) {
            assertThat(other.err()).contains("M-0532");
            assertThat(first.resolve("57-TIT.usfm")).hasContent(TITUS);
            return;
        }
        assertThat(binu.masora("status", "COPY").err()).as("which of the two?").contains("M-0502");
        Files.writeString(first.resolve("57-TIT.usfm"), TITUS.replace("Two", "Dos"));
        assertThat(second.resolve("57-TIT.usfm")).hasContent(TITUS);
        binu.done("sync", first.toString());
        binu.done("sync", second.toString());
        assertThat(files(second)).isEqualTo(files(first));
    }

    // Raw objects

    private String blob(String content) throws IOException {
        return object("blob", content.getBytes(StandardCharsets.UTF_8));
    }

    /** An entry of a tree, in hexadecimal: its mode, its name whatever that is, and what it names. */
    private static String entry(String mode, String name, String id) {
        byte[] start = (mode + " " + name + "\0").getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(start) + id;
    }

    private String tree(String... entries) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (String entry : entries) {
            content.write(HexFormat.of().parseHex(entry));
        }
        return object("tree", content.toByteArray());
    }

    private String object(String type, byte[] content) throws IOException {
        Path file = Files.write(temp.resolve("object"), content);
        return GitBackend.git(git, "hash-object", "-t", type, "-w", "--literally", file.toString());
    }

    /** Somebody sends this content with git, on top of what is there. */
    private void push(String tree) {
        GitBackend.git(git, "fetch", "-q", address(), "main");
        String commit = GitBackend.git(
                git,
                "-c",
                "user.name=mallory",
                "-c",
                "user.email=mallory@example.org",
                "commit-tree",
                "-p",
                "FETCH_HEAD",
                "-m",
                "names",
                tree);
        GitBackend.git(git, "push", "-q", address(), commit + ":refs/heads/main");
    }

    private String mainTree() {
        GitBackend.git(git, "fetch", "-q", address(), "main");
        return GitBackend.git(git, "rev-parse", "FETCH_HEAD^{tree}");
    }

    private String address() {
        URI base = hub.base();
        String person = TestComputer.USER + ":" + TestComputer.PASSWORD.replace(" ", "%20");
        return "http://" + person + "@" + base.getAuthority() + "/" + repository + ".git";
    }

    private static List<String> texts(JsonValue object, String path) {
        return object.elements(path).stream()
                .map(value -> value.text("").orElseThrow())
                .toList();
    }

    /** Every file below a folder, nothing left out. */
    private static Map<String, String> files(Path below) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(below)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(below.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }
}

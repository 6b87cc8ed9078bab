package org.masora.app.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The git program itself merges in real repositories, with Masora as its driver and its mergetool. */
final class GitDriverTest {
    /** One line for all verses, so that git alone could merge nothing here. */
    private static final String BOOK = "\\id TIT\n\\h Titus\n\\c 1\n\\p \\v 1 One. \\v 2 Two. \\v 3 Three.\n";

    @TempDir
    private Path temp = Path.of("");

    private Path repository = Path.of("");
    private String masora = "";

    private record Ended(int code, String said) {}

    @BeforeEach
    void aRepositoryWithTheDriver() throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "skipped: the starter is for a POSIX shell");
        repository = Files.createDirectories(temp.resolve("a project's repository"));
        Path starter = Files.createDirectories(temp.resolve("the tool's place")).resolve("masora");
        Files.writeString(
                starter, """
                #!/bin/sh
                exec '%s/bin/java' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' org.masora.app.cli.Masora "$@"
                """.formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
        assertThat(starter.toFile().setExecutable(true)).isTrue();
        masora = starter.toString();
        git("init", "-q", "-b", "main");
        git("config", "user.name", "A Person");
        git("config", "user.email", "person@example.org");
        assertThat(setup().install(masora)).isInstanceOf(GitSetup.Result.Done.class);
    }

    @Test
    void versesOfOneLineComeTogetherInAMerge() throws Exception {
        diverge("my books/TIT file.usfm", BOOK, BOOK.replace("One", "Uno"), BOOK.replace("Three", "Drei"));
        Ended merge = run("merge", "-q", "--no-edit", "other");
        assertThat(merge.code()).as(merge.said()).isZero();
        assertThat(read("my books/TIT file.usfm"))
                .isEqualTo(BOOK.replace("One", "Uno").replace("Three", "Drei"));
    }

    @Test
    void aRebaseAndACherryPickToo() throws Exception {
        diverge("57-TIT.SFM", BOOK, BOOK.replace("One", "Uno"), BOOK.replace("Three", "Drei"));
        String both = BOOK.replace("One", "Uno").replace("Three", "Drei");
        git("checkout", "-q", "-b", "picked");
        Ended pick = run("cherry-pick", "other");
        assertThat(pick.code()).as(pick.said()).isZero();
        assertThat(read("57-TIT.SFM")).isEqualTo(both);
        git("checkout", "-q", "main");
        Ended rebase = run("rebase", "-q", "other");
        assertThat(rebase.code()).as(rebase.said()).isZero();
        assertThat(read("57-TIT.SFM")).isEqualTo(both);
    }

    @Test
    void aConflictHasMarkersAroundTheVerseAndItsStages() throws Exception {
        diverge("TIT.usfm", BOOK, BOOK.replace("Two", "Dos").replace("One", "Uno"), BOOK.replace("Two", "Zwei"));
        Ended merge = run("merge", "-q", "--no-edit", "other");
        assertThat(merge.code()).isEqualTo(1);
        assertThat(merge.said()).contains("TIT 1:2: both changed the words of this verse.");
        assertThat(read("TIT.usfm")).isEqualTo("""
                \\id TIT
                \\h Titus
                \\c 1
                \\p \\v 1 Uno.\s
                <<<<<<< ours
                \\v 2 Dos.\s
                ||||||| base
                \\v 2 Two.\s
                =======
                \\v 2 Zwei.\s
                >>>>>>> theirs
                \\v 3 Three.
                """);
        assertThat(git("ls-files", "--unmerged").lines()).hasSize(3);
        assertThat(git("show", ":3:TIT.usfm")).contains("Zwei");
    }

    @Test
    void theMergetoolAsksAndSettles() throws Exception {
        diverge("TIT.usfm", BOOK, BOOK.replace("Two", "Dos").replace("One", "Uno"), BOOK.replace("Two", "Zwei"));
        run("merge", "-q", "--no-edit", "other");
        String marked = read("TIT.usfm");
        Ended undecided = withInput("\n", "mergetool", "--no-prompt");
        assertThat(undecided.code()).as(undecided.said()).isNotZero();
        assertThat(read("TIT.usfm")).isEqualTo(marked);
        Ended decided = withInput("2\n", "mergetool", "--no-prompt");
        assertThat(decided.code()).as(decided.said()).isZero();
        assertThat(decided.said()).contains("\\v 2 Zwei.").contains("Question 1 of 1");
        assertThat(read("TIT.usfm")).isEqualTo(BOOK.replace("Two", "Zwei").replace("One", "Uno"));
        assertThat(git("ls-files", "--unmerged")).isEmpty();
    }

    @Test
    void aBookAddedOnBothSidesIsMergedByVerse() throws Exception {
        commit("readme.txt", "a\n", "begin");
        git("checkout", "-q", "-b", "other");
        commit("TIT.usfm", BOOK.replace("Two", "Zwei") + "\\c 2\n\\p\n\\v 1 Neu.\n", "theirs");
        git("checkout", "-q", "main");
        commit("TIT.usfm", BOOK.replace("Two", "Dos"), "ours");
        Ended merge = run("merge", "-q", "--no-edit", "other");
        assertThat(merge.code()).isEqualTo(1);
        assertThat(read("TIT.usfm"))
                .contains(
                        "\\v 1 One. \n<<<<<<< ours\n\\v 2 Dos. \n||||||| base\n=======\n\\v 2 Zwei. \n>>>>>>> theirs\n")
                .endsWith("\\v 3 Three.\n\\c 2\n\\p\n\\v 1 Neu.\n");
    }

    @Test
    void severalCommonAncestorsLeaveNoMarkersInTheText() throws Exception {
        commit("TIT.usfm", BOOK, "begin");
        git("branch", "other");
        commit("TIT.usfm", BOOK.replace("Two", "Dos"), "ours");
        git("tag", "ours1");
        git("checkout", "-q", "other");
        commit("TIT.usfm", BOOK.replace("Two", "Zwei"), "theirs");
        git("tag", "theirs1");
        // Each takes in the other and decides for itself: from now on the two have two common ancestors.
        decideMerge("ours1", BOOK.replace("Two", "Zwei").replace("Three", "Drei"));
        git("checkout", "-q", "main");
        decideMerge("theirs1", BOOK.replace("Two", "Dos").replace("One", "Uno"));
        Ended merge = run("merge", "-q", "--no-edit", "other");
        assertThat(git("merge-base", "--all", "HEAD", "other").lines()).hasSize(2);
        assertThat(merge.code()).isEqualTo(1);
        assertThat(read("TIT.usfm"))
                .contains(
                        "\\v 1 Uno. \n<<<<<<< ours\n\\v 2 Dos. \n||||||| base\n\\v 2 Two. \n=======\n\\v 2 Zwei. \n>>>>>>>")
                .endsWith("\\v 3 Drei.\n");
    }

    @Test
    void windowsLineEndsAndOtherEncodingsStay() throws Exception {
        git("config", "core.autocrlf", "false");
        String base = BOOK.replace("\n", "\r\n").replace("Two", "caf\u00e9");
        diverge(
                "TIT.usfm",
                latin(base),
                latin(base.replace("One", "U\u00f1o")),
                latin(base.replace("Three", "Dr\u00e9i")));
        Ended merge = run("merge", "-q", "--no-edit", "other");
        assertThat(merge.code()).as(merge.said()).isZero();
        assertThat(Files.readAllBytes(repository.resolve("TIT.usfm")))
                .isEqualTo(latin(base.replace("One", "U\u00f1o").replace("Three", "Dr\u00e9i")));
    }

    @Test
    @DisplayName("M5 the metadata of a burrito is merged by field")
    void metadataIsMergedByField() throws Exception {
        String base = "{\"identification\":{\"name\":{\"en\":\"A\"},\"description\":{\"en\":\"D\"}}}";
        diverge("metadata.json", base, base.replace("\"A\"", "\"B\""), base.replace("\"D\"", "\"E\""));
        Ended merge = run("merge", "-q", "--no-edit", "other");
        assertThat(merge.code()).as(merge.said()).isZero();
        assertThat(read("metadata.json"))
                .isEqualTo("{\"identification\":{\"name\":{\"en\":\"B\"},\"description\":{\"en\":\"E\"}}}");
    }

    @Test
    void installTwiceChangesNothingAndUninstallTakesAllBack() throws Exception {
        Path attributes = repository.resolve(".git/info/attributes");
        assertThat(setup().install(masora)).isEqualTo(new GitSetup.Result.Done(List.of()));
        assertThat(setup().uninstall()).isNotEqualTo(new GitSetup.Result.Done(List.of()));
        assertThat(attributes).doesNotExist();
        assertThat(git("config", "--local", "--list")).doesNotContain("masora");
        assertThat(setup().uninstall()).isEqualTo(new GitSetup.Result.Done(List.of()));

        Files.createDirectories(attributes.getParent());
        Files.writeString(attributes, "*.png binary");
        git("config", "merge.tool", "meld");
        String config = Files.readString(repository.resolve(".git/config"));
        GitSetup.Result result = setup().install(masora);
        assertThat(result)
                .isInstanceOfSatisfying(
                        GitSetup.Result.Done.class,
                        done -> assertThat(done.changes()).contains(new GitSetup.Change.OtherTool("meld")));
        assertThat(git("check-attr", "merge", "a/b.usfm", "c.png").lines())
                .containsExactly("a/b.usfm: merge: masora", "c.png: merge: unset");
        setup().uninstall();
        assertThat(attributes).hasContent("*.png binary\n");
        assertThat(repository.resolve(".git/config")).hasContent(config);
    }

    @Test
    void settingsOfAPersonGoWhereGitKeepsThem() throws Exception {
        GitSetup person = GitSetup.ofPerson(environment());
        assertThat(person.install(masora)).isInstanceOf(GitSetup.Result.Done.class);
        Path home = temp.resolve("home");
        assertThat(home.resolve(".gitconfig")).content().contains("masora-ancestor");
        assertThat(home.resolve(".config/git/attributes")).content().contains("metadata.json merge=masora");
        person.uninstall();
        assertThat(home.resolve(".gitconfig")).content().doesNotContain("masora");
        assertThat(home.resolve(".config/git/attributes")).doesNotExist();
    }

    @Test
    void aFolderWithoutARepositoryIsLeftAlone() throws Exception {
        Path folder = Files.createDirectories(temp.resolve("plain"));
        assertThat(GitSetup.ofRepository(folder, environment()).install(masora))
                .isEqualTo(new GitSetup.Result.NoRepository(folder));
        assertThat(folder).isEmptyDirectory();
    }

    private void decideMerge(String other, String decision) throws Exception {
        assertThat(run("merge", "-q", "--no-edit", other).code()).isEqualTo(1);
        commit("TIT.usfm", decision, "merge with a decision");
    }

    private void diverge(String path, String base, String ours, String theirs) throws Exception {
        diverge(path, utf8(base), utf8(ours), utf8(theirs));
    }

    private void diverge(String path, byte[] base, byte[] ours, byte[] theirs) throws Exception {
        commit(path, base, "begin");
        git("checkout", "-q", "-b", "other");
        commit(path, theirs, "theirs");
        git("checkout", "-q", "main");
        commit(path, ours, "ours");
    }

    private void commit(String path, String text, String message) throws Exception {
        commit(path, utf8(text), message);
    }

    private void commit(String path, byte[] content, String message) throws Exception {
        Path file = repository.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, content);
        git("add", "-A");
        git("commit", "-q", "-m", message);
    }

    private String read(String path) throws IOException {
        return Files.readString(repository.resolve(path));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private GitSetup setup() {
        return GitSetup.ofRepository(repository, environment());
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH", System.getenv().getOrDefault("PATH", ""),
                "HOME", temp.resolve("home").toString(),
                "LC_ALL", "C.UTF-8",
                "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_EDITOR", "true");
    }

    private String git(String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.code())
                .as("git " + List.of(arguments) + ": " + ended.said())
                .isZero();
        return ended.said();
    }

    private Ended run(String... arguments) throws Exception {
        return withInput("", arguments);
    }

    private Ended withInput(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Files.createDirectories(temp.resolve("home"));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(repository.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment());
        Process process = builder.start();
        process.getOutputStream().write(utf8(input));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said);
    }
}

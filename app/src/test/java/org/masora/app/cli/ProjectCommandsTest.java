package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.json.JsonValue;
import org.masora.hub.Hub;
import org.masora.hub.HubStartException;
import org.masora.testkit.ApiCaller;

/** The life of a project by commands alone, with a hub in this process: what they do, say, and end with. */
final class ProjectCommandsTest {
    private static final String TITUS = "\\id TIT\n\\c 1\n\\p\n\\v 1 One.\n\\v 2 Two.\n\\v 3 Three.\n";

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path temp = Path.of("");

    private static Hub hub;
    private static int projects;

    private Path project = Path.of("");
    private String title = "";

    @BeforeAll
    static void aHub() throws HubStartException {
        hub = TestComputer.hub(shared.resolve("hub"));
    }

    @AfterAll
    static void noHub() {
        hub.close();
    }

    @BeforeEach
    void aProject() throws IOException {
        project = Files.createDirectories(temp.resolve("project"));
        title = "Titus " + ++projects;
        write(TITUS);
    }

    @Test
    void loginKeepsATokenAndLogoutTakesItBack() {
        assertThat(login().code()).isZero();
        CommandRun accounts = masora("accounts", "--json");
        JsonValue account = accounts.json().getFirst().at("/accounts/0").orElseThrow();
        assertThat(account.text("/user")).contains("maria");
        assertThat(account.toString()).doesNotContain(TestComputer.PASSWORD).doesNotContain("\"token\"");
        CommandRun logout = masora("logout");
        assertThat(logout.code()).isZero();
        assertThat(logout.out()).contains("Logged out maria@").contains("has taken back the token");
        assertThat(masora("accounts").out()).contains("Nobody is logged in");
        assertThat(masora("logout").code()).isEqualTo(5);
    }

    @Test
    void aWrongPasswordIsARefusalAndIsNotRepeated() {
        CommandRun run = masoraHearing("not the secret\n", "login", "hub", address(), "--user", "maria");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("M-0602").doesNotContain("not the secret");
        assertThat(masoraHearing("", "login", "hub", address(), "--user", "maria")
                        .code())
                .as("nobody at the terminal and nothing on standard input")
                .isEqualTo(2);
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        CommandRun run = masoraHearing("x\n", "login", "hub", "http://127.0.0.1:" + port, "--user", "maria");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("M-0601");
    }

    @Test
    void anAddressThatWouldGiveThePasswordAwayIsNotUsed() {
        assertThat(masoraHearing("x\n", "login", "hub", "http://example.org", "--user", "m")
                        .code())
                .isEqualTo(2);
        CommandRun run = masoraHearing("x\n", "login", "hub", "https://maria:hidden@example.org", "--user", "m");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("M-0672").doesNotContain("hidden");
    }

    @Test
    void aFolderThatDoesNotSayWhatItIsIsAskedFor() {
        CommandRun run = masora("add", project.toString());
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--name").contains("--language");
        assertThat(add().code()).isZero();
        assertThat(masora("projects").out()).contains(title + " (en)");
        assertThat(masora("add", project.toString()).out()).contains("already");
        assertThat(masora("add", temp.resolve("nowhere").toString()).code()).isEqualTo(1);
    }

    @Test
    @DisplayName("V1 the first send asks who may read it, and sends nothing before that is answered")
    void theFirstSendAsks() {
        login();
        add();
        CommandRun asked = masora("sync", project.toString());
        assertThat(asked.code()).isEqualTo(6);
        assertThat(asked.err())
                .contains("--public")
                .contains("--private")
                .contains(address())
                .doesNotContain("better answer");
        assertThat(cloud()).noneMatch(name -> name.endsWith(repository()));
        assertThat(masora("sync", project.toString(), "--private", "--public").code())
                .isEqualTo(2);
        assertThat(masora("sync", project.toString(), "--private").code()).isZero();
        assertThat(cloud()).anyMatch(name -> name.endsWith(repository()));
    }

    @Test
    void whatWasSentCanBeDownloadedAndStatusKnowsWhatWasNotSent() throws IOException {
        sent();
        Path copy = temp.resolve("copy");
        assertThat(masora("download", "maria/" + repository(), copy.toString()).code())
                .isZero();
        assertThat(copy.resolve("57-TIT.usfm")).hasContent(TITUS);
        assertThat(masora("download", "maria/" + repository(), copy.toString()).err())
                .contains("M-0532");
        assertThat(masora("download", "maria/nothing-here").code()).isEqualTo(1);
        write(TITUS.replace("Two", "Dos"));
        JsonValue status = masora("status", project.toString(), "--json").json().getFirst();
        assertThat(status.text("/unsent/hub/books/0/changed/0")).contains("1:2");
        assertThat(masora("sync", project.toString()).code()).isZero();
        assertThat(masora("status", project.toString()).out()).contains("Everything here is at hub");
    }

    @Test
    @DisplayName("S2 of several texts of early Scribe's one is chosen at the download, and later syncs stay with it")
    void severalTexts() throws Exception {
        sent();
        String there = "/repos/maria/" + repository();
        ApiCaller maria = new ApiCaller(hub.base(), "maria", TestComputer.PASSWORD);
        String branch = "{\"new_branch_name\":\"%s\",\"old_branch_name\":\"main\"}";
        maria.ask("POST", there + "/branches", branch.formatted("asha/2022-05-03.1"));
        maria.ask("POST", there + "/branches", branch.formatted("binu/2022-06-01.1"));
        write(TITUS.replace("One", "Uno"));
        assertThat(masora("sync", project.toString()).code()).isZero();

        Path usual = temp.resolve("usual");
        CommandRun download = masora("download", "maria/" + repository(), usual.toString());
        assertThat(download.code()).isZero();
        assertThat(download.out())
                .contains("The newest is taken: binu/2022-06-01.1")
                .contains("asha/2022-05-03.1, main");
        assertThat(usual.resolve("57-TIT.usfm")).hasContent(TITUS);
        Path none = temp.resolve("none");
        CommandRun unknown = masora("download", "maria/" + repository(), none.toString(), "--branch", "maria/scribe");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("M-0539").contains("asha/2022-05-03.1");
        assertThat(none).doesNotExist();

        Path chosen = temp.resolve("chosen");
        assertThat(masora("download", "maria/" + repository(), chosen.toString(), "--branch", "asha/2022-05-03.1")
                        .code())
                .isZero();
        Files.writeString(chosen.resolve("57-TIT.usfm"), TITUS.replace("Three", "Tres"));
        assertThat(masora("sync", chosen.toString()).code()).isZero();
        assertThat(maria.ask("GET", there + "/raw/57-TIT.usfm?ref=asha/2022-05-03.1", ""))
                .contains("Tres");
        assertThat(maria.ask("GET", there + "/raw/57-TIT.usfm?ref=main", ""))
                .contains("Uno")
                .contains("Three");
        assertThat(masora("sync", usual.toString()).code()).isZero();
        assertThat(usual.resolve("57-TIT.usfm")).hasContent(TITUS);
    }

    @Test
    void aDisagreementWaitsAndIsDecided() throws IOException {
        sent();
        Path copy = temp.resolve("copy");
        masora("download", "maria/" + repository(), copy.toString());
        Files.writeString(copy.resolve("57-TIT.usfm"), TITUS.replace("Two", "Zwei"));
        assertThat(masora("sync", copy.toString()).code()).isZero();
        write(TITUS.replace("Two", "Dos"));
        assertThat(masora("sync", project.toString()).code()).isEqualTo(3);
        CommandRun waiting = masora("conflicts", project.toString(), "--json");
        assertThat(waiting.code()).isEqualTo(3);
        JsonValue conflict = waiting.json().getFirst().at("/conflicts/0").orElseThrow();
        assertThat(conflict.text("/reference")).contains("TIT 1:2");
        assertThat(conflict.text("/published").orElseThrow()).contains("Zwei");
        assertThat(conflict.text("/other").orElseThrow()).contains("Dos");
        String id = conflict.text("/id").orElseThrow();
        assertThat(masora("resolve", project.toString(), id).code()).isEqualTo(2);
        assertThat(masora("resolve", project.toString(), "ffff", "--other").code())
                .isEqualTo(1);
        assertThat(masora("resolve", project.toString(), id, "--other").code()).isZero();
        assertThat(project.resolve("57-TIT.usfm")).hasContent(TITUS.replace("Two", "Dos"));
        assertThat(masora("conflicts", project.toString()).code()).isZero();
        assertThat(masora("history", project.toString(), "TIT 1:2").out())
                .contains("Two.")
                .contains("Zwei.")
                .contains("Dos.")
                .contains("(conflict " + id.substring(0, 10) + ")");
        assertThat(masora("history", project.toString(), "TIT 1:2", "--json").out())
                .contains("\"conflicts\":[\"" + id);
    }

    @Test
    void booksGoByTheNamesThatTheirProjectHasForThem() throws IOException {
        String named = TITUS.replaceFirst("\n", "\n\\\\toc2 Tito\n");
        write(named);
        add();
        assertThat(masora("history", project.toString(), "tito 1:2").out()).contains("Two.");
        CommandRun history = masora("history", project.toString(), "Tito 1:2", "--json");
        assertThat(history.out()).contains("\"reference\":\"TIT 1:2\"");
        String first = history.json().getFirst().text("/readings/0/revision").orElseThrow();
        write(named.replace("Two", "Dos"));
        assertThat(masora("restore", project.toString(), first, "--book", "tito")
                        .out())
                .contains("< Tito: 1 verse changed");
        assertThat(masora("restore", project.toString(), "ffff", "--book", "Tit0")
                        .err())
                .contains("M-0568");
    }

    @Test
    void everyCommandAnswersAProgramWithJsonAlone() throws IOException {
        String folder = project.toString();
        String copy = temp.resolve("copy").toString();
        said(masoraHearing(TestComputer.PASSWORD + "\n", "login", "hub", address(), "--user", "maria", "--json"));
        said(masora("accounts", "--json"));
        said(masora("add", folder, "--name", title, "--language", "en", "--json"));
        said(masora("projects", "--json"));
        said(masora("sync", folder, "--private", "--json"));
        said(masora("cloud", "--json"));
        said(masora("download", "maria/" + repository(), copy, "--json"));
        Files.writeString(temp.resolve("copy").resolve("57-TIT.usfm"), TITUS.replace("Two", "Zwei"));
        said(masora("sync", copy, "--json"));
        write(TITUS.replace("Two", "Dos"));
        said(masora("sync", folder, "--dry-run", "--json"));
        said(masora("sync", folder, "--json"));
        said(masora("status", folder, "--json"));
        String id = said(masora("conflicts", folder, "--json"))
                .text("/conflicts/0/id")
                .orElseThrow();
        said(masora("conflicts", folder, "--automatic", "--json"));
        said(masora("resolve", folder, id, "--other", "--json"));
        said(masora("history", folder, "TIT 1:2", "--json"));
        String revision = said(masora("history", folder, "--json"))
                .text("/history/0/revision")
                .orElseThrow();
        said(masora("backups", folder, "--json"));
        said(masora("restore", folder, revision, "--json"));
        said(masora("undo", folder, "--json"));
        said(masora("remove", folder, "--json"));
        said(masora("logout", "--json"));
    }

    /** What a command that went well said, and it said nothing else. */
    private static JsonValue said(CommandRun run) {
        assertThat(run.code()).as(run.toString()).isIn(0, 3);
        assertThat(run.err()).isEmpty();
        assertThat(run.json()).as(run.toString()).hasSize(1);
        return run.json().getFirst();
    }

    @Test
    @DisplayName("V1 asking who may read it, private is named as the better answer for a project of Paratext's")
    void privateIsPreselected() throws IOException {
        login();
        Files.writeString(project.resolve("Comments_maria.xml"), "<CommentList/>");
        add();
        CommandRun asked = masora("sync", project.toString(), "--json");
        assertThat(asked.code()).isEqualTo(6);
        JsonValue error = asked.json().getFirst().at("/error").orElseThrow();
        assertThat(error.text("/parameters/preselected")).contains("private");
        assertThat(error.text("/message").orElseThrow()).contains("--private is the better answer");
        assertThat(error.text("/parameters/where").orElseThrow()).startsWith(address());
    }

    @Test
    @DisplayName(
            "P3 a verse typed back to its earlier text is named by sync and status as held, with the ways to answer")
    void aHeldVerseIsTold() throws IOException {
        sent();
        write(TITUS.replace("Two", "Dos"));
        computer().done("sync", project.toString());
        write(TITUS);

        CommandRun sync = masora("sync", project.toString());
        assertThat(sync.code()).isEqualTo(3);
        assertThat(sync.out())
                .contains("57-TIT.usfm stands again")
                .contains("--today")
                .contains("--published")
                .contains("apart from the older text")
                .doesNotContain("nothing new on either side");
        CommandRun status = masora("status", project.toString());
        assertThat(status.code()).isEqualTo(3);
        assertThat(status.out()).contains("57-TIT.usfm stands again").contains("Everything else here is at hub");
        String id = masora("status", project.toString(), "--json")
                .json()
                .getFirst()
                .text("/held/0/id")
                .orElseThrow();
        computer().done("resolve", project.toString(), id, "--today");
        assertThat(computer().done("sync", project.toString()).out()).contains("TIT: 1 verse changed");
        assertThat(computer().done("status", project.toString()).out()).contains("Everything here is at hub");
    }

    @Test
    @DisplayName(
            "what comes for a book that was just written waits when told to, is told, and comes with the next sync")
    void anEditorIsWaitedFor() throws IOException {
        sent();
        Path copy = temp.resolve("copy");
        computer().done("download", "maria/" + repository(), copy.toString());
        Files.writeString(copy.resolve("57-TIT.usfm"), TITUS.replace("Two", "Zwei"));
        computer().done("sync", copy.toString());
        write(TITUS.replace("One", "Uno"));

        assertThat(computer()
                        .done("sync", project.toString(), "--wait-for-editors")
                        .out())
                .contains("Close TIT in the editor");
        assertThat(project.resolve("57-TIT.usfm")).hasContent(TITUS.replace("One", "Uno"));
        assertThat(computer().done("status", project.toString()).out())
                .contains("Close TIT in the editor")
                .contains("Everything here is at hub");
        assertThat(computer().done("sync", project.toString()).out()).contains("is in the folder now");
        assertThat(project.resolve("57-TIT.usfm"))
                .hasContent(TITUS.replace("One", "Uno").replace("Two", "Zwei"));
    }

    @Test
    @DisplayName("U1 status tells what was taken back and what can be done about it")
    void whatWasTakenBackIsTold() throws IOException {
        sent();
        Path copy = temp.resolve("copy");
        computer().done("download", "maria/" + repository(), copy.toString());
        write(TITUS.replace("Two", "Dos"));
        computer().done("sync", project.toString());
        computer().done("sync", copy.toString());
        computer().done("undo", copy.toString());

        CommandRun status = masora("status", copy.toString());
        assertThat(status.code()).isEqualTo(3);
        assertThat(status.out())
                .contains("You took back what had come from hub")
                .contains("TIT: 1 verse changed")
                .contains("--combine")
                .contains("--keep-mine");
        assertThat(masora("status", copy.toString(), "--json").json().getFirst().text("/setAside/hub/books/0/book"))
                .contains("TIT");
        computer().done("sync", copy.toString(), "--combine");
        assertThat(computer().done("status", copy.toString()).out()).doesNotContain("You took back");
    }

    @Test
    @DisplayName("B3 a link in the folder is named by sync and status, and what it leads to is left alone")
    void aLinkIsTold() throws IOException {
        sent();
        Path outside = Files.writeString(temp.resolve("outside.usfm"), "\\id MAT\n");
        Files.createSymbolicLink(project.resolve("41-MAT.usfm"), outside);
        assertThat(computer().done("status", project.toString()).out())
                .contains("41-MAT.usfm")
                .contains("is a link");
        assertThat(computer().done("sync", project.toString()).out())
                .contains("41-MAT.usfm")
                .contains("is a link");
        assertThat(computer()
                        .done("sync", project.toString(), "--json")
                        .json()
                        .getFirst()
                        .text("/leftOut/0"))
                .contains("41-MAT.usfm");
        assertThat(outside).hasContent("\\id MAT\n");
    }

    @Test
    void nothingIsRestoredIntoAFolderThatIsInUse() throws IOException {
        sent();
        write(TITUS.replace("Two", "Dos"));
        computer().done("sync", project.toString());
        String revision = masora("history", project.toString(), "--json")
                .json()
                .getFirst()
                .text("/history/0/revision")
                .orElseThrow();
        CommandRun inside = masora(
                "restore",
                project.toString(),
                revision,
                "--to",
                project.resolve("old").toString());
        assertThat(inside.code()).isEqualTo(1);
        assertThat(inside.err()).contains("M-0507");
        CommandRun own = masora(
                "restore",
                project.toString(),
                revision,
                "--to",
                computer().home().resolve("x").toString());
        assertThat(own.code()).isEqualTo(1);
        assertThat(own.err()).contains("M-0509");
        assertThat(project.resolve("old")).doesNotExist();
        assertThat(computer().home().resolve("x")).doesNotExist();
        computer()
                .done(
                        "restore",
                        project.toString(),
                        revision,
                        "--to",
                        temp.resolve("old").toString());
    }

    @Test
    @DisplayName("D2 a sync that would empty a book stops with 6 until told to go on")
    void theBrakeHasACodeOfItsOwn() throws IOException {
        sent();
        write("\\id TIT\n");
        CommandRun stopped = masora("sync", project.toString());
        assertThat(stopped.code()).isEqualTo(6);
        assertThat(stopped.err()).contains("M-0631").contains("TIT").contains("--allow-deletions");
    }

    @Test
    void whatIsAskedForAndDoesNotExistIsNamed() {
        add();
        String folder = project.toString();
        assertThat(masora("sync", "nothing").err()).contains("M-0501");
        assertThat(masora("history", folder, "nonsense").code()).isEqualTo(2);
        assertThat(masora("restore", folder, "ffffffffff").err()).contains("M-0566");
        assertThat(masora("restore", folder, "x", "--book", "nonsense").code()).isEqualTo(2);
        assertThat(masora("undo", folder).out()).contains("Nothing to take back");
        assertThat(masora("sync", folder).code()).as("nobody is logged in").isEqualTo(5);
    }

    @Test
    void whatIsNoProjectIsRefusedWithItsReasonAndLeftAsItIs() throws IOException {
        Path letters = Files.createDirectories(temp.resolve("letters"));
        Files.writeString(letters.resolve("letter.txt"), "Dear friend");
        Path broken = Files.createDirectories(temp.resolve("broken"));
        String metadata = "{\"format\": \"scripture burrito\",\n\"meta\": ";
        Files.writeString(broken.resolve("metadata.json"), metadata);

        CommandRun noProject = masora("add", letters.toString());
        assertThat(noProject.code()).isEqualTo(1);
        assertThat(noProject.err()).contains("M-0");
        CommandRun unreadable = masora("add", broken.toString());
        assertThat(unreadable.code()).isEqualTo(1);
        assertThat(unreadable.err()).contains("metadata.json");
        assertThat(broken.resolve("metadata.json")).hasContent(metadata);
        assertThat(masora("projects").out()).contains("No projects are under care");
    }

    @Test
    void aBookInAWrongEncodingIsNamedAndTravelsByteForByte() throws IOException {
        byte[] book = TITUS.replace("TIT", "MAT").getBytes(StandardCharsets.UTF_16);
        Path matthew = project.resolve("41-MAT.usfm");
        Files.write(matthew, book);
        sent();
        Path copy = temp.resolve("copy");
        computer().done("download", "maria/" + repository(), copy.toString());
        assertThat(copy.resolve("41-MAT.usfm")).hasBinaryContent(book);
        assertThat(matthew).hasBinaryContent(book);
        CommandRun check = masora("usfm", "check", matthew.toString());
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out() + check.err()).contains("41-MAT.usfm");
    }

    @Test
    void endingTheCareDeletesNothing() {
        add();
        CommandRun removed = masora("remove", project.toString(), "--json");
        assertThat(removed.code()).isZero();
        Path aside = Path.of(removed.json().getFirst().text("/keptIn").orElseThrow());
        assertThat(aside.resolve("vault.git")).isDirectory();
        assertThat(project.resolve("57-TIT.usfm")).hasContent(TITUS);
        assertThat(masora("projects").out()).contains("No projects are under care");
    }

    @Test
    void masorasOwnFolderIsForItsOwnerAlone() throws IOException {
        add();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(computer().home())))
                .isEqualTo("rwx------");
    }

    private TestComputer computer() {
        return new TestComputer(temp.resolve("home"));
    }

    private static String address() {
        return hub.base().toString();
    }

    private String repository() {
        return "en-textTranslation-" + title.replace(' ', '_');
    }

    private void write(String text) throws IOException {
        Files.writeString(project.resolve("57-TIT.usfm"), text);
    }

    private CommandRun login() {
        return computer().login(address());
    }

    private CommandRun add() {
        return masora("add", project.toString(), "--name", title, "--language", "en");
    }

    private void sent() {
        login();
        add();
        assertThat(masora("sync", project.toString(), "--private").code()).isZero();
    }

    private List<String> cloud() {
        List<String> names = new ArrayList<>();
        masora("cloud", "--json")
                .json()
                .getFirst()
                .elements("/projects")
                .forEach(there -> names.add(there.text("/name").orElseThrow()));
        return names;
    }

    private CommandRun masora(String... arguments) {
        return computer().masora(arguments);
    }

    private CommandRun masoraHearing(String input, String... arguments) {
        return computer().hearing(input, arguments);
    }
}

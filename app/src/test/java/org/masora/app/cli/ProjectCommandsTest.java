package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.json.JsonValue;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;

/** The life of a project by commands alone, with a hub in this process: what they do, say, and end with. */
final class ProjectCommandsTest {
    private static final String PASSWORD = "a long password";
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
        hub = Hub.start(HubOptions.in(shared.resolve("hub")).withAdministrator("maria", PASSWORD));
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
        assertThat(account.toString()).doesNotContain(PASSWORD).doesNotContain("\"token\"");
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
        assertThat(asked.err()).contains("--public").contains("--private").contains(address());
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
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home())))
                .isEqualTo("rwx------");
    }

    private Path home() {
        return temp.resolve("home");
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
        return masoraHearing(PASSWORD + "\n", "login", "hub", address(), "--user", "maria");
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
        return masoraHearing("", arguments);
    }

    private CommandRun masoraHearing(String input, String... arguments) {
        return CommandRun.with(Map.of("MASORA_HOME", home().toString()), input, arguments);
    }
}

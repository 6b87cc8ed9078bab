package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.demo.ChildProcess;
import org.masora.core.json.JsonValue;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.paratext.Endpoint;
import org.masora.hub.paratext.Fault;
import org.masora.hub.paratext.ParatextOptions;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.paratext.Preparation;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.hub.paratext.Role;
import org.masora.remote.paratext.InstalledHg;

/** Paratext by commands alone, with a hub in this process that stands in for it over real Mercurial. */
final class ParatextCommandsTest {
    private static final String PASSWORD = "a long password";
    private static final String SFM = "57TITTst.SFM";
    private static final String TITUS = "\\id TIT\r\n\\c 1\r\n\\p\r\n\\v 1 One.\r\n\\v 2 Two.\r\n\\v 3 Three.\r\n";

    @TempDir
    private static Path shared = Path.of("");

    @TempDir
    private Path temp = Path.of("");

    private static Hub hub;
    private static int projects;

    private String key = "";
    private String name = "";

    @BeforeAll
    static void aHub() throws Exception {
        assumeTrue(new InstalledHg().trouble().isEmpty(), "hg (Mercurial) is absent");
        hub = Hub.start(HubOptions.in(shared.resolve("hub"))
                .withAdministrator("maria", PASSWORD)
                .withParatext(ParatextOptions.USUAL));
    }

    @AfterAll
    static void noHub() {
        if (hub != null) {
            hub.close();
        }
    }

    private static ParatextStandIn standIn() {
        return hub.paratext().orElseThrow();
    }

    /** A project of Ada's, Tom's and Olga's, for this test alone. */
    @BeforeEach
    void aProject() throws Exception {
        key = "p" + ++projects;
        name = "Tst" + projects;
        Path folder = Files.createDirectories(temp.resolve("at-first"));
        Files.writeString(
                folder.resolve("Settings.xml"), """
                <ScriptureText>
                  <Name>%s</Name>
                  <FullName>Sample %s</FullName>
                  <Guid>%s</Guid>
                  <LanguageIsoCode>en:::</LanguageIsoCode>
                  <Encoding>65001</Encoding>
                  <Naming PrePart="" PostPart="Tst.SFM" BookNameForm="41MAT" />
                  <BooksPresent>%s</BooksPresent>
                </ScriptureText>
                """.formatted(name, name, id(), "0".repeat(55) + "1" + "0".repeat(67)));
        Files.writeString(folder.resolve(SFM), TITUS);
        Files.writeString(folder.resolve("Notes_Ada Admin.xml"), "<CommentList>between us</CommentList>\n");
        Map<String, PersonWish> people = new LinkedHashMap<>();
        people.put("ada", new PersonWish("Ada Admin", Optional.of(PASSWORD)));
        people.put("tom", new PersonWish("Tom Translator", Optional.empty()));
        people.put("olga", new PersonWish("Olga Observer", Optional.empty()));
        Map<String, Role> roles = new LinkedHashMap<>();
        roles.put("ada", Role.ADMINISTRATOR);
        roles.put("tom", Role.TRANSLATOR);
        roles.put("olga", Role.OBSERVER);
        standIn().prepare(new Preparation(people, Map.of(key, ProjectWish.of(name, folder, roles))));
    }

    private static String id() {
        return "%040x".formatted(0xabc000 + projects);
    }

    // Logging in

    @Test
    void aBrowserSignsInAndNoPasswordPassesThrough() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                Map.of("MASORA_HOME", home().toString()),
                Optional::empty,
                Interruption.never());
        CompletableFuture<Integer> login = CompletableFuture.supplyAsync(
                () -> Masora.run(terminal, "login", "paratext", address(), "--no-browser"));
        Matcher page = Pattern.compile("http://\\S+authorize\\S+").matcher("");
        while (!page.reset(out.toString(StandardCharsets.UTF_8)).find() && !login.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(browse(URI.create(page.group()))).contains("Masora goes on");
        assertThat(login.get()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Logged in to Paratext as Ada Admin@");
        CommandRun accounts = masora("accounts", "--json");
        assertThat(accounts.json().getFirst().text("/accounts/0/user")).contains("Ada Admin");
        assertThat(accounts.out()).doesNotContain("efresh").doesNotContain("ecret");
        try (var files = Files.list(home().resolve("paratext"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private static String browse(URI page) throws Exception {
        try (HttpClient browser = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            String form = page.getRawQuery() + "&username=Ada%20Admin&password=" + PASSWORD.replace(" ", "%20");
            HttpResponse<String> shown = browser.send(
                    HttpRequest.newBuilder(URI.create(page.toString().split("\\?", -1)[0]))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
            return shown.body();
        }
    }

    @Test
    void aRefreshTokenFromStandardInputSignsInToo() throws IOException {
        CommandRun run = loginAs("tom");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(masora("accounts").out()).contains("Tom Translator@").contains("paratext");
        CommandRun cloud = masora("cloud", "--remote", "paratext", "--search", name, "--json");
        JsonValue listed = cloud.json().getFirst().at("/projects/0").orElseThrow();
        assertThat(listed.text("/name")).contains(name);
        assertThat(listed.text("/role")).contains("translator");
        CommandRun logout = masora("logout");
        assertThat(logout.code()).isZero();
        assertThat(masora("accounts").out()).contains("Nobody is logged in");
        assertThat(masora("cloud", "--remote", "paratext").code()).isEqualTo(5);
    }

    @Test
    void withoutAClientIdItSaysWhomToAsk() {
        CommandRun run = masora("login", "paratext");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("M-0431").contains("paratext.org").contains("--client");
        assertThat(masora("login", "paratext", "--client", "x").err()).contains("M-0435");
        CommandRun refused = masoraHearing("nonsense\n\n", "login", "paratext", address(), "--refresh-token");
        assertThat(refused.code()).isEqualTo(5);
        CommandRun elsewhere = masora("login", "paratext", address() + "/nothing-here");
        assertThat(elsewhere.code()).isEqualTo(1);
        assertThat(elsewhere.err()).contains("M-0444").contains("--servers");
        assertThat(refused.err()).contains("M-0442").contains("good only once");
    }

    @Test
    void anAccessTokenThatRanOutIsReplacedAndARefreshTokenThatEndedIsTold() throws IOException {
        Path folder = downloaded("ada");
        standIn().advance(Duration.ofMinutes(11));
        edit(folder, "One", "Uno");
        assertThat(masora("sync", folder.toString()).code())
                .as("an access token that ran out is replaced")
                .isZero();
        Path file = tokens();
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll("\"access\":\"[^\"]*\"", "\"access\":\"x\"")
                        .replaceAll("\"refresh\":\"[^\"]*\"", "\"refresh\":\"revoked\""));
        CommandRun refused = masora("sync", folder.toString());
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err()).contains("M-0602").contains("masora login");
        masora("logout");
        assertThat(masora("sync", folder.toString()).code()).isEqualTo(5);
        loginAs("ada");
        assertThat(masora("sync", folder.toString()).code()).isZero();
    }

    private Path tokens() throws IOException {
        try (var files = Files.list(home().resolve("paratext"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    // Exchanging

    @Test
    void whatIsEditedHereArrivesThereAndTheOtherWayRound() throws IOException {
        Path folder = downloaded("ada");
        assertThat(folder.resolve(SFM)).hasContent(TITUS);
        PlainHg tom = PlainHg.cloned(standIn().repository(key), temp.resolve("tom"));
        edit(folder, "One", "Uno");
        assertThat(masora("sync", folder.toString()).code()).isZero();
        assertThat(tom.atServer(SFM)).isEqualTo(TITUS.replace("One", "Uno"));
        assertThat(masora("status", folder.toString()).out()).contains("nothing newer");

        tom.edit(SFM, "Two", "Due");
        CommandRun status = masora("status", folder.toString(), "--json");
        assertThat(status.json().getFirst().text("/there/paratext")).contains("newer");
        assertThat(folder.resolve(SFM)).content().contains("Two");
        assertThat(masora("sync", folder.toString()).code()).isZero();
        assertThat(folder.resolve(SFM))
                .content()
                .isEqualTo(TITUS.replace("One", "Uno").replace("Two", "Due"));

        tom.edit(SFM, "Three", "Tre");
        edit(folder, "Three", "Trois");
        assertThat(masora("sync", folder.toString()).code()).isEqualTo(3);
        String conflict = masora("conflicts", folder.toString(), "--json")
                .json()
                .getFirst()
                .text("/conflicts/0/id")
                .orElseThrow();
        assertThat(masora("resolve", folder.toString(), conflict, "--other").code())
                .isZero();
        assertThat(masora("sync", folder.toString()).code()).isZero();
        assertThat(tom.atServer(SFM)).contains("Trois");
        assertThat(masora("history", folder.toString(), "TIT 1:3").out())
                .contains("Three.")
                .contains("Tre.")
                .contains("Trois.")
                .contains("Tom Translator");
        assertThat(PlainHg.run(standIn().repository(key), "verify"))
                .contains("4 files")
                .doesNotContain("error");
        tom.edit(SFM, "Uno", "Eins");
        masora("sync", folder.toString());
        assertThat(masora("undo", folder.toString()).code()).isZero();
        assertThat(folder.resolve(SFM)).content().contains("Uno");
        assertThat(masora("sync", folder.toString()).code()).isEqualTo(6);
        assertThat(masora("sync", folder.toString(), "--combine").code()).isZero();
        assertThat(folder.resolve(SFM)).content().contains("Eins");
    }

    @Test
    void whoMayOnlyReadIsRefusedAndLosesNothing() throws IOException {
        Path folder = downloaded("olga");
        String tip = standIn().history(key).getFirst();
        edit(folder, "One", "Uno");
        CommandRun run = masora("sync", folder.toString());
        assertThat(run.code()).isEqualTo(5);
        assertThat(folder.resolve(SFM)).content().contains("Uno");
        assertThat(standIn().history(key)).startsWith(tip);
    }

    @Test
    void aServerThatIsGoneEndsWithFour() throws IOException {
        Path folder = downloaded("ada");
        edit(folder, "One", "Uno");
        standIn().faults().always(Endpoint.LISTREPOS, new Fault.CutAnswer(0));
        CommandRun run = masora("sync", folder.toString());
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains("M-0601").contains("safe here");
        standIn().faults().clear();
        assertThat(masora("sync", folder.toString()).code()).isZero();
    }

    @Test
    void withoutMercurialOrWithAnOldOneItSaysWhatToInstall() throws Exception {
        assertThat(loginAs("ada").code()).isZero();
        Path programs = Files.createDirectories(temp.resolve("programs"));
        ChildProcess.Ended missing = withPrograms(programs, "download", name, temp.resolve("project"));
        assertThat(missing.err()).contains("M-0613").contains("which is not on this computer");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(temp.resolve("project")).doesNotExist();
        ChildProcess.Ended list = withPrograms(programs, "cloud", "--remote", "paratext");
        assertThat(list.out()).as("what needs no hg works").contains(name);

        Path hg = Files.writeString(
                programs.resolve("hg"), "#!/bin/sh\necho 'Mercurial Distributed SCM (version 3.1)'\n");
        Files.setPosixFilePermissions(hg, PosixFilePermissions.fromString("rwx------"));
        ChildProcess.Ended old = withPrograms(programs, "download", name, temp.resolve("project"));
        assertThat(old.err()).contains("M-0613").contains("cannot be used").contains("3.1");
        assertThat(old.code()).isEqualTo(1);
    }

    /** A process that finds its programs in this folder alone. */
    private ChildProcess.Ended withPrograms(Path programs, Object... arguments) throws Exception {
        List<String> command = ChildProcess.masora(
                Arrays.stream(arguments).map(Object::toString).toList());
        Map<String, String> environment = Map.of("MASORA_HOME", home().toString(), "PATH", programs.toString());
        return ChildProcess.run(command, environment, "");
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        loginAs("ada");
        CommandRun run = masora("download", "Nope", temp.resolve("x").toString(), "--remote", "paratext");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("M-0536").contains(name);
        assertThat(masora("connect", "nothing", name).err()).contains("M-0501");
    }

    @Test
    @DisplayName("P6 V2 a project at Door43 and at Paratext: one sync goes through both, and only Scripture crosses")
    void bothPlaces() throws Exception {
        Path folder = downloaded("ada");
        masoraHearing(PASSWORD + "\n", "login", "hub", address(), "--user", "maria");
        CommandRun first = masora("sync", folder.toString(), "--private", "--json");
        assertThat(first.code()).as(first.out()).isZero();
        String there = masora("projects", "--json")
                .json()
                .getFirst()
                .text("/projects/0/places/hub/name")
                .orElseThrow();
        Path copy = temp.resolve("door43");
        assertThat(masora("download", there, copy.toString(), "--remote", "door43")
                        .code())
                .isZero();
        try (var files = Files.walk(copy)) {
            assertThat(files.map(file -> copy.relativize(file).toString()))
                    .noneMatch(file -> file.contains("Notes_"))
                    .noneMatch(file -> file.contains("Settings"));
        }
        Path book = bookIn(copy);
        Files.writeString(book, Files.readString(book).replace("Two", "Deux"));
        assertThat(masora("sync", copy.toString()).code()).isZero();
        PlainHg tom = PlainHg.cloned(standIn().repository(key), temp.resolve("tom"));
        tom.edit(SFM, "Three", "Tre");
        edit(folder, "One", "Uno");

        CommandRun both = masora("sync", folder.toString(), "--json");

        assertThat(both.code()).as(both.out()).isZero();
        assertThat(both.json().getFirst().elements("/places")).hasSize(2);
        String all = TITUS.replace("One", "Uno").replace("Two", "Deux").replace("Three", "Tre");
        assertThat(Files.readString(folder.resolve(SFM))).isEqualTo(all);
        assertThat(tom.atServer(SFM)).isEqualTo(all);
        masora("sync", copy.toString());
        assertThat(Files.readString(book)).isEqualTo(all);
        theLeadIsChosen(folder, copy, book, tom);
        var before = standIn().history(key);
        CommandRun again = masora("sync", folder.toString(), "--json");
        assertThat(again.json().getFirst().text("/places/0/outcome")).contains("upToDate");
        assertThat(again.json().getFirst().text("/places/1/outcome")).contains("upToDate");
        assertThat(standIn().history(key)).isEqualTo(before);
    }

    /** Paratext's text stands unless another place was chosen; the choice stays. */
    private void theLeadIsChosen(Path folder, Path copy, Path book, PlainHg tom) throws IOException {
        CommandRun nowhere = masora("sync", folder.toString(), "--lead", "nowhere");
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).contains("M-0677").contains("hub, paratext");
        masora("sync", folder.toString(), "--lead", "hub");
        tom.edit(SFM, "Deux", "Zwei");
        Files.writeString(book, Files.readString(book).replace("Deux", "Dos"));
        masora("sync", copy.toString());
        assertThat(masora("sync", folder.toString()).code()).isEqualTo(3);
        assertThat(folder.resolve(SFM)).content().contains("Dos").doesNotContain("Zwei");
        assertThat(masora("status", folder.toString(), "--json")
                        .json()
                        .getFirst()
                        .text("/lead"))
                .contains("hub");
    }

    private static Path bookIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains("TIT"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aProjectUnderCareIsConnected() throws IOException {
        Path folder = temp.resolve("at-first");
        loginAs("ada");
        assertThat(masora("add", folder.toString()).code()).isZero();
        CommandRun connected = masora("connect", folder.toString(), name);
        assertThat(connected.code()).as(connected.err()).isZero();
        CommandRun first = masora("sync", folder.toString());
        assertThat(first.code()).as(first.out() + first.err()).isZero();
        edit(folder, "One", "Uno");
        assertThat(masora("sync", folder.toString()).code()).isZero();
        assertThat(PlainHg.cloned(standIn().repository(key), temp.resolve("tom"))
                        .atServer(SFM))
                .contains("Uno");
    }

    @Test
    void aFolderOfParatextsOwnIsReadAndKeptAndWhatIsLeftToParatextIsSaid() throws IOException {
        Path folder = temp.resolve("paratext");
        PlainHg paratext = PlainHg.cloned(standIn().repository(key), folder);
        loginAs("ada");
        masora("add", folder.toString());
        masora("connect", folder.toString(), name);
        CommandRun first = masora("sync", folder.toString());
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).doesNotContain("Send/Receive");

        PlainHg.cloned(standIn().repository(key), temp.resolve("tom")).edit(SFM, "Three", "Tre");
        CommandRun received = masora("sync", folder.toString());
        assertThat(received.out())
                .contains("In Paratext: Send/Receive.")
                .contains("lacks (TIT)")
                .doesNotContain("First in Paratext");
        assertThat(folder.resolve(SFM)).as("Paratext alone writes there").hasContent(TITUS);

        edit(folder, "One", "Uno");
        String tip = standIn().history(key).getFirst();
        CommandRun both = masora("sync", folder.toString());
        assertThat(both.out()).contains("First in Paratext: Send/Receive").contains("In Paratext: Send/Receive.");
        assertThat(standIn().history(key)).as("Paratext alone sends from there").startsWith(tip);
        JsonValue json = masora("status", folder.toString(), "--json").json().getFirst();
        assertThat(json.elements("/inParatext/toSend/books/0/changed")).hasSize(1);
        assertThat(json.elements("/inParatext/toReceive/books/0/changed")).hasSize(1);

        paratext.sendReceive();
        CommandRun afterwards = masora("sync", folder.toString());
        assertThat(afterwards.out()).doesNotContain("Send/Receive");
        assertThat(masora("history", folder.toString(), "TIT 1:1").out()).contains("Uno.");
        assertThat(folder.resolve(SFM)).content().contains("Uno").contains("Tre");
    }

    @Test
    void whatParatextsFolderLacksWithoutAServerIsConnectedFirst() throws IOException {
        Path folder = temp.resolve("at-first");
        PlainHg.run(folder, "init");
        masoraHearing(PASSWORD + "\n", "login", "hub", address(), "--user", "maria");
        masora("add", folder.toString());
        CommandRun first = masora("sync", folder.toString(), "--private");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).doesNotContain("belongs to Paratext");
        Path copy = temp.resolve("door43");
        masora(
                "download",
                masora("projects", "--json")
                        .json()
                        .getFirst()
                        .text("/projects/0/places/hub/name")
                        .orElseThrow(),
                copy.toString());
        Path book = bookIn(copy);
        Files.writeString(book, Files.readString(book).replace("Two", "Deux"));
        masora("sync", copy.toString());
        assertThat(masora("sync", folder.toString()).out())
                .contains("lacks (TIT)")
                .contains("masora connect");
        assertThat(folder.resolve(SFM)).hasContent(TITUS);
    }

    private Path downloaded(String person) throws IOException {
        assertThat(loginAs(person).code()).isZero();
        Path folder = temp.resolve("project");
        CommandRun run = masora("download", name, folder.toString());
        assertThat(run.code()).as(run.err()).isZero();
        return folder;
    }

    private static void edit(Path folder, String words, String by) throws IOException {
        Path book = folder.resolve(SFM);
        Files.writeString(book, Files.readString(book).replace(words, by));
    }

    private CommandRun loginAs(String person) throws IOException {
        return masoraHearing(
                standIn().refreshToken(person) + "\n" + standIn().clientSecret() + "\n",
                "login",
                "paratext",
                address(),
                "--refresh-token");
    }

    private Path home() {
        return temp.resolve("home");
    }

    private static String address() {
        return hub.base().toString();
    }

    private CommandRun masora(String... arguments) {
        return masoraHearing("", arguments);
    }

    private CommandRun masoraHearing(String input, String... arguments) {
        return CommandRun.with(Map.of("MASORA_HOME", home().toString()), input, arguments);
    }
}

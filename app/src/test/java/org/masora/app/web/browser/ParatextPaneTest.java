package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.home.SettingsFile;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.engine.Projects;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.paratext.ParatextOptions;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.paratext.Preparation;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.hub.paratext.Role;
import org.masora.remote.paratext.InstalledHg;
import org.masora.store.PlaceAddress;

/** The tab of Paratext, against a hub that stands in for it over real Mercurial. */
final class ParatextPaneTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String SFM = "57TITTst.SFM";

    @TempDir
    private static Path shared = Path.of("");

    private static Hub hub;

    private static Path project(String digits) throws Exception {
        Path folder = Files.createDirectories(shared.resolve(digits));
        Files.writeString(folder.resolve("Settings.xml"), """
                <ScriptureText><Name>Tst</Name><FullName>Titus</FullName><Guid>%s</Guid>
                <LanguageIsoCode>en:::</LanguageIsoCode><Encoding>65001</Encoding>
                <Naming PrePart="" PostPart="Tst.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted(
                        digits.repeat(20), "0".repeat(55) + "1" + "0".repeat(67)));
        Files.writeString(
                folder.resolve(SFM), "\\id TIT\r\n\\c 1\r\n\\p\r\n\\v 1 One.\r\n\\v 2 Two.\r\n\\v 3 Three.\r\n");
        return folder;
    }

    private static int changesets() {
        try {
            return hub.paratext().orElseThrow().history("1").size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    }

    @BeforeAll
    static void aHub() throws Exception {
        assumeTrue(new InstalledHg().trouble().isEmpty(), "hg (Mercurial) is absent");
        hub = Hub.start(HubOptions.in(shared.resolve("hub"))
                .withAdministrator("maria", PASSWORD)
                .withParatext(ParatextOptions.USUAL));
        Map<String, PersonWish> people = Map.of(
                "ada", new PersonWish("Ada Admin", Optional.of(PASSWORD)),
                "ben", new PersonWish("Ben Bridge", Optional.of(PASSWORD)),
                "tom", new PersonWish("Tom Translator", Optional.empty()));
        Map<String, ProjectWish> projects = Map.of(
                "1", ProjectWish.of("Tst", project("ab"), Map.of("ada", Role.ADMINISTRATOR, "tom", Role.TRANSLATOR)),
                "2", ProjectWish.of("Own", project("cd"), Map.of("ben", Role.ADMINISTRATOR)));
        hub.paratext().orElseThrow().prepare(new Preparation(people, projects));
    }

    @AfterAll
    static void noHub() {
        if (hub != null) {
            hub.close();
        }
    }

    @Test
    void fromTheFirstLoginToASynchronizedEdit(@TempDir Path folder) throws Exception {
        Home home = new Home(folder.resolve("one/home"));
        home.create();
        new SettingsFile(home.settingsFile()).change(settings -> settings.withEditorMinutes(0));
        try (Person person = Person.on(folder.resolve("one"))) {
            Page page = person.open();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Paratext"))
                    .click();
            assertThat(page.locator("#far")).containsText("Log in to see your Paratext projects", patiently());
            logIn(page, "Ada Admin");
            assertThat(page.locator("#far .row")).containsText("Tst", patiently());
            assertThat(Axe.violations(page)).isEmpty();

            page.locator("#far .row button").click();
            Locator connect = page.locator("dialog#paratext-connect");
            assertThat(connect).isVisible();
            assertThat(Axe.violations(page)).isEmpty();
            Path here = folder.resolve("one/titus");
            connect.locator("input[name=folder]").fill(here.toString());
            connect.locator("button[type=submit]").click();
            assertThat(page.locator("#far .row")).containsText("Synchronize", patiently());
            Files.writeString(
                    here.resolve(SFM), Files.readString(here.resolve(SFM)).replace("Two", "Dos"));
            int before = changesets();

            synchronize(page);

            page.waitForCondition(
                    () -> changesets() == before + 1, new Page.WaitForConditionOptions().setTimeout(60_000));
            assertThat(page.locator("#far .row")).containsText("Synchronize", patiently());
            allSent(page);
            assertThat(Axe.violations(page)).isEmpty();

            newerIsSeenWithoutASync(page, folder);
            whatFailedIsSaidAndNothingIsLost(page, here);
            logOut(page);
        }
    }

    @Test
    void whatIsLeftToParatextInAFolderOfItsOwnIsOnTheRowAndTheLeadIsChosen(@TempDir Path folder) throws Exception {
        Path own = folder.resolve("Own");
        hg(folder, "clone", "--quiet", repository("2"), own.toString());
        try (Person person = Person.on(folder.resolve("one"));
                Desk desk = new Desk(person.home())) {
            String id = added(desk, own);
            Page page = person.open();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Paratext"))
                    .click();
            logIn(page, "Ben Bridge");
            page.locator("#far .row button").click(new Locator.ClickOptions().setTimeout(60_000));
            Locator connect = page.locator("dialog#paratext-connect");
            connect.locator("select").selectOption(id);
            connect.locator("button[type=submit]").click();
            allSent(page);
            assertThat(page.locator("#far .row")).not().containsText("Send/Receive");

            edit("2", folder, "Three", "Tres");
            Files.writeString(
                    own.resolve(SFM), Files.readString(own.resolve(SFM)).replace("One", "Uno"));
            synchronize(page);
            assertThat(page.locator("#far .row")).containsText("First in Paratext: Send/Receive", patiently());
            assertThat(page.locator("#far .row")).containsText("In Paratext: Send/Receive.");
            assertThat(Axe.violations(page)).isEmpty();
            assertThat(Files.readString(own.resolve(SFM))).contains("Uno").contains("Three");

            alsoAtTheHub(desk, id);
            Page settings = person.another("/p/" + id + "/settings");
            Locator lead = settings.locator("#lead select");
            assertThat(lead).hasValue("paratext", new LocatorAssertions.HasValueOptions().setTimeout(60_000));
            lead.selectOption("hub");
            settings.locator("#lead button").click();
            assertThat(settings.locator("#said")).containsText("Saved", patiently());
            assertThat(Axe.violations(settings)).isEmpty();
            settings.reload();
            assertThat(settings.locator("#lead select"))
                    .hasValue("hub", new LocatorAssertions.HasValueOptions().setTimeout(60_000));
        }
    }

    private static String added(Desk desk, Path folder) throws IOException {
        Projects.AddOutcome outcome = desk.projects()
                .add(
                        folder,
                        new Projects.Given(Optional.empty(), Optional.empty()),
                        Desk.actor(Optional.empty()),
                        Progress.NONE);
        if (outcome instanceof Projects.AddOutcome.Added(var id, var _)) {
            return id;
        }
        throw new AssertionError(outcome);
    }

    /** Waits until nothing looks into the project. */
    private static void alsoAtTheHub(Desk desk, String id) throws IOException {
        while (true) {
            if (desk.projects().open(id) instanceof Projects.OpenOutcome.Opened(var session)) {
                try (session) {
                    session.connect(
                            new PlaceName("hub"),
                            new PlaceAddress("door43", hub.base().toString(), "maria", "x", "maria"));
                    return;
                }
            }
            Thread.onSpinWait();
        }
    }

    private static void allSent(Page page) {
        assertThat(page.locator("#near .state"))
                .hasText("All sent", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
    }

    /** Somebody with Paratext sends something; opening the page anew is enough to see that it is there. */
    private static void newerIsSeenWithoutASync(Page page, Path folder) throws Exception {
        edit("1", folder, "One", "Uno");
        page.waitForCondition(
                () -> {
                    page.reload();
                    Person.ready(page);
                    return page.locator("#near .state").innerText().equals("Newer on Paratext");
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
    }

    /** What came in can be undone before anything is sent; then the project is locked by somebody else. */
    private static void whatFailedIsSaidAndNothingIsLost(Page page, Path here) throws Exception {
        ParatextStandIn standIn = hub.paratext().orElseThrow();
        standIn.lock("1", "tom");
        Files.writeString(here.resolve(SFM), Files.readString(here.resolve(SFM)).replace("Dos", "Due"));
        synchronize(page);
        assertThat(page.locator("#far .row")).containsText("Sync again in some minutes", patiently());
        assertThat(Axe.violations(page)).isEmpty();
        standIn.unlock("1");
        int before = changesets();
        synchronize(page);
        page.locator("#far .row .state.ask").click(new Locator.ClickOptions().setTimeout(60_000));
        page.locator("dialog#question")
                .getByText("Send now", new Locator.GetByTextOptions().setExact(true))
                .click();
        page.waitForCondition(() -> changesets() > before, new Page.WaitForConditionOptions().setTimeout(60_000));
        allSent(page);
        assertThat(Files.readString(here.resolve(SFM))).contains("Uno").contains("Due");
    }

    private static void synchronize(Page page) {
        page.locator("#far .row")
                .getByText("Synchronize", new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private static String repository(String project) {
        return hub.paratext().orElseThrow().repository(project).toString();
    }

    /** Somebody with Mercurial alone does what Paratext does. */
    private static void edit(String project, Path folder, String words, String by) throws Exception {
        Path clone = folder.resolve("tom");
        hg(folder, "clone", "--quiet", repository(project), clone.toString());
        Path book = clone.resolve(SFM);
        Files.writeString(book, Files.readString(book).replace(words, by));
        hg(clone, "commit", "--user", "Tom Translator", "--message", "by plain hg");
        hg(clone, "push", "--quiet");
    }

    private static void hg(Path in, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("hg"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().put("HGPLAIN", "1");
        builder.environment().put("HGRCPATH", "");
        assertThat(builder.inheritIO().start().waitFor()).isZero();
    }

    private static void logOut(Page page) {
        page.locator("#paratext-login-open").click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log out Ada Admin"))
                .click();
        assertThat(page.locator("#far")).containsText("Log in to see your Paratext projects", patiently());
        assertThat(page.locator("#near .state")).hasText("Log in again");
    }

    /** What was put in does not suffice at first; then the text that a hub tells does. */
    private static void logIn(Page page, String name) throws Exception {
        page.locator("#paratext-login-open").click();
        Locator dialog = page.locator("dialog#paratext-login");
        assertThat(dialog).isVisible();
        dialog.locator("button.main").click();
        assertThat(dialog.locator("[role=alert]")).containsText("comes without a registration");
        dialog.locator("summary").click();
        assertThat(Axe.violations(page)).isEmpty();
        dialog.getByLabel("The text that says").fill("nonsense");
        dialog.locator("button.main").click();
        assertThat(dialog.locator("[role=alert]")).containsText("does not say where Paratext is");
        dialog.getByLabel("The text that says").fill(servers());
        dialog.locator("button.main").click();
        Locator link = dialog.getByText("Sign in on Paratext’s page");
        assertThat(link).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        Page signIn = page.context().waitForPage(link::click);
        signIn.locator("input[name=username]").fill(name);
        signIn.locator("input[name=password]").fill(PASSWORD);
        signIn.locator("button").click();
        assertThat(signIn.locator("p")).containsText("Masora goes on", patiently());
        signIn.close();
        assertThat(dialog.locator("[role=alert]")).containsText("Logged in to Paratext as " + name, patiently());
        dialog.locator("[data-closes]").click();
    }

    private static String servers() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(hub.base() + "/paratext.json"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}

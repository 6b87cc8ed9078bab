package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.button;
import static org.masora.app.web.browser.Looking.looksGood;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first run: nothing is found, projects of other programs are found, a folder is picked. */
final class FirstRunTest {
    private static final String USER_HOME = "user.home";
    private static final LocatorAssertions.HasCountOptions PATIENT =
            new LocatorAssertions.HasCountOptions().setTimeout(60_000);

    private final String userHome = System.getProperty(USER_HOME);
    private Path own = Path.of("");

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        own = Files.createDirectories(folder.resolve("own"));
        System.setProperty(USER_HOME, own.toString());
    }

    @AfterEach
    void end() {
        System.setProperty(USER_HOME, userHome);
    }

    private Person person() throws IOException {
        return Person.on(own.resolve("masora"));
    }

    private static Page addProjects(Person person) throws Exception {
        Page page = person.open();
        page.getByText("Begin").click();
        assertThat(page.locator("h1")).hasText("Add projects");
        return page;
    }

    private void scribes(String user, String name) throws IOException {
        Path project = own.resolve(
                ".config/scribe/users/" + user + "/projects/" + name + "_2f6fc5a1-89ab-4cde-8f01-23456789abcd");
        Files.createDirectories(project.resolve("ingredients"));
        Files.writeString(project.resolve("metadata.json"), Colleague.metadata(name));
        Files.writeString(project.resolve(Colleague.TITUS), "\\id TIT\n\\h Titus\n\\c 1\n\\p\n\\v 1 Paul\n");
    }

    private void paratexts(String name, boolean editable) throws IOException {
        Path project =
                Files.createDirectories(own.resolve("My Paratext 9 Projects").resolve(name));
        Files.writeString(
                project.resolve("Settings.xml"),
                "<ScriptureText><Name>" + name + "</Name><FullName>" + name
                        + "</FullName><Encoding>65001</Encoding><LanguageIsoCode>en:::</LanguageIsoCode><Editable>"
                        + (editable ? "T" : "F") + "</Editable></ScriptureText>");
    }

    @Test
    void withNothingFoundItSaysWhereItLookedAndOffersAFolderADownloadAndASample() throws Exception {
        try (Person person = person()) {
            Page page = addProjects(person);
            assertThat(page.locator("main"))
                    .containsText(own.resolve(".config/scribe/users").toString());
            assertThat(page.locator("main"))
                    .containsText(own.resolve("My Paratext").toString());
            assertThat(button(page, "Choose a folder…")).isVisible();
            assertThat(button(page, "Make a sample project")).isVisible();
            button(page, "Log in…").click();
            assertThat(page.locator("dialog#login")).isVisible();
            page.keyboard().press("Escape");
            looksGood(page, "first-run");

            button(page, "Make a sample project").click();
            Locator state = page.locator("#near .state");
            assertThat(state)
                    .hasText("Only on this computer", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
            page.locator("#near input[type=checkbox]").check();
            button(page, "Get changes").click();
            assertThat(page.locator("#said")).containsText("nothing to get");
            assertThat(page.locator("#strip .running")).hasCount(0, PATIENT);
            page.locator("#near input[type=checkbox]").check();
            page.locator("#near-pane button[data-counts]").click();
            assertThat(state).hasText("Log in", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
            state.click();
            assertThat(page.locator("dialog#login")).isVisible();
        }
    }

    @Test
    void whatScribesUsersAndParatextHaveIsFoundAndComesUnderCareOnlyWhenTickedOrAllAtOnce() throws Exception {
        scribes("asha", "Titus of Asha");
        scribes("binu", "Titus of Binu");
        scribes("binu", "Jonah of Binu");
        paratexts("ABC", true);
        paratexts("RES", false);
        Files.createDirectories(own.resolve("My Paratext 9 Projects/_Resources"));
        try (Person person = person()) {
            Page page = addProjects(person);
            assertThat(page.locator("main h3"))
                    .hasText(new String[] {"In Scribe, user asha", "In Scribe, user binu", "In Paratext"});
            assertThat(page.locator("main input[name=folder]")).hasCount(4);
            assertThat(page.locator("main")).not().containsText("RES");
            assertThat(page.locator("main input:checked")).hasCount(0);
            assertThat(page.getByLabel("Titus of Asha")).hasCount(1);
            looksGood(page, "found");
            page.getByLabel("Titus of Asha").check();
            button(page, "Take under care").click();
            assertThat(page.locator("#near .row")).hasCount(1, PATIENT);
            assertThat(page.locator("#near .row .name")).hasText("Titus of Asha");

            page.navigate(person.address() + "/start");
            assertThat(page.getByLabel("Titus of Asha")).isDisabled();
            button(page, "Take all 2 under care").click();
            assertThat(page.locator("#near .row")).hasCount(3, PATIENT);
            page.navigate(person.address() + "/start");
            assertThat(page.getByLabel("ABC")).isEnabled();
        }
    }

    @Test
    void foldersArePickedInTheListOfThePageHoweverManyAndHoweverNamed() throws Exception {
        List<String> names = List.of("<img src=x onerror=alert(1)>", "كتاب", "two\nlines", " spaced ");
        for (String name : names) {
            Files.createDirectories(own.resolve("many").resolve(name));
        }
        for (int i = 0; i < 80; i++) {
            Files.createDirectories(own.resolve("many/folder " + i));
        }
        scribes("asha", "Titus");
        Files.move(own.resolve(".config/scribe/users/asha/projects"), own.resolve("many/zz books"));
        try (Person person = person()) {
            Page page = addProjects(person);
            button(page, "Choose a folder…").click();
            Locator list = page.locator("#picker-list");
            button(page, "Your own folder").click();
            button(page, "many").click();
            assertThat(list.locator("li")).hasCount(51);
            assertThat(list).containsText("more folders are not listed");
            assertThat(list.locator("img")).hasCount(0);
            looksGood(page, "picker");
            list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("spaced"))
                    .click();
            assertThat(list).containsText("There is no folder in here.");
            assertThat(list).containsText("This folder is no project");
            button(page, "One folder up").click();
            page.getByLabel("Search in this folder").pressSequentially("كتاب");
            assertThat(list.locator("li")).hasCount(2);
            page.getByLabel("Search in this folder").fill("BOOKS");
            button(page, "zz books").click();
            assertThat(list.locator("li .pill")).hasText("project");
            list.locator("li button").last().click();
            button(page, "Take this folder under care").click();
            assertThat(page.locator("#near .row .name"))
                    .hasText("Titus", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
        }
    }
}

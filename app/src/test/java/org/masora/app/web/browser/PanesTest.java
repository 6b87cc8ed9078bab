package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.accessible;
import static org.masora.app.web.browser.Looking.button;
import static org.masora.app.web.browser.Looking.picture;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** The two panes against a real hub. */
final class PanesTest {
    private static final String PASSWORD = "correct horse battery";

    private static void addSample(Page page) {
        page.getByText("Begin").click();
        assertThat(page.locator("h1")).hasText("Add projects");
        accessible(page);
        picture(page, "start");
        button(page, "Make a sample project").click();
        assertThat(page.locator("#near .row .name")).hasText("Masora Sample", patient());
    }

    private static void logIn(Page page, Hub hub, String user) {
        page.locator("#far-login").click();
        Locator dialog = page.locator("dialog#login");
        assertThat(dialog).isVisible();
        accessible(page);
        dialog.getByLabel("Server").fill(hub.base().toString());
        dialog.getByLabel("Account name").fill(user);
        dialog.getByLabel("Password").fill("wrong " + PASSWORD);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(dialog.locator("#login-said")).containsText("does not know", containsPatiently());
        assertThat(dialog.getByLabel("Account name")).hasValue(user);
        picture(page, "login");
        dialog.getByLabel("Password").fill(PASSWORD);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(dialog).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
        assertThat(page.locator("#said")).containsText("Logged in as " + user, containsPatiently());
    }

    @Test
    void fromNothingToSentAndBack(@TempDir Path folder) throws Exception {
        HubOptions options = HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD);
        try (Hub hub = Hub.start(options);
                Person person = Person.on(folder.resolve("one"))) {
            Page page = person.open();
            assertThat(page).hasURL(person.address() + "/");
            assertThat(page.locator("#near")).containsText("No projects yet");
            accessible(page);
            picture(page, "empty");
            addSample(page);
            assertThat(page.locator("#near .state")).hasText("Only on this computer", patient());
            logIn(page, hub, "maria");

            page.locator("#near input[type=checkbox]").check();
            page.locator("#near-pane")
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Sync")))
                    .last()
                    .click();
            Locator ask = page.locator("#near .pill.ask");
            assertThat(ask).hasText("Needs your yes", patient());
            ask.click();
            Locator question = page.locator("dialog#question");
            assertThat(question).containsText("It would go to");
            assertThat(question.locator(":checked")).hasCount(0);
            accessible(page);
            assertThat(question).matchesAriaSnapshot("""
                    - dialog "Masora Sample":
                      - heading "Masora Sample" [level=2]
                      - group "Who can read it there?":
                        - radio "Only people I invite"
                        - radio "Anyone on the internet"
                      - button "Send"
                      - button "Cancel"
                    """);
            picture(page, "question");
            question.getByLabel("Only people I invite").check();
            question.getByText("Send", new Locator.GetByTextOptions().setExact(true))
                    .click();

            assertThat(page.locator("#near .state")).hasText("All sent", patient());
            assertThat(page.locator("#far .row")).containsText("only people you invite", containsPatiently());
            assertThat(page.locator("#far .state")).hasText("On this computer");
            accessible(page);
            picture(page, "sent");
            page.locator("#near .menu summary").click();
            page.getByText("Project page").click();
            assertThat(page.locator("h1")).hasText("Masora Sample");
            assertThat(page.locator("#project-now")).containsText(hub.base() + "/maria/");
            accessible(page);
            picture(page, "project");
            button(page, "Quit").click();
            assertThat(page.locator("dialog#quit")).containsText("Nothing is waiting");
            accessible(page);

            try (Person other = Person.on(folder.resolve("two"))) {
                Page second = other.open();
                logIn(second, hub, "maria");
                second.locator("#far .row > button").click();
                assertThat(second.locator("dialog#download")).isVisible();
                accessible(second);
                picture(second, "download");
                second.locator("dialog#download button[type=submit]").click();
                assertThat(second.locator("#near .row .name")).hasText("Masora Sample", patient());
                assertThat(second.locator("#near .state")).hasText("All sent", patient());
            }
        }
    }

    @Test
    void aPageWhoseMasoraIsGoneSaysSoKeepsWhatWasTypedAndGoesOnByItself(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder)) {
            Page page = person.open();
            page.locator("#near-search").fill("something typed");
            long stopped = System.nanoTime();
            person.stop();
            assertThat(page.locator("#gone")).isVisible();
            assertThat(System.nanoTime() - stopped).as("nanoseconds").isLessThan(5_000_000_000L);
            picture(page, "gone");
            person.startAgain();
            assertThat(page.locator("#gone")).isHidden();
            assertThat(page.locator("#near-search")).hasValue("something typed");
            assertThat(page.locator("#stranger")).isHidden();
        }
    }

    @Test
    void aWindowWithoutASessionIsToldWhatToDo(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder)) {
            Page page = person.context().newPage();
            page.navigate(person.address() + "/");
            assertThat(page.locator("h1")).hasText("Open Masora from its icon");
            accessible(page);
        }
    }

    @Test
    void aNarrowWindowHasTabsAndNothingLeadsOutOfIt(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder, 320, 640)) {
            Page page = person.open();
            addSample(page);
            assertThat(page.locator("#far-pane")).isHidden();
            picture(page, "narrow");
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(320);
            accessible(page);
            button(page, "Projects on cloud").click();
            assertThat(page.locator("#far-pane")).isVisible();
            assertThat(page.locator("#near-pane")).isHidden();
        }
    }

    @Test
    void eightWindowsShareOneStreamAndAllSeeWhatChanges(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder, 1024, 768)) {
            Page first = person.open();
            List<Page> others =
                    IntStream.range(0, 7).mapToObj(_ -> person.another("/")).toList();
            addSample(first);
            for (Page other : others) {
                assertThat(other.locator("#near .row .name")).hasText("Masora Sample", patient());
            }
            assertThat(Files.isDirectory(person.folder())).isTrue();
        }
    }

    /** Two hundred events, forty at a time; after each forty the list is shown anew with other words in every row. */
    private static void twoHundredEvents(Page page, AtomicInteger lists) {
        for (int i = 0; i < 5; i++) {
            int before = lists.get();
            page.evaluate("() => { for (let i = 0; i < 40; i++)"
                    + " changed(['projects', 'activities', 'ended', 'news', 'cloud', 'minute']); }");
            page.waitForCondition(() -> lists.get() > before);
        }
    }

    @Test
    void twoHundredEventsLeaveAloneWhatSomebodyUses(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder)) {
            Page page = person.open();
            addSample(page);
            AtomicInteger lists = new AtomicInteger();
            page.route(Pattern.compile(".*/near(\\?.*)?"), route -> {
                APIResponse answer = route.fetch();
                String words = "list " + lists.incrementAndGet();
                route.fulfill(new Route.FulfillOptions()
                        .setResponse(answer)
                        .setBody(answer.text().replace("Bible text", words)));
            });
            Locator row = page.locator("#near .row");
            page.evaluate("document.querySelector('#near .row').same = true");

            row.locator("input[type=checkbox]").check();
            page.locator("#near-search").fill("Sam");
            page.locator("#near-search").press("ArrowLeft");
            twoHundredEvents(page, lists);
            assertThat(page.locator("#near-search")).isFocused();
            assertThat(page.locator("#near-search")).hasValue("Sam");
            assertThat(page.evaluate("document.activeElement.selectionStart")).isEqualTo(2);
            assertThat(row.locator("input[type=checkbox]")).isChecked();

            row.locator(".menu summary").click();
            row.locator(".menu button").first().focus();
            twoHundredEvents(page, lists);
            assertThat(row.locator(".menu[open]")).hasCount(1);
            assertThat(row.locator(".menu button").first()).isFocused();
            page.keyboard().press("Escape");

            row.locator(".what").hover();
            page.mouse().down();
            page.locator("#far-pane .scrolls").hover();
            page.locator("#far-pane .scrolls").hover();
            assertThat(page.locator("#near .row[data-dragging]")).hasCount(1);
            twoHundredEvents(page, lists);
            assertThat(page.locator("#near .row[data-dragging]")).hasCount(1);
            assertThat((Boolean) page.evaluate("document.querySelector('#near .row').same === true"))
                    .isTrue();
            page.keyboard().press("Escape");
            page.mouse().up();
            assertThat(page.locator("#near .row[data-dragging]")).hasCount(0);
            page.locator("#top").click();
            page.evaluate("changed(['projects'])");
            page.waitForCondition(() -> row.innerText().contains("list " + lists.get()));
        }
    }

    private static LocatorAssertions.HasTextOptions patient() {
        return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    }

    private static LocatorAssertions.ContainsTextOptions containsPatiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    }
}

package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.button;
import static org.masora.app.web.browser.Looking.looksGood;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Accounts;
import org.masora.app.home.Home;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** Help from afar, what can be chosen, stars, and a plain folder of books. */
final class HelpTest {
    private static final String PASSWORD = "correct horse battery";

    @Test
    void theHelpFileIsShownFirstAndHoldsNoSecretAndNoNameUnlessTicked(@TempDir Path folder) throws Exception {
        HubOptions options = HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD);
        try (Hub hub = Hub.start(options);
                Colleague own = new Colleague(folder, hub, "maria", PASSWORD)) {
            own.make("Titus of Asha", "Paul a servant");
            own.sendFirst("Titus of Asha");
            own.edit("Titus of Asha", "servant", "bondman");
            helpFile(folder);
        }
    }

    private void helpFile(Path folder) throws Exception {
        try (Person person = Person.on(folder)) {
            Page page = person.open();
            page.locator("#near .menu summary").click();
            page.locator("#near .menu button[data-act$='/sync']").click();
            assertThat(page.locator("#near .state")).hasText("All sent", hasPatiently());
            String token = new Accounts(new Home(folder.resolve("home")))
                    .all()
                    .getFirst()
                    .token();

            page.locator("#top nav").getByText("Help").click();
            button(page, "Test the line").click();
            assertThat(page.locator("#help-results .pill.good")).hasCount(4, patiently());
            Locator file = page.locator("#help-file");
            assertThat(file).containsText("account 1");
            assertThat(file).containsText("SYNC project 1 DONE");
            assertThat(file).not().containsText(Pattern.compile("maria|Asha|bondman|projects/"));
            looksGood(page, "help");
            page.getByLabel("With names").check();
            assertThat(file).containsText("maria@", containsPatiently());
            assertThat(file).containsText("SYNC project Titus of Asha DONE");
            assertThat(file).not().containsText(Pattern.compile(token + "|servant|bondman"));
            page.getByLabel("With names").uncheck();
            assertThat(file).not().containsText("maria", containsPatiently());
            button(page, "Save this file").click();
            assertThat(page.locator("#said").getByText("Saved: ")).isVisible();
            try (var saved = Files.list(person.folder().resolve("Help"))) {
                assertThat(Files.readString(saved.findFirst().orElseThrow()))
                        .contains("account 1", "project 1", "Settings")
                        .doesNotContain("maria", "Asha", "bondman", token, PASSWORD);
            }

            page.locator("#top nav").getByText("Past syncs").click();
            page.locator("#language").selectOption("hi");
            assertThat(page.locator("#past > li > p").first()).not().containsText("asked");
            page.locator("#past summary").click();
            assertThat(page.locator("#past details")).containsText("It was asked afterwards");
            assertThat(page.locator("#past details .number").first()).hasText("M-0642");
            looksGood(page, "past-hindi");
            page.locator("#language").selectOption("en");

            page.locator("#top nav").getByText("Settings").click();
            page.getByLabel("After combining").selectOption("never");
            page.getByLabel("How many backups").selectOption("10");
            page.getByLabel("Size of project texts").selectOption("150");
            looksGood(page, "settings");
            button(page, "Save").click();
            assertThat(page.locator("#said").getByText("Saved.")).isVisible();
            page.reload();
            assertThat(page.getByLabel("After combining")).hasValue("never");
            assertThat(page.getByLabel("How many backups")).hasValue("10");
            assertThat(page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--text-size')"))
                    .isEqualTo("1.5");
        }
    }

    @Test
    void aPlainFolderOfBooksIsNamedAndAStarStaysWhereItWasSet(@TempDir Path folder) throws Exception {
        Path books = Files.createDirectories(folder.resolve("my books"));
        Files.writeString(books.resolve("TIT.usfm"), "\\id TIT\n\\h Tito\n\\c 1\n\\p\n\\v 1 Paulo\n");
        try (Person person = Person.on(folder, 1366, 600)) {
            Page page = person.open();
            assertThat(page.locator("#near")).containsText("No projects yet");
            page.getByText("Begin").click();
            assertThat(page.locator("main")).containsText("Try a sample");
            button(page, "Choose a folder…").click();
            // As if somebody had gone down all the way to that folder.
            page.locator("#picker-list button")
                    .first()
                    .evaluate(
                            "(button, address) => button.dataset.opens = address",
                            "/start/in?path=" + URLEncoder.encode(books.toString(), StandardCharsets.UTF_8));
            page.locator("#picker-list button").first().click();
            page.getByLabel("Name of the project").fill("Tito kwa Kiswahili");
            page.getByLabel("Code of the language").fill("sw");
            assertThat(page.locator("#picker-list li")).hasCount(1);
            looksGood(page, "naming");
            button(page, "Take this folder under care").click();
            Locator row = page.locator("#near .row");
            assertThat(row.locator(".project-text")).hasText("Tito kwa Kiswahili", hasPatiently());
            assertThat(row.locator(".project-text")).hasAttribute("lang", "sw");
            Locator star = row.locator(".star");
            assertThat(star).hasAttribute("aria-pressed", "false");
            star.click();
            assertThat(star).hasAttribute("aria-pressed", "true");
            page.reload();
            assertThat(star).hasAttribute("aria-pressed", "true");
            page.getByLabel("Show").selectOption("STARRED");
            assertThat(row).hasCount(1);
            assertThat((Double) page.evaluate("document.querySelector('#near-pane .scrolls').clientHeight * 1.0001"
                            + " / document.querySelector('#near .row').offsetHeight"))
                    .as("projects that fit into a pane of a low screen")
                    .isGreaterThanOrEqualTo(8);
            looksGood(page, "star");
        }
    }

    private static LocatorAssertions.HasCountOptions patiently() {
        return new LocatorAssertions.HasCountOptions().setTimeout(60_000);
    }

    private static LocatorAssertions.HasTextOptions hasPatiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    }

    private static LocatorAssertions.ContainsTextOptions containsPatiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    }
}

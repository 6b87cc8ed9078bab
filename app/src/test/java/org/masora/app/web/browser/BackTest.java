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
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.BookNames;
import org.masora.core.scripture.BookCode;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** Looking back and putting back, against a real hub. */
final class BackTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Pattern FIRST_VERSE = Pattern.compile("\\\\v 1 ([^\\n\\\\]+)");

    private static Locator tab(Page page, String name) {
        return page.locator(".project-tabs").getByText(name);
    }

    private static void logIn(Page page, Hub hub) {
        page.locator("#far-login").click();
        Locator dialog = page.locator("dialog#login");
        dialog.getByLabel("Server").fill(hub.base().toString());
        dialog.getByLabel("Account name").fill("maria");
        dialog.getByLabel("Password").fill(PASSWORD);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(dialog).hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
    }

    private static void firstSend(Page page) {
        page.locator("#near .menu summary").click();
        page.locator("#near .menu").getByText("as maria").click();
        assertThat(page.locator("#near .pill.ask")).hasText("Needs your yes", patient());
        page.locator("#near .pill.ask").click();
        page.locator("dialog#question").getByLabel("Only people I invite").check();
        page.locator("dialog#question button[type=submit]").click();
        assertThat(page.locator("#near .state")).hasText("All sent", patient());
    }

    private static Path book(Person person) throws IOException {
        try (var files = Files.list(person.folder().resolve("Sample/ingredients"))) {
            return files.filter(file -> file.toString().endsWith(".usfm"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String verse(Path book) throws IOException {
        Matcher first = FIRST_VERSE.matcher(Files.readString(book));
        assertThat(first.find()).isTrue();
        return first.group(1).strip();
    }

    @Test
    @DisplayName("U2 U3 a verse, and all, are put back after it was said what that does to others")
    void historyOfAVersePutBackAndBackups(@TempDir Path folder) throws Exception {
        HubOptions options = HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD);
        try (Hub hub = Hub.start(options);
                Person person = Person.on(folder)) {
            Page page = person.open();
            page.getByText("Begin").click();
            button(page, "Make a sample project").click();
            assertThat(page.locator("#near .row .name")).hasText("Masora Sample", patient());
            logIn(page, hub);
            firstSend(page);
            Path book = book(person);
            String code = String.valueOf(book.getFileName()).replace(".usfm", "");
            byte[] content = Files.readAllBytes(book);
            String name =
                    new BookNames(Map.of(new BookCode(code), code), _ -> Optional.of(content)).of(new BookCode(code));
            assertThat(name).isNotEqualTo(code);
            String before = verse(book);
            Files.writeString(book, Files.readString(book).replaceFirst(Pattern.quote(before), "A new text"));

            page.locator("#near .menu summary").click();
            page.getByText("Project page").click();
            assertThat(page.locator("#strip .running"))
                    .hasCount(0, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
            assertThat(page.locator("#project-now .list")).containsText("holds all of this", containsPatiently());
            button(page, "Sync as maria").click();
            assertThat(page.locator("#project-now .list")).containsText(name + ": 1 verse", containsPatiently());
            tab(page, "History").click();
            assertThat(page.locator("#time-line")).containsText("Written on this computer", containsPatiently());
            looksGood(page, "history");
            page.getByLabel("Verse").fill(name + " 1:1");
            button(page, "Show").first().click();
            Locator texts = page.locator("#verse-history .readings li");
            assertThat(texts).hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
            assertThat(texts.first().locator("ins")).containsText("A new text");
            assertThat(texts.first().locator("del")).hasCount(1);
            assertThat(texts.last().locator("ins, del")).hasCount(0);
            assertThat(texts.last().locator(".project-text")).hasAttribute("lang", Pattern.compile(".+"));
            looksGood(page, "verse");
            texts.last().getByRole(AriaRole.BUTTON).click();
            Locator dialog = page.locator("dialog#put-back");
            assertThat(dialog).containsText("others get it as a new change");
            assertThat(dialog).containsText(name + ": 1 verse");
            assertThat(dialog).matchesAriaSnapshot("""
                    - dialog /Put .* 1:1 back/:
                      - heading /Put .* 1:1 back/ [level=2]
                      - group "Where?":
                        - radio "Into the project’s own folder" [checked]
                        - radio /Into a new folder beside it/
                        - textbox "The new folder"
                      - button "Put back"
                      - button "Cancel"
                    """);
            looksGood(page, "put-back");
            assertThat(Files.readString(book)).contains("A new text");
            button(page, "Put back").click();
            assertThat(page.locator("#time-line")).containsText("Something was put back", containsPatiently());
            assertThat(verse(book)).isEqualTo(before);

            tab(page, "Copies and backups").click();
            assertThat(page.locator("#back-copies")).containsText("every byte is whole", containsPatiently());
            assertThat(page.locator("#back-copies")).containsText(hub.base() + "/maria/");
            assertThat(page.locator("#back-copies")).containsText("not there yet");
            Locator backup = page.locator("#back-list .backup");
            assertThat(backup).hasCount(1);
            assertThat(backup).containsText("verified");
            looksGood(page, "copies");
            button(page, "Open the folder").click();
            assertThat(page.locator("#said")).containsText("Sample", containsPatiently());
            backup.getByRole(AriaRole.BUTTON).click();
            dialog.getByLabel("Into a new folder").check();
            dialog.getByLabel("The new folder").fill(folder.resolve("beside").toString());
            button(page, "Put back").click();
            page.locator("#top nav").getByText("Past syncs").click();
            assertThat(page.locator("#past")).containsText("Written into", containsPatiently());
            assertThat(verse(folder.resolve("beside/ingredients").resolve(book.getFileName())))
                    .isEqualTo("A new text");

            page.goBack();
            tab(page, "History").click();
            page.locator("#time-line a")
                    .getByText("Written on this computer")
                    .first()
                    .click();
            assertThat(page.locator("#then-text .then-verse.changed")).containsText("A new text");
            looksGood(page, "moment");
        }
    }

    private static LocatorAssertions.HasTextOptions patient() {
        return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    }

    private static LocatorAssertions.ContainsTextOptions containsPatiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    }
}

package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.near;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** What the page shows and does while there is no line to the server, and when it is back. */
final class LineGoneTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String LATER = "Sync when the line is back";
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);

    private static Locator state(Page page, String name) {
        return near(page, name).locator(".state");
    }

    private static void projects(Colleague own) throws Exception {
        for (String name : new String[] {"Titus", "Jude"}) {
            own.make(name, "one two three");
            own.sendFirst(name);
            own.edit(name, "one", "uno");
        }
    }

    @Test
    @DisplayName(
            "without a line Sync becomes \"Sync when the line is back\": it waits, can be cancelled, and goes by itself")
    void syncWhenTheLineIsBack(@TempDir Path folder) throws Exception {
        HubOptions options = HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD);
        Hub hub = Hub.start(options);
        URI address = hub.base();
        try (Colleague own = new Colleague(folder.resolve("own"), hub, "maria", PASSWORD)) {
            projects(own);
            hub.close();
            try (Person person = Person.on(folder.resolve("own"))) {
                Page page = person.open();
                Locator sync = page.locator("#near-pane button[data-counts]");
                assertThat(sync).hasText("Sync  when the line is back", PATIENT);
                near(page, "Titus").locator("input[type=checkbox]").check();
                assertThat(sync).hasText("Sync 1 when the line is back");
                assertThat(Axe.violations(page)).isEmpty();
                sync.click();
                assertThat(state(page, "Titus")).hasText("Waiting for the line");
                assertThat(state(page, "Jude")).hasText("1 verse not sent");
                assertThat(page.locator("#said")).containsText("as soon as the line is back");
                Looking.picture(page, "line-gone");

                state(page, "Titus").click();
                Locator told = page.locator("dialog#question");
                assertThat(told).containsText("There is no line now");
                assertThat(told).containsText("as soon as the line is back");
                told.getByText("Cancel").click();
                Locator cancel = near(page, "Titus").locator(".wait-not");
                cancel.click();
                assertThat(state(page, "Titus")).hasText("1 verse not sent");
                assertThat(cancel).hasCount(0);
                assertThat(state(page, "Titus")).isFocused();

                near(page, "Jude").locator(".menu summary").click();
                near(page, "Jude")
                        .locator(".menu")
                        .getByText("Sync Jude when the line is back")
                        .click();
                assertThat(state(page, "Jude")).hasText("Waiting for the line");
                near(page, "Titus").locator(".menu summary").click();
                near(page, "Titus").locator(".menu a").click();
                Locator project = page.locator("#project-sync");
                assertThat(project).hasText(LATER);
                assertThat(page.locator("#project-now .state")).hasText("1 verse not sent");
                assertThat(Axe.violations(page)).isEmpty();
                Looking.picture(page, "line-gone-project");
                project.click();
                assertThat(page.locator("#project-now .state")).hasText("Waiting for the line");
                page.locator("#project-now .wait-not").click();
                assertThat(page.locator("#project-now .state")).hasText("1 verse not sent");
                // What needs no line works.
                page.locator(".project-tabs").getByText("Text").click();
                assertThat(page.locator("#main")).containsText("uno two three");
                page.locator(".project-tabs a").first().click();
                project.focus();

                try (Hub again = Hub.start(options.onPort(address.getPort()))) {
                    assertThat(again.base()).isEqualTo(address);
                    assertThat(project).hasText("Sync as maria", PATIENT);
                    assertThat(project).isFocused();
                    page.locator("#top .brand").click();
                    assertThat(state(page, "Jude")).hasText("All sent", PATIENT);
                    assertThat(state(page, "Titus")).hasText("1 verse not sent");
                    assertThat(sync).hasText("Sync  as maria");
                    assertThat(own.atServer("Jude")).contains("uno");
                }
            }
        }
    }
}

package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.near;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.testkit.ApiCaller;

/** Who is logged in can change elsewhere: on the command line, or at the server. An open page notices. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoginsTest {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);

    private Optional<Hub> hub = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = Optional.of(Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD)));
        maria().makeAccount("anita");
        maria().makeAccount("joel");
    }

    @AfterAll
    void end() {
        hub.ifPresent(Hub::close);
    }

    private ApiCaller maria() {
        return new ApiCaller(hub.orElseThrow().base(), "maria", PASSWORD);
    }

    private static Locator state(Page page, String name) {
        return near(page, name).locator(".state");
    }

    @Test
    @DisplayName("a login on the command line is seen: whose projects are shown, and what needed a login")
    void loginElsewhere(@TempDir Path folder) throws Exception {
        String name = "Expired";
        try (Colleague own = new Colleague(folder, hub.orElseThrow(), "maria", PASSWORD)) {
            own.make(name, "one");
            own.sendFirst(name);
            own.edit(name, "one", "uno");
            own.forgetLogin();
        }
        try (Person person = Person.on(folder)) {
            Page page = person.open();
            assertThat(page.locator("#far-login")).hasText("Log in");
            assertThat(page.locator("#far-owner")).hasValue("");
            assertThat(page.locator("#near-sync")).hasText("Sync");
            assertThat(state(page, name)).hasText("Log in again", PATIENT);
            try (Colleague _ = new Colleague(folder, hub.orElseThrow(), "maria", PASSWORD)) {
                assertThat(page.locator("#far-login")).hasText("Accounts");
                assertThat(page.locator("#far-owner")).hasValue("maria");
                assertThat(page.locator("#near-sync")).containsText("as maria");
                assertThat(page.locator("#far .row")).hasCount(1);
                assertThat(state(page, name)).hasText("1 verse not sent", PATIENT);
            }
            maria().takeTokensBack();
            page.locator("#near input[type=checkbox]").check();
            page.locator("#near-pane button[data-counts]").click();
            assertThat(state(page, name)).hasText("Log in again", PATIENT);
            try (Colleague _ = new Colleague(folder, hub.orElseThrow(), "maria", PASSWORD)) {
                assertThat(state(page, name)).hasText("1 verse not sent", PATIENT);
            }
        }
    }

    @Test
    @DisplayName("of several accounts the chosen one's own projects are shown, one's own first")
    void severalAccounts(@TempDir Path folder) throws Exception {
        try (Colleague anita = new Colleague(folder.resolve("anita"), hub.orElseThrow(), "anita", PASSWORD);
                Colleague joel = new Colleague(folder.resolve("joel"), hub.orElseThrow(), "joel", PASSWORD);
                Colleague _ = new Colleague(folder, hub.orElseThrow(), "anita", PASSWORD);
                Colleague _ = new Colleague(folder, hub.orElseThrow(), "joel", PASSWORD);
                Person person = Person.on(folder)) {
            joel.make("Of Joel", "one");
            joel.sendFirst("Of Joel");
            anita.make("Of Anita", "one");
            String there = anita.sendFirst("Of Anita").toString();
            new ApiCaller(hub.orElseThrow().base(), "anita", PASSWORD)
                    .ask("PUT", "/repos/" + there + "/collaborators/joel", "{\"permission\":\"write\"}");
            Page page = person.open();
            Locator names = page.locator("#far .row .name");
            assertThat(page.locator("#far-owner")).hasValue("joel");
            assertThat(names)
                    .hasText(new String[] {"en-textTranslation-Of_Joel", "en-textTranslation-Of_Anita"}, PATIENT);
            page.locator("#far-pane select")
                    .selectOption("anita@" + hub.orElseThrow().base().getAuthority());
            assertThat(page.locator("#far-owner")).hasValue("anita");
            assertThat(names).hasText(new String[] {"en-textTranslation-Of_Anita"}, PATIENT);
            assertThat(Axe.violations(page)).isEmpty();
            Looking.picture(page, "accounts");
        }
    }
}

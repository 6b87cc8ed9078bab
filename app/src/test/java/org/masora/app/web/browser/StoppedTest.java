package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.testkit.ApiCaller;

/** Syncs that stop and go on when somebody has answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StoppedTest {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);

    private Optional<Hub> hub = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = Optional.of(Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD)));
    }

    @AfterAll
    void end() {
        hub.ifPresent(Hub::close);
    }

    private Colleague colleague(Path folder) throws Exception {
        return new Colleague(folder, hub.orElseThrow(), "maria", PASSWORD);
    }

    private static Locator state(Page page) {
        return page.locator("#near .state");
    }

    private static void sync(Page page) {
        page.locator("#near input[type=checkbox]").check();
        page.locator("#near-pane button[data-counts]").click();
    }

    @Test
    @DisplayName("a token that counts no more: \"Log in again\" from the row, and the sync goes on after that")
    void expiredToken(@TempDir Path folder) throws Exception {
        try (Colleague own = colleague(folder)) {
            own.make("Titus", "one two", "three four");
            own.sendFirst("Titus");
            own.edit("Titus", "one", "uno");
            new ApiCaller(hub.orElseThrow().base(), "maria", PASSWORD).takeTokensBack();
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(state(page)).hasText("1 verse not sent", PATIENT);
                sync(page);
                assertThat(state(page)).hasText("Log in again", PATIENT);
                state(page).click();
                Locator dialog = page.locator("dialog#login");
                assertThat(dialog.getByLabel("Server"))
                        .hasValue(hub.orElseThrow().base().toString());
                assertThat(dialog.getByLabel("Account name")).hasValue("maria");
                assertThat(dialog.getByLabel("Password")).isFocused();
                dialog.getByLabel("Password").fill(PASSWORD);
                dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Log in"))
                        .click();
                assertThat(state(page)).hasText("1 verse not sent", PATIENT);
                sync(page);
                assertThat(state(page)).hasText("All sent", PATIENT);
                assertThat(page.locator("#near .synced time")).hasAttribute("title", Pattern.compile("maria"));
            }
        }
    }

    @Test
    @DisplayName("D2 a sync that would empty much stops and shows what, and goes on only when told to")
    void brake(@TempDir Path folder) throws Exception {
        try (Colleague own = colleague(folder.resolve("own"));
                Colleague other = colleague(folder.resolve("other"))) {
            own.make("Emptied", "one", "two", "three", "four", "five", "six", "seven", "eight");
            other.download(own.sendFirst("Emptied"), "Emptied");
            Path book = own.project("Emptied").resolve(Colleague.TITUS);
            Files.writeString(book, Files.readString(book).replaceAll("(?m)^(\\\\v \\d+) .*$", "$1 "));
            try (Person person = Person.on(folder.resolve("own"))) {
                Page page = person.open();
                assertThat(state(page)).hasText("8 verses not sent", PATIENT);
                sync(page);
                assertThat(state(page)).hasText("Needs your yes", PATIENT);
                assertThat(other.atServer("Emptied")).contains("eight");
                state(page).click();
                Locator question = page.locator("dialog#question");
                assertThat(question).containsText("Titus: 8 verses without text now");
                assertThat(question.locator(".number")).hasText("M-0631");
                assertThat(Axe.violations(page)).isEmpty();
                Looking.picture(page, "brake");
                question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Go on and delete"))
                        .click();
                assertThat(state(page)).hasText("All sent", PATIENT);
            }
        }
    }
}

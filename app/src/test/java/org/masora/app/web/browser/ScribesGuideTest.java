package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.dragOver;
import static org.masora.app.web.browser.Looking.far;
import static org.masora.app.web.browser.Looking.near;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.cli.BadLine;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.remote.door43.ProjectName;
import org.masora.testkit.ApiCaller;

/** What Scribe's users know how to do: cloud sync and offline sync by button and by drag, from the project's page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScribesGuideTest {
    private static final String PASSWORD = "correct horse battery";
    private static final int RECORDING_BYTES = 1 << 20;
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private Optional<Hub> hub = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = Optional.of(Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD)));
        ApiCaller maria = new ApiCaller(hub().base(), "maria", PASSWORD);
        maria.makeAccount("anita");
        maria.makeAccount("joel");
    }

    @AfterAll
    void end() {
        hub.ifPresent(Hub::close);
    }

    private Hub hub() {
        return hub.orElseThrow();
    }

    private static Locator state(Page page, String name) {
        return near(page, name).locator(".state");
    }

    private static void answerWhoCanRead(Page page, String name) {
        assertThat(state(page, name)).hasText("Needs your yes", PATIENT);
        state(page, name).click();
        Locator question = page.locator("dialog#question");
        assertThat(question.locator(":checked")).hasCount(0);
        question.getByLabel("Only people I invite").check();
        question.getByText("Send", new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    @Test
    @DisplayName("P7 by mouse: the pane says what a release will do, Esc and a release elsewhere do nothing")
    void dragsByMouse(@TempDir Path folder) throws Exception {
        try (Colleague own = new Colleague(folder, hub(), "maria", PASSWORD);
                Colleague other = new Colleague(folder.resolve("other"), hub(), "maria", PASSWORD)) {
            String name = "Dragged";
            own.make(name, "one", "two");
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(state(page, name)).hasText("Only on this computer", PATIENT);

                dragOver(page, near(page, name), "#far-pane");
                assertThat(page.locator("#far-hint")).hasText("Sync Dragged as maria");
                page.keyboard().press("Escape");
                page.mouse().up();
                assertThat(page.locator("#far-hint")).isEmpty();
                dragOver(page, near(page, name), "#far-pane");
                page.locator("#top .brand").hover();
                page.mouse().up();
                assertThat(page.locator("#strip .running")).hasCount(0);
                assertThat(state(page, name)).hasText("Only on this computer");

                near(page, name).dragTo(page.locator("#far-pane .scrolls"));
                answerWhoCanRead(page, name);
                assertThat(state(page, name)).hasText("All sent", PATIENT);
                assertThat(far(page, name)).containsText("only people you invite", PATIENTLY);
                assertThat(far(page, name)).containsText("proof ", PATIENTLY);
                assertThat(page.locator("#spoken")).containsText("is done", PATIENTLY);

                ProjectName there = new ProjectName("maria", "en-textTranslation-" + name);
                other.download(there, name);
                other.edit(name, "one", "uno");
                other.sync(name);
                own.edit(name, "two", "due");
                dragOver(page, far(page, name), "#near-pane");
                Locator hint = page.locator("#near-hint");
                assertThat(hint).containsText("Combine with Dragged here");
                assertThat(hint).containsText("Will come from the hub: Titus: 1 verse changed", PATIENTLY);
                Looking.picture(page, "dragged");
                page.mouse().up();
                assertThat(state(page, name)).hasText("1 verse not sent", PATIENT);
                assertThat(own.read(name)).contains("uno").contains("due");
                assertThat(other.atServer(name)).contains("uno").contains("two");
                page.locator("#top").getByText("Past syncs").click();
                assertThat(page.locator("#past")).containsText("The hub: changes in 1 file came, nothing went");
            }
        }
    }

    @Test
    @DisplayName("P7 by keyboard: the menu of a row offers each drag in the same words; by owner's name")
    void dragsByKeyboard(@TempDir Path folder) throws Exception {
        try (Colleague anita = new Colleague(folder.resolve("anita"), hub(), "anita", PASSWORD);
                Colleague _ = new Colleague(folder, hub(), "maria", PASSWORD)) {
            String name = "Offline";
            anita.make(name, "one", "two");
            anita.sendFirst(name);
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(page.locator("#far-owner")).hasValue("maria");
                page.locator("#far-owner").fill("anita");
                Locator summary = far(page, name).locator(".menu summary");
                summary.focus();
                page.keyboard().press("Enter");
                assertThat(far(page, name).locator(".menu button")).hasText("Download en-textTranslation-Offline");
                page.keyboard().press("Escape");
                assertThat(far(page, name).locator(".menu[open]")).hasCount(0);
                assertThat(summary).isFocused();
                page.keyboard().press("Enter");
                page.keyboard().press("Tab");
                page.keyboard().press("Enter");
                assertThat(state(page, name)).hasText("All sent", PATIENT);

                anita.edit(name, "one", "uno");
                anita.sync(name);
                summary.focus();
                page.keyboard().press("Enter");
                assertThat(far(page, name).locator(".menu button")).hasText("Combine with Offline here", PATIENT);
                page.keyboard().press("Tab");
                page.keyboard().press("Enter");
                page.locator("#top").getByText("Past syncs").click();
                assertThat(page.locator("#past")).containsText("Titus: 1 verse changed", PATIENTLY);
            }
        }
    }

    @Test
    void syncFromTheProjectsPageAndBackWithWhatItWillDoSaidBefore(@TempDir Path folder) throws Exception {
        try (Colleague other = new Colleague(folder.resolve("other"), hub(), "maria", PASSWORD);
                Colleague own = new Colleague(folder, hub(), "maria", PASSWORD)) {
            String name = "Paged";
            other.make(name, "one two", "three four");
            own.download(other.sendFirst(name), name);
            own.edit(name, "four", "quattro");
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(state(page, name)).hasText("1 verse not sent", PATIENT);
                near(page, name).locator(".menu summary").click();
                page.getByText("Project page").click();
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sync as maria"))
                        .click();
                assertThat(page.locator("#project-now")).containsText("holds all of this", PATIENTLY);
                assertThat(other.atServer(name)).contains("quattro");

                other.edit(name, "one", "uno");
                other.sync(name);
                page.locator("#forecast-open").click();
                Locator forecast = page.locator("dialog#forecast");
                assertThat(forecast).containsText("changes in 1 file come; nothing goes", PATIENTLY);
                assertThat(forecast).containsText("Titus: 1 verse changed");
                assertThat(Axe.violations(page)).isEmpty();
                assertThat(own.read(name)).contains("one two");
                forecast.locator("button[type=submit]").click();
                assertThat(page.locator("#project-now")).containsText("changes in 1 file came", PATIENTLY);
                assertThat(own.read(name)).contains("uno two");
            }
        }
    }

    @Test
    @DisplayName("V1 a project that says it is not for everybody: private is preselected at its first send")
    void firstSendOfAPrivateProject(@TempDir Path folder) throws Exception {
        try (Colleague own = new Colleague(folder, hub(), "maria", PASSWORD)) {
            String name = "Confidential";
            own.make(name, "one");
            Path metadata = own.project(name).resolve("metadata.json");
            Files.writeString(
                    metadata,
                    Files.readString(metadata)
                            .replace(
                                    "\"format\":\"scripture burrito\"",
                                    "\"format\":\"scripture burrito\",\"confidential\":true"));
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(state(page, name)).hasText("Only on this computer", PATIENT);
                near(page, name).locator("input[type=checkbox]").check();
                assertThat(page.locator("#near-pane button[data-counts]")).hasText("Sync 1 as maria");
                page.locator("#near-pane button[data-counts]").click();
                assertThat(state(page, name)).hasText("Needs your yes", PATIENT);
                state(page, name).click();
                Locator question = page.locator("dialog#question");
                assertThat(question.getByLabel("Only people I invite")).isChecked();
                question.getByText("Send", new Locator.GetByTextOptions().setExact(true))
                        .click();
                assertThat(state(page, name)).hasText("All sent", PATIENT);
                assertThat(far(page, name)).containsText("only people you invite", PATIENTLY);
            }
        }
    }

    @Test
    @DisplayName("V3 who logs in where somebody else synced last is asked by whose account it shall go")
    void anotherAccount(@TempDir Path folder) throws Exception {
        String name = "Shared";
        try (Colleague maria = new Colleague(folder, hub(), "maria", PASSWORD)) {
            maria.make(name, "one");
            maria.sendFirst(name);
            maria.edit(name, "one", "uno");
        }
        try (Colleague _ = new Colleague(folder, hub(), "joel", PASSWORD);
                Person person = Person.on(folder)) {
            Page page = person.open();
            assertThat(state(page, name)).hasText("1 verse not sent", PATIENT);
            near(page, name).locator(".menu summary").click();
            near(page, name).locator(".menu").getByText("Sync Shared as maria").click();
            assertThat(state(page, name)).hasText("Needs your yes", PATIENT);
            state(page, name).click();
            Locator question = page.locator("dialog#question");
            assertThat(question).containsText("joel has logged in since");
            assertThat(question.getByRole(AriaRole.BUTTON)).hasCount(3);
            assertThat(Axe.violations(page)).isEmpty();
            question.getByText("Sync as maria").click();
            assertThat(state(page, name)).hasText("All sent", PATIENT);
        }
    }

    private static void recording(Colleague own, String name) throws IOException {
        byte[] noise = new byte[RECORDING_BYTES];
        new Random(20261122).nextBytes(noise);
        Files.write(own.project(name).resolve("recording.mp3"), noise);
    }

    @Test
    @DisplayName("P1 cut while sending: \"not known yet\" until the server can be asked, then sent and proved")
    void cutInTheMiddle(@TempDir Path folder) throws Exception {
        try (BadLine line = new BadLine(hub().base());
                Colleague own = new Colleague(folder, URI.create(line.address()), "maria", PASSWORD)) {
            String name = "Cut";
            own.make(name, "one");
            own.sendFirst(name);
            recording(own, name);
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(state(page, name)).hasText("1 file not sent", PATIENT);
                line.cutRequestsAfter(RECORDING_BYTES / 2);
                near(page, name).locator("input[type=checkbox]").check();
                page.locator("#near-pane button[data-counts]").click();
                assertThat(state(page, name)).hasText("Waiting for the line", PATIENT);
                state(page, name).click();
                Locator told = page.locator("dialog#question");
                assertThat(told).containsText("not known yet whether it arrived");
                told.getByText("Cancel").click();
                page.locator("#far-pane").getByText("Look again").click();
                assertThat(page.locator("#far")).containsText("This list is as of", PATIENTLY);
                assertThat(far(page, name)).isVisible();
                line.mend();
                state(page, name).click();
                told.getByText("Sync again").click();
                assertThat(state(page, name)).hasText("All sent", PATIENT);
                page.locator("#top").getByText("Past syncs").click();
                assertThat(page.locator("#past")).containsText("not known yet whether it arrived");
                assertThat(page.locator("#past")).containsText("holds all of this");
            }
        }
    }

    @Test
    @DisplayName("P1 stopped when all was on its way: the server is asked, holds it, and so it is sent")
    void stoppedInTheMiddle(@TempDir Path folder) throws Exception {
        try (BadLine line = new BadLine(hub().base());
                Colleague own = new Colleague(folder, URI.create(line.address()), "maria", PASSWORD)) {
            String name = "Stopped";
            own.make(name, "one");
            own.sendFirst(name);
            recording(own, name);
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(state(page, name)).hasText("1 file not sent", PATIENT);
                line.holdAnswersWhenSent(RECORDING_BYTES / 2);
                near(page, name).locator("input[type=checkbox]").check();
                page.locator("#near-pane button[data-counts]").click();
                try {
                    assertThat(line.isHeldSoon()).isTrue();
                    Locator running = page.locator("#strip .running");
                    assertThat(running).containsText("sending");
                    assertThat(running.locator(".amount")).containsText("MB");
                    Looking.picture(page, "sending");
                    assertThat(state(page, name)).containsText("sending");
                    assertThat(page.locator("#spoken")).containsText("has begun");
                    page.locator("#strip a[data-jumps]").click();
                    assertThat(state(page, name)).isFocused();
                    running.locator("button").click();
                    assertThat(running).containsText("stopping");
                } finally {
                    line.release();
                }
                assertThat(state(page, name)).hasText("All sent", PATIENT);
                page.locator("#top").getByText("Past syncs").click();
                assertThat(page.locator("#past")).containsText("holds all of this");
            }
        }
    }
}

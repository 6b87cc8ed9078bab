package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.cli.BadLine;
import org.masora.app.home.Home;
import org.masora.app.home.SettingsFile;
import org.masora.app.web.process.Opening;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.testkit.Browsers;

/** The program in processes of its own, as people have it: killed, found again, and taken over by a newer build. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class ProcessesTest {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.IsHiddenOptions HIDDEN_SOON =
            new LocatorAssertions.IsHiddenOptions().setTimeout(60_000);

    private Optional<RealMasora> older = Optional.empty();
    private Optional<RealMasora> newer = Optional.empty();

    @BeforeAll
    void start(@TempDir Path builds) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "skipped: processes are told apart on Linux only");
        older = Optional.of(new RealMasora(builds.resolve("older"), Instant.parse("2026-01-01T00:00:00Z")));
        newer = Optional.of(new RealMasora(builds.resolve("newer"), Instant.parse("2026-02-01T00:00:00Z")));
    }

    @AfterAll
    void end() {
        older.ifPresent(RealMasora::kill);
        newer.ifPresent(RealMasora::kill);
    }

    private BrowserContext context() {
        BrowserContext context = Browsers.forTests()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1366, 768)
                        .setLocale("en-US"));
        context.setDefaultTimeout(60_000);
        return context;
    }

    private static Page window(BrowserContext context, Path door) {
        Page page = context.newPage();
        page.navigate(door.toUri().toString());
        Person.ready(page);
        return page;
    }

    private static Page another(BrowserContext context, Page first, String address) {
        Page page = context.newPage();
        page.navigate(first.evaluate("location.origin") + address);
        Person.ready(page);
        return page;
    }

    private static Locator row(Page page, String project) {
        return page.locator("#near li[data-subject='" + project + "']");
    }

    private static void pressSync(Page page, String project) {
        row(page, project).locator("input[type=checkbox]").check();
        page.locator("#near-pane button[data-counts]").click();
    }

    /** Opens a verse and types into it; returns the field. */
    private static Locator typeInto(Page page, String words) {
        page.locator(".verse-words").first().click();
        Locator field = page.locator(".edit-field");
        field.waitFor();
        page.keyboard().type(words);
        assertThat(field).containsText(words);
        return field;
    }

    private static void typedTextAndFocusStand(Page page, Locator field, String words) {
        assertThat(field).containsText(words);
        assertThat(field).isFocused();
        page.keyboard().type("!");
        assertThat(field).containsText(words + "!");
    }

    @Test
    @DisplayName("killed: every window says so within 5 s, keeps typed text and focus, and goes on when it is back")
    void killed(@TempDir Path folder) throws Exception {
        RealMasora masora = newer.orElseThrow();
        try (Hub hub = Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD));
                Colleague own = new Colleague(folder, hub, "maria", PASSWORD);
                BrowserContext context = context()) {
            String project = own.make("Titus", "one two three", "four five six");
            Path home = folder.resolve("home");
            Page page = window(context, masora.open(home).file());
            Page text = another(context, page, "/p/" + project + "/text/TIT/1");
            Locator field = typeInto(text, " typed");
            ProcessHandle process = masora.only();
            String address = String.valueOf(page.evaluate("location.origin"));

            long killed = System.nanoTime();
            assertThat(process.destroyForcibly()).isTrue();
            for (Page window : new Page[] {page, text}) {
                assertThat(window.locator("#gone")).isVisible();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(Duration.ofSeconds(5));
            assertThat(text.locator("#gone")).containsText("What you typed is still here");
            typedTextAndFocusStand(text, field, " typed");

            Opening.Outcome.Ready again = masora.open(home);

            assertThat(again.older()).isFalse();
            assertThat(masora.only().pid()).isNotEqualTo(process.pid());
            for (Page window : new Page[] {page, text}) {
                assertThat(window.locator("#gone")).isHidden(HIDDEN_SOON);
                assertThat(window.evaluate("location.origin")).isEqualTo(address);
            }
            typedTextAndFocusStand(text, field, " typed!");
            text.keyboard().press("Control+Enter");
            await().atMost(Duration.ofMinutes(1)).until(() -> own.read("Titus").contains("typed!!"));

            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Quit").setExact(true))
                    .click();
            page.locator("dialog#quit button[type=submit]").click();
            assertThat(page.locator("#gone")).isVisible();
            await().atMost(Duration.ofMinutes(1)).until(() -> masora.serving().isEmpty());
            try (Stream<Path> doors = Files.list(home.resolve("open"))) {
                assertThat(doors).as("no file that lets anybody in").isEmpty();
            }
        } finally {
            masora.kill();
        }
    }

    @Test
    @DisplayName("a newer build takes over when what runs has ended: the sync is whole, what was held is asked about,"
            + " windows go on with what was typed")
    void takenOver(@TempDir Path folder) throws Exception {
        RealMasora old = older.orElseThrow();
        RealMasora fresh = newer.orElseThrow();
        Path home = folder.resolve("asha/home");
        try (Hub hub = Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD));
                BadLine line = new BadLine(hub.base());
                Colleague binu = new Colleague(folder.resolve("binu"), hub, "maria", PASSWORD);
                Colleague asha = new Colleague(folder.resolve("asha"), URI.create(line.address()), "maria", PASSWORD);
                BrowserContext context = context()) {
            String[] ids = new String[2];
            String[] names = {"Held", "Runs"};
            for (int i = 0; i < 2; i++) {
                binu.make(names[i], "one two three", "four five six", "seven eight nine");
                ids[i] = asha.download(binu.sendFirst(names[i]), names[i]);
                asha.edit(names[i], "nine", "neun");
            }
            binu.edit("Held", "one", "uno");
            binu.sync("Held");
            new SettingsFile(new Home(home).settingsFile())
                    .change(settings ->
                            settings.withUndoSeconds(OptionalInt.empty()).withEditorMinutes(0));

            Page page = window(context, old.open(home).file());
            Page text = another(context, page, "/p/" + ids[1] + "/text/TIT/1");
            Page idle = another(context, page, "/");
            for (String id : ids) {
                assertThat(row(page, id).locator(".state")).hasText("1 verse not sent", PATIENT);
            }
            pressSync(page, ids[0]);
            page.locator("#strip .counts").waitFor();
            line.holdAnswersAfter(0);
            pressSync(page, ids[1]);
            assertThat(line.isHeldSoon()).isTrue();
            Locator field = typeInto(text, " typed");
            ProcessHandle process = old.only();

            // Somebody presses the icon of the newer build, twice.
            Process first = fresh.start(home, "open", "--no-browser", "--json");
            Process second = fresh.start(home, "open", "--no-browser", "--json");
            assertThat(row(page, ids[0]).locator(".state")).hasText("Needs your yes", PATIENT);
            assertThat(process.isAlive()).as("the other sync is in its middle").isTrue();
            assertThat(page.locator("#gone")).isHidden();
            line.release();

            assertThat(RealMasora.opened(first).older()).isFalse();
            assertThat(RealMasora.opened(second).older()).isFalse();
            await().atMost(Duration.ofMinutes(1)).until(() -> fresh.serving().size() == 1);
            assertThat(process.isAlive()).isFalse();
            assertThat(binu.atServer("Runs")).contains("neun");
            assertThat(binu.atServer("Held")).contains("uno").contains("nine");
            assertThat(asha.read("Held")).contains("uno").contains("neun");

            typedTextAndFocusStand(text, field, " typed");
            assertThat(text.locator("#gone")).isHidden(HIDDEN_SOON);
            String stamp = String.valueOf(another(context, page, "/").evaluate("document.body.dataset.events"));
            idle.waitForFunction("stamp => document.body.dataset.events === stamp", stamp);
            assertThat(page.evaluate("document.body.dataset.events"))
                    .as("what holds the focus is not taken away")
                    .isNotEqualTo(stamp);
            assertThat(row(page, ids[1]).locator(".state")).hasText("All sent", PATIENT);
            row(page, ids[0]).locator(".state").click();
            Locator question = page.locator("dialog#question");
            assertThat(question).containsText("Nothing was sent");
            question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send"))
                    .click();
            assertThat(row(page, ids[0]).locator(".state")).hasText("All sent", PATIENT);
            assertThat(binu.atServer("Held")).contains("uno").contains("neun");

            page.locator("#top .brand").click();
            page.waitForFunction("stamp => document.body.dataset.events === stamp", stamp);
            text.keyboard().press("Control+Enter");
            await().atMost(Duration.ofMinutes(1)).until(() -> asha.read("Runs").contains("typed!"));
        } finally {
            old.kill();
            fresh.kill();
        }
    }
}

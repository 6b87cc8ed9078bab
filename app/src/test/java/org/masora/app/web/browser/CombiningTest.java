package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Home;
import org.masora.app.home.SettingsFile;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.remote.door43.ProjectName;

/** Combining with what a colleague sent, and taking it back: in time, later, with the window closed, in two windows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CombiningTest {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);

    private Optional<Hub> hub = Optional.empty();
    private Optional<Colleague> asha = Optional.empty();
    private Optional<Colleague> binu = Optional.empty();
    private Path folder = Path.of("");
    private int projects;
    private String name = "";

    @BeforeAll
    void start(@TempDir Path hubFolder) throws Exception {
        hub = Optional.of(Hub.start(HubOptions.in(hubFolder.resolve("hub")).withAdministrator("maria", PASSWORD)));
    }

    @AfterAll
    void end() {
        hub.ifPresent(Hub::close);
    }

    /** Both have the project; Binu has sent one verse, Asha has written another. */
    @BeforeEach
    void bothHaveSomethingNew(@TempDir Path testFolder) throws Exception {
        folder = testFolder;
        name = "Titus " + ++projects;
        Colleague other = new Colleague(folder.resolve("binu"), hub.orElseThrow(), "maria", PASSWORD);
        binu = Optional.of(other);
        other.make(name, "one two three", "four five six", "seven eight nine");
        ProjectName there = other.sendFirst(name);
        Colleague own = new Colleague(folder.resolve("asha"), hub.orElseThrow(), "maria", PASSWORD);
        asha = Optional.of(own);
        own.download(there, name);
        other.edit(name, "one", "uno");
        other.sync(name);
        own.edit(name, "nine", "neun");
    }

    @AfterEach
    void leave() {
        asha.ifPresent(Colleague::close);
        binu.ifPresent(Colleague::close);
    }

    private Colleague asha() {
        return asha.orElseThrow();
    }

    /** Where no editor is waited for. */
    private Person atThePage(OptionalInt undoSeconds) throws Exception {
        return atThePage(undoSeconds, 0);
    }

    private Person atThePage(OptionalInt undoSeconds, int editorMinutes) throws Exception {
        Path own = folder.resolve("asha");
        new SettingsFile(new Home(own.resolve("home")).settingsFile())
                .change(settings -> settings.withUndoSeconds(undoSeconds).withEditorMinutes(editorMinutes));
        return Person.on(own);
    }

    private static Locator state(Page page) {
        return page.locator("#near .state");
    }

    private static void sync(Page page) {
        assertThat(state(page)).hasText("1 verse not sent", PATIENT);
        pressSync(page);
    }

    private static void pressSync(Page page) {
        page.locator("#near input[type=checkbox]").check();
        page.locator("#near-pane button[data-counts]").click();
    }

    private static Locator inStrip(Page page, String button) {
        return page.locator("#strip").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button));
    }

    /** A press in a window that has not heard yet how it ended. */
    private void pressTooLate(Page page, String what, String said) {
        String project = page.locator("#near .row").getAttribute("data-subject");
        page.evaluate("""
                address => {
                  const button = document.createElement('button');
                  button.type = 'button';
                  button.dataset.act = address;
                  document.body.append(button);
                  button.click();
                  button.remove();
                }""", "/p/" + project + "/" + what);
        assertThat(page.locator("#said").getByText(said).last()).isVisible();
    }

    /** What the strip said of it before it was combined. */
    private static String saidBefore(Page page) {
        return (String) page.evaluate("window.stripSaid.find(said => said.includes('Combines in')) || ''");
    }

    private String atServer() throws Exception {
        return binu.orElseThrow().atServer(name);
    }

    @Test
    @DisplayName(
            "U1 undone inside the countdown, from the other of two windows: both show it, edits made meanwhile stay")
    void inTimeInTwoWindows() throws Exception {
        try (Person person = atThePage(OptionalInt.of(60))) {
            Page first = person.open();
            Page second = person.another("/");
            first.evaluate("""
                    window.stripSaid = [];
                    new MutationObserver(() => window.stripSaid.push(document.getElementById('strip').textContent))
                      .observe(document.getElementById('strip'), { subtree: true, childList: true, characterData: true })""");
            sync(first);
            for (Page page : new Page[] {first, second}) {
                assertThat(page.locator("#strip .counts .what"))
                        .containsText(name, new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
                assertThat(state(page)).containsText("Sends in");
            }
            assertThat(saidBefore(first))
                    .contains("Combines in")
                    .contains("no place has two texts")
                    .contains("Will come from the hub: Titus: 1 verse changed")
                    .contains("Will go to the hub: Titus: 1 verse changed");
            assertThat(asha().read(name)).contains("uno").contains("neun");
            assertThat(Axe.violations(first)).isEmpty();
            assertThat(first.locator("#strip")).matchesAriaSnapshot("""
                    - region "What runs":
                      - button /Undo what came into Titus/
                      - button /Wait. Titus .* is sent when you press/
                      - button /Send Titus .* now/
                    """);
            Looking.picture(first, "undo");
            inStrip(first, "Wait").click();
            assertThat(second.locator("#strip .counts .phase")).hasText("Sends when you press");
            // What holds the focus is never taken away.
            first.locator("#near-search").focus();
            asha().edit(name, "five", "fünf");

            inStrip(second, "Undo").click();

            assertThat(state(first)).hasText("2 verses not sent", PATIENT);
            assertThat(state(second)).hasText("2 verses not sent", PATIENT);
            assertThat(first.locator("#strip .running")).hasCount(0);
            assertThat(asha().read(name)).contains("one two").contains("fünf").contains("neun");
            pressTooLate(first, "undo-now", "It was undone already");
            pressTooLate(first, "undo-send", "It was undone already");
            assertThat(atServer()).contains("nine").contains("uno");
        }
    }

    @Test
    @DisplayName("U2 the time has passed, it is sent and checked; undone later from the row, and sent to the others")
    void later() throws Exception {
        try (Person person = atThePage(OptionalInt.of(1))) {
            Page page = person.open();
            sync(page);
            assertThat(state(page)).hasText("All sent", PATIENT);
            assertThat(atServer()).contains("uno").contains("neun");
            pressTooLate(page, "undo-now", "you can still undo it");

            page.locator("#near .menu summary").click();
            page.getByText("Undo…").click();
            Locator dialog = page.locator("dialog#undo");
            assertThat(dialog).containsText("Others have it already");
            assertThat(dialog).containsText("1 verse changed");
            assertThat(Axe.violations(page)).isEmpty();
            Looking.picture(page, "undo-later");
            dialog.locator("button[type=submit]").click();
            assertThat(state(page)).hasText("1 verse not sent", PATIENT);
            assertThat(asha().read(name)).contains("one two").contains("neun");
            sync(page);
            assertThat(state(page)).hasText("All sent", PATIENT);
            assertThat(atServer()).contains("one two").contains("neun");
        }
    }

    @Test
    @DisplayName("U1 with the window closed the countdown ends and it is sent")
    void windowClosed() throws Exception {
        try (Person person = atThePage(OptionalInt.of(2))) {
            Page page = person.open();
            sync(page);
            page.locator("#strip .counts").waitFor();
            page.close();
            await().atMost(Duration.ofSeconds(60)).until(() -> atServer().contains("neun"));
        }
    }

    @Test
    @DisplayName("U1 ended while it counts: unsent, and the next start asks \"Send or Undo\"")
    void endedInBetween() throws Exception {
        try (Person person = atThePage(OptionalInt.empty())) {
            Page page = person.open();
            sync(page);
            page.locator("#strip .counts").waitFor();
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Quit").setExact(true))
                    .click();
            assertThat(page.locator("dialog#quit")).containsText(name + ": what came in can still be undone");
            assertThat(page.locator("dialog#quit")).not().containsText("is running");
            page.keyboard().press("Escape");
            person.stop();
            assertThat(atServer()).contains("nine");
            Files.deleteIfExists(folder.resolve("asha/home/past.json"));
            person.startAgain();
            assertThat(state(page)).hasText("Needs your yes", PATIENT);
            state(page).click();
            Locator question = page.locator("dialog#question");
            assertThat(question).containsText("Nothing was sent");
            assertThat(Axe.violations(page)).isEmpty();
            question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                    .click();
            assertThat(state(page)).hasText("1 verse not sent", PATIENT);
            assertThat(asha().read(name)).contains("one two").contains("neun");
        }
    }

    @Test
    @DisplayName("P3 an editor saves its old book after changes arrived: they wait, and nothing of either is lost")
    void editorHoldsTheOldBook() throws Exception {
        try (Person person = atThePage(OptionalInt.of(0), 30)) {
            Page page = person.open();
            sync(page);
            assertThat(state(page)).hasText("1 book waits for your editor", PATIENT);
            assertThat(asha().read(name)).contains("one two").contains("neun");
            assertThat(atServer()).contains("uno").contains("neun");

            asha().edit(name, "five", "fünf");
            pressSync(page);
            await().atMost(Duration.ofSeconds(60)).until(() -> atServer().contains("fünf"));
            assertThat(atServer()).contains("uno").contains("neun");
            assertThat(asha().read(name)).contains("one two");

            assertThat(state(page)).hasText("1 book waits for your editor", PATIENT);
            state(page).click();
            Locator question = page.locator("dialog#question");
            assertThat(question).containsText("Close Titus in the editor");
            assertThat(Axe.violations(page)).isEmpty();
            Looking.picture(page, "editor-open");
            question.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Continue"))
                    .click();
            assertThat(state(page)).hasText("All sent", PATIENT);
            assertThat(asha().read(name)).contains("uno").contains("fünf").contains("neun");
            assertThat(atServer()).contains("uno").contains("fünf").contains("neun");
        }
    }
}

package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.dragOver;
import static org.masora.app.web.browser.Looking.far;
import static org.masora.app.web.browser.Looking.near;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Files;
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
import org.masora.remote.door43.ProjectName;
import org.masora.testkit.ApiCaller;

/** Which project of this computer one on the cloud meets, and which of several texts a download takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MeetingTest {
    private static final String PASSWORD = "correct horse battery";
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(60_000);
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    private Optional<Hub> hub = Optional.empty();
    private Optional<ApiCaller> maria = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = Optional.of(Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD)));
        maria = Optional.of(new ApiCaller(hub().base(), "maria", PASSWORD));
        maria().makeAccount("anita");
    }

    @AfterAll
    void end() {
        hub.ifPresent(Hub::close);
    }

    private Hub hub() {
        return hub.orElseThrow();
    }

    private ApiCaller maria() {
        return maria.orElseThrow();
    }

    private static void letGoElsewhere(Page page) {
        page.locator("#top .brand").hover();
        page.mouse().up();
        assertThat(page.locator(".drop-hint").first()).isEmpty();
    }

    @Test
    @DisplayName("V4 the same project that was never synced here is joined, with what is there, and nothing is sent")
    void joins(@TempDir Path folder) throws Exception {
        try (Colleague own = new Colleague(folder, hub(), "maria", PASSWORD);
                Colleague other = new Colleague(folder.resolve("other"), hub(), "maria", PASSWORD)) {
            String name = "Joined";
            other.make(name, "one", "two");
            own.copy(other, name);
            own.edit(name, "two", "due");
            other.sendFirst(name);
            other.edit(name, "one", "uno");
            other.sync(name);
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(far(page, name).locator("> button")).hasText("Combine", PATIENT);
                dragOver(page, near(page, name), "#far-pane");
                assertThat(page.locator("#far-hint")).containsText("Sync Joined as maria");
                assertThat(page.locator("#far-hint")).containsText("there already. The two are combined", PATIENTLY);
                letGoElsewhere(page);
                dragOver(page, far(page, name), "#near-pane");
                assertThat(page.locator("#near-hint")).containsText("Combine with Joined here");
                assertThat(page.locator("#near-hint")).containsText("anyone on the internet can read", PATIENTLY);
                Looking.picture(page, "joins");
                page.mouse().up();
                assertThat(near(page, name).locator(".state")).hasText("2 decisions", PATIENT);
                assertThat(far(page, name).locator(".state")).hasText("On this computer", PATIENT);
                assertThat(page.locator("#near .row")).hasCount(1);
                // Nothing says what the two have grown from, so where they differ a person decides; theirs stands.
                assertThat(own.read(name)).contains("uno").contains("two");
                assertThat(other.atServer(name)).contains("uno").contains("two");
            }
        }
    }

    @Test
    @DisplayName("V4 renamed there it is still this one; another's copy and one of the same name come beside it")
    void renamedCopiedAndOfTheSameName(@TempDir Path folder) throws Exception {
        try (Colleague own = new Colleague(folder, hub(), "maria", PASSWORD);
                Colleague anita = new Colleague(folder.resolve("anita"), hub(), "anita", PASSWORD)) {
            String name = "Renamed";
            own.make(name, "one");
            anita.copy(own, name);
            ProjectName there = own.sendFirst(name);
            anita.sendFirst(name);
            maria().ask("PATCH", "/repos/" + there, "{\"name\":\"quite-another\"}");
            own.make("Namesake", "one");
            anita.make("Namesake", "something else");
            anita.sendFirst("Namesake");
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                dragOver(page, far(page, "quite-another"), "#near-pane");
                assertThat(page.locator("#near-hint")).containsText("Combine with Renamed here", PATIENTLY);
                letGoElsewhere(page);
                assertThat(far(page, "quite-another").locator(".state")).hasText("On this computer", PATIENT);

                page.locator("#far-owner").fill("anita");
                assertThat(far(page, "quite-another")).hasCount(0);
                dragOver(page, far(page, name), "#near-pane");
                assertThat(page.locator("#near-hint")).containsText("Download en-textTranslation-Renamed");
                assertThat(page.locator("#near-hint"))
                        .containsText("Renamed here is the same project and is synced with maria/", PATIENTLY);
                letGoElsewhere(page);
                far(page, "Namesake").locator(".menu summary").click();
                assertThat(far(page, "Namesake").locator(".menu"))
                        .containsText("Another project of this name is here: Namesake. Nothing is replaced", PATIENTLY);
                assertThat(Axe.violations(page)).isEmpty();
                Looking.picture(page, "namesake");
                far(page, "Namesake").locator(".menu button").click();
                assertThat(page.locator("#near .row"))
                        .hasCount(3, new LocatorAssertions.HasCountOptions().setTimeout(60_000));
                assertThat(own.read("Namesake")).contains("one");
            }
        }
    }

    @Test
    @DisplayName("S2 a download asks only where early Scribe left several texts, and says whose each is")
    void severalTexts(@TempDir Path folder) throws Exception {
        try (Colleague own = new Colleague(folder, hub(), "maria", PASSWORD);
                Colleague other = new Colleague(folder.resolve("other"), hub(), "maria", PASSWORD)) {
            String name = "Several";
            other.make(name, "one", "two");
            String there = "/repos/" + other.sendFirst(name);
            String made = "{\"new_branch_name\":\"%s\",\"old_branch_name\":\"main\"}";
            maria().ask("POST", there + "/branches", made.formatted("asha/2022-05-03.1"));
            other.edit(name, "two", "due");
            other.sync(name);
            maria().ask("POST", there + "/branches", made.formatted("binu/2022-06-01.1"));
            other.edit(name, "one", "uno");
            other.sync(name);
            other.make("Single", "one");
            other.sendFirst("Single");
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                far(page, "Single").locator("> button").click();
                Locator dialog = page.locator("dialog#download");
                assertThat(dialog.locator("#download-told")).isEmpty();
                assertThat(dialog.locator("[type=radio]")).hasCount(0);
                dialog.getByText("Cancel").click();

                dragOver(page, far(page, name), "#near-pane");
                assertThat(page.locator("#near-hint")).containsText("you are asked which one", PATIENTLY);
                page.mouse().up();
                assertThat(dialog.locator("[type=radio]")).hasCount(3);
                assertThat(dialog.locator(":checked")).hasValue("binu/2022-06-01.1");
                assertThat(dialog).matchesAriaSnapshot("""
                        - group "It holds several texts. Which one?":
                          - radio "What binu began on Wednesday, June 1, 2022" [checked]
                          - radio "What asha began on Tuesday, May 3, 2022"
                          - radio "What all work on together"
                        """);
                assertThat(Axe.violations(page)).isEmpty();
                Looking.picture(page, "several");
                dialog.getByLabel("What asha began").check();
                Path here = Path.of(dialog.getByLabel("Into this new folder").inputValue());
                dialog.locator("button.main").click();
                assertThat(near(page, name).locator(".state")).hasText("All sent", PATIENT);
                assertThat(Files.readString(here.resolve(Colleague.TITUS)))
                        .contains("one")
                        .contains("two");
                assertThat(own.project(name)).doesNotExist();
            }
        }
    }
}

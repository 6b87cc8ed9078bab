package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.accessible;
import static org.masora.app.web.browser.Looking.composes;
import static org.masora.app.web.browser.Looking.picture;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.demo.Sample;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.core.sync.Progress;
import org.masora.engine.Projects;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** The text of a project, read and edited in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TextTest {
    private static final String PASSWORD = "correct horse battery";

    private static final String POEM = """
            \\id RUT Sample
            \\h Songs
            \\mt Songs of the river
            \\c 1
            \\s1 By the water
            \\p
            \\v 1 A farmer sows by the river.
            \\v 2-3 The \\nd Lord\\nd* sees it\\f + \\fr 1:2 \\ft Or: \\fqa the Master\\f* and smiles.
            \\q1
            \\v 4 The boat comes home,
            \\q2 the net is full,
            \\q1 and the children sing.
            \\p
            \\v 5 She counts the sheep.
            \\v 6 He mends the net.
            \\v 7 They light a fire.
            \\v 8 The night is warm.
            \\c 2
            \\p
            \\v 1 The second song is short.
            """;

    private static final String STORY = """
            # 1. The Well

            ![OBS Image](https://cdn.door43.org/obs/jpg/360px/obs-en-01-01.jpg)

            A woman came to the well.

            ![OBS Image](https://cdn.door43.org/obs/jpg/360px/obs-en-01-02.jpg)

            She drew water.

            _A story made up for a test_
            """;

    private Path folder = Path.of("");
    private Optional<Hub> hub = Optional.empty();
    private Optional<Person> person = Optional.empty();
    private String poems = "";
    private String stories = "";
    private final Map<String, String> others = new HashMap<>();
    private Optional<Page> open = Optional.empty();

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        hub = Optional.of(Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD)));
        Sample.make().write(folder.resolve("poems"));
        Files.writeString(book(), POEM);
        Path obs = folder.resolve("stories/ingredients");
        Files.createDirectories(obs);
        Files.writeString(obs.resolve("01.md"), STORY);
        Files.writeString(folder.resolve("stories/metadata.json"), """
                {"format":"scripture burrito","meta":{"version":"1.0.0"},
                "identification":{"name":{"en":"Wells"}},"languages":[{"tag":"en","scriptDirection":"ltr"}],
                "type":{"flavorType":{"name":"gloss","flavor":{"name":"textStories"}}},
                "ingredients":{"ingredients/01.md":{"mimeType":"text/markdown","size":1}}}
                """);
        makeOthers();
        try (Desk desk = new Desk(new Home(folder.resolve("home")))) {
            poems = added(desk, "poems");
            stories = added(desk, "stories");
            for (String name : List.of("pairs", "voices", "notices", "theirs")) {
                others.put(name, added(desk, name));
            }
        }
        person = Optional.of(Person.on(folder));
        person.get().open().close();
    }

    /** Projects of which the text is only looked at, and one with recordings beside it. */
    private void makeOthers() throws IOException {
        String chunks = "{\"source\":[{\"content\":\"בְּ\"},{\"content\":\"רֵאשִׁית\"}],\"gloss\":\"in beginning\"},"
                .repeat(300);
        String sentence = "{\"chunks\":[" + chunks.substring(0, chunks.length() - 1) + "]}";
        burrito(
                "pairs",
                "x-juxtalinear",
                Map.of(
                        "ingredients/GEN.json",
                        "{\"bookCode\":\"GEN\",\"sentences\":[" + sentence + "," + sentence + "]}"));
        burrito(
                "voices",
                "audioTranslation",
                Map.of(
                        "audio/ingredients/TIT/1/1_1.mp3", "one",
                        "audio/ingredients/TIT/1/1_10.mp3", "ten",
                        "audio/ingredients/TIT/1/1_2.mp3", "two",
                        "audio/ingredients/TIT/2/2_1.mp3", "three",
                        "text-1/ingredients/TIT.usfm",
                                "\\id TIT\n\\c 1\n\\p\n\\v 1 Heard.\n\\c 2\n\\p\n\\v 1 Read.\n"));
        burrito("notices", "x-notices", Map.of("ingredients/one.txt", "Bring water.", "ingredients/two.txt", "Rest."));
        Path theirs = Files.createDirectories(folder.resolve("theirs"));
        Files.createDirectories(theirs.resolve(".hg"));
        Files.writeString(theirs.resolve("00FRT.SFM"), "\\id FRT\n\\h Preface\n\\mt1 Before all\n\\ip Read slowly.\n");
        Files.writeString(theirs.resolve("Settings.xml"), """
                <ScriptureText><FullName>Theirs</FullName><DefaultFont>Liberation Mono</DefaultFont>
                <DefaultFontSize>18</DefaultFontSize></ScriptureText>
                """);
        Files.writeString(
                theirs.resolve("03LEV.SFM"), "\\id LEV\n\\h Laws\n\\ip On laws.\n\\c 14\n\\p\n\\v 3 Look at it.\n");
    }

    private void burrito(String name, String flavor, Map<String, String> files) throws IOException {
        Path project = folder.resolve(name);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = project.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        String ingredients = files.keySet().stream()
                .map(path -> "\"" + path + "\":{\"mimeType\":\"text/plain\",\"size\":1}")
                .collect(Collectors.joining(","));
        Files.writeString(project.resolve("metadata.json"), """
                {"format":"scripture burrito","meta":{"version":"1.0.0"},
                "identification":{"name":{"en":"%s"}},"languages":[{"tag":"sw"}],
                "type":{"flavorType":{"name":"scripture","flavor":{"name":"%s"}}},"ingredients":{%s}}
                """.formatted(name, flavor, ingredients));
    }

    private String added(Desk desk, String name) throws IOException {
        Projects.AddOutcome outcome = desk.projects()
                .add(
                        folder.resolve(name),
                        new Projects.Given(Optional.of(name), Optional.of("en")),
                        Desk.actor(Optional.empty()),
                        Progress.NONE);
        if (!(outcome instanceof Projects.AddOutcome.Added(var id, var _))) {
            throw new AssertionError(outcome);
        }
        return id;
    }

    @AfterAll
    void end() throws IOException {
        if (person.isPresent()) {
            person.get().close();
        }
        hub.ifPresent(Hub::close);
    }

    /** Every test edits verses of its own: a verse that another program puts back is held (rule P3). */
    @BeforeEach
    void withoutDrafts() throws IOException {
        Path drafts = folder.resolve("home/drafts").resolve(poems);
        if (Files.isDirectory(drafts)) {
            try (Stream<Path> files = Files.list(drafts)) {
                for (Path draft : files.toList()) {
                    Files.delete(draft);
                }
            }
        }
    }

    @AfterEach
    void closePage() {
        open.ifPresent(Page::close);
        open = Optional.empty();
    }

    private Path book() {
        return folder.resolve("poems/ingredients/RUT.usfm");
    }

    private String file() throws IOException {
        return Files.readString(book());
    }

    private Page page(String project, String address) {
        Page page = person.orElseThrow().another("/p/" + project + "/text" + address);
        open = Optional.of(page);
        return page;
    }

    private Page other(String folder) {
        return page(Objects.requireNonNull(others.get(folder)), "");
    }

    private Page songs() {
        return page(poems, "/RUT/1");
    }

    private static Locator edit(Page page, String verse) {
        page.locator("#v1-" + verse).click();
        Locator editor = page.locator("#edit-1-" + verse);
        assertThat(editor.locator(".edit-field")).isFocused();
        return editor;
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void save(Locator editor) {
        button(editor, "Save").click();
    }

    private static LocatorAssertions.ContainsTextOptions patient() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
    }

    @Test
    void aVerseIsEditedInItsPlaceAndSent() throws Exception {
        String before = file();
        Page page = songs();
        assertThat(page.locator(".scripture")).containsText("The boat comes home,");
        accessible(page);
        picture(page, "text-read");
        page.getByText("The boat comes home,").click();
        Locator editor = page.locator("#edit-1-4");
        assertThat(editor.locator(".edit-field")).isFocused();
        assertThat(editor.locator(".chip")).hasCount(2);
        assertThat(editor).matchesAriaSnapshot("""
                - form "Songs 1:4":
                  - strong: Songs 1:4
                  - textbox "Text of Songs 1:4"
                  - button "Save"
                  - button "Close without saving"
                """);
        accessible(page);
        page.keyboard().press("End");
        page.keyboard().type(" Today!");
        picture(page, "text-edit");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#said")).containsText("Songs 1:4 is saved", patient());
        assertThat(page.locator("#v1-4")).isFocused();
        assertThat(file()).isEqualTo(before.replace("children sing.", "children sing. Today!"));
        assertThat(page.locator(".verse-edit")).hasCount(0);

        Page home = person.orElseThrow().another("/");
        home.locator("#far-login").click();
        Locator dialog = home.locator("dialog#login");
        dialog.getByLabel("Server").fill(hub.orElseThrow().base().toString());
        dialog.getByLabel("Account name").fill("maria");
        dialog.getByLabel("Password").fill(PASSWORD);
        button(dialog, "Log in").click();
        assertThat(home.locator("#said")).containsText("Logged in as maria", patient());
        button(page.locator(".text-head"), "Sync").click();
        Locator row = home.locator("#near .row", new Page.LocatorOptions().setHasText("Masora Sample"));
        row.locator(".pill.ask").click(new Locator.ClickOptions().setTimeout(60_000));
        home.locator("dialog#question").getByLabel("Only people I invite").check();
        button(home.locator("dialog#question"), "Send").click();
        assertThat(row.locator(".state")).containsText("All sent", patient());
        home.close();
    }

    @Test
    void whatOthersWroteMeanwhileStandsBesideWhatWasTyped() throws Exception {
        String before = file();
        Page page = songs();
        Locator editor = edit(page, "1");
        editor.locator(".edit-field").fill("A farmer sows wheat by the river.");
        String other = before.replace("A farmer sows", "An old farmer sows");
        Files.writeString(book(), other);
        save(editor);
        Locator sides = editor.locator(".side");
        assertThat(sides).hasCount(2);
        assertThat(sides.nth(0)).containsText("sows wheat by");
        assertThat(sides.nth(0).locator("mark").last()).containsText("wheat");
        assertThat(sides.nth(1)).containsText("An old farmer");
        assertThat(file()).isEqualTo(other);
        accessible(page);
        picture(page, "text-other");
        button(editor, "Save your text").click();
        assertThat(page.locator("#said")).containsText("Songs 1:1 is saved", patient());
        assertThat(file()).isEqualTo(before.replace("sows by", "sows wheat by"));
    }

    @Test
    void whatIsPastedIsOnlyWordsAndWhatIsFixedGoesOnlyAfterAQuestion() throws Exception {
        String before = file();
        Page page = songs();
        Locator editor = edit(page, "5");
        page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        page.evaluate("""
                async () => {
                  const blob = (type, text) => new Blob([text], { type });
                  await navigator.clipboard.write([new ClipboardItem({
                    'text/html': blob('text/html', '<b>bold</b>'),
                    'text/plain': blob('text/plain', ' \\\\v 9 bold\\n\\\\p <b>') })]);
                }
                """);
        page.keyboard().press("Control+V");
        assertThat(editor.locator(".edit-field")).containsText("\\v 9 bold \\p <b>");
        assertThat(editor.locator(".edit-field b")).hasCount(0);
        save(editor);
        assertThat(page.locator("#said")).containsText("is saved", patient());
        assertThat(file()).isEqualTo(before.replace("the sheep.", "the sheep. ＼v 9 bold ＼p <b>"));

        Locator bridge = edit(page, "2-3");
        bridge.locator(".edit-field").fill("");
        save(bridge);
        assertThat(bridge.locator(".asks")).containsText("No words would remain");
        assertThat(bridge.locator(".asks")).containsText("Or: the Master");
        accessible(page);
        picture(page, "text-asks");
        assertThat(file()).contains("sees it\\f");
        button(bridge, "Begin again with the saved text").click();
        assertThat(bridge.locator(".edit-field")).containsText("and smiles.");
        assertThat(bridge.locator(".asks")).containsText("you typed something else here");
        bridge.locator(".edit-field").fill("Gone");
        save(bridge);
        assertThat(bridge.locator(".asks")).containsText("These would go, too:");
        button(bridge, "Save it like this").click();
        assertThat(page.locator("#said")).containsText("Songs 1:2-3 is saved", patient());
        assertThat(file()).contains("\\v 2-3 Gone\n\\q1\n");
    }

    @Test
    void whatIsTypedSurvivesReloadAndTheEndOfTheProcess() throws Exception {
        String before = file();
        Page page = songs();
        Locator editor = edit(page, "6");
        page.keyboard().press("End");
        page.keyboard().type(" Typed");
        assertThat(editor.locator(".draft-state")).hasText("Kept as a draft on this computer");
        try (Stream<Path> drafts = Files.walk(folder.resolve("home/drafts"))) {
            List<Path> files = drafts.filter(Files::isRegularFile).toList();
            assertThat(files).isNotEmpty();
            for (Path file : files) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
        page.reload();
        Locator again = page.locator("#edit-1-6 .edit-field");
        assertThat(again).containsText("the net. Typed");
        assertThat(again).hasAttribute("lang", "mul");

        person.orElseThrow().stop();
        assertThat(page.locator("#gone")).isVisible();
        again.focus();
        page.keyboard().press("End");
        page.keyboard().type(" while away");
        assertThat(page.locator("#edit-1-6 .draft-state")).containsText("Not kept yet");
        picture(page, "text-gone");
        person.orElseThrow().startAgain();
        assertThat(page.locator("#gone")).isHidden();
        assertThat(again).containsText("Typed while away");
        assertThat(page.locator("#edit-1-6 .draft-state")).containsText("Kept as a draft", patient());
        save(page.locator("#edit-1-6"));
        assertThat(page.locator("#said")).containsText("is saved", patient());
        assertThat(file()).isEqualTo(before.replace("the net.\n\\v 7", "the net. Typed while away\n\\v 7"));
    }

    @Test
    void neitherEventsNorInputMethodsDisturbEachOther() throws Exception {
        String before = file();
        Page page = songs();
        Locator editor = edit(page, "7");
        page.keyboard().press("End");
        Consumer<String> ends = composes(page, "नम");
        page.evaluate("async () => { for (let i = 0; i < 200; i++) { changed(['projects']);"
                + " if (i % 10 === 0) await new Promise(done => setTimeout(done, 10)); } }");
        Files.writeString(book(), before.replace("The night", "A night"));
        page.evaluate("changed(['projects'])");
        assertThat(page.locator(".scripture")).containsText("A night is warm");
        assertThat(editor.locator(".edit-field")).isFocused();
        ends.accept("नमस्ते");
        assertThat(editor.locator(".edit-field")).hasText("They light a fire.नमस्ते");
        save(editor);
        assertThat(page.locator("#said")).containsText("is saved", patient());
        assertThat(file()).isEqualTo(before.replace("The night", "A night").replace("a fire.", "a fire.नमस्ते"));
    }

    @Test
    void textFromRightToLeftIsSetAndEditedSo() throws Exception {
        Page page = page(poems, "/TIT/1");
        assertThat(page.locator(".scripture")).hasCSS("direction", "rtl");
        picture(page, "text-rtl");
        Locator editor = edit(page, "4");
        assertThat(editor.locator(".edit-field")).hasCSS("direction", "rtl");
        picture(page, "text-rtl-edit");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(page, "text-rtl-dark");
        accessible(page);
        page.keyboard().press("Escape");
        assertThat(page.locator(".verse-edit")).hasCount(0);
        assertThat(page.locator("#v1-4")).isFocused();
    }

    @Test
    void aNarrowWindowAndABookWithManyChapters() {
        Page page = songs();
        page.setViewportSize(320, 640);
        picture(page, "text-narrow");
        edit(page, "2-3");
        picture(page, "text-narrow-edit");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(320);
        accessible(page);
        page.locator(".ways button").first().click();
        assertThat(page.locator("dialog#books li")).hasCount(3);
        accessible(page);
        picture(page, "text-books");
        page.locator("dialog#books a").first().click();
        page.getByLabel("On to 2").click();
        assertThat(page.locator(".scripture")).containsText("The second song is short.");
    }

    @Test
    void aStoryIsEditedByItsFrames() throws Exception {
        Page page = page(stories, "");
        assertThat(page.locator(".frame")).hasCount(4);
        accessible(page);
        picture(page, "text-story");
        Locator editor = edit(page, "2");
        editor.locator(".edit-field").fill("She drew\nwater for all. ![x](y)");
        save(editor);
        assertThat(page.locator("#said")).containsText("1:2 is saved", patient());
        assertThat(Files.readAllBytes(folder.resolve("stories/ingredients/01.md")))
                .isEqualTo(STORY.replace("She drew water.", "She drew water for all. ! [x](y)")
                        .getBytes(UTF_8));
    }

    @Test
    void wordByWordTranslationsAreReadOnlySentenceBySentence() {
        Page page = other("pairs");
        assertThat(page.locator("#main")).containsText("Read only: word-by-word translations");
        assertThat(page.locator(".sentences > li")).hasCount(1);
        assertThat(page.locator(".juxta > li")).hasCount(300);
        Locator source = page.locator(".juxta .source").first();
        assertThat(source).hasText("בְּ רֵאשִׁית");
        assertThat(source).hasAttribute("lang", "hbo");
        assertThat(source).hasCSS("direction", "rtl");
        Locator gloss = page.locator(".juxta > li > :last-child").first();
        assertThat(gloss).hasText("in beginning");
        assertThat(gloss).hasAttribute("lang", "sw");
        assertThat(page.locator("#main")).not().containsText("bookCode");
        picture(page, "text-pairs");
        accessible(page);
        page.getByText("Part 1 of 2; show the next").click();
        assertThat(page.getByText("Part 2 of 2; show the next")).isVisible();
        assertThat(page.locator(".verse-number")).hasCount(0);
    }

    @Test
    void recordingsAreListedWithTheTextOfTheirChapter() {
        Page page = other("voices");
        assertThat(page.locator(".scripture")).containsText("Heard.");
        Locator listed = page.locator(".listed");
        assertThat(listed).containsText("3 files");
        listed.locator("summary").click();
        assertThat(listed.locator("li")).hasText(new String[] {"1_1.mp3", "1_2.mp3", "1_10.mp3"});
        picture(page, "text-voices");
        accessible(page);
        page.getByLabel("On to 2").click();
        assertThat(page.locator(".scripture")).containsText("Read.");
        assertThat(page.locator(".listed")).containsText("1 file");
    }

    @Test
    void whatBelongsToParatextOrIsUnknownIsReadOnlyAndSaysWhy() throws Exception {
        Page page = other("theirs");
        assertThat(page.locator(".read-only")).containsText("this folder belongs to Paratext");
        assertThat(page.locator(".scripture")).containsText("Look at it.");
        assertThat(page.locator("button.verse-number")).hasCount(0);
        assertThat(page.locator(".scripture"))
                .hasCSS("font-family", Pattern.compile("^\"?Liberation Mono\"?, Masora.*"));
        Number size =
                (Number) page.evaluate("parseFloat(getComputedStyle(document.querySelector('.scripture')).fontSize)");
        assertThat(size.doubleValue()).isCloseTo(1.16 * 16 * 1.5, Offset.offset(0.1));
        page.getByText("Look at it.").click();
        assertThat(page.locator(".verse-edit")).hasCount(0);
        page.getByLabel("Back to the introduction").click();
        assertThat(page.locator(".scripture")).containsText("On laws.");
        page.locator(".ways button").first().click();
        page.locator("dialog#books a").getByText("Preface").click();
        assertThat(page.locator(".scripture")).containsText("Read slowly.");
        assertThat(page.locator(".scripture h2").first()).hasText("Preface");
        accessible(page);
        page.locator(".ways button").first().click();
        page.locator("dialog#books a").getByText("Laws").click();
        assertThat(page.locator(".scripture")).containsText("Look at it.");
        page.close();

        Page unknown = other("notices");
        assertThat(unknown.locator("#main")).containsText("does not know this kind of project");
        assertThat(unknown.locator(".listed li")).hasText(new String[] {"one.txt", "two.txt", "metadata.json"});
        accessible(unknown);
    }
}

package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.web.words.PageWords;
import org.masora.core.sync.Progress;
import org.masora.engine.Projects.Given;

/** All screens that can be gone to, in every language, in two that nobody speaks, and with names in twelve scripts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LooksTest {
    /** By language, some words with what its script asks of a font: marks above and below, joined and stacked letters. */
    private static final Map<String, String> SCRIPTS = Map.ofEntries(
            Map.entry("ewo", "\u014a\u0300\u0254\u0301 \u0190\u0303 \u1e3f\u0300 \u0256\u0199"),
            Map.entry(
                    "el",
                    "\u1f08\u03c1\u03c7\u1f74 \u03c4\u03bf\u1fe6 \u03b5\u1f50\u03b1\u03b3\u03b3\u03b5\u03bb\u03af\u03bf\u03c5"),
            Map.entry("cv", "\u0427\u04d1\u0432\u0430\u0448 \u0447\u04d7\u043b\u0445\u0438"),
            Map.entry("he", "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea"),
            Map.entry("ar", "\u0641\u0650\u064a \u0627\u0644\u0652\u0628\u064e\u062f\u0652\u0621\u0650"),
            Map.entry(
                    "hi",
                    "\u0906\u0926\u093f \u092e\u0947\u0902 \u092a\u0930\u092e\u0947\u0936\u094d\u0935\u0930 \u0928\u0947 \u0938\u0943\u0937\u094d\u091f\u093f"),
            Map.entry("bn", "\u0986\u09a6\u09bf\u09a4\u09c7 \u0988\u09b6\u09cd\u09ac\u09b0"),
            Map.entry("ta", "\u0b86\u0ba4\u0bbf\u0baf\u0bbf\u0bb2\u0bc7 \u0ba4\u0bc7\u0bb5\u0ba9\u0bcd"),
            Map.entry(
                    "th", "\u0e43\u0e19\u0e1b\u0e10\u0e21\u0e01\u0e32\u0e25\u0e1e\u0e23\u0e30\u0e40\u0e08\u0e49\u0e32"),
            Map.entry(
                    "my",
                    "\u1021\u1005\u1021\u1026\u1038\u104c \u1018\u102f\u101b\u102c\u1038\u101e\u1001\u1004\u103a\u101e\u100a\u103a"),
            Map.entry(
                    "km",
                    "\u1780\u17b6\u179b\u178a\u17be\u1798\u178a\u17c6\u1794\u17bc\u1784 \u1796\u17d2\u179a\u17c7"),
            Map.entry("am", "\u1260\u1218\u1300\u1218\u122a\u12eb \u12a5\u130d\u12da\u12a0\u1265\u1214\u122d"));

    /** Texts and names of projects without language or direction, slanted, spaced, cut off, or broken within words. */
    private static final String BADLY_SET = """
            [...document.querySelectorAll('.project-text')].filter(it => {
                const set = getComputedStyle(it);
                return !it.lang || !['ltr', 'rtl'].includes(it.dir) || set.fontStyle !== 'normal'
                    || set.letterSpacing !== 'normal' || set.textOverflow !== 'clip' || set.wordBreak !== 'normal';
            }).map(it => it.outerHTML.slice(0, 160))
            """;

    private Optional<Person> person = Optional.empty();
    private Optional<Page> page = Optional.empty();
    private final List<String> screens = new ArrayList<>();

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        try (Desk desk = new Desk(new Home(folder.resolve("home")))) {
            for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
                Path project = Files.createDirectories(folder.resolve("projects/" + script.getKey()));
                Files.writeString(
                        project.resolve("TIT.usfm"),
                        "\\id TIT\n\\h " + script.getValue() + "\n\\mt " + script.getValue() + "\n\\c 1\n\\p\n\\v 1 "
                                + script.getValue() + "\n");
                desk.projects()
                        .add(
                                project,
                                new Given(Optional.of(script.getValue()), Optional.of(script.getKey())),
                                Desk.actor(Optional.empty()),
                                Progress.NONE);
            }
        }
        person = Optional.of(Person.on(folder));
        page = Optional.of(person.orElseThrow().open());
    }

    @AfterAll
    void close() throws Exception {
        if (person.isPresent()) {
            person.get().close();
        }
    }

    /** The window with the first screen in some language. */
    private Page in(String language) {
        person.orElseThrow()
                .context()
                .addCookies(List.of(new Cookie("masora-language", language)
                        .setUrl(person.orElseThrow().address())));
        Page window = page.orElseThrow();
        load(window, "/");
        return window;
    }

    /** Loads a screen as when its address is typed. */
    private void load(Page window, String address) {
        window.navigate(person.orElseThrow().address() + address);
        settled(window);
    }

    /** Goes to a screen as links do: the document, its language, its fonts and what it looks like stay. */
    private static void go(Page window, String address) {
        window.evaluate("address => goTo(address, true)", address);
        settled(window);
    }

    /** Waits until all of a screen is there. */
    private static void settled(Page window) {
        Person.ready(window);
        window.waitForFunction("() => !document.querySelector('#main[aria-busy]') && fetching.size === 0");
    }

    private static void resize(Page window, int width, int height) {
        window.setViewportSize(width, height);
        window.waitForFunction(
                "([width, height]) => innerWidth === width && innerHeight === height", List.of(width, height));
    }

    /** However wide the window is, nothing leads out of it, and no words out of what can be pressed. */
    private static void fits(Page window, String screen, int... widths) {
        for (int width : widths) {
            resize(window, width, 768);
            assertThat(Shape.outside(window)).as(screen + " at " + width).isEmpty();
            assertThat(Shape.cutOff(window)).as(screen + " at " + width).isEmpty();
        }
    }

    /** Every screen that leads from the first one, each loaded once; of those that differ only in a project, one. */
    private List<String> screens(Page window) {
        if (screens.isEmpty()) {
            Set<String> kinds = new LinkedHashSet<>();
            Deque<String> waiting = new ArrayDeque<>(List.of("/"));
            while (!waiting.isEmpty()) {
                String address = waiting.removeFirst();
                if (!kinds.add(address.replaceAll("/p/[^/?]+", "/p/*").replaceAll("\\?.*", ""))) {
                    continue;
                }
                screens.add(address);
                load(window, address);
                window.locator("a[data-go]").all().stream()
                        .map(link -> link.getAttribute("href"))
                        .filter(link -> link != null && link.startsWith("/"))
                        .forEach(waiting::add);
            }
        }
        return screens;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar", "es", "fr", "hi", "id", "pt", "sw"})
    void everybodyCanUseEveryScreenInEveryLanguage(String language) {
        Page window = in(language);
        List<String> screens = screens(window);
        assertThat(screens).hasSizeGreaterThan(3);
        for (String screen : screens) {
            go(window, screen);
            assertThat(window.locator("html")).hasAttribute("lang", language);
            assertThat((List<?>) window.evaluate(BADLY_SET))
                    .as(language + " " + screen)
                    .isEmpty();
            assertThat(Axe.violations(window)).as(language + " " + screen).isEmpty();
            assertThat(Shape.otherDigits(window)).as(language + " " + screen).isEmpty();
        }
    }

    @Test
    void theLanguageThatIsChosenComesBeforeTheBrowsersOwnAndTurnsThePanesAround() {
        person.orElseThrow()
                .context()
                .clearCookies(new BrowserContext.ClearCookiesOptions().setName("masora-language"));
        Page window = page.orElseThrow();
        for (String screen : List.of("/past", "/settings", "/help", "/start", "/")) {
            load(window, screen);
            assertThat(window.locator("html")).hasAttribute("lang", "en");
            assertThat(window.locator("#language option"))
                    .hasCount(PageWords.languages().size());
        }
        assertThat(window.locator("#language option:not([value=en])"))
                .containsText(Collections.nCopies(7, "not reviewed yet").toArray(String[]::new));
        assertThat(window.locator("#language option[value=en]")).hasText("English");
        double far = window.locator("#far-pane").boundingBox().x;
        assertThat(window.locator("#near-pane").boundingBox().x).isLessThan(far);

        window.locator("#language").selectOption("ar");
        assertThat(window.locator("html")).hasAttribute("lang", "ar");
        assertThat(window.locator("html")).hasAttribute("dir", "rtl");
        Person.ready(window);
        assertThat(window.locator("#near-pane").boundingBox().x)
                .isGreaterThan(window.locator("#far-pane").boundingBox().x);
        load(window, "/help");
        assertThat(window.locator("html")).hasAttribute("lang", "ar");
        window.locator("#language").selectOption("en");
        assertThat(window.locator("html")).hasAttribute("lang", "en");
    }

    @Test
    void digitsAreWesternAndDatesGregorianUntilOthersAreChosen() {
        Page window = in("hi");
        String year = Integer.toString(LocalDate.now(ZoneId.systemDefault()).getYear());
        String thaiYear = Integer.toString(LocalDate.now(ZoneId.systemDefault()).getYear() + 543);
        String project = window.locator("#near .row a[href*='/p/']").first().getAttribute("href");
        go(window, project + "/history");
        assertThat(window.locator("#time-line h3").first()).containsText(year);
        go(window, "/settings");
        assertThat(window.locator("select[name=undo]")).containsText("10");

        window.locator("select[data-chooses=calendar]").selectOption("buddhist");
        assertThat(window.locator("select[data-chooses=calendar]")).hasValue("buddhist");
        load(window, project + "/history");
        assertThat(window.locator("#time-line h3").first()).containsText(thaiYear);
        go(window, "/settings");
        window.locator("select[data-chooses=digits]").selectOption("deva");
        assertThat(window.locator("html")).hasAttribute("data-digits", "deva");
        assertThat(window.locator("select[name=undo]")).containsText("\u0967\u0966");
        assertThat(Axe.violations(window)).isEmpty();
        person.orElseThrow()
                .context()
                .clearCookies(
                        new BrowserContext.ClearCookiesOptions().setName(Pattern.compile("masora-(digits|calendar)")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-XA", "ar-XB"})
    void nothingLeadsOutOfTheWindowWhereWordsAreLongerOrRunTheOtherWay(String language) {
        Page window = in(language);
        for (String screen : screens(window)) {
            go(window, screen);
            assertThat(window.locator("html")).hasAttribute("lang", language);
            fits(window, language + " " + screen, 320, 1366);
            assertThat(Axe.violations(window)).as(language + " " + screen).isEmpty();
        }
    }

    @Test
    void lettersTwiceAsBigLeadNothingOutOfTheWindow() {
        Page window = in("en");
        Shape.letters(window, 32);
        for (String screen : screens(window)) {
            go(window, screen);
            fits(window, screen, 640, 1366);
        }
        go(window, "/");
        assertThat(window.locator(".tabs")).isVisible();
        Shape.letters(window, 16);
    }

    @Test
    void everyScreenHasWhatNoCheckerSees() {
        Page window = in("en");
        for (String screen : screens(window)) {
            go(window, screen);
            assertThat(Shape.tooSmall(window)).as(screen).isEmpty();
            assertThat(Shape.mistreated(window)).as(screen).isEmpty();
            window.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            assertThat(Shape.toldByColourAlone(window)).as(screen).isEmpty();
            window.emulateMedia(new Page.EmulateMediaOptions()
                    .setForcedColors(ForcedColors.NONE)
                    .setReducedMotion(ReducedMotion.REDUCE));
            window.evaluate(
                    "main => { main.setAttribute('aria-busy', 'true');"
                            + " main.append(document.createElement('progress')); }",
                    window.locator("#main").elementHandle());
            assertThat(Shape.moving(window)).as(screen).isEmpty();
            window.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            window.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(window.locator("#top")).isHidden();
            assertThat(window.locator(".project-tabs:visible, .buttons:visible"))
                    .hasCount(0);
            window.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        }
    }

    @Test
    void eachPaneShowsEightProjectsWithItsButtonsAndItsSearchOnALowLaptop() {
        Page window = in("en");
        resize(window, 1366, 600);
        for (String part : List.of("#near-search", "#far-search", "#near-pane .pane-foot", "#far-pane .pane-foot")) {
            assertThat(window.locator(part)).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
        }
        assertThat((Integer) window.evaluate("""
                const list = document.querySelector('#near-pane .scrolls').getBoundingClientRect();
                [...document.querySelectorAll('#near .row')].filter(row =>
                    row.getBoundingClientRect().top >= list.top - 1 && row.getBoundingClientRect().bottom <= list.bottom + 1).length
                """)).isGreaterThanOrEqualTo(8);
        double row = window.locator("#near .row").first().boundingBox().height;
        assertThat(window.locator("#far-pane .scrolls").boundingBox().height).isGreaterThanOrEqualTo(8 * row);

        double far = window.locator("#far-pane .scrolls").boundingBox().y;
        window.locator("#near .row").last().scrollIntoViewIfNeeded();
        assertThat(window.locator("#near .row").first()).not().isInViewport();
        assertThat(window.locator("#far-pane .scrolls").boundingBox().y).isEqualTo(far);
        assertThat(window.locator("#near-search")).isInViewport();
        resize(window, 1366, 768);
    }

    @Test
    void theLastRowsMenuIsWhole() {
        Page window = in("en");
        resize(window, 1366, 600);
        for (int row : new int[] {0, 7, SCRIPTS.size() - 1}) {
            Locator menu = window.locator("#near .menu").nth(row);
            menu.locator("summary").click();
            assertThat(menu.locator("> div > *").first())
                    .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
            assertThat(menu.locator("> div > *").last())
                    .isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
            window.keyboard().press("Escape");
        }
        resize(window, 1366, 768);
    }

    @Test
    void panesAreTabsBelowNineHundredPixels() {
        Page window = in("en");
        resize(window, 899, 768);
        assertThat(window.locator(".tabs")).isVisible();
        assertThat(window.locator("#far-pane")).isHidden();
        resize(window, 900, 768);
        assertThat(window.locator(".tabs")).isHidden();
        assertThat(window.locator("#far-pane")).isVisible();
        assertThat(window.locator("#near-pane")).isVisible();
        resize(window, 1366, 768);
    }

    @Test
    void everyScriptIsDrawnWithTheFontsThatComeWithMasora() {
        Page window = in("en");
        window.evaluate("Promise.all([...document.fonts].map(font => font.load()))");
        assertThat(missing(window, "a\u2fe0")).isEqualTo("\u2fe0");
        SCRIPTS.forEach((language, words) ->
                assertThat(missing(window, words)).as(language).isEmpty());
        CDPSession tools = person.orElseThrow().context().newCDPSession(window);
        tools.send("DOM.enable");
        tools.send("CSS.enable");
        SCRIPTS.forEach((language, words) -> {
            Locator name = window.locator("#near .row [lang=" + language + "]").first();
            assertThat(name).hasText(words);
            assertThat(fonts(tools, "#near .row [lang=" + language + "]"))
                    .as(language)
                    .isNotEmpty()
                    .allSatisfy(font -> assertThat(font.get("isCustomFont").getAsBoolean())
                            .as(font.toString())
                            .isTrue());
        });
        tools.detach();
    }

    /** Characters in whose place a box is drawn, as for one that no font has: alone, or as a mark with what carries it. */
    private static String missing(Page window, String words) {
        return (String) window.evaluate("""
                words => {
                  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
                  const drawn = (weight, text) => {
                    pen.font = weight + ' 40px Masora';
                    pen.clearRect(0, 0, 300, 150);
                    pen.fillText(text, 60, 90);
                    return pen.getImageData(0, 0, 300, 150).data.join();
                  };
                  const boxes = [400, 600].map(weight => ['\\u0378', '\\u05ff', '\\u17fe', '\\ue123'].flatMap(
                    none => ['', '%', '\\u25cc', '%\\u25cc'].map(before => drawn(weight, before + none))));
                  return [...words].filter(character => character.trim()).filter(character => ['', '%'].some(
                    before => [400, 600].some((weight, i) => boxes[i].includes(drawn(weight, before + character)))))
                    .join('');
                }
                """, words);
    }

    private static List<JsonObject> fonts(CDPSession tools, String selector) {
        JsonObject root = tools.send("DOM.getDocument").getAsJsonObject("root");
        JsonObject query = new JsonObject();
        query.addProperty("nodeId", root.get("nodeId").getAsInt());
        query.addProperty("selector", selector);
        JsonObject node = new JsonObject();
        node.addProperty(
                "nodeId", tools.send("DOM.querySelector", query).get("nodeId").getAsInt());
        JsonArray fonts = tools.send("CSS.getPlatformFontsForNode", node).getAsJsonArray("fonts");
        return fonts.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }
}

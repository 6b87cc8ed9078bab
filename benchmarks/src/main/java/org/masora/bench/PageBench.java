package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.masora.app.web.process.Opening;
import org.masora.app.web.process.Serving;
import org.masora.app.web.shelf.NearProject;
import org.masora.testkit.Browsers;

/**
 * The page under a heavy load, in a Chromium whose processor is made four times slower: how long each press takes until
 * its effect is painted, and how many elements each screen has.
 */
final class PageBench {
    static final int ELEMENTS_AT_MOST = 3_000;

    private static final int SLOWER = 4;
    private static final double PRESS_AT_MOST_MILLIS = 200;
    private static final double START_AT_MOST_MILLIS = 1_000;

    private final Path work;
    private final Path root;
    private final boolean quick;
    private final Consumer<String> said;
    private final List<Report.Single> results = new ArrayList<>();

    PageBench(Path work, Path root, boolean quick, Consumer<String> said) {
        this.work = work;
        this.root = root;
        this.quick = quick;
        this.said = said;
    }

    /**
     * Something to press.
     *
     * @param before what is done first, without taking the time; a statement
     * @param press what is done; a statement
     * @param effect an expression that is true when the effect is to be seen
     */
    private record Press(String what, String before, String press, String effect) {}

    /** Measures everything; nothing where there is no Chromium. */
    List<Report.Single> run() throws IOException, InterruptedException {
        int projects = quick ? 60 : 500;
        said.accept("page: making " + projects + " projects");
        try (PageLoad load = PageLoad.make(work, projects, quick ? 120 : 1_000)) {
            Optional<Browsers> found = Browsers.startWhereThereIsOne();
            if (found.isEmpty()) {
                said.accept("page: no Chromium on this computer");
                return List.of();
            }
            try (Browsers browsers = found.get()) {
                if (!quick) {
                    start(load, browsers);
                }
                try (Serving serving = serving(load);
                        PageWindow window = PageWindow.open(browsers.browser(), load.home(), 1366, 768)) {
                    awaitLooks(serving);
                    PageLoad.run(serving.program(), 20);
                    window.slower(SLOWER);
                    screens(window, serving);
                }
            }
        }
        return results;
    }

    /** The program, once the one before it has let go of its home. */
    private Serving serving(PageLoad load) throws IOException, InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            Optional<Serving> started = Serving.start(load.home(), work.resolve("visible"), false);
            if (started.isPresent()) {
                return started.get();
            }
            Thread.sleep(50);
        }
        throw new IOException("another program keeps the home");
    }

    /**
     * From the command that a person's icon runs to the first list, everything but the browser started anew; and what of
     * the processors' time Masora took for it, which tells the same on a busy computer.
     */
    private void start(PageLoad load, Browsers browsers) throws IOException, InterruptedException {
        Figures called = new Figures();
        Figures shown = new Figures();
        Figures processors = new Figures();
        Path opened = work.resolve("opened");
        Path browser = work.resolve("browser");
        Files.writeString(browser, "#!/bin/sh\nprintf %s \"$1\" >\"$0.new\" && mv \"$0.new\" '" + opened + "'\n");
        Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
        for (int round = -1; round < 5; round++) {
            said.accept("page: start");
            Files.deleteIfExists(opened);
            ProcessBuilder builder = new ProcessBuilder(root.resolve("masora").toString(), "open");
            builder.environment().put("MASORA_HOME", load.home().folder().toString());
            builder.environment().put("BROWSER", browser.toString());
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            long begun = System.nanoTime();
            Process process = builder.start();
            Map<ProcessHandle, Duration> took = new HashMap<>();
            for (int looks = 1; !Files.exists(opened); looks++) {
                // To look at all processes costs more than what is measured, if it is done often.
                if (looks % 20 == 0) {
                    look(process.toHandle(), took);
                    process.descendants().forEach(child -> look(child, took));
                }
                Thread.sleep(5);
            }
            process.descendants().forEach(child -> look(child, took));
            double until = (System.nanoTime() - begun) / 1e6;
            try (PageWindow window =
                    PageWindow.open(browsers.browser(), Path.of(Files.readString(opened)), 1366, 768)) {
                window.page().waitForSelector("#near .row");
                if (round >= 0) {
                    called.add(until, Traffic.NONE);
                    shown.add((System.nanoTime() - begun) / 1e6, Traffic.NONE);
                    took.replaceAll((child, before) -> now(child).orElse(before));
                    processors.add(
                            took.values().stream()
                                    .mapToDouble(Duration::toMillis)
                                    .sum(),
                            Traffic.NONE);
                }
                window.page().locator("#quit-button").click();
                window.page()
                        .locator("dialog#quit button[data-act], dialog#quit button[type=submit]")
                        .first()
                        .click();
                awaitEnd(load);
            }
        }
        results.add(new Report.Single(
                "from the icon to the first page, nothing running before",
                shown.median(),
                "ms",
                String.format(
                        Locale.ROOT,
                        "best run %.0f; the browser was called after %.0f; Masora took %.0f of the processors",
                        shown.best(),
                        called.median(),
                        processors.median()),
                String.format(Locale.ROOT, "≤ %.0f ms", START_AT_MOST_MILLIS),
                shown.median() <= START_AT_MOST_MILLIS));
    }

    private static void look(ProcessHandle process, Map<ProcessHandle, Duration> took) {
        now(process).ifPresent(time -> took.put(process, time));
    }

    private static Optional<Duration> now(ProcessHandle process) {
        return process.isAlive() ? process.info().totalCpuDuration() : Optional.empty();
    }

    private static void awaitEnd(PageLoad load) throws IOException, InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            if (Opening.ofRunning(load.home()).isEmpty()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IOException("the process behind the page did not end");
    }

    /** Waits until every project has been looked into. */
    static void awaitLooks(Serving serving) throws InterruptedException, IOException {
        for (int tries = 0; tries < 6_000; tries++) {
            if (serving.program().shelf().list().stream().allMatch(NearProject::known)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IOException("the projects were not looked into");
    }

    /** The id of a project. */
    static String id(Serving serving, String name) {
        return serving.program().shelf().list().stream()
                .filter(project -> project.name().equals(name))
                .map(NearProject::id)
                .findFirst()
                .orElseThrow();
    }

    /** The screens with their addresses. */
    static Map<String, String> addresses(Serving serving) {
        String small = "/p/" + id(serving, PageLoad.name(30));
        String decisions = "/p/" + id(serving, PageLoad.DECISIONS);
        String psalms = "/p/" + id(serving, PageLoad.PSALMS);
        Map<String, String> screens = new LinkedHashMap<>();
        screens.put("projects", "/");
        screens.put("past syncs", "/past");
        screens.put("settings", "/settings");
        screens.put("help", "/help");
        screens.put("add projects", "/start");
        screens.put("a project", small);
        screens.put("history", small + "/history");
        screens.put("backups", small + "/backups");
        screens.put("people", small + "/people");
        screens.put("settings of a project", small + "/settings");
        screens.put("decisions", decisions + "/decisions");
        screens.put("decisions to print", decisions + "/decisions/print");
        screens.put("Psalm 119, aligned", psalms + "/text/PSA/119");
        return screens;
    }

    /** The address of one of them. */
    static String address(Map<String, String> screens, String name) {
        return Objects.requireNonNull(screens.get(name), name);
    }

    private void screens(PageWindow window, Serving serving) {
        Map<String, String> screens = addresses(serving);
        int most = 0;
        String where = "";
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, String> screen : screens.entrySet()) {
            window.go(screen.getValue());
            int elements = window.elements();
            all.append(all.isEmpty() ? "" : ", ")
                    .append(screen.getKey())
                    .append(' ')
                    .append(elements);
            if (elements > most) {
                most = elements;
                where = screen.getKey();
            }
        }
        results.add(new Report.Single(
                "most elements on a screen: " + where,
                most,
                "",
                all.toString(),
                "≤ " + ELEMENTS_AT_MOST,
                most <= ELEMENTS_AT_MOST));
        measure(window, "/", projects());
        measure(window, address(screens, "a project"), ofAProject());
        measure(window, address(screens, "decisions"), decisions());
        measure(window, address(screens, "Psalm 119, aligned").replace("119", "118"), text());
    }

    private static List<Press> projects() {
        return List.of(
                new Press(
                        "a project is ticked",
                        "document.querySelectorAll('#near input:checked').forEach(it => it.click())",
                        "document.querySelectorAll('#near input[type=checkbox]')[3].click()",
                        "document.querySelector('[data-counts] .counted').textContent === '1'"),
                new Press(
                        "a star",
                        "window.pressed = document.querySelectorAll('#near .star')[5];"
                                + " window.was = pressed.getAttribute('aria-pressed')",
                        "window.pressed.click()",
                        "byId(window.pressed.id).getAttribute('aria-pressed') !== window.was"),
                new Press(
                        "a search through 500 projects",
                        typed("#near-search", ""),
                        typed("#near-search", "042"),
                        "document.querySelectorAll('#near .row').length < 10"),
                new Press(
                        "what a row's state means",
                        "document.querySelector('dialog[open]')?.close(); " + typed("#near-search", "")
                                + "; while (document.querySelectorAll('#near .state').length < 50)"
                                + " await new Promise(requestAnimationFrame)",
                        "document.querySelectorAll('#near .state')[30].click()",
                        "document.querySelector('dialog[open]')"),
                new Press(
                        "sync",
                        "document.querySelector('dialog[open]')?.close(); window.pressedRows ??= []; window.rows ="
                                + " [...document.querySelectorAll('#near .row')].filter(row =>"
                                + " !row.querySelector('.working') && !pressedRows.includes(row.id));"
                                + " window.row = rows[0].id; pressedRows.push(row);"
                                + " window.was = rows[0].querySelector('.state').textContent;"
                                + " document.querySelectorAll('#near input:checked').forEach(it => it.click());"
                                + " rows[0].querySelector('input').click()",
                        "document.querySelector('#near-pane .pane-foot button').click()",
                        "byId(window.row)?.querySelector('.state')?.textContent !== window.was"),
                new Press(
                        "to another screen: past syncs",
                        "goTo('/', false)",
                        "document.querySelector('#top a[href=\"/past\"]').click()",
                        "byId('past')"),
                new Press(
                        "back to the projects",
                        "goTo('/past', false)",
                        "document.querySelector('#top a[href=\"/\"]').click()",
                        "document.querySelectorAll('#near .row').length === 50"));
    }

    private static List<Press> ofAProject() {
        return List.of(
                new Press(
                        "a project's history",
                        "goTo(document.querySelector('.project-tabs a').pathname, false)",
                        "document.querySelector('.project-tabs a[href$=\"/history\"]').click()",
                        "byId('time-line')"),
                new Press(
                        "a project's backups",
                        "goTo(document.querySelector('.project-tabs a').pathname, false)",
                        "document.querySelector('.project-tabs a[href$=\"/backups\"]').click()",
                        "document.querySelector('.copies, .backups, #backups')"));
    }

    private static List<Press> decisions() {
        return List.of(
                new Press(
                        "a decision",
                        "window.was = byId('decide-title').textContent",
                        "document.querySelector('#decide-card [value=other]').click()",
                        "byId('decide-title').textContent !== window.was"),
                new Press(
                        "a search through 1,000 decisions",
                        typed("#decide-q", ""),
                        typed("#decide-q", "number 777 "),
                        "document.querySelectorAll('.decide-rows li').length < 10"),
                new Press(
                        "the next fifty",
                        typed("#decide-q", "") + "; while (document.querySelectorAll('.decide-rows li').length !== 50)"
                                + " await new Promise(requestAnimationFrame)",
                        "window.was = document.querySelector('.decide-rows .place').textContent;"
                                + " [...document.querySelectorAll('.pages button')].pop().click()",
                        "document.querySelector('.decide-rows .place').textContent !== window.was"),
                new Press(
                        "another decision from the list",
                        "window.was = byId('decide-title').textContent",
                        "[...document.querySelectorAll('.decide-rows button')].find(it =>"
                                + " !it.hasAttribute('aria-current') && !window.was.endsWith(it.querySelector('.place')"
                                + ".textContent)).click()",
                        "byId('decide-title').textContent !== window.was"),
                new Press(
                        "a box for a text of one's own",
                        "document.querySelector('[data-press-key=n]').click()",
                        "document.querySelector('[data-press-key=e]').click()",
                        "document.querySelector('#decide-card .edit-field')"));
    }

    private static List<Press> text() {
        return List.of(
                new Press(
                        "on to Psalm 119, aligned",
                        "goTo(location.pathname.replace('119', '118'), false)",
                        "document.querySelectorAll('.ways a.button')[1].click()",
                        "document.querySelector('#text-view .scripture, .scripture')?.textContent.includes('119')"),
                new Press(
                        "a verse to edit",
                        "window.verse = (window.verse ?? 3) + 1; window.was = document.activeElement",
                        "byId('v119-' + window.verse).click()",
                        "document.activeElement !== window.was && document.activeElement.matches('.edit-field')"),
                new Press(
                        "a letter",
                        "document.querySelector('.edit-field').focus();"
                                + " window.length = document.activeElement.textContent.length",
                        "document.execCommand('insertText', false, 'x')",
                        "document.activeElement.textContent.length > window.length"));
    }

    private static String typed(String field, String text) {
        return "(() => { const field = document.querySelector('" + field + "'); if (field.value !== '" + text
                + "') { field.value = '" + text + "'; field.dispatchEvent(new Event('input', {bubbles: true})); } })()";
    }

    private void measure(PageWindow window, String address, List<Press> presses) {
        window.go(address);
        for (Press press : presses) {
            Figures figures = new Figures();
            double worst = 0;
            for (int round = quick ? 0 : -1; round < (quick ? 1 : 7); round++) {
                // A field is read a moment after the last letter.
                window.page()
                        .evaluate("async () => { " + press.before()
                                + "; await new Promise(done => setTimeout(done, 400)); }");
                window.settled();
                double millis = window.press(press.press(), press.effect());
                if (round >= 0) {
                    figures.add(millis, Traffic.NONE);
                    worst = Math.max(worst, millis);
                }
            }
            said.accept(String.format(Locale.ROOT, "page: %s %.0f ms", press.what(), figures.median()));
            results.add(new Report.Single(
                    press.what(),
                    figures.median(),
                    "ms",
                    String.format(Locale.ROOT, "worst run %.0f", worst),
                    String.format(Locale.ROOT, "≤ %.0f ms", PRESS_AT_MOST_MILLIS),
                    figures.median() <= PRESS_AT_MOST_MILLIS));
        }
    }
}

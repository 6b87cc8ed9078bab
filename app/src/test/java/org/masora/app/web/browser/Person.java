package org.masora.app.web.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.masora.app.home.Home;
import org.masora.app.home.SettingsFile;
import org.masora.app.web.process.Opening;
import org.masora.app.web.process.Serving;
import org.masora.testkit.Browsers;

/** Somebody with a Masora of their own, and a browser in which its page was opened as by the icon. */
final class Person implements AutoCloseable {
    private final Home home;
    private final Path visible;
    private final BrowserContext context;
    private Serving serving;

    private Person(Path folder, int width, int height) throws IOException {
        home = new Home(folder.resolve("home"));
        visible = folder.resolve("visible");
        if (!Files.exists(home.settingsFile())) {
            // Tests write into folders moments before a sync; that an editor is waited for is a test of its own.
            home.create();
            new SettingsFile(home.settingsFile()).change(settings -> settings.withEditorMinutes(0));
        }
        context = Browsers.forTests()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setLocale("en-US"));
        serving = Serving.start(home, visible, false).orElseThrow();
        context.setDefaultTimeout(20_000);
    }

    /** At a usual laptop. */
    static Person on(Path folder) throws IOException {
        return on(folder, 1366, 768);
    }

    /** Whose window is of this size, in pixels. */
    static Person on(Path folder, int width, int height) throws IOException {
        return new Person(folder, width, height);
    }

    /** A window, opened by the icon. */
    Page open() throws IOException, InterruptedException {
        Opening.Outcome outcome = Opening.ofRunning(home).orElseThrow();
        if (!(outcome instanceof Opening.Outcome.Ready(var file, var _))) {
            throw new AssertionError(outcome);
        }
        Page page = context.newPage();
        page.navigate(file.toUri().toString());
        ready(page);
        return page;
    }

    /** One more window of the same browser. */
    Page another(String address) {
        Page page = context.newPage();
        page.navigate(serving.address() + address);
        ready(page);
        return page;
    }

    static void ready(Page page) {
        page.waitForSelector(
                "#main[data-title]", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.VISIBLE));
    }

    /** Ends the process behind the page, as a crash would for the page. */
    void stop() throws IOException {
        serving.close();
    }

    /** Starts it anew. */
    void startAgain() throws IOException {
        serving = Serving.start(home, visible, false).orElseThrow();
    }

    BrowserContext context() {
        return context;
    }

    String address() {
        return serving.address();
    }

    Home home() {
        return home;
    }

    Path folder() {
        return visible;
    }

    @Override
    public void close() throws IOException {
        context.close();
        serving.close();
    }
}

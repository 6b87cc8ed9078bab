package org.masora.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The system's Chromium, driven by Playwright. Where there is none, the tests that need it are skipped. */
public final class Browsers implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** What a test waits for something to be seen: a busy computer takes its time, and nobody waits in vain but a failure. */
    private static final double PATIENCE_MILLIS = 30_000;

    private static Optional<Browsers> shared = Optional.empty();

    private final Playwright playwright;
    private final Browser browser;

    private Browsers(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * The one that all tests of this virtual machine share, since each start takes seconds; a test is skipped where there
     * is none. A test closes what it opens in it; the browser itself ends with this process, as it does when its driver has
     * no one to listen to any more. Tests that use it run on one thread, one after the other.
     */
    public static synchronized Browser forTests() {
        if (shared.isEmpty() || !shared.get().browser.isConnected()) {
            shared = startWhereThereIsOne();
        }
        assumeTrue(shared.isPresent(), "no Chromium on this computer");
        return shared.orElseThrow().browser;
    }

    /** Starts it; empty where there is none. */
    public static Optional<Browsers> startWhereThereIsOne() {
        return chromium().map(Browsers::start);
    }

    private static Browsers start(Path chromium) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
        return new Browsers(playwright, browser);
    }

    private static Optional<Path> chromium() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, 100))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The browser. */
    public Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

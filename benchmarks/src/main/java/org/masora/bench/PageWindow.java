package org.masora.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.masora.app.home.Home;
import org.masora.app.web.process.Opening;

/** A window of a browser in which the page was opened as by its icon. */
final class PageWindow implements AutoCloseable {
    private static final double TIMEOUT_MILLIS = 60_000;

    private final BrowserContext context;
    private final Page page;

    private PageWindow(BrowserContext context, Page page) {
        this.context = context;
        this.page = page;
    }

    /** Opens the page of the process that serves this home. */
    static PageWindow open(Browser browser, Home home, int width, int height) throws IOException, InterruptedException {
        if (!(Opening.ofRunning(home).orElseThrow() instanceof Opening.Outcome.Ready(var file, var _))) {
            throw new IOException("the page was not opened");
        }
        return open(browser, file, width, height);
    }

    /** Opens the page with a file that lets one in. */
    static PageWindow open(Browser browser, Path file, int width, int height) {
        BrowserContext context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setLocale("en-US"));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        Page page = context.newPage();
        page.navigate(file.toUri().toString());
        page.waitForSelector("#main[data-title]");
        return new PageWindow(context, page);
    }

    /** The window, to be driven. */
    Page page() {
        return page;
    }

    /** Makes the browser's processor so many times slower. */
    void slower(int times) {
        CDPSession tools = context.newCDPSession(page);
        JsonObject rate = new JsonObject();
        rate.addProperty("rate", times);
        tools.send("Emulation.setCPUThrottlingRate", rate);
    }

    /** Goes to a screen and waits until all of it is there. */
    void go(String address) {
        page.evaluate("address => goTo(address, true)", address);
        settled();
    }

    /** Waits until nothing is fetched any more that belongs to the screen. */
    void settled() {
        page.waitForFunction(
                "() => !document.querySelector('#main[aria-busy], [data-src]:not([data-live]):not([data-fetched])')");
    }

    /** How many elements the document has. */
    int elements() {
        return ((Number) page.evaluate("document.querySelectorAll('*').length")).intValue();
    }

    /**
     * Does something as a person would and takes the time, in the browser itself, until its effect has been painted.
     *
     * @param press what is done: a statement
     * @param effect an expression that is true as soon as the effect is on the page
     * @return milliseconds
     */
    double press(String press, String effect) {
        return ((Number) page.evaluate("""
                async () => {
                  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
                  await painted();
                  const start = performance.now();
                  %s;
                  while (!(%s)) {
                    if (performance.now() - start > 60000) throw new Error('without effect');
                    await painted();
                  }
                  await painted();
                  return performance.now() - start;
                }
                """.formatted(press, effect))).doubleValue();
    }

    @Override
    public void close() {
        context.close();
    }
}

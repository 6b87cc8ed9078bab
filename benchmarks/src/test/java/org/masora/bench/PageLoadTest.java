package org.masora.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.web.process.Serving;
import org.masora.testkit.Browsers;

/** The page under a heavy load: what can be counted without a clock. */
class PageLoadTest {

    private static final int PROJECTS = 500;
    private static final int DECISIONS = 1_000;

    @Test
    void noScreenIsLargeAndListsAreShownByFiftiesButSearchedWhole(@TempDir Path folder) throws Exception {
        try (PageLoad load = PageLoad.make(folder, PROJECTS, DECISIONS);
                Serving serving = Serving.start(load.home(), folder.resolve("visible"), false)
                        .orElseThrow();
                PageWindow window = PageWindow.open(Browsers.forTests(), load.home(), 1366, 768)) {
            PageLoad.run(serving.program(), 20);
            Map<String, String> screens = PageBench.addresses(serving);
            screens.forEach((name, address) -> {
                window.go(address);
                assertThat(window.elements()).as(name).isLessThanOrEqualTo(PageBench.ELEMENTS_AT_MOST);
            });

            Page page = window.page();
            window.go("/");
            assertThat(page.locator("#near .row").count()).isEqualTo(50);
            assertThat(page.locator("#strip .running").count()).isEqualTo(20);
            page.locator("#near-search").fill(PageLoad.name(PROJECTS));
            page.waitForFunction("() => document.querySelectorAll('#near .row').length === 1");
            assertThat(page.locator("#near .row .name").textContent()).isEqualTo(PageLoad.name(PROJECTS));

            window.go(PageBench.address(screens, "decisions"));
            page.waitForSelector("#decide-title");
            page.waitForFunction("() => document.querySelectorAll('.decide-rows li').length === 50");
            assertThat(window.elements()).isLessThanOrEqualTo(PageBench.ELEMENTS_AT_MOST);
            page.locator("#decide-q").fill("number " + (DECISIONS - 1) + " ");
            page.waitForFunction("() => document.querySelectorAll('.decide-rows li').length === 1");

            window.go(PageBench.address(screens, "Psalm 119, aligned"));
            assertThat(elementsMoved(page, 9)).as("the first verse").isLessThan(10);
            page.keyboard().type("x");
            assertThat(elementsMoved(page, 5)).as("beside one in use").isLessThan(10);
        }
    }

    /** Opens a verse, as a program can while another one holds the focus; tells what came, went or changed its place. */
    private static int elementsMoved(Page page, int verse) {
        page.evaluate(
                "verse => { window.moved = 0; window.watch = new MutationObserver(changes => { for (const change of"
                        + " changes) window.moved += change.addedNodes.length + change.removedNodes.length; });"
                        + " window.watch.observe(byId('text-view'), { childList: true, subtree: true });"
                        + " byId('v119-' + verse).click(); }",
                verse);
        page.waitForFunction("verse => byId('edit-119-' + verse)", verse);
        return ((Number) page.evaluate("() => { window.watch.disconnect(); return window.moved; }")).intValue();
    }
}

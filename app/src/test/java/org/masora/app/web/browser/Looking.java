package org.masora.app.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.function.Consumer;

/** How tests look at a page, and find what a person presses. */
final class Looking {
    private Looking() {}

    /** Keeps a picture where pictures are wanted, for looking at them. */
    static void picture(Page page, String name) {
        String folder = System.getProperty("masora.pictures", "");
        if (!folder.isEmpty()) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(folder, name + ".png")));
        }
    }

    /** Nothing on the page keeps people out who see, hear or move otherwise. */
    static void accessible(Page page) {
        assertThat(Axe.violations(page)).isEmpty();
    }

    /** Both. */
    static void looksGood(Page page, String name) {
        picture(page, name);
        accessible(page);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The row of a project on this computer. */
    static Locator near(Page page, String name) {
        return row(page, "#near", name);
    }

    /** The row of a project on the cloud. */
    static Locator far(Page page, String name) {
        return row(page, "#far", name);
    }

    private static Locator row(Page page, String list, String name) {
        return page.locator(list + " .row", new Page.LocatorOptions().setHasText(name));
    }

    /** What a row is dragged over; nothing is released yet. */
    static void dragOver(Page page, Locator row, String pane) {
        row.locator(".what").hover();
        page.mouse().down();
        page.locator(pane + " .scrolls").hover();
        page.locator(pane + " .scrolls").hover();
    }

    /**
     * An input method begins to compose where the caret is.
     *
     * @return ends it with the text that comes of it
     */
    static Consumer<String> composes(Page page, String begun) {
        CDPSession tools = page.context().newCDPSession(page);
        JsonObject composing = new JsonObject();
        composing.addProperty("text", begun);
        composing.addProperty("selectionStart", begun.length());
        composing.addProperty("selectionEnd", begun.length());
        tools.send("Input.imeSetComposition", composing);
        return text -> {
            JsonObject done = new JsonObject();
            done.addProperty("text", text);
            tools.send("Input.insertText", done);
            tools.detach();
        };
    }
}

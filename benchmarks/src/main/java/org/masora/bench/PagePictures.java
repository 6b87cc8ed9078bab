package org.masora.bench;

import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.process.Serving;
import org.masora.app.web.shelf.NearProject;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.hub.HubStartException;
import org.masora.testkit.Browsers;

/** Makes the five pictures of the page that the README shows, from the sample project. */
final class PagePictures {
    private static final int WIDTH = 1366;
    private static final int HEIGHT = 768;
    private static final int DONE = 620_000;
    private static final int OF = 1_000_000;

    private final PageWindow window;
    private final Program program;
    private final Path folder;

    private PagePictures(PageWindow window, Program program, Path folder) {
        this.window = window;
        this.program = program;
        this.folder = folder;
    }

    /** Writes them into this folder. */
    static void make(Path folder, Path work, Consumer<String> said)
            throws IOException, InterruptedException, HubStartException {
        Files.createDirectories(folder);
        Optional<Browsers> found = Browsers.startWhereThereIsOne();
        if (found.isEmpty()) {
            said.accept("The pictures need Chromium.");
            return;
        }
        try (Browsers browsers = found.get();
                PageSample sample = PageSample.make(work);
                Serving serving = Serving.start(sample.home(), work.resolve("visible"), false)
                        .orElseThrow();
                PageWindow window = PageWindow.open(browsers.browser(), sample.home(), WIDTH, HEIGHT)) {
            PageBench.awaitLooks(serving);
            PagePictures pictures = new PagePictures(window, serving.program(), folder);
            pictures.twoTexts();
            pictures.timeLine();
            pictures.copies();
            pictures.panes();
            pictures.undo();
        }
    }

    private String address(String name) {
        return "/p/"
                + program.shelf().list().stream()
                        .filter(project -> project.name().equals(name))
                        .map(NearProject::id)
                        .findFirst()
                        .orElseThrow();
    }

    private void twoTexts() throws IOException {
        window.go(address(PageSample.DISPUTED) + "/decisions");
        window.page().waitForSelector("#decide-card .reading");
        window.page().waitForSelector(".decide-rows [aria-current]");
        keep("two-texts");
    }

    private void timeLine() throws IOException {
        window.go(address(PageSample.OLD) + "/history?ref=RUT%201:2");
        window.page().waitForSelector("#time-line .time-line");
        keep("time-line");
    }

    private void copies() throws IOException {
        window.go(address(PageSample.OLD) + "/backups");
        window.page().waitForSelector(".copies .copy");
        keep("copies");
    }

    private void panes() throws IOException {
        window.go("/");
        String running = address(PageSample.RUNNING).substring(3);
        program.activities().start(Activity.Kind.SYNC, running, PageSample.RUNNING, PagePictures::halfDone);
        window.page().waitForSelector("#strip progress[value]");
        program.events().publish(Program.PROJECTS);
        window.page().waitForSelector("#near progress");
        window.page().waitForSelector("#far .row");
        keep("panes");
        program.activities().running().forEach(activity -> program.activities().cancel(activity.id()));
    }

    private static Ending halfDone(Progress progress) throws InterruptedException {
        while (!progress.cancelled()) {
            progress.at(Phase.SENDING, DONE, OF);
            Thread.sleep(100);
        }
        return new Ending(Ending.Result.CANCELLED, Optional.empty(), List.of());
    }

    private void undo() throws IOException {
        String id = address(PageSample.TO_COMBINE).substring(3);
        Page page = window.page();
        page.waitForFunction("() => !document.querySelector('#strip .running')");
        page.locator("#near-" + id + " input[type=checkbox]").check();
        page.locator("#near-pane .pane-foot button").first().click();
        page.waitForSelector("#strip .counts");
        page.waitForSelector("#near-" + id + " .ask");
        keep("undo");
    }

    private void keep(String name) throws IOException {
        window.settled();
        window.page().evaluate("document.fonts.ready");
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(window.page().screenshot()));
        ImageIO.write(Palette.of(picture), "png", folder.resolve(name + ".png").toFile());
    }
}

package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.web.process.Opening;
import org.masora.testkit.Browsers;

/** Who tries to get at somebody's page: a site in their own browser, and somebody else at the same computer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StrangersTest {
    /** What a foreign site can try, and what came of each. */
    private static final String ATTEMPTS = """
            async address => {
              const came = async (name, attempt) => {
                try { return name + ': ' + await attempt(); } catch { return name + ': nothing'; }
              };
              return Promise.all([
                came('screen', async () => (await fetch(address + '/', { credentials: 'include' })).text()),
                came('list', async () => (await fetch(address + '/near', { credentials: 'include' })).text()),
                came('for programs', async () => (await fetch(address + '/api/v1/status')).text()),
                came('header', async () => (await fetch(address + '/start/sample',
                    { method: 'POST', credentials: 'include', headers: { 'Masora-Page': 'guessed' } })).status),
                came('events', () => new Promise((done, not) => {
                  const events = new EventSource(address + '/events', { withCredentials: true });
                  events.onopen = () => done('open');
                  events.onerror = () => { events.close(); not(); };
                })),
              ]);
            }
            """;

    /** Sends what a page may send without asking: it is not told what came of it. */
    private static final String BLIND = """
            async address => {
              await fetch(address + '/start/sample', { method: 'POST', mode: 'no-cors', credentials: 'include',
                body: new URLSearchParams() }).catch(() => {});
              navigator.sendBeacon(address + '/start/sample', new URLSearchParams());
            }
            """;

    private Optional<Browsers> browsers = Optional.empty();

    @BeforeAll
    void startBrowser() {
        browsers = Optional.of(Browsers.start());
    }

    @AfterAll
    void endBrowser() {
        browsers.ifPresent(Browsers::close);
    }

    private Browser browser() {
        return browsers.orElseThrow().browser();
    }

    /** A site of somebody else; on this computer, because the browser then sends our cookie along. */
    private static HttpServer site() throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>Win a phone</title><body></body>".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        site.start();
        return site;
    }

    @Test
    void aForeignSiteReadsNothingAndChangesNothing(@TempDir Path folder) throws Exception {
        HttpServer site = site();
        try (Person person = Person.on(folder, browser(), 1024, 768)) {
            Page own = person.open();
            assertThat(own.locator("#near")).containsText("No projects yet");
            Page foreign = person.context().newPage();
            foreign.navigate("http://127.0.0.1:" + site.getAddress().getPort() + "/");
            assertThat((List<?>) foreign.evaluate(ATTEMPTS, person.address()))
                    .isNotEmpty()
                    .allSatisfy(said -> assertThat(said.toString()).endsWith(": nothing"));
            foreign.evaluate(BLIND, person.address());

            // A frame over which to have somebody press, and a form that sends itself.
            foreign.evaluate("""
                    address => {
                      const frame = document.createElement('iframe');
                      frame.src = address + '/';
                      document.body.append(frame);
                      const form = document.createElement('form');
                      form.method = 'post';
                      form.action = address + '/start/sample';
                      form.target = 'elsewhere';
                      document.body.append(form);
                      form.submit();
                    }
                    """, person.address());
            foreign.waitForCondition(() -> foreign.context().pages().size() == 3);
            for (Frame frame : foreign.frames()) {
                assertThat(frame.locator("#main")).hasCount(0);
            }
            foreign.waitForFunction("document.querySelector('iframe').contentDocument === null");

            own.reload();
            Person.ready(own);
            assertThat(own.locator("#near")).containsText("No projects yet");
            assertThat(person.folder().resolve("Sample")).doesNotExist();
        } finally {
            site.stop(0);
        }
    }

    @Test
    void anotherUserOfTheComputerIsNotLetIn(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder, browser(), 1024, 768);
                BrowserContext other = browser().newContext()) {
            Opening.Outcome outcome = Opening.ofRunning(person.home()).orElseThrow();
            Path door = ((Opening.Outcome.Ready) outcome).file();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(door)))
                    .isEqualTo("rw-------");
            String code = Files.readString(door);
            Page own = person.context().newPage();
            own.navigate(door.toUri().toString());
            Person.ready(own);
            assertThat(own).hasURL(person.address() + "/");
            assertThat(own.locator("#near")).containsText("No projects yet");

            // Somebody who guesses the port; who got hold of the file afterwards; and who caught the cookie, which a
            // browser sends to every port of a host.
            Page theirs = other.newPage();
            theirs.navigate(person.address() + "/");
            assertThat(theirs.locator("h1")).hasText("Open Masora from its icon");
            Path copy = Files.writeString(folder.resolve("copy.html"), code);
            theirs.navigate(copy.toUri().toString());
            assertThat(theirs.locator("h1")).hasText("Open Masora from its icon");
            other.addCookies(person.context().cookies());
            theirs.navigate(person.address() + "/");
            assertThat(theirs.locator("#stranger")).isVisible();
            assertThat(theirs.locator("#near")).hasCount(0);
            Object status = theirs.evaluate("""
                    async () => (await fetch('/start/sample', { method: 'POST', body: new URLSearchParams() })).status
                    """);
            assertThat(status).isIn(401, 403);
            assertThat(person.folder().resolve("Sample")).doesNotExist();
            assertThat(own.locator("#near")).containsText("No projects yet");
        }
    }
}

package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Home;
import org.masora.app.web.process.Opening;
import org.masora.app.web.process.Running;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.testkit.Browsers;

/** A second local user and a foreign site try to get in, while somebody uses the page of a real process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class IntrudersTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String NAME = "Zebedee";
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

    /** What a page elsewhere can try: each says what it got to see, or that it saw nothing. */
    private static final String TRIES = """
            async address => {
              const seen = [];
              const asked = async (name, path, options) => {
                try {
                  const answer = await fetch(address + path, { credentials: 'include', ...options });
                  const text = await answer.text();
                  if (text) seen.push(name + ': ' + text);
                } catch { /* Nothing was seen. */ }
              };
              const heard = (name, made) => new Promise(done => {
                made.onopen = made.onmessage = made.onload = () => { seen.push(name); done(); };
                made.onerror = made.onclose = () => done();
              });
              for (const path of ['/', '/projects/near', '/events', '/alive?to=x', '/api/v1/projects', '/settings']) {
                await asked('read ' + path, path, {});
                await asked('read blindly ' + path, path, { mode: 'no-cors' });
              }
              for (const path of ['/quit', '/start/sample', '/api/v1/handover', '/door']) {
                await asked('change ' + path, path, { method: 'POST', body: new URLSearchParams({ code: 'guess' }) });
                await asked('change blindly ' + path, path,
                  { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ code: 'guess' }) });
                navigator.sendBeacon(address + path, new URLSearchParams({ code: 'guess' }));
                await asked('change with a header ' + path, path,
                  { method: 'POST', headers: { 'Masora-Page': 'guess', Authorization: 'Bearer guess' } });
                const target = document.body.appendChild(Object.assign(document.createElement('iframe'), { name: 'hole' }));
                const form = document.body.appendChild(Object.assign(
                  document.createElement('form'), { method: 'post', action: address + path, target: 'hole' }));
                const arrived = new Promise(done => target.onload = done);
                form.submit();
                await arrived;
                try {
                  if (target.contentDocument?.body.textContent) seen.push('form ' + path);
                } catch { /* Nothing was seen. */ }
                target.remove();
              }
              await heard('event stream', new EventSource(address + '/events', { withCredentials: true }));
              await heard('web socket', new WebSocket(address.replace('http', 'ws') + '/events'));
              for (const [name, path] of [['script', '/assets/x/page.js'], ['img', '/assets/x/icon.svg']]) {
                const element = document.createElement(name);
                const end = heard(name, element);
                element.src = address + path;
                document.body.append(element);
                await end;
              }
              return seen;
            }
            """;

    private Optional<RealMasora> masora = Optional.empty();
    private Optional<Hub> hub = Optional.empty();
    private Optional<BrowserContext> context = Optional.empty();
    private Path folder = Path.of("");
    private String project = "";
    private final Queue<String> cookies = new ConcurrentLinkedQueue<>();

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "skipped: needs a Linux");
        folder = temporary;
        // Everybody may look here, so that what keeps others out is Masora's own doing.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        masora = Optional.of(new RealMasora(folder.resolve("build"), Instant.parse("2026-01-01T00:00:00Z")));
        hub = Optional.of(Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD)));
        try (Colleague own = new Colleague(folder, hub.get(), "maria", PASSWORD)) {
            project = own.make(NAME, "one two three");
        }
        context = Optional.of(Browsers.forTests().newContext(new Browser.NewContextOptions().setLocale("en-US")));
        masora.get().open(home());
        await().atMost(Duration.ofMinutes(1))
                .until(() -> asked("/api/v1/projects").contains("\"onlyHere\""));
        context.get().setDefaultTimeout(60_000);
    }

    @AfterAll
    void end() {
        context.ifPresent(BrowserContext::close);
        masora.ifPresent(RealMasora::kill);
        hub.ifPresent(Hub::close);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Running running() throws IOException {
        return Running.read(new Home(home()).pageFile()).orElseThrow();
    }

    /** A new file that lets a browser in. */
    private Path door() throws IOException {
        if (Opening.ofRunning(new Home(home())).orElseThrow() instanceof Opening.Outcome.Ready(var file, var _)) {
            return file;
        }
        throw new AssertionError("no door");
    }

    private Page window() throws Exception {
        Page page = context.orElseThrow().newPage();
        page.navigate(door().toUri().toString());
        Person.ready(page);
        return page;
    }

    /** What another user of this computer gets from a command; empty if the system does not let them. */
    private static String asNobody(String... command) throws Exception {
        List<String> line = new ArrayList<>(AS_NOBODY);
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    private static boolean canBeAnotherUser() throws Exception {
        try {
            return asNobody("id", "-u").equals("65534\n");
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Test
    @DisplayName(
            "a second local user reads no file that lets in, no secret in a list of processes, and nothing over the port")
    void secondUser() throws Exception {
        assumeTrue(canBeAnotherUser(), "skipped: another user can be played by root only");
        Path door = door();
        String code = Files.readString(door).replaceAll("(?s).*value=\"([0-9a-f]{64})\".*", "$1");
        Running running = running();
        Home home = new Home(home());

        assertThat(asNobody("ls", folder.toString())).as("so far they get").contains("home");
        for (Path secret : List.of(door, home.pageFile(), home.doorKeyFile(), home.accountsFile())) {
            assertThat(Files.size(secret)).isPositive();
            assertThat(asNobody("cat", secret.toString())).as(secret.toString()).isEmpty();
        }
        assertThat(asNobody("ls", home().toString())).isEmpty();
        assertThat(asNobody("ls", Objects.requireNonNull(door.getParent()).toString()))
                .isEmpty();

        window();
        String processes = asNobody("sh", "-c", "cat /proc/[0-9]*/cmdline");
        assertThat(processes).contains("serve");
        String cookie = context.orElseThrow().cookies().getFirst().value;
        for (String secret : List.of(
                code, running.token(), cookie, HexFormat.of().formatHex(Files.readAllBytes(home.doorKeyFile())))) {
            assertThat(processes).doesNotContain(secret);
        }
        assertThat(asNobody("cat", "/proc/" + masora.orElseThrow().only().pid() + "/environ"))
                .isEmpty();

        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : List.of("/", "/events", "/alive?to=x", "/projects/near", "/api/v1/projects")) {
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(address() + path)).build();
                assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
        }
    }

    private String address() throws IOException {
        return "http://127.0.0.1:" + running().port();
    }

    /** Somebody else's web server on this computer, which keeps what cookies it is sent. */
    private HttpServer elsewhere() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Cookie")).ifPresent(cookies::add);
            byte[] page = "<!doctype html><title>elsewhere</title><body></body>".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private String asked(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                    .header("Authorization", "Bearer " + running().token())
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    @Test
    @DisplayName(
            "pages of a foreign site, and of another user's server on this computer, see nothing and change nothing")
    void foreignSite() throws Exception {
        Page own = window();
        HttpServer server = elsewhere();
        try {
            String before = asked("/api/v1/activities") + asked("/api/v1/projects");
            int port = server.getAddress().getPort();
            String address = address();
            // For a browser localhost is another site, and another port of 127.0.0.1 is the same one.
            for (String site : List.of("http://localhost:" + port, "http://127.0.0.1:" + port)) {
                Page page = context.orElseThrow().newPage();
                page.navigate(site);
                assertThat(page.evaluate(TRIES, address())).as(site).isEqualTo(List.of());
                page.waitForConsoleMessage(
                        new Page.WaitForConsoleMessageOptions()
                                .setPredicate(message -> message.text().contains("frame-ancestors 'none'")),
                        () -> page.evaluate(
                                "address => { document.body.append(Object.assign("
                                        + "document.createElement('iframe'), { src: address })); }",
                                address));
                assertThat(page.frames()).noneMatch(frame -> frame.url().startsWith(address));
                Page opened = page.waitForPopup(
                        () -> page.evaluate("address => { window.victim = open(address + '/?quit=1'); }", address));
                opened.waitForLoadState();
                assertThat(page.evaluate("() => { try { return victim.document?.title ?? 'nothing'; }"
                                + " catch { return 'nothing'; } }"))
                        .isEqualTo("nothing");
                opened.close();
                page.close();
            }
            assertThat(asked("/api/v1/activities") + asked("/api/v1/projects")).isEqualTo(before);
            assertThat(own.locator("#gone")).isHidden();
            theCookieThatTheOtherServerWasSentOpensNothing();
        } finally {
            server.stop(0);
        }
    }

    /** A cookie of this host reaches every port of it. */
    private void theCookieThatTheOtherServerWasSentOpensNothing() throws Exception {
        String name = "masora-" + running().port();
        String cookie =
                cookies.stream().filter(one -> one.contains(name)).findFirst().orElseThrow();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String path : List.of("/", "/projects/near", "/p/" + project, "/past")) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                        .header("Cookie", cookie)
                        .build();
                assertThat(http.send(request, BodyHandlers.ofString()).body()).doesNotContain(NAME);
            }
            HttpRequest change = HttpRequest.newBuilder(URI.create(address() + "/quit"))
                    .header("Cookie", cookie)
                    .header("Origin", address())
                    .POST(BodyPublishers.noBody())
                    .build();
            assertThat(http.send(change, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        }
        assertThat(masora.orElseThrow().only().isAlive()).isTrue();
    }

    @Test
    @DisplayName("a name that was made to lead here shows nothing, and no title or address holds a project's name")
    void namesAndRebinding() throws Exception {
        Page page = window();
        for (String path : List.of("", "/people", "/settings", "/history", "/backups", "/decisions", "/text/TIT/1")) {
            page.navigate(address() + "/p/" + project + path);
            Person.ready(page);
            assertThat(page.title() + " " + page.url()).doesNotContain(NAME).doesNotContain("English");
        }
        int port = running().port();
        for (String name : List.of("localhost", "evil.localhost")) {
            Page other = context.orElseThrow().newPage();
            assertThat(other.navigate("http://" + name + ":" + port + "/").status())
                    .isEqualTo(421);
            assertThat(other.content()).doesNotContain("#main").doesNotContain(NAME);
            other.close();
        }
    }

    @Test
    @DisplayName("a door's file that was used is gone, and its code lets nobody in again")
    void usedCode() throws Exception {
        Path door = door();
        String content = Files.readString(door);
        Page page = context.orElseThrow().newPage();
        page.navigate(door.toUri().toString());
        Person.ready(page);
        assertThat(door).doesNotExist();
        assertThat(String.valueOf(page.evaluate("JSON.stringify([history.length, location.href, document.referrer])")))
                .doesNotContain("code");
        Path copy = Files.writeString(folder.resolve("copy.html"), content);
        try (BrowserContext stranger = Browsers.forTests().newContext()) {
            Page again = stranger.newPage();
            again.navigate(copy.toUri().toString());
            assertThat(again.locator("h1")).hasText("Open Masora from its icon");
            assertThat(stranger.cookies()).isEmpty();
        }
    }
}

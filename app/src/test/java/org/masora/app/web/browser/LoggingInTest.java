package org.masora.app.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Looking.looksGood;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.cli.BadLine;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.testkit.ApiCaller;

/** Accounts: a second factor, a new account, several accounts and servers, staying logged in or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LoggingInTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String CODE = "123456";
    private static final LocatorAssertions.HasCountOptions PATIENT =
            new LocatorAssertions.HasCountOptions().setTimeout(60_000);

    private Optional<Hub> hub = Optional.empty();

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = Optional.of(Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD)));
    }

    @AfterAll
    void end() {
        hub.ifPresent(Hub::close);
    }

    private URI server() {
        return hub.orElseThrow().base();
    }

    private static Locator dialog(Page page) {
        return page.locator("dialog#login");
    }

    private static void fill(Page page, URI server, String user, String password) {
        dialog(page).getByLabel("Server").fill(server.toString());
        dialog(page).getByLabel("Account name").fill(user);
        dialog(page).getByLabel("Password").fill(password);
    }

    private static void press(Page page) {
        dialog(page)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Log in").setExact(true))
                .click();
    }

    private static void logsIn(Page page) {
        press(page);
        assertThat(dialog(page)).hasCount(0, PATIENT);
    }

    private ApiCaller maria() {
        return new ApiCaller(server(), "maria", PASSWORD);
    }

    private String tokens() throws IOException, InterruptedException {
        return maria().ask("GET", "/users/maria/tokens", "");
    }

    @Test
    void anAccountIsMadeOnTheServersOwnPageAndTheNameStays(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder)) {
            person.context().route("**/user/*", route -> route.fulfill());
            Page page = person.open();
            page.locator("#far-login").click();
            fill(page, server(), "newcomer", "");
            Locator signUp = dialog(page).getByText("Make an account on " + server().getAuthority());
            Page signingUp = person.context().waitForPage(signUp::click);
            assertThat(signingUp).hasURL(server() + "/user/sign_up");
            assertThat(dialog(page).locator("#login-registering")).containsText("Open the link in ");
            assertThat(dialog(page).getByText("Forgot the password?"))
                    .hasAttribute("href", server() + "/user/forgot_password");
            looksGood(page, "registering");
            page.keyboard().press("Escape");
            page.locator("#far-login").click();
            assertThat(dialog(page).getByLabel("Account name")).hasValue("newcomer");
            assertThat(dialog(page).getByLabel("Server")).hasValue(server().toString());
        }
    }

    @Test
    void whoDoesNotWishToStayIsWrittenNowhereAndLoggedOutAtTheEnd(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder)) {
            Page page = person.open();
            page.locator("#far-login").click();
            fill(page, server(), "maria", PASSWORD);
            dialog(page).getByLabel("Keep me logged in").uncheck();
            logsIn(page);
            assertThat(tokens()).contains("Masora on");
            assertThat(
                            Files.exists(person.home().accountsFile())
                                    ? Files.readString(person.home().accountsFile())
                                    : "")
                    .doesNotContain("maria");
            person.stop();
            assertThat(tokens()).doesNotContain("Masora on");
            person.startAgain();
            page.reload();
            assertThat(page.locator("#far-login")).hasText("Log in");
        }
    }

    @Test
    void aCodeOfTheSecondFactorIsAskedForAndAWrongOneIsSaid(@TempDir Path folder) throws Exception {
        HttpServer guarded = withSecondFactor();
        try (Person person = Person.on(folder)) {
            Page page = person.open();
            page.locator("#far-login").click();
            URI address = URI.create("http://127.0.0.1:" + guarded.getAddress().getPort());
            fill(page, address, "maria", PASSWORD);
            press(page);
            assertThat(dialog(page).locator("#login-said")).containsText("needs a code");
            dialog(page).getByLabel("Code of the second factor").fill("000000");
            press(page);
            assertThat(dialog(page).locator("#login-said")).containsText("does not hold");
            looksGood(page, "second-factor");
            dialog(page).getByLabel("Code of the second factor").fill(CODE);
            logsIn(page);

            page.locator("#far-login").click();
            assertThat(dialog(page).locator("#login-servers option")).hasCount(2);
            fill(page, server(), "maria", PASSWORD);
            logsIn(page);
            assertThat(page.locator("#far-pane select[name=account] option"))
                    .hasText(new String[] {"maria@" + server().getAuthority(), "maria@" + address.getAuthority()});
            page.locator("#far-login").click();
            dialog(page).getByLabel("Log out maria@" + address.getAuthority()).click();
            assertThat(dialog(page)).hasCount(0, PATIENT);
            assertThat(page.locator("#far-pane select[name=account]")).hasCount(0);
            assertThat(page.locator("#far-login")).hasText("Accounts");
        } finally {
            guarded.stop(0);
        }
    }

    @Test
    @DisplayName(
            "V1 first sends of several: by whose account is asked, one answer for those alike, private stays apart")
    void severalFirstSends(@TempDir Path folder) throws Exception {
        try (BadLine line = new BadLine(server());
                Colleague own = new Colleague(folder, server(), "maria", PASSWORD);
                Colleague _ = new Colleague(folder, URI.create(line.address()), "maria", PASSWORD)) {
            own.make("Titus", "one");
            own.make("Jonah", "one");
            own.make("Secret", "one");
            Path metadata = own.project("Secret").resolve("metadata.json");
            Files.writeString(metadata, Files.readString(metadata).replaceFirst("\\{", "{\"confidential\":true,"));
            try (Person person = Person.on(folder)) {
                Page page = person.open();
                assertThat(page.locator("#near .state").getByText("Only on this computer"))
                        .hasCount(3, PATIENT);
                for (Locator box : page.locator("#near input[type=checkbox]").all()) {
                    box.check();
                }
                page.locator("#near-pane button[data-counts]").click();
                Locator asked = page.locator("#near .state").getByText("Needs your yes");
                assertThat(asked).hasCount(3, PATIENT);
                page.locator("#near .row", new Page.LocatorOptions().setHasText("Titus"))
                        .locator(".state")
                        .click();
                Locator question = page.locator("dialog#question");
                assertThat(question).containsText("Choose by whose account");
                assertThat(question).not().containsText("It would go to");
                looksGood(page, "several-first-sends");
                question.locator("select").selectOption("maria@" + server().getAuthority());
                question.getByLabel("Anyone on the internet").check();
                question.getByLabel("The same for 1 other project").check();
                question.getByText("Send", new Locator.GetByTextOptions().setExact(true))
                        .click();
                assertThat(page.locator("#near .state").getByText("All sent")).hasCount(2, PATIENT);
                assertThat(page.locator("#near .row", new Page.LocatorOptions().setHasText("Secret"))
                                .locator(".state"))
                        .hasText("Needs your yes");
            }
        }
    }

    /** What can be typed wrongly is said in words, and nothing of what was typed is lost. */
    @Test
    void wrongInputIsSaidInWords(@TempDir Path folder) throws Exception {
        try (Person person = Person.on(folder)) {
            Page page = person.open();
            page.locator("#far-login").click();
            for (String wrong :
                    List.of("http://example.org", "https://user:secret@example.org", "ftp://x", "a b", "<b>")) {
                dialog(page).getByLabel("Server").fill(wrong);
                dialog(page).getByLabel("Account name").fill("maria");
                dialog(page).getByLabel("Password").fill(PASSWORD);
                press(page);
                assertThat(dialog(page).locator("#login-said .trouble")).hasCount(1, PATIENT);
                assertThat(dialog(page).locator("#login-said")).not().containsText("mistake of its own");
                assertThat(dialog(page).getByLabel("Account name")).hasValue("maria");
            }
            fill(page, server(), "ma:ria", PASSWORD);
            press(page);
            assertThat(dialog(page).locator("#login-said")).containsText("cannot be meant");
            fill(page, URI.create("http://127.0.0.1:9"), "maria", PASSWORD);
            press(page);
            assertThat(dialog(page).locator("#login-said")).containsText("could not be reached");
            assertThat(page.locator("#alarm .note")).hasCount(0);
        }
    }

    /** The hub behind a door that wants a second factor from who comes with a password, as Gitea does. */
    private HttpServer withSecondFactor() throws IOException {
        HttpServer guarded = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        guarded.createContext("/", exchange -> {
            try (exchange) {
                boolean withPassword = maria().authorization()
                        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                if (withPassword && !CODE.equals(exchange.getRequestHeaders().getFirst("X-Gitea-OTP"))) {
                    answer(exchange, 401, "{\"message\":\"invalid provided OTP\"}".getBytes(UTF_8));
                } else {
                    pass(exchange);
                }
            }
        });
        guarded.start();
        return guarded;
    }

    private void pass(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server().resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        for (String name : List.of("Authorization", "Content-Type")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.header(name, value));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            answer(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}

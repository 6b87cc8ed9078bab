package org.masora.remote.paratext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.paratext.Role;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.ServerAddress;

/** Signing in at the stand-in, as a browser and a person do it. */
class SignInTest {

    @TempDir
    Path directory;

    private ParatextBench bench;
    private OAuthClient client;

    @BeforeEach
    void begin() throws Exception {
        bench = new ParatextBench(directory, Map.of("a.txt", new byte[] {'a'}));
        client = new OAuthClient(bench.standIn().clientId(), Optional.empty());
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private SignIn signIn() {
        ServerAddress authorize = new ServerAddress(bench.standIn().authorize());
        return SignIn.begin(bench.servers(), authorize, client, "<p>done</p>", InstantSource.system());
    }

    @Test
    @DisplayName("by the page of the Registry, with a redirect to this computer")
    void byBrowser() throws Exception {
        try (SignIn signIn = signIn();
                HttpClient browser = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            CompletableFuture<Answer<SignIn.SignedIn>> signedIn =
                    CompletableFuture.supplyAsync(() -> signIn.await(Duration.ofMinutes(2), Progress.NONE));
            URI page = signIn.page();
            String form = page.getRawQuery() + "&username=Ada%20Admin&password=a-Passw0rd-of-tests";
            HttpResponse<String> shown = browser.send(
                    HttpRequest.newBuilder(URI.create(page.toString().split("\\?", -1)[0]))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString(UTF_8));

            assertThat(shown.body()).isEqualTo("<p>done</p>");
            SignIn.SignedIn who = ParatextBench.value(signedIn.join());
            assertThat(who.user()).isEqualTo(new User(bench.standIn().userId("ada"), "Ada Admin"));
            assertThat(who.toString())
                    .doesNotContain(who.tokens().access(), who.tokens().refresh());
        }
    }

    @Test
    @DisplayName("what reaches the redirect without the state that was given out is not listened to")
    void forgedRedirect() throws Exception {
        try (SignIn signIn = signIn();
                HttpClient stranger = HttpClient.newHttpClient()) {
            CompletableFuture<Answer<SignIn.SignedIn>> signedIn =
                    CompletableFuture.supplyAsync(() -> signIn.await(Duration.ofSeconds(3), Progress.NONE));
            String redirect = signIn.page().getQuery().replaceAll(".*redirect_uri=([^&]*).*", "$1");
            HttpResponse<String> refused = stranger.send(
                    HttpRequest.newBuilder(URI.create(redirect + "?code=x&state=y"))
                            .build(),
                    BodyHandlers.ofString(UTF_8));
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(ParatextBench.failure(signedIn.join())).isEqualTo(new RemoteFailure.Cancelled());
        }
    }

    @Test
    @DisplayName("with a refresh token that somebody was given; one that is not good is told")
    void withRefreshToken() throws Exception {
        OAuthClient whole = new OAuthClient(
                bench.standIn().clientId(), Optional.of(bench.standIn().clientSecret()));
        String token = bench.standIn().refreshToken("tom");
        SignIn.SignedIn tom =
                ParatextBench.value(SignIn.withRefreshToken(bench.servers(), whole, token, InstantSource.system()));
        assertThat(tom.user().name()).isEqualTo("Tom Translator");
        assertThat(tom.tokens().refresh()).isNotEqualTo(token);
        assertThat(ParatextBench.failure(
                        SignIn.withRefreshToken(bench.servers(), whole, "nonsense", InstantSource.system())))
                .isInstanceOf(RemoteFailure.BadCredentials.class);
    }

    @Test
    @DisplayName("the Registry tells projects, members and roles")
    void registry() throws Exception {
        try (Session session = bench.session("ada", "Ada Admin")) {
            Registry registry = new Registry(session);
            String id = bench.project().id();
            assertThat(ParatextBench.value(registry.projects()))
                    .extracting(RegisteredProject::id)
                    .containsExactly(id);
            assertThat(ParatextBench.value(registry.project(id)).orElseThrow().shortName())
                    .isEqualTo("Tst");
            assertThat(ParatextBench.value(registry.project("cd".repeat(20)))).isEmpty();
            assertThat(ParatextBench.value(registry.members(id)))
                    .contains(new Member(bench.standIn().userId("olga"), "Olga Observer", Role.OBSERVER));
            assertThat(ParatextBench.value(registry.role(id, bench.standIn().userId("tom"))))
                    .contains(Role.TRANSLATOR);
            Archives archives = new Archives(session);
            assertThat(ParatextBench.value(archives.projects(Progress.NONE))
                            .getFirst()
                            .roleOf("Tom Translator"))
                    .contains(Role.TRANSLATOR);
            assertThat(ParatextBench.value(archives.file(bench.project(), "no.such.file")))
                    .isEmpty();
            ParatextBench.value(archives.lock(bench.project()));
            ParatextBench.value(archives.unlock(bench.project()));
            ParatextBench.value(archives.unlock(bench.project()));
        }
    }
}

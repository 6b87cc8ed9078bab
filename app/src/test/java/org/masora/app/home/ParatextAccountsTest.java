package org.masora.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.paratext.Endpoint;
import org.masora.hub.paratext.Fault;
import org.masora.hub.paratext.ParatextOptions;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.paratext.Preparation;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;
import org.masora.remote.paratext.OAuthClient;
import org.masora.remote.paratext.ParatextServers;
import org.masora.remote.paratext.ParatextService;
import org.masora.remote.paratext.Registry;
import org.masora.remote.paratext.RetryPolicy;
import org.masora.remote.paratext.Session;
import org.masora.remote.paratext.SignIn;
import org.masora.remote.paratext.Tokens;
import org.masora.remote.paratext.User;
import org.masora.remote.paratext.mercurial.Hg;

/** A refresh token is good once: what happens where its successor does not come onto the disk. */
final class ParatextAccountsTest {
    @TempDir
    private Path temp = Path.of("");

    private Hub hub;
    private ParatextAccounts accounts;
    private ParatextAccount tom;

    @BeforeEach
    void begin() throws Exception {
        assumeTrue(Hg.find() instanceof Hg.Finding.Found, "hg (Mercurial) is absent");
        hub = Hub.start(HubOptions.in(temp.resolve("hub"))
                .withAdministrator("chief", "a-Passw0rd-of-tests")
                .withParatext(ParatextOptions.USUAL));
        standIn()
                .prepare(new Preparation(
                        new LinkedHashMap<>(Map.of("tom", new PersonWish("Tom", Optional.empty()))), Map.of()));
        accounts = new ParatextAccounts(new Home(temp.resolve("home")));
        ParatextService service = new ParatextService(
                new ServerAddress(standIn().registry()),
                new ServerAddress(standIn().archives()),
                Optional.empty(),
                Optional.of(new OAuthClient(
                        standIn().clientId(), Optional.of(standIn().clientSecret()))));
        tom = accounts.keep(service, signedIn());
        assertThat(whoIs()).isInstanceOf(Answer.Ok.class);
    }

    @AfterEach
    void end() {
        if (hub != null) {
            hub.close();
        }
    }

    private ParatextStandIn standIn() {
        return hub.paratext().orElseThrow();
    }

    private SignIn.SignedIn signedIn() throws Exception {
        return new SignIn.SignedIn(
                new User(standIn().userId("tom"), "Tom"),
                Tokens.ofRefreshToken(standIn().refreshToken("tom")));
    }

    /** A program that is started, asks one thing, and ends. */
    private Answer<User> whoIs() {
        ParatextServers servers = new ParatextServers(
                tom.service().registry(),
                tom.service().archives(),
                Timeouts.USUAL,
                new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(5)));
        OAuthClient client = tom.service().client().orElseThrow();
        try (Session session = new Session(servers, client, accounts.keeper(tom), "Tom", InstantSource.system())) {
            return new Registry(session).user();
        }
    }

    /** The server takes the refresh token and gives another one, which never arrives. */
    private void lostOnTheWay() {
        standIn()
                .faults()
                .next(Endpoint.USERINFO, new Fault.TokenExpired())
                .always(Endpoint.TOKEN, new Fault.CutAnswer(0));
        assertThat(whoIs()).isInstanceOf(Answer.Failed.class);
        standIn().faults().clear();
    }

    @Test
    @DisplayName("a new pair that was lost on the way is asked for again at once, with the old refresh token")
    void askedAgain() {
        String refresh = accounts.keeper(tom).current().refresh();
        lostOnTheWay();
        assertThat(accounts.keeper(tom).current().refresh()).isEqualTo(refresh);
        assertThat(accounts.keeper(tom).current().access()).isEmpty();

        standIn().faults().forget();
        assertThat(whoIs()).isInstanceOf(Answer.Ok.class);
        assertThat(standIn().faults().asked()).containsExactly(Endpoint.TOKEN, Endpoint.USERINFO);
        assertThat(accounts.keeper(tom).current().refresh()).isNotEqualTo(refresh);
    }

    @Test
    @DisplayName("a program that ends between the server's answer and the writing: the next one asks again")
    void killed() throws Exception {
        Tokens before = accounts.keeper(tom).current();
        assertThatThrownBy(() -> accounts.keeper(tom).replace(before, kept -> {
                    assertThat(accounts.keeper(tom).current()).isEqualTo(before.beingReplaced());
                    assertThat(kept).isEqualTo(before);
                    throw new Killed();
                }))
                .isInstanceOf(Killed.class);
        assertThat(whoIs()).isInstanceOf(Answer.Ok.class);
        Tokens now = accounts.keeper(tom).current();
        assertThat(accounts.keeper(tom).replace(before, kept -> {
                    throw new AssertionError("another program has the new pair already");
                }))
                .isEqualTo(now);
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    @DisplayName("when the server takes the old one no more it says that a login is needed, and the account is there")
    void loginNeeded() throws Exception {
        lostOnTheWay();
        standIn().advance(Duration.ofMinutes(5));

        assertThat(whoIs()).isEqualTo(new Answer.Failed<>(new RemoteFailure.BadCredentials("Tom")));

        assertThat(accounts.all()).containsExactly(tom);
        accounts.keep(tom.service(), signedIn());
        assertThat(whoIs()).isInstanceOf(Answer.Ok.class);
    }

    @Test
    @DisplayName("where the disk takes nothing the server is not asked, and the old pair stays good")
    void diskFull() throws Exception {
        Path file = temp.resolve("home").resolve("paratext");
        try (var files = Files.list(file)) {
            file = files.filter(each -> each.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
        Path inTheWay = Files.createDirectories(
                file.resolveSibling(file.getFileName() + ".new").resolve("x"));
        standIn().faults().next(Endpoint.USERINFO, new Fault.TokenExpired());
        standIn().faults().forget();

        assertThatThrownBy(this::whoIs).isInstanceOf(UncheckedIOException.class);

        assertThat(standIn().faults().asked()).doesNotContain(Endpoint.TOKEN);
        Files.delete(inTheWay);
        assertThat(whoIs()).isInstanceOf(Answer.Ok.class);
    }
}

package org.masora.app.web.pages.help;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.home.KnownAccount;
import org.masora.app.words.Message;
import org.masora.remote.http.ServerAddress;

/** What the test of a line says when something is wrong with it. */
final class LineTestTest {
    @TempDir
    private Path folder;

    private Optional<HttpServer> server = Optional.empty();
    private Optional<Desk> desk = Optional.empty();

    @BeforeEach
    void begin() throws IOException {
        server = Optional.of(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        desk = Optional.of(new Desk(new Home(folder.resolve("home"))));
    }

    @AfterEach
    void end() {
        desk.ifPresent(Desk::close);
        server.ifPresent(one -> one.stop(0));
    }

    private URI here() {
        return URI.create(
                "http://127.0.0.1:" + server.orElseThrow().getAddress().getPort());
    }

    private void answers(String path, int status, String type, String body) {
        server.orElseThrow().createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private LineTest.Result test(URI where, Duration clockAhead) {
        KnownAccount account = new KnownAccount(
                KnownAccount.Kind.HUB, new ServerAddress(where), "maria", "", "", 1, "a test", "token");
        return new LineTest(desk.orElseThrow(), () -> Instant.now().plus(clockAhead)).run(account);
    }

    private static void isNotGood(LineTest.Tested tested, String number) {
        assertThat(tested.good()).contains(false);
        assertThat(tested.why().map(Message::code)).contains(number);
    }

    @Test
    void aClockThatIsWrongAndALoginThatCountsNoMoreAreTold() {
        answers("/api/v1/version", 200, "application/json", "{\"version\":\"1.21.4\"}");
        answers("/api/v1/user", 401, "application/json", "{\"message\":\"invalid token\"}");
        server.orElseThrow().start();

        LineTest.Result result = test(here(), Duration.ofHours(2));

        assertThat(result.name().good()).contains(true);
        assertThat(result.server().good()).contains(true);
        isNotGood(result.login(), "M-0602");
        isNotGood(result.clock(), "M-0615");
        assertThat(result.clockAhead().orElseThrow()).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
    }

    @Test
    void aHotelsPageIsNoServer() {
        answers("/", 200, "text/html", "<html><form>Your room number</form></html>");
        server.orElseThrow().start();

        LineTest.Result result = test(here(), Duration.ZERO);

        isNotGood(result.server(), "M-0601");
        assertThat(result.login().good()).isEmpty();
    }
}

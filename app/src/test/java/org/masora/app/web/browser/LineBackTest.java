package org.masora.app.web.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.masora.app.web.browser.Unwatched.PATIENCE;
import static org.masora.app.web.browser.Unwatched.awaits;
import static org.masora.app.web.browser.Unwatched.only;
import static org.masora.app.web.browser.Unwatched.state;
import static org.masora.app.web.browser.Unwatched.unasked;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.cli.BadLine;
import org.masora.app.home.Home;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Past;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.web.work.Unasked;
import org.masora.app.words.ExchangeWords;
import org.masora.core.sync.Progress.Phase;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** What is done behind the page when the line goes and comes back: with the whole program and a real hub. */
final class LineBackTest {
    private static final String NAME = "Titus";

    /** Far less than a server is waited for that says nothing. */
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private static String trouble(Program program) {
        return program.activities().past().getFirst().ending().messages().stream()
                .filter(message -> message.code().equals("M-0601"))
                .map(message -> String.valueOf(message.parameters().get("trouble")))
                .findFirst()
                .orElse("");
    }

    /** A page on which a hotel wants a log-in, whatever was asked for. */
    private static HttpServer hotel(URI instead) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(instead.getHost(), instead.getPort()), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<html><form>Your room number</form></html>".getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    @DisplayName("without a line it waits, a hotel's page is no line, and what waits goes when the own server answers")
    void waitsAndGoes() throws Exception {
        HubOptions options = HubOptions.in(folder.resolve("hub")).withAdministrator("maria", "correct horse battery");
        Hub first = Hub.start(options);
        URI address = first.base();
        try (Colleague colleague = new Colleague(folder.resolve("own"), first, "maria", "correct horse battery")) {
            colleague.make(NAME, "one two three");
            colleague.sendFirst(NAME);
            colleague.edit(NAME, "one", "uno");
            first.close();
            Home home = new Home(folder.resolve("own/home"));
            try (Program program = new Program(home, folder, Clock.systemUTC(), _ -> {})) {
                Unasked unasked = unasked(program);
                program.shelf().lookAtAll();
                awaits(program, RowState.NotSent.class);
                program.work().sync(only(program), SyncWish.PLAIN);
                awaits(program, RowState.WaitingForLine.class);
                assertThat(trouble(program)).isEqualTo("NO_LINE");

                program.shelf().waitNoLonger(only(program).id());
                assertThat(state(program)).as("waiting was cancelled").isInstanceOf(RowState.NotSent.class);
                HttpServer hotel = hotel(address);
                program.work().sync(only(program), SyncWish.PLAIN);
                awaits(program, RowState.WaitingForLine.class);
                assertThat(trouble(program)).isEqualTo("SOMETHING_ELSE");
                Optional<Past> before = program.activities().last(only(program).id());
                unasked.minute();
                assertThat(program.activities().running()).isEmpty();
                assertThat(program.activities().last(only(program).id())).isEqualTo(before);
                hotel.stop(0);

                try (Hub again = Hub.start(options.onPort(address.getPort()))) {
                    assertThat(again.base()).isEqualTo(address);
                    unasked.minute();
                    awaits(program, RowState.AllSent.class);
                }
            }
        }
    }

    private static void stop(Program program) {
        program.activities().cancel(program.activities().running().getFirst().id());
    }

    private static Ending endsSoon(Program program) {
        await().atMost(SOON).until(() -> program.activities().running().isEmpty());
        return program.activities().past().getFirst().ending();
    }

    @Test
    @DisplayName(
            "P1 Stop and Quit wait for no silent server; what was on its way is \"not known yet\" until it answers")
    void stoppedBesideASilentServer() throws Exception {
        byte[] recording = new byte[400_000];
        new Random(20261122).nextBytes(recording);
        try (Hub hub = Hub.start(
                        HubOptions.in(folder.resolve("hub")).withAdministrator("maria", "correct horse battery"));
                BadLine sending = new BadLine(hub.base());
                Colleague colleague = new Colleague(
                        folder.resolve("own"), URI.create(sending.address()), "maria", "correct horse battery")) {
            colleague.make(NAME, "one two three");
            colleague.sendFirst(NAME);
            Files.write(colleague.project(NAME).resolve("recording.mp3"), recording);
            Home home = new Home(folder.resolve("own/home"));
            Instant quit;
            try (Program program = new Program(home, folder, Clock.systemUTC(), _ -> {})) {
                program.shelf().lookAtAll();
                awaits(program, RowState.NotSent.class);
                sending.holdAnswersWhenSent(recording.length / 2);
                program.work().sync(only(program), SyncWish.PLAIN);
                assertThat(sending.isHeldSoon()).isTrue();
                stop(program);
                assertThat(ExchangeWords.sayNotKnown(endsSoon(program).messages()))
                        .isTrue();
                awaits(program, RowState.NotKnownWhetherSent.class);

                program.work().sync(only(program), SyncWish.PLAIN);
                await().atMost(PATIENCE)
                        .until(() -> program.activities().running().stream()
                                .anyMatch(run -> run.phase().equals(Optional.of(Phase.LOOKING))));
                quit = Instant.now();
            }
            assertThat(Duration.between(quit, Instant.now())).isLessThan(SOON);
        }
    }
}

package org.masora.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Home;
import org.masora.app.home.OwnFile;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextAccounts;
import org.masora.app.web.process.Opening;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.OAuthClient;
import org.masora.remote.paratext.ParatextService;
import org.masora.remote.paratext.SignIn;
import picocli.CommandLine.Option;

/** How somebody logs in to Paratext: in a browser, or with a refresh token; no password passes through here. */
final class ParatextLogin {
    private static final Duration PERSON_TAKES_AT_MOST = Duration.ofMinutes(10);
    private static final int SERVICE_BYTES_MAX = 1 << 16;

    @Option(
            names = "--servers",
            paramLabel = "FILE",
            description = "Paratext: a JSON file that says where the servers are and as which program Masora goes there"
                    + " (registry, archives, authorize, client_id, client_secret).")
    private Optional<Path> servers = Optional.empty();

    @Option(
            names = "--client",
            paramLabel = "ID",
            description = "Paratext: the id that Masora was registered with there; none comes with Masora.")
    private Optional<String> client = Optional.empty();

    @Option(
            names = "--refresh-token",
            description = "Paratext: read a refresh token from the terminal or standard input, in place of the browser."
                    + " A secret of the client is the next line.")
    private boolean refreshToken;

    @Option(names = "--no-browser", description = "Paratext: only say which address to open in a browser.")
    private boolean noBrowser;

    /** What was typed does not say enough. */
    private static final class NotEnough extends Exception {
        private static final long serialVersionUID = 1L;
        private final ExitCode code;
        private final transient Message what;

        NotEnough(ExitCode code, Message what) {
            super(what.code());
            this.code = code;
            this.what = what;
        }
    }

    ExitCode run(Optional<String> url, Home home, Terminal terminal, Output output) throws IOException {
        try {
            ParatextService service = service(url);
            OAuthClient program =
                    service.client().orElseThrow(() -> new NotEnough(ExitCode.WRONG_USAGE, Message.of("M-0431")));
            return refreshToken
                    ? withRefreshToken(service, program, home, terminal, output)
                    : kept(inBrowser(service, program, home, terminal, output), service, home, output);
        } catch (NotEnough e) {
            return output.problem(e.code, e.what);
        }
    }

    // Where and as what

    private ParatextService service(Optional<String> url) throws IOException, NotEnough {
        ParatextService service;
        if (servers.isPresent()) {
            Path file = servers.get();
            byte[] json = Files.size(file) <= SERVICE_BYTES_MAX ? Files.readAllBytes(file) : new byte[0];
            service = ParatextService.parse(json)
                    .orElseThrow(() -> new NotEnough(ExitCode.WRONG_USAGE, Message.of("M-0433", "file", file)));
        } else {
            service = url.isPresent() ? asked(url.get()) : ParatextService.PUBLIC;
        }
        return client.map(service::as).orElse(service);
    }

    private static ParatextService asked(String url) throws NotEnough {
        return switch (ServerAddress.parse(url)) {
            case ServerAddress.Parsed.Bad(var flaw) ->
                throw new NotEnough(ExitCode.WRONG_USAGE, SyncWords.of(flaw, url));
            case ServerAddress.Parsed.Good(var address) ->
                switch (ParatextService.of(address)) {
                    case Answer.Ok<ParatextService>(var told) -> told;
                    case Answer.Failed<ParatextService>(var failure) ->
                        throw new NotEnough(StopCodes.of(Failures.reason(failure)), SyncWords.ofSignIn(failure));
                };
        };
    }

    // Who

    private static ExitCode withRefreshToken(
            ParatextService service, OAuthClient program, Home home, Terminal terminal, Output output)
            throws IOException, NotEnough {
        Optional<String> token = terminal.secret(output.words(Message.of("M-0432")));
        if (token.isEmpty()) {
            throw new NotEnough(ExitCode.WRONG_USAGE, Message.of("M-0434"));
        }
        Optional<String> secret = program.secret().or(() -> terminal.pipedLine(output.words(Message.of("M-0437"))));
        OAuthClient whole = new OAuthClient(program.id(), secret);
        try {
            Answer<SignIn.SignedIn> answer =
                    SignIn.withRefreshToken(service.servers(), whole, token.get(), Clock.systemUTC());
            return kept(answer, service.withClient(whole), home, output);
        } catch (IllegalArgumentException e) {
            throw new NotEnough(ExitCode.REFUSED, Message.of("M-0434"));
        }
    }

    private Answer<SignIn.SignedIn> inBrowser(
            ParatextService service, OAuthClient program, Home home, Terminal terminal, Output output)
            throws IOException, NotEnough {
        ServerAddress authorize =
                service.authorize().orElseThrow(() -> new NotEnough(ExitCode.WRONG_USAGE, Message.of("M-0435")));
        String shownAfterwards =
                "<!doctype html><meta charset=\"utf-8\"><title>Masora</title><p>" + output.words(Message.of("M-0438"));
        try (SignIn signIn = SignIn.begin(service.servers(), authorize, program, shownAfterwards, Clock.systemUTC())) {
            output.say(Message.of("M-0439", "address", signIn.page()));
            output.json(Map.of("event", "open", "address", signIn.page()));
            Optional<Path> leading = noBrowser ? Optional.empty() : open(signIn.page(), home, terminal);
            try {
                return signIn.await(PERSON_TAKES_AT_MOST, new ShownProgress(terminal));
            } finally {
                if (leading.isPresent()) {
                    Files.deleteIfExists(leading.get());
                }
            }
        }
    }

    /** A browser is given a file that leads on: arguments of programs can be seen by everybody on this computer. */
    private static Optional<Path> open(URI page, Home home, Terminal terminal) throws IOException {
        home.create();
        Path folder = home.visibleFolder(terminal.environment(), Path.of(System.getProperty("user.home")));
        OwnFile.makeFolder(folder);
        Path file = folder.resolve("paratext-login.html");
        String address = page.toString().replace("&", "&amp;").replace("\"", "&quot;");
        String html = "<!doctype html><meta charset=\"utf-8\"><title>Masora</title>"
                + "<meta http-equiv=\"refresh\" content=\"0; url=" + address + "\"><a href=\"" + address + "\">→</a>\n";
        OwnFile.replace(file, html.getBytes(StandardCharsets.UTF_8));
        Opening.browse(file, terminal.environment());
        return Optional.of(file);
    }

    private static ExitCode kept(Answer<SignIn.SignedIn> answer, ParatextService service, Home home, Output output)
            throws IOException {
        return switch (answer) {
            case Answer.Failed<SignIn.SignedIn>(var failure) ->
                output.problem(StopCodes.of(Failures.reason(failure)), SyncWords.ofSignIn(failure));
            case Answer.Ok<SignIn.SignedIn>(var signedIn) -> {
                ParatextAccount account = new ParatextAccounts(home).keep(service, signedIn);
                output.say(Message.of("M-0440", "name", account.name()));
                output.json(asJson(account));
                yield ExitCode.DONE;
            }
        };
    }

    /** An account without its secrets. */
    static Map<String, Object> asJson(ParatextAccount account) {
        return Map.of(
                "name",
                account.name(),
                "kind",
                ParatextAccount.WORD,
                "server",
                account.service().registry(),
                "user",
                account.user().name());
    }
}

package org.masora.app.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.KnownAccount.Kind;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.engine.Failures;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.Login;
import org.masora.remote.http.ServerAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora login}: gets this computer a token of its own; the password is not kept. */
@Command(
        name = "login",
        header = "Logs in to Door43, to a hub, or to Paratext.",
        description = {
            "The password is asked for at the terminal, or is the first line of standard input. A code of a second factor"
                    + " is asked for where the account needs one, or is the next line; so is the account's name where"
                    + " --user does not give it (then it is the first line).",
            "The password is not kept: this computer gets a token of its own, which 'masora logout' takes back.",
            "Paratext: people sign in on Paratext's own page in a browser; Masora sees no password. A hub that stands in"
                    + " for Paratext (masora hub --paratext) is named by its URL."
        })
final class LoginCommand extends MasoraCommand {

    @Parameters(index = "0", paramLabel = "door43|hub|paratext", description = "What kind of server.")
    private Server kind = Server.DOOR43;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "URL",
            description = "Where it is. Usually: https://git.door43.org, for a hub " + HubCommand.USUAL_ADDRESS
                    + ", and Paratext's own servers.")
    private Optional<String> url = Optional.empty();

    @Option(names = "--user", paramLabel = "NAME", description = "The account's name, or its e-mail address.")
    private Optional<String> user = Optional.empty();

    @Mixin
    private ParatextLogin paratext = new ParatextLogin();

    /** What one can log in to. */
    enum Server {
        DOOR43,
        HUB,
        PARATEXT
    }

    LoginCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        return switch (kind) {
            case DOOR43 -> login(Kind.DOOR43, url.orElse(ServerAddress.DOOR43.toString()), output);
            case HUB -> login(Kind.HUB, url.orElse(HubCommand.USUAL_ADDRESS), output);
            case PARATEXT -> paratext.run(url, home(), terminal(), output);
        };
    }

    private ExitCode login(Kind as, String typed, Output output) throws IOException {
        return switch (ServerAddress.parse(typed)) {
            case ServerAddress.Parsed.Bad(var flaw) -> output.problem(ExitCode.WRONG_USAGE, SyncWords.of(flaw, typed));
            case ServerAddress.Parsed.Good(var address) -> login(as, address, output);
        };
    }

    private ExitCode login(Kind as, ServerAddress address, Output output) throws IOException {
        Optional<String> name = user.or(() -> terminal().answer(output.words(Message.of("M-0401"))));
        Optional<String> password = name.flatMap(given -> terminal()
                .secret(output.words(Message.of("M-0402", "user", given).with("server", address))));
        if (name.isEmpty() || password.isEmpty()) {
            return output.problem(ExitCode.WRONG_USAGE, Message.of("M-0403"));
        }
        Credentials credentials;
        try {
            credentials = new Credentials(name.get(), password.get());
        } catch (IllegalArgumentException e) {
            return output.problem(ExitCode.REFUSED, Message.of("M-0404"));
        }
        try (Desk desk = new Desk(home())) {
            Door43Server server = desk.server(address);
            String computer = "Masora on " + Desk.computer();
            Answer<Login> answer = server.login(credentials, Optional.empty(), computer);
            if (answer instanceof Answer.Ok<Login>(Login.CodeNeeded _)) {
                Optional<String> code = terminal().secret(output.words(Message.of("M-0405")));
                if (code.isEmpty()) {
                    return output.problem(ExitCode.REFUSED, Message.of("M-0406"));
                }
                answer = server.login(credentials, code, computer);
            }
            return switch (answer) {
                case Answer.Failed<Login>(var failure) -> StopCodes.report(output, Failures.reason(failure));
                case Answer.Ok<Login>(Login.CodeNeeded _) -> output.problem(ExitCode.REFUSED, Message.of("M-0406"));
                case Answer.Ok<Login>(Login.CodeWrong _) -> output.problem(ExitCode.REFUSED, Message.of("M-0407"));
                case Answer.Ok<Login>(Login.SignedIn signedIn) ->
                    keep(desk, KnownAccount.of(as, address, signedIn), output);
            };
        }
    }

    private static ExitCode keep(Desk desk, KnownAccount account, Output output) throws IOException {
        desk.accounts().keep(account);
        output.say(Message.of("M-0408", "name", account.name()).with("token", account.tokenName()));
        output.json(asJson(account));
        return ExitCode.DONE;
    }

    /** An account without its secret. */
    static Map<String, Object> asJson(KnownAccount account) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", account.name());
        object.put("kind", account.kind().word());
        object.put("server", account.server());
        object.put("user", account.user());
        object.put("fullName", account.fullName());
        object.put("tokenName", account.tokenName());
        return object;
    }
}

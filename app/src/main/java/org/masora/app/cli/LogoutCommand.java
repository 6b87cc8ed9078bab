package org.masora.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Done;
import org.masora.remote.Remote.RemoteFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code masora logout}: takes this computer's token back. */
@Command(
        name = "logout",
        header = "Logs out: the server forgets this computer, and this computer the account.",
        description = "Projects stay under care; they can be synced again after a login.")
final class LogoutCommand extends MasoraCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ACCOUNT",
            description = "NAME or NAME@SERVER, where several are logged in.")
    private Optional<String> named = Optional.empty();

    LogoutCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        try (Desk desk = new Desk(home())) {
            List<KnownAccount> fitting = Choosing.fitting(desk.accounts().all(), named);
            if (fitting.size() != 1) {
                return Choosing.notOne(fitting, named, output);
            }
            KnownAccount account = fitting.getFirst();
            Answer<Done> answer = desk.server(account.server()).logout(account.credentials(), account.tokenId());
            desk.accounts().forget(account);
            Optional<RemoteFailure> failure = answer instanceof Answer.Failed<Done>(var reason)
                            && !(reason instanceof RemoteFailure.BadCredentials)
                    ? Optional.of(reason)
                    : Optional.empty();
            output.say(Message.of("M-0411", "name", account.name()));
            failure.ifPresent(reason -> {
                output.say(SyncWords.of(Failures.reason(reason)));
                output.say(Message.of("M-0412", "token", account.tokenName()).with("server", account.server()));
            });
            output.json(Map.of("name", account.name(), "tokenTakenBack", failure.isEmpty()));
            return ExitCode.DONE;
        }
    }
}

package org.masora.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
import org.masora.app.words.Message;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Done;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.door43.Account;
import org.masora.remote.door43.Door43Server;
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
            List<ParatextAccount> paratext =
                    Choosing.fittingParatext(desk.paratextAccounts().all(), named);
            if (fitting.size() + paratext.size() != 1) {
                List<String> names = new ArrayList<>();
                fitting.forEach(account -> names.add(account.name()));
                paratext.forEach(account -> names.add(account.name()));
                return Choosing.notOneName(names, named, output);
            }
            if (!paratext.isEmpty()) {
                return logOut(desk, paratext.getFirst(), output);
            }
            KnownAccount account = fitting.getFirst();
            TokenFate fate = takeBack(desk.server(account.server()), account);
            desk.accounts().forget(account);
            output.say(Message.of("M-0411", "name", account.name()));
            Message told = Message.of(
                    switch (fate) {
                        case TAKEN_BACK -> "M-0416";
                        case GONE_BEFORE -> "M-0417";
                        case STILL_GOOD -> "M-0418";
                        case UNKNOWN -> "M-0412";
                    });
            output.say(told.with("token", account.tokenName()).with("server", account.server()));
            output.json(Map.of("name", account.name(), "token", fate.word(), "tokenTakenBack", fate.isHarmless()));
            return ExitCode.DONE;
        }
    }

    /** Paratext has no way to take a token back that is publicly known: it is forgotten here, and runs out there. */
    private static ExitCode logOut(Desk desk, ParatextAccount account, Output output) throws IOException {
        desk.paratextAccounts().forget(account);
        output.say(Message.of("M-0411", "name", account.name()));
        output.say(Message.of("M-0436"));
        output.json(Map.of("name", account.name(), "token", TokenFate.UNKNOWN.word(), "tokenTakenBack", false));
        return ExitCode.DONE;
    }

    /** What is known of the token now. */
    private enum TokenFate {
        TAKEN_BACK("takenBack"),
        /** The server did not know it any more. */
        GONE_BEFORE("goneBefore"),
        /** The server takes nothing but the password for that, and the token still opens it. */
        STILL_GOOD("stillGood"),
        /** The server could not be asked. */
        UNKNOWN("unknown");

        private final String word;

        TokenFate(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean isHarmless() {
            return this == TAKEN_BACK || this == GONE_BEFORE;
        }
    }

    private static TokenFate takeBack(Door43Server server, KnownAccount account) {
        return switch (server.logout(account.credentials(), account.tokenId())) {
            case Answer.Ok<Done> _ -> TokenFate.TAKEN_BACK;
            case Answer.Failed<Done>(RemoteFailure.Unreachable _) -> TokenFate.UNKNOWN;
            case Answer.Failed<Done> _ -> afterRefusal(server, account);
        };
    }

    /** A refusal means either that the token is not known any more, or that a token does not suffice for this. */
    private static TokenFate afterRefusal(Door43Server server, KnownAccount account) {
        return switch (server.account(account.credentials())) {
            case Answer.Ok<Account> _ -> TokenFate.STILL_GOOD;
            case Answer.Failed<Account>(RemoteFailure.BadCredentials _) -> TokenFate.GONE_BEFORE;
            case Answer.Failed<Account> _ -> TokenFate.UNKNOWN;
        };
    }
}

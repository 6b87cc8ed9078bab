package org.masora.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.masora.app.home.Accounts;
import org.masora.app.home.KnownAccount;
import org.masora.app.words.Message;
import picocli.CommandLine.Command;

/** {@code masora accounts}: who is logged in where. */
@Command(name = "accounts", header = "Lists the accounts that are logged in on this computer.")
final class AccountsCommand extends MasoraCommand {

    AccountsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        List<KnownAccount> accounts = new Accounts(home()).all();
        if (accounts.isEmpty()) {
            output.say(Message.of("M-0413"));
        }
        accounts.forEach(
                account -> output.line(account.name() + "  " + account.kind().word() + "  " + account.server()));
        output.json(
                Map.of("accounts", accounts.stream().map(LoginCommand::asJson).toList()));
        return ExitCode.DONE;
    }
}

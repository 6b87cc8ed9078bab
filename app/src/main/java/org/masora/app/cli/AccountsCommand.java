package org.masora.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.masora.app.home.Accounts;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextAccounts;
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
        List<ParatextAccount> paratext = new ParatextAccounts(home()).all();
        if (accounts.isEmpty() && paratext.isEmpty()) {
            output.say(Message.of("M-0413"));
        }
        accounts.forEach(
                account -> output.line(account.name() + "  " + account.kind().word() + "  " + account.server()));
        paratext.forEach(account -> output.line(account.name() + "  " + ParatextAccount.WORD + "  "
                + account.service().registry()));
        List<Map<String, Object>> all = new ArrayList<>();
        accounts.forEach(account -> all.add(LoginCommand.asJson(account)));
        paratext.forEach(account -> all.add(ParatextLogin.asJson(account)));
        output.json(Map.of("accounts", all));
        return ExitCode.DONE;
    }
}

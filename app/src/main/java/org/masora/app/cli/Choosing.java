package org.masora.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.masora.app.home.KnownAccount;
import org.masora.app.words.Message;

/** Which account is meant. */
final class Choosing {
    private Choosing() {}

    /** The accounts that fit what was typed; all where nothing was. */
    static List<KnownAccount> fitting(List<KnownAccount> accounts, Optional<String> typed) {
        return accounts.stream()
                .filter(account -> typed.isEmpty()
                        || typed.get().equalsIgnoreCase(account.user())
                        || typed.get().equalsIgnoreCase(account.name()))
                .toList();
    }

    /** Says that none fits, or which several do. */
    static ExitCode notOne(List<KnownAccount> fitting, Optional<String> typed, Output output) {
        if (fitting.isEmpty()) {
            return output.problem(
                    ExitCode.REFUSED,
                    typed.map(name -> Message.of("M-0414", "name", name)).orElseGet(() -> Message.of("M-0413")));
        }
        String names = fitting.stream().map(KnownAccount::name).collect(Collectors.joining(", "));
        return output.problem(ExitCode.WRONG_USAGE, Message.of("M-0415", "names", names));
    }
}

package org.masora.app.cli;

import java.util.List;
import java.util.Optional;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
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

    /** The same for accounts of Paratext. */
    static List<ParatextAccount> fittingParatext(List<ParatextAccount> accounts, Optional<String> typed) {
        return accounts.stream()
                .filter(account -> typed.isEmpty()
                        || typed.get().equalsIgnoreCase(account.user().name())
                        || typed.get().equalsIgnoreCase(account.name()))
                .toList();
    }

    /** Says that none fits, or which several do. */
    static ExitCode notOne(List<KnownAccount> fitting, Optional<String> typed, Output output) {
        return notOneName(fitting.stream().map(KnownAccount::name).toList(), typed, output);
    }

    /** The same for accounts of Paratext. */
    static ExitCode notOneParatext(List<ParatextAccount> fitting, Optional<String> typed, Output output) {
        return fitting.isEmpty() && typed.isEmpty()
                ? output.problem(ExitCode.REFUSED, Message.of("M-0441"))
                : notOneName(fitting.stream().map(ParatextAccount::name).toList(), typed, output);
    }

    /** The same for accounts of any kind, by their names. */
    static ExitCode notOneName(List<String> fitting, Optional<String> typed, Output output) {
        if (fitting.isEmpty()) {
            return output.problem(
                    ExitCode.REFUSED,
                    typed.map(name -> Message.of("M-0414", "name", name)).orElseGet(() -> Message.of("M-0413")));
        }
        return output.problem(ExitCode.WRONG_USAGE, Message.of("M-0415", "names", String.join(", ", fitting)));
    }
}

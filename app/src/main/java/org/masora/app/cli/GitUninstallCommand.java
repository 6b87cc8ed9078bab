package org.masora.app.cli;

import java.io.IOException;
import org.masora.app.git.GitSetup;
import picocli.CommandLine.Command;

/** {@code masora git uninstall}: git merges as it did before. */
@Command(
        name = "uninstall",
        header = "Takes out what masora git install has set.",
        description = "Nothing else in git's settings is touched; every change is shown.")
final class GitUninstallCommand extends GitSetupCommand {
    GitUninstallCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    GitSetup.Result change(GitSetup setup) throws IOException {
        return setup.uninstall();
    }
}

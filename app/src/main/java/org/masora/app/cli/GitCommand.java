package org.masora.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Masora as a tool of git. */
@Command(name = "git", header = "Makes git merge Scripture with Masora.", synopsisSubcommandLabel = "COMMAND")
final class GitCommand {
    private GitCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new GitCommand())
                .addSubcommand("install", new GitInstallCommand(terminal))
                .addSubcommand("uninstall", new GitUninstallCommand(terminal));
    }
}

package org.masora.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands on USFM files alone. */
@Command(name = "usfm", header = "Looks at USFM files.", synopsisSubcommandLabel = "COMMAND")
final class UsfmCommand {
    private UsfmCommand() {}

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new UsfmCommand()).addSubcommand("check", new UsfmCheckCommand(terminal));
    }
}

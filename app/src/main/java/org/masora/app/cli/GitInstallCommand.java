package org.masora.app.cli;

import java.io.IOException;
import org.masora.app.git.GitSetup;
import picocli.CommandLine.Command;

/** {@code masora git install}: from then on git merges Scripture with Masora. */
@Command(
        name = "install",
        header = "Lets git merge USFM books and the metadata of a burrito with Masora.",
        description = {
            "Sets a merge driver and a mergetool in git's own settings, and the names of the files in git's file of"
                    + " attributes, outside of the project: nothing changes for others.",
            "What is so already stays; every change is shown."
        })
final class GitInstallCommand extends GitSetupCommand {
    GitInstallCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    GitSetup.Result change(GitSetup setup) throws IOException {
        // The launcher says where it lies; a program started otherwise is looked for by git as any other.
        return setup.install(System.getProperty("masora.launcher", "masora"));
    }
}

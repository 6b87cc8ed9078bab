package org.masora.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.masora.app.home.Home;
import org.masora.app.words.Catalogue;
import picocli.CommandLine.Option;

/** What all commands have: {@code --json}, a way to speak, and an exit code. */
abstract class MasoraCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Answer in JSON, for programs.")
    private boolean json;

    private final Terminal terminal;

    MasoraCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Does it. */
    abstract ExitCode run(Output output) throws Exception;

    final Terminal terminal() {
        return terminal;
    }

    /** Where the program keeps its own things for this person. */
    final Home home() {
        return Home.find(
                terminal.environment(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /** Does it without having read a command line. */
    final int runAlone() {
        Output output = new Output(terminal, Catalogue.english(), json);
        try {
            return run(output).number();
        } catch (Exception problem) {
            return Failures.report(output, terminal, problem).number();
        }
    }

    @Override
    public final Integer call() throws Exception {
        return run(new Output(terminal, Catalogue.english(), json)).number();
    }
}

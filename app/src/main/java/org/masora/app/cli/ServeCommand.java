package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.masora.app.web.process.Serving;
import org.masora.app.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code masora serve}: the process behind the page. */
@Command(
        name = "serve",
        header = "Runs what is behind the page; started by 'masora open'.",
        description = "One process serves a person. It ends when Quit is pressed on the page, or by a signal.")
final class ServeCommand extends MasoraCommand {

    @Option(names = "--after", description = "Wait for an earlier one to end, instead of leaving it to that.")
    private boolean after;

    ServeCommand(Terminal terminal) {
        super(terminal);
    }

    /** What {@code masora open} starts. */
    static ServeCommand afterEarlierOne(Terminal terminal) {
        ServeCommand command = new ServeCommand(terminal);
        command.after = true;
        return command;
    }

    @Override
    ExitCode run(Output output) throws IOException, InterruptedException {
        Diagnostics.warnings(terminal().environment());
        Path folder = home().visibleFolder(terminal().environment(), Path.of(System.getProperty("user.home")));
        Optional<Serving> started = Serving.start(home(), folder, after);
        if (started.isEmpty()) {
            return output.problem(ExitCode.FAILED, Message.of("M-0216"));
        }
        try (Serving serving = started.get()) {
            String address = serving.address();
            output.say(Message.of("M-0217", "url", address));
            output.json(Map.of("event", "ready", "url", address));
            serving.await();
        }
        return ExitCode.DONE;
    }
}

package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.masora.app.web.process.Shortcuts;
import org.masora.app.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code masora shortcut}: the icon, and starting with the computer. */
@Command(
        name = "shortcut",
        header = "Makes an icon that opens Masora, for those who use no terminal.",
        description = "Without an option it makes the icon; it is made anew where it is there already.")
final class ShortcutCommand extends MasoraCommand {

    @Option(
            names = "--start-with-computer",
            negatable = true,
            description = "Start Masora in the background whenever you log in to this computer, or no more.")
    private Optional<Boolean> startWithComputer = Optional.empty();

    ShortcutCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException, InterruptedException {
        Shortcuts shortcuts = Shortcuts.ofThisProcess();
        Shortcuts.Outcome outcome =
                startWithComputer.isPresent() ? shortcuts.startWithComputer(startWithComputer.get()) : shortcuts.make();
        return switch (outcome) {
            case Shortcuts.Outcome.Made(var files) -> {
                output.say(
                        startWithComputer.isPresent()
                                ? Message.of("M-0219", "on", startWithComputer.get())
                                : Message.of(
                                        "M-0218",
                                        "files",
                                        files.stream().map(Path::toString).collect(Collectors.joining(", "))));
                output.json(Map.of("files", files, "startsWithComputer", shortcuts.startsWithComputer()));
                yield ExitCode.DONE;
            }
            case Shortcuts.Outcome.NoLauncher() -> output.problem(ExitCode.FAILED, Message.of("M-0227"));
            case Shortcuts.Outcome.NotMade(var detail) ->
                output.problem(ExitCode.FAILED, Message.of("M-0228", "detail", detail));
        };
    }
}

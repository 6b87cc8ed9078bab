package org.masora.app.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.masora.app.web.process.Build;
import org.masora.app.web.process.Opening;
import org.masora.app.words.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code masora open}, and {@code masora} alone: the page. */
@Command(
        name = "open",
        header = "Opens Masora's page in the browser.",
        description = {
            "Starts Masora in the background where it does not run yet; it goes on when the terminal and all windows"
                    + " are closed.",
            "The page is on this computer only, and needs no internet."
        })
final class OpenCommand extends MasoraCommand {

    @Option(
            names = "--no-browser",
            description = "Only say which file to open in a browser; it lets one in, within 30 seconds.")
    private boolean noBrowser;

    OpenCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        Opening opening = new Opening(home(), serve(), Build.ofThisProcess());
        return switch (opening.run()) {
            case Opening.Outcome.NotStarted(var log) ->
                output.problem(ExitCode.FAILED, Message.of("M-0212", "log", log));
            case Opening.Outcome.Ready(var file, boolean older) -> {
                output.json(Map.of("file", file, "older", older));
                if (older) {
                    output.say(Message.of("M-0215"));
                }
                if (noBrowser || !Opening.browse(file, terminal().environment())) {
                    output.say(Message.of("M-0213", "file", file));
                } else {
                    output.say(Message.of("M-0214"));
                }
                yield ExitCode.DONE;
            }
        };
    }

    /** The command line of the process in the background: this program again, which waits for an earlier one to end. */
    private static List<String> serve() {
        String classes = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As the launcher starts it: the quick compiler alone, because what somebody waits for is the first page.
        command.addAll(List.of(
                "-Xlog:disable", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
        Path cache = Path.of(classes.split(File.pathSeparator, 2)[0]).resolveSibling("page.aot");
        if (Files.isReadable(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("-Duser.home=" + System.getProperty("user.home"));
        command.add("-Dmasora.launcher=" + System.getProperty("masora.launcher", ""));
        command.addAll(List.of("-cp", classes, Masora.class.getName(), "serve", "--after"));
        return command;
    }
}

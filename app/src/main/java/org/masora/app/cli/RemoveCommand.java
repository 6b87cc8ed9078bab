package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.engine.ProjectSession;
import picocli.CommandLine.Command;

/** {@code masora remove}: ends the care for a project. */
@Command(
        name = "remove",
        header = "Ends the care for a project and deletes nothing.",
        description = "The folder stays as it is; what was kept of it is put aside, and the message says where.")
final class RemoveCommand extends ProjectCommand {

    RemoveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) throws IOException {
        String name = session.overview().name();
        // While the project is open here nobody else works on it.
        Path aside = desk.projects().remove(session.config().id());
        output.say(Message.of("M-0508", "name", name).with("aside", aside));
        output.json(Map.of("name", name, "keptIn", aside));
        return ExitCode.DONE;
    }
}

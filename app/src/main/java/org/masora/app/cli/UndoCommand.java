package org.masora.app.cli;

import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.engine.ProjectSession;
import org.masora.engine.Undo;
import picocli.CommandLine.Command;

/** {@code masora undo}: takes the newest change back. */
@Command(
        name = "undo",
        header =
                "Takes back the newest thing that changed the folder: received changes, a decision, a restore, an undo.",
        description =
                "Edits made since then survive. What was sent already is taken back for the others by the next sync.")
final class UndoCommand extends ProjectCommand {

    UndoCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) {
        return switch (session.undo(actor(session, desk), new ShownProgress(terminal()))) {
            case Undo.Outcome.NothingToUndo() -> {
                output.say(Message.of("M-0561"));
                output.json(Map.of("undone", false));
                yield ExitCode.DONE;
            }
            case Undo.Outcome.Stopped(var trouble) -> StopCodes.report(output, trouble);
            case Undo.Outcome.Undone(var operation, var changes, boolean sent) -> {
                output.say(Message.of("M-0562", "what", output.words(ProjectWords.of(operation.kind())))
                        .with("time", operation.time().truncatedTo(ChronoUnit.SECONDS))
                        .with("sent", sent));
                Reports.show(changes, "-", output);
                output.json(Map.of(
                        "undone",
                        true,
                        "operation",
                        operation.kind(),
                        "sent",
                        sent,
                        "changes",
                        Reports.asJson(changes)));
                yield ExitCode.DONE;
            }
        };
    }
}

package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.app.words.ProjectWords;
import org.masora.engine.Decisions;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.ProjectSession;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora resolve}: the answer to a conflict. */
@Command(
        name = "resolve",
        header = "Decides what waits for a decision.",
        description = {
            "The decision is an edit like any other: it is in the folder at once, and the next sync sends it.",
            "For an older text that came back (see 'masora status'): --today keeps the old, --published brings back the"
                    + " newer."
        })
final class ResolveCommand extends ProjectCommand {

    @Parameters(index = "1", paramLabel = "CONFLICT", description = "The beginning of its id (see 'masora conflicts').")
    private String conflict = "";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Choice choice = new Choice();

    /** Exactly one answer. */
    static final class Choice {
        @Option(names = "--published", required = true, description = "The text that stands.")
        private boolean published;

        @Option(names = "--other", required = true, description = "The other text.")
        private boolean other;

        @Option(names = "--both", required = true, description = "One after the other.")
        private boolean both;

        @Option(names = "--today", required = true, description = "What stands in the folder today, with later edits.")
        private boolean today;

        @Option(names = "--text", required = true, paramLabel = "FILE", description = "What this file holds.")
        private Optional<Path> text = Optional.empty();

        @Option(names = "--turn-back", required = true, description = "Open a decision or an automatic choice again.")
        private boolean turnBack;
    }

    ResolveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) throws IOException {
        Decisions.Outcome outcome =
                session.resolve(actor(session, desk), conflict, answer(), new ShownProgress(terminal()));
        return switch (outcome) {
            case Decisions.Outcome.Done(var id, var reference) -> {
                output.say(Message.of("M-0542", "id", Naming.of(reference.toString())));
                output.json(Map.of("id", id, "reference", reference, "decided", true));
                yield ExitCode.DONE;
            }
            case Decisions.Outcome.Released(var text, boolean keptOld) -> {
                String reference = text.reference().isEmpty() ? text.path() : text.reference();
                output.say(Message.of(keptOld ? "M-0543" : "M-0544", "reference", Naming.of(reference)));
                output.json(Map.of("id", text.id(), "reference", reference, "keptOld", keptOld));
                yield ExitCode.DONE;
            }
            case Decisions.Outcome.Unknown(var id, int fitting) ->
                output.problem(ExitCode.FAILED, Message.of("M-0545", "id", id).with("fitting", fitting));
            case Decisions.Outcome.NotPossible not -> output.problem(ExitCode.FAILED, ProjectWords.of(not.reason()));
            case Decisions.Outcome.Stopped(var trouble) -> StopCodes.report(output, trouble);
        };
    }

    private Answer answer() throws IOException {
        if (choice.text.isPresent()) {
            return new Answer.Text(Files.readAllBytes(choice.text.get()));
        }
        if (choice.published) {
            return new Answer.Published();
        }
        if (choice.other) {
            return new Answer.Other();
        }
        if (choice.both) {
            return new Answer.Both();
        }
        if (choice.today) {
            return new Answer.Today();
        }
        if (choice.turnBack) {
            return new Answer.TurnBack();
        }
        throw new IllegalStateException("an answer was given, and it is none");
    }
}

package org.masora.app.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.app.words.ProjectWords;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.engine.ProjectSession;
import org.masora.engine.Restoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora restore}: puts back what was. */
@Command(
        name = "restore",
        header = "Puts back a backup, an older revision, or one book of it.",
        description = "What stands now is kept first, and 'masora undo' brings it back.")
final class RestoreCommand extends ProjectCommand {

    @Parameters(
            index = "1",
            paramLabel = "BACKUP|REVISION",
            description = "The beginning of its number (see 'masora backups' and 'masora history').")
    private String what = "";

    @Option(names = "--book", paramLabel = "CODE", description = "Only this book: MAT.")
    private Optional<String> book = Optional.empty();

    @Option(names = "--to", paramLabel = "FOLDER", description = "Into a new folder; the project stays as it is.")
    private Optional<Path> to = Optional.empty();

    RestoreCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) {
        Optional<BookCode> code = book.flatMap(typed -> output.names().find(typed));
        if (book.isPresent() && code.isEmpty()) {
            return output.problem(ExitCode.WRONG_USAGE, Message.of("M-0568", "book", book.get()));
        }
        Restoring.Request request = new Restoring.Request(what, code.map(Reference::of), to.map(Path::toAbsolutePath));
        return switch (session.restore(actor(session, desk), request, new ShownProgress(terminal()))) {
            case Restoring.Outcome.Restored(var revision, var changes) -> {
                output.say(Message.of("M-0564", "revision", revision.abbreviated()));
                Reports.show(changes, "<", output);
                output.json(Map.of("revision", revision, "changes", Reports.asJson(changes)));
                yield ExitCode.DONE;
            }
            case Restoring.Outcome.WrittenTo(var revision, var folder, int files) -> {
                output.say(Message.of("M-0565", "folder", folder)
                        .with("files", files)
                        .with("revision", revision.abbreviated()));
                output.json(Map.of("revision", revision, "folder", folder, "files", files));
                yield ExitCode.DONE;
            }
            case Restoring.Outcome.Unknown(var asked, int fitting) ->
                output.problem(
                        ExitCode.FAILED, Message.of("M-0566", "asked", asked).with("fitting", fitting));
            case Restoring.Outcome.NoSuchBook(var missing) ->
                output.problem(ExitCode.FAILED, Message.of("M-0567", "book", Naming.of(missing)));
            case Restoring.Outcome.NoSuchVerses(var verses) ->
                output.problem(ExitCode.FAILED, Message.of("M-0585", "verses", Naming.of(verses.toString())));
            case Restoring.Outcome.NotEmpty(var folder) ->
                output.problem(ExitCode.FAILED, Message.of("M-0532", "folder", folder));
            case Restoring.Outcome.Taken(var by) ->
                output.problem(ExitCode.FAILED, ProjectWords.of(by, to.orElseThrow()));
            case Restoring.Outcome.Stopped(var trouble) -> StopCodes.report(output, trouble);
        };
    }
}

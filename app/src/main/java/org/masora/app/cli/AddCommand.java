package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.core.project.ProjectDescription;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.Trouble;
import org.masora.engine.Projects;
import org.masora.engine.Projects.AddOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora add}: takes a folder under care. */
@Command(
        name = "add",
        header = "Takes a project's folder under care.",
        description = "The folder stays where it is and as it is; what it holds is kept from now on.")
final class AddCommand extends MasoraCommand {

    @Parameters(index = "0", paramLabel = "FOLDER", description = "The project's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What the project is called, where the folder does not say it.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--language",
            paramLabel = "TAG",
            description = "Its language, where the folder does not say it: hi, es-MX.")
    private Optional<String> language = Optional.empty();

    AddCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        Diagnostics.silent(terminal().environment());
        if (!Files.isDirectory(folder)) {
            return output.problem(
                    ExitCode.FAILED, Message.of(Files.exists(folder) ? "M-0013" : "M-0011", "file", folder));
        }
        if (language.filter(tag -> !isLanguage(tag)).isPresent()) {
            return output.problem(ExitCode.WRONG_USAGE, Message.of("M-0510", "typed", language.get()));
        }
        try (Desk desk = new Desk(home())) {
            AddOutcome outcome = desk.projects()
                    .add(folder, new Projects.Given(name, language), Desk.actor(Optional.empty()), Progress.NONE);
            return switch (outcome) {
                case AddOutcome.Added(var id, var description) -> added(id, description, output);
                case AddOutcome.AlreadyThere(var id) -> {
                    output.say(Message.of("M-0505", "folder", folder).with("id", id));
                    output.json(Map.of("id", id, "added", false));
                    yield ExitCode.DONE;
                }
                case AddOutcome.NeedsName(int books) ->
                    output.problem(ExitCode.WRONG_USAGE, Message.of("M-0506", "books", books));
                case AddOutcome.NotAProject(var reason) -> output.problem(ExitCode.FAILED, ProjectWords.of(reason));
                case AddOutcome.FolderStopped(var trouble)
                when trouble.trouble() == Trouble.EMPTY -> output.problem(ExitCode.FAILED, Message.of("M-0511"));
                case AddOutcome.FolderStopped(var trouble) -> StopCodes.report(output, trouble);
                case AddOutcome.Taken(var by) -> output.problem(ExitCode.FAILED, ProjectWords.of(by, folder));
            };
        }
    }

    /** Whether it has the form of a language tag (BCP 47). */
    private static boolean isLanguage(String tag) {
        try {
            return !new Locale.Builder()
                    .setLanguageTag(tag)
                    .build()
                    .getLanguage()
                    .isEmpty();
        } catch (IllformedLocaleException e) {
            return false;
        }
    }

    private ExitCode added(String id, Optional<ProjectDescription> description, Output output) {
        String called = description.map(ProjectDescription::name).or(() -> name).orElseGet(folder::toString);
        output.say(Message.of("M-0504", "name", called).with("id", id));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", id);
        object.put("added", true);
        object.put("name", called);
        object.put("layout", description.map(ProjectDescription::layout));
        object.put("books", description.map(project -> project.books().size()));
        output.json(object);
        return ExitCode.DONE;
    }
}

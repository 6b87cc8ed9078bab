package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.git.GitSetup;
import org.masora.app.words.GitWords;
import org.masora.app.words.Message;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What both commands have that change the settings of git. */
abstract class GitSetupCommand extends MasoraCommand {

    /** Which settings. */
    static final class Where {
        @Option(names = "--global", description = "For all your repositories.")
        private boolean global;

        @Parameters(paramLabel = "REPO", arity = "0..1", description = "For this one. Usually: where you are")
        private Optional<Path> repository = Optional.empty();
    }

    @ArgGroup
    private Where where = new Where();

    GitSetupCommand(Terminal terminal) {
        super(terminal);
    }

    abstract GitSetup.Result change(GitSetup setup) throws IOException;

    @Override
    final ExitCode run(Output output) throws IOException {
        Map<String, String> environment = terminal().environment();
        GitSetup setup = where.global
                ? GitSetup.ofPerson(environment)
                : GitSetup.ofRepository(where.repository.orElse(Path.of("")).toAbsolutePath(), environment);
        return switch (change(setup)) {
            case GitSetup.Result.Done(List<GitSetup.Change> changes) -> {
                List<Message> done = changes.stream().map(GitWords::of).toList();
                output.json(Map.of("changes", done.stream().map(output::asJson).toList()));
                done.forEach(output::say);
                if (done.isEmpty()) {
                    output.say(Message.of("M-0169"));
                }
                yield ExitCode.DONE;
            }
            case GitSetup.Result.NoGit() -> output.problem(ExitCode.FAILED, Message.of("M-0161"));
            case GitSetup.Result.NoRepository(Path folder) ->
                output.problem(ExitCode.FAILED, Message.of("M-0162", "folder", folder));
            case GitSetup.Result.GitFailed(String said) ->
                output.problem(ExitCode.FAILED, Message.of("M-0163", "said", said));
        };
    }
}

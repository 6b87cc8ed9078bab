package org.masora.app.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.app.cli.ParatextChoice.Found;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;
import org.masora.app.words.Message;
import org.masora.core.paratext.Role;
import org.masora.engine.ProjectSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora connect}: gives a project under care its place in Paratext. */
@Command(
        name = "connect",
        header = "Connects a project on this computer with a project of Paratext.",
        description = {
            "From then on 'masora sync' exchanges with it: with Paratext alone, or with Paratext and Door43 where the"
                    + " project is on both.",
            "For a Paratext project that is not on this computer yet: masora download --remote paratext NAME"
        })
final class ConnectCommand extends ProjectCommand {

    @Parameters(
            index = "1",
            paramLabel = "PARATEXT-PROJECT",
            description = "Its short name or the beginning of its id (see 'masora cloud --remote paratext').")
    private String paratext = "";

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "NAME or NAME@SERVER, where several are logged in to Paratext.")
    private Optional<String> account = Optional.empty();

    ConnectCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) throws IOException {
        return switch (ParatextChoice.account(desk, account, output)) {
            case Found.Not<ParatextAccount>(var code) -> code;
            case Found.One<ParatextAccount>(var as) ->
                switch (ParatextChoice.project(desk, as, paratext, output)) {
                    case Found.Not<ParatextProject>(var code) -> code;
                    case Found.One<ParatextProject>(var project) -> connect(session, as, project, output);
                };
        };
    }

    private ExitCode connect(ProjectSession session, ParatextAccount as, ParatextProject project, Output output) {
        session.connect(as.place(), as.address(project.shared()));
        output.say(Message.of("M-0537", "project", typed())
                .with("name", project.fullName())
                .with("account", as.name()));
        boolean mayWrite = project.role().filter(Role::mayWrite).isPresent();
        if (!mayWrite) {
            output.say(Message.of("M-0538", "name", project.fullName()));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("project", session.config().id());
        object.put("paratext", ParatextChoice.asJson(project, true));
        output.json(object);
        return ExitCode.DONE;
    }
}

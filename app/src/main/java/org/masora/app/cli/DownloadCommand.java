package org.masora.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.masora.app.cli.ParatextChoice.Found;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.KnownAccount.Kind;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.app.words.SyncWords;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.PlaceName;
import org.masora.engine.Actor;
import org.masora.engine.Failures;
import org.masora.engine.Projects.DownloadOutcome;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.ProjectLine;
import org.masora.remote.door43.ProjectLines;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;
import org.masora.store.PlaceAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora download}: the first copy of a project. */
@Command(
        name = "download",
        header = "Brings a project from the server into a new folder and takes it under care.",
        description =
                "Nothing is ever replaced: the folder must be new or empty. Without a login: public projects of Door43.")
final class DownloadCommand extends MasoraCommand {

    @Parameters(
            index = "0",
            paramLabel = "OWNER/NAME",
            description = "The project (see 'masora cloud'); of Paratext its short name.")
    private String project = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FOLDER", description = "Where to. Usually: ./NAME")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "NAME or NAME@SERVER, where several are logged in.")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--remote",
            paramLabel = "door43|paratext",
            description = "Where from. Usually: Paratext for a name without a /, where somebody is logged in there.")
    private Optional<CloudCommand.Far> remote = Optional.empty();

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The branch that holds the text. Usually: scribe-main or the server's default; where old"
                    + " versions of Scribe left several texts, the newest.")
    private Optional<String> branch = Optional.empty();

    DownloadCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        Diagnostics.silent(terminal().environment());
        Optional<ProjectName> name = ProjectName.parse(project);
        try (Desk desk = new Desk(home())) {
            boolean paratextsName =
                    name.isEmpty() && !desk.paratextAccounts().all().isEmpty();
            if (remote.map(CloudCommand.Far.PARATEXT::equals).orElse(paratextsName)) {
                return downloadFromParatext(desk, output);
            }
            if (name.isEmpty()) {
                return output.problem(ExitCode.WRONG_USAGE, Message.of("M-0535", "typed", project));
            }
            List<KnownAccount> all = desk.accounts().all();
            List<KnownAccount> fitting = Choosing.fitting(all, account);
            if (fitting.size() > 1 || (account.isPresent() && fitting.isEmpty())) {
                return Choosing.notOne(fitting, account, output);
            }
            return download(desk, name.get(), fitting.stream().findFirst(), output);
        }
    }

    private ExitCode downloadFromParatext(Desk desk, Output output) throws IOException {
        return switch (ParatextChoice.account(desk, account, output)) {
            case Found.Not<ParatextAccount>(var code) -> code;
            case Found.One<ParatextAccount>(var as) ->
                switch (ParatextChoice.project(desk, as, project, output)) {
                    case Found.Not<ParatextProject>(var code) -> code;
                    case Found.One<ParatextProject>(var found) ->
                        download(
                                desk,
                                found.shared().shortName(),
                                as.place(),
                                as.address(found.shared()),
                                new Actor(as.person()),
                                output);
                };
        };
    }

    private ExitCode download(Desk desk, ProjectName name, Optional<KnownAccount> as, Output output)
            throws IOException {
        PlaceName place =
                new PlaceName(as.map(KnownAccount::kind).orElse(Kind.DOOR43).word());
        PlaceAddress address = new PlaceAddress(
                Kind.DOOR43.word(),
                as.map(KnownAccount::server).orElse(ServerAddress.DOOR43).toString(),
                name.owner(),
                name.name(),
                as.map(KnownAccount::user).orElse(""));
        return switch (desk.choices(place, address, new ShownProgress(terminal()))) {
            case Answer.Failed<ProjectLines>(var failure) -> StopCodes.report(output, Failures.reason(failure));
            case Answer.Ok<ProjectLines>(var lines) -> {
                if (branch.isPresent() && !lines.all().contains(branch.get())) {
                    yield output.problem(
                            ExitCode.WRONG_USAGE,
                            Message.of("M-0539", "name", name)
                                    .with("branch", branch.get())
                                    .with("count", lines.all().size())
                                    .with("branches", String.join(", ", lines.all())));
                }
                Optional<String> line = branch.or(lines::usual);
                if (branch.isEmpty() && line.isPresent()) {
                    output.say(Message.of("M-0540", "name", name)
                            .with("branch", line.get())
                            .with(
                                    "branches",
                                    lines.choices().stream()
                                            .skip(1)
                                            .map(ProjectLine::name)
                                            .collect(Collectors.joining(", "))));
                }
                yield download(desk, name.name(), place, address.on(line), Desk.actor(as), output);
            }
        };
    }

    private ExitCode download(
            Desk desk, String shortName, PlaceName place, PlaceAddress address, Actor actor, Output output)
            throws IOException {
        Path where = folder.orElseGet(() -> Path.of(shortName)).toAbsolutePath();
        String name = address.fullName();
        DownloadOutcome outcome = desk.projects().download(place, address, where, actor, new ShownProgress(terminal()));
        return switch (outcome) {
            case DownloadOutcome.FolderNotEmpty(var full) ->
                output.problem(ExitCode.FAILED, Message.of("M-0532", "folder", full));
            case DownloadOutcome.Taken(var by) -> output.problem(ExitCode.FAILED, ProjectWords.of(by, where));
            case DownloadOutcome.NothingThere() -> output.problem(ExitCode.FAILED, Message.of("M-0533", "name", name));
            case DownloadOutcome.Stopped(var reason) -> StopCodes.report(output, reason);
            case DownloadOutcome.Downloaded(var id, var head, int files, var notHeld) -> {
                output.say(Message.of("M-0531", "name", name)
                        .with("folder", where)
                        .with("files", files)
                        .with("id", id));
                SyncWords.of(new FolderLimits(List.of(), notHeld)).forEach(output::say);
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("id", id);
                object.put("folder", where);
                object.put("head", head);
                object.put("files", files);
                object.put("notHeld", notHeld);
                output.json(object);
                yield ExitCode.DONE;
            }
        };
    }
}

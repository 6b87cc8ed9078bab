package org.masora.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.masora.app.cli.ParatextChoice.Found;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;
import org.masora.app.words.Message;
import org.masora.engine.Failures;
import org.masora.engine.Projects;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.ProjectPage;
import org.masora.remote.door43.ProjectQuery;
import org.masora.store.PlaceAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code masora cloud}: what is on the server. */
@Command(
        name = "cloud",
        header = "Lists projects on the server.",
        description = "Without options: one's own, and those one takes part in. At most 1000 are listed. With --remote"
                + " paratext: the Paratext projects one is a member of.")
final class CloudCommand extends MasoraCommand {
    private static final int PAGES_MAX = 20;

    @Option(names = "--owner", paramLabel = "NAME", description = "Those of this person or organisation.")
    private Optional<String> owner = Optional.empty();

    @Option(names = "--search", paramLabel = "TEXT", description = "Those whose name or description holds this text.")
    private Optional<String> search = Optional.empty();

    @Option(
            names = "--account",
            paramLabel = "ACCOUNT",
            description = "NAME or NAME@SERVER, where several are logged in.")
    private Optional<String> account = Optional.empty();

    @Option(
            names = "--remote",
            paramLabel = "door43|paratext",
            description = "Where. Usually: where somebody is logged in, Door43 or a hub first.")
    private Optional<Far> remote = Optional.empty();

    /** The kinds of places that projects are listed from. */
    enum Far {
        DOOR43,
        PARATEXT
    }

    CloudCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        try (Desk desk = new Desk(home())) {
            List<KnownAccount> fitting = Choosing.fitting(desk.accounts().all(), account);
            if (isParatext(remote, fitting, desk, account)) {
                return listParatext(desk, output);
            }
            if (fitting.size() != 1) {
                return Choosing.notOne(fitting, account, output);
            }
            return list(desk, fitting.getFirst(), output);
        }
    }

    /** Whether Paratext is meant: said so, or nobody else is logged in. */
    static boolean isParatext(Optional<Far> said, List<KnownAccount> door43, Desk desk, Optional<String> typedAccount)
            throws IOException {
        return said.isPresent()
                ? said.get() == Far.PARATEXT
                : door43.isEmpty()
                        && !Choosing.fittingParatext(desk.paratextAccounts().all(), typedAccount)
                                .isEmpty();
    }

    private ExitCode listParatext(Desk desk, Output output) throws IOException {
        return switch (ParatextChoice.account(desk, account, output)) {
            case Found.Not<ParatextAccount>(var code) -> code;
            case Found.One<ParatextAccount>(var as) ->
                switch (ParatextChoice.projects(desk, as, output)) {
                    case Found.Not<List<ParatextProject>>(var code) -> code;
                    case Found.One<List<ParatextProject>>(var all) -> listParatext(desk, as, all, output);
                };
        };
    }

    private ExitCode listParatext(Desk desk, ParatextAccount as, List<ParatextProject> all, Output output)
            throws IOException {
        Set<String> here = desk.projects().list().stream()
                .flatMap(config -> config.places().values().stream())
                .filter(as::reaches)
                .map(PlaceAddress::owner)
                .collect(Collectors.toSet());
        String sought = search.orElse("").toLowerCase(Locale.ROOT);
        List<ParatextProject> found = all.stream()
                .filter(project -> (project.shared().shortName() + " " + project.fullName())
                        .toLowerCase(Locale.ROOT)
                        .contains(sought))
                .toList();
        found.forEach(project -> output.line(
                ParatextChoice.row(project, here.contains(project.shared().id()))));
        output.say(Message.of("M-0421", "count", found.size())
                .with("server", as.service().registry()));
        output.json(Map.of(
                "server",
                as.service().registry(),
                "account",
                as.name(),
                "complete",
                true,
                "projects",
                found.stream()
                        .map(project -> ParatextChoice.asJson(
                                project, here.contains(project.shared().id())))
                        .toList()));
        return ExitCode.DONE;
    }

    private ProjectQuery query() {
        return search.<ProjectQuery>map(text -> new ProjectQuery.Search(text, owner))
                .or(() -> owner.map(ProjectQuery.OfOwner::new))
                .orElseGet(ProjectQuery.Own::new);
    }

    private ExitCode list(Desk desk, KnownAccount as, Output output) throws IOException {
        Door43Server server = desk.server(as.server());
        List<CloudProject> found = new ArrayList<>();
        Optional<Integer> next = Optional.of(1);
        for (int page = 0; page < PAGES_MAX && next.isPresent(); page++) {
            switch (server.projects(query(), Optional.of(as.credentials()), next.get())) {
                case Answer.Failed<ProjectPage>(var failure) -> {
                    return StopCodes.report(output, Failures.reason(failure));
                }
                case Answer.Ok<ProjectPage>(var part) -> {
                    found.addAll(part.projects());
                    next = part.nextPage();
                }
            }
        }
        List<String> here = here(desk.projects(), as);
        found.forEach(project -> output.line(row(project, here)));
        output.say(Message.of("M-0421", "count", found.size()).with("server", as.server()));
        output.json(Map.of(
                "server",
                as.server(),
                "account",
                as.name(),
                "complete",
                next.isEmpty(),
                "projects",
                found.stream().map(project -> asJson(project, here)).toList()));
        return ExitCode.DONE;
    }

    /** What of this server is on this computer already. */
    private static List<String> here(Projects projects, KnownAccount as) {
        return projects.list().stream()
                .flatMap(config -> config.places().values().stream())
                .filter(address -> address.server().equals(as.server().toString()))
                .map(PlaceAddress::fullName)
                .toList();
    }

    private static String row(CloudProject project, List<String> here) {
        return project.name()
                + (project.isPrivate() ? "  private" : "")
                + (project.archived() ? "  archived" : "")
                + (project.empty() ? "  empty" : "")
                + (here.contains(project.name().toString()) ? "  on this computer" : "")
                + project.updated().map(time -> "  " + time).orElse("");
    }

    private static Map<String, Object> asJson(CloudProject project, List<String> here) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", project.name());
        object.put("description", project.description());
        object.put("private", project.isPrivate());
        object.put("archived", project.archived());
        object.put("empty", project.empty());
        object.put("mayWrite", project.mayWrite());
        object.put("updated", project.updated());
        object.put("onThisComputer", here.contains(project.name().toString()));
        return object;
    }
}

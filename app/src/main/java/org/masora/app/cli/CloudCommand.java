package org.masora.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
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
        description = "Without options: one's own, and those one takes part in. At most 1000 are listed.")
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

    CloudCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        try (Desk desk = new Desk(home())) {
            List<KnownAccount> fitting = Choosing.fitting(desk.accounts().all(), account);
            if (fitting.size() != 1) {
                return Choosing.notOne(fitting, account, output);
            }
            return list(desk, fitting.getFirst(), output);
        }
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

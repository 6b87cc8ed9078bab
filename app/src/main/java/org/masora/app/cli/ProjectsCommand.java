package org.masora.app.cli;

import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.engine.ProjectOverview;
import org.masora.engine.Projects;
import org.masora.store.PlaceAddress;
import org.masora.store.ProjectConfig;
import picocli.CommandLine.Command;

/** {@code masora projects}: what is under care on this computer. */
@Command(
        name = "projects",
        header = "Lists the projects under care on this computer.",
        description = "It looks neither into the folders nor at the network; 'masora status' does the first.")
final class ProjectsCommand extends MasoraCommand {

    ProjectsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(Output output) throws IOException {
        Diagnostics.silent(terminal().environment());
        List<Map<String, Object>> objects = new ArrayList<>();
        try (Desk desk = new Desk(home())) {
            Projects projects = desk.projects();
            List<ProjectConfig> list = projects.list();
            if (list.isEmpty()) {
                output.say(Message.of("M-0503"));
            }
            for (ProjectConfig config : list) {
                switch (projects.open(config.id())) {
                    case Projects.OpenOutcome.Opened(var session) -> {
                        try (session) {
                            ProjectOverview overview = session.overview();
                            output.line(row(overview, output));
                            objects.add(asJson(overview));
                        }
                    }
                    case Projects.OpenOutcome.Busy(), Projects.OpenOutcome.Unknown() -> {
                        output.line(config.id().substring(0, 8) + "  " + config.folder() + "  "
                                + output.words(Message.of("M-0689")));
                        objects.add(Map.of("id", config.id(), "folder", config.folder(), "inUse", true));
                    }
                }
            }
        }
        output.json(Map.of("projects", objects));
        return ExitCode.DONE;
    }

    private static String row(ProjectOverview overview, Output output) {
        List<String> cells = new ArrayList<>();
        cells.add(overview.id().substring(0, 8));
        cells.add(overview.name()
                + overview.language().map(tag -> " (" + tag + ")").orElse(""));
        cells.add(output.words(overview.lastSynced()
                .map(time -> Message.of("M-0685", "time", time.truncatedTo(ChronoUnit.SECONDS)))
                .orElseGet(() -> Message.of("M-0684"))));
        state(overview).map(output::words).ifPresent(cells::add);
        overview.places().forEach((place, address) -> cells.add(place + ":" + address.fullName()));
        cells.add(overview.folder().toString());
        return String.join("  ", cells);
    }

    private static Optional<Message> state(ProjectOverview overview) {
        if (!overview.folderIsThere()) {
            return Optional.of(Message.of("M-0688"));
        }
        if (overview.openConflicts() > 0) {
            return Optional.of(Message.of("M-0686", "conflicts", overview.openConflicts()));
        }
        return overview.waits() ? Optional.of(Message.of("M-0687")) : Optional.empty();
    }

    static Map<String, Object> asJson(ProjectOverview overview) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", overview.id());
        object.put("name", overview.name());
        object.put("language", overview.language());
        object.put("folder", overview.folder());
        object.put("folderIsThere", overview.folderIsThere());
        object.put(
                "layout",
                overview.description().map(description -> description.layout().name()));
        object.put("lastSynced", overview.lastSynced());
        object.put("openConflicts", overview.openConflicts());
        object.put("waits", overview.waits());
        Map<String, Object> places = new LinkedHashMap<>();
        overview.places().forEach((place, address) -> places.put(place.value(), asJson(address)));
        object.put("places", places);
        return object;
    }

    private static Map<String, Object> asJson(PlaceAddress address) {
        return Map.of("server", address.server(), "name", address.fullName(), "account", address.account());
    }
}

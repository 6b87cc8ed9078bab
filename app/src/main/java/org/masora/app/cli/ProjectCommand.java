package org.masora.app.cli;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.core.sync.StopReason;
import org.masora.engine.Actor;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.store.ProjectConfig;
import picocli.CommandLine.Parameters;

/** A command on one project under care. */
abstract class ProjectCommand extends MasoraCommand {

    /** As long as the page may be looking at a project; what takes longer is a sync, and the person is told. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Parameters(
            index = "0",
            paramLabel = "PROJECT",
            description = "Its folder, its name, or the beginning of its id (see 'masora projects').")
    private String project = "";

    ProjectCommand(Terminal terminal) {
        super(terminal);
    }

    /** Does it, with the project opened. */
    abstract ExitCode run(ProjectSession session, Desk desk, Output output) throws Exception;

    /** How the person named the project. */
    final String typed() {
        return project;
    }

    @Override
    ExitCode run(Output output) throws Exception {
        Diagnostics.silent(terminal().environment());
        try (Desk desk = new Desk(home())) {
            Projects projects = desk.projects();
            List<ProjectConfig> fitting = projects.find(project);
            if (fitting.size() != 1) {
                return notOne(fitting, output);
            }
            return switch (projects.open(fitting.getFirst().id(), PATIENCE)) {
                case Projects.OpenOutcome.Unknown() -> notOne(List.of(), output);
                case Projects.OpenOutcome.Busy() -> StopCodes.report(output, new StopReason.Busy());
                case Projects.OpenOutcome.Opened(var session) -> {
                    try (session) {
                        yield run(
                                session,
                                desk,
                                output.calling(() -> session.outline().names()));
                    }
                }
            };
        }
    }

    final ExitCode notOne(List<ProjectConfig> fitting, Output output) {
        if (fitting.isEmpty()) {
            return output.problem(ExitCode.FAILED, Message.of("M-0501", "typed", project));
        }
        String folders = fitting.stream().map(ProjectConfig::folder).collect(Collectors.joining(", "));
        return output.problem(
                ExitCode.FAILED, Message.of("M-0502", "typed", project).with("fitting", folders));
    }

    /** Who acts on the project. */
    static Actor actor(ProjectSession session, Desk desk) {
        return desk.actor(session.config().places().values());
    }
}

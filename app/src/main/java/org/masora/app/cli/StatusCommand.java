package org.masora.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.core.sync.Progress;
import org.masora.engine.PlaceLook;
import org.masora.engine.ProjectOverview;
import org.masora.engine.ProjectSession;
import org.masora.engine.SendReceive;
import org.masora.engine.StatusReport;
import picocli.CommandLine.Command;

/** {@code masora status}: how a project stands. */
@Command(
        name = "status",
        header = "Says how a project stands: what is not sent yet, and what waits for a decision.",
        description =
                "It looks into the folder, and asks the servers of a project of Paratext whether they have something"
                        + " newer; nothing is exchanged. Ends with 3 when decisions are waiting.")
final class StatusCommand extends ProjectCommand {

    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) {
        StatusReport report = session.status(actor(session, desk));
        ProjectOverview overview = report.overview();
        output.line(overview.name() + "  " + overview.folder());
        Map<String, Object> object = new LinkedHashMap<>(ProjectsCommand.asJson(overview));
        if (report.trouble().isPresent()) {
            Message trouble = SyncWords.of(report.trouble().get());
            output.complain(trouble);
            object.put("error", output.asJson(trouble));
            output.json(object);
            return StopCodes.of(report.trouble().get());
        }
        Map<String, Object> unsent = new LinkedHashMap<>();
        report.unsent().forEach((place, changes) -> {
            output.say(Message.of(changes.isEmpty() ? "M-0682" : "M-0681", "place", place)
                    .with("held", !report.held().isEmpty()));
            Reports.show(changes, ">", output);
            unsent.put(place.value(), Reports.asJson(changes));
        });
        if (report.unsent().isEmpty()) {
            output.say(Message.of("M-0683"));
        }
        report.held().forEach(held -> output.say(Reports.of(held, typed())));
        report.waiting().forEach(book -> output.say(SyncWords.waits(book, typed())));
        Map<String, Object> setAside = new LinkedHashMap<>();
        report.setAside().forEach((place, changes) -> {
            output.say(SyncWords.setAside(place, changes, typed()));
            Reports.show(changes, "-", output);
            setAside.put(place.value(), Reports.asJson(changes));
        });
        SyncWords.of(report.limits()).forEach(output::say);
        Optional<SendReceive> inParatext = session.sendReceive();
        inParatext.ifPresent(left -> SyncWords.of(left, typed()).forEach(output::say));
        if (report.openConflicts() > 0) {
            output.say(Message.of("M-0648", "count", report.openConflicts()).with("project", typed()));
        }
        object.put("unsent", unsent);
        object.put("lead", session.config().lead());
        object.put("there", lookAtPlaces(session, output, new ShownProgress(terminal())));
        inParatext.ifPresent(left -> object.put("inParatext", Reports.asJson(left)));
        object.put("held", report.held().stream().map(Reports::asJson).toList());
        object.put("waiting", Reports.paths(report.waiting()));
        object.put("setAside", setAside);
        object.putAll(Reports.asJson(report.limits()));
        object.put("openConflicts", report.openConflicts());
        output.json(object);
        boolean waiting = report.openConflicts() > 0
                || !report.held().isEmpty()
                || !report.setAside().isEmpty();
        return waiting ? ExitCode.DECISIONS_WAITING : ExitCode.DONE;
    }

    /** Whether a project of Paratext is newer at its places; they are asked for their heads alone. */
    private static Map<String, Object> lookAtPlaces(ProjectSession session, Output output, Progress progress) {
        Map<String, Object> there = new LinkedHashMap<>();
        if (session.config().places().values().stream().noneMatch(ParatextAccount::isParatext)) {
            return there;
        }
        session.lookAtPlaces(progress).forEach((place, look) -> {
            switch (look) {
                case PlaceLook.NothingNew() -> {
                    output.say(Message.of("M-0694", "place", place));
                    there.put(place.value(), "nothingNew");
                }
                case PlaceLook.Newer() -> {
                    output.say(Message.of("M-0693", "place", place));
                    there.put(place.value(), "newer");
                }
                case PlaceLook.NotAsked(var reason) -> {
                    Message why = SyncWords.of(reason);
                    output.say(Message.of("M-0695", "place", place).with("reason", output.words(why)));
                    there.put(place.value(), output.asJson(why));
                }
            }
        });
        return there;
    }
}

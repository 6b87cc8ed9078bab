package org.masora.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.words.ConflictWords;
import org.masora.app.words.Message;
import org.masora.core.project.Person;
import org.masora.engine.Decisions;
import org.masora.engine.ProjectSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code masora conflicts}: what waits for a decision. */
@Command(
        name = "conflicts",
        header = "Lists what waits for a decision, with both texts.",
        description = "Ends with 3 when something waits.")
final class ConflictsCommand extends ProjectCommand {
    private static final int ID_SHOWN = 10;

    @Option(names = "--automatic", description = "Instead, what was combined inside a verse without asking.")
    private boolean automatic;

    ConflictsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) {
        List<Decisions.View> views = session.conflicts(automatic);
        if (views.isEmpty()) {
            output.say(Message.of("M-0541"));
        }
        views.forEach(view -> show(view, output));
        output.json(
                Map.of("conflicts", views.stream().map(ConflictsCommand::asJson).toList()));
        return automatic || views.isEmpty() ? ExitCode.DONE : ExitCode.DECISIONS_WAITING;
    }

    private static void show(Decisions.View view, Output output) {
        output.line(view.id().substring(0, Math.min(ID_SHOWN, view.id().length())) + "  "
                + output.words(ConflictWords.of(view.type(), view.reference().toString())));
        row("before", Optional.empty(), view.base(), output);
        row("published", view.publishedBy(), view.published(), output);
        row("other", view.otherBy(), view.other(), output);
        if (!view.today().map(String::new).equals(view.published().map(String::new))) {
            row("today", Optional.empty(), view.today(), output);
        }
    }

    private static void row(String label, Optional<Person> by, Optional<byte[]> text, Output output) {
        String shown = text.map(bytes ->
                        new String(bytes, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " "))
                .orElse("–");
        output.line(
                "    " + label + by.map(person -> " (" + person.name() + ")").orElse("") + ": " + shown);
    }

    private static Map<String, Object> asJson(Decisions.View view) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", view.id());
        object.put("type", view.type().code());
        object.put("reference", view.reference());
        object.put("automatic", view.automatic());
        object.put("base", Reports.text(view.base()));
        object.put("published", Reports.text(view.published()));
        object.put("other", Reports.text(view.other()));
        object.put("today", Reports.text(view.today()));
        object.put("publishedBy", view.publishedBy().map(Person::name));
        object.put("otherBy", view.otherBy().map(Person::name));
        object.put("met", view.met());
        object.put("settledByEdit", view.settledByEdit());
        return object;
    }
}

package org.masora.app.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.masora.app.home.Desk;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.core.merge.ConflictId;
import org.masora.core.scripture.Reference;
import org.masora.engine.LookingBack;
import org.masora.engine.ProjectSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code masora history}: what was, when, by whom. */
@Command(
        name = "history",
        header = "Shows the history of a project, or every text that a verse ever had.",
        description = "Newest first. A * marks what is only on this computer.")
final class HistoryCommand extends ProjectCommand {

    @Parameters(index = "1", arity = "0..1", paramLabel = "REFERENCE", description = "A verse: \"MAT 5:3\".")
    private Optional<String> reference = Optional.empty();

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "100",
            description = "So many at most. Usually: ${DEFAULT-VALUE}")
    private int most = 100;

    HistoryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode run(ProjectSession session, Desk desk, Output output) {
        if (reference.isEmpty()) {
            List<LookingBack.Past> past = session.history(most);
            past.forEach(revision -> output.line(revision.revision().abbreviated()
                    + mark(revision.published())
                    + revision.time()
                    + "  "
                    + revision.person().name()
                    + "  "
                    + revision.title()));
            output.json(
                    Map.of("history", past.stream().map(HistoryCommand::asJson).toList()));
            return ExitCode.DONE;
        }
        return switch (output.names().parse(reference.get())) {
            case Reference.Parsed.NotUnderstood _ ->
                output.problem(ExitCode.WRONG_USAGE, Message.of("M-0569", "typed", reference.get()));
            case Reference.Parsed.Found(var found) -> readings(session, found, output);
        };
    }

    private ExitCode readings(ProjectSession session, Reference found, Output output) {
        List<LookingBack.Reading> readings =
                session.readings(found).stream().limit(most).toList();
        if (readings.isEmpty()) {
            output.say(Message.of("M-0584", "reference", Naming.of(found.toString())));
        }
        readings.forEach(reading -> {
            output.line(reading.revision().abbreviated()
                    + mark(reading.published())
                    + reading.time()
                    + "  "
                    + reading.person().name()
                    + conflicts(reading));
            output.line("    "
                    + reading.text()
                            .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                                    .strip()
                                    .replaceAll("\\s+", " "))
                            .orElse("–"));
        });
        output.json(Map.of(
                "reference",
                found,
                "readings",
                readings.stream().map(HistoryCommand::asJson).toList()));
        return ExitCode.DONE;
    }

    private static String conflicts(LookingBack.Reading reading) {
        return reading.conflicts().isEmpty()
                ? ""
                : reading.conflicts().stream()
                        .map(ConflictId::abbreviated)
                        .collect(Collectors.joining(", ", "  (conflict ", ")"));
    }

    private static String mark(boolean published) {
        return published ? "  " : "* ";
    }

    private static Map<String, Object> asJson(LookingBack.Past past) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("revision", past.revision());
        object.put("time", past.time());
        object.put("person", past.person().name());
        object.put("title", past.title());
        object.put("published", past.published());
        return object;
    }

    private static Map<String, Object> asJson(LookingBack.Reading reading) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("revision", reading.revision());
        object.put("time", reading.time());
        object.put("person", reading.person().name());
        object.put("text", Reports.text(reading.text()));
        object.put("published", reading.published());
        object.put(
                "conflicts", reading.conflicts().stream().map(ConflictId::hex).toList());
        return object;
    }
}

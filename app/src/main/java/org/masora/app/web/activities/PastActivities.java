package org.masora.app.web.activities;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.app.home.OwnFile;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.scripture.BookCode;

/**
 * What ended, newest first, in one file of Masora's own folder. It holds numbers of sentences and what stands in them,
 * so that it can be read in any language later. It is there to be looked at: the truth about a project is in its
 * journal, so a file that cannot be understood is begun anew.
 */
public final class PastActivities {
    private static final int KEPT = 300;

    private final Path file;
    private final Deque<Past> newestFirst = new ArrayDeque<>();

    /** Reads what there is. */
    public PastActivities(Path file) throws IOException {
        this.file = file;
        OwnFile.read(file)
                .ifPresent(bytes -> JsonDocument.parse(bytes).root().ifPresent(root -> {
                    for (JsonValue written : root.elements("/past")) {
                        read(written).ifPresent(newestFirst::addLast);
                    }
                }));
    }

    synchronized List<Past> list() {
        return List.copyOf(newestFirst);
    }

    synchronized Optional<Past> last(String subject) {
        return newestFirst.stream()
                .filter(past -> past.activity().subject().equals(subject))
                .findFirst();
    }

    synchronized void add(Past past) {
        newestFirst.addFirst(past);
        while (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
        List<JsonValue> all = newestFirst.stream().map(PastActivities::written).toList();
        JsonObject root = new JsonObject(List.of(new Member("past", new JsonArray(all))));
        try {
            OwnFile.replace(file, (root + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonValue written(Past past) {
        Activity activity = past.activity();
        List<JsonValue> messages =
                past.ending().messages().stream().map(PastActivities::written).toList();
        return new JsonObject(List.of(
                new Member("id", JsonValue.of(activity.id())),
                new Member("kind", JsonValue.of(activity.kind().name())),
                new Member("subject", JsonValue.of(activity.subject())),
                new Member("name", JsonValue.of(activity.name())),
                new Member("started", JsonValue.of(activity.started().toString())),
                new Member("ended", JsonValue.of(past.ended().toString())),
                new Member("result", JsonValue.of(past.ending().result().name())),
                new Member(
                        "ask",
                        past.ending()
                                .ask()
                                .<JsonValue>map(ask -> JsonValue.of(ask.name()))
                                .orElse(JsonLiteral.NULL)),
                new Member("messages", new JsonArray(messages))));
    }

    private static JsonValue written(Message message) {
        List<Member> parameters = new ArrayList<>();
        message.parameters()
                .forEach((name, value) -> parameters.add(new Member(
                        name,
                        switch (value) {
                            case Number number -> JsonValue.of(number.longValue());
                            case Naming naming -> written(naming);
                            default -> JsonValue.of(value.toString());
                        })));
        return new JsonObject(List.of(
                new Member("code", JsonValue.of(message.code())),
                new Member("parameters", new JsonObject(parameters))));
    }

    /** A list: texts as they are, and between them books as lists of their code. */
    private static JsonArray written(Naming naming) {
        return new JsonArray(naming.parts().stream()
                .<JsonValue>map(part -> switch (part) {
                    case Naming.Part.Text(var text) -> JsonValue.of(text);
                    case Naming.Part.Book(var code) -> new JsonArray(List.of(JsonValue.of(code.code())));
                })
                .toList());
    }

    private static Naming naming(JsonArray written) {
        List<Naming.Part> parts = new ArrayList<>();
        for (JsonValue part : written.elements()) {
            part.text("").ifPresent(text -> parts.add(new Naming.Part.Text(text)));
            part.text("/0").flatMap(BookCode::find).ifPresent(code -> parts.add(new Naming.Part.Book(code)));
        }
        return new Naming(parts);
    }

    private static Optional<Past> read(JsonValue written) {
        Optional<Activity.Kind> kind = constant(Activity.Kind.values(), written.text("/kind"));
        Optional<Result> result = constant(Result.values(), written.text("/result"));
        Optional<Instant> started = time(written, "/started");
        Optional<Instant> ended = time(written, "/ended");
        if (kind.isEmpty() || result.isEmpty() || started.isEmpty() || ended.isEmpty()) {
            return Optional.empty();
        }
        Activity activity = new Activity(
                written.text("/id").orElse(""),
                kind.get(),
                written.text("/subject").orElse(""),
                written.text("/name").orElse(""),
                started.get());
        List<Message> messages = written.elements("/messages").stream()
                .map(PastActivities::message)
                .flatMap(Optional::stream)
                .toList();
        return Optional.of(new Past(
                activity,
                ended.get(),
                new Ending(result.get(), constant(Ask.values(), written.text("/ask")), messages)));
    }

    private static <T extends Enum<T>> Optional<T> constant(T[] all, Optional<String> name) {
        return Arrays.stream(all)
                .filter(one -> name.equals(Optional.of(one.name())))
                .findFirst();
    }

    private static Optional<Instant> time(JsonValue written, String where) {
        // Only what this class wrote is read, so what is no time is damage like any other.
        return written.text(where)
                .filter(text -> text.matches("[0-9]{4}-[0-9T:.-]+Z"))
                .map(Instant::parse);
    }

    private static Optional<Message> message(JsonValue written) {
        Map<String, Object> parameters = new TreeMap<>();
        if (written.at("/parameters").orElse(JsonObject.EMPTY) instanceof JsonObject object) {
            object.asMap().forEach((name, value) -> {
                String number = value.toString();
                if (value instanceof JsonArray list) {
                    parameters.put(name, naming(list));
                } else if (number.matches("-?[0-9]{1,18}")) {
                    parameters.put(name, Long.valueOf(number));
                } else {
                    parameters.put(name, written.text("/parameters/" + name).orElse(""));
                }
            });
        }
        return written.text("/code")
                .filter(code -> code.matches("M-[0-9]{4}"))
                .map(code -> new Message(code, parameters));
    }
}

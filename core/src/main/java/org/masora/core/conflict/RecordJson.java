package org.masora.core.conflict;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Opened;
import org.masora.core.conflict.Event.Reading;
import org.masora.core.conflict.Event.TurnedBack;
import org.masora.core.conflict.Event.Withdrawn;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonNumber;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.ReadingWords;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.BlobId;
import org.masora.core.project.Person;

/** The JSON files of a record: events written in canonical form, everything read without trust. */
final class RecordJson {

    private RecordJson() {}

    /** What became of reading a file. */
    sealed interface Read<T> {
        record Known<T>(T value) implements Read<T> {}

        /** Well formed, of a kind that only a newer version knows. */
        record Newer<T>() implements Read<T> {}

        record Damaged<T>() implements Read<T> {}
    }

    static byte[] write(Event event) {
        List<Member> members = new ArrayList<>();
        switch (event) {
            case Opened opened -> {
                members.add(new Member("event", JsonValue.of("opened")));
                members.add(new Member("kind", JsonValue.of(code(opened.kind()))));
                addCommon(members, opened);
                members.add(new Member("base", value(opened.base())));
                members.add(new Member("stood", value(opened.stood())));
                members.add(new Member("other", value(opened.other())));
                members.add(new Member("merged", value(opened.merged())));
            }
            case Decided decided -> {
                members.add(new Member("event", JsonValue.of("decided")));
                members.add(new Member("choice", JsonValue.of(decided.choice().code())));
                addCommon(members, decided);
                members.add(new Member("text", value(decided.text())));
            }
            case Withdrawn withdrawn -> {
                members.add(new Member("event", JsonValue.of("withdrawn")));
                addCommon(members, withdrawn);
            }
            case TurnedBack turnedBack -> {
                members.add(new Member("event", JsonValue.of("turnedBack")));
                addCommon(members, turnedBack);
            }
        }
        return new JsonObject(members).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void addCommon(List<Member> members, Event event) {
        members.add(new Member("who", value(event.who())));
        members.add(new Member("when", JsonValue.of(event.when().toString())));
        members.add(new Member(
                "answers",
                new JsonArray(event.answers().stream()
                        .map(id -> JsonValue.of(id.hex()))
                        .toList())));
    }

    private static String code(Conflict.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static JsonValue value(Reading reading) {
        return new JsonObject(List.of(
                new Member("text", value(reading.text())),
                new Member("who", reading.origin().who().map(RecordJson::value).orElse(JsonLiteral.NULL)),
                new Member(
                        "when",
                        reading.origin()
                                .when()
                                .map(time -> JsonValue.of(time.toString()))
                                .orElse(JsonLiteral.NULL))));
    }

    private static JsonValue value(Person person) {
        return new JsonObject(List.of(
                new Member("name", JsonValue.of(person.name())), new Member("email", JsonValue.of(person.email()))));
    }

    private static JsonValue value(Optional<BlobId> text) {
        return text.map(id -> JsonValue.of(id.hex())).orElse(JsonLiteral.NULL);
    }

    static Read<Event> readEvent(byte[] bytes) {
        try {
            JsonObject json = object(bytes);
            return switch (string(json, "event")) {
                case "opened" -> readOpened(json);
                case "decided" -> readDecided(json);
                case "withdrawn" ->
                    new Read.Known<>(new Withdrawn(person(json, "who"), time(json, "when"), answers(json)));
                case "turnedBack" ->
                    new Read.Known<>(new TurnedBack(person(json, "who"), time(json, "when"), answers(json)));
                default -> new Read.Newer<>();
            };
        } catch (Unusable e) {
            return new Read.Damaged<>();
        }
    }

    private static Read<Event> readOpened(JsonObject json) throws Unusable {
        String code = string(json, "kind");
        Optional<Conflict.Kind> kind = Arrays.stream(Conflict.Kind.values())
                .filter(k -> code(k).equals(code))
                .findFirst();
        if (kind.isEmpty()) {
            return new Read.Newer<>();
        }
        return new Read.Known<>(new Opened(
                kind.get(),
                person(json, "who"),
                time(json, "when"),
                answers(json),
                blob(json, "base"),
                reading(json, "stood"),
                reading(json, "other"),
                blob(json, "merged")));
    }

    private static Read<Event> readDecided(JsonObject json) throws Unusable {
        Optional<Choice> choice = Choice.ofCode(string(json, "choice"));
        if (choice.isEmpty()) {
            return new Read.Newer<>();
        }
        return new Read.Known<>(
                new Decided(choice.get(), person(json, "who"), time(json, "when"), answers(json), blob(json, "text")));
    }

    /** Reads {@link ConflictIdentity#bytes()}. */
    static Read<ConflictIdentity> readIdentity(byte[] bytes) {
        try {
            JsonObject json = object(bytes);
            String code = string(json, "type");
            Optional<ConflictType> type = Arrays.stream(ConflictType.values())
                    .filter(t -> t.code().equals(code))
                    .findFirst();
            if (type.isEmpty()) {
                return new Read.Newer<>();
            }
            List<ReadingWords> readings = new ArrayList<>();
            for (JsonValue element : array(json, "readings")) {
                readings.add(new ReadingWords(string(element)));
            }
            ConflictIdentity identity = new ConflictIdentity(
                    type.get(), new UnitRef(string(json, "container"), string(json, "unit"), ordinal(json)), readings);
            // Some field that this version does not know makes it another disagreement than we would name.
            return Arrays.equals(identity.bytes(), bytes) ? new Read.Known<>(identity) : new Read.Newer<>();
        } catch (Unusable | IllegalArgumentException e) {
            return new Read.Damaged<>();
        }
    }

    private static int ordinal(JsonObject json) throws Unusable {
        if (json.get("ordinal").orElse(null) instanceof JsonNumber(String raw) && raw.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(raw);
        }
        throw new Unusable();
    }

    private static JsonObject object(byte[] bytes) throws Unusable {
        JsonDocument document = JsonDocument.parse(bytes);
        if (document.problems().isEmpty() && document.root().orElse(null) instanceof JsonObject object) {
            return object;
        }
        throw new Unusable();
    }

    private static JsonValue member(JsonObject json, String name) throws Unusable {
        return json.get(name).orElseThrow(Unusable::new);
    }

    private static String string(JsonObject json, String name) throws Unusable {
        return string(member(json, name));
    }

    private static String string(JsonValue value) throws Unusable {
        if (value instanceof JsonString string) {
            return string.value();
        }
        throw new Unusable();
    }

    private static List<JsonValue> array(JsonObject json, String name) throws Unusable {
        if (member(json, name) instanceof JsonArray(List<JsonValue> elements)) {
            return elements;
        }
        throw new Unusable();
    }

    private static Person person(JsonObject json, String name) throws Unusable {
        if (member(json, name) instanceof JsonObject person) {
            return new Person(string(person, "name"), string(person, "email"));
        }
        throw new Unusable();
    }

    private static Instant time(JsonObject json, String name) throws Unusable {
        return WholeSeconds.parse(string(json, name)).orElseThrow(Unusable::new);
    }

    private static NavigableSet<EventId> answers(JsonObject json) throws Unusable {
        NavigableSet<EventId> ids = new TreeSet<>();
        for (JsonValue element : array(json, "answers")) {
            String hex = string(element);
            if (!EventId.isEventId(hex)) {
                throw new Unusable();
            }
            ids.add(new EventId(hex));
        }
        return ids;
    }

    private static Optional<BlobId> blob(JsonObject json, String name) throws Unusable {
        if (member(json, name) == JsonLiteral.NULL) {
            return Optional.empty();
        }
        String hex = string(json, name);
        if (!hex.matches("[0-9a-f]{40}")) {
            throw new Unusable();
        }
        return Optional.of(new BlobId(hex));
    }

    private static Reading reading(JsonObject json, String name) throws Unusable {
        if (!(member(json, name) instanceof JsonObject reading)) {
            throw new Unusable();
        }
        Optional<Person> who = isNull(reading, "who") ? Optional.empty() : Optional.of(person(reading, "who"));
        Optional<Instant> when = isNull(reading, "when") ? Optional.empty() : Optional.of(time(reading, "when"));
        return new Reading(blob(reading, "text"), new Origin(who, when));
    }

    private static boolean isNull(JsonObject json, String name) throws Unusable {
        return member(json, name) == JsonLiteral.NULL;
    }

    /** The file is not what it should be; which part of it does not matter. */
    private static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable() {
            super(null, null, false, false);
        }
    }
}

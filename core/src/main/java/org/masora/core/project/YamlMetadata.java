package org.masora.core.project;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML of others, for reading: the parser's events are made into the values that JSON has, every
 * scalar a string. No tags, no objects, no aliases (so none of their bombs), a limit for size and
 * depth.
 */
final class YamlMetadata {

    private static final int LARGEST_BYTES = 3 << 20;
    private static final int DEEPEST = 50;

    private YamlMetadata() {}

    /** What reading gave. */
    sealed interface Result {}

    record Read(JsonValue value) implements Result {}

    /** Line and column from 1, or 0 where no place can be named. */
    record Broken(int line, int column) implements Result {}

    static Result read(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            return new Broken(0, 0);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(LARGEST_BYTES).build();
            return read(new Parse(settings).parseString(text));
        } catch (CharacterCodingException e) {
            return new Broken(0, 0);
        } catch (MarkedYamlEngineException e) {
            return broken(e.getProblemMark());
        } catch (YamlEngineException e) {
            return new Broken(0, 0);
        }
    }

    private static Result read(Iterable<Event> events) {
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(false));
        for (Event event : events) {
            switch (event) {
                case AliasEvent alias -> {
                    return broken(alias.getStartMark());
                }
                case MappingStartEvent _ -> open.push(new Open(true));
                case SequenceStartEvent _ -> open.push(new Open(false));
                case ScalarEvent scalar -> add(open, JsonValue.of(scalar.getValue()));
                case CollectionEndEvent _ -> {
                    JsonValue value = open.pop().value();
                    add(open, value);
                }
                default -> {
                    // The ends and beginnings of documents and of the stream, and comments, hold no value.
                }
            }
            if (open.size() > DEEPEST) {
                return broken(event.getStartMark());
            }
        }
        List<JsonValue> documents = open.pop().values;
        return documents.size() == 1 ? new Read(documents.getFirst()) : new Broken(1, 1);
    }

    private static void add(Deque<Open> open, JsonValue value) {
        Open top = open.peek();
        if (top == null) {
            throw new IllegalStateException("the parser closed more than it opened");
        }
        top.values.add(value);
    }

    private static Broken broken(Optional<Mark> mark) {
        return mark.map(m -> new Broken(m.getLine() + 1, m.getColumn() + 1)).orElseGet(() -> new Broken(0, 0));
    }

    /** A collection that is not closed yet; a mapping's names and values take turns. */
    private static final class Open {
        private final boolean mapping;
        private final List<JsonValue> values = new ArrayList<>();

        Open(boolean mapping) {
            this.mapping = mapping;
        }

        JsonValue value() {
            if (!mapping) {
                return new JsonArray(values);
            }
            List<Member> members = new ArrayList<>();
            for (int i = 0; i + 1 < values.size(); i += 2) {
                @Nullable String name = values.get(i).text("").orElse(null);
                if (name != null) {
                    members.add(new Member(name, values.get(i + 1)));
                }
            }
            return new JsonObject(members);
        }
    }
}

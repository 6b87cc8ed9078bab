package org.masora.core.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;

/** The fields that conflicts of {@link JsonMerge} refer to. */
final class JsonPlaces {

    private JsonPlaces() {}

    /** The steps of a pointer; an element with a name is the step {@code [name=value]}, with the value as JSON. */
    static List<String> steps(String pointer) {
        List<String> steps = new ArrayList<>();
        int start = 1;
        while (start <= pointer.length()) {
            int end = pointer.startsWith("[", start) ? pointer.indexOf(']', start) : start;
            int slash = pointer.indexOf('/', Math.max(end, start));
            int stop = slash < 0 ? pointer.length() : slash;
            steps.add(pointer.substring(start, stop));
            start = stop + 1;
        }
        return steps;
    }

    static Optional<JsonValue> at(JsonValue root, List<String> steps) {
        Optional<JsonValue> value = Optional.of(root);
        for (String step : steps) {
            value = value.flatMap(parent -> child(parent, step));
        }
        return value;
    }

    private static Optional<JsonValue> child(JsonValue parent, String step) {
        if (parent instanceof JsonArray array && step.startsWith("[")) {
            int index = index(array, step);
            return index < 0 ? Optional.empty() : Optional.of(array.elements().get(index));
        }
        return parent.child(unescaped(step));
    }

    private static String unescaped(String step) {
        return step.replace("~1", "/").replace("~0", "~");
    }

    /** Which element has the name; -1 if none, or the step is a number beyond the array. */
    private static int index(JsonArray array, String step) {
        if (!step.startsWith("[")) {
            boolean number = step.matches("[0-9]{1,9}");
            int index = number ? Integer.parseInt(step) : -1;
            return index < array.elements().size() ? index : -1;
        }
        int equals = step.indexOf('=');
        String name = step.substring(1, equals);
        String value = step.substring(equals + 1, step.length() - 1);
        for (int i = 0; i < array.elements().size(); i++) {
            Optional<JsonValue> named = array.elements().get(i).child(name);
            if (named.isPresent() && named.get().toString().equals(value)) {
                return i;
            }
        }
        return -1;
    }

    /** The document with another value there, or without; empty where a step leads nowhere. */
    static Optional<JsonValue> with(JsonValue root, List<String> steps, Optional<JsonValue> value) {
        if (steps.isEmpty()) {
            return value;
        }
        String step = steps.getFirst();
        List<String> rest = steps.subList(1, steps.size());
        return switch (root) {
            case JsonObject object -> withMember(object, unescaped(step), rest, value);
            case JsonArray array -> withElement(array, index(array, step), rest, value);
            case JsonValue.JsonString _, JsonValue.JsonNumber _, JsonValue.JsonLiteral _ -> Optional.empty();
        };
    }

    private static Optional<JsonValue> withMember(
            JsonObject object, String name, List<String> rest, Optional<JsonValue> value) {
        if (rest.isEmpty()) {
            return Optional.of(value.map(v -> object.with(name, v)).orElseGet(() -> object.without(name)));
        }
        return object.get(name).flatMap(child -> with(child, rest, value)).map(child -> object.with(name, child));
    }

    private static Optional<JsonValue> withElement(
            JsonArray array, int index, List<String> rest, Optional<JsonValue> value) {
        List<JsonValue> elements = new ArrayList<>(array.elements());
        if (index < 0) {
            // An element with a name that is gone comes back at the end.
            if (!rest.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            elements.add(value.get());
            return Optional.of(new JsonArray(elements));
        }
        if (rest.isEmpty()) {
            value.ifPresentOrElse(v -> elements.set(index, v), () -> elements.remove(index));
            return Optional.of(new JsonArray(elements));
        }
        return with(elements.get(index), rest, value).map(child -> {
            elements.set(index, child);
            return new JsonArray(elements);
        });
    }
}

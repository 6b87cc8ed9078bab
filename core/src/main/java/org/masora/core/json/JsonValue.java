package org.masora.core.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value (RFC 8259). Immutable; equal if it means the same, so neither the order of an
 * object's members nor the way a string is escaped counts. {@code toString()} is its JSON on one
 * line.
 */
public sealed interface JsonValue {

    /** A string of this text. */
    static JsonValue of(String text) {
        return new JsonString(text, JsonText.quoted(text));
    }

    /** A whole number. */
    static JsonValue of(long number) {
        return new JsonNumber(Long.toString(number));
    }

    /**
     * The value at a JSON pointer (RFC 6901); the value itself at the empty one.
     *
     * @param pointer like {@code /languages/0/tag}, with {@code ~1} for a slash and {@code ~0} for a tilde in a name
     */
    default Optional<JsonValue> at(String pointer) {
        if (pointer.isEmpty()) {
            return Optional.of(this);
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException("not a JSON pointer: " + pointer);
        }
        JsonValue value = this;
        for (String escaped : pointer.substring(1).split("/", -1)) {
            String name = escaped.replace("~1", "/").replace("~0", "~");
            Optional<JsonValue> next = value.child(name);
            if (next.isEmpty()) {
                return next;
            }
            value = next.get();
        }
        return Optional.of(value);
    }

    /** One member or element by its name or number, without pointer escapes. */
    default Optional<JsonValue> child(String name) {
        return switch (this) {
            case JsonObject object -> object.get(name);
            case JsonArray array -> array.get(name);
            case JsonString _, JsonNumber _, JsonLiteral _ -> Optional.empty();
        };
    }

    /** The text at a pointer, if there is a string. */
    default Optional<String> text(String pointer) {
        return at(pointer)
                .flatMap(v -> v instanceof JsonString string ? Optional.of(string.value()) : Optional.empty());
    }

    /** The object at a pointer, if there is one. */
    default Optional<JsonObject> object(String pointer) {
        return at(pointer).flatMap(v -> v instanceof JsonObject object ? Optional.of(object) : Optional.empty());
    }

    /** The elements of the array at a pointer; none where there is no array. */
    default List<JsonValue> elements(String pointer) {
        return at(pointer)
                .map(v -> v instanceof JsonArray array ? array.elements() : List.<JsonValue>of())
                .orElse(List.of());
    }

    /**
     * Names with values, in written order.
     *
     * @param members may hold a name more than once; the last one counts
     */
    record JsonObject(List<Member> members) implements JsonValue {
        public static final JsonObject EMPTY = new JsonObject(List.of());

        public JsonObject {
            members = List.copyOf(members);
        }

        /** The value of this name, the last if there are several. */
        public Optional<JsonValue> get(String name) {
            return members.reversed().stream()
                    .filter(m -> m.name().equals(name))
                    .map(Member::value)
                    .findFirst();
        }

        /** The names, each once, with the values that count, in written order. */
        public Map<String, JsonValue> asMap() {
            Map<String, JsonValue> map = new java.util.LinkedHashMap<>();
            members.forEach(m -> map.put(m.name(), m.value()));
            return map;
        }

        /** This object with the value of one name replaced in its place, or added at the end. */
        public JsonObject with(String name, JsonValue value) {
            List<Member> changed = new ArrayList<>(members);
            for (int i = changed.size() - 1; i >= 0; i--) {
                if (changed.get(i).name().equals(name)) {
                    changed.set(i, new Member(name, value));
                    return new JsonObject(changed);
                }
            }
            changed.add(new Member(name, value));
            return new JsonObject(changed);
        }

        /** This object without a name. */
        public JsonObject without(String name) {
            return new JsonObject(
                    members.stream().filter(m -> !m.name().equals(name)).toList());
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || (other instanceof JsonObject(List<Member> others)
                            && members.size() == others.size()
                            && byName(members).equals(byName(others)));
        }

        @Override
        public int hashCode() {
            return byName(members).hashCode();
        }

        private static Map<String, List<JsonValue>> byName(List<Member> members) {
            Map<String, List<JsonValue>> byName = HashMap.newHashMap(members.size());
            members.forEach(m ->
                    byName.computeIfAbsent(m.name(), _ -> new ArrayList<>(1)).add(m.value()));
            return byName;
        }

        @Override
        public String toString() {
            return JsonText.oneLine(this);
        }
    }

    /** A name and its value in an object. */
    record Member(String name, JsonValue value) {}

    /** Values in order. */
    record JsonArray(List<JsonValue> elements) implements JsonValue {
        public JsonArray {
            elements = List.copyOf(elements);
        }

        private Optional<JsonValue> get(String number) {
            if (!number.matches("0|[1-9][0-9]{0,8}")) {
                return Optional.empty();
            }
            int index = Integer.parseInt(number);
            return index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty();
        }

        @Override
        public String toString() {
            return JsonText.oneLine(this);
        }
    }

    /**
     * A string; equal to others of the same value.
     *
     * @param value what it means; may hold lone surrogates, which JSON can write as escapes
     * @param raw how it is written, with its quotes
     */
    record JsonString(String value, String raw) implements JsonValue {
        @Override
        public boolean equals(Object other) {
            return other instanceof JsonString string && value.equals(string.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return raw;
        }
    }

    /**
     * A number, as written: it is never computed with, so nothing of it is lost.
     *
     * @param raw in the grammar of JSON
     */
    record JsonNumber(String raw) implements JsonValue {
        @Override
        public String toString() {
            return raw;
        }
    }

    /** The three words of JSON. */
    enum JsonLiteral implements JsonValue {
        TRUE,
        FALSE,
        NULL;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}

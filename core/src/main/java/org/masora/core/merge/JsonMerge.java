package org.masora.core.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.merge.SequenceMerge.Chunk;
import org.masora.core.merge.SequenceMerge.Neighbours;

/**
 * The merge of JSON, field by field. Objects are merged by their names; arrays whose elements have
 * names of their own by these, other arrays as sequences. Fields are called by JSON pointers, in
 * which an element with a name stands as {@code [name=value]}.
 */
final class JsonMerge {
    /** Members that can name an element of an array, if each element has another value of it. */
    static final List<String> NAMES = List.of("id", "identifier", "username", "tag", "url", "path", "name");

    private final JsonRules rules;
    private final Findings findings;

    JsonMerge(JsonRules rules, Findings findings) {
        this.rules = rules;
        this.findings = findings;
    }

    /** Merges two documents; {@code base} is null where there is none. */
    JsonValue merge(@Nullable JsonValue base, JsonValue stand, JsonValue other) {
        JsonValue merged = field("", base, stand, other);
        return merged == null ? stand : merged;
    }

    /** The base of a merge with a side that rewrote its history, see {@link Rebase}. */
    static @Nullable JsonValue rebased(
            @Nullable JsonValue ancestor, @Nullable JsonValue lastKnown, @Nullable JsonValue theirs) {
        if (ancestor instanceof JsonObject old
                && lastKnown instanceof JsonObject known
                && theirs instanceof JsonObject now) {
            Set<String> names = new LinkedHashSet<>(known.asMap().keySet());
            names.addAll(old.asMap().keySet());
            List<Member> members = new ArrayList<>();
            for (String name : names) {
                JsonValue value = rebased(
                        old.get(name).orElse(null),
                        known.get(name).orElse(null),
                        now.get(name).orElse(null));
                if (value != null) {
                    members.add(new Member(name, value));
                }
            }
            return new JsonObject(members);
        }
        return Rebase.unit(ancestor, lastKnown, theirs, JsonValue::equals);
    }

    private @Nullable JsonValue field(
            String pointer, @Nullable JsonValue base, @Nullable JsonValue stand, @Nullable JsonValue other) {
        if (same(stand, other) || same(other, base)) {
            return stand;
        }
        if (same(stand, base)) {
            return other;
        }
        if (stand instanceof JsonObject standing
                && other instanceof JsonObject others
                && (base == null || base instanceof JsonObject)) {
            return object(pointer, base instanceof JsonObject common ? common : JsonObject.EMPTY, standing, others);
        }
        if (stand instanceof JsonArray standing && other instanceof JsonArray others) {
            return array(pointer, base instanceof JsonArray common ? common : null, standing, others);
        }
        Optional<JsonValue> settled = rules.settle(pointer, stand, other);
        if (settled.isPresent()) {
            return settled.get();
        }
        if (base == null && (stand == null || other == null)) {
            return stand != null ? stand : other;
        }
        boolean removed = stand == null || other == null;
        findings.disagreement(
                removed ? ConflictType.DELETED_EDITED : ConflictType.FIELD,
                pointer,
                1,
                text(base),
                text(stand),
                text(other));
        return stand;
    }

    private static boolean same(@Nullable JsonValue one, @Nullable JsonValue two) {
        return one == null ? two == null : one.equals(two);
    }

    private static @Nullable String text(@Nullable JsonValue value) {
        return value == null ? null : value.toString();
    }

    private JsonObject object(String pointer, JsonObject base, JsonObject stand, JsonObject other) {
        Map<String, JsonValue> inBase = base.asMap();
        Map<String, JsonValue> inStand = stand.asMap();
        Map<String, JsonValue> inOther = other.asMap();
        Map<String, JsonValue> kept = new LinkedHashMap<>();
        for (String name : union(inStand.keySet(), inOther.keySet())) {
            String escaped = name.replace("~", "~0").replace("/", "~1");
            JsonValue value = field(pointer + "/" + escaped, inBase.get(name), inStand.get(name), inOther.get(name));
            if (value != null) {
                kept.put(name, value);
            }
        }
        List<Member> members = new ArrayList<>();
        for (String name : order(inBase, inStand, inOther, kept)) {
            JsonValue value = kept.get(name);
            if (value != null) {
                members.add(new Member(name, value));
            }
        }
        return new JsonObject(members);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> union = new LinkedHashSet<>(some);
        union.addAll(others);
        return union;
    }

    private static List<String> order(
            Map<String, JsonValue> base,
            Map<String, JsonValue> stand,
            Map<String, JsonValue> other,
            Map<String, JsonValue> kept) {
        return OrderMerge.merge(
                        List.copyOf(base.keySet()),
                        List.copyOf(stand.keySet()),
                        List.copyOf(other.keySet()),
                        kept.keySet(),
                        Comparator.naturalOrder())
                .order();
    }

    private JsonArray array(String pointer, @Nullable JsonArray base, JsonArray stand, JsonArray other) {
        JsonArray common = base == null ? new JsonArray(List.of()) : base;
        for (String name : NAMES) {
            Optional<Map<String, JsonValue>> inBase = byName(common, name);
            Optional<Map<String, JsonValue>> inStand = byName(stand, name);
            Optional<Map<String, JsonValue>> inOther = byName(other, name);
            if (inBase.isPresent() && inStand.isPresent() && inOther.isPresent()) {
                return elements(pointer + "/[" + name + "=", inBase.get(), inStand.get(), inOther.get());
            }
        }
        if (rules.of(pointer) == JsonRules.Settle.UNITED) {
            return united(common, stand, other);
        }
        if (base == null) {
            findings.disagreement(ConflictType.FIELD, pointer, 1, null, stand.toString(), other.toString());
            return stand;
        }
        return sequence(pointer, base, stand, other);
    }

    /** The elements by the value of one of their members; empty where that does not name them. */
    static Optional<Map<String, JsonValue>> byName(JsonArray array, String name) {
        Map<String, JsonValue> elements = new LinkedHashMap<>();
        for (JsonValue element : array.elements()) {
            Optional<String> value =
                    element instanceof JsonObject object ? object.get(name).map(JsonValue::toString) : Optional.empty();
            if (value.isEmpty() || elements.put(value.get(), element) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(elements);
    }

    private JsonArray elements(
            String prefix, Map<String, JsonValue> base, Map<String, JsonValue> stand, Map<String, JsonValue> other) {
        Map<String, JsonValue> kept = new LinkedHashMap<>();
        for (String name : union(stand.keySet(), other.keySet())) {
            JsonValue value = field(prefix + name + "]", base.get(name), stand.get(name), other.get(name));
            if (value != null) {
                kept.put(name, value);
            }
        }
        List<JsonValue> elements = new ArrayList<>();
        for (String name : order(base, stand, other, kept)) {
            JsonValue value = kept.get(name);
            if (value != null) {
                elements.add(value);
            }
        }
        return new JsonArray(elements);
    }

    /** Of a list in which order says little: what both kept and what either added. */
    private static JsonArray united(JsonArray base, JsonArray stand, JsonArray other) {
        Set<JsonValue> inBase = new HashSet<>(base.elements());
        Set<JsonValue> inStand = new HashSet<>(stand.elements());
        Set<JsonValue> inOther = new HashSet<>(other.elements());
        Set<JsonValue> united = new LinkedHashSet<>();
        for (JsonValue element : stand.elements()) {
            if (inOther.contains(element) || !inBase.contains(element)) {
                united.add(element);
            }
        }
        for (JsonValue element : other.elements()) {
            if (inStand.contains(element) || !inBase.contains(element)) {
                united.add(element);
            }
        }
        return new JsonArray(List.copyOf(united));
    }

    private JsonArray sequence(String pointer, JsonArray base, JsonArray stand, JsonArray other) {
        List<JsonValue> merged = new ArrayList<>();
        int index = 0;
        for (Chunk<JsonValue> chunk : SequenceMerge.chunks(
                base.elements(), stand.elements(), other.elements(), value -> value, Neighbours.MEET)) {
            switch (chunk.change()) {
                case NONE, STAND, SAME -> merged.addAll(chunk.stand());
                case OTHER -> merged.addAll(chunk.other());
                case BOTH -> merged.addAll(elementsThatMeet(pointer, index, chunk));
            }
            index += chunk.base().size();
        }
        return new JsonArray(merged);
    }

    private List<JsonValue> elementsThatMeet(String pointer, int index, Chunk<JsonValue> chunk) {
        int size = chunk.base().size();
        if (size != chunk.stand().size() || size != chunk.other().size()) {
            findings.disagreement(
                    ConflictType.FIELD,
                    pointer,
                    1,
                    new JsonArray(chunk.base()).toString(),
                    new JsonArray(chunk.stand()).toString(),
                    new JsonArray(chunk.other()).toString());
            return chunk.stand();
        }
        List<JsonValue> merged = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            JsonValue value = field(
                    pointer + "/" + (index + i),
                    chunk.base().get(i),
                    chunk.stand().get(i),
                    chunk.other().get(i));
            merged.add(value == null ? chunk.stand().get(i) : value);
        }
        return merged;
    }
}

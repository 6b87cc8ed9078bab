package org.masora.core.merge;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.merge.MergeExplanation.Reason;

/** Tells of what is merged by fields, JSON and YAML, by the rules of its file. */
final class FieldWitness {
    private final JsonRules rules;
    private final Telling telling;

    FieldWitness(JsonRules rules, Telling telling) {
        this.rules = rules;
        this.telling = telling;
    }

    void look(Four<JsonValue> roots) {
        field("", roots);
    }

    private void field(String pointer, Four<JsonValue> values) {
        if (telling.tell(pointer)) {
            return;
        }
        if (values.isSameEverywhere()) {
            telling.unchanged(
                    values.present().findFirst().map(FieldWitness::leaves).orElse(0));
            return;
        }
        Optional<Four<Map<String, JsonValue>>> members = members(values);
        if (members.isEmpty()) {
            telling.add(pointer, values.verdict(JsonValue::equals), reason(pointer), values);
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        members.get().present().forEach(version -> names.addAll(version.keySet()));
        for (String name : names) {
            field(pointer + "/" + name, members.get().each(version -> version.get(name)));
        }
    }

    private Optional<Reason> reason(String pointer) {
        return Optional.of(
                switch (rules.of(pointer)) {
                    case LATER -> Reason.LATER;
                    case GREATER -> Reason.GREATER;
                    case UNITED -> Reason.UNITED;
                    case STANDING -> Reason.NOTED;
                    case ASK -> Reason.PARTS;
                });
    }

    private static int leaves(JsonValue value) {
        return switch (value) {
            case JsonObject object ->
                object.asMap().values().stream().mapToInt(FieldWitness::leaves).sum();
            case JsonArray array ->
                array.elements().stream().mapToInt(FieldWitness::leaves).sum();
            case JsonValue.JsonString _, JsonValue.JsonNumber _, JsonValue.JsonLiteral _ -> 1;
        };
    }

    /** The fields by their names in pointers; empty where a version has a single value, or elements without names. */
    private static Optional<Four<Map<String, JsonValue>>> members(Four<JsonValue> values) {
        if (values.present().allMatch(JsonObject.class::isInstance)) {
            return split(values, FieldWitness::membersOf);
        }
        if (!values.present().allMatch(JsonArray.class::isInstance)) {
            return Optional.empty();
        }
        return JsonMerge.NAMES.stream()
                .map(name -> split(values, value -> elementsOf(value, name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private interface Splitting {
        Optional<Map<String, JsonValue>> apply(JsonValue value);
    }

    private static Optional<Four<Map<String, JsonValue>>> split(Four<JsonValue> values, Splitting splitting) {
        if (!values.present().allMatch(value -> splitting.apply(value).isPresent())) {
            return Optional.empty();
        }
        return Optional.of(values.each(value -> splitting.apply(value).orElse(null)));
    }

    private static Optional<Map<String, JsonValue>> membersOf(JsonValue value) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        if (value instanceof JsonObject object) {
            object.asMap()
                    .forEach((name, member) ->
                            members.put(name.replace("~", "~0").replace("/", "~1"), member));
        }
        return Optional.of(members);
    }

    private static Optional<Map<String, JsonValue>> elementsOf(JsonValue value, String name) {
        if (!(value instanceof JsonArray array)) {
            return Optional.empty();
        }
        return JsonMerge.byName(array, name).map(elements -> {
            Map<String, JsonValue> named = new LinkedHashMap<>();
            elements.forEach((key, element) -> named.put("[" + name + "=" + key + "]", element));
            return named;
        });
    }
}

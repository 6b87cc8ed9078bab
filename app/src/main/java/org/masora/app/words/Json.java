package org.masora.app.words;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;

/** Plain values as JSON. */
public final class Json {
    private Json() {}

    /**
     * Maps, collections, text, whole numbers, truth values and optionals of these; of anything else its text. An absent
     * value is {@code null}.
     */
    public static JsonValue of(@Nullable Object value) {
        return switch (value) {
            case null -> JsonLiteral.NULL;
            case JsonValue already -> already;
            case Optional<?> optional -> of(optional.orElse(null));
            case Map<?, ?> map ->
                new JsonObject(map.entrySet().stream()
                        .map(member -> new Member(String.valueOf(member.getKey()), of(member.getValue())))
                        .toList());
            case Collection<?> items ->
                new JsonArray(items.stream().map(Json::of).toList());
            case Boolean truth -> truth ? JsonLiteral.TRUE : JsonLiteral.FALSE;
            case Integer number -> JsonValue.of(number);
            case Long number -> JsonValue.of(number);
            default -> JsonValue.of(value.toString());
        };
    }
}

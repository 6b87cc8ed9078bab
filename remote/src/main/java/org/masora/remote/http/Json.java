package org.masora.remote.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON of servers: bounded, and read with patience for what is missing, null, new or of another type. */
public final class Json {

    private static final int DEPTH_MAX = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .build();

    private Json() {}

    /** The value in these bytes, if they are one. */
    public static Optional<JsonNode> parse(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The bytes of a value. */
    public static byte[] write(Map<String, ?> value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** A text, or an empty one. */
    public static String text(JsonNode node, String key) {
        return node.path(key).stringValue("");
    }

    /** A yes or no, or no. */
    public static boolean flag(JsonNode node, String key) {
        return node.path(key).booleanValue(false);
    }

    /** A whole number. */
    public static Optional<Long> number(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isIntegralNumber() && value.canConvertToLong() ? Optional.of(value.longValue()) : Optional.empty();
    }

    /** A moment; servers write the year 1 or 1970 for "never". */
    public static Optional<Instant> time(JsonNode node, String key) {
        try {
            Instant time = OffsetDateTime.parse(text(node, key)).toInstant();
            return time.getEpochSecond() <= 0 ? Optional.empty() : Optional.of(time);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

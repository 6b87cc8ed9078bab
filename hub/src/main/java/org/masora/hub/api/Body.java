package org.masora.hub.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The JSON object that a request brings, read within bounds; a wrong type of value is refused with 422. */
final class Body {
    private static final int BYTES_AT_MOST = 96 << 20;
    private static final int DEPTH_AT_MOST = 20;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_AT_MOST)
                            .maxStringLength(BYTES_AT_MOST)
                            .maxDocumentLength(BYTES_AT_MOST)
                            .build())
                    .build())
            .build();

    private final ObjectNode json;

    private Body(ObjectNode json) {
        this.json = json;
    }

    static Body of(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null) {
            throw new Refusal(422, "[]: Empty Content-Type");
        }
        if (!type.startsWith("application/json")) {
            throw new Refusal(422, "[]: Unsupported Content-Type");
        }
        byte[] bytes;
        try (InputStream in = request.getInputStream()) {
            bytes = in.readNBytes(BYTES_AT_MOST + 1);
        }
        if (bytes.length > BYTES_AT_MOST) {
            throw new Refusal(413, "request body too large");
        }
        if (bytes.length == 0) {
            return new Body(JSON.createObjectNode());
        }
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return new Body(object);
            }
        } catch (JacksonException e) {
            throw new Refusal(422, "[]: " + e.getOriginalMessage());
        }
        throw new Refusal(422, "[]: not an object");
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    private static Refusal wrongType(String name) {
        return new Refusal(422, "[" + name + "]: wrong type");
    }

    /** The text under this name, if it is there and not empty. */
    Optional<String> text(String name) {
        return textOrEmpty(name).filter(text -> !text.isEmpty());
    }

    /** The text under this name, if it is there. */
    Optional<String> textOrEmpty(String name) {
        return value(name).map(node -> {
            if (!node.isString()) {
                throw wrongType(name);
            }
            return node.stringValue();
        });
    }

    Optional<Boolean> flag(String name) {
        return value(name).map(node -> {
            if (!node.isBoolean()) {
                throw wrongType(name);
            }
            return node.booleanValue();
        });
    }

    boolean isSet(String name) {
        return flag(name).orElse(false);
    }

    /** The texts under this name; empty if it is not there. */
    Optional<List<String>> texts(String name) {
        return value(name).map(node -> {
            if (!node.isArray()) {
                throw wrongType(name);
            }
            List<String> texts = new ArrayList<>();
            for (JsonNode entry : node) {
                if (!entry.isString()) {
                    throw wrongType(name);
                }
                texts.add(entry.stringValue());
            }
            return texts;
        });
    }

    /** The objects under this name. */
    List<Body> objects(String name) {
        Optional<JsonNode> list = value(name);
        if (list.isEmpty()) {
            return List.of();
        }
        List<Body> objects = new ArrayList<>();
        for (JsonNode entry : list.get()) {
            if (!(entry instanceof ObjectNode object)) {
                throw wrongType(name);
            }
            objects.add(new Body(object));
        }
        return objects;
    }

    /** The object under this name. */
    Optional<Body> object(String name) {
        return value(name).map(node -> {
            if (node instanceof ObjectNode object) {
                return new Body(object);
            }
            throw wrongType(name);
        });
    }

    /** The moment under this name, as RFC 3339. */
    Optional<Instant> moment(String name) {
        return text(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException e) {
                throw wrongType(name);
            }
        });
    }
}

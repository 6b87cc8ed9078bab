package org.masora.core.json;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.OptionalInt;
import org.masora.core.json.JsonValue.JsonNumber;

/**
 * Bytes as Node's {@code JSON.stringify} writes a {@code Buffer}: {@code
 * {"type":"Buffer","data":[123,34,…]}}. Scribe up to 0.3.2 uploaded metadata so.
 */
public final class NodeBuffer {

    private NodeBuffer() {}

    /** The bytes that a document stands for; empty when it is no such thing. */
    public static Optional<byte[]> bytes(JsonDocument document) {
        Optional<JsonValue> root = document.root();
        if (root.flatMap(value -> value.text("/type")).filter("Buffer"::equals).isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonValue element : root.get().elements("/data")) {
            OptionalInt octet = octet(element);
            if (octet.isEmpty()) {
                return Optional.empty();
            }
            bytes.write(octet.getAsInt());
        }
        return Optional.of(bytes.toByteArray());
    }

    private static OptionalInt octet(JsonValue value) {
        return value instanceof JsonNumber(String raw) && raw.matches("[0-9]{1,3}") && Integer.parseInt(raw) < 256
                ? OptionalInt.of(Integer.parseInt(raw))
                : OptionalInt.empty();
    }
}

package org.masora.core.merge;

import java.math.BigInteger;
import java.util.Optional;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;
import org.masora.core.json.JsonValue.Member;

/** What a merge itself does to the metadata of a Scripture Burrito. */
final class BurritoMetadata {

    private BurritoMetadata() {}

    /** The metadata with each of its revisions one higher; as it is where there are none. */
    static byte[] raised(byte[] metadata) {
        JsonDocument document = JsonDocument.parse(metadata);
        Optional<JsonObject> root = document.root().flatMap(value -> value.object(""));
        Optional<JsonObject> identification = root.flatMap(value -> value.object("/identification"));
        Optional<JsonObject> primary = root.flatMap(value -> value.object("/identification/primary"));
        if (root.isEmpty() || identification.isEmpty() || primary.isEmpty()) {
            return metadata;
        }
        JsonObject raised = each(primary.get(), authority -> each(authority, BurritoMetadata::raisedRevision));
        return document.with(
                        root.get().with("identification", identification.get().with("primary", raised)))
                .bytes();
    }

    private interface Change {
        JsonObject apply(JsonObject object);
    }

    private static JsonObject each(JsonObject parent, Change change) {
        JsonObject changed = parent;
        for (Member member : parent.members()) {
            if (member.value() instanceof JsonObject child) {
                changed = changed.with(member.name(), change.apply(child));
            }
        }
        return changed;
    }

    private static JsonObject raisedRevision(JsonObject identifier) {
        Optional<JsonValue> revision = identifier.get("revision");
        if (revision.isPresent()
                && revision.get() instanceof JsonString text
                && text.value().matches("[0-9]{1,18}")) {
            String next = new BigInteger(text.value()).add(BigInteger.ONE).toString();
            return identifier.with("revision", JsonValue.of(next));
        }
        return identifier;
    }
}

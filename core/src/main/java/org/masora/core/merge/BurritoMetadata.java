package org.masora.core.merge;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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

    /**
     * The metadata with the entries of ingredients that one side removed and the merge kept, as the other side has
     * them; all other entries as they are (rule M5).
     *
     * @param merged the metadata of the merged project
     * @param sides the metadata of both sides, the standing one first
     * @param isBack whether the merge kept a file that one side does not have
     */
    static byte[] withReturned(byte[] merged, List<byte[]> sides, Predicate<String> isBack) {
        JsonDocument document = JsonDocument.parse(merged);
        Optional<JsonObject> root = document.root().flatMap(value -> value.object(""));
        Optional<JsonObject> listed = root.flatMap(value -> value.object("/ingredients"));
        if (root.isEmpty() || listed.isEmpty()) {
            return merged;
        }
        List<Member> members = new ArrayList<>(listed.get().members());
        Set<String> named = new HashSet<>();
        members.forEach(member -> named.add(path(member.name())));
        for (byte[] side : sides) {
            JsonDocument.parse(side)
                    .root()
                    .flatMap(value -> value.object("/ingredients"))
                    .ifPresent(ingredients -> ingredients.members().stream()
                            .filter(member -> isBack.test(path(member.name())) && named.add(path(member.name())))
                            .forEach(members::add));
        }
        return document.with(root.get().with("ingredients", new JsonObject(members)))
                .bytes();
    }

    /** Scribe on Windows writes backslashes. */
    private static String path(String key) {
        return key.replace('\\', '/');
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

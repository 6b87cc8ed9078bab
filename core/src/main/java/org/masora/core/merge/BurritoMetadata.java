package org.masora.core.merge;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
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
     * The metadata with an entry for each ingredient that the merge kept or moved, and none for those
     * that it took away; all other entries as they are (rule M5).
     *
     * @param merged the metadata of the merged project
     * @param sides the metadata of both sides, the standing one first
     * @param here whether the merged project has a file
     * @param gone whether a file of one of the sides is not in the merged project
     * @param movedFrom where files lay that were moved, to where they lie
     */
    static byte[] inStep(
            byte[] merged,
            List<byte[]> sides,
            Predicate<String> here,
            Predicate<String> gone,
            Map<String, String> movedFrom) {
        JsonDocument document = JsonDocument.parse(merged);
        Optional<JsonObject> root = document.root().flatMap(value -> value.object(""));
        Optional<JsonObject> listed = root.flatMap(value -> value.object("/ingredients"));
        if (root.isEmpty() || listed.isEmpty()) {
            return merged;
        }
        SequencedMap<String, JsonValue> entries = new LinkedHashMap<>();
        listed.get().asMap().forEach((key, entry) -> {
            String path = path(key);
            String moved = movedFrom.get(path);
            if (moved != null && !here.test(path)) {
                entries.putIfAbsent(key.indexOf('\\') >= 0 ? moved.replace('/', '\\') : moved, entry);
            } else if (!gone.test(path)) {
                entries.put(key, entry);
            }
        });
        for (byte[] side : sides) {
            JsonDocument.parse(side)
                    .root()
                    .flatMap(value -> value.object("/ingredients"))
                    .ifPresent(ingredients -> ingredients.asMap().forEach((key, entry) -> {
                        boolean named = entries.keySet().stream()
                                .anyMatch(known -> path(known).equals(path(key)));
                        if (!named && here.test(path(key))) {
                            entries.put(key, entry);
                        }
                    }));
        }
        List<Member> members = new ArrayList<>();
        entries.forEach((key, entry) -> members.add(new Member(key, entry)));
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

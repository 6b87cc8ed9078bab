package org.masora.core.project;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.UsfmName;

/**
 * Keeps the list of ingredients in a Scripture Burrito's {@code metadata.json} true to the files
 * (rule M5): an entry appears, disappears or moves with its file. All other entries stay as they
 * are, stale fingerprints and sizes included, since a file that merely changed says nothing about
 * the list. A pure function of the contents, so that every computer writes the same bytes.
 */
public final class MetadataUpkeep {

    private static final Map<String, String> MIME_BY_EXTENSION = Map.ofEntries(
            Map.entry("usfm", "text/x-usfm"),
            Map.entry("sfm", "text/x-usfm"),
            Map.entry("md", "text/markdown"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain"),
            Map.entry("tsv", "text/tab-separated-values"),
            Map.entry("xml", "text/xml"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("pdf", "application/pdf"));

    private static final Map<String, String> ROLE_BY_NAME = Map.of(
            "versification.json", "x-versification", "license.md", "x-licence", "scribe-settings.json", "x-scribe");

    private final JsonObject metadata;
    private final Snapshot before;
    private final Snapshot after;
    private final Map<String, String> knownMoves;
    private final Blobs blobs;

    private MetadataUpkeep(
            JsonObject metadata, Snapshot before, Snapshot after, Map<String, String> knownMoves, Blobs blobs) {
        this.metadata = metadata;
        this.before = before;
        this.after = after;
        this.knownMoves = knownMoves;
        this.blobs = blobs;
    }

    /**
     * The metadata with its list of ingredients brought up to date.
     *
     * @param metadata the bytes of {@code metadata.json}, already merged
     * @param before the content that a list without later changes would describe: a merge's base
     * @param after the content it shall describe
     * @param moved where files lay of which it is known where they went, to where they lie
     * @return the same array where nothing is to be done, or where this is no burrito that can be read
     */
    public static byte[] applied(
            byte[] metadata, Snapshot before, Snapshot after, Map<String, String> moved, Blobs blobs) {
        JsonDocument document = JsonDocument.parse(metadata);
        Optional<JsonObject> root = document.root().flatMap(r -> r.object(""));
        if (root.flatMap(r -> r.object("/ingredients")).isEmpty()) {
            return metadata;
        }
        JsonObject kept = new MetadataUpkeep(root.get(), before, after, moved, blobs).upToDate();
        return document.with(kept).bytes();
    }

    private JsonObject upToDate() {
        JsonObject ingredients = metadata.object("/ingredients").orElse(JsonObject.EMPTY);
        Map<String, String> keyByPath = new HashMap<>();
        ingredients.members().forEach(m -> keyByPath.putIfAbsent(folded(m.name()), m.name()));
        List<String> gone = before.entries().keySet().stream()
                .filter(path -> after.entry(path).isEmpty() && keyByPath.containsKey(folded(path)))
                .toList();
        Set<String> folders = ingredients.members().stream()
                .map(m -> folder(m.name().replace('\\', '/')))
                .collect(Collectors.toSet());
        List<String> appeared = after.entries().entrySet().stream()
                .filter(e -> e.getValue().isFile() && before.entry(e.getKey()).isEmpty())
                .map(Map.Entry::getKey)
                .filter(path -> isIngredient(path, folders))
                .toList();
        if (gone.isEmpty() && appeared.isEmpty()) {
            return metadata;
        }
        boolean backslashes = ingredients.members().stream()
                        .anyMatch(m -> m.name().contains("\\"))
                && ingredients.members().stream().noneMatch(m -> m.name().contains("/"));
        UnaryOperator<String> asKey = path -> backslashes ? path.replace('/', '\\') : path;

        List<Member> members = new ArrayList<>(ingredients.members());
        Map<String, String> moves = moves(gone, appeared);
        for (String path : gone) {
            // What a side listed under its new name already needs no second entry.
            Optional<String> newKey = Optional.ofNullable(moves.get(path))
                    .filter(to ->
                            !keyByPath.containsKey(folded(to)) || folded(to).equals(folded(path)))
                    .map(asKey);
            replace(members, keyByPath.getOrDefault(folded(path), path), newKey);
        }
        Set<String> arrived = Set.copyOf(moves.values());
        appeared.stream()
                .filter(path -> !arrived.contains(path) && !keyByPath.containsKey(folded(path)))
                .forEach(path -> insert(members, new Member(asKey.apply(path), entry(path, members))));
        return withScope(metadata.with("ingredients", new JsonObject(members)), gone, appeared);
    }

    private static void replace(List<Member> members, String key, Optional<String> newKey) {
        for (int i = members.size() - 1; i >= 0; i--) {
            Member member = members.get(i);
            if (member.name().equals(key)) {
                if (newKey.isPresent()) {
                    members.set(i, new Member(newKey.get(), member.value()));
                } else {
                    members.remove(i);
                }
            }
        }
    }

    /** After the last one of the same kind of file, so that books stay together; else at the end. */
    private static void insert(List<Member> members, Member added) {
        int at = members.size();
        for (int i = members.size() - 1; i >= 0; i--) {
            if (extension(members.get(i).name()).equals(extension(added.name()))) {
                at = i + 1;
                break;
            }
        }
        members.add(at, added);
    }

    /** Whether a file belongs into the list: it lies where listed files lie, or at the top and is a book. */
    private static boolean isIngredient(String path, Set<String> folders) {
        String folder = folder(path);
        return folder.isEmpty() ? UsfmName.is(path) : folders.contains(folder);
    }

    /** Where files went: where they are known to be, to a name that differs only by case or Unicode form, or with the same bytes to another. */
    private Map<String, String> moves(List<String> gone, List<String> appeared) {
        Map<String, String> byName = new HashMap<>();
        Map<Entry, Deque<String>> byContent = new HashMap<>();
        for (String path : appeared) {
            byName.putIfAbsent(PathRules.fold(path), path);
            after.entry(path)
                    .ifPresent(entry -> byContent
                            .computeIfAbsent(entry, _ -> new ArrayDeque<>())
                            .add(path));
        }
        Map<String, String> moves = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (String path : gone) {
            Optional<String> target = Optional.ofNullable(knownMoves.get(path))
                    .filter(to -> after.entry(to).isPresent())
                    .or(() -> Optional.ofNullable(byName.get(PathRules.fold(path))))
                    .or(() -> before.entry(path)
                            .flatMap(entry -> Optional.ofNullable(byContent
                                    .getOrDefault(entry, new ArrayDeque<>())
                                    .poll())));
            target.filter(taken::add).ifPresent(to -> moves.put(path, to));
        }
        return moves;
    }

    /** An entry as Scribe writes it; kind and form are taken from an entry for the same kind of file where there is one. */
    private JsonObject entry(String path, List<Member> siblings) {
        byte[] content = blobs.read(after.entry(path).orElseThrow().id());
        String name = path.substring(path.lastIndexOf('/') + 1);
        Optional<JsonValue> sibling = siblings.stream()
                .filter(m -> extension(m.name()).equals(extension(path)))
                .map(Member::value)
                .findFirst();
        String mimeType = sibling.flatMap(s -> s.text("/mimeType"))
                .orElseGet(() -> MIME_BY_EXTENSION.getOrDefault(extension(path), "application/octet-stream"));
        JsonObject entry = JsonObject.EMPTY
                .with("checksum", JsonObject.EMPTY.with("md5", JsonValue.of(md5(content))))
                .with("mimeType", JsonValue.of(mimeType))
                .with("size", JsonValue.of(content.length));
        Optional<BookCode> book = book(path);
        if (book.isPresent()) {
            entry = entry.with("scope", JsonObject.EMPTY.with(book.get().code(), new JsonArray(List.of())));
        }
        String role = ROLE_BY_NAME.get(name.toLowerCase(Locale.ROOT));
        return role == null ? entry : entry.with("role", JsonValue.of(role));
    }

    /** A book that came or went comes and goes in {@code currentScope} too, by which Scribe lists books. */
    private JsonObject withScope(JsonObject updated, List<String> gone, List<String> appeared) {
        Optional<JsonObject> type = updated.object("/type");
        Optional<JsonObject> flavorType = updated.object("/type/flavorType");
        Optional<JsonObject> scope = updated.object("/type/flavorType/currentScope");
        if (type.isEmpty() || flavorType.isEmpty() || scope.isEmpty()) {
            return updated;
        }
        Set<BookCode> present = after.entries().keySet().stream()
                .flatMap(path -> book(path).stream())
                .collect(Collectors.toSet());
        JsonObject changed = scope.get();
        for (String path : gone) {
            Optional<BookCode> book = book(path).filter(b -> !present.contains(b));
            changed = book.isPresent() ? changed.without(book.get().code()) : changed;
        }
        for (String path : appeared) {
            Optional<BookCode> book = book(path);
            if (book.isPresent() && changed.get(book.get().code()).isEmpty()) {
                changed = changed.with(book.get().code(), new JsonArray(List.of()));
            }
        }
        return updated.with(
                "type", type.get().with("flavorType", flavorType.get().with("currentScope", changed)));
    }

    private Optional<BookCode> book(String path) {
        if (!UsfmName.is(path)) {
            return Optional.empty();
        }
        Optional<Entry> entry = after.entry(path).or(() -> before.entry(path));
        return BookFiles.named(path).or(() -> entry.flatMap(e -> BookFiles.inside(e, blobs)));
    }

    private static String folded(String key) {
        return PathRules.fold(key.replace('\\', '/'));
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    private static String extension(String path) {
        String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** The fingerprint that the format asks for; nothing relies on it. */
    private static String md5(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}

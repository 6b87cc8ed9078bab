package org.masora.core.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonProblem;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.NodeBuffer;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectDescription.Direction;
import org.masora.core.project.ProjectDescription.Layout;
import org.masora.core.project.Recognition.NotAProject;
import org.masora.core.project.Recognition.Reason;
import org.masora.core.project.Recognition.Recognised;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.UsfmName;

/**
 * Scripture Burrito 0.3 to 1.0, and what Scribe makes of it: keys with backslashes (Windows), a
 * folder {@code content} instead of {@code ingredients}, metadata that was uploaded as the JSON of
 * a Node buffer, books that lie in the folder and are missing in the metadata.
 */
final class BurritoLayout {

    static final String METADATA = "metadata.json";
    private static final String SCRIBES_SETTINGS = "scribe-settings.json";

    private BurritoLayout() {}

    static Optional<Recognition> recognise(Snapshot snapshot, Blobs blobs) {
        Optional<Entry> entry = snapshot.entry(METADATA).filter(Entry::isFile);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        JsonDocument document =
                unwrapped(JsonDocument.parse(blobs.read(entry.get().id())));
        if (document.root().isEmpty()) {
            JsonProblem problem = document.problems().stream()
                    .filter(p -> p.kind().fatal())
                    .findFirst()
                    .orElseThrow();
            return Optional.of(new NotAProject(new Reason.MetadataUnreadable(
                    METADATA, problem.line(), problem.column(), Optional.of(problem.kind()))));
        }
        JsonValue metadata = document.root().get();
        boolean isBurrito =
                metadata.text("/format").filter("scripture burrito"::equals).isPresent();
        if (!isBurrito && metadata.object("/identification").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(described(metadata, snapshot, blobs));
    }

    /** Scribe up to 0.3.2 uploaded metadata as {@code {"type":"Buffer","data":[123,34,…]}}. */
    static JsonDocument unwrapped(JsonDocument document) {
        return NodeBuffer.bytes(document).map(JsonDocument::parse).orElse(document);
    }

    private static Recognition described(JsonValue metadata, Snapshot snapshot, Blobs blobs) {
        Optional<String> flavor = metadata.text("/type/flavorType/flavor/name");
        Optional<String> name = localised(metadata, "/identification/name");
        if (flavor.isEmpty() || name.isEmpty()) {
            String field = flavor.isEmpty() ? "/type/flavorType/flavor/name" : "/identification/name";
            return new NotAProject(new Reason.MetadataIncomplete(METADATA, field));
        }
        Content content = content(flavor.get());
        Map<String, JsonValue> ingredients = ingredients(metadata, snapshot);
        return new Recognised(new ProjectDescription(
                Layout.SCRIPTURE_BURRITO,
                content,
                flavor.get(),
                name.get(),
                metadata.text("/languages/0/tag").filter(tag -> !tag.isBlank()),
                metadata.text("/languages/0/scriptDirection").flatMap(Direction::find),
                identity(metadata),
                localised(metadata, "/identification/abbreviation"),
                metadata.at("/confidential").filter(JsonLiteral.TRUE::equals).isPresent(),
                archived(snapshot, blobs),
                Optional.of(METADATA),
                books(content, ingredients, snapshot, blobs),
                content == Content.STORIES ? stories(ingredients.keySet(), snapshot) : List.of()));
    }

    /** Scribe notes in a file of its own, below the flavor, that a project was put away. */
    private static boolean archived(Snapshot snapshot, Blobs blobs) {
        return snapshot.entries().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("/" + SCRIBES_SETTINGS)
                        && entry.getValue().isFile())
                .flatMap(entry -> JsonDocument.parse(blobs.read(entry.getValue().id())).root().stream())
                .flatMap(settings -> settings.object("/project").stream())
                .flatMap(flavors -> flavors.members().stream())
                .anyMatch(flavor -> flavor.value()
                        .at("/isArchived")
                        .filter(JsonLiteral.TRUE::equals)
                        .isPresent());
    }

    private static Content content(String flavor) {
        return switch (flavor) {
            case "textTranslation" -> Content.TEXT;
            case "textStories" -> Content.STORIES;
            case "x-juxtalinear" -> Content.JUXTALINEAR;
            case "audioTranslation" -> Content.AUDIO;
            default -> Content.OTHER;
        };
    }

    /** The text for the default locale, else English (Scribe's choice, whatever the locale), else the first one. */
    private static Optional<String> localised(JsonValue metadata, String pointer) {
        Map<String, JsonValue> texts =
                metadata.object(pointer).orElse(JsonObject.EMPTY).asMap();
        String locale = metadata.text("/meta/defaultLocale").orElse("en");
        Set<String> keys = new LinkedHashSet<>(List.of(locale, "en"));
        keys.addAll(texts.keySet());
        return keys.stream()
                .map(texts::get)
                .flatMap(value -> Optional.ofNullable(value).flatMap(v -> v.text("")).stream())
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    /** {@code identification.primary} holds one authority with one id. */
    private static Optional<Identity> identity(JsonValue metadata) {
        return metadata.object("/identification/primary")
                .flatMap(primary -> primary.members().stream()
                        .filter(authority -> !authority.name().isBlank())
                        .flatMap(authority -> authority.value().object("").stream()
                                .flatMap(ids -> ids.members().stream())
                                .filter(id -> !id.name().isBlank())
                                .map(id -> new Identity(authority.name(), id.name())))
                        .findFirst());
    }

    /** What the metadata says of the files that are really there, by their paths. */
    private static Map<String, JsonValue> ingredients(JsonValue metadata, Snapshot snapshot) {
        PathIndex index = new PathIndex(snapshot);
        Map<String, JsonValue> ingredients = new LinkedHashMap<>();
        metadata.object("/ingredients")
                .orElse(JsonObject.EMPTY)
                .members()
                .forEach(member -> index.find(member.name()).ifPresent(path -> ingredients.put(path, member.value())));
        return ingredients;
    }

    private static NavigableMap<BookCode, String> books(
            Content content, Map<String, JsonValue> ingredients, Snapshot snapshot, Blobs blobs) {
        NavigableMap<BookCode, String> books = new TreeMap<>();
        if (content == Content.JUXTALINEAR) {
            ingredients.keySet().stream()
                    .filter(path -> path.endsWith(".json"))
                    .forEach(path -> BookFiles.named(path).ifPresent(book -> books.putIfAbsent(book, path)));
            return books;
        }
        List<String> unscoped = new ArrayList<>();
        ingredients.forEach((path, ingredient) -> {
            if (UsfmName.is(path)) {
                scope(ingredient).ifPresentOrElse(book -> books.putIfAbsent(book, path), () -> unscoped.add(path));
            }
        });
        // Scribe forgets books that were added elsewhere: they lie in the folder and not in its metadata.
        BookFiles.usfmFiles(snapshot).stream()
                .filter(path -> !ingredients.containsKey(path))
                .forEach(unscoped::add);
        BookFiles.among(unscoped, snapshot, blobs).forEach(books::putIfAbsent);
        return books;
    }

    /** The book of an ingredient whose scope is one book. */
    private static Optional<BookCode> scope(JsonValue ingredient) {
        Set<String> scope =
                ingredient.object("/scope").orElse(JsonObject.EMPTY).asMap().keySet();
        return scope.size() == 1 ? BookCode.find(scope.iterator().next()) : Optional.empty();
    }

    /** Numbered Markdown files in the folders where ingredients lie. */
    private static List<String> stories(Set<String> ingredients, Snapshot snapshot) {
        Set<String> folders = ingredients.stream().map(BurritoLayout::folder).collect(Collectors.toSet());
        return Stories.among(snapshot, folders);
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}

package org.masora.core.project;

import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonProblem;
import org.masora.core.json.JsonValue;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.core.project.ProjectDescription.Direction;
import org.masora.core.project.ProjectDescription.Layout;
import org.masora.core.project.Recognition.NotAProject;
import org.masora.core.project.Recognition.Reason;
import org.masora.core.project.Recognition.Recognised;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.UsfmName;
import org.masora.core.yaml.YamlDocument;

/**
 * Resource Containers (RC 0.2, {@code manifest.yaml} with {@code dublin_core}), and the projects of
 * translationCore and translationStudio ({@code manifest.json} with {@code target_language}).
 */
final class ContainerLayout {

    static final String YAML = "manifest.yaml";
    static final String JSON = "manifest.json";

    private ContainerLayout() {}

    static Optional<Recognition> recognise(Snapshot snapshot, Blobs blobs) {
        Optional<Entry> yaml = snapshot.entry(YAML).filter(Entry::isFile);
        if (yaml.isPresent()) {
            return Optional.of(
                    switch (YamlDocument.read(blobs.read(yaml.get().id()))) {
                        case YamlDocument.Read(var manifest) -> described(YAML, manifest.value(), snapshot, blobs);
                        case YamlDocument.Broken(int line, int column) ->
                            new NotAProject(new Reason.MetadataUnreadable(YAML, line, column, Optional.empty()));
                    });
        }
        Optional<Entry> json = snapshot.entry(JSON).filter(Entry::isFile);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        JsonDocument document = JsonDocument.parse(blobs.read(json.get().id()));
        Optional<JsonProblem> problem =
                document.problems().stream().filter(p -> p.kind().fatal()).findFirst();
        if (problem.isPresent()) {
            return Optional.of(new NotAProject(new Reason.MetadataUnreadable(
                    JSON,
                    problem.get().line(),
                    problem.get().column(),
                    Optional.of(problem.get().kind()))));
        }
        return document.root().flatMap(manifest -> {
            if (manifest.object("/dublin_core").isPresent()) {
                return Optional.of(described(JSON, manifest, snapshot, blobs));
            }
            return manifest.object("/target_language").isPresent()
                    ? Optional.of(describedByTool(manifest, snapshot, blobs))
                    : Optional.empty();
        });
    }

    private static Recognition described(String path, JsonValue manifest, Snapshot snapshot, Blobs blobs) {
        Optional<String> title = manifest.text("/dublin_core/title").filter(t -> !t.isBlank());
        Optional<String> identifier = manifest.text("/dublin_core/identifier").filter(t -> !t.isBlank());
        Optional<String> name = title.or(() -> identifier);
        if (name.isEmpty()) {
            return new NotAProject(new Reason.MetadataIncomplete(path, "/dublin_core/title"));
        }
        NavigableMap<BookCode, String> books = books(manifest, snapshot, blobs);
        boolean stories = identifier.filter("obs"::equals).isPresent();
        Content content = stories ? Content.STORIES : books.isEmpty() ? Content.OTHER : Content.TEXT;
        Optional<String> language =
                manifest.text("/dublin_core/language/identifier").filter(t -> !t.isBlank());
        return new Recognised(new ProjectDescription(
                Layout.RESOURCE_CONTAINER,
                content,
                flavor(content, identifier),
                name.get(),
                language,
                manifest.text("/dublin_core/language/direction").flatMap(Direction::find),
                identifier.map(id -> identity(manifest, language, id)),
                identifier,
                false,
                false,
                Optional.of(path),
                books,
                stories ? stories(manifest, snapshot) : List.of()));
    }

    /** An identifier like {@code ult} is shared by all languages and publishers, so these belong to the id. */
    private static Identity identity(JsonValue manifest, Optional<String> language, String identifier) {
        String id = Stream.of(manifest.text("/dublin_core/publisher"), language, Optional.of(identifier))
                .flatMap(Optional::stream)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("/"));
        return new Identity("rc", id);
    }

    private static String flavor(Content content, Optional<String> identifier) {
        return switch (content) {
            case TEXT -> "textTranslation";
            case STORIES -> "textStories";
            case JUXTALINEAR, AUDIO, OTHER -> "x-" + identifier.orElse("resource");
        };
    }

    private static NavigableMap<BookCode, String> books(JsonValue manifest, Snapshot snapshot, Blobs blobs) {
        NavigableMap<BookCode, String> books = new TreeMap<>();
        PathIndex index = new PathIndex(snapshot);
        for (JsonValue project : manifest.elements("/projects")) {
            Optional<String> path = project.text("/path").flatMap(index::find).filter(UsfmName::is);
            Optional<BookCode> book = project.text("/identifier").flatMap(BookCode::find);
            if (path.isPresent() && book.isPresent()) {
                books.putIfAbsent(book.get(), path.get());
            }
        }
        List<String> others = BookFiles.usfmFiles(snapshot).stream()
                .filter(path -> !books.containsValue(path))
                .toList();
        BookFiles.among(others, snapshot, blobs).forEach(books::putIfAbsent);
        return books;
    }

    private static List<String> stories(JsonValue manifest, Snapshot snapshot) {
        Set<String> folders = manifest.elements("/projects").stream()
                .flatMap(project -> project.text("/path").stream())
                .map(path -> path.replaceFirst("^(?:\\./)+", "").replaceFirst("/*$", "/"))
                .collect(Collectors.toSet());
        folders.add("content/");
        return Stories.among(snapshot, folders);
    }

    /** translationCore and translationStudio: one book a project, kept in pieces and perhaps as USFM too. */
    private static Recognition describedByTool(JsonValue manifest, Snapshot snapshot, Blobs blobs) {
        Optional<String> language = manifest.text("/target_language/id").filter(t -> !t.isBlank());
        Optional<String> project = manifest.text("/project/id").filter(t -> !t.isBlank());
        if (project.isEmpty()) {
            return new NotAProject(new Reason.MetadataIncomplete(JSON, "/project/id"));
        }
        String resource = manifest.text("/resource/id").orElse("");
        NavigableMap<BookCode, String> books = BookFiles.among(BookFiles.usfmFiles(snapshot), snapshot, blobs);
        boolean stories = project.get().toLowerCase(Locale.ROOT).equals("obs");
        Content content = stories ? Content.STORIES : books.isEmpty() ? Content.OTHER : Content.TEXT;
        String abbreviation = resource.isEmpty() ? project.get() : project.get() + "_" + resource;
        return new Recognised(new ProjectDescription(
                Layout.RESOURCE_CONTAINER,
                content,
                flavor(content, project),
                manifest.text("/project/name").filter(t -> !t.isBlank()).orElse(project.get()),
                language,
                manifest.text("/target_language/direction").flatMap(Direction::find),
                Optional.empty(),
                Optional.of(abbreviation),
                false,
                false,
                Optional.of(JSON),
                books,
                List.of()));
    }
}

package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Look;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonNumber;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;
import org.masora.core.project.ProjectDescription.Content;
import org.masora.engine.TextOutline;

/** What can be looked at only: word-by-word translations, recordings, and what is not known. */
final class OtherView {
    private static final Pattern RECORDING = Pattern.compile(".*\\.(mp3|wav|ogg|opus|m4a|flac|webm|aac)");
    private static final int SENTENCES_MAX = 400;

    private OtherView() {}

    /**
     * A project that has neither books nor stories.
     *
     * @param most so many files are listed
     */
    static Html of(NearProject project, TextOutline outline, Optional<Content> content, PageWords words, int most) {
        return switch (content.orElse(Content.OTHER)) {
            case JUXTALINEAR -> juxtalinear(project, outline, words);
            case AUDIO ->
                listed(
                        words.text("text.audioOnly"),
                        outline.files().stream()
                                .filter(path -> RECORDING
                                        .matcher(path.toLowerCase(Locale.ROOT))
                                        .matches())
                                .limit(most)
                                .toList());
            case TEXT, STORIES -> p(cls("read-only"), text(words.text("text.nothingYet")));
            case OTHER ->
                listed(
                        words.text("text.kindUnknown"),
                        outline.files().stream().limit(most).toList());
        };
    }

    private static Html listed(String why, List<String> files) {
        return div(
                p(cls("read-only"), text(why)),
                ul(
                        cls("list files"),
                        all(files.stream()
                                .map(path -> li(ProjectText.name(path)))
                                .toList())));
    }

    private static Html juxtalinear(NearProject project, TextOutline outline, PageWords words) {
        List<Html> shown = new ArrayList<>(List.of(p(cls("read-only"), text(words.text("text.juxtalinearOnly")))));
        int left = SENTENCES_MAX;
        for (String path : outline.files()) {
            if (!path.endsWith(".json") || left == 0) {
                continue;
            }
            List<JsonObject> chunks = new ArrayList<>();
            outline.read(path)
                    .flatMap(bytes -> JsonDocument.parse(bytes).root())
                    .ifPresent(root -> find(root, chunks));
            List<JsonObject> some = chunks.subList(0, Math.min(left, chunks.size()));
            left -= some.size();
            if (!some.isEmpty()) {
                shown.add(h2(ProjectText.name(
                        path.substring(path.lastIndexOf('/') + 1).replace(".json", ""))));
                shown.add(ul(
                        cls("juxta"),
                        all(some.stream().map(chunk -> chunk(project, chunk)).toList())));
            }
        }
        return div(all(shown));
    }

    /** The pairs of source words and gloss, wherever they stand. */
    private static void find(JsonValue value, List<JsonObject> chunks) {
        switch (value) {
            case JsonObject object -> {
                if (object.get("source").isPresent() && object.get("gloss").isPresent()) {
                    chunks.add(object);
                } else {
                    object.members().forEach(member -> find(member.value(), chunks));
                }
            }
            case JsonArray(var elements) -> elements.forEach(element -> find(element, chunks));
            case JsonString _, JsonNumber _, JsonLiteral _ -> {}
        }
    }

    private static Html chunk(NearProject project, JsonObject chunk) {
        String source = words(chunk.get("source").orElseThrow());
        String gloss = words(chunk.get("gloss").orElseThrow());
        return li(
                span(cls("source project-text"), attr("dir", "auto"), text(source)),
                span(Look.of(project, gloss).on("", text(gloss))));
    }

    private static String words(JsonValue value) {
        return switch (value) {
            case JsonString(var text, var _) -> text;
            case JsonArray(var elements) ->
                String.join(" ", elements.stream().map(OtherView::words).toList());
            case JsonObject object ->
                object.get("content").map(OtherView::words).orElse("");
            case JsonNumber _, JsonLiteral _ -> "";
        };
    }
}

package org.masora.app.web.pages.text;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.ol;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.util.ArrayList;
import java.util.List;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Look;
import org.masora.app.web.shelf.NearProject;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonNumber;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;

/** A word-by-word translation, sentence by sentence: over each gloss the words of the source. It is only looked at. */
final class JuxtalinearView {
    private static final int CHUNKS_MAX = 500;

    private final NearProject project;
    private final List<List<JsonObject>> sentences = new ArrayList<>();
    /** The first sentence of each part. */
    private final List<Integer> starts = new ArrayList<>(List.of(0));

    private JuxtalinearView(NearProject project) {
        this.project = project;
    }

    /** Reads a file; one that is none shows nothing. */
    static JuxtalinearView of(NearProject project, byte[] file) {
        JuxtalinearView view = new JuxtalinearView(project);
        JsonDocument.parse(file).root().ifPresent(view::find);
        view.cut();
        return view;
    }

    /** The lists of pairs of source words and gloss, wherever they stand. */
    private void find(JsonValue value) {
        switch (value) {
            case JsonObject object -> object.members().forEach(member -> find(member.value()));
            case JsonArray(var elements) -> {
                List<JsonObject> sentence = new ArrayList<>();
                for (JsonValue element : elements) {
                    if (element instanceof JsonObject chunk
                            && chunk.get("source").isPresent()
                            && chunk.get("gloss").isPresent()) {
                        sentence.add(chunk);
                    } else {
                        find(element);
                    }
                }
                for (int at = 0; at < sentence.size(); at += CHUNKS_MAX) {
                    sentences.add(sentence.subList(at, Math.min(sentence.size(), at + CHUNKS_MAX)));
                }
            }
            case JsonString _, JsonNumber _, JsonLiteral _ -> {}
        }
    }

    private void cut() {
        int count = 0;
        for (int i = 0; i < sentences.size(); i++) {
            int more = sentences.get(i).size();
            if (count > 0 && count + more > CHUNKS_MAX) {
                starts.add(i);
                count = 0;
            }
            count += more;
        }
    }

    /** In how many parts it is shown, so that a weak computer shows each at ease. */
    int parts() {
        return starts.size();
    }

    /** The sentences of a part, from 0. */
    Html part(int part) {
        int at = Math.min(part, starts.size() - 1);
        int from = starts.get(at);
        int to = at + 1 < starts.size() ? starts.get(at + 1) : sentences.size();
        List<Html> shown = new ArrayList<>();
        for (List<JsonObject> sentence : sentences.subList(from, to)) {
            shown.add(li(ul(cls("juxta"), all(sentence.stream().map(this::chunk).toList()))));
        }
        return ol(cls("sentences"), all(shown));
    }

    private Html chunk(JsonObject chunk) {
        String source = words(chunk.get("source").orElseThrow());
        String gloss = words(chunk.get("gloss").orElseThrow());
        return li(
                span(Look.ofSource(source).on("source", text(source))),
                span(Look.of(project, gloss).on("", text(gloss))));
    }

    private static String words(JsonValue value) {
        return switch (value) {
            case JsonString(var text, var _) -> text;
            case JsonArray(var elements) ->
                String.join(" ", elements.stream().map(JuxtalinearView::words).toList());
            case JsonObject object ->
                object.get("content").map(JuxtalinearView::words).orElse("");
            case JsonNumber _, JsonLiteral _ -> "";
        };
    }
}

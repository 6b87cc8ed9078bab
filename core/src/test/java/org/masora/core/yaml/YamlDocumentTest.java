package org.masora.core.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;

class YamlDocumentTest {
    private static final String MANIFEST = """
            # ours
            dublin_core:
              title: 'It''s Titus'  # a title
              version: 12
              empty:
              relation: [a, "b"]
              creator:
              - Ada 😀
              - Ben
            projects:
              - identifier: tit
                sort: 57
              -
                identifier: jud
                sort: 66
            """;

    private static YamlDocument parse(String text) {
        return YamlDocument.parse(text.getBytes(UTF_8)).orElseThrow();
    }

    private static JsonObject core(JsonValue value) {
        return value.object("/dublin_core").orElseThrow();
    }

    private static Optional<String> with(JsonValue value) {
        return parse(MANIFEST).with(value).map(bytes -> new String(bytes, UTF_8));
    }

    private static JsonObject root() {
        return (JsonObject) parse(MANIFEST).value();
    }

    @Test
    @DisplayName("Its own value leaves a document as it is")
    void same() {
        assertThat(with(root())).contains(MANIFEST);
    }

    @Test
    @DisplayName("A changed scalar keeps the way in which it was written, and all else its bytes")
    void scalars() {
        JsonObject changed = core(root())
                .with("title", JsonValue.of("It's Jude"))
                .with("version", JsonValue.of("13"))
                .with("empty", JsonValue.of("x: y"))
                .with("relation", new JsonArray(List.of(JsonValue.of("c"))));

        assertThat(with(root().with("dublin_core", changed)))
                .contains(MANIFEST.replace("It''s Titus", "It''s Jude")
                        .replace("12", "13")
                        .replace("empty:", "empty: \"x: y\"")
                        .replace("[a, \"b\"]", "[\"c\"]"));
    }

    @Test
    @DisplayName("Elements and members come and go with their lines")
    void entries() {
        JsonArray creators = new JsonArray(List.of(JsonValue.of("Ben"), JsonValue.of("Carl")));
        JsonArray projects = new JsonArray(List.of(new JsonObject(
                List.of(new Member("identifier", JsonValue.of("jud")), new Member("sort", JsonValue.of("67"))))));
        JsonObject value = root().with(
                        "dublin_core", core(root()).without("version").with("creator", creators))
                .with("projects", projects);

        assertThat(with(value))
                .contains(MANIFEST.replace("  version: 12\n", "")
                        .replace("  - Ada 😀\n", "")
                        .replace("  - Ben\n", "  - Ben\n  - \"Carl\"\n")
                        .replace("  - identifier: tit\n    sort: 57\n", "")
                        .replace("66", "67"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &x 1\nb: *x\n", "a: [1\n", "a: 1\n--- \nb: 2\n", "", "\t- a: b: c"})
    @DisplayName("Aliases, broken text and several documents are refused")
    void refused(String text) {
        assertThat(YamlDocument.parse(text.getBytes(UTF_8))).isEmpty();
    }

    @Test
    @DisplayName("Depth has a limit")
    void depth() {
        assertThat(YamlDocument.parse("[".repeat(10_000).getBytes(UTF_8))).isEmpty();
        assertThat(YamlDocument.parse(("[".repeat(60) + "]".repeat(60)).getBytes(UTF_8)))
                .isEmpty();
    }

    @Property(seed = "20261122", tries = 3000)
    @Label("Any text made to say another value says it, or is left to others")
    void anyText(@ForAll("texts") String text, @ForAll("texts") String other) {
        Optional<YamlDocument> document = YamlDocument.parse(text.getBytes(UTF_8));
        Optional<YamlDocument> source = YamlDocument.parse(other.getBytes(UTF_8));
        if (document.isEmpty() || source.isEmpty()) {
            return;
        }
        assertThat(document.get().with(document.get().value())).contains(text.getBytes(UTF_8));
        document.get()
                .with(source.get().value(), source.get())
                .ifPresent(bytes -> assertThat(
                                YamlDocument.parse(bytes).orElseThrow().value())
                        .isEqualTo(source.get().value()));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "a: 1\n",
                        "b:\n",
                        "  c: 'x'\n",
                        "  - y\n",
                        "- z\n",
                        "  - d: 2\n",
                        "    e: |\n      t\n      u\n",
                        "# r\n",
                        "f: [1, 2]\n",
                        "g: {h: 1}\n",
                        "\n",
                        "i: \"\\u00e9\"",
                        "---\n",
                        "  -\n",
                        "- - 3\n",
                        "j: >-\n  v\n\n")
                .list()
                .ofMaxSize(6)
                .map(lines -> String.join("", lines));
    }
}

package org.masora.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.json.JsonProblem.Kind;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonNumber;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;

class JsonDocumentTest {

    @Test
    void readsByPointer() {
        JsonValue root = read("{\"a/b\":{\"~\":[1,{\"x\":\"y\\u00e9\"}]},\"t\":true,\"t\":null}");

        assertThat(root.text("/a~1b/~0/1/x")).contains("yé");
        assertThat(root.at("/a~1b/~0/0")).contains(new JsonNumber("1"));
        assertThat(root.at("/a~1b/~0/2")).isEmpty();
        assertThat(root.at("/a~1b/~0/01")).isEmpty();
        assertThat(root.at("/t")).contains(JsonLiteral.NULL);
        assertThat(root.at("/t/x")).isEmpty();
        assertThat(root.elements("/a~1b/~0")).hasSize(2);
        assertThat(root.object("/a~1b")).isPresent();
        assertThat(root.at("")).contains(root);
    }

    @Test
    void valuesAreEqualIfTheyMeanTheSame() {
        assertThat(read("{\"a\":1,\"b\":\"\\u0041\"}")).isEqualTo(read(" { \"b\" : \"A\", \"a\":1}"));
        assertThat(read("[1,2]")).isNotEqualTo(read("[2,1]"));
        assertThat(read("{\"a\":1,\"a\":2}")).isNotEqualTo(read("{\"a\":2,\"a\":1}"));
        assertThat(JsonValue.of("\"\\\n\ud800x\u0001").toString()).isEqualTo("\"\\\"\\\\\\n\\ud800x\\u0001\"");
        assertThat(read(JsonValue.of("\"\\\n\ud800x\u0001").toString())).isEqualTo(JsonValue.of("\"\\\n\ud800x\u0001"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1,} | UNEXPECTED | 1 | 8",
                "{\"a\" 1} | UNEXPECTED | 1 | 6",
                "{a:1} | UNEXPECTED | 1 | 2",
                "{'a':1} | UNEXPECTED | 1 | 2",
                "[1,2 | ENDS_EARLY | 1 | 5",
                "{\"a\":\"b | ENDS_EARLY | 1 | 8",
                "[01] | UNEXPECTED | 1 | 3",
                "[1.] | UNEXPECTED | 1 | 4",
                "[.5] | UNEXPECTED | 1 | 2",
                "[+1] | UNEXPECTED | 1 | 2",
                "[tru] | UNEXPECTED | 1 | 5",
                "[NaN] | UNEXPECTED | 1 | 2",
                "{} {} | TEXT_AFTER_END | 1 | 4",
                "[\"\\x\"] | BAD_ESCAPE | 1 | 3",
                "[\"\\u00g0\"] | BAD_ESCAPE | 1 | 3",
                "<<<<<<< HEAD | UNEXPECTED | 1 | 1",
            })
    void brokenTextSaysWhatAndWhere(String text, Kind kind, int line, int column) {
        JsonDocument document = document(text);

        assertThat(document.root()).isEmpty();
        assertThat(document.problems()).containsExactly(new JsonProblem(kind, line, column));
        assertThat(document.bytes()).isEqualTo(text.getBytes(UTF_8));
        assertThatThrownBy(() -> document.with(JsonObject.EMPTY)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void placesAreCountedInLinesAndCharacters() {
        assertThat(document("{\r\n \"\ud83d\ude00\": x}").problems()).containsExactly(problem(Kind.UNEXPECTED, 2, 7));
        assertThat(document("[\n\r\"a\nb\"]").problems()).containsExactly(problem(Kind.CONTROL_CHARACTER, 3, 3));
        assertThat(document("").problems()).containsExactly(problem(Kind.EMPTY, 1, 1));
        assertThat(document(" \n ").problems()).containsExactly(problem(Kind.EMPTY, 2, 2));
        assertThat(JsonDocument.parse("{\"n\":\n\"é\"}".getBytes(ISO_8859_1)).problems())
                .containsExactly(problem(Kind.NOT_UTF8, 2, 2));
        assertThat(JsonDocument.parse(new byte[] {'[', '"', (byte) 0xe2, (byte) 0x82})
                        .problems())
                .containsExactly(problem(Kind.NOT_UTF8, 1, 3));
    }

    @Test
    void doubledNamesAndByteOrderMarksAreToldButRead() {
        JsonDocument document = document("\ufeff{\"a\":1,\n\"b\":{\"a\":2,\"a\":3}}");

        assertThat(document.problems())
                .containsExactly(problem(Kind.BYTE_ORDER_MARK, 1, 1), problem(Kind.DUPLICATE_NAME, 2, 12));
        JsonObject root = document.root().flatMap(r -> r.object("")).orElseThrow();
        assertThat(root.at("/b/a")).contains(new JsonNumber("3"));
        assertThat(text(document.with(root.with("a", JsonValue.of(7)))))
                .isEqualTo("\ufeff{\"a\":7,\n\"b\":{\"a\":2,\"a\":3}}");
    }

    @Test
    void hostileSizesAreRefusedBeforeTheyHurt() {
        assertThat(document("[".repeat(JsonDocument.DEEPEST) + "]".repeat(JsonDocument.DEEPEST))
                        .problems())
                .isEmpty();
        assertThat(document("[".repeat(1_000_000)).problems())
                .containsExactly(problem(Kind.TOO_DEEP, 1, JsonDocument.DEEPEST + 1));
        assertThat(JsonDocument.parse(new byte[JsonDocument.LARGEST_BYTES + 1]).problems())
                .containsExactly(problem(Kind.TOO_LARGE, 1, 1));
    }

    @Test
    void deepValuesAreComparedInReasonableTime() {
        String deep = "{\"a\":".repeat(99) + "%d" + "}".repeat(99);

        JsonDocument document = document(deep.formatted(1));

        assertThat(text(document.with(read(deep.formatted(2))))).isEqualTo(deep.formatted(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1,\"b\":2} | {\"a\":1,\"b\":2,\"n\":{\"x\":[1,2],\"y\":{}}} | {\"b\":2}",
                "{\"a\": 1, \"b\": 2} | {\"a\": 1, \"b\": 2, \"n\": {\"x\": [1, 2], \"y\": {}}} | {\"b\": 2}",
                "{ \"a\" : 1 , \"b\" : 2 } | { \"a\" : 1 , \"b\" : 2, \"n\" : {\"x\" : [1, 2], \"y\" : {}} } | { \"b\" : 2 }",
                "{~ \"a\": 1,~ \"b\": 2~}~ | {~ \"a\": 1,~ \"b\": 2,~ \"n\": {~  \"x\": [~   1,~   2~  ],~  \"y\": {}~ }~}~"
                        + " | {~ \"b\": 2~}~",
                "{} | {\"n\":{\"x\":[1,2],\"y\":{}}} | {}",
                "{ } | {\"n\":{\"x\":[1,2],\"y\":{}}} | { }",
            })
    void whatIsNewIsWrittenInTheFormOfTheDocument(String before, String added, String removed) {
        JsonValue value = read("{ \"x\" : [ 1 , 2 ] , \"y\" : { } }");
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            String text = before.replace("~", lineEnd);
            assertThat(edited(text, o -> o.with("n", value))).isEqualTo(added.replace("~", lineEnd));
            assertThat(edited(text, o -> o.without("a"))).isEqualTo(removed.replace("~", lineEnd));
        }
    }

    @Test
    void aNewMemberFollowsTheOneItFollows() {
        String text = "{\n    \"a\": 1,\n    \"c\": [ ]\n}";
        List<Member> members = List.of(
                new Member("0", JsonValue.of(0)),
                new Member("a", JsonValue.of(1)),
                new Member("b", JsonValue.of("x")),
                new Member("c", new JsonArray(List.of(JsonLiteral.NULL))));

        assertThat(text(document(text).with(new JsonObject(members))))
                .isEqualTo("{\n    \"0\": 0,\n    \"a\": 1,\n    \"b\": \"x\",\n    \"c\": [\n        null\n    ]\n}");
    }

    @Test
    void elementsOfArraysKeepTheirBytes() {
        JsonDocument document = document("[ {\"k\" : 1}, 2,  3 ]");
        JsonValue one = document.root().orElseThrow().at("/0").orElseThrow();

        assertThat(text(document.with(new JsonArray(List.of(one, JsonValue.of(3))))))
                .isEqualTo("[ {\"k\" : 1},  3 ]");
        assertThat(text(document.with(new JsonArray(List.of(one, JsonValue.of(9), JsonValue.of(3))))))
                .isEqualTo("[ {\"k\" : 1}, 9,  3 ]");
        assertThat(text(document.with(new JsonArray(List.of(JsonValue.of(0), one, JsonValue.of(2), JsonValue.of(3))))))
                .isEqualTo("[ 0,  {\"k\" : 1}, 2,  3 ]");
        assertThat(text(document.with(new JsonArray(List.of())))).isEqualTo("[]");
    }

    @Test
    void ofARepeatedNameTheOrderIsKept() {
        JsonValue after = read("{\"a\":true,\"c\":1,\"a\":{\"a\":2}}");

        assertThat(document("{\"c\":1,\"a\":0}").with(after).root()).contains(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\/", "\\u00e9", "1e5", "1.00", "-0"})
    void scalarsTakenOverKeepTheirSpelling(String raw) {
        String literal = raw.startsWith("\\") ? "\"" + raw + "\"" : raw;
        assertThat(edited("{\"a\":1}", o -> o.with("b", read(literal)))).isEqualTo("{\"a\":1,\"b\":" + literal + "}");
    }

    @Property(seed = "20261122", tries = 300)
    @Label("an edit says exactly what was asked for, and every value that did not change keeps its bytes")
    void edits(@ForAll("values") JsonValue before, @ForAll("values") JsonValue after, @ForAll("spaces") String space) {
        String text = before.toString().replace(",", "," + space).replace(":", ":" + space);
        JsonDocument document = document(text);
        assertThat(document.problems().stream().filter(p -> p.kind().fatal())).isEmpty();
        assertThat(document.bytes()).isEqualTo(text.getBytes(UTF_8));
        assertThat(document.with(document.root().orElseThrow()).bytes()).isEqualTo(document.bytes());

        JsonDocument edited = document.with(after);

        assertThat(edited.root()).contains(after);
        assertThat(JsonDocument.parse(edited.bytes()).root()).contains(after);
        if (document.root().orElseThrow() instanceof JsonObject object) {
            JsonDocument added = document.with(object.with("new name", after));
            assertThat(added.root()).contains(object.with("new name", after));
            assertThat(text(added.with(object))).as("added and removed again").isEqualTo(text);
        }
    }

    @Property(seed = "20261122", tries = 1000)
    @Label("any bytes are read without failing and come back as they were")
    void garbage(@ForAll("garbageTexts") String garbage) {
        byte[] bytes = garbage.getBytes(UTF_8);
        JsonDocument document = JsonDocument.parse(bytes);
        assertThat(document.bytes()).isEqualTo(bytes);
        assertThat(document.root().isEmpty())
                .isEqualTo(document.problems().stream().anyMatch(p -> p.kind().fatal()));
    }

    @Provide
    Arbitrary<String> garbageTexts() {
        return Arbitraries.strings()
                .withChars("{}[]\",:\\u0123eE.-truefalsn \n\ud800é")
                .ofMaxLength(30);
    }

    @Provide
    Arbitrary<String> spaces() {
        return Arbitraries.of("", " ", "\n", "\r\n  ", "\t");
    }

    @Provide
    Arbitrary<JsonValue> values() {
        Arbitrary<JsonValue> scalar = Arbitraries.oneOf(
                Arbitraries.of(JsonLiteral.values()),
                Arbitraries.longs().map(JsonValue::of),
                Arbitraries.strings()
                        .withChars("ab\"\\\n\ud800é")
                        .ofMaxLength(4)
                        .map(JsonValue::of));
        return nested(scalar, 3);
    }

    private static Arbitrary<JsonValue> nested(Arbitrary<JsonValue> leaf, int depth) {
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonValue> inner = nested(leaf, depth - 1);
        Arbitrary<Member> member =
                Combinators.combine(Arbitraries.of("a", "b", "c", "é"), inner).as(Member::new);
        return Arbitraries.oneOf(
                leaf,
                inner.list().ofMaxSize(4).map(JsonArray::new),
                member.list().ofMaxSize(4).map(JsonObject::new));
    }

    private static String edited(String text, UnaryOperator<JsonObject> change) {
        JsonDocument document = document(text);
        Optional<JsonObject> root = document.root().flatMap(r -> r.object(""));
        return text(document.with(change.apply(root.orElseThrow())));
    }

    private static JsonValue read(String text) {
        return document(text).root().orElseThrow();
    }

    private static JsonDocument document(String text) {
        return JsonDocument.parse(text.getBytes(UTF_8));
    }

    private static String text(JsonDocument document) {
        return new String(document.bytes(), UTF_8);
    }

    private static JsonProblem problem(Kind kind, int line, int column) {
        return new JsonProblem(kind, line, column);
    }
}

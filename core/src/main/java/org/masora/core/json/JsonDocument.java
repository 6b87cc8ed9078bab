package org.masora.core.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonParser.Broken;
import org.masora.core.json.JsonParser.Node;
import org.masora.core.json.JsonProblem.Kind;

/**
 * The bytes of a JSON file with what they say. {@link #bytes()} of a document that was only read
 * are the bytes it was read from; after {@link #with} all that did not change in meaning keeps its
 * bytes, and what is new is written the way the document is: on one line if it is on one line, else
 * with its indentation and line ends.
 */
public final class JsonDocument {

    /** No more bytes than these are read: metadata of a thousand ingredients has less than one megabyte. */
    public static final int LARGEST_BYTES = 32 << 20;

    /** Objects and arrays may lie this deep in one another. */
    public static final int DEEPEST = 100;

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final byte[] bytes;
    private final String text;
    private final @Nullable Node root;
    private final List<JsonProblem> problems;

    private JsonDocument(byte[] bytes, String text, @Nullable Node root, List<JsonProblem> problems) {
        this.bytes = bytes;
        this.text = text;
        this.root = root;
        this.problems = List.copyOf(problems);
    }

    /** Reads any bytes; what is wrong with them is in {@link #problems()}. Keeps the array, which must not change. */
    public static JsonDocument parse(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            return new JsonDocument(bytes, "", null, List.of(new JsonProblem(Kind.TOO_LARGE, 1, 1)));
        }
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            return new JsonDocument(bytes, text, null, List.of(problem(Kind.NOT_UTF8, text, text.length())));
        }
        return parse(bytes, text);
    }

    private static JsonDocument parse(byte[] bytes, String text) {
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        List<JsonProblem> problems = new ArrayList<>();
        if (marked) {
            problems.add(new JsonProblem(Kind.BYTE_ORDER_MARK, 1, 1));
        }
        JsonParser parser = new JsonParser(text, marked ? 1 : 0);
        Node root = null;
        try {
            root = parser.document();
        } catch (Broken broken) {
            problems.add(problem(broken.kind, text, broken.at));
        }
        parser.duplicates().forEach(at -> problems.add(problem(Kind.DUPLICATE_NAME, text, at)));
        problems.sort(Comparator.comparingInt(JsonProblem::line).thenComparingInt(JsonProblem::column));
        return new JsonDocument(bytes, text, root, problems);
    }

    /** The file's bytes; the caller must not change the array. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the document says; absent if one of the {@link #problems()} is fatal. */
    public Optional<JsonValue> root() {
        return Optional.ofNullable(root).map(Node::value);
    }

    /** What is wrong, in the order of the text. */
    public List<JsonProblem> problems() {
        return problems;
    }

    /**
     * This document, saying something else. A value that is equal in both keeps its bytes, members
     * keep their order, and a new member comes after the one that it follows in {@code newRoot}.
     *
     * @throws IllegalStateException if this document could not be read
     */
    public JsonDocument with(JsonValue newRoot) {
        if (root == null) {
            throw new IllegalStateException("a document that cannot be read cannot be edited: " + problems);
        }
        if (newRoot.equals(root.value())) {
            return this;
        }
        String edited = new JsonRewrite(text, root).write(newRoot);
        return parse(edited.getBytes(StandardCharsets.UTF_8), edited);
    }

    private static JsonProblem problem(Kind kind, String text, int at) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < at; i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 >= text.length() || text.charAt(i + 1) != '\n'))) {
                line++;
                lineStart = i + 1;
            }
        }
        return new JsonProblem(kind, line, text.codePointCount(lineStart, at) + 1);
    }
}

package org.masora.core.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.masora.core.json.JsonValue;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A YAML document: the values that JSON has, every scalar a string. No tags, no objects, no aliases
 * (so none of their bombs), a limit for size and depth.
 */
public final class YamlDocument {
    private static final int LARGEST_BYTES = 3 << 20;

    private final String text;
    private final YamlNode root;

    private YamlDocument(String text, YamlNode root) {
        this.text = text;
        this.root = root;
    }

    /** What reading gave. */
    public sealed interface Result {}

    /** A document. */
    public record Read(YamlDocument document) implements Result {}

    /** Line and column from 1, or 0 where no place can be named. */
    public record Broken(int line, int column) implements Result {}

    /** Reads one document in UTF-8. */
    public static Result read(byte[] bytes) {
        if (bytes.length > LARGEST_BYTES) {
            return new Broken(0, 0);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(LARGEST_BYTES).build();
            YamlNode root = new YamlReader(text).read(new Parse(settings).parseString(text));
            return new Read(new YamlDocument(text, root));
        } catch (CharacterCodingException e) {
            return new Broken(0, 0);
        } catch (YamlReader.Unsupported e) {
            return broken(e.mark());
        } catch (MarkedYamlEngineException e) {
            return broken(e.getProblemMark());
        } catch (YamlEngineException e) {
            return new Broken(0, 0);
        }
    }

    /** Reads one document in UTF-8; empty where it is broken. */
    public static Optional<YamlDocument> parse(byte[] bytes) {
        return read(bytes) instanceof Read(YamlDocument document) ? Optional.of(document) : Optional.empty();
    }

    private static Broken broken(Optional<Mark> mark) {
        return mark.map(m -> new Broken(m.getLine() + 1, m.getColumn() + 1)).orElseGet(() -> new Broken(0, 0));
    }

    /** What it says. */
    public JsonValue value() {
        return root.value();
    }

    String text() {
        return text;
    }

    YamlNode root() {
        return root;
    }

    /**
     * The document with another value. What is equal keeps its lines; what another document has, is
     * written as it is there.
     *
     * @param sources documents that new values are taken from, the likeliest first
     * @return empty where the text cannot be made to say it
     */
    public Optional<byte[]> with(JsonValue value, YamlDocument... sources) {
        byte[] rewritten = new YamlRewrite(this, sources).to(value).getBytes(StandardCharsets.UTF_8);
        return parse(rewritten).filter(again -> again.value().equals(value)).map(_ -> rewritten);
    }
}

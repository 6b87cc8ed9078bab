package org.masora.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.NavigableMap;
import org.masora.core.project.BlobId;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** The store's values as JSON, names and revisions as plain text. */
final class StateCodec {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(plainText())
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What an older program wrote lacks the tables that came since: they are empty.
            .withConfigOverride(
                    NavigableMap.class, map -> map.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private StateCodec() {}

    static byte[] encode(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static byte[] encodeReadably(Object value) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    }

    /**
     * Reads a value back.
     *
     * @throws DamagedStore when the bytes are no such value
     */
    static <T> T decode(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw new DamagedStore("not a readable " + type.getSimpleName(), e);
        }
    }

    private static SimpleModule plainText() {
        SimpleModule module = new SimpleModule();
        module.addSerializer(RevisionId.class, new AsText<>());
        module.addDeserializer(RevisionId.class, new FromText<>(RevisionId::new));
        module.addSerializer(BlobId.class, new AsText<>());
        module.addDeserializer(BlobId.class, new FromText<>(BlobId::new));
        module.addSerializer(PlaceName.class, new AsText<>());
        module.addKeySerializer(PlaceName.class, new AsKey());
        module.addDeserializer(PlaceName.class, new FromText<>(PlaceName::new));
        module.addKeyDeserializer(PlaceName.class, new KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return new PlaceName(key);
            }
        });
        return module;
    }

    private static final class AsText<T> extends ValueSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class AsKey extends ValueSerializer<PlaceName> {
        @Override
        public void serialize(PlaceName value, JsonGenerator out, SerializationContext context) {
            out.writeName(value.toString());
        }
    }

    private interface Parse<T> {
        T parse(String text);
    }

    private static final class FromText<T> extends ValueDeserializer<T> {
        private final Parse<T> parse;

        FromText(Parse<T> parse) {
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            return parse.parse(in.getString());
        }
    }

    /** What Masora itself wrote cannot be read: the disk or a hand has changed it. */
    static final class DamagedStore extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedStore(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

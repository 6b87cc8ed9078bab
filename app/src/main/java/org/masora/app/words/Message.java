package org.masora.app.words;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Something to tell a person: the number of the sentence and what stands in it.
 *
 * @param code the number, {@code M-0412}, equal in all languages
 * @param parameters what the sentence names: text or whole numbers
 */
public record Message(String code, Map<String, Object> parameters) {
    private static final Pattern CODE = Pattern.compile("M-[0-9]{4}");

    public Message {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("no message number: " + code);
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A sentence that names nothing. */
    public static Message of(String code) {
        return new Message(code, Map.of());
    }

    /** A sentence that names one thing. */
    public static Message of(String code, String name, Object value) {
        return new Message(code, Map.of()).with(name, value);
    }

    /** The same with one thing more; what is no number is shown as its text. */
    public Message with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(parameters);
        more.put(name, value instanceof Number ? value : value.toString());
        return new Message(code, more);
    }
}

package org.masora.app.words;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.masora.core.project.BookNames;

/**
 * Something to tell a person: the number of the sentence and what stands in it.
 *
 * @param code the number, {@code M-0412}, equal in all languages
 * @param parameters what the sentence names: text, whole numbers, or a {@link Naming}
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

    /** Whether it names a book. */
    public boolean namesBooks() {
        return parameters.values().stream().anyMatch(Naming.class::isInstance);
    }

    /** What it names, in plain values for a sentence: books by the names of a project. */
    public Map<String, Object> plain(BookNames names) {
        Map<String, Object> plain = new LinkedHashMap<>();
        parameters.forEach((name, value) -> plain.put(name, value instanceof Naming naming ? naming.in(names) : value));
        return plain;
    }

    /** A sentence that names one thing. */
    public static Message of(String code, String name, Object value) {
        return new Message(code, Map.of()).with(name, value);
    }

    /** The same with one thing more; what is neither a number nor names books is shown as its text. */
    public Message with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(parameters);
        more.put(name, value instanceof Number || value instanceof Naming ? value : value.toString());
        return new Message(code, more);
    }
}

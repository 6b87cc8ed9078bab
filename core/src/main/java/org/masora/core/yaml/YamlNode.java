package org.masora.core.yaml;

import java.util.List;
import java.util.Optional;
import org.masora.core.json.JsonValue;

/**
 * A value and where it stands.
 *
 * @param value what it says
 * @param start where its text begins
 * @param end where its text ends, without what follows it on its line
 * @param entries what lies in it, each on lines of its own; empty for scalars and for {@code {…}} and {@code […]}
 */
record YamlNode(JsonValue value, int start, int end, List<Entry> entries) {

    /**
     * A member of a mapping or an element of a sequence.
     *
     * @param name of the member; empty in a sequence
     * @param start where its lines begin, or where its name does, if that stands behind a dash
     * @param end where the next one begins
     */
    record Entry(String name, int start, int end, YamlNode node) {}

    YamlNode {
        entries = List.copyOf(entries);
    }

    Optional<Entry> entry(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}

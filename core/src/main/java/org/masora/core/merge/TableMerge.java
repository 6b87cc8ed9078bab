package org.masora.core.merge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The merge of a table with a row a line and tabs between the cells, as translation notes and
 * questions are stored. A row is known by its cell under the heading {@code ID}, else by its first
 * two cells; rows without a name of their own make the file a text of lines.
 */
final class TableMerge {
    private static final String HEADING = "heading";

    private TableMerge() {}

    /** Merges a table by its rows. */
    static String merge(
            SequencedMap<String, String> base,
            SequencedMap<String, String> stand,
            SequencedMap<String, String> other,
            Findings findings) {
        KeyedMerge merge = new KeyedMerge(ConflictType.TEXT, Wording.CELLS, findings, Comparator.naturalOrder());
        return LineMerge.join(merge.merge(base, stand, other));
    }

    /** The rows by name; empty where they cannot be told apart. */
    static Optional<SequencedMap<String, String>> rows(String text) {
        List<String> lines = LineMerge.lines(text);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        SequencedMap<String, String> rows = new LinkedHashMap<>();
        rows.put(HEADING, lines.getFirst());
        int id = Arrays.asList(LineMerge.withoutEnd(lines.getFirst()).split("\t", -1))
                .indexOf("ID");
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Arrays.asList(LineMerge.withoutEnd(line).split("\t", -1));
            boolean named = id >= 0 && id < cells.size() && !cells.get(id).isBlank();
            String key = named ? cells.get(id) : String.join(" ", cells.subList(0, Math.min(2, cells.size())));
            if (key.isBlank() || rows.put(key, line) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(rows);
    }
}

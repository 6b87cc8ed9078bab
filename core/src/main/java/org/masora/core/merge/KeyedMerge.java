package org.masora.core.merge;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The merge of texts that consist of pieces with names: a story of frames, a table of rows. Each
 * piece is merged by its words, their order apart from that.
 */
class KeyedMerge {
    private final ConflictType type;
    private final Wording wording;
    private final Findings findings;
    private final Comparator<String> natural;
    private final String prefix;

    /**
     * @param type the kind of a disagreement about a piece
     * @param natural how pieces that both sides put at one place are sorted
     */
    KeyedMerge(ConflictType type, Wording wording, Findings findings, Comparator<String> natural) {
        this(type, wording, findings, natural, "");
    }

    /** @param prefix what references to pieces begin with */
    KeyedMerge(ConflictType type, Wording wording, Findings findings, Comparator<String> natural, String prefix) {
        this.type = type;
        this.wording = wording;
        this.findings = findings;
        this.natural = natural;
        this.prefix = prefix;
    }

    /** Merges pieces, each map in the order of its text; put together, the result is the merged text. */
    List<String> merge(
            SequencedMap<String, String> base, SequencedMap<String, String> stand, SequencedMap<String, String> other) {
        Set<String> keys = new LinkedHashSet<>(stand.keySet());
        keys.addAll(other.keySet());
        Map<String, String> kept = new LinkedHashMap<>();
        for (String key : keys) {
            String text = mergePiece(key, base.get(key), stand.get(key), other.get(key));
            if (text != null) {
                kept.put(key, text);
            }
        }
        OrderMerge.Result<String> order = OrderMerge.merge(
                List.copyOf(base.keySet()),
                List.copyOf(stand.keySet()),
                List.copyOf(other.keySet()),
                kept.keySet(),
                natural);
        if (order.disagreed()) {
            findings.disagreement(type, prefix + "order", 1, order(base), order(stand), order(other));
        }
        return order.order().stream().map(key -> kept.getOrDefault(key, "")).toList();
    }

    private static String order(SequencedMap<String, String> pieces) {
        return pieces.keySet().stream().collect(Collectors.joining(" "));
    }

    private @Nullable String mergePiece(
            String key, @Nullable String base, @Nullable String stand, @Nullable String other) {
        if (stand != null && other != null) {
            return mergeBoth(key, base, stand, other);
        }
        String present = stand != null ? stand : other;
        if (base == null || present == null) {
            return present;
        }
        if (MergeAtom.saySame(wording.atoms(base), wording.atoms(present))) {
            return null;
        }
        findings.disagreement(ConflictType.DELETED_EDITED, prefix + key, 1, base, stand, other);
        return stand;
    }

    /** A piece that both sides have. */
    String mergeBoth(String key, @Nullable String base, String stand, String other) {
        UnitMerge.Result result = UnitMerge.merge(base, stand, other, wording);
        findings.note(result, type, prefix + key, 1, base, stand, other);
        return result.text();
    }
}

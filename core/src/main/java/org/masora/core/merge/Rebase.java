package org.masora.core.merge;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The base of a merge with a side that rewrote its history (rule S3), unit by unit: what stands in
 * theirs as it stood when we last looked has that as its base, all else the ancestor's.
 */
final class Rebase {

    private Rebase() {}

    /** The base of one unit; null where the version does not have it. */
    static <T> @Nullable T unit(
            @Nullable T ancestor, @Nullable T lastKnown, @Nullable T theirs, BiPredicate<T, T> same) {
        boolean unmoved = lastKnown == null ? theirs == null : theirs != null && same.test(lastKnown, theirs);
        return unmoved ? lastKnown : ancestor;
    }

    /** The bases of pieces with names. */
    static SequencedMap<String, String> pieces(
            SequencedMap<String, String> ancestor,
            SequencedMap<String, String> lastKnown,
            SequencedMap<String, String> theirs) {
        Set<String> keys = new LinkedHashSet<>(lastKnown.keySet());
        keys.addAll(ancestor.keySet());
        SequencedMap<String, String> base = new LinkedHashMap<>();
        for (String key : keys) {
            String text = unit(ancestor.get(key), lastKnown.get(key), theirs.get(key), String::equals);
            if (text != null) {
                base.put(key, text);
            }
        }
        return base;
    }
}

package org.masora.core.merge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gives equal things equal numbers, so that sequences of them are compared quickly. */
final class Numbering {
    private final Map<Object, Integer> numbers = new HashMap<>();

    /** The numbers of these elements, equal exactly where {@code likeness} is equal. */
    <T> int[] of(List<T> elements, Function<? super T, ?> likeness) {
        int[] sequence = new int[elements.size()];
        for (int i = 0; i < sequence.length; i++) {
            Object like = likeness.apply(elements.get(i));
            sequence[i] = numbers.computeIfAbsent(like, unseen -> numbers.size());
        }
        return sequence;
    }
}

package org.masora.core.merge;

import java.util.List;
import java.util.function.Function;

/** What of one text stands, in the same order, in another: for showing people what differs. */
public final class SameInOrder {
    private SameInOrder() {}

    /**
     * Compares as a merge does.
     *
     * @return for each of the words the index of its like among the others, or -1; those that are not -1 rise
     */
    public static int[] of(List<String> words, List<String> others) {
        Numbering numbering = new Numbering();
        return SequenceMatch.of(numbering.of(words, Function.identity()), numbering.of(others, Function.identity()));
    }
}

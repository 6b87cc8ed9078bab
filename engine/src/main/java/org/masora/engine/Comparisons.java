package org.masora.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.masora.core.project.Blobs;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;

/**
 * What differs between contents, worked out once for each pair: the brake, the report and the message of a
 * revision ask about the same few, and comparing two projects is reading every book that differs.
 */
final class Comparisons {

    /** More pairs than one turn of an exchange asks about. */
    private static final int REMEMBERED = 4;

    private final Blobs blobs;
    private final Deque<Comparison> known = new ArrayDeque<>();

    private record Comparison(Snapshot before, Snapshot after, ChangeSummary changes) {}

    Comparisons(Blobs blobs) {
        this.blobs = blobs;
    }

    /** As {@link ChangeSummary#between}. */
    ChangeSummary between(Snapshot before, Snapshot after) {
        for (Comparison comparison : known) {
            if (comparison.before().equals(before) && comparison.after().equals(after)) {
                return comparison.changes();
            }
        }
        ChangeSummary changes = ChangeSummary.between(before, after, blobs);
        if (known.size() == REMEMBERED) {
            known.removeLast();
        }
        known.addFirst(new Comparison(before, after, changes));
        return changes;
    }
}

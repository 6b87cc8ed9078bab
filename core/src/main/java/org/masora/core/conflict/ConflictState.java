package org.masora.core.conflict;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.project.BlobId;

/** How a disagreement stands, worked out from its events alone (rule C5). */
public sealed interface ConflictState {

    /**
     * Waits for a decision.
     *
     * @param differing the decisions that do not agree, each unanswered; empty when nobody decided
     */
    record Open(NavigableMap<EventId, Decided> differing) implements ConflictState {
        public Open {
            differing = Collections.unmodifiableNavigableMap(new TreeMap<>(differing));
        }
    }

    /**
     * Decided.
     *
     * @param decisions every unanswered decision, at least one; their words agree
     */
    record Closed(NavigableMap<EventId, Decided> decisions) implements ConflictState {
        public Closed {
            decisions = Collections.unmodifiableNavigableMap(new TreeMap<>(decisions));
            if (decisions.isEmpty()) {
                throw new IllegalArgumentException("closed by no decision");
            }
        }

        /** What stands by the decision; absent when nothing does. */
        public Optional<BlobId> text() {
            return decisions.firstEntry().getValue().text();
        }
    }

    /** The merge that met it was undone. */
    record Withdrawn() implements ConflictState {}

    /** The merge chose by itself; nobody needs to look (rule C6). */
    record Automatic() implements ConflictState {}
}

package org.masora.core.project;

import java.time.Instant;
import java.util.List;

/**
 * A snapshot with its history: the git commit, as a value.
 *
 * @param id the commit's id
 * @param snapshot the content
 * @param parents in order; the first is the line this revision stands on
 * @param author who made the change
 * @param time when, by the author's clock; whole seconds
 * @param message first line, body and trailers, as written
 */
public record Revision(
        RevisionId id, Snapshot snapshot, List<RevisionId> parents, Person author, Instant time, String message) {

    public Revision {
        parents = List.copyOf(parents);
    }
}

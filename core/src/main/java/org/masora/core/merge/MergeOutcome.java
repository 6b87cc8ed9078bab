package org.masora.core.merge;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.masora.core.project.Snapshot;

/**
 * What a merge of two projects gave: always a whole snapshot.
 *
 * @param merged the content; markers of conflicts never stand in it
 * @param conflicts disagreements, open and automatic, in order of path and place
 * @param paths what became of every path that either side changed: each one is accounted for
 */
public record MergeOutcome(Snapshot merged, List<Conflict> conflicts, NavigableMap<String, PathOutcome> paths) {

    public MergeOutcome {
        conflicts = List.copyOf(conflicts);
        paths = Collections.unmodifiableNavigableMap(new TreeMap<>(paths));
    }

    /** The disagreements that wait for a person. */
    public List<Conflict> open() {
        return conflicts.stream().filter(c -> c.kind() == Conflict.Kind.OPEN).toList();
    }

    /** Choices made without asking, inside one unit. */
    public List<Conflict> automatic() {
        return conflicts.stream()
                .filter(c -> c.kind() == Conflict.Kind.AUTOMATIC)
                .toList();
    }

    /** What became of one path. */
    public enum PathOutcome {
        /** Only ours changed it, or ours alone has it. */
        OURS,
        /** Only theirs changed it, or theirs alone has it. */
        THEIRS,
        /** Both made the same change. */
        SAME,
        /** Both changed it, and the two were brought together. */
        COMBINED,
        /** Both changed it, and somebody has to decide about a part of it. */
        CONFLICTED
    }
}

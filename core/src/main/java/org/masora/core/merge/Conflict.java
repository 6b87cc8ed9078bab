package org.masora.core.merge;

import java.util.Optional;
import org.masora.core.project.BlobId;

/**
 * A disagreement met by one merge. The text that stands is in the merged snapshot; this holds what
 * every party said, so that nothing is lost (rules M3, C1, C6). Readings are the exact bytes of
 * the unit, kept in the merge's {@link org.masora.core.project.Blobs}; an absent reading means that
 * side does not have the unit.
 *
 * @param kind whether it waits for a person or was settled by the merge
 * @param type what kind of disagreement
 * @param reference where
 * @param path the file the unit lies in, in the merged snapshot (not part of the identity, rule C2)
 * @param base the common text
 * @param ours this computer's reading
 * @param theirs the other's reading
 * @param merged what stands in the merged snapshot now; absent when nothing does
 */
public record Conflict(
        Kind kind,
        ConflictType type,
        UnitRef reference,
        String path,
        Optional<BlobId> base,
        Optional<BlobId> ours,
        Optional<BlobId> theirs,
        Optional<BlobId> merged) {

    /** Whether somebody has to decide. */
    public enum Kind {
        /** Waits for a decision; the standing side's text is in place. */
        OPEN,
        /** Settled inside one unit without asking; recorded so that it can be looked through. */
        AUTOMATIC
    }

    /** The same disagreement seen from the other side (rule M2). */
    public Conflict mirrored() {
        return new Conflict(kind, type, reference, path, base, /* ours= */ theirs, /* theirs= */ ours, merged);
    }
}

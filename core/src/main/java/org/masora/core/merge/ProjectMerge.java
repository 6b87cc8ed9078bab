package org.masora.core.merge;

import org.masora.core.project.Snapshot;

/**
 * The three-way merge of whole projects. Deterministic: the same arguments give the same bytes on
 * every computer (rule M2). The engine depends on this interface alone.
 */
public interface ProjectMerge {

    /**
     * Brings two sides together.
     *
     * @param base what they have in common
     * @param ours this computer's content
     * @param theirs the other's content
     * @param stands whose text stays in place where both changed the same thing (rule M1)
     */
    MergeOutcome merge(MergeBase base, Snapshot ours, Snapshot theirs, Side stands);
}

package org.masora.core.sync;

import java.util.List;
import java.util.Optional;
import org.masora.core.project.RevisionId;

/**
 * What a sync did.
 *
 * @param kept the revision that keeps what was found in the folder; empty when nothing had changed
 * @param held text that waits for an answer (rule P3)
 * @param open books that an editor may have open: what was received for them waits, or has waited and came in
 * @param limits what this folder and the project cannot share
 * @param openConflicts how many disagreements wait for a decision now
 * @param places each place's outcome, in the order they were exchanged
 */
public record SyncReport(
        Optional<RevisionId> kept,
        List<HeldText> held,
        OpenBooks open,
        FolderLimits limits,
        int openConflicts,
        List<PlaceOutcome> places) {

    public SyncReport {
        held = List.copyOf(held);
        places = List.copyOf(places);
    }
}

package org.masora.engine;

import java.util.Optional;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.StopReason.FolderTrouble;

/** What was found in the folder, and kept. */
sealed interface FolderLook {

    /**
     * The folder was read and everything in it is in the vault.
     *
     * @param found what is in the folder, with what it cannot hold carried along (rule B3)
     * @param ours the same with held text replaced by what was received (rule P3): what this computer says
     * @param kept the newest kept revision: its content is {@code found}
     * @param newlyKept that revision, if this look made it
     * @param rewinds the text that waits for an answer
     * @param limits what the folder and the project cannot share (rule B3)
     */
    record Seen(
            Snapshot found,
            Snapshot ours,
            RevisionId kept,
            Optional<RevisionId> newlyKept,
            Rewinds rewinds,
            FolderLimits limits)
            implements FolderLook {}

    /** The folder cannot be read now; nothing was taken from it. */
    record Unseen(FolderTrouble trouble) implements FolderLook {}
}

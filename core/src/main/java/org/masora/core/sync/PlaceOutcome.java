package org.masora.core.sync;

import java.util.List;
import java.util.Optional;
import org.masora.core.project.RevisionId;

/** What a sync did with one place. */
public sealed interface PlaceOutcome {

    PlaceName place();

    /** Nothing was new on either side; the place was seen to hold this head. */
    record UpToDate(PlaceName place, Optional<RevisionId> head, List<SideLine> sideLines) implements PlaceOutcome {}

    /**
     * The exchange was done: the place was seen to hold {@code head}.
     *
     * @param received what came into the folder
     * @param sent what went
     * @param heldBack what was not sent, and why
     * @param conflicts ids of the conflicts this exchange met
     * @param decisionsShared whether the place holds our conflict records too (rule C4)
     * @param leftHistory the former head, when others rewrote the place's history: it is in the vault (rule S3)
     * @param sideLines people's own lines that hold work the main line lacks (rule S2)
     */
    record Synced(
            PlaceName place,
            RevisionId head,
            ChangeSummary received,
            ChangeSummary sent,
            List<HeldBack> heldBack,
            List<String> conflicts,
            boolean decisionsShared,
            Optional<RevisionId> leftHistory,
            List<SideLine> sideLines)
            implements PlaceOutcome {

        public Synced {
            heldBack = List.copyOf(heldBack);
            conflicts = List.copyOf(conflicts);
            sideLines = List.copyOf(sideLines);
        }
    }

    /** What a sync would do, when only asked ({@code --dry-run}). */
    record Planned(PlaceName place, SyncPlan plan, ChangeSummary toReceive, ChangeSummary toSend, int conflicts)
            implements PlaceOutcome {}

    /**
     * The exchange stopped. What was received is in the folder, what was not sent is kept.
     *
     * @param received what came before it stopped
     * @param unsent what is still to be sent; where the line was cut while sending, it may have arrived
     */
    record Stopped(PlaceName place, ChangeSummary received, ChangeSummary unsent, StopReason reason)
            implements PlaceOutcome {}

    /**
     * Something that was not sent.
     *
     * @param reference the book or chapter that is meant, {@code MAT} or {@code MAT 3}; empty for the whole file
     */
    record HeldBack(String path, String reference, Reason reason) {

        /** A whole file. */
        public HeldBack(String path, Reason reason) {
            this(path, "", reason);
        }

        /** Why it was not. */
        public enum Reason {
            /** It stands as it stood before newer text was received (rule P3). */
            OLDER_THAN_RECEIVED,
            /** This sync only receives (rule P7). */
            RECEIVE_ONLY,
            /** An ignore list that Scribe leaves in a folder and that nobody tracks (rule B1). */
            UNTRACKED_IGNORE_LIST,
            /** The person may not change it in the Paratext project. */
            NOT_GRANTED
        }
    }

    /** Somebody's own line with work the main line lacks (rule S2). */
    record SideLine(String name, RevisionId head) {}
}

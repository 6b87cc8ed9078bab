package org.masora.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;

/**
 * One entry of the journal: what the program did. Enough to show it and to take it back.
 *
 * @param id chosen by the caller, unique in the project
 * @param kind what was done
 * @param time when
 * @param actor by whom
 * @param before the kept revision of the folder as it was, where the folder was changed
 * @param after the kept revision of the folder as it became, where the folder was changed
 * @param note the object of it: the place, the conflict's id, the undone operation's id, the backup
 * @param conflicts the conflicts it opened
 */
public record Operation(
        String id,
        Kind kind,
        Instant time,
        Person actor,
        Optional<RevisionId> before,
        Optional<RevisionId> after,
        Optional<String> note,
        List<String> conflicts) {

    public Operation {
        conflicts = List.copyOf(conflicts);
    }

    /** What the program does. */
    public enum Kind {
        /** The folder came under care. */
        ADDED,
        /** What was found in the folder was kept. */
        KEPT,
        /** An apply begins; its end is an entry of its own. */
        APPLYING,
        /** Changes from a place are in the folder. */
        RECEIVED,
        /** The same, and it can be undone before anything is sent (rule U1): nothing goes out before it is confirmed. */
        COMBINED,
        /** What was combined was not undone in its time, or somebody said so: it may be sent. */
        CONFIRMED,
        /** A revision is being offered to a place. */
        OFFERED,
        /** A place did not take what was offered. */
        NOT_TAKEN,
        /** A place was seen to hold what was offered. */
        SENT,
        /** Conflict records came or went. */
        SHARED_DECISIONS,
        /** A conflict was decided. */
        DECIDED,
        /** An operation was taken back. */
        UNDONE,
        /** A backup or an older revision was put back. */
        RESTORED,
        /** Held verses were answered: the old text stays, or the newer came back (rule P3). */
        RELEASED,
        /** Received text that had waited for an editor came into the folder. */
        BROUGHT_IN,
        /** A person edited a text on Masora's own page. */
        EDITED,
        /** A received revision that an undo had taken back may be built on again. */
        TAKEN_UP_AGAIN
    }

    /** Whether this changed the folder and can be taken back. */
    public boolean undoable() {
        return before.isPresent()
                && after.isPresent()
                && switch (kind) {
                    case RECEIVED, COMBINED, DECIDED, UNDONE, RESTORED, RELEASED, BROUGHT_IN, EDITED -> true;
                    case ADDED, KEPT, APPLYING, CONFIRMED, OFFERED, NOT_TAKEN, SENT, SHARED_DECISIONS, TAKEN_UP_AGAIN ->
                        false;
                };
    }
}

package org.masora.app.web.activities;

import java.util.List;
import java.util.Optional;
import org.masora.app.words.Message;

/**
 * How something ended.
 *
 * @param result what that means for its subject from now on
 * @param ask what has to be answered before it can go on
 * @param messages what is said about it: first what happened, then the details
 */
public record Ending(Result result, Optional<Ask> ask, List<Message> messages) {
    public Ending {
        messages = List.copyOf(messages);
    }

    /** What can have to be answered. */
    public enum Ask {
        /** At a first sync: as whom, and who can read it there. */
        WHO_CAN_READ,
        /** Much would be deleted (rule D2). */
        DELETIONS,
        /** What an undo took back is still there (rule U1). */
        SET_ASIDE,
        /** What came in can still be undone unseen (rule U1): send, or undo. */
        SEND_OR_UNDO,
        /** What is there looks like another project (rule V4). */
        OTHER_PROJECT,
        /** Another account synced the project here last: as whom? */
        OTHER_ACCOUNT,
        /** People have work on lines of their own that the project lacks (rule S2): take it in? */
        OTHERS_WORK
    }

    /** What people have to do next, if anything. */
    public enum Result {
        /** All went well. */
        DONE,
        /** It stopped because somebody asked it to. */
        CANCELLED,
        /** The other side was not reached. */
        NOT_REACHED,
        /** The login counts no more. */
        LOGIN_NEEDED,
        /** The other side said no. */
        REFUSED,
        /** Somebody has to say yes first. */
        NEEDS_YES,
        /** Something else came in between; trying again is enough. */
        TRY_AGAIN,
        /** The folder or the disk does not let it. */
        FOLDER_TROUBLE,
        /** The program has a mistake. */
        FAILED
    }
}

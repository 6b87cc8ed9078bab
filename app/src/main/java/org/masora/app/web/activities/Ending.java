package org.masora.app.web.activities;

import java.util.List;
import org.masora.app.words.Message;

/**
 * How something ended.
 *
 * @param result what that means for its subject from now on
 * @param messages what is said about it: first what happened, then the details
 */
public record Ending(Result result, List<Message> messages) {
    public Ending {
        messages = List.copyOf(messages);
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

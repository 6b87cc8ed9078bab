package org.masora.remote.paratext.mercurial;

import java.io.IOException;

/** The {@code hg} process failed, other than by a command that ended with an exit code of its own. */
public final class HgException extends IOException {
    private final Kind kind;

    /** What became of the process. */
    public enum Kind {
        /** It could not be started, or said something else than a command server says. */
        NOT_STARTED,
        /** It ended in the middle of a command. The command may have had its effect. */
        DIED,
        /** The command took too long, and was stopped. It may have had its effect. */
        TIMED_OUT,
        /** The command printed more than was allowed, and was stopped. It may have had its effect. */
        TOO_MUCH_OUTPUT,
        /** The caller's thread was interrupted, or the server was closed in the middle of the command. */
        STOPPED
    }

    HgException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    HgException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What became of the process. */
    public Kind kind() {
        return kind;
    }
}

package org.masora.remote.http;

import java.io.IOException;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;

/**
 * Ends an exchange with its reason, from deep inside reading or writing; an {@link IOException} so
 * that it passes through JGit. It never leaves the remotes: {@link #answer} turns it into a value.
 */
public final class Halted extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient RemoteFailure failure;

    public Halted(RemoteFailure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    public Halted(RemoteFailure failure, Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
    }

    /** The reason. */
    public RemoteFailure failure() {
        return failure;
    }

    /** Something that answers or halts. */
    public interface Exchange<T> {
        T run() throws Halted;
    }

    /** What comes of it, as a value. */
    public static <T> Answer<T> answer(Exchange<T> exchange) {
        try {
            return new Answer.Ok<>(exchange.run());
        } catch (Halted e) {
            return new Answer.Failed<>(e.failure());
        }
    }
}

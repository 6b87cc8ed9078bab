package org.masora.remote.door43;

import java.io.IOException;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;

/**
 * Ends an exchange with its reason, from deep inside reading or writing; an {@link IOException} so
 * that it passes through JGit. It never leaves this package: {@link #answer} turns it into a value.
 */
final class Halted extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient RemoteFailure failure;

    Halted(RemoteFailure failure) {
        super(failure.toString());
        this.failure = failure;
    }

    Halted(RemoteFailure failure, Throwable cause) {
        super(failure.toString(), cause);
        this.failure = failure;
    }

    RemoteFailure failure() {
        return failure;
    }

    /** Something that answers or halts. */
    interface Exchange<T> {
        T run() throws Halted;
    }

    static <T> Answer<T> answer(Exchange<T> exchange) {
        try {
            return new Answer.Ok<>(exchange.run());
        } catch (Halted e) {
            return new Answer.Failed<>(e.failure());
        }
    }
}

package org.masora.hub.paratext;

import java.time.Duration;
import java.util.Optional;

/** One way to misbehave. */
public sealed interface Fault {
    /**
     * A status instead of an answer; nothing is done.
     *
     * @param retryAfter what the header of that name says, in whole seconds
     */
    record Status(int status, Optional<Duration> retryAfter) implements Fault {
        /** A status without the header. */
        public Status(int status) {
            this(status, Optional.empty());
        }
    }

    /** The access token that came with the request is no longer good, now and later. */
    record TokenExpired() implements Fault {}

    /** No answer, until {@link FaultScript#release} or the end of the stand-in; then the line is cut. */
    record Hang() implements Fault {}

    /**
     * All is done, but the line is cut after so many bytes of the answer's body.
     *
     * @param bytes at 0, not even the status arrives
     */
    record CutAnswer(long bytes) implements Fault {}

    /** The line is cut when so many bytes of the request's body were read; nothing is done. */
    record CutRequest(long bytes) implements Fault {}

    /** A push is answered as if it had been kept, and is not. */
    record NotKept() implements Fault {}
}

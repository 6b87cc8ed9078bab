package org.masora.remote.paratext;

import java.time.Duration;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;

/**
 * How often and how soon a request is tried again that may succeed another time.
 *
 * @param attempts how often in all, the first time counted
 * @param first how long to wait before the second time; each further wait is twice as long
 * @param most how long to wait at most, also when the server asks for more
 * @param disturbance how long a short disturbance lasts at most: what was cut after more than that is not tried again
 */
public record RetryPolicy(int attempts, Duration first, Duration most, Duration disturbance) {

    private static final long LOOK_AROUND_MILLIS = 50;

    public static final RetryPolicy USUAL =
            new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofSeconds(20));

    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("never tried");
        }
    }

    /** How long to wait after so many attempts. */
    Duration pause(int attempted) {
        Duration pause = first.multipliedBy(1L << Math.min(20, attempted - 1));
        return pause.compareTo(most) < 0 ? pause : most;
    }

    /** Waits, unless the person stops it. */
    static void await(Duration pause, Progress progress) throws Halted {
        long until = System.nanoTime() + pause.toNanos();
        try {
            while (System.nanoTime() - until < 0) {
                if (progress.cancelled()) {
                    throw new Halted(new RemoteFailure.Cancelled());
                }
                Thread.sleep(Math.min(LOOK_AROUND_MILLIS, Math.max(1, (until - System.nanoTime()) / 1_000_000)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Halted(new RemoteFailure.Cancelled(), e);
        }
    }
}

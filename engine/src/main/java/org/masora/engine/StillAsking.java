package org.masora.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;

/**
 * For asking a place what has arrived there after somebody has stopped an exchange: the question is asked all the same,
 * and given up where the place takes long to answer. For several threads.
 */
public final class StillAsking implements Progress {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long NOT_STOPPED = Long.MIN_VALUE;

    private final Progress stopped;
    private final AtomicLong giveUp = new AtomicLong(NOT_STOPPED);

    /**
     * Asking, while this exchange is or was stopped.
     *
     * @param stopped says whether it was; hears how far the question is
     */
    public StillAsking(Progress stopped) {
        this.stopped = stopped;
    }

    @Override
    public void at(Phase phase, long done, long of) {
        stopped.at(phase, done, of);
    }

    @Override
    public void foresees(PlaceOutcome.Planned planned) {
        stopped.foresees(planned);
    }

    @Override
    public boolean cancelled() {
        if (!stopped.cancelled()) {
            return false;
        }
        long now = System.nanoTime();
        giveUp.compareAndSet(NOT_STOPPED, now + PATIENCE.toNanos());
        return now - giveUp.get() > 0;
    }
}

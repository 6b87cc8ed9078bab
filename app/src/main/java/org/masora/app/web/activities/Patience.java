package org.masora.app.web.activities;

import java.time.Duration;
import org.masora.core.sync.Progress;

/** Ends a question that nobody waits for when its answer takes too long. */
public final class Patience implements Progress {
    private final long end;

    /** So much from now on. */
    public Patience(Duration most) {
        this.end = System.nanoTime() + most.toNanos();
    }

    @Override
    public void at(Phase phase, long done, long of) {}

    /** Whether it has come to its end. */
    @Override
    public boolean cancelled() {
        return System.nanoTime() - end > 0;
    }
}

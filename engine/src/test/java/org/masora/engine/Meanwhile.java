package org.masora.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import org.masora.core.sync.Progress;

/** Does something once in the middle of an operation, as an editor or another start of the program does. */
final class Meanwhile implements Progress {

    /** A moment of an operation. */
    interface Moment {
        boolean is(Phase phase, long done, long of);
    }

    private final Moment moment;
    private final Runnable what;
    private final AtomicBoolean happened = new AtomicBoolean();

    private Meanwhile(Moment moment, Runnable what) {
        this.moment = moment;
        this.what = what;
    }

    static Meanwhile during(Phase wanted, Runnable what) {
        return at((phase, done, of) -> phase == wanted, what);
    }

    static Meanwhile at(Moment moment, Runnable what) {
        return new Meanwhile(moment, what);
    }

    /** Whether the moment came. */
    boolean happened() {
        return happened.get();
    }

    @Override
    public void at(Phase phase, long done, long of) {
        if (moment.is(phase, done, of) && happened.compareAndSet(false, true)) {
            what.run();
        }
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}

package org.masora.engine;

import org.masora.core.sync.Progress;

/** Pulls the plug at the n-th step of an operation: what was not written down by then is gone. */
final class PulledPlug implements Progress {

    private int steps;

    /** @param steps how many steps go well before */
    PulledPlug(int steps) {
        this.steps = steps;
    }

    /** The end of the program, as far as it is concerned. */
    static final class Pulled extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public void at(Phase phase, long done, long of) {
        step();
    }

    /** One more step begins. */
    void step() {
        if (--steps < 0) {
            throw new Pulled();
        }
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}

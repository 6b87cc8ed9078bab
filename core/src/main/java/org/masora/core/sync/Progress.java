package org.masora.core.sync;

/**
 * How a running operation tells where it is, and learns that it should stop. Called often, from any
 * thread; implementations are quick and never throw.
 */
public interface Progress {

    /** For callers who do not want to know. */
    Progress NONE = new Progress() {
        @Override
        public void at(Phase phase, long done, long of) {}

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /**
     * Where the operation is.
     *
     * @param phase the step
     * @param done how much of it: files while scanning and applying, bytes while sending and receiving
     * @param of how much there is, or 0 when not known
     */
    void at(Phase phase, long done, long of);

    /**
     * What is about to come, go and change: told before anything of it does. It may take its time here; when the operation
     * is cancelled by then, nothing of it is done.
     */
    default void foresees(PlaceOutcome.Planned planned) {}

    /** Whether the person asked to stop; looked at between steps and between pieces of a transfer. */
    boolean cancelled();

    /** The steps of a sync, in order. */
    enum Phase {
        SCANNING,
        KEEPING,
        LOOKING,
        RECEIVING,
        MERGING,
        APPLYING,
        SENDING,
        CHECKING
    }
}

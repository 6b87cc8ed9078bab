package org.masora.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The wish of a person or of the system that the program ends: Ctrl+C, a closed terminal, a shutdown. An operation that
 * looks here stops where nothing is half done, and the program then says how far it came. What does not stop in time is
 * ended all the same: it counts as a crash, after which the next command tidies up.
 */
final class Interruption {
    private static final int PATIENCE_SECONDS = 15;

    private final boolean bySignals;
    private final AtomicBoolean heeded = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean asked;
    private volatile int code;

    private Interruption(boolean bySignals) {
        this.bySignals = bySignals;
    }

    /** That of this process, which the system ends. */
    static Interruption bySignals() {
        return new Interruption(true);
    }

    /** Where a command runs inside another program, which ends by itself. */
    static Interruption never() {
        return new Interruption(false);
    }

    /** What is said at once, and what when the time is over. */
    interface Words {
        void stopping();

        void gaveUp();
    }

    /** Whether the program shall end. */
    boolean isAsked() {
        return asked;
    }

    /** From now on the program ends only when what runs has stopped. To be called by what looks here. */
    void heed(Words words) {
        if (bySignals && heeded.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(words)));
        }
    }

    /** Everything is said and done; the program is about to end by itself or because it was asked to. */
    void ended(int exitCode) {
        code = exitCode;
        ended.countDown();
    }

    private void stop(Words words) {
        if (ended.getCount() == 0) {
            return;
        }
        asked = true;
        words.stopping();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                words.gaveUp();
                code = ExitCode.FAILED.number();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // A virtual machine that was told to end by a signal gives the signal's number instead.
        Runtime.getRuntime().halt(code);
    }
}

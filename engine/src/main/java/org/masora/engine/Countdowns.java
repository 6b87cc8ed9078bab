package org.masora.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The undos that count down (rule U1), one a project. Here is the only place that knows a deadline and decides what came
 * first, a press or the deadline, so that all windows and all presses meet the same answer. Nothing of it is on the disk:
 * what a countdown decides about stands in the journal as combined and not confirmed, so that a process that ends in the
 * middle leaves it unsent. For several threads.
 */
public final class Countdowns {
    /** How often a waiting thread looks at the clock by itself: a computer that slept has missed its deadline. */
    private static final long LOOK_EVERY_MILLIS = 250;

    private final InstantSource clock;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, End> ended = new HashMap<>();
    private boolean makingRoom;
    private boolean closed;

    /**
     * Countdowns of one process.
     *
     * @param changed is told when one began, is held or ended; quick, and never throws
     */
    public Countdowns(InstantSource clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    /** How a countdown ended. */
    public enum End {
        /** Its time has passed, or somebody said so: it is sent. */
        SEND,
        /** Somebody pressed Undo in time. */
        UNDO,
        /** The process ends or makes room, or the sync was stopped: it is neither sent nor undone, and asked about. */
        LEFT
    }

    /**
     * A countdown that runs.
     *
     * @param deadline when it is sent; empty: when somebody presses
     */
    public record Countdown(Optional<Instant> deadline) {
        /** Whole seconds that are left, rounded up; empty where nothing counts. */
        public OptionalInt secondsLeft(Instant now) {
            return deadline.map(at -> OptionalInt.of(Math.max(
                            0,
                            Math.toIntExact(
                                    Math.ceilDiv(Duration.between(now, at).toMillis(), 1_000)))))
                    .orElseGet(OptionalInt::empty);
        }
    }

    private static final class Running {
        private Countdown shown;
        private Optional<End> end = Optional.empty();

        Running(Countdown shown) {
            this.shown = shown;
        }
    }

    /**
     * Counts down, and returns when that has ended.
     *
     * @param seconds how long; empty: until somebody presses
     * @param stopped whether the sync that waits was stopped meanwhile
     */
    public End await(String project, OptionalInt seconds, BooleanSupplier stopped) throws InterruptedException {
        Optional<Instant> deadline =
                seconds.isPresent() ? Optional.of(clock.instant().plusSeconds(seconds.getAsInt())) : Optional.empty();
        Running mine = new Running(new Countdown(deadline));
        lock.lock();
        try {
            if (running.putIfAbsent(project, mine) != null) {
                throw new IllegalStateException("an undo of this project counts down already");
            }
        } finally {
            lock.unlock();
        }
        changed.run();
        try {
            return await(mine, stopped);
        } finally {
            lock.lock();
            try {
                running.remove(project);
                mine.end.ifPresent(end -> ended.put(project, end));
            } finally {
                lock.unlock();
            }
            changed.run();
        }
    }

    private End await(Running mine, BooleanSupplier stopped) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                passIfDue(mine);
                if (mine.end.isPresent()) {
                    return mine.end.get();
                }
                boolean wouldHoldUp = makingRoom && mine.shown.deadline().isEmpty();
                if (closed || wouldHoldUp || stopped.getAsBoolean()) {
                    mine.end = Optional.of(End.LEFT);
                    return End.LEFT;
                }
                var _ = moved.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private void passIfDue(Running one) {
        boolean due =
                one.shown.deadline().filter(at -> !clock.instant().isBefore(at)).isPresent();
        if (one.end.isEmpty() && due) {
            one.end = Optional.of(End.SEND);
        }
    }

    /** What counts down in a project. */
    public Optional<Countdown> of(String project) {
        lock.lock();
        try {
            return Optional.ofNullable(running.get(project))
                    .filter(one -> one.end.isEmpty())
                    .map(one -> one.shown);
        } finally {
            lock.unlock();
        }
    }

    /** How the newest countdown of a project has ended, for who presses too late; empty where none has ended yet. */
    public Optional<End> ended(String project) {
        lock.lock();
        try {
            return Optional.ofNullable(running.get(project))
                    .map(one -> one.end)
                    .orElseGet(() -> Optional.ofNullable(ended.get(project)));
        } finally {
            lock.unlock();
        }
    }

    /** "Wait": from now on it counts no more, and goes on when somebody presses. False: too late. */
    public boolean hold(String project) {
        return decide(project, one -> one.shown = new Countdown(Optional.empty()));
    }

    /** "Undo". False: too late, it is being sent already. */
    public boolean undo(String project) {
        return decide(project, one -> one.end = Optional.of(End.UNDO));
    }

    /** "Send now". False: that has begun already. */
    public boolean send(String project) {
        return decide(project, one -> one.end = Optional.of(End.SEND));
    }

    private interface Decision {
        void about(Running one);
    }

    /** The first decision counts, and a deadline that has passed is one, whether or not anybody has looked since. */
    private boolean decide(String project, Decision decision) {
        lock.lock();
        try {
            Running one = running.get(project);
            if (one == null) {
                return false;
            }
            passIfDue(one);
            if (one.end.isPresent() || closed) {
                return false;
            }
            decision.about(one);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
        changed.run();
        return true;
    }

    /**
     * Another process takes over when nothing runs here any more. What counts goes on counting and is sent, as was said;
     * what waits for a press, now or from later on, would hold that process up for ever: it is left, and that process asks.
     */
    public void makeRoom() {
        lock.lock();
        try {
            makingRoom = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The process ends: what counts down is left, neither sent nor undone, and the next start asks. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

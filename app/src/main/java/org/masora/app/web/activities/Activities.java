package org.masora.app.web.activities;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.words.ExchangeWords;
import org.masora.app.words.ExchangeWords.Arrival;
import org.masora.app.words.Message;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;

/**
 * Runs what takes long: one activity a subject at a time, a few of them at once, each with its progress, and each can
 * be asked to stop. What ended stays in a list.
 */
public final class Activities implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Activities.class.getName());

    /** How many work at the same time: more would only wait for the same disk and the same line. */
    private static final int AT_ONCE = 4;

    private static final int FORESEEN_MAX = 20;

    /** How often it is told at most that something has moved. */
    static final Duration SHOWN_EVERY = Duration.ofMillis(400);

    private final InstantSource clock;
    private final PastActivities past;
    private final Consumer<Change> changes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Map<String, Run> bySubject = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final AtomicBoolean willShow = new AtomicBoolean();
    private boolean closing;

    /** What changed, for those who show it. */
    public sealed interface Change {
        /** Some have gone on within their phases. */
        record Moved() implements Change {}

        /** It is about to do what is foreseen now, or has begun with that. */
        record Foreseen(Activity activity) implements Change {}

        /** It is in another phase, or was asked to stop. */
        record Turned(Activity activity) implements Change {}

        record Began(Activity activity) implements Change {}

        record Ended(Past past) implements Change {}
    }

    /** What an activity does, on a thread of its own. */
    @FunctionalInterface
    public interface Work {
        Ending run(Course course) throws Exception;
    }

    /** Where an activity says how far it is. */
    public interface Course extends Progress {
        /** Waits for a person; meanwhile others have this activity's turn. */
        <T> T waiting(Callable<T> wait) throws Exception;

        /** Leaves so much time to read what is foreseen, or less when somebody stops it; others have its turn. */
        void timeToRead(Duration most);
    }

    /** What became of starting one. */
    public sealed interface Start {
        record Started(Activity activity) implements Start {}

        /** Something runs on this subject already. */
        record Busy(Activity running) implements Start {}

        /** Masora is about to end. */
        record Closing() implements Start {}
    }

    /**
     * A runner.
     *
     * @param changes is told of each change, on the thread that makes it; quick, and never throws
     */
    public Activities(InstantSource clock, PastActivities past, Consumer<Change> changes) {
        this.clock = clock;
        this.past = past;
        this.changes = changes;
    }

    /** Starts an activity. */
    public Start start(Activity.Kind kind, String subject, String name, Work work) {
        Activity activity = new Activity(UUID.randomUUID().toString(), kind, subject, name, clock.instant());
        Run run = new Run(activity);
        lock.lock();
        try {
            if (closing) {
                return new Start.Closing();
            }
            Run running = bySubject.putIfAbsent(subject, run);
            if (running != null) {
                return new Start.Busy(running.activity);
            }
        } finally {
            lock.unlock();
        }
        changes.accept(new Change.Began(activity));
        threads.execute(() -> run(run, work));
        return new Start.Started(activity);
    }

    private void run(Run run, Work work) {
        Ending ending;
        try {
            places.acquire();
            try {
                ending = run.cancelled() ? cancelled() : work.run(run);
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ending = cancelled();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "an activity failed: " + run.activity.kind(), e);
            ending = new Ending(Result.FAILED, Optional.empty(), List.of(Message.of("M-0002", "detail", e.toString())));
        }
        end(run, ending);
    }

    private static Ending cancelled() {
        return new Ending(Result.CANCELLED, Optional.empty(), List.of(Message.of("M-0620")));
    }

    private void end(Run run, Ending ending) {
        Past ended = new Past(run.activity, clock.instant(), ending);
        past.add(ended);
        lock.lock();
        try {
            bySubject.remove(run.activity.subject());
            if (bySubject.isEmpty()) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
        changes.accept(new Change.Ended(ended));
    }

    /** What runs now, in the order of its beginning. */
    public List<Activity> running() {
        List<Activity> running = new ArrayList<>();
        bySubject.values().forEach(run -> running.add(run.activity));
        running.sort(Comparator.comparing(Activity::started).thenComparing(Activity::id));
        return running;
    }

    /** What runs on a subject. */
    public Optional<Activity> on(String subject) {
        return Optional.ofNullable(bySubject.get(subject)).map(run -> run.activity);
    }

    /** What ended, newest first. */
    public List<Past> past() {
        return past.list();
    }

    /** Asks an activity to stop; it does so at the next step where that is safe. */
    public boolean cancel(String id) {
        for (Run run : bySubject.values()) {
            if (run.activity.id().equals(id)) {
                run.stop();
                return true;
            }
        }
        return false;
    }

    /**
     * Waits until nothing runs, and takes on nothing from then on. Until then people can go on: what runs may take as long
     * as a bad line makes it.
     */
    public void finish() throws InterruptedException {
        lock.lock();
        try {
            while (!bySubject.isEmpty()) {
                idle.await();
            }
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Asks everything to stop and waits until it has. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
        } finally {
            lock.unlock();
        }
        bySubject.values().forEach(Run::stop);
        threads.close();
    }

    /**
     * What moves often is shown now and then, however many move, and the last of it too: it may stand still from there on.
     */
    private void showSoon() {
        LockSupport.parkNanos(SHOWN_EVERY.toNanos());
        willShow.set(false);
        changes.accept(new Change.Moved());
    }

    /** One run; the engine tells it where it is, from whatever thread. */
    private final class Run implements Course {
        private volatile Activity activity;
        private final Pace pace = new Pace();
        private final CountDownLatch stopped = new CountDownLatch(1);

        Run(Activity activity) {
            this.activity = activity;
        }

        @Override
        public void at(Phase phase, long done, long of) {
            Activity now;
            boolean newPhase;
            synchronized (this) {
                newPhase = !activity.phase().equals(Optional.of(phase));
                now = activity.at(phase, done, of, pace.left(phase, done, of, clock.instant()));
                activity = now;
            }
            if (newPhase) {
                changes.accept(new Change.Turned(now));
            } else if (willShow.compareAndSet(false, true)) {
                Thread.startVirtualThread(Activities.this::showSoon);
            }
        }

        @Override
        public void foresees(PlaceOutcome.Planned planned) {
            Activity now;
            synchronized (this) {
                now = activity.foreseeing(
                        ExchangeWords.first(FORESEEN_MAX, ExchangeWords.of(planned, false, Arrival.NOT_IN_QUESTION)));
                activity = now;
            }
            changes.accept(new Change.Foreseen(now));
        }

        @Override
        public void timeToRead(Duration most) {
            combiningAt(Optional.of(clock.instant().plus(most)));
            places.release();
            try {
                var _ = stopped.await(most.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                places.acquireUninterruptibly();
                combiningAt(Optional.empty());
            }
        }

        private void combiningAt(Optional<Instant> time) {
            Activity now;
            synchronized (this) {
                now = activity.combiningAt(time);
                activity = now;
            }
            changes.accept(new Change.Foreseen(now));
        }

        @Override
        public boolean cancelled() {
            return activity.cancelled();
        }

        @Override
        public <T> T waiting(Callable<T> wait) throws Exception {
            places.release();
            try {
                return wait.call();
            } finally {
                places.acquireUninterruptibly();
            }
        }

        void stop() {
            Activity now;
            synchronized (this) {
                now = activity.stopping();
                activity = now;
            }
            stopped.countDown();
            changes.accept(new Change.Turned(now));
        }
    }

    /** When the newest activity on a subject ended, and how. */
    public Optional<Past> last(String subject) {
        return past.last(subject);
    }

    /** The present, for those who show how long something runs. */
    public Instant now() {
        return clock.instant();
    }
}

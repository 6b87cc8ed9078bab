package org.masora.app.web.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What changed, for the windows that show it. An event is nothing but a topic ({@code projects}): a window that shows
 * something of that topic asks for it anew. So a missed event is made good by the next one, nothing secret is in the
 * stream, and a slow window never holds up anybody.
 */
public final class Events {
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Says that something of this topic changed. */
    public void publish(String topic) {
        listeners.forEach(listener -> listener.add(topic));
    }

    /** How many browsers listen. */
    public int listeners() {
        return listeners.size();
    }

    Listener listen() {
        Listener listener = new Listener();
        listeners.add(listener);
        return listener;
    }

    void leave(Listener listener) {
        listeners.remove(listener);
        listener.end();
    }

    /** Ends every stream. */
    void close() {
        listeners.forEach(this::leave);
    }

    /** One browser's stream: topics that it was not told yet, each once. */
    static final class Listener {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private final Set<String> topics = new LinkedHashSet<>();
        private boolean ended;

        private void add(String topic) {
            lock.lock();
            try {
                topics.add(topic);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        boolean ended() {
            lock.lock();
            try {
                return ended;
            } finally {
                lock.unlock();
            }
        }

        /** The topics that came, after waiting for one at most so long; empty if none came. */
        List<String> next(long waitMillis) throws InterruptedException {
            lock.lock();
            try {
                long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
                while (topics.isEmpty() && !ended && left > 0) {
                    left = changed.awaitNanos(left);
                }
                List<String> next = List.copyOf(topics);
                topics.clear();
                return next;
            } finally {
                lock.unlock();
            }
        }
    }
}

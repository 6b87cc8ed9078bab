package org.masora.app.web.shelf;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.masora.remote.Remote.Answer;

/**
 * Lists of servers, by what was asked for. A list is asked for beside, and until the answer is there, or when none
 * comes, the last one stays, with the time it is from.
 */
final class ServerLists<K, V> implements AutoCloseable {
    private static final int LISTS_MAX = 100;
    private static final long NANOS_IN_A_MILLISECOND = 1_000_000;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Function<K, Optional<ServerList<V>>> before;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<K, ServerList<V>> lists = new LinkedHashMap<>(16, 0.75f, true);
    private long forgotten;

    /**
     * Lists that nobody has asked for yet.
     *
     * @param before what was known before the last start
     * @param changed is told when something else is to be seen
     */
    ServerLists(InstantSource clock, Function<K, Optional<ServerList<V>>> before, Runnable changed) {
        this.clock = clock;
        this.before = before;
        this.changed = changed;
    }

    /** A list as it is known; nobody is asked. */
    ServerList<V> known(K wish) {
        synchronized (lists) {
            return lookUp(wish);
        }
    }

    /** The same as {@link #list}, and the answer is waited for. */
    ServerList<V> awaited(K wish, Supplier<Answer<V>> question, Duration patience) {
        ServerList<V> list = list(wish, question);
        long until = System.nanoTime() + patience.toNanos();
        synchronized (lists) {
            for (long left = patience.toMillis();
                    list.asking() && left > 0;
                    left = (until - System.nanoTime()) / NANOS_IN_A_MILLISECOND) {
                try {
                    lists.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return list;
                }
                list = lookUp(wish);
            }
        }
        return list;
    }

    /** A list as it is known; the server is asked where that is not fresh. */
    ServerList<V> list(K wish, Supplier<Answer<V>> question) {
        synchronized (lists) {
            ServerList<V> known = lookUp(wish);
            if (known.asking() || isFresh(known)) {
                return known;
            }
        }
        return again(wish, question);
    }

    /** Asks the server anew. */
    ServerList<V> again(K wish, Supplier<Answer<V>> question) {
        ServerList<V> asked;
        long asOf;
        synchronized (lists) {
            asOf = forgotten;
            asked = lookUp(wish).inQuestion();
            lists.put(wish, asked);
            if (lists.size() > LISTS_MAX) {
                lists.remove(lists.keySet().iterator().next());
            }
        }
        threads.execute(() -> {
            Answer<V> answer = question.get();
            synchronized (lists) {
                ServerList<V> now = lookUp(wish).answered(answer, clock.instant());
                // What happened after the question was asked is not in the answer.
                lists.put(wish, asOf == forgotten ? now : now.forgotten());
                lists.notifyAll();
            }
            changed.run();
        });
        return asked;
    }

    /** What is known may not be so any more. */
    void forget() {
        synchronized (lists) {
            forgotten++;
            lists.replaceAll((_, list) -> list.forgotten());
        }
        changed.run();
    }

    private ServerList<V> lookUp(K wish) {
        ServerList<V> known = lists.get(wish);
        return known != null ? known : before.apply(wish).orElseGet(ServerList::unknown);
    }

    private boolean isFresh(ServerList<V> known) {
        Duration counts = known.trouble().isPresent() ? TRIED_AGAIN_AFTER : FRESH;
        return known.tried()
                .filter(time -> time.plus(counts).isAfter(clock.instant()))
                .isPresent();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

package org.masora.hub.paratext;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What shall go wrong, for tests: faults wait in a line for each endpoint, each request takes one. Cannot be reached over
 * HTTP. Also counts the requests, so that tests can say how many there may be.
 */
public final class FaultScript {
    private static final int ASKED_AT_MOST = 100_000;

    private final Map<Endpoint, Deque<Optional<Fault>>> waiting = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, Fault> lasting = new EnumMap<>(Endpoint.class);
    private final List<Endpoint> asked = new ArrayList<>();
    private int releases;
    private boolean closed;

    FaultScript() {}

    /** The next request without a fault yet gets this one. */
    public synchronized FaultScript next(Endpoint endpoint, Fault fault) {
        line(endpoint).add(Optional.of(fault));
        return this;
    }

    /** The next {@code requests} without a fault yet are answered rightly. */
    public synchronized FaultScript pass(Endpoint endpoint, int requests) {
        for (int i = 0; i < requests; i++) {
            line(endpoint).add(Optional.empty());
        }
        return this;
    }

    /** All requests get this one once those in the line have theirs, until {@link #clear}. */
    public synchronized FaultScript always(Endpoint endpoint, Fault fault) {
        lasting.put(endpoint, fault);
        return this;
    }

    /** From now on all goes well; who was left hanging is cut off. */
    public synchronized void clear() {
        waiting.clear();
        lasting.clear();
        release();
    }

    /** Cuts the lines of those who were left hanging. */
    public synchronized void release() {
        releases++;
        notifyAll();
    }

    /** What was asked since the last {@link #forget}, in this order. */
    public synchronized List<Endpoint> asked() {
        return List.copyOf(asked);
    }

    /** Where faults are in the line that no request has met yet. */
    public synchronized Set<Endpoint> waiting() {
        return waiting.entrySet().stream()
                .filter(line -> line.getValue().stream().anyMatch(Optional::isPresent))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Begins to count anew. */
    public synchronized void forget() {
        asked.clear();
    }

    private Deque<Optional<Fault>> line(Endpoint endpoint) {
        return waiting.computeIfAbsent(endpoint, _ -> new ArrayDeque<>());
    }

    synchronized Optional<Fault> take(Endpoint endpoint) {
        if (asked.size() < ASKED_AT_MOST) {
            asked.add(endpoint);
        }
        Deque<Optional<Fault>> line = waiting.get(endpoint);
        return line == null || line.isEmpty() ? Optional.ofNullable(lasting.get(endpoint)) : line.removeFirst();
    }

    synchronized void hang() throws InterruptedException {
        int before = releases;
        while (releases == before && !closed) {
            wait();
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}

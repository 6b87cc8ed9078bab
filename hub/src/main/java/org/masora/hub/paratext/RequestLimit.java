package org.masora.hub.paratext;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How often somebody may do something in a while; who comes more often is put off. */
final class RequestLimit {
    private static final int WINDOWS_AT_MOST = 10_000;

    private final InstantSource clock;
    private final int atMost;
    private final Duration window;
    private final Map<String, Window> byName = new HashMap<>();

    private record Window(Instant since, int count) {}

    RequestLimit(InstantSource clock, int atMost, Duration window) {
        this.clock = clock;
        this.atMost = atMost;
        this.window = window;
    }

    /** Counts one more; if that is too many, how long to wait. */
    synchronized Optional<Duration> count(String name) {
        Instant now = clock.instant();
        byName.values().removeIf(known -> !known.since().plus(window).isAfter(now));
        if (byName.size() >= WINDOWS_AT_MOST) {
            return Optional.of(window);
        }
        Window known = byName.getOrDefault(name, new Window(now, 0));
        byName.put(name, new Window(known.since(), known.count() + 1));
        return known.count() < atMost
                ? Optional.empty()
                : Optional.of(Duration.between(now, known.since().plus(window)));
    }

    synchronized void forget(String name) {
        byName.remove(name);
    }
}

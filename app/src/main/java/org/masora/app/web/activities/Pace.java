package org.masora.app.web.activities;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.masora.core.sync.Progress.Phase;

/**
 * How fast a phase goes, and so how long it still takes. Nothing is said before it has gone for a while: a first guess
 * that is wrong is believed no better than a later one that is good.
 */
final class Pace {
    private static final Duration GUESS_AFTER = Duration.ofSeconds(2);

    private Optional<Phase> phase = Optional.empty();
    private Instant began = Instant.EPOCH;
    private long first;

    /** How long the phase still takes, where that can be known. */
    Optional<Duration> left(Phase now, long done, long of, Instant moment) {
        if (!phase.equals(Optional.of(now)) || done < first) {
            phase = Optional.of(now);
            began = moment;
            first = done;
        }
        Duration gone = Duration.between(began, moment);
        long moved = done - first;
        if (of <= 0 || moved <= 0 || done > of || gone.compareTo(GUESS_AFTER) < 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) ((double) gone.toMillis() * (of - done) / moved)));
    }
}

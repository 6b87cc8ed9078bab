package org.masora.app.web.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masora.core.sync.Progress.Phase;

final class PaceTest {
    private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");

    private final Pace pace = new Pace();

    private Optional<Duration> left(Phase phase, int second, long done, long of) {
        return pace.left(phase, done, of, BEGAN.plusSeconds(second));
    }

    @Test
    void howLongItTakesIsSaidWhenItHasGoneForAWhile() {
        assertThat(left(Phase.SENDING, 0, 1_000, 9_000)).isEmpty();
        assertThat(left(Phase.SENDING, 1, 2_000, 9_000)).isEmpty();
        assertThat(left(Phase.SENDING, 4, 5_000, 9_000)).contains(Duration.ofSeconds(4));
    }

    @Test
    void aNewPhaseBeginsAnewAndWithoutAnEndNothingIsSaid() {
        left(Phase.RECEIVING, 0, 0, 0);
        assertThat(left(Phase.RECEIVING, 9, 5_000, 0)).isEmpty();
        assertThat(left(Phase.SENDING, 10, 5_000, 9_000)).isEmpty();
        assertThat(left(Phase.SENDING, 12, 5_000, 9_000)).isEmpty();
    }
}

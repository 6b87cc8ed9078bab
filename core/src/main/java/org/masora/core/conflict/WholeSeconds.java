package org.masora.core.conflict;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as records hold them: {@code 2026-11-22T09:30:00Z}, years 0000 to 9999, as exact as git's. */
final class WholeSeconds {
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private WholeSeconds() {}

    /** The second that this time lies in; empty where records cannot hold it. */
    static Optional<Instant> within(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return second.isBefore(FIRST) || second.isAfter(LAST) ? Optional.empty() : Optional.of(second);
    }

    static Instant required(Instant time) {
        return within(time).orElseThrow(() -> new IllegalArgumentException("no time of a record: " + time));
    }

    static Optional<Instant> parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

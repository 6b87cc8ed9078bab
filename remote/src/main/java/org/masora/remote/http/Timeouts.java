package org.masora.remote.http;

import java.time.Duration;

/**
 * How long a silent line is waited for. There is no limit for a whole transfer: on a bad line it may
 * take an hour, as long as something moves.
 *
 * @param connect until a connection stands
 * @param stall without a single byte moving, in either direction
 * @param answer from the end of a request until the first byte of its answer: the server works then
 */
public record Timeouts(Duration connect, Duration stall, Duration answer) {

    public static final Timeouts USUAL =
            new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(300));
}

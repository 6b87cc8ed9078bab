package org.masora.app.web.shelf;

import java.time.Instant;
import java.util.Optional;
import org.masora.core.sync.StopReason;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;

/**
 * A list of a server's as it is known.
 *
 * @param answer the last answer
 * @param asOf when that came
 * @param tried when the server was asked last; empty: what is known counts no more
 * @param asking whether the server is being asked just now
 * @param trouble why the last question was not answered
 */
public record ServerList<V>(
        Optional<V> answer,
        Optional<Instant> asOf,
        Optional<Instant> tried,
        boolean asking,
        Optional<StopReason> trouble) {

    static <V> ServerList<V> unknown() {
        return new ServerList<>(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** What was known before the last start. */
    static <V> ServerList<V> kept(V answer, Instant asOf) {
        return new ServerList<>(Optional.of(answer), Optional.of(asOf), Optional.empty(), false, Optional.empty());
    }

    ServerList<V> inQuestion() {
        return new ServerList<>(answer, asOf, tried, true, trouble);
    }

    ServerList<V> forgotten() {
        return new ServerList<>(answer, asOf, Optional.empty(), asking, trouble);
    }

    ServerList<V> answered(Answer<V> given, Instant now) {
        return switch (given) {
            case Answer.Ok<V>(var found) ->
                new ServerList<>(Optional.of(found), Optional.of(now), Optional.of(now), false, Optional.empty());
            case Answer.Failed<V>(var failure) ->
                new ServerList<>(answer, asOf, Optional.of(now), false, Optional.of(Failures.reason(failure)));
        };
    }
}

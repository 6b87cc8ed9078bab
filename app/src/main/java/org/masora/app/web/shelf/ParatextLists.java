package org.masora.app.web.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;
import org.masora.core.sync.StopReason;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;

/** The Paratext projects of each account, asked for beside; until the answer is there the last one stays. */
public final class ParatextLists implements AutoCloseable {
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final Desk desk;
    private final InstantSource clock;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<ParatextAccount, ParatextList> lists = new HashMap<>();

    /**
     * Lists for one person.
     *
     * @param changed is told when something else is to be seen
     */
    public ParatextLists(Desk desk, InstantSource clock, Runnable changed) {
        this.desk = desk;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * A list as it is known.
     *
     * @param projects the last answer
     * @param asOf when that was
     * @param tried when the server was asked last; empty: what is known counts no more
     * @param asking whether the server is being asked just now
     * @param trouble why the last question was not answered
     */
    public record ParatextList(
            Optional<List<ParatextProject>> projects,
            Optional<Instant> asOf,
            Optional<Instant> tried,
            boolean asking,
            Optional<StopReason> trouble) {
        private static final ParatextList UNKNOWN =
                new ParatextList(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

        private ParatextList inQuestion() {
            return new ParatextList(projects, asOf, tried, true, trouble);
        }

        private ParatextList forgotten() {
            return new ParatextList(projects, asOf, Optional.empty(), asking, trouble);
        }

        private ParatextList answered(Answer<List<ParatextProject>> answer, Instant now) {
            return switch (answer) {
                case Answer.Ok<List<ParatextProject>>(var found) ->
                    new ParatextList(Optional.of(found), Optional.of(now), Optional.of(now), false, Optional.empty());
                case Answer.Failed<List<ParatextProject>>(var failure) ->
                    new ParatextList(projects, asOf, Optional.of(now), false, Optional.of(Failures.reason(failure)));
            };
        }

        private boolean counts(Instant now) {
            Duration howLong = trouble.isPresent() ? TRIED_AGAIN_AFTER : FRESH;
            return tried.filter(time -> time.plus(howLong).isAfter(now)).isPresent();
        }
    }

    /** The accounts that are logged in. */
    public List<ParatextAccount> accounts() {
        try {
            return desk.paratextAccounts().all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The list of an account; the server is asked where what is known counts no more. */
    public ParatextList list(ParatextAccount account) {
        ParatextList asked;
        synchronized (lists) {
            ParatextList known = lists.getOrDefault(account, ParatextList.UNKNOWN);
            if (known.asking() || known.counts(clock.instant())) {
                return known;
            }
            asked = known.inQuestion();
            lists.put(account, asked);
        }
        threads.execute(() -> {
            Answer<List<ParatextProject>> answer = ParatextProject.all(desk.session(account));
            synchronized (lists) {
                ParatextList before = lists.getOrDefault(account, ParatextList.UNKNOWN);
                ParatextList now = before.answered(answer, clock.instant());
                // What happened after the question was asked is not in the answer.
                lists.put(account, before.equals(asked) ? now : now.forgotten());
            }
            changed.run();
        });
        return asked;
    }

    /** What is known may not be so any more. */
    public void forget() {
        synchronized (lists) {
            lists.replaceAll((_, list) -> list.forgotten());
        }
        changed.run();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

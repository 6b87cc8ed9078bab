package org.masora.app.web.shelf;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.core.sync.StopReason;
import org.masora.engine.Failures;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.ProjectPage;
import org.masora.remote.door43.ProjectQuery;

/**
 * Lists of projects on servers. A list is asked for beside, and until the answer is there, or when none comes, the
 * last one stays, with the time it is from.
 */
public final class FarLists implements AutoCloseable {
    private static final int LISTS_MAX = 100;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final Desk desk;
    private final InstantSource clock;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Wish, FarList> lists = new LinkedHashMap<>(16, 0.75f, true);
    private long forgotten;

    /**
     * Lists for one person.
     *
     * @param changed is told when something else is to be seen
     */
    public FarLists(Desk desk, InstantSource clock, Runnable changed) {
        this.desk = desk;
        this.clock = clock;
        this.changed = changed;
    }

    /** Which list: an account's view of some projects. */
    public record Wish(String account, ProjectQuery query, int page) {}

    /**
     * A list as it is known.
     *
     * @param page the last answer
     * @param asOf when that came
     * @param tried when the server was asked last; empty: what is known counts no more
     * @param asking whether the server is being asked just now
     * @param trouble why the last question was not answered
     */
    public record FarList(
            Optional<ProjectPage> page,
            Optional<Instant> asOf,
            Optional<Instant> tried,
            boolean asking,
            Optional<StopReason> trouble) {
        private static final FarList UNKNOWN =
                new FarList(Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());

        private FarList inQuestion() {
            return new FarList(page, asOf, tried, true, trouble);
        }

        private FarList forgotten() {
            return new FarList(page, asOf, Optional.empty(), asking, trouble);
        }

        private FarList answered(Answer<ProjectPage> answer, Instant now) {
            return switch (answer) {
                case Answer.Ok<ProjectPage>(var found) ->
                    new FarList(Optional.of(found), Optional.of(now), Optional.of(now), false, Optional.empty());
                case Answer.Failed<ProjectPage>(var failure) ->
                    new FarList(page, asOf, Optional.of(now), false, Optional.of(Failures.reason(failure)));
            };
        }
    }

    /** A list as it is known; the server is asked where that is not fresh. */
    public FarList list(KnownAccount account, ProjectQuery query, int page) {
        Wish wish = new Wish(account.name(), query, page);
        FarList known;
        synchronized (lists) {
            known = lists.getOrDefault(wish, FarList.UNKNOWN);
            Duration counts = known.trouble().isPresent() ? TRIED_AGAIN_AFTER : FRESH;
            boolean fresh = known.tried()
                    .filter(time -> time.plus(counts).isAfter(clock.instant()))
                    .isPresent();
            if (known.asking() || fresh) {
                return known;
            }
        }
        return ask(account, wish);
    }

    /** Asks the server anew. */
    public FarList again(KnownAccount account, ProjectQuery query, int page) {
        return ask(account, new Wish(account.name(), query, page));
    }

    /** What is known may not be so any more, because something was sent or somebody logged in. */
    public void forget() {
        synchronized (lists) {
            forgotten++;
            lists.replaceAll((_, list) -> list.forgotten());
        }
        changed.run();
    }

    private FarList ask(KnownAccount account, Wish wish) {
        FarList asked;
        long asOf;
        synchronized (lists) {
            asOf = forgotten;
            asked = lists.getOrDefault(wish, FarList.UNKNOWN).inQuestion();
            lists.put(wish, asked);
            if (lists.size() > LISTS_MAX) {
                lists.remove(lists.keySet().iterator().next());
            }
        }
        threads.execute(() -> {
            Answer<ProjectPage> answer = desk.server(account.server())
                    .projects(wish.query(), Optional.of(account.credentials()), wish.page());
            synchronized (lists) {
                FarList before = lists.getOrDefault(wish, FarList.UNKNOWN);
                FarList now = before.answered(answer, clock.instant());
                // What happened after the question was asked is not in the answer.
                lists.put(wish, asOf == forgotten ? now : now.forgotten());
            }
            changed.run();
        });
        return asked;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

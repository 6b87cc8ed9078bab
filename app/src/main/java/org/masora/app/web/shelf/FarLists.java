package org.masora.app.web.shelf;

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
    private static final long FRESH_SECONDS = 60;

    private final Desk desk;
    private final InstantSource clock;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Wish, FarList> lists = new LinkedHashMap<>(16, 0.75f, true);

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
     * @param asking whether the server is being asked just now
     * @param trouble why the last question was not answered
     */
    public record FarList(
            Optional<ProjectPage> page, Optional<Instant> asOf, boolean asking, Optional<StopReason> trouble) {
        private static final FarList UNKNOWN = new FarList(Optional.empty(), Optional.empty(), false, Optional.empty());

        private FarList inQuestion() {
            return new FarList(page, asOf, true, trouble);
        }
    }

    /** A list as it is known; the server is asked where that is not fresh. */
    public FarList list(KnownAccount account, ProjectQuery query, int page) {
        Wish wish = new Wish(account.name(), query, page);
        FarList known;
        synchronized (lists) {
            known = lists.getOrDefault(wish, FarList.UNKNOWN);
            boolean tried = known.asOf()
                    .filter(time -> time.plusSeconds(FRESH_SECONDS).isAfter(clock.instant()))
                    .isPresent();
            if (known.asking() || tried || known.trouble().isPresent()) {
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
            lists.replaceAll((_, list) -> new FarList(list.page(), Optional.empty(), list.asking(), Optional.empty()));
        }
        changed.run();
    }

    private FarList ask(KnownAccount account, Wish wish) {
        FarList asking;
        synchronized (lists) {
            asking = lists.getOrDefault(wish, FarList.UNKNOWN).inQuestion();
            lists.put(wish, asking);
            if (lists.size() > LISTS_MAX) {
                lists.remove(lists.keySet().iterator().next());
            }
        }
        threads.execute(() -> {
            Answer<ProjectPage> answer = desk.server(account.server())
                    .projects(wish.query(), Optional.of(account.credentials()), wish.page());
            synchronized (lists) {
                FarList before = lists.getOrDefault(wish, FarList.UNKNOWN);
                lists.put(
                        wish,
                        switch (answer) {
                            case Answer.Ok<ProjectPage>(var page) ->
                                new FarList(Optional.of(page), Optional.of(clock.instant()), false, Optional.empty());
                            case Answer.Failed<ProjectPage>(var failure) ->
                                new FarList(before.page(), before.asOf(), false, Optional.of(Failures.reason(failure)));
                        });
            }
            changed.run();
        });
        return asking;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

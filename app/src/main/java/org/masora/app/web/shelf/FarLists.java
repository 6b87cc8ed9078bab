package org.masora.app.web.shelf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.shelf.KeptLists.Kept;
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
    private static final System.Logger LOG = System.getLogger(FarLists.class.getName());
    private static final int LISTS_MAX = 100;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

    private final Desk desk;
    private final InstantSource clock;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Wish, FarList> lists = new LinkedHashMap<>(16, 0.75f, true);
    private final KeptLists kept;
    private long forgotten;

    /**
     * Lists for one person.
     *
     * @param file where the beginning of each account's own list is kept
     * @param changed is told when something else is to be seen
     */
    public FarLists(Desk desk, InstantSource clock, Path file, Runnable changed) throws IOException {
        this.kept = new KeptLists(file);
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
            known = known(wish);
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

    /** A list as it was seen last, before the last start too. */
    private FarList known(Wish wish) {
        FarList known = lists.get(wish);
        if (known != null) {
            return known;
        }
        return kept.of(wish.account())
                .filter(_ -> isKept(wish))
                .map(list -> new FarList(
                        Optional.of(list.page()), Optional.of(list.asOf()), Optional.empty(), false, Optional.empty()))
                .orElse(FarList.UNKNOWN);
    }

    /** The beginning of what is an account's own. */
    private static boolean isKept(Wish wish) {
        return wish.page() == 1 && wish.query() instanceof ProjectQuery.Own;
    }

    private void keep(Wish wish, ProjectPage page) {
        if (isKept(wish)) {
            try {
                kept.keep(
                        wish.account(),
                        new Kept(page, clock.instant()),
                        desk.accounts().all().stream().map(KnownAccount::name).collect(Collectors.toSet()));
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "a list could not be kept", e);
            }
        }
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
            asked = known(wish).inQuestion();
            lists.put(wish, asked);
            if (lists.size() > LISTS_MAX) {
                lists.remove(lists.keySet().iterator().next());
            }
        }
        threads.execute(() -> {
            Answer<ProjectPage> answer = desk.server(account.server())
                    .projects(wish.query(), Optional.of(account.credentials()), wish.page());
            synchronized (lists) {
                FarList before = known(wish);
                FarList now = before.answered(answer, clock.instant());
                // What happened after the question was asked is not in the answer.
                lists.put(wish, asOf == forgotten ? now : now.forgotten());
            }
            changed.run();
            if (answer instanceof Answer.Ok<ProjectPage>(var page)) {
                keep(wish, page);
            }
        });
        return asked;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

package org.masora.app.web.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final Desk desk;
    private final Runnable changed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<ParatextAccount, ParatextList> lists = new HashMap<>();

    /**
     * Lists for one person.
     *
     * @param changed is told when something else is to be seen
     */
    public ParatextLists(Desk desk, Runnable changed) {
        this.desk = desk;
        this.changed = changed;
    }

    /**
     * A list as it is known.
     *
     * @param projects the last answer
     * @param fresh whether that counts still
     * @param asking whether the server is being asked just now
     * @param trouble why the last question was not answered
     */
    public record ParatextList(
            Optional<List<ParatextProject>> projects, boolean fresh, boolean asking, Optional<StopReason> trouble) {
        private static final ParatextList UNKNOWN = new ParatextList(Optional.empty(), false, false, Optional.empty());
    }

    /** The accounts that are logged in. */
    public List<ParatextAccount> accounts() {
        try {
            return desk.paratextAccounts().all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The list of an account; the server is asked where it is not fresh. */
    public ParatextList list(ParatextAccount account) {
        ParatextList asking;
        synchronized (lists) {
            ParatextList known = lists.getOrDefault(account, ParatextList.UNKNOWN);
            if (known.fresh() || known.asking() || known.trouble().isPresent()) {
                return known;
            }
            asking = new ParatextList(known.projects(), false, true, Optional.empty());
            lists.put(account, asking);
        }
        threads.execute(() -> {
            ParatextList now = switch (ParatextProject.all(desk.session(account))) {
                case Answer.Ok<List<ParatextProject>>(var projects) ->
                    new ParatextList(Optional.of(projects), true, false, Optional.empty());
                case Answer.Failed<List<ParatextProject>>(var failure) ->
                    new ParatextList(asking.projects(), false, false, Optional.of(Failures.reason(failure)));
            };
            synchronized (lists) {
                lists.put(account, now);
            }
            changed.run();
        });
        return asking;
    }

    /** What is known may not be so any more. */
    public void forget() {
        synchronized (lists) {
            lists.replaceAll((_, list) -> new ParatextList(list.projects(), false, list.asking(), Optional.empty()));
        }
        changed.run();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}

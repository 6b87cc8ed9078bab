package org.masora.app.web.shelf;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.shelf.KeptLists.Kept;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.ProjectPage;
import org.masora.remote.door43.ProjectQuery;

/** Lists of projects on servers; the beginning of each account's own is known after a start without a line too. */
public final class FarLists implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(FarLists.class.getName());

    private final Desk desk;
    private final InstantSource clock;
    private final KeptLists kept;
    private final ServerLists<Wish, ProjectPage> lists;

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
        this.lists = new ServerLists<>(clock, this::before, changed);
    }

    /** Which list: an account's view of some projects. */
    public record Wish(String account, ProjectQuery query, int page) {}

    /** A list as it is known; the server is asked where that is not fresh. */
    public ServerList<ProjectPage> list(KnownAccount account, ProjectQuery query, int page) {
        Wish wish = new Wish(account.name(), query, page);
        return lists.list(wish, () -> ask(account, wish));
    }

    /** Asks the server anew. */
    public ServerList<ProjectPage> again(KnownAccount account, ProjectQuery query, int page) {
        Wish wish = new Wish(account.name(), query, page);
        return lists.again(wish, () -> ask(account, wish));
    }

    /** What is known may not be so any more, because something was sent or somebody logged in. */
    public void forget() {
        lists.forget();
    }

    private Answer<ProjectPage> ask(KnownAccount account, Wish wish) {
        Answer<ProjectPage> answer =
                desk.server(account.server()).projects(wish.query(), Optional.of(account.credentials()), wish.page());
        if (answer instanceof Answer.Ok<ProjectPage>(var page)) {
            keep(wish, page);
        }
        return answer;
    }

    private Optional<ServerList<ProjectPage>> before(Wish wish) {
        return kept.of(wish.account()).filter(_ -> isKept(wish)).map(list -> ServerList.kept(list.page(), list.asOf()));
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

    @Override
    public void close() {
        lists.close();
    }
}

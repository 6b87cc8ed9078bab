package org.masora.app.web.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;

/** The Paratext projects of each account. */
public final class ParatextLists implements AutoCloseable {
    private final Desk desk;
    private final ServerLists<ParatextAccount, List<ParatextProject>> lists;

    /**
     * Lists for one person.
     *
     * @param changed is told when something else is to be seen
     */
    public ParatextLists(Desk desk, InstantSource clock, Runnable changed) {
        this.desk = desk;
        this.lists = new ServerLists<>(clock, _ -> Optional.empty(), changed);
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
    public ServerList<List<ParatextProject>> list(ParatextAccount account) {
        return lists.list(account, () -> ParatextProject.all(desk.session(account)));
    }

    /** What is known may not be so any more. */
    public void forget() {
        lists.forget();
    }

    @Override
    public void close() {
        lists.close();
    }
}

package org.masora.app.home;

import java.util.Optional;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote;
import org.masora.store.Vault;

/** A place whose account is not logged in: it answers everything with that. */
record LoggedOut(PlaceName place, String user) implements Remote {

    private <T> Answer<T> refused() {
        return new Answer.Failed<>(new RemoteFailure.BadCredentials(user));
    }

    @Override
    public Answer<Tips> look(Progress progress) {
        return refused();
    }

    @Override
    public Optional<Heads> known(Vault vault, Tips tips) {
        return Optional.empty();
    }

    @Override
    public Optional<String> line() {
        return Optional.empty();
    }

    @Override
    public Answer<Heads> fetch(Vault vault, Tips tips, Progress progress) {
        return refused();
    }

    @Override
    public boolean keepsRecords() {
        return false;
    }

    @Override
    public Answer<SendResult> send(Vault vault, Send send, Progress progress) {
        return refused();
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}

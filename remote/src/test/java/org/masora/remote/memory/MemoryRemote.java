package org.masora.remote.memory;

import java.util.Optional;
import org.masora.core.paratext.TeamMember;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.remote.ArrivedRefs;
import org.masora.remote.Remote;
import org.masora.remote.memory.MemoryPlace.Call;
import org.masora.store.Vault;

/** One computer's view of a {@link MemoryPlace}. */
final class MemoryRemote implements Remote {

    private final MemoryPlace there;
    private final PlaceName place;
    private final Optional<TeamMember> member;

    MemoryRemote(MemoryPlace there, PlaceName place, Optional<TeamMember> member) {
        this.there = there;
        this.place = place;
        this.member = member;
    }

    @Override
    public Optional<TeamMember> member() {
        return member;
    }

    @Override
    public PlaceName place() {
        return place;
    }

    @Override
    public Answer<Tips> look(Progress progress) {
        synchronized (there) {
            return failing(Call.LOOK)
                    .<Answer<Tips>>map(Answer.Failed::new)
                    .orElseGet(() -> new Answer.Ok<>(Tips.of(there.heads())));
        }
    }

    @Override
    public Optional<Heads> known(Vault vault, Tips tips) {
        return tips.headsIn(vault)
                .map(this::withRivals)
                .filter(heads -> heads.all().stream().allMatch(vault::has));
    }

    @Override
    public boolean keepsRecords() {
        return true;
    }

    /** As a place has it that Scribe works with. */
    @Override
    public Optional<String> line() {
        return Optional.of("scribe-main");
    }

    @Override
    public Answer<Heads> fetch(Vault vault, Tips tips, Progress progress) {
        Heads heads = withRivals(tips.heads());
        if (progress.cancelled()) {
            return new Answer.Failed<>(new RemoteFailure.Cancelled());
        }
        synchronized (there) {
            Optional<RemoteFailure> failure = failing(Call.FETCH);
            if (failure.isPresent()) {
                return new Answer.Failed<>(failure.get());
            }
            if (!there.holds(heads)) {
                return new Answer.Failed<>(new RemoteFailure.Moved());
            }
            ObjectCopy.copy(there.vault().repository(), vault.repository(), heads.all());
        }
        ArrivedRefs.name(vault, place, heads);
        progress.at(Phase.RECEIVING, 1, 1);
        return new Answer.Ok<>(heads);
    }

    @Override
    public Answer<SendResult> send(Vault vault, Send send, Progress progress) {
        send.requireForward(vault);
        if (progress.cancelled()) {
            return new Answer.Failed<>(new RemoteFailure.Cancelled());
        }
        synchronized (there) {
            Optional<RemoteFailure> failure = failing(Call.SEND);
            if (failure.isPresent()) {
                return new Answer.Failed<>(failure.get());
            }
            SendResult result = there.take(vault, send);
            progress.at(Phase.SENDING, 1, 1);
            return there.answerLost()
                    ? new Answer.Failed<>(MemoryPlace.unreachable("cut before the answer"))
                    : new Answer.Ok<>(result);
        }
    }

    /** Rivals are found out by fetching, as with Mercurial. */
    private Heads withRivals(Heads heads) {
        return new Heads(heads.main(), there.heads().rivals(), heads.records(), heads.sideLines());
    }

    private Optional<RemoteFailure> failing(Call call) {
        return there.failing(call);
    }

    @Override
    public void close() {
        // nothing is held open
    }
}

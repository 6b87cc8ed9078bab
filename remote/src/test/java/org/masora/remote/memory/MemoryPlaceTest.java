package org.masora.remote.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.Remote.Tips;
import org.masora.remote.RemoteContract;
import org.masora.remote.memory.MemoryPlace.Call;
import org.masora.remote.memory.MemoryPlace.Fault;
import org.masora.store.Vault;

class MemoryPlaceTest extends RemoteContract {

    private final MemoryPlace there = new MemoryPlace();

    @Override
    protected Remote open() {
        return there.remote(PLACE);
    }

    @Override
    protected void forceMain(Vault from, RevisionId head) {
        there.bring(from, head);
        there.forceMain(head);
    }

    @Override
    protected void forceSideLine(String line, Vault from, RevisionId head) {
        there.bring(from, head);
        there.forceSideLine(line, head);
    }

    @Test
    void anAnswerIsLostAfterThePlaceTookIt() {
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Remote remote = open()) {
            RevisionId first = revision(vault, Map.of("a", "1"));
            there.next(new Fault.AnswerLost());

            assertThat(remote.send(vault, sendMain(Optional.empty(), first), Progress.NONE))
                    .isEqualTo(new Answer.Failed<SendResult>(MemoryPlace.unreachable("cut before the answer")));
            assertThat(value(remote.look(Progress.NONE)).main()).contains(first.hex());
        }
    }

    @Test
    void theHeadMovesBetweenLookAndSend() {
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Remote remote = open()) {
            RevisionId first = revision(vault, Map.of("a", "1"));
            RevisionId other = revision(there.vault(), Map.of("a", "2"));
            there.next(new Fault.Meanwhile(Call.SEND, () -> there.pushMain(other)));

            assertThat(value(remote.send(vault, sendMain(Optional.empty(), first), Progress.NONE)))
                    .isEqualTo(new SendResult.MainMoved());
            assertThat(there.heads().main()).contains(other);
        }
    }

    @Test
    void callsFailOnceAsScripted() {
        try (Remote remote = open()) {
            there.next(new Fault.Fails(Call.LOOK, new RemoteFailure.SlowDown(Optional.empty())));
            assertThat(remote.look(Progress.NONE))
                    .isEqualTo(new Answer.Failed<Tips>(new RemoteFailure.SlowDown(Optional.empty())));
            assertThat(value(remote.look(Progress.NONE))).isEqualTo(Tips.EMPTY);
            there.reachable(false);
            assertThat(remote.look(Progress.NONE)).isInstanceOf(Answer.Failed.class);
        }
    }

    @Test
    void recordsAreRefusedWhileTheMainHeadIsTaken() {
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Remote remote = open()) {
            RevisionId main = revision(vault, Map.of("a", "1"));
            RevisionId records = revision(vault, Map.of("c/1", "1"));
            there.refuseRecords(Optional.of("no such refs here"));
            Send both = new Send(Optional.empty(), Optional.of(main), Optional.empty(), Optional.of(records));

            assertThat(value(remote.send(vault, both, Progress.NONE)))
                    .isEqualTo(new SendResult.RecordsRefused("no such refs here"));
            assertThat(there.heads().main()).contains(main);
            assertThat(there.heads().records()).isEmpty();
        }
    }

    @Test
    void withoutTransactionsRecordsGoFirst() {
        there.atomic(false);
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Remote remote = open()) {
            there.pushMain(revision(there.vault(), Map.of("a", "other")));
            RevisionId main = revision(vault, Map.of("a", "1"));
            RevisionId records = revision(vault, Map.of("c/1", "1"));
            Send both = new Send(Optional.empty(), Optional.of(main), Optional.empty(), Optional.of(records));

            assertThat(value(remote.send(vault, both, Progress.NONE))).isEqualTo(new SendResult.MainMoved());
            assertThat(there.heads().records()).contains(records);
        }
    }
}

package org.masora.hub.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.masora.hub.accounts.Account;
import org.masora.hub.repositories.HostedRepository;

/**
 * The receiving end of one push. As on the real server a push without the right is refused only here, inside, so that
 * a client gets the reason; nothing of its pack is stored.
 */
final class Push extends ReceivePack {
    /** Gitea's wording for every ref of a push that its hook refuses. */
    private static final String DECLINED = "pre-receive hook declined";

    private static final long PACK_BYTES_AT_MOST = 4L << 30;
    private static final long OBJECT_BYTES_AT_MOST = 1L << 30;
    private static final int COMMAND_BYTES_AT_MOST = 4 << 20;

    private final HostedRepository hosted;
    private final PushRules rules;

    Push(HostedRepository hosted, Repository repository, Account pusher) {
        super(repository);
        this.hosted = hosted;
        this.rules = new PushRules(hosted, repository.getRefDatabase(), pusher);
        setBiDirectionalPipe(false);
        setAllowPushOptions(true);
        setAtomic(true);
        setMaxPackSizeLimit(PACK_BYTES_AT_MOST);
        setMaxObjectSizeLimit(OBJECT_BYTES_AT_MOST);
        setMaxCommandBytes(COMMAND_BYTES_AT_MOST);
        setRefLogIdent(new PersonIdent(pusher.commitName(), pusher.email()));
        setPreReceiveHook((push, changes) -> decide(changes));
    }

    private void decide(Collection<ReceiveCommand> changes) {
        try {
            rules.objection(getRevWalk(), changes).ifPresent(this::decline);
        } catch (IOException e) {
            decline("the push could not be checked");
            throw new UncheckedIOException(e);
        }
    }

    private void decline(String reason) {
        sendMessage("");
        sendMessage("Gitea: " + reason);
        for (ReceiveCommand change : getAllCommands()) {
            change.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, DECLINED);
        }
    }

    /** Whether the pack of this push is left unread, because of who sends it. */
    boolean leavesPackUnread() {
        return !rules.mayWrite();
    }

    @Override
    protected void receivePackAndCheckConnectivity()
            throws IOException, LargeObjectException, SubmoduleValidationException {
        if (leavesPackUnread()) {
            decline(PushRules.NO_RIGHT);
        } else {
            super.receivePackAndCheckConnectivity();
        }
    }

    @Override
    protected void executeCommands() {
        if (filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED).isEmpty()) {
            return;
        }
        try {
            hosted.changeRefs(repository -> {
                moveRefs(repository);
                return true;
            });
        } catch (IOException e) {
            for (ReceiveCommand change : filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED)) {
                change.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, "the hub could not store it");
            }
            throw new UncheckedIOException(e);
        }
    }

    private void moveRefs(Repository repository) throws IOException {
        BatchRefUpdate moves = repository.getRefDatabase().newBatchUpdate();
        moves.setAllowNonFastForwards(true);
        moves.setAtomic(isAtomic());
        moves.setRefLogIdent(getRefLogIdent());
        moves.setRefLogMessage("push", true);
        moves.addCommand(filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED));
        moves.execute(getRevWalk(), NullProgressMonitor.INSTANCE);
    }
}

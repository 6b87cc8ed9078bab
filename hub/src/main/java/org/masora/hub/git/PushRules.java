package org.masora.hub.git;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.masora.hub.accounts.Account;
import org.masora.hub.repositories.Access;
import org.masora.hub.repositories.BranchRule;
import org.masora.hub.repositories.HostedRepository;
import org.masora.hub.repositories.RepositoryRecord;

/** Why a push may not go through, in Gitea's words, which clients show to people. */
final class PushRules {
    static final String NO_RIGHT = "User permission denied for writing.";

    private final HostedRepository repository;
    private final RefDatabase refs;
    private final Account pusher;

    PushRules(HostedRepository repository, RefDatabase refs, Account pusher) {
        this.repository = repository;
        this.refs = refs;
        this.pusher = pusher;
    }

    boolean mayWrite() {
        return repository.settings().accessOf(pusher).includes(Access.WRITE);
    }

    /** What forbids the push; one forbidden change forbids all of it. */
    Optional<String> objection(RevWalk walk, Collection<ReceiveCommand> changes) throws IOException {
        if (!mayWrite()) {
            return Optional.of(NO_RIGHT);
        }
        Optional<String> clash = clash(changes);
        if (clash.isPresent()) {
            return clash;
        }
        for (ReceiveCommand change : changes) {
            if (change.getRefName().startsWith(Constants.R_HEADS)) {
                Optional<String> objection = objectionToBranch(walk, change);
                if (objection.isPresent()) {
                    return objection;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Names that differ in case only would be one file where a disk does not tell case apart, and one of them would
     * be lost there.
     */
    private Optional<String> clash(Collection<ReceiveCommand> changes) throws IOException {
        List<String> created = changes.stream()
                .filter(change -> change.getType() == ReceiveCommand.Type.CREATE)
                .map(ReceiveCommand::getRefName)
                .toList();
        if (created.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (Ref ref : refs.getRefs()) {
            names.put(ref.getName().toLowerCase(Locale.ROOT), ref.getName());
        }
        for (String name : created) {
            String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null && !other.equals(name)) {
                return Optional.of(name + " differs from " + other + " in case only");
            }
        }
        return Optional.empty();
    }

    private Optional<String> objectionToBranch(RevWalk walk, ReceiveCommand change) throws IOException {
        String branch = change.getRefName().substring(Constants.R_HEADS.length());
        boolean deletes = change.getType() == ReceiveCommand.Type.DELETE;
        if (deletes && branch.equals(repository.currentBranches().defaultBranch())) {
            return Optional.of("branch " + branch + " is the default branch and cannot be deleted");
        }
        RepositoryRecord settings = repository.settings();
        Optional<BranchRule> rule = settings.ruleFor(branch);
        if (rule.isEmpty()) {
            return Optional.empty();
        }
        if (deletes) {
            return Optional.of("branch " + branch + " is protected from deletion");
        }
        if (!rule.get().letsPush(pusher.number())) {
            return Optional.of("Not allowed to push to protected branch " + branch);
        }
        if (!isFastForward(walk, change.getOldId(), change.getNewId())) {
            return Optional.of("branch " + branch + " is protected from force push");
        }
        return Optional.empty();
    }

    private static boolean isFastForward(RevWalk walk, ObjectId before, ObjectId after) throws IOException {
        if (before.equals(ObjectId.zeroId())) {
            return true;
        }
        RevObject old = walk.parseAny(before);
        RevObject next = walk.parseAny(after);
        return old instanceof RevCommit oldCommit
                && next instanceof RevCommit nextCommit
                && walk.isMergedInto(oldCommit, nextCommit);
    }
}

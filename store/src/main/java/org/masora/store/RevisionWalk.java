package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.store.Vault.Heading;

/**
 * Reads revision after revision without their contents, each from the disk only once; for one thread. What a long
 * history is gone through with.
 */
public final class RevisionWalk implements AutoCloseable {

    private final RevWalk walk;
    private final TreeNames names = new TreeNames();

    RevisionWalk(Repository repository) {
        this.walk = new RevWalk(repository);
    }

    /** What a revision says of itself; empty when it is not here. */
    public Optional<Heading> heading(RevisionId id) {
        return commit(id).map(Vault::heading);
    }

    /** The parents of a revision, in order; none when it is not here. */
    public List<RevisionId> parents(RevisionId id) {
        return commit(id).map(RevisionWalk::parents).orElse(List.of());
    }

    private static List<RevisionId> parents(RevCommit commit) {
        return Arrays.stream(commit.getParents()).map(Vault::revisionId).toList();
    }

    /** What a revision has at a path; empty when it has nothing there, or is not here. */
    public Optional<Entry> entry(RevisionId id, String path) {
        return commit(id).flatMap(commit -> {
            try {
                return Trees.find(walk.getObjectReader(), commit.getTree(), path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /**
     * What is the same for two revisions whose files are called the same; empty when the revision is not here.
     * Cheaper than a look at all entries where most folders are those of another revision.
     */
    public String names(RevisionId id) {
        return commit(id)
                .map(commit -> {
                    try {
                        return names.of(walk.getObjectReader(), commit.getTree());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse("");
    }

    private Optional<RevCommit> commit(RevisionId id) {
        try {
            return Optional.of(walk.parseCommit(Vault.objectId(id)));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        walk.close();
    }
}

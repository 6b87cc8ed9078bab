package org.masora.remote.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.masora.core.project.RevisionId;

/** Copies revisions with all they reach; what the other side has, it has whole. */
final class ObjectCopy {

    private ObjectCopy() {}

    static void copy(Repository from, Repository to, Collection<RevisionId> heads) {
        try (ObjectReader source = from.newObjectReader();
                ObjectReader target = to.newObjectReader();
                ObjectInserter inserter = to.newObjectInserter()) {
            Set<ObjectId> copied = new HashSet<>();
            Deque<ObjectId> open = new ArrayDeque<>();
            heads.forEach(head -> open.add(ObjectId.fromString(head.hex())));
            while (!open.isEmpty()) {
                ObjectId id = open.removeLast();
                if (target.has(id) || !copied.add(id)) {
                    continue;
                }
                ObjectLoader object = source.open(id);
                byte[] content = object.getCachedBytes();
                inserter.insert(object.getType(), content);
                if (object.getType() == Constants.OBJ_COMMIT) {
                    RevCommit commit = RevCommit.parse(content);
                    open.add(commit.getTree().getId());
                    for (RevCommit parent : commit.getParents()) {
                        open.add(parent.getId());
                    }
                } else if (object.getType() == Constants.OBJ_TREE) {
                    addChildren(content, open);
                }
            }
            if (!copied.isEmpty()) {
                inserter.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void addChildren(byte[] tree, Deque<ObjectId> open) {
        CanonicalTreeParser entries = new CanonicalTreeParser();
        entries.reset(tree);
        while (!entries.eof()) {
            if (!FileMode.GITLINK.equals(entries.getEntryRawMode())) {
                open.add(entries.getEntryObjectId());
            }
            entries.next(1);
        }
    }
}

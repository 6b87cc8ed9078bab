package org.masora.store;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.Snapshot;

/**
 * The contents that were read or written last: one operation asks for the same few many times, and each is a
 * tree object for every folder. Who asks twice gets the same snapshot, so that comparing it costs nothing.
 */
final class RecentTrees {

    /** As many files as a few large projects have; some twenty megabytes. */
    private static final int FILES_MAX = 100_000;

    /** What a content costs besides its files, counted as files. */
    private static final int FILES_FOR_ONE = 16;

    private final LinkedHashMap<ObjectId, Snapshot> contents = new LinkedHashMap<>(16, 0.75f, true);
    private final IdentityHashMap<Snapshot, ObjectId> trees = new IdentityHashMap<>();
    private int files;

    /** The content of a tree, read if it is not known. */
    synchronized Snapshot content(ObjectId tree, Supplier<Snapshot> read) {
        Snapshot known = contents.get(tree);
        if (known == null) {
            known = read.get();
            remember(tree, known);
        }
        return known;
    }

    /** The tree that is known to hold just this snapshot, the very same one. */
    synchronized Optional<ObjectId> treeOf(Snapshot content) {
        return Optional.ofNullable(trees.get(content));
    }

    /** Notes the content of a tree that is in the vault. */
    synchronized void remember(ObjectId tree, Snapshot content) {
        ObjectId id = tree.copy();
        forget(contents.put(id, content));
        trees.put(content, id);
        files += cost(content);
        Iterator<Snapshot> oldest = contents.values().iterator();
        while (files > FILES_MAX && contents.size() > 1) {
            forget(oldest.next());
            oldest.remove();
        }
    }

    private void forget(@Nullable Snapshot content) {
        if (content != null) {
            trees.remove(content);
            files -= cost(content);
        }
    }

    private static int cost(Snapshot content) {
        return content.entries().size() + FILES_FOR_ONE;
    }
}

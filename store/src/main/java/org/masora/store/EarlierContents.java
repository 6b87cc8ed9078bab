package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.RawParseUtils;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.BlobId;
import org.masora.core.project.RevisionId;
import org.masora.store.Vault.Heading;

/** What some paths held in the past of a revision. Goes through the past once, whatever number of paths it is. */
final class EarlierContents {

    private final Repository repository;
    private final Predicate<Heading> alongFirst;
    private final TreeFilter differing;
    private final Map<String, Set<Optional<BlobId>>> contents = new TreeMap<>();
    private final Queue<RevCommit> open = new PriorityQueue<>(RevisionGraph.NEWEST_FIRST);
    private final Set<ObjectId> seen = new HashSet<>();

    /**
     * For one question.
     *
     * @param paths at least one
     * @param alongFirst of which revisions only the first parent is followed
     */
    EarlierContents(Repository repository, Set<String> paths, Predicate<Heading> alongFirst) {
        this.repository = repository;
        this.alongFirst = alongFirst;
        this.differing = AndTreeFilter.create(
                PathFilterGroup.createFromStrings(paths.stream()
                        .map(path -> RawParseUtils.decode(PathBytes.encode(path)))
                        .toList()),
                TreeFilter.ANY_DIFF);
        paths.forEach(path -> contents.put(path, new LinkedHashSet<>()));
    }

    /** What they held before this revision, and it does not hold itself. */
    Map<String, List<Optional<BlobId>>> before(RevisionId revision, int revisionsMax) {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit last = walk.parseCommit(Vault.objectId(revision));
            Map<String, Optional<BlobId>> own = new TreeMap<>();
            contents.keySet().forEach(path -> own.put(path, Optional.empty()));
            own.putAll(changed(walk.getObjectReader(), null, last.getTree()));
            follow(walk, last);
            for (int looked = 0; looked < revisionsMax && !open.isEmpty(); looked++) {
                RevCommit commit = open.remove();
                changed(walk.getObjectReader(), last.getTree(), commit.getTree())
                        .forEach((path, content) ->
                                Objects.requireNonNull(contents.get(path)).add(content));
                last = commit;
                follow(walk, commit);
            }
            Map<String, List<Optional<BlobId>>> earlier = new TreeMap<>();
            contents.forEach((path, held) -> {
                held.remove(own.get(path));
                earlier.put(path, List.copyOf(held));
            });
            return earlier;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void follow(RevWalk walk, RevCommit commit) throws IOException {
        boolean onlyFirst = commit.getParentCount() > 1 && alongFirst.test(Vault.heading(commit));
        int parents = onlyFirst ? 1 : commit.getParentCount();
        for (int i = 0; i < parents; i++) {
            if (seen.add(commit.getParent(i))) {
                open.add(walk.parseCommit(commit.getParent(i)));
            }
        }
    }

    /** What the second tree holds at those of the paths where the first one holds something else. */
    private Map<String, Optional<BlobId>> changed(ObjectReader reader, @Nullable RevTree from, RevTree to)
            throws IOException {
        Map<String, Optional<BlobId>> changed = new TreeMap<>();
        try (TreeWalk tree = new TreeWalk(repository, reader)) {
            tree.setFilter(differing);
            tree.setRecursive(true);
            tree.addTree(iterator(reader, from));
            tree.addTree(iterator(reader, to));
            while (tree.next()) {
                byte[] raw = tree.getRawPath();
                String path = PathBytes.decode(raw, 0, raw.length);
                if (contents.containsKey(path)) {
                    boolean there = !tree.getFileMode(1).equals(FileMode.MISSING);
                    changed.put(
                            path,
                            there ? Optional.of(new BlobId(tree.getObjectId(1).name())) : Optional.empty());
                }
            }
        }
        return changed;
    }

    private static AbstractTreeIterator iterator(ObjectReader reader, @Nullable RevTree tree) throws IOException {
        return tree == null ? new EmptyTreeIterator() : new CanonicalTreeParser(null, reader, tree);
    }
}

package org.masora.hub.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/** Reads commits and their changes. */
public final class Revisions {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{7,40}");
    /** Files larger than this are counted as changed, but their lines are not. */
    private static final int COUNTED_FILE_BYTES_AT_MOST = 4 << 20;
    /** How far back it is looked for the last change of a file in a list. */
    private static final int LOOKED_BACK_COMMITS = 5_000;

    private Revisions() {}

    /** How a name was understood. */
    public enum NamedAs {
        BRANCH,
        TAG,
        COMMIT
    }

    /** A commit and how it was named. */
    public record Named(NamedAs as, String name, RevCommit commit) {}

    /** A file of a commit that its first parent has otherwise. */
    public record ChangedFile(String path, String status) {}

    /** What a commit changed, against its first parent. */
    public record Changes(List<ChangedFile> files, int additions, int deletions) {}

    /** A page of a history, and how long the history is. */
    public record Page(List<RevCommit> commits, int total) {}

    /**
     * The commit that a branch, a tag or a fingerprint (whole or begun) names. Nothing else of git's language of
     * revisions is understood.
     */
    public static Optional<Named> find(Repository repository, String name) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            if (Repository.isValidRefName(Constants.R_HEADS + name)) {
                Ref branch = repository.exactRef(Constants.R_HEADS + name);
                if (branch != null) {
                    return commit(walk, branch).map(commit -> new Named(NamedAs.BRANCH, name, commit));
                }
                Ref tag = repository.exactRef(Constants.R_TAGS + name);
                if (tag != null) {
                    return commit(walk, tag).map(commit -> new Named(NamedAs.TAG, name, commit));
                }
            }
            if (name.startsWith(Constants.R_REFS) && Repository.isValidRefName(name)) {
                Ref ref = repository.exactRef(name);
                if (ref != null) {
                    return commit(walk, ref).map(commit -> new Named(NamedAs.COMMIT, name, commit));
                }
            }
            Optional<ObjectId> id = fingerprint(repository, name);
            return id.isEmpty()
                    ? Optional.empty()
                    : commit(walk, id.get()).map(commit -> new Named(NamedAs.COMMIT, name, commit));
        }
    }

    private static Optional<ObjectId> fingerprint(Repository repository, String text) throws IOException {
        if (!FINGERPRINT.matcher(text).matches()) {
            return Optional.empty();
        }
        if (text.length() == Constants.OBJECT_ID_STRING_LENGTH) {
            return Optional.of(ObjectId.fromString(text));
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            Collection<ObjectId> found = reader.resolve(AbbreviatedObjectId.fromString(text));
            return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
        }
    }

    private static Optional<RevCommit> commit(RevWalk walk, Ref ref) throws IOException {
        ObjectId id = ref.getObjectId();
        return id == null ? Optional.empty() : commit(walk, id);
    }

    private static Optional<RevCommit> commit(RevWalk walk, ObjectId id) throws IOException {
        try {
            RevObject object = walk.peel(walk.parseAny(id));
            if (object instanceof RevCommit commit) {
                walk.parseBody(commit);
                return Optional.of(commit);
            }
            return Optional.empty();
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return Optional.empty();
        }
    }

    /** The history from a commit backwards, the newest first. */
    public static Page history(
            Repository repository,
            RevCommit from,
            Optional<RevCommit> without,
            Optional<String> path,
            int skip,
            int count)
            throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(from));
            if (without.isPresent()) {
                walk.markUninteresting(walk.parseCommit(without.get()));
            }
            if (path.isPresent()) {
                walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path.get()), TreeFilter.ANY_DIFF));
            }
            walk.setRetainBody(false);
            List<RevCommit> page = new ArrayList<>();
            int total = 0;
            for (RevCommit commit : walk) {
                if (total >= skip && page.size() < count) {
                    page.add(commit);
                }
                total++;
            }
            try (RevWalk bodies = new RevWalk(repository)) {
                List<RevCommit> parsed = new ArrayList<>();
                for (RevCommit commit : page) {
                    parsed.add(bodies.parseCommit(commit.copy()));
                }
                return new Page(parsed, total);
            }
        }
    }

    /** What a commit changed. */
    public static Changes changes(Repository repository, RevCommit commit, boolean countLines) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                DiffFormatter diff = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
            diff.setRepository(repository);
            diff.setBinaryFileThreshold(COUNTED_FILE_BYTES_AT_MOST);
            List<DiffEntry> entries = commit.getParentCount() == 0
                    ? diff.scan(
                            new EmptyTreeIterator(),
                            new CanonicalTreeParser(null, walk.getObjectReader(), commit.getTree()))
                    : diff.scan(walk.parseCommit(commit.getParent(0)).getTree(), commit.getTree());
            List<ChangedFile> files = new ArrayList<>();
            int additions = 0;
            int deletions = 0;
            for (DiffEntry entry : entries) {
                files.add(changedFile(entry));
                if (countLines) {
                    for (Edit edit : diff.toFileHeader(entry).toEditList()) {
                        additions += edit.getLengthB();
                        deletions += edit.getLengthA();
                    }
                }
            }
            return new Changes(files, additions, deletions);
        }
    }

    private static ChangedFile changedFile(DiffEntry entry) {
        return switch (entry.getChangeType()) {
            case ADD, COPY -> new ChangedFile(entry.getNewPath(), "added");
            case DELETE -> new ChangedFile(entry.getOldPath(), "removed");
            case MODIFY, RENAME -> new ChangedFile(entry.getNewPath(), "modified");
        };
    }

    /**
     * For each entry of a folder in a commit the last commit that changed it, by name. Where that lies too far back,
     * the commit itself stands for it.
     *
     * @param folder empty for the top
     */
    public static Map<String, ObjectId> lastChanges(Repository repository, RevCommit from, String folder)
            throws IOException {
        Map<String, ObjectId> found = new HashMap<>();
        Map<String, ObjectId> sought = new HashMap<>();
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader reader = repository.newObjectReader()) {
            RevCommit start = walk.parseCommit(from);
            try (TreeWalk entries = new TreeWalk(repository, reader)) {
                entries.addTree(entriesOf(reader, start, folder));
                while (entries.next()) {
                    sought.put(entries.getNameString(), entries.getObjectId(0));
                    found.put(entries.getNameString(), from);
                }
            }
            walk.markStart(start);
            int steps = 0;
            for (RevCommit commit : walk) {
                if (sought.isEmpty() || steps++ > LOOKED_BACK_COMMITS) {
                    break;
                }
                for (RevCommit parent : commit.getParents()) {
                    walk.parseHeaders(parent);
                }
                attribute(reader, commit, folder, sought, found);
            }
        }
        return found;
    }

    /** Finds what of {@code sought} the commit has and none of its parents. */
    private static void attribute(
            ObjectReader reader,
            RevCommit commit,
            String folder,
            Map<String, ObjectId> sought,
            Map<String, ObjectId> found)
            throws IOException {
        try (TreeWalk walk = new TreeWalk(null, reader)) {
            walk.addTree(entriesOf(reader, commit, folder));
            for (RevCommit parent : commit.getParents()) {
                walk.addTree(entriesOf(reader, parent, folder));
            }
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                ObjectId wanted = sought.get(walk.getNameString());
                boolean isNew = walk.getObjectId(0).equals(wanted);
                for (int parent = 1; parent <= commit.getParentCount(); parent++) {
                    isNew &= !walk.getObjectId(parent).equals(wanted);
                }
                if (isNew) {
                    found.put(walk.getNameString(), commit.copy());
                    sought.remove(walk.getNameString());
                }
            }
        }
    }

    private static AbstractTreeIterator entriesOf(ObjectReader reader, RevCommit commit, String folder)
            throws IOException {
        if (folder.isEmpty()) {
            return new CanonicalTreeParser(null, reader, commit.getTree());
        }
        try (TreeWalk walk = TreeWalk.forPath(reader, folder, commit.getTree())) {
            return walk != null && walk.isSubtree()
                    ? new CanonicalTreeParser(null, reader, walk.getObjectId(0))
                    : new EmptyTreeIterator();
        }
    }
}

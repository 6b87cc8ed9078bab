package org.masora.hub.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.masora.hub.accounts.Account;
import org.masora.hub.repositories.HostedRepository;

/** Writes files straight into a branch, as one commit: all of them or none. */
final class ContentsWriter {
    /**
     * What to commit.
     *
     * @param branch where the commit goes on; empty for the default branch
     * @param newBranch the branch to be made for it, if it shall not move {@code branch}
     */
    record Order(
            List<FileEdit> edits,
            Optional<String> branch,
            Optional<String> newBranch,
            String message,
            PersonIdent author,
            PersonIdent committer) {}

    /** What was committed, and the branch that holds it. */
    record Written(RevCommit commit, String branch) {}

    /** The branches of an order, and what they hold now. */
    private record Target(String branch, Optional<RevCommit> parent, ObjectId expected) {}

    /** Makes the first commit of a new repository: a README. */
    void writeFirst(HostedRepository repository, Account owner, String readme) throws IOException {
        PersonIdent author = new PersonIdent(owner.commitName(), owner.email());
        String content = Base64.getEncoder().encodeToString(readme.getBytes(StandardCharsets.UTF_8));
        FileEdit edit =
                new FileEdit(FileEdit.Operation.CREATE, "README.md", content, Optional.empty(), Optional.empty());
        write(
                repository,
                owner,
                new Order(List.of(edit), Optional.empty(), Optional.empty(), "Initial commit", author, author));
    }

    /** Commits. Refuses if the branch is protected, or files are not as the order says. */
    Written write(HostedRepository hosted, Account writer, Order order) throws IOException {
        return hosted.changeRefs(repository -> {
            try (RevWalk walk = new RevWalk(repository);
                    ObjectInserter inserter = repository.newObjectInserter()) {
                Target target = target(hosted, repository, walk, order);
                if (!hosted.settings().letsPush(writer, target.branch())) {
                    throw new Refusal(403, "user cannot commit to repo [user: " + writer.name() + "]");
                }
                CommitBuilder commit = new CommitBuilder();
                commit.setTreeId(tree(inserter, target, order.edits()));
                target.parent().ifPresent(commit::setParentId);
                commit.setAuthor(order.author());
                commit.setCommitter(order.committer());
                commit.setMessage(order.message().stripTrailing() + "\n");
                ObjectId id = inserter.insert(commit);
                inserter.flush();
                move(repository, target, id, writer);
                return new Written(walk.parseCommit(id), target.branch());
            } catch (InvalidPathException e) {
                throw new Refusal(422, "the branch holds names that only git itself can change");
            }
        });
    }

    private static Target target(HostedRepository hosted, Repository repository, RevWalk walk, Order order)
            throws IOException {
        HostedRepository.Branches branches = hosted.currentBranches();
        order.branch().ifPresent(name -> RepositoryRoutes.checkBranchName(name, "Branch"));
        order.newBranch().ifPresent(name -> RepositoryRoutes.checkBranchName(name, "NewBranch"));
        String from = order.branch().orElse(branches.defaultBranch());
        String to = order.newBranch().orElse(from);
        if (branches.isEmpty()) {
            return new Target(to, Optional.empty(), ObjectId.zeroId());
        }
        Ref ref = repository.exactRef(Constants.R_HEADS + from);
        if (ref == null) {
            throw new Refusal(404, "branch does not exist [name: " + from + "]");
        }
        RevCommit parent = walk.parseCommit(ref.getObjectId());
        if (to.equals(from)) {
            return new Target(to, Optional.of(parent), parent);
        }
        if (branches.hasInAnyCase(to)) {
            throw new Refusal(409, "branch already exists [name: " + to + "]");
        }
        return new Target(to, Optional.of(parent), ObjectId.zeroId());
    }

    private static ObjectId tree(ObjectInserter inserter, Target target, List<FileEdit> edits) throws IOException {
        DirCache files = DirCache.newInCore();
        if (target.parent().isPresent()) {
            DirCacheBuilder builder = files.builder();
            builder.addTree(
                    new byte[0],
                    DirCacheEntry.STAGE_0,
                    inserter.newReader(),
                    target.parent().get().getTree());
            builder.finish();
        }
        for (FileEdit edit : edits) {
            check(files, edit);
            DirCacheEditor editor = files.editor();
            switch (edit.operation()) {
                case DELETE -> editor.add(new DirCacheEditor.DeletePath(edit.path()));
                case CREATE, UPDATE -> {
                    FileMode mode = modeOf(files, edit);
                    edit.fromPath()
                            .filter(from -> !from.equals(edit.path()))
                            .ifPresent(from -> editor.add(new DirCacheEditor.DeletePath(from)));
                    ObjectId blob = inserter.insert(Constants.OBJ_BLOB, edit.bytes());
                    editor.add(new DirCacheEditor.PathEdit(edit.path()) {
                        @Override
                        public void apply(DirCacheEntry entry) {
                            entry.setFileMode(mode);
                            entry.setObjectId(blob);
                        }
                    });
                }
            }
            editor.finish();
        }
        return files.writeTree(inserter);
    }

    private static FileMode modeOf(DirCache files, FileEdit edit) {
        DirCacheEntry before = files.getEntry(edit.fromPath().orElse(edit.path()));
        return before == null || before.getFileMode().equals(FileMode.GITLINK)
                ? FileMode.REGULAR_FILE
                : before.getFileMode();
    }

    private static void check(DirCache files, FileEdit edit) {
        boolean deletes = edit.operation() == FileEdit.Operation.DELETE;
        String where = edit.fromPath().orElse(edit.path());
        DirCacheEntry there = files.getEntry(where);
        if (edit.operation() == FileEdit.Operation.CREATE) {
            if (there != null) {
                throw new Refusal(422, "repository file already exists [path: " + where + "]");
            }
        } else if (there == null) {
            throw new Refusal(404, "repository file does not exist [path: " + where + "]");
        } else if (edit.sha().isPresent()
                && !edit.sha().get().equals(there.getObjectId().name())) {
            throw new Refusal(
                    deletes ? 400 : 422,
                    "sha does not match [given: " + edit.sha().get() + ", expected: "
                            + there.getObjectId().name() + "]");
        }
        if (!deletes) {
            checkRoom(files, edit.path());
        }
    }

    /** A file is not put where a folder is, nor into a file. */
    private static void checkRoom(DirCache files, String path) {
        if (files.getEntriesWithin(path).length > 0 && files.getEntry(path) == null) {
            throw new Refusal(422, "path is a folder [path: " + path + "]");
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            if (files.getEntry(path.substring(0, slash)) != null) {
                throw new Refusal(422, "a part of the path is a file [path: " + path.substring(0, slash) + "]");
            }
        }
    }

    private static void move(Repository repository, Target target, ObjectId commit, Account writer) throws IOException {
        RefUpdate update = repository.updateRef(Constants.R_HEADS + target.branch());
        update.setExpectedOldObjectId(target.expected());
        update.setNewObjectId(commit);
        update.setRefLogIdent(new PersonIdent(writer.commitName(), writer.email()));
        update.setRefLogMessage("contents", true);
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
            throw new Refusal(409, "the branch could not be moved: " + result);
        }
    }
}

package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Person;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;

/**
 * The private history of a project on this disk: a bare git repository outside the folder, readable
 * with plain {@code git}. Content and revisions only ever come in; nothing is pruned. What moves is
 * a handful of refs (see {@code docs/format.md}).
 *
 * <p>One writer at a time: callers hold the project's lock.
 */
public final class Vault implements AutoCloseable {

    private final Repository repository;
    private final VaultObjects objects;
    private final RecentTrees recent = new RecentTrees();

    /** A vault over any repository; tests give one that lives in memory. */
    public Vault(Repository repository) {
        this.repository = repository;
        this.objects = new VaultObjects(repository);
    }

    /** Opens the vault in this directory, or makes it. */
    public static Vault open(Path directory) {
        PlainGitEnvironment.install();
        try {
            Repository repository = new FileRepositoryBuilder()
                    .setGitDir(directory.toFile())
                    .setBare()
                    .build();
            if (!Files.exists(directory.resolve(Constants.CONFIG))) {
                repository.create(true);
                StoredConfig config = repository.getConfig();
                config.setBoolean("core", null, "fsyncObjectFiles", true);
                config.setBoolean("core", null, "fsyncRefFiles", true);
                config.setBoolean("core", null, "logAllRefUpdates", false);
                config.setInt("gc", null, "auto", 0);
                config.setString("gc", null, "pruneExpire", "never");
                config.save();
            }
            return new Vault(repository);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The repository beneath, for remotes that speak git; they write objects and refs under {@code refs/masora/from}. */
    public Repository repository() {
        return repository;
    }

    /** Content by name; what is written is on the disk after the next {@link #commit} or {@link #flush}. */
    public Blobs blobs() {
        return objects;
    }

    /** A way to read many contents that are much like each other, until it is closed; for one thread. */
    public interface Reading extends AutoCloseable {
        /**
         * The bytes of a content.
         *
         * @throws Blobs.MissingBlob when it is not here
         */
        byte[] read(BlobId id);

        /** These contents, each once, in the order in which reading all of them costs least. */
        List<BlobId> inStoredOrder(Collection<BlobId> ids);

        @Override
        void close();
    }

    /** Reads contents as {@link #blobs()} does, and faster where many versions of one file are read in a row. */
    public Reading reading() {
        return objects.reading();
    }

    /** A way to go through many revisions. */
    public RevisionWalk walk() {
        return new RevisionWalk(repository);
    }

    /** Whether the revision is here. */
    public boolean has(RevisionId id) {
        try {
            return objects.has(objectId(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a revision; it and its content are on the disk when this returns. The same arguments give
     * the same id everywhere.
     *
     * @param snapshot the content; its blobs were written to {@link #blobs()} or came by a fetch
     * @param parents in order
     * @param author who; also the committer
     * @param time whole seconds, written as UTC
     * @param message first line, body, trailers
     */
    public RevisionId commit(Snapshot snapshot, List<RevisionId> parents, Person author, Instant time, String message) {
        RevisionId id = prepare(snapshot, parents, author, time, message);
        flush();
        return id;
    }

    /** Makes a revision as {@link #commit} does; it is on the disk, and found, after the next {@link #flush}. */
    public RevisionId prepare(
            Snapshot snapshot, List<RevisionId> parents, Person author, Instant time, String message) {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree(snapshot));
        commit.setParentIds(parents.stream().map(Vault::objectId).toList());
        PersonIdent ident = new PersonIdent(author.name(), author.email(), time, ZoneOffset.UTC);
        commit.setAuthor(ident);
        commit.setCommitter(ident);
        commit.setEncoding(StandardCharsets.UTF_8);
        commit.setMessage(message);
        try {
            return new RevisionId(
                    objects.write(Constants.OBJ_COMMIT, commit.build()).name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId tree(Snapshot snapshot) {
        Optional<ObjectId> known = recent.treeOf(snapshot);
        if (known.isPresent()) {
            return known.get();
        }
        ObjectId tree = Trees.write(objects, snapshot);
        recent.remember(tree, snapshot);
        return tree;
    }

    /** Brings what was written to {@link #blobs()} to the disk. */
    public void flush() {
        objects.flush();
    }

    /** A revision with its content; empty when it is not here. */
    public Optional<Revision> revision(RevisionId id) {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = walk.parseCommit(objectId(id));
            PersonIdent author = commit.getAuthorIdent();
            return Optional.of(new Revision(
                    id,
                    recent.content(commit.getTree(), () -> Trees.read(objects, commit.getTree())),
                    Arrays.stream(commit.getParents()).map(Vault::revisionId).toList(),
                    new Person(author.getName(), author.getEmailAddress()),
                    author.getWhenAsInstant(),
                    commit.getFullMessage()));
        } catch (MissingObjectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a revision says of itself, its content unread.
     *
     * @param message first line, body, trailers
     */
    public record Heading(RevisionId id, List<RevisionId> parents, Person author, Instant time, String message) {
        public Heading {
            parents = List.copyOf(parents);
        }
    }

    /** The headings of this revision and of all that it stands on by git parents, parents before what stands on them. */
    public List<Heading> headings(RevisionId newest) {
        List<Heading> headings = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.TOPO);
            walk.sort(RevSort.REVERSE, true);
            walk.markStart(walk.parseCommit(objectId(newest)));
            for (RevCommit commit : walk) {
                headings.add(heading(commit));
            }
            return headings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a revision says of itself; empty when it is not here. */
    public Optional<Heading> heading(RevisionId id) {
        return has(id) ? newest(List.of(id), heading -> true) : Optional.empty();
    }

    /**
     * The newest revision that is wanted, of these and of all that they stand on by git parents; costs as much as
     * it is deep.
     */
    public Optional<Heading> newest(Collection<RevisionId> from, Predicate<Heading> wanted) {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.sort(RevSort.COMMIT_TIME_DESC);
            for (RevisionId start : from) {
                walk.markStart(walk.parseCommit(objectId(start)));
            }
            for (RevCommit commit : walk) {
                Heading heading = heading(commit);
                if (wanted.test(heading)) {
                    return Optional.of(heading);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Heading heading(RevCommit commit) {
        PersonIdent author = commit.getAuthorIdent();
        return new Heading(
                revisionId(commit),
                Arrays.stream(commit.getParents()).map(Vault::revisionId).toList(),
                new Person(author.getName(), author.getEmailAddress()),
                author.getWhenAsInstant(),
                commit.getFullMessage());
    }

    /** The parents of a revision, in order; none when it is not here. */
    public List<RevisionId> parents(RevisionId id) {
        try (RevWalk walk = new RevWalk(repository)) {
            return Arrays.stream(walk.parseCommit(objectId(id)).getParents())
                    .map(Vault::revisionId)
                    .toList();
        } catch (MissingObjectException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The revisions whose id begins like this; at least six digits, so that few do. */
    public List<RevisionId> beginningWith(String digits) {
        if (!digits.matches("[0-9a-f]{6,40}")) {
            return List.of();
        }
        try (ObjectReader reader = repository.newObjectReader()) {
            List<RevisionId> found = new ArrayList<>();
            for (ObjectId id : reader.resolve(AbbreviatedObjectId.fromString(digits))) {
                if (reader.open(id).getType() == Constants.OBJ_COMMIT) {
                    found.add(revisionId(id));
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The length of a file's bytes, where they are in the vault and have the name they go by. */
    public OptionalLong proved(BlobId id) {
        try {
            byte[] bytes = objects.read(id);
            return BlobId.of(bytes).equals(id) ? OptionalLong.of(bytes.length) : OptionalLong.empty();
        } catch (Blobs.MissingBlob | UncheckedIOException damaged) {
            return OptionalLong.empty();
        }
    }

    /**
     * The content of a revision.
     *
     * @throws Blobs.MissingBlob when the revision is not here
     */
    public Snapshot snapshot(RevisionId id) {
        return revision(id)
                .orElseThrow(() -> new Blobs.MissingBlob(new BlobId(id.hex())))
                .snapshot();
    }

    /**
     * What these paths held before a revision, newest first, each different content once.
     *
     * @param revision where to start; what it holds itself is not part of the answer
     * @param revisionsMax how many revisions to look back at most
     * @param alongFirst of which revisions only the first parent is followed; of a kept revision that is the
     *     folder's own past
     * @return for each path the contents; an empty one where the path was not there
     */
    public Map<String, List<Optional<BlobId>>> earlier(
            RevisionId revision, Set<String> paths, int revisionsMax, Predicate<Heading> alongFirst) {
        return paths.isEmpty()
                ? Map.of()
                : new EarlierContents(repository, paths, alongFirst).before(revision, revisionsMax);
    }

    /** The ancestry of what is here. */
    public RevisionGraph graph() {
        return new RevisionGraph(repository);
    }

    /** Where a ref of the vault points. */
    public Optional<RevisionId> ref(String name) {
        try {
            Ref ref = repository.exactRef(name);
            return ref == null || ref.getObjectId() == null
                    ? Optional.empty()
                    : Optional.of(revisionId(ref.getObjectId()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The refs below this prefix (which ends with a slash), by what follows it. */
    public Map<String, RevisionId> refs(String prefix) {
        try {
            Map<String, RevisionId> refs = new TreeMap<>();
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(prefix)) {
                if (ref.getObjectId() != null) {
                    refs.put(ref.getName().substring(prefix.length()), revisionId(ref.getObjectId()));
                }
            }
            return refs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Moves a ref if it still stands where expected.
     *
     * @return whether it moved
     */
    public boolean moveRef(String name, Optional<RevisionId> expected, RevisionId to) {
        try {
            RefUpdate update = repository.updateRef(name);
            update.setExpectedOldObjectId(expected.map(Vault::objectId).orElse(ObjectId.zeroId()));
            update.setNewObjectId(objectId(to));
            update.setForceUpdate(true);
            update.disableRefLog();
            return switch (update.update()) {
                case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> true;
                default -> false;
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        objects.close();
        repository.close();
    }

    static ObjectId objectId(RevisionId id) {
        return ObjectId.fromString(id.hex());
    }

    static RevisionId revisionId(ObjectId id) {
        return new RevisionId(id.name());
    }
}

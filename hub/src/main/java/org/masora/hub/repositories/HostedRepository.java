package org.masora.hub.repositories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.InvalidRefNameException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One repository: its record, and its git folder, opened when first needed and then kept open. Refs change only
 * inside {@link #changeRefs}, one change at a time.
 */
public final class HostedRepository {
    private static final String DEFAULT_BRANCH = "main";

    private final Path folder;
    private final Duration effectsDelay;
    private final Repacking repacking;
    private final ReentrantLock changing = new ReentrantLock();

    private volatile RepositoryRecord settings;
    private boolean deleted;
    private @Nullable Repository git;
    private @Nullable Branches branches;
    private @Nullable Long sizeKib;
    private @Nullable Outdated outdated;

    /**
     * The branches of a repository.
     *
     * @param defaultBranch the one that HEAD names; it need not exist
     */
    public record Branches(String defaultBranch, NavigableMap<String, ObjectId> heads) {
        /** Whether there is no branch at all. */
        public boolean isEmpty() {
            return heads.isEmpty();
        }

        /** Whether a branch is called so, in whatever case: on some disks the two would be one. */
        public boolean hasInAnyCase(String name) {
            return heads.keySet().stream().anyMatch(name::equalsIgnoreCase);
        }
    }

    /** What is still shown of the branches after a change, and until when. */
    private record Outdated(Branches branches, long untilNanos) {}

    /** Something that changes refs. */
    public interface RefChange<T> {
        /** Does it; the repository stays open as long. */
        T in(Repository repository) throws IOException;
    }

    HostedRepository(RepositoryRecord settings, Path folder, Duration effectsDelay, Repacking repacking) {
        this.settings = settings;
        this.folder = folder;
        this.effectsDelay = effectsDelay;
        this.repacking = repacking;
    }

    /** Its settings as they are now. */
    public RepositoryRecord settings() {
        return settings;
    }

    void settings(RepositoryRecord changed) {
        this.settings = changed;
    }

    /** Makes an empty bare repository that flushes what it writes before it says so. */
    static void initialise(Path folder, String defaultBranch) throws IOException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder();
        try (Repository made = builder.setGitDir(folder.toFile())
                .setBare()
                .setInitialBranch(defaultBranch.isEmpty() ? DEFAULT_BRANCH : defaultBranch)
                .build()) {
            made.create(true);
            var config = made.getConfig();
            config.setBoolean("core", null, "fsyncObjectFiles", true);
            config.setBoolean("core", null, "fsyncRefFiles", true);
            // What a force push takes from a branch can still be found.
            config.setString("core", null, "logAllRefUpdates", "always");
            config.setBoolean("receive", null, "autogc", false);
            config.setInt("gc", null, "auto", 0);
            config.save();
        } catch (InvalidRefNameException e) {
            throw new IllegalArgumentException("checked by the caller", e);
        }
    }

    /**
     * The git repository; close it after use.
     *
     * @throws IOException also if it was deleted since it was looked up
     */
    public synchronized Repository open() throws IOException {
        if (deleted) {
            throw new IOException("repository " + settings.number() + " was deleted");
        }
        Repository opened = git;
        if (opened == null) {
            StaleFiles.remove(folder);
            opened = new FileRepositoryBuilder()
                    .setGitDir(folder.toFile())
                    .setBare()
                    .setMustExist(true)
                    .build();
            git = opened;
        }
        opened.incrementOpen();
        return opened;
    }

    /**
     * Changes refs while nobody else does. In a repository without its default branch, the first branch that comes
     * to be becomes the default.
     */
    public <T> T changeRefs(RefChange<T> change) throws IOException {
        changing.lock();
        try (Repository repository = open()) {
            Branches before = currentBranches();
            T result = change.in(repository);
            forgetBranches();
            chooseDefaultBranch(repository);
            show(before);
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
            repacking.consider(this, folder);
            return result;
        } finally {
            changing.unlock();
        }
    }

    private void chooseDefaultBranch(Repository repository) throws IOException {
        Branches now = currentBranches();
        if (now.isEmpty() || now.heads().containsKey(now.defaultBranch())) {
            return;
        }
        String chosen = Stream.of("master", "main")
                .filter(now.heads()::containsKey)
                .findFirst()
                .orElse(now.heads().firstKey());
        pointHeadTo(repository, chosen);
    }

    /** Makes a branch the default one, which need not exist. */
    public void setDefaultBranch(String branch) throws IOException {
        changing.lock();
        try (Repository repository = open()) {
            pointHeadTo(repository, branch);
        } finally {
            changing.unlock();
        }
    }

    private void pointHeadTo(Repository repository, String branch) throws IOException {
        RefUpdate head = repository.updateRef(Constants.HEAD);
        head.disableRefLog();
        RefUpdate.Result result = head.link(Constants.R_HEADS + branch);
        if (result != RefUpdate.Result.FORCED
                && result != RefUpdate.Result.NEW
                && result != RefUpdate.Result.NO_CHANGE) {
            throw new IOException("HEAD not moved: " + result);
        }
        forgetBranches();
    }

    private synchronized void forgetBranches() {
        branches = null;
        sizeKib = null;
    }

    private synchronized void show(Branches before) {
        if (!effectsDelay.isZero()) {
            outdated = new Outdated(before, System.nanoTime() + effectsDelay.toNanos());
        }
    }

    /** The branches that are there. */
    public synchronized Branches currentBranches() throws IOException {
        if (branches == null) {
            try (Repository repository = open()) {
                branches = readBranches(repository);
            }
        }
        return branches;
    }

    /** The branches that lists and HEAD show: the current ones, unless the effects of changes are delayed. */
    public synchronized Branches shownBranches() throws IOException {
        if (outdated != null) {
            if (outdated.untilNanos() - System.nanoTime() > 0) {
                return outdated.branches();
            }
            outdated = null;
        }
        return currentBranches();
    }

    private static Branches readBranches(Repository repository) throws IOException {
        NavigableMap<String, ObjectId> heads = new TreeMap<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
            ObjectId id = ref.getObjectId();
            if (id != null) {
                heads.put(ref.getName().substring(Constants.R_HEADS.length()), id);
            }
        }
        Ref head = repository.exactRef(Constants.HEAD);
        String target = head == null
                ? Constants.R_HEADS + DEFAULT_BRANCH
                : head.getTarget().getName();
        return new Branches(Repository.shortenRefName(target), Collections.unmodifiableNavigableMap(heads));
    }

    /** The size of its objects on the disk, in KiB. */
    public synchronized long sizeKib() throws IOException {
        if (sizeKib == null) {
            try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
                sizeKib = files.mapToLong(HostedRepository::sizeOf).sum() / 1024;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return sizeKib;
    }

    private static long sizeOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException goneMeanwhile) {
            return 0;
        }
    }

    /** When its settings or its refs were last changed. */
    public Instant updated() throws IOException {
        Instant pushed = Files.getLastModifiedTime(folder).toInstant();
        return pushed.isAfter(settings.updated()) ? pushed : settings.updated();
    }

    /** Lets go of the git folder, which may then be removed; changes of refs that are waiting find it deleted. */
    void retire() {
        changing.lock();
        try {
            synchronized (this) {
                deleted = true;
                close();
            }
        } finally {
            changing.unlock();
        }
    }

    synchronized void close() {
        if (git != null) {
            git.close();
            git = null;
        }
    }
}

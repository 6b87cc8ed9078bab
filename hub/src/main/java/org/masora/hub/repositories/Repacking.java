package org.masora.hub.repositories;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.Repository;

/**
 * Puts the many small packs that pushes leave into one, some while after there came to be too many, and never while
 * somebody waits for it. Nothing is thrown away by it: what no branch leads to any more is kept as single objects, and
 * packs as young as a push that may still be under way stay where they are.
 */
final class Repacking implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Repacking.class.getName());
    private static final int PACKS_AT_MOST = 50;
    /** Of the 256 folders of single objects one is counted, as git does it; this stands for some 6,700 objects. */
    private static final int OBJECTS_IN_ONE_FOLDER_AT_MOST = 26;

    private static final String COUNTED_FOLDER = "17";

    private final Duration delay;
    private final Set<HostedRepository> waiting = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hub-repacking");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Nothing is packed before it is asked for.
     *
     * @param delay between the change that made it too many and the packing; younger packs are left alone
     */
    Repacking(Duration delay) {
        this.delay = delay;
    }

    /** Sees to a repository that was just changed, later, if it needs that. */
    void consider(HostedRepository repository, Path gitFolder) throws IOException {
        Path objects = gitFolder.resolve("objects");
        boolean needed = count(objects.resolve("pack"), "*.pack") > PACKS_AT_MOST
                || count(objects.resolve(COUNTED_FOLDER), "*") > OBJECTS_IN_ONE_FOLDER_AT_MOST;
        if (needed && waiting.add(repository)) {
            ScheduledFuture<?> _ = thread.schedule(() -> repack(repository), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static int count(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            return (int) StreamSupport.stream(files.spliterator(), false).count();
        }
    }

    private void repack(HostedRepository hosted) {
        waiting.remove(hosted);
        try (Repository repository = hosted.open()) {
            // Not the whole of JGit's clean-up: packing refs gets in the way of pushes, and pruning throws away.
            GC packing = new GC((FileRepository) repository);
            packing.setPackExpireAgeMillis(delay.toMillis());
            packing.repack();
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "repository " + hosted.settings().number() + " was not repacked",
                    e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

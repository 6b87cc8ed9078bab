package org.masora.app.web.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.masora.app.web.shelf.NearProject;

/**
 * Watches the folders of projects: when an editor has finished writing, the folder is looked at, which keeps what it
 * wrote. A folder that cannot be watched (a drive of another computer, more folders than the system lets anybody watch)
 * is looked at in its turn by {@link Unasked}. For one thread.
 */
public final class Watching implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watching.class.getName());

    /** An editor that has written nothing for so long has finished. */
    static final Duration QUIET = Duration.ofSeconds(5);

    /** What is written all the time is looked at nevertheless, so often. */
    static final Duration LOOK_AT_LEAST = Duration.ofSeconds(60);

    private static final Duration TAKE_UP_NEW = Duration.ofSeconds(30);
    private static final int FOLDERS_MAX = 3_000;

    private final Supplier<List<NearProject>> projects;
    private final Consumer<String> look;
    private final InstantSource clock;
    private final WatchService watcher;
    private final Map<WatchKey, Watched> watched = new HashMap<>();
    private final Map<String, Writing> writing = new HashMap<>();
    private Instant takenUp = Instant.MIN;

    /** A folder of a project. */
    private record Watched(String project, Path folder) {}

    /** Somebody writes into a project's folder. */
    private record Writing(Instant since, Instant last) {}

    /**
     * Watches nothing yet.
     *
     * @param projects those that are under care now
     * @param look is told which project to look at
     */
    public Watching(
            Supplier<List<NearProject>> projects, Consumer<String> look, InstantSource clock, WatchService watcher) {
        this.projects = projects;
        this.look = look;
        this.clock = clock;
        this.watcher = watcher;
    }

    /** Watches until it is closed. */
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                step(Duration.ofSeconds(1));
            }
        } catch (ClosedWatchServiceException ended) {
            // Closing is how it ends.
            return;
        }
    }

    /** Waits so long for somebody to write, and looks where somebody has finished. */
    void step(Duration atMost) {
        Instant now = clock.instant();
        if (!now.isBefore(takenUp.plus(TAKE_UP_NEW))) {
            takeUp();
            takenUp = now;
        }
        try {
            WatchKey key = watcher.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
            while (key != null) {
                told(key);
                key = watcher.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        lookWhereItIsQuiet(clock.instant());
    }

    private void lookWhereItIsQuiet(Instant now) {
        List<String> due = new ArrayList<>();
        writing.forEach((project, since) -> {
            if (!now.isBefore(since.last().plus(QUIET))
                    || !now.isBefore(since.since().plus(LOOK_AT_LEAST))) {
                due.add(project);
            }
        });
        writing.keySet().removeAll(due);
        due.forEach(look);
    }

    private void told(WatchKey key) {
        Watched folder = watched.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            boolean isText = !(event.context() instanceof Path name) || isText(String.valueOf(name));
            if (folder != null && isText) {
                Instant now = clock.instant();
                writing.merge(folder.project(), new Writing(now, now), (before, _) -> new Writing(before.since(), now));
                if (event.kind().equals(StandardWatchEventKinds.ENTRY_CREATE) && event.context() instanceof Path name) {
                    watch(folder.project(), folder.folder().resolve(name));
                }
            }
        }
        if (!key.reset()) {
            watched.remove(key);
        }
    }

    /** What Masora puts aside for a moment, and the history that other programs keep, is no text of the project. */
    private static boolean isText(String name) {
        return !name.startsWith(".masora-") && !name.equals(".git") && !name.equals(".hg");
    }

    /** Projects come and go, and drives are plugged in. */
    private void takeUp() {
        Map<String, Path> wanted = new HashMap<>();
        projects.get().forEach(project -> wanted.put(project.id(), project.folder()));
        watched.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getValue().project())
                    || !entry.getValue()
                            .folder()
                            .startsWith(wanted.get(entry.getValue().project()));
            if (gone) {
                entry.getKey().cancel();
            }
            return gone;
        });
        Set<Path> known = new HashSet<>();
        watched.values().forEach(folder -> known.add(folder.folder()));
        wanted.forEach((project, folder) -> {
            if (!known.contains(folder)) {
                watch(project, folder);
            }
        });
    }

    /** Watches a folder with those in it, links not followed. */
    private void watch(String project, Path from) {
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(from, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (!isText(String.valueOf(folder.getFileName())) || watched.size() >= FOLDERS_MAX) {
                        return FileVisitResult.SKIP_SUBTREE;
                    }
                    WatchKey key = folder.register(
                            watcher,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                    watched.put(key, new Watched(project, folder));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a folder is not watched, and looked at in its turn", e);
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }
}

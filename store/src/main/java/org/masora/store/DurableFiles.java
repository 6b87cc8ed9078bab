package org.masora.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writing so that it is still there after the plug is pulled. */
public final class DurableFiles {

    /** How many wait for the disk at once: one flush of its own cache is enough for all of them. */
    private static final int AT_ONCE = 32;

    /**
     * From how many files on the whole file system is flushed instead: by then waiting for each takes longer
     * than waiting for what other programs have written meanwhile usually does.
     */
    static final int MANY = 64;

    private DurableFiles() {}

    /** A piece of work that waits for the disk. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does all of these, several at once: a disk brings in what many wait for in little more time than it
     * needs for one.
     */
    static void together(Collection<? extends Work> works) throws IOException {
        if (works.size() == 1) {
            works.iterator().next().run();
            return;
        }
        if (works.isEmpty()) {
            return;
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(AT_ONCE, works.size()))) {
            List<Future<?>> done = new ArrayList<>();
            for (Work work : works) {
                done.add(threads.submit(() -> {
                    work.run();
                    return work;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the disk");
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw new IOException(failed);
                case RuntimeException failed -> throw failed;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }

    /** Puts these bytes at this path in one step: afterwards it holds the old bytes or the new, never a part. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling(".masora-" + file.getFileName() + ".new");
        write(beside, content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flushFolder(folderOf(file));
    }

    /** The folder that holds this file. */
    static Path folderOf(Path file) {
        return Objects.requireNonNull(file.getParent(), "a file has a folder");
    }

    /** Writes a file and brings it to the disk. */
    static void write(Path file, byte[] content) throws IOException {
        write(file, content, true);
    }

    /** Writes a file whose way to the disk is looked after by {@link #flushFiles}. */
    static void writeForNow(Path file, byte[] content) throws IOException {
        write(file, content, false);
    }

    private static void write(Path file, byte[] content, boolean toDisk) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            if (toDisk) {
                channel.force(true);
            }
        }
    }

    /**
     * Brings files in or below a folder to the disk: one by one, or, where they are many and the platform can,
     * with everything else on their file system.
     */
    static void flushFiles(Path folder, Collection<Path> files) throws IOException {
        if (files.size() >= MANY && WholeFileSystem.bringToDisk(folder)) {
            return;
        }
        together(files.stream().<Work>map(file -> () -> flushFile(file)).toList());
    }

    private static void flushFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Brings renames in a folder to the disk, where the platform lets a folder be opened (Windows does not). */
    public static void flushFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException notOnThisPlatform) {
            // The rename itself is atomic; only its moment is left to the operating system.
            return;
        }
    }
}

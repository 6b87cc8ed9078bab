package org.masora.hub.paratext;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.masora.remote.paratext.mercurial.CommandServer;
import org.masora.remote.paratext.mercurial.CommandServer.Result;

/**
 * The repository of a project on the server. Nothing is ever checked out of it, so what a bundle holds is only kept and
 * given out. Other programs may work on it at the same time: Mercurial's own locks count.
 */
final class HgRepository implements AutoCloseable {
    /** The tip of a repository without changesets. */
    static final String NO_CHANGESET = "0".repeat(40);

    private static final Duration BUNDLE_TAKES_AT_MOST = Duration.ofMinutes(10);
    private static final long FILE_BYTES_AT_MOST = 64L << 20;
    private static final int WAIT_FOR_OTHERS_SECONDS = 60;

    private final HgPool pool;
    private final Path folder;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile @Nullable CommandServer server;
    private volatile long lastUsed;
    private volatile @Nullable Seen seen;

    /** What was in the repository when its index looked so. */
    private record Seen(long size, FileTime changed, List<String> history) {}

    /** What became of a bundle. */
    sealed interface Unbundled {
        /** All of it is in the repository. */
        record Kept() implements Unbundled {}

        /** Nothing of it is. */
        record Refused(String why) implements Unbundled {}
    }

    HgRepository(HgPool pool, Path folder) {
        this.pool = pool;
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    long lastUsed() {
        return lastUsed;
    }

    /** Takes back what a process that was killed left half done. */
    void recover() throws IOException {
        if (Files.exists(folder.resolve(".hg/store/journal"))) {
            run(List.of("recover"));
        }
    }

    /** Full nodes of all changesets, newest arrival first. */
    List<String> history() throws IOException {
        Optional<BasicFileAttributes> index = index();
        Seen known = seen;
        if (known != null
                && index.isPresent()
                && known.size() == index.get().size()
                && known.changed().equals(index.get().lastModifiedTime())) {
            return known.history();
        }
        List<String> history = expect(run(List.of("log", "--template", "{node}\n")))
                .text()
                .lines()
                .toList();
        // What changed while it was read is read again the next time.
        index.ifPresent(looked -> seen = new Seen(looked.size(), looked.lastModifiedTime(), history));
        return history;
    }

    private Optional<BasicFileAttributes> index() throws IOException {
        try {
            return Optional.of(
                    Files.readAttributes(folder.resolve(".hg/store/00changelog.i"), BasicFileAttributes.class));
        } catch (NoSuchFileException empty) {
            return Optional.empty();
        }
    }

    /** The changeset that arrived last. */
    String tip() throws IOException {
        return history().stream().findFirst().orElse(NO_CHANGESET);
    }

    /**
     * Writes a bundle of all that is neither one of the bases nor an ancestor of one.
     *
     * @param bases full nodes that the repository has
     * @return false if there is nothing, then there is no file
     */
    boolean bundle(List<String> bases, String type, Path file) throws IOException {
        List<String> command = new ArrayList<>(List.of("bundle", "--quiet", "--type", type));
        if (bases.isEmpty()) {
            command.add("--all");
        }
        for (String base : bases) {
            command.addAll(List.of("--base", base));
        }
        command.addAll(List.of("--", file.toString()));
        Result result = run(command);
        if (result.code() == 1) {
            return false;
        }
        expect(result);
        return true;
    }

    /** Takes a bundle in, whole or not at all. */
    Unbundled unbundle(Path bundle) throws IOException {
        recover();
        Result result = run(List.of("--config", "server.validate=yes", "unbundle", "--quiet", "--", bundle.toString()));
        seen = null;
        return result.succeeded() ? new Unbundled.Kept() : new Unbundled.Refused(firstLine(result.error()));
    }

    private static String firstLine(String said) {
        return said.lines()
                .filter(line -> line.startsWith("abort: "))
                .map(line -> line.substring("abort: ".length()))
                .findFirst()
                .orElse("not a bundle that fits here");
    }

    /** A file as it is in the newest changeset. */
    Optional<byte[]> file(String name) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Result result = run(List.of("cat", "--rev", "tip", "--", "path:" + name), content, FILE_BYTES_AT_MOST);
        return result.succeeded() ? Optional.of(content.toByteArray()) : Optional.empty();
    }

    /** Forgets the changesets that arrived last, as a server does that was set up anew from an older backup. */
    void forget(int changesets) throws IOException {
        recover();
        List<String> newest = history().subList(0, changesets);
        if (!newest.isEmpty()) {
            expect(run(List.of(
                    "--config", "extensions.strip=", "strip", "--no-backup", "--rev", String.join("+", newest))));
        }
        seen = null;
    }

    private Result expect(Result result) throws IOException {
        if (!result.succeeded()) {
            throw new IOException("hg failed in " + folder + ": " + result.error());
        }
        return result;
    }

    private Result run(List<String> command) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Result result = run(command, said, CommandServer.USUAL_OUTPUT_BYTES);
        return new Result(result.code(), said.toByteArray(), result.error());
    }

    private Result run(List<String> command, OutputStream said, long bytesAtMost) throws IOException {
        List<String> whole = new ArrayList<>(List.of("--config", "ui.timeout=" + WAIT_FOR_OTHERS_SECONDS));
        whole.addAll(command);
        turn.lock();
        try {
            lastUsed = System.nanoTime();
            return opened().run(whole, InputStream.nullInputStream(), said, bytesAtMost, BUNDLE_TAKES_AT_MOST);
        } finally {
            turn.unlock();
        }
    }

    private CommandServer opened() throws IOException {
        CommandServer known = server;
        if (known == null) {
            pool.opening(this);
            known = pool.hg().open(folder);
            server = known;
        }
        return known;
    }

    /** Ends the process, unless it is at work. */
    boolean restNow() {
        if (!turn.tryLock()) {
            return false;
        }
        try {
            close();
            return true;
        } finally {
            turn.unlock();
        }
    }

    /** Ends the process, also at work. */
    @Override
    public void close() {
        CommandServer known = server;
        server = null;
        if (known != null) {
            known.close();
        }
    }
}

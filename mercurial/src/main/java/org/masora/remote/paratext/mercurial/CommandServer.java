package org.masora.remote.paratext.mercurial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One process of {@code hg} that runs many commands on one repository, one after the other (Mercurial's command server,
 * {@code hg help cmdserver}). It is started with the first command, and anew after a failure; a command that failed is
 * not tried again, because it may have had its effect. Threads take turns.
 */
public final class CommandServer implements AutoCloseable {
    /** How long a command may take where the caller says nothing else. */
    public static final Duration USUAL_TIMEOUT = Duration.ofMinutes(5);

    /** How much a command may print where the caller says nothing else, in bytes. */
    public static final long USUAL_OUTPUT_BYTES = 64L << 20;

    private final Hg hg;
    private final Path repository;
    private final Path folder;
    private final List<String> global;
    private final List<String> each;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile @Nullable HgProcess process;
    private volatile @Nullable FutureTask<Result> current;
    private volatile boolean closed;

    /**
     * How a command ended.
     *
     * @param code its exit code: 0 is success, 1 often means that there was nothing to do
     * @param output what it printed
     * @param error what it printed as errors and warnings; the beginning of it, if that is long
     */
    public record Result(int code, byte[] output, String error) {
        /** Whether the exit code is 0. */
        public boolean succeeded() {
            return code == 0;
        }

        /** What it printed, as text. */
        public String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /**
     * A process that is started later.
     *
     * @param folder where it runs
     * @param global arguments of the process itself
     * @param each arguments that stand before every command
     */
    private CommandServer(Hg hg, Path repository, Path folder, List<String> global, List<String> each) {
        this.hg = hg;
        this.repository = repository;
        this.folder = folder;
        this.global = global;
        this.each = each;
    }

    /** For a repository that is there, which is opened once for all commands. */
    static CommandServer on(Hg hg, Path repository) {
        // Named, so that no repository further up is ever taken for it.
        return new CommandServer(hg, repository, repository, named(repository), List.of());
    }

    /** Without a repository. */
    static CommandServer outside(Hg hg, Path folder) {
        return new CommandServer(hg, folder, folder, List.of(), List.of());
    }

    /** For a repository that has appeared since: the same process, which opens it anew for every command. */
    CommandServer goingOn(Path appeared) {
        CommandServer next = new CommandServer(hg, appeared, folder, List.of(), named(appeared));
        next.process = process;
        process = null;
        return next;
    }

    private static List<String> named(Path repository) {
        return List.of("--repository", repository.toString());
    }

    /** The folder of the repository. */
    public Path repository() {
        return repository;
    }

    /** Runs a command without input. */
    public Result run(String... command) throws HgException {
        return run(List.of(command));
    }

    /** Runs a command without input. */
    public Result run(List<String> command) throws HgException {
        return run(command, InputStream.nullInputStream());
    }

    /**
     * Runs a command.
     *
     * @param command the arguments after {@code hg}; options for all commands ({@code --config}) stand first, before
     *     the command's name, and only there are they understood
     * @param input what the command reads as its standard input; not closed
     */
    public Result run(List<String> command, InputStream input) throws HgException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Result ended = run(command, input, output, USUAL_OUTPUT_BYTES, USUAL_TIMEOUT);
        return new Result(ended.code(), output.toByteArray(), ended.error());
    }

    /**
     * Runs a command and passes on what it prints, as it comes.
     *
     * @param command as above
     * @param input as above
     * @param output what the command prints goes there; not closed
     * @param outputBytesAtMost where it prints more, it is stopped
     * @param timeout how long it may take
     * @return without the output
     */
    public Result run(
            List<String> command, InputStream input, OutputStream output, long outputBytesAtMost, Duration timeout)
            throws HgException {
        for (String argument : command) {
            if (argument.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("an argument with a zero byte");
            }
        }
        turn.lock();
        try {
            return exchange(command, new HgProcess.Streams(input, output, outputBytesAtMost), timeout);
        } finally {
            turn.unlock();
        }
    }

    private Result exchange(List<String> command, HgProcess.Streams streams, Duration timeout) throws HgException {
        List<String> words = new ArrayList<>(each);
        words.addAll(command);
        FutureTask<Result> work = new FutureTask<>(() -> running().run(words, streams));
        current = work;
        Thread.ofVirtual().name("hg").start(work);
        boolean answered = false;
        try {
            Result result = work.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            answered = true;
            return result;
        } catch (TimeoutException e) {
            throw new HgException(
                    HgException.Kind.TIMED_OUT, "hg " + name(command) + " took longer than " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HgException(HgException.Kind.STOPPED, "hg " + name(command) + " was interrupted", e);
        } catch (CancellationException e) {
            throw failure(command, e);
        } catch (ExecutionException e) {
            throw failure(command, e.getCause());
        } finally {
            current = null;
            if (!answered) {
                kill();
            }
        }
    }

    private HgException failure(List<String> command, @Nullable Throwable cause) {
        if (closed) {
            return new HgException(HgException.Kind.STOPPED, "hg " + name(command) + ": closed");
        }
        return switch (cause) {
            case HgException known -> known;
            case IOException broken ->
                new HgException(HgException.Kind.DIED, "hg " + name(command) + ": " + broken.getMessage(), broken);
            case Error fault -> throw fault;
            case RuntimeException fault -> throw fault;
            case null, default -> throw new IllegalStateException(cause);
        };
    }

    /** The command's name alone: its arguments may hold what is nobody's business. */
    private static String name(List<String> command) {
        return command.stream()
                .filter(word -> !word.startsWith("-") && !word.contains("="))
                .findFirst()
                .orElse("");
    }

    private HgProcess running() throws IOException {
        HgProcess known = process;
        if (known != null && known.isAlive()) {
            return known;
        }
        if (closed) {
            throw new HgException(HgException.Kind.STOPPED, "closed");
        }
        List<String> arguments = new ArrayList<>(global);
        arguments.addAll(List.of("--config", "ui.interactive=no", "--config", "worker.enabled=no"));
        arguments.addAll(List.of("serve", "--cmdserver", "pipe"));
        HgProcess started = HgProcess.start(hg.command(folder, arguments));
        process = started;
        if (closed) {
            kill();
            throw new HgException(HgException.Kind.STOPPED, "closed");
        }
        return started;
    }

    /** The number of the process, while there is one. */
    OptionalLong processId() {
        HgProcess known = process;
        return known == null || !known.isAlive() ? OptionalLong.empty() : OptionalLong.of(known.id());
    }

    private void kill() {
        HgProcess known = process;
        if (known != null) {
            known.kill();
            process = null;
        }
    }

    /** Ends the process at once, also in the middle of a command of another thread, which then fails. */
    @Override
    public void close() {
        closed = true;
        kill();
        // The command can be waiting for its caller's input, which knows nothing of the process.
        FutureTask<Result> waiting = current;
        if (waiting != null) {
            waiting.cancel(true);
        }
    }
}

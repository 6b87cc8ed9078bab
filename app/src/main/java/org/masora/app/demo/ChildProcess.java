package org.masora.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another program, or this one again, as a process of its own that is not let run longer than this one. */
public final class ChildProcess implements AutoCloseable {
    private static final String PROGRAM = "org.masora.app.cli.Masora";
    private static final int LONGEST_RUN_MINUTES = 10;
    private static final int ENDING_SECONDS = 10;

    private final Process process;
    private final BufferedReader out;
    private final CompletableFuture<String> err;

    private ChildProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()), Thread::startVirtualThread);
    }

    /**
     * How a process ended.
     *
     * @param code its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Ended(int code, String out, String err) {}

    /**
     * The command line that runs this program again, with the same Java, the same options and the same classes; as its
     * launcher does, with the quick compiler alone, but for a hub, which runs for long.
     */
    public static List<String> masora(List<String> arguments) {
        boolean runsLong = arguments.getFirst().equals("hub");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X"))
                .filter(option -> !option.startsWith("-XX:TieredStopAtLevel"))
                .forEach(command::add);
        if (!runsLong) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(PROGRAM);
        command.addAll(arguments);
        return command;
    }

    /**
     * Starts a process.
     *
     * @param environment variables in addition to those of this process
     */
    public static ChildProcess start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start());
    }

    /** Runs a process to its end, with this text as its standard input. */
    public static Ended run(List<String> command, Map<String, String> environment, String input)
            throws IOException, InterruptedException {
        try (ChildProcess child = start(command, environment)) {
            child.write(input);
            return child.end();
        }
    }

    /** Gives it this as its whole standard input. */
    public void write(String input) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A program may end without having read all that it is given.
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /** The next line that it says; empty when it says nothing more. */
    public Optional<String> line() throws IOException {
        return Optional.ofNullable(out.readLine());
    }

    /** Waits for its end. */
    public Ended end() throws IOException, InterruptedException {
        CompletableFuture<String> rest = CompletableFuture.supplyAsync(
                () -> out.lines().map(line -> line + "\n").reduce("", String::concat), Thread::startVirtualThread);
        if (!process.waitFor(LONGEST_RUN_MINUTES, TimeUnit.MINUTES)) {
            close();
            throw new IOException("a process did not end in " + LONGEST_RUN_MINUTES + " minutes");
        }
        return new Ended(process.exitValue(), rest.join(), err.join());
    }

    long pid() {
        return process.pid();
    }

    /** Ends it at once, without asking. */
    void kill() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a process ended", e);
        }
    }

    /** Asks it to end, and ends it where it does not. */
    @Override
    public void close() {
        // Through the handle, which leaves the streams open: what it says while it ends can still be read.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

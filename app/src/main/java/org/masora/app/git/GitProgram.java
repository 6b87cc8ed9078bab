package org.masora.app.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The {@code git} program of this computer. Its settings are read and written by itself alone. */
final class GitProgram {

    /** The git program could not be started. */
    static final class NotThere extends IOException {
        private static final long serialVersionUID = 1;

        NotThere(IOException cause) {
            super("git cannot be started", cause);
        }
    }

    /**
     * What came of one call.
     *
     * @param code its exit code
     * @param out its standard output without the last line end
     * @param err its standard error
     */
    record Ended(int code, String out, String err) {}

    private final List<String> beginning;
    private final Map<String, String> environment;

    private GitProgram(List<String> beginning, Map<String, String> environment) {
        this.beginning = beginning;
        this.environment = environment;
    }

    /**
     * git as it is started anywhere.
     *
     * @param environment all variables that it sees
     */
    static GitProgram anywhere(Map<String, String> environment) {
        return new GitProgram(List.of("git"), environment);
    }

    /** git as it is started in a folder. */
    static GitProgram in(Path folder, Map<String, String> environment) {
        return new GitProgram(List.of("git", "-C", folder.toString()), environment);
    }

    /** Runs it to its end. */
    Ended run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(beginning);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new NotThere(e);
        }
        try {
            process.getOutputStream().close();
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            String out = read(process.getInputStream());
            int code = process.waitFor();
            return new Ended(code, out.endsWith("\n") ? out.substring(0, out.length() - 1) : out, err.join());
        } catch (UncheckedIOException e) {
            throw new IOException("git was not understood", e);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while git ran", e);
        }
    }

    private static String read(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

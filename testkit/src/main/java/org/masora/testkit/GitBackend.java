package org.masora.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Assumptions;

/**
 * git's own server, {@code git http-backend}, behind the JDK's web server: what plain git does is what
 * this does. It keeps the sizes of what passed, for tests that count.
 */
public final class GitBackend implements AutoCloseable {

    /** One request that was answered, with the sizes of its bodies. */
    public record Passed(String method, String path, int requestBytes, int answerBytes) {}

    static {
        // Else the JDK's server lets small answers wait for the client's acknowledgement, some 40 ms each.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Path root;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Passed> passed = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean version2 = true;

    /** Starts serving the repositories below this folder; skips the running test where there is no git. */
    public GitBackend(Path root) throws IOException {
        Assumptions.assumeTrue(hasGit(), "skipped: no git program here");
        this.root = root;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Whether protocol version 2 is spoken; else the server is as old as can be. */
    public void version2(boolean is) {
        version2 = is;
    }

    /** What was answered since the start or the last {@link #forgetPassed}, oldest first. */
    public List<Passed> passed() {
        return List.copyOf(passed);
    }

    /** Counts anew. */
    public void forgetPassed() {
        passed.clear();
    }

    /** Makes an empty repository with the default branch {@code main} that everybody may push to. */
    public Path newRepository(String name) {
        Path repository = root.resolve(name);
        git(root, "init", "-q", "--bare", "-b", "main", repository.toString());
        git(repository, "config", "http.receivepack", "true");
        return repository;
    }

    /** The address of a repository. */
    public URI uri(String name) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name);
    }

    /** Whether there is a git program here. */
    public static boolean hasGit() {
        try {
            git(Path.of("."), "--version");
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Runs git in a folder, away from the configuration of whoever runs this, and answers what it printed. */
    public static String git(Path in, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        alone(builder.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + ": " + output);
            }
            return output.strip();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void alone(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
            Map<String, String> environment = builder.environment();
            alone(environment);
            environment.put("GIT_PROJECT_ROOT", root.toString());
            environment.put("GIT_HTTP_EXPORT_ALL", "1");
            environment.put("REQUEST_METHOD", exchange.getRequestMethod());
            environment.put("PATH_INFO", exchange.getRequestURI().getPath());
            environment.put(
                    "QUERY_STRING",
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""));
            environment.put("CONTENT_TYPE", header(exchange, "Content-Type"));
            environment.put("CONTENT_LENGTH", String.valueOf(request.length));
            environment.put("HTTP_CONTENT_ENCODING", header(exchange, "Content-Encoding"));
            if (version2 && !header(exchange, "Git-Protocol").isEmpty()) {
                environment.put("HTTP_GIT_PROTOCOL", header(exchange, "Git-Protocol"));
            }
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(request);
            } catch (IOException e) {
                // The program may end without reading all; its answer says why.
            }
            answer(exchange, process.getInputStream(), request.length);
            process.onExit().join();
        }
    }

    private void answer(HttpExchange exchange, InputStream out, int requestBytes) throws IOException {
        int status = 200;
        for (String line = line(out); !line.isEmpty(); line = line(out)) {
            String[] parts = line.split(": ", 2);
            if (parts[0].equalsIgnoreCase("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(parts[0], parts[1]);
            }
        }
        byte[] body = out.readAllBytes();
        passed.add(new Passed(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), requestBytes, body.length));
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    /** A folder for repositories below a test's own. */
    public static Path folder(Path directory) throws IOException {
        return Files.createDirectories(directory.resolve("served"));
    }
}

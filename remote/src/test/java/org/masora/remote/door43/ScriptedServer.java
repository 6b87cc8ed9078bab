package org.masora.remote.door43;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.masora.remote.http.ServerAddress;

/** A server that says what it was told to say; the last answer of a route is repeated. */
final class ScriptedServer implements AutoCloseable {

    /**
     * One answer.
     *
     * @param headers also {@code Content-Type}
     */
    record Scripted(int status, Map<String, String> headers, byte[] body) {

        static Scripted json(int status, String body) {
            return new Scripted(
                    status,
                    Map.of("Content-Type", "application/json;charset=utf-8"),
                    body.getBytes(StandardCharsets.UTF_8));
        }

        static Scripted text(int status, String body) {
            return new Scripted(
                    status, Map.of("Content-Type", "text/plain; charset=utf-8"), body.getBytes(StandardCharsets.UTF_8));
        }

        static Scripted git(String service, byte[] body) {
            return new Scripted(200, Map.of("Content-Type", "application/x-git-" + service + "-result"), body);
        }

        Scripted with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Scripted(status, more, body);
        }
    }

    /** One request that came. */
    record Came(String method, String uri, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Scripted>> routes = new HashMap<>();
    private final List<Came> came = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long stallAfterBytes = Long.MAX_VALUE;
    private volatile boolean cuts;

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    ServerAddress address() {
        return new ServerAddress(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** Adds an answer for a method and a path without its query. */
    synchronized ScriptedServer on(String method, String path, Scripted answer) {
        routes.computeIfAbsent(method + " " + path, route -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** From now on bodies stop coming after so many bytes. */
    void stallAfter(long bytes) {
        stallAfterBytes = bytes;
    }

    /** From now on requests are read and the connection is cut without an answer. */
    void cut() {
        cuts = true;
    }

    List<Came> came() {
        return List.copyOf(came);
    }

    private synchronized Optional<Scripted> next(String route) {
        Deque<Scripted> answers = routes.getOrDefault(route, new ArrayDeque<>());
        return Optional.ofNullable(answers.size() > 1 ? answers.poll() : answers.peek());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            came.add(new Came(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(asked, StandardCharsets.ISO_8859_1)));
            if (cuts) {
                return;
            }
            String route =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            Scripted answer = next(route).orElseGet(() -> Scripted.text(599, "no script for " + route));
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            int now = (int) Math.min(body.length, stallAfterBytes);
            exchange.getResponseBody().write(body, 0, now);
            if (now < body.length) {
                exchange.getResponseBody().flush();
                closing.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}

package org.masora.app.web.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;

/** Speaks with the process behind the page by the entrance for programs. */
final class Line implements AutoCloseable {
    /** Where it says that it lives. */
    static final String STATUS = "/api/v1/status";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** What the process answers to a GET; empty where nobody answers, or somebody else. */
    Optional<JsonValue> get(Running running, String path) throws InterruptedException {
        return send(running, path, "GET");
    }

    /** The same for a POST. */
    Optional<JsonValue> post(Running running, String path) throws InterruptedException {
        return send(running, path, "POST");
    }

    private Optional<JsonValue> send(Running running, String path, String method) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + running.token())
                .method(method, BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            return answer.statusCode() == 200
                    ? JsonDocument.parse(answer.body()).root()
                    : Optional.empty();
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

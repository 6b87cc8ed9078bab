package org.masora.app.web.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;

/**
 * Speaks with the process behind the page by the entrance for programs. Java's older client of HTTP is ready at once,
 * and somebody waits for the page.
 */
final class Line {
    /** Where it says that it lives. */
    static final String STATUS = "/api/v1/status";

    private static final int PATIENCE_MILLIS = 5_000;

    private Line() {}

    /** What the process answers to a GET; empty where nobody answers, or somebody else. */
    static Optional<JsonValue> get(Running running, String path) {
        return send(running, path, "GET");
    }

    /** The same for a POST. */
    static Optional<JsonValue> post(Running running, String path) {
        return send(running, path, "POST");
    }

    private static Optional<JsonValue> send(Running running, String path, String method) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + running.port() + path)
                    .toURL()
                    .openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + running.token());
            try (InputStream answer = connection.getInputStream()) {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK
                        ? JsonDocument.parse(answer.readAllBytes()).root()
                        : Optional.empty();
            }
        } catch (IOException nobodyThere) {
            return Optional.empty();
        }
    }
}

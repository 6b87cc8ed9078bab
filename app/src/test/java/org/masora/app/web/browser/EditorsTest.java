package org.masora.app.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Home;
import org.masora.app.web.process.Serving;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** What the developer of an editor does with the entrance for programs, by its description alone. */
final class EditorsTest {
    /** An editor: it knows the file with address and token, and nothing else of Masora. */
    private static final class Editor implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final String url;
        private final String token;

        Editor(Path file) throws Exception {
            JsonValue written =
                    JsonDocument.parse(Files.readAllBytes(file)).root().orElseThrow();
            url = written.text("/url").orElseThrow();
            token = written.text("/token").orElseThrow();
        }

        HttpResponse<byte[]> send(String method, String path, String shown) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                    .header("Authorization", "Bearer " + shown)
                    .method(method, BodyPublishers.noBody())
                    .build();
            return http.send(request, BodyHandlers.ofByteArray());
        }

        JsonValue get(String path) throws Exception {
            return answer(200, send("GET", path, token));
        }

        JsonValue post(int status, String path) throws Exception {
            return answer(status, send("POST", path, token));
        }

        /** Asks for something and waits for its end. */
        JsonValue done(String path) throws Exception {
            String id = post(202, path).text("/id").orElseThrow();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> get("/activities/" + id).text("/ended").isPresent());
            return get("/activities/" + id);
        }

        @Override
        public void close() {
            http.close();
        }
    }

    private static JsonValue answer(int status, HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        return JsonDocument.parse(answer.body()).root().orElseThrow();
    }

    private static void tells(JsonValue told, String code) {
        assertThat(told.text("/messages/0/code")).hasValue(code);
        assertThat(told.text("/messages/0/text"))
                .hasValueSatisfying(text -> assertThat(text).contains(" "));
    }

    @Test
    @DisplayName(
            "an editor finds its project by the folder, asks for a sync, follows it, and is told in sentences what went wrong")
    void asksForASync(@TempDir Path folder) throws Exception {
        HubOptions options = HubOptions.in(folder.resolve("hub")).withAdministrator("maria", "correct horse battery");
        Hub hub = Hub.start(options);
        Home home = new Home(folder.resolve("own/home"));
        try (Colleague own = new Colleague(folder.resolve("own"), hub, "maria", "correct horse battery")) {
            own.make("Titus", "one two three");
            own.make("Ruth", "four five six");
            own.sendFirst("Titus");
            own.edit("Titus", "one", "uno");
            try (Serving serving = Serving.start(home, folder.resolve("visible"), false)
                            .orElseThrow();
                    Editor editor = new Editor(home.pageFile())) {
                assertThat(editor.get("/openapi.json").text("/openapi")).hasValue("3.1.0");
                JsonValue titus = named(editor, own.project("Titus"));
                String id = titus.text("/id").orElseThrow();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> editor.get("/projects/" + id)
                                .text("/state")
                                .orElse("")
                                .equals("notSent"));

                JsonValue ended = editor.done("/projects/" + id + "/sync");

                assertThat(ended.text("/result")).hasValue("DONE");
                tells(ended, "M-0642");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> editor.get("/projects/" + id)
                                .text("/state")
                                .orElse("")
                                .equals("allSent"));

                String ruth = named(editor, own.project("Ruth")).text("/id").orElseThrow();
                JsonValue asks = editor.done("/projects/" + ruth + "/sync");
                assertThat(asks.text("/ask")).hasValue("WHO_CAN_READ");
                tells(asks, "M-0521");

                tells(editor.post(404, "/projects/nothing/sync"), "M-0229");
                tells(editor.post(404, "/activities/nothing/cancel"), "M-0232");
                tells(answer(401, editor.send("GET", "/projects", "of yesterday")), "M-0233");

                hub.close();
                JsonValue away = editor.done("/projects/" + id + "/sync");
                assertThat(away.text("/result")).hasValue("NOT_REACHED");
                assertThat(away.elements("/messages"))
                        .anyMatch(message -> message.text("/code").equals(Optional.of("M-0601")));

                assertThat(serving.program().activities().past()).hasSize(3);
            }
        } finally {
            hub.close();
        }
    }

    private static JsonValue named(Editor editor, Path folder) throws Exception {
        List<? extends JsonValue> projects = editor.get("/projects").elements("/projects");
        return projects.stream()
                .filter(project -> project.text("/folder").equals(Optional.of(folder.toString())))
                .findFirst()
                .orElseThrow();
    }
}

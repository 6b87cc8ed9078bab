package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.demo.ChildProcess;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.remote.paratext.mercurial.Hg;

final class HubCommandTest {
    @TempDir
    private Path temp = Path.of("");

    @Test
    void aNewHubMakesUpAPasswordOnceAndSaysWhenItIsReady() throws Exception {
        JsonValue first;
        try (ChildProcess hub = hub("", "--port", "0")) {
            first = ready(hub);
            String name = first.text("/administrator/name").orElseThrow();
            String password = first.text("/administrator/password").orElseThrow();
            assertThat(name).isEqualTo("admin");
            assertThat(statusOfUser(first, name, password)).isEqualTo(200);
            assertThat(statusOfUser(first, name, "wrong")).isEqualTo(401);
        }
        try (ChildProcess again = hub("", "--port", "0")) {
            assertThat(ready(again).at("/administrator")).isEmpty();
        }
        assertThat(temp.resolve("home/hub")).isDirectory();
    }

    @Test
    void thePasswordComesFromStandardInputOrAFileAndIsNotShown() throws Exception {
        try (ChildProcess hub = hub("from the pipe\n", "--port", "0", "--admin", "maria")) {
            JsonValue ready = ready(hub);
            assertThat(ready.text("/administrator/password")).isEmpty();
            assertThat(statusOfUser(ready, "maria", "from the pipe")).isEqualTo(200);
        }
        Path file = Files.writeString(temp.resolve("password"), "from the file\n");
        Path data = temp.resolve("other data");
        try (ChildProcess hub = hub("", "--port", "0", "--data", data.toString(), "--password-file", file.toString())) {
            assertThat(statusOfUser(ready(hub), "admin", "from the file")).isEqualTo(200);
        }
        assertThat(data).isDirectory();
    }

    @Test
    void itEndsWhenItIsToldTo() throws Exception {
        ChildProcess hub = hub("", "--port", "0");
        JsonValue ready = ready(hub);
        hub.close();
        ChildProcess.Ended ended = hub.end();
        assertThat(ended.err()).isEmpty();
        assertThat(ready.text("/url").orElseThrow()).startsWith("http://127.0.0.1:");
    }

    @Test
    void saysWhyItDoesNotStart() throws Exception {
        try (ChildProcess hub = hub("", "--port", "0")) {
            JsonValue ready = ready(hub);
            Map<String, String> home =
                    Map.of("MASORA_HOME", temp.resolve("home").toString());
            CommandRun sameFolder = CommandRun.with(home, "", "hub", "--port", "0");
            assertThat(sameFolder.code()).isEqualTo(1);
            assertThat(sameFolder.err()).contains("M-0204");
            String port = ready.at("/port").orElseThrow().toString();
            CommandRun samePort = CommandRun.with(
                    home, "", "hub", "--port", port, "--data", temp.resolve("x").toString());
            assertThat(samePort.err()).contains("M-0205").contains(port);
            CommandRun shortPassword = CommandRun.with(
                    home,
                    "short\n",
                    "hub",
                    "--port",
                    "0",
                    "--data",
                    temp.resolve("y").toString());
            assertThat(shortPassword.err()).contains("M-0211");
        }
        assertThat(CommandRun.masora("hub", "--port", "70000").code()).isEqualTo(2);
    }

    @Test
    void standsInForParatextWithThePeopleAndProjectsOfAFile() throws Exception {
        assumeTrue(Hg.find() instanceof Hg.Finding.Found, "hg (Mercurial) is absent");
        Files.createDirectories(temp.resolve("project"));
        Files.writeString(temp.resolve("project/41MATTst.SFM"), "\\id MAT\n");
        Path prepare = Files.writeString(temp.resolve("prepare.json"), """
                {"people": {"ada": {"name": "Ada Admin"}},
                 "projects": {"1": {"short": "Tst", "folder": "project", "roles": {"ada": "pt_administrator"}}}}
                """);
        Path state = temp.resolve("state.json");
        String[] options = {
            "--port", "0", "--paratext-prepare", prepare.toString(), "--paratext-state", state.toString()
        };
        for (int start = 0; start < 2; start++) {
            try (ChildProcess hub = hub("", options)) {
                JsonValue ready = ready(hub);
                JsonValue written =
                        JsonDocument.parse(Files.readAllBytes(state)).root().orElseThrow();
                String body =
                        "{\"grant_type\":\"refresh_token\",\"client_id\":\"%s\",\"client_secret\":\"%s\",\"refresh_token\":\"%s\"}"
                                .formatted(
                                        written.text("/client/id").orElseThrow(),
                                        written.text("/client/secret").orElseThrow(),
                                        written.text("/users/ada/refresh_token").orElseThrow());
                HttpRequest token = HttpRequest.newBuilder(
                                URI.create(ready.text("/paratext/registry").orElseThrow() + "token"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
                try (HttpClient http = HttpClient.newHttpClient()) {
                    assertThat(http.send(token, HttpResponse.BodyHandlers.discarding())
                                    .statusCode())
                            .isEqualTo(200);
                }
                assertThat(written.text("/projects/1/short")).hasValue("Tst");
            }
        }
        Files.writeString(prepare, "{\"people\": {\"ada\": {}}}");
        CommandRun wrong = CommandRun.masora("hub", "--port", "0", "--paratext-prepare", prepare.toString());
        assertThat(wrong.code()).isEqualTo(1);
        assertThat(wrong.err()).contains("M-0225", "\"ada\" has no \"name\"");
    }

    private ChildProcess hub(String input, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("hub", "--json"));
        arguments.addAll(List.of(options));
        ChildProcess hub = ChildProcess.start(
                ChildProcess.masora(arguments),
                Map.of("MASORA_HOME", temp.resolve("home").toString()));
        hub.write(input);
        return hub;
    }

    private static JsonValue ready(ChildProcess hub) throws IOException {
        String line = hub.line().orElseThrow();
        JsonValue ready =
                JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8)).root().orElseThrow();
        assertThat(ready.text("/event")).contains("ready");
        return ready;
    }

    private static int statusOfUser(JsonValue ready, String name, String password) throws Exception {
        String basic = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(ready.text("/url").orElseThrow() + "/api/v1/user"))
                .header("Authorization", "Basic " + basic)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}

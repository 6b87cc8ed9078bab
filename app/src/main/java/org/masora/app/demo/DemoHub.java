package org.masora.app.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.masora.core.json.JsonDocument;

/** A hub as a process of its own, and plain HTTP requests to it that do not go through Masora's client. */
final class DemoHub implements AutoCloseable {
    private static final String ADMINISTRATOR = "keeper";

    private final Path folder;
    private final String password;
    private final List<String> more;
    private final HttpClient http = HttpClient.newHttpClient();
    private ChildProcess process;
    private String url;

    private DemoHub(Path folder, String password, List<String> more) throws IOException {
        this.folder = folder;
        this.password = password;
        this.more = more;
        ChildProcess process = begin(0);
        this.process = process;
        this.url = ready(process);
    }

    static DemoHub start(Path folder, String password) throws IOException {
        return start(folder, password, List.of());
    }

    /**
     * Starts one that does more.
     *
     * @param more further arguments
     */
    static DemoHub start(Path folder, String password, List<String> more) throws IOException {
        return new DemoHub(folder, password, more);
    }

    private ChildProcess begin(int port) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "hub",
                "--json",
                "--port",
                Integer.toString(port),
                "--data",
                folder.toString(),
                "--admin",
                ADMINISTRATOR));
        arguments.addAll(more);
        ChildProcess begun = ChildProcess.start(ChildProcess.masora(arguments), Map.of());
        begun.write(password + "\n");
        return begun;
    }

    private static String ready(ChildProcess process) throws IOException {
        String line = process.line().orElse("");
        return JsonDocument.parse(line.getBytes(StandardCharsets.UTF_8))
                .root()
                .flatMap(root -> root.text("/url"))
                .orElseThrow(() -> new Computer.Unexpected("the hub did not start: " + line));
    }

    /** Ends the process at once, without letting it do anything, and starts another one on the same data. */
    void killAndRestart() throws IOException {
        int port = URI.create(url).getPort();
        process.kill();
        process = begin(port);
        url = ready(process);
    }

    String url() {
        return url;
    }

    long pid() {
        return process.pid();
    }

    /** Makes an account, as the administrator. */
    void makeAccount(String name, String accountPassword) throws IOException, InterruptedException {
        String body = "{\"username\":\"" + name + "\",\"email\":\"" + name + "@example.org\",\"password\":\""
                + accountPassword + "\",\"must_change_password\":false}";
        expect(201, request("POST", "/admin/users", basic(ADMINISTRATOR, password), body));
    }

    /** Lets somebody write to a project, as its owner. */
    void letWrite(Computer owner, String project, String user) throws IOException, InterruptedException {
        expect(
                204,
                request(
                        "PUT",
                        "/repos/" + project + "/collaborators/" + user,
                        basic(owner.user(), owner.password()),
                        "{\"permission\":\"write\"}"));
    }

    /** The status of a plain GET, without a login. */
    int status(String path) throws IOException, InterruptedException {
        return statusAt("/api/v1" + path);
    }

    /** The same for what is no part of the API of Door43. */
    int statusAt(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private HttpResponse<String> request(String method, String path, String authorization, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1" + path))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void expect(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new Computer.Unexpected(
                    answer.request().uri() + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    static String basic(String user, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}

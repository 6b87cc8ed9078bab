package org.masora.hub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a hub's API, with the administrator's password and those of the accounts that it makes. */
final class TestHub {
    static final String ADMIN = "root1";
    static final String PASSWORD = "correct horse";

    private final URI base;
    private final String password;
    private final HttpClient http = HttpClient.newHttpClient();

    /** An answer. */
    record Answer(int status, HttpResponse<byte[]> response) {
        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(response.body());
        }
    }

    TestHub(URI base) {
        this(base, PASSWORD);
    }

    TestHub(URI base, String password) {
        this.base = base;
        this.password = password;
    }

    static Hub start(Path dataFolder) throws HubStartException {
        return Hub.start(HubOptions.in(dataFolder).withAdministrator(ADMIN, PASSWORD));
    }

    URI base() {
        return base;
    }

    /** The address of a repository for git, with the password of an account in it. */
    String git(String account, String path) {
        return "http://" + account + ":" + password.replace(" ", "%20") + "@" + base.getAuthority() + "/" + path
                + ".git";
    }

    Answer call(@Nullable String account, String method, String path, @Nullable String json) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        request.method(
                method, json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (account != null) {
            String credentials = account + ":" + password;
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return send(request.build());
    }

    Answer send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("status " + answer.status() + ", want " + status + ": " + answer.text());
        }
        return answer;
    }

    JsonNode get(@Nullable String account, String path) throws IOException {
        return expect(200, call(account, "GET", path, null)).json();
    }

    void makeAccount(String name) throws IOException {
        expect(
                201,
                call(
                        ADMIN,
                        "POST",
                        "/api/v1/admin/users",
                        "{\"username\":\"%s\",\"email\":\"%s@example.org\",\"password\":\"%s\"}"
                                .formatted(name, name, PASSWORD)));
    }

    JsonNode makeRepository(String account, String json) throws IOException {
        return expect(201, call(account, "POST", "/api/v1/user/repos", json)).json();
    }

    /** A token of an account, with these scopes, comma-separated and quoted. */
    String makeToken(String account, String scopes) throws IOException {
        return expect(
                        201,
                        call(
                                account,
                                "POST",
                                "/api/v1/users/" + account + "/tokens",
                                "{\"name\":\"test\",\"scopes\":[%s]}".formatted(scopes)))
                .json()
                .get("sha1")
                .stringValue();
    }

    void change(String account, String method, String path, String json, int status) throws IOException {
        expect(status, call(account, method, path, json));
    }
}

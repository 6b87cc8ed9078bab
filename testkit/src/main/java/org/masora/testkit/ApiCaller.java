package org.masora.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Somebody who calls Door43's API ({@code /api/v1}) of a server with name and password, past all that is being tested.
 *
 * @param base the server
 */
public record ApiCaller(URI base, String user, String password) {
    private static final Pattern TOKEN = Pattern.compile("\"id\":(\\d+)");

    /**
     * Sends JSON, which may be empty.
     *
     * @param path below {@code /api/v1}
     * @return what was answered
     * @throws IOException for every answer but success
     */
    public String ask(String method, String path, String json) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(base + "/api/v1" + path))
                            .header("Authorization", authorization())
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IOException(method + " " + path + " answered " + answer.statusCode());
            }
            return answer.body();
        }
    }

    /** The header by which the caller says who it is. */
    public String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Makes an account with the caller's own password; the caller has to be an administrator. */
    public void makeAccount(String name) throws IOException, InterruptedException {
        ask(
                "POST",
                "/admin/users",
                "{\"username\":\"%s\",\"email\":\"%s@example.org\",\"password\":\"%s\",\"must_change_password\":false}"
                        .formatted(name, name, password));
    }

    /** Takes back what opens the account on every computer. */
    public void takeTokensBack() throws IOException, InterruptedException {
        String tokens = "/users/" + user + "/tokens";
        for (MatchResult token : TOKEN.matcher(ask("GET", tokens, "")).results().toList()) {
            ask("DELETE", tokens + "/" + token.group(1), "");
        }
    }
}

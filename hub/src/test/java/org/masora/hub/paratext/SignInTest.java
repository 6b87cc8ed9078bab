package org.masora.hub.paratext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.HubStartException;
import org.masora.hub.paratext.TestParatext.Answered;
import tools.jackson.databind.JsonNode;

/** Signing in, and tokens: what they open, and for how long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    /** The challenge of that verifier, from RFC 7636, appendix B. */
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private static final String BACK = "http://127.0.0.1:49152/back";

    private TestParatext paratext;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, HubStartException {
        paratext = TestParatext.start(folder);
    }

    @AfterAll
    void stop() {
        if (paratext != null) {
            paratext.close();
        }
    }

    private Map<String, String> wish(String name, String password) {
        Map<String, String> wish = new LinkedHashMap<>();
        wish.put("client_id", paratext.standIn().clientId());
        wish.put("redirect_uri", BACK);
        wish.put("response_type", "code");
        wish.put("state", "a state & more");
        wish.put("code_challenge", CHALLENGE);
        wish.put("code_challenge_method", "S256");
        wish.put("username", name);
        wish.put("password", password);
        return wish;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Answered post(String path, Map<String, String> parameters) throws IOException {
        return paratext.send(
                HttpRequest.newBuilder(paratext.standIn().registry().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(parameters))));
    }

    private String code(String back) {
        assertThat(back).startsWith(BACK + "?code=").endsWith("&state=a+state+%26+more");
        return back.substring((BACK + "?code=").length(), back.indexOf("&state="));
    }

    private Map<String, String> exchange(String code, String verifier) {
        return new LinkedHashMap<>(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                paratext.standIn().clientId(),
                "code",
                code,
                "redirect_uri",
                BACK,
                "code_verifier",
                verifier));
    }

    private static String json(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    @DisplayName("a person signs in on the page, and the program exchanges the code for tokens, once")
    void page() throws IOException {
        URI page = URI.create(
                paratext.standIn().authorize() + "?" + form(wish("<b>", "")).replace("&password=", ""));
        Answered shown = paratext.send(HttpRequest.newBuilder(page));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text()).contains("<form method=\"post\">", "&lt;b&gt;").doesNotContain("<b>");
        assertThat(post("authorize", wish("Ada Admin", "wrong horse")).status()).isEqualTo(401);
        assertThat(post("authorize", wish("Nobody", TestParatext.PASSWORD)).status())
                .isEqualTo(401);
        Answered done = post("authorize", wish("Ada Admin", TestParatext.PASSWORD));
        assertThat(done.status()).isEqualTo(303);
        String code = code(done.header("Location").orElseThrow());
        Answered tokens = post("token", exchange(code, VERIFIER));
        assertThat(tokens.status()).as(tokens.text()).isEqualTo(200);
        assertThat(post("token", exchange(code, VERIFIER)).status()).isEqualTo(400);
        JsonNode given = tokens.json();
        Answered me = paratext.send(HttpRequest.newBuilder(
                        paratext.standIn().registry().resolve("userinfo"))
                .header("Authorization", "Bearer " + given.get("access_token").stringValue()));
        assertThat(me.json().get("username").stringValue()).isEqualTo("Ada Admin");
        Map<String, String> refresh = new LinkedHashMap<>(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                paratext.standIn().clientId(),
                "refresh_token",
                given.get("refresh_token").stringValue()));
        assertThat(post("token", refresh).status())
                .as("a program that signs in by PKCE has no secret")
                .isEqualTo(200);
    }

    @Test
    @DisplayName("programs without a browser sign people in with JSON")
    void byJson() throws IOException {
        Answered done = paratext.send(HttpRequest.newBuilder(paratext.standIn().authorize())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json(wish("Ada Admin", TestParatext.PASSWORD)))));
        String code = code(done.json().get("redirect_to").stringValue());
        assertThat(post("token", exchange(code, "another-verifier")).status())
                .as("the code is lost to whoever does not know the verifier")
                .isEqualTo(400);
        assertThat(post("token", exchange(code, VERIFIER)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("a code leads to this computer only, and only with a challenge")
    void strictWishes() throws IOException {
        for (Map.Entry<String, String> wrong : Map.of(
                        "redirect_uri", "https://example.org/",
                        "client_id", "somebody",
                        "response_type", "token",
                        "code_challenge_method", "plain",
                        "code_challenge", "short")
                .entrySet()) {
            Map<String, String> wish = wish("Ada Admin", TestParatext.PASSWORD);
            wish.put(wrong.getKey(), wrong.getValue());
            assertThat(post("authorize", wish).status()).as(wrong.getKey()).isEqualTo(400);
        }
    }

    @Test
    @DisplayName("who guesses passwords is put off")
    void guessing() throws IOException {
        for (int i = 0; i < 10; i++) {
            assertThat(post("authorize", wish("Tom Translator", "guess " + i)).status())
                    .isEqualTo(401);
        }
        Answered late = post("authorize", wish("Tom Translator", "guess"));
        assertThat(late.status()).isEqualTo(429);
        assertThat(late.header("Retry-After")).isPresent();
    }

    private Answered refresh(String token, String secret) throws IOException {
        return paratext.token(json(Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                paratext.standIn().clientId(),
                "client_secret",
                secret,
                "refresh_token",
                token)));
    }

    @Test
    @DisplayName("a refresh token that was replaced has its grace from the first use on, not from each")
    void grace() throws IOException {
        String secret = paratext.standIn().clientSecret();
        String first = paratext.standIn().refreshToken("tom");
        assertThat(refresh(first, "wrong").json().get("error").stringValue()).isEqualTo("invalid_client");
        assertThat(refresh(first, "").json().get("error").stringValue()).isEqualTo("invalid_grant");
        JsonNode next = refresh(first, secret).json();
        paratext.standIn().advance(Duration.ofSeconds(40));
        assertThat(refresh(first, secret).status()).isEqualTo(200);
        paratext.standIn().advance(Duration.ofSeconds(40));
        assertThat(refresh(first, secret).json().get("error").stringValue()).isEqualTo("invalid_grant");
        assertThat(refresh(next.get("refresh_token").stringValue(), secret).status())
                .isEqualTo(200);
    }

    @Test
    @DisplayName("an access token runs out")
    void runsOut() throws IOException {
        HttpRequest.Builder asked = paratext.registry("tom", "userinfo");
        assertThat(paratext.send(asked).status()).isEqualTo(200);
        paratext.standIn().advance(Duration.ofMinutes(11));
        assertThat(paratext.send(asked).status()).isEqualTo(401);
    }
}

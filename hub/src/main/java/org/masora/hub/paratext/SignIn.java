package org.masora.hub.paratext;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.masora.hub.accounts.PasswordHash;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Signing in: the authorization code flow with PKCE for programs on a person's own computer (RFC 6749, 7636, 8252), and
 * the exchange of refresh tokens.
 */
final class SignIn {
    private static final Duration CODE_LIFE = Duration.ofMinutes(1);
    private static final Duration GUESSING_WINDOW = Duration.ofMinutes(15);
    private static final int GUESSES_AT_MOST = 10;
    private static final int CODES_AT_MOST = 1_000;
    private static final int BODY_BYTES_AT_MOST = 64 << 10;
    private static final PasswordHash NOBODYS_PASSWORD = PasswordHash.ofNone();
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final People people;
    private final AccessTokens tokens;
    private final Secrets secrets;
    private final String clientId;
    private final InstantSource clock;
    private final RequestLimit guesses;
    private final Map<String, Code> codes = new LinkedHashMap<>();
    /** Slow hashing on all processors at once would let a stranger stop everyone else. */
    private final Semaphore hashing = new Semaphore(1);

    /** A code that waits to be exchanged; kept by its hash. */
    private record Code(Person person, String redirectUri, String challenge, Instant until) {}

    /** What a program asks of the person who signs in. */
    private record Wish(String redirectUri, String state, String challenge) {}

    SignIn(People people, AccessTokens tokens, Secrets secrets, String clientId, InstantSource clock) {
        this.people = people;
        this.tokens = tokens;
        this.secrets = secrets;
        this.clientId = clientId;
        this.clock = clock;
        this.guesses = new RequestLimit(clock, GUESSES_AT_MOST, GUESSING_WINDOW);
    }

    void addTo(Gate gate, String path) {
        gate.open(Surface.REGISTRY, Endpoint.TOKEN, "POST", path + "token", this::token);
        gate.open(Surface.REGISTRY, Endpoint.AUTHORIZE, "GET", path + "authorize", call -> {
            Map<String, String> asked = new LinkedHashMap<>();
            call.context().queryParamMap().forEach((name, values) -> asked.put(name, values.getFirst()));
            wish(asked);
            return page(asked, "");
        });
        gate.open(Surface.REGISTRY, Endpoint.AUTHORIZE, "POST", path + "authorize", this::authorize);
    }

    /** The request's parameters, from a form or from JSON. */
    private static Map<String, String> parameters(Call call) throws IOException {
        String body = new String(call.body(BODY_BYTES_AT_MOST), StandardCharsets.UTF_8);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (isJson(call)) {
            try {
                if (JsonMapper.shared().readTree(body) instanceof ObjectNode object) {
                    object.properties()
                            .forEach(entry ->
                                    text(entry.getValue()).ifPresent(text -> parameters.put(entry.getKey(), text)));
                    return parameters;
                }
            } catch (JacksonException e) {
                throw Refused.badRequest("broken JSON");
            }
            throw Refused.badRequest("not a JSON object");
        }
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static boolean isJson(Call call) {
        return call.header("Content-Type").orElse("").startsWith("application/json");
    }

    private static Optional<String> text(JsonNode value) {
        return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.badRequest("broken form");
        }
    }

    // The page where a person signs in

    private Wish wish(Map<String, String> asked) {
        if (!asked.getOrDefault("client_id", "").equals(clientId)) {
            throw new Refused(400, "invalid_client", "unknown client");
        }
        String redirectUri = asked.getOrDefault("redirect_uri", "");
        if (!isLoopback(redirectUri)) {
            throw Refused.badRequest("redirect_uri has to lead to this computer");
        }
        if (!asked.getOrDefault("response_type", "").equals("code")) {
            throw new Refused(400, "unsupported_response_type", "response_type has to be code");
        }
        String challenge = asked.getOrDefault("code_challenge", "");
        if (!asked.getOrDefault("code_challenge_method", "").equals("S256")
                || !CHALLENGE.matcher(challenge).matches()) {
            throw Refused.badRequest("a code_challenge by S256 is required");
        }
        return new Wish(redirectUri, asked.getOrDefault("state", ""), challenge);
    }

    private static boolean isLoopback(String address) {
        try {
            URI uri = new URI(address);
            return "http".equals(uri.getScheme())
                    && uri.getHost() != null
                    && LOOPBACK.contains(uri.getHost())
                    && uri.getPort() > 0
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Answer authorize(Call call) throws IOException {
        Map<String, String> asked = parameters(call);
        Wish wish = wish(asked);
        String name = asked.getOrDefault("username", "");
        Optional<Duration> wait = guesses.count(name);
        if (wait.isPresent()) {
            throw Gate.tooMany(wait.get());
        }
        Optional<Person> person = bySecret(name, asked.getOrDefault("password", ""));
        if (person.isEmpty()) {
            if (isJson(call)) {
                throw new Refused(401, "access_denied", "wrong name or password");
            }
            return page(asked, "The name or the password is wrong.");
        }
        guesses.forget(name);
        String back = wish.redirectUri()
                + (wish.redirectUri().contains("?") ? "&" : "?")
                + "code="
                + issueCode(person.get(), wish)
                + "&state="
                + URLEncoder.encode(wish.state(), StandardCharsets.UTF_8);
        return isJson(call)
                ? Answer.json(200, Map.of("redirect_to", back))
                : new Answer(
                        303, Map.of("Location", back, "Cache-Control", "no-store"), new Answer.Body.Bytes(new byte[0]));
    }

    /** Takes as long for a name that nobody has as for one that somebody has. */
    private Optional<Person> bySecret(String name, String password) {
        Optional<Person> person = people.byName(name);
        PasswordHash hash = person.flatMap(Person::password).orElse(NOBODYS_PASSWORD);
        hashing.acquireUninterruptibly();
        try {
            return password.length() <= 1_000 && hash.matches(password) ? person : Optional.empty();
        } finally {
            hashing.release();
        }
    }

    private synchronized String issueCode(Person person, Wish wish) {
        Instant now = clock.instant();
        codes.values().removeIf(code -> code.until().isBefore(now));
        if (codes.size() >= CODES_AT_MOST) {
            throw Gate.tooMany(CODE_LIFE);
        }
        String code = Secrets.random();
        codes.put(Secrets.sha256(code), new Code(person, wish.redirectUri(), wish.challenge(), now.plus(CODE_LIFE)));
        return code;
    }

    private static Answer page(Map<String, String> asked, String trouble) {
        StringBuilder hidden = new StringBuilder();
        for (String name : List.of(
                "client_id", "redirect_uri", "response_type", "state", "code_challenge", "code_challenge_method")) {
            hidden.append("<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                    .formatted(name, escaped(asked.getOrDefault(name, ""))));
        }
        String html = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Sign in (Paratext stand-in)</title>
                <style>body { font: 1.1em sans-serif; max-width: 24em; margin: 3em auto; padding: 0 1em }
                label, input, button { display: block; width: 100%%; margin: .4em 0; font: inherit;
                box-sizing: border-box }</style>
                <h1>Sign in</h1>
                <p>This is a stand-in for Paratext on this computer, not Paratext itself.</p>
                <p role="alert">%s</p>
                <form method="post">%s
                <label>Name <input name="username" autocomplete="username" value="%s" required></label>
                <label>Password <input name="password" type="password" autocomplete="current-password" required></label>
                <button>Sign in</button>
                </form>
                </html>
                """.formatted(escaped(trouble), hidden, escaped(asked.getOrDefault("username", "")));
        return Answer.of(
                        trouble.isEmpty() ? 200 : 401,
                        "text/html; charset=utf-8",
                        html.getBytes(StandardCharsets.UTF_8))
                .with(Map.of(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
                        "Referrer-Policy",
                        "no-referrer",
                        "Cache-Control",
                        "no-store"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    // Tokens

    private Answer token(Call call) throws IOException {
        Map<String, String> asked = parameters(call);
        String grant = asked.getOrDefault("grant_type", "");
        return switch (grant) {
            case "refresh_token" -> refresh(asked);
            case "authorization_code" -> exchange(asked);
            default -> throw new Refused(400, "unsupported_grant_type", "unsupported grant type");
        };
    }

    /** Whether the program showed no secret; a wrong name or secret is refused. */
    private boolean isOpenClient(Map<String, String> asked) {
        String secret = asked.getOrDefault("client_secret", "");
        if (!asked.getOrDefault("client_id", "").equals(clientId)
                || (!secret.isEmpty() && !Secrets.same(secret, secrets.ofClient(clientId)))) {
            throw new Refused(400, "invalid_client", "unknown client");
        }
        return secret.isEmpty();
    }

    private Answer refresh(Map<String, String> asked) throws IOException {
        boolean openClient = isOpenClient(asked);
        String secret = asked.getOrDefault("refresh_token", "");
        if (secret.isEmpty()) {
            throw Refused.badRequest("refresh_token required");
        }
        return switch (people.refresh(secret, openClient)) {
            case People.Refreshed.Granted(Person person, String next) -> granted(person, next);
            case People.Refreshed.Denied(String why) -> throw new Refused(400, "invalid_grant", why);
        };
    }

    private Answer exchange(Map<String, String> asked) throws IOException {
        boolean openClient = isOpenClient(asked);
        Code code = takeCode(asked.getOrDefault("code", ""));
        if (code == null
                || code.until().isBefore(clock.instant())
                || !code.redirectUri().equals(asked.getOrDefault("redirect_uri", ""))
                || !Secrets.same(code.challenge(), Secrets.challenge(asked.getOrDefault("code_verifier", "")))) {
            throw new Refused(400, "invalid_grant", "no such code");
        }
        return granted(code.person(), people.issue(code.person(), openClient));
    }

    private synchronized @Nullable Code takeCode(String code) {
        return codes.remove(Secrets.sha256(code));
    }

    private Answer granted(Person person, String refreshToken) {
        Map<String, Object> granted = new LinkedHashMap<>();
        granted.put("access_token", tokens.issue(person));
        granted.put("refresh_token", refreshToken);
        granted.put("token_type", "Bearer");
        granted.put("expires_in", tokens.life().toSeconds());
        return Answer.json(200, granted).with(Map.of("Cache-Control", "no-store"));
    }
}

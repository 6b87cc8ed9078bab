package org.masora.remote.door43;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Json;
import org.masora.remote.http.Payload;
import org.masora.remote.http.Wire;
import org.masora.remote.http.Wire.Ask;
import org.masora.remote.http.Wire.Reply;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** One request to Gitea's REST interface and its answer, read whole. */
final class Rest {

    private static final int ANSWER_BYTES_MAX = 16 * 1024 * 1024;

    /** How a request is signed. */
    sealed interface Sign {
        record Nobody() implements Sign {}

        record Token(Credentials credentials) implements Sign {}

        /** With a password, and the code of the moment where there is a second factor. */
        record Password(Credentials credentials, Optional<String> code) implements Sign {}
    }

    /** An answer with its JSON; {@code json} is missing where there was no body. */
    record Told(
            int status,
            JsonNode json,
            Optional<String> link,
            Optional<Long> total,
            Optional<Long> retryAfter,
            Optional<Instant> date,
            boolean codeWanted) {

        boolean ok() {
            return status >= 200 && status < 300;
        }

        String message() {
            return Json.text(json, "message");
        }
    }

    private final Wire wire;
    private final Progress progress;

    Rest(Wire wire) {
        this(wire, Progress.NONE);
    }

    private Rest(Wire wire, Progress progress) {
        this.wire = wire;
        this.progress = progress;
    }

    /** The same, for questions that end when this is cancelled. */
    Rest during(Progress operation) {
        return new Rest(wire, operation);
    }

    static Sign token(Optional<Credentials> credentials) {
        return credentials.<Sign>map(Sign.Token::new).orElseGet(Sign.Nobody::new);
    }

    /** A part of a path or of a query. */
    static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Told get(String path, Sign sign) throws Halted {
        return ask("GET", path, sign, Optional.empty());
    }

    Told post(String path, Sign sign, Map<String, ?> body) throws Halted {
        return ask("POST", path, sign, Optional.of(body));
    }

    Told delete(String path, Sign sign) throws Halted {
        return ask("DELETE", path, sign, Optional.empty());
    }

    Told ask(String method, String path, Sign sign, Optional<Map<String, ?>> body) throws Halted {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        switch (sign) {
            case Sign.Nobody nobody -> {}
            case Sign.Token token ->
                headers.put("Authorization", "token " + token.credentials().secret());
            case Sign.Password password -> {
                Map.Entry<String, String> basic = Wire.basic(password.credentials());
                headers.put(basic.getKey(), basic.getValue());
                password.code().ifPresent(code -> headers.put("X-Gitea-OTP", code));
            }
        }
        Payload payload = Payload.NONE;
        if (body.isPresent()) {
            headers.put("Content-Type", "application/json");
            payload = Payload.of(Json.write(body.get()));
        }
        Ask ask = new Ask(method, wire.server().at("/api/v1" + path), headers, payload, progress).compressible();
        try (Reply reply = wire.exchange(ask)) {
            return told(reply);
        }
    }

    private Told told(Reply reply) throws Halted {
        byte[] bytes = reply.bytes(ANSWER_BYTES_MAX);
        boolean json = reply.contentType().toLowerCase(Locale.ROOT).startsWith("application/json");
        Optional<JsonNode> node = json ? Json.parse(bytes) : Optional.empty();
        boolean ok = reply.status() >= 200 && reply.status() < 300;
        if (ok && bytes.length > 0 && node.isEmpty()) {
            throw json
                    ? new Halted(new RemoteFailure.ServerError(reply.status(), "an answer that is no JSON"))
                    : wire.unreachable(
                            LineTrouble.SOMETHING_ELSE, "answered by something that is no Door43 server", null);
        }
        return new Told(
                reply.status(),
                node.orElseGet(MissingNode::getInstance),
                reply.header("Link"),
                reply.header("X-Total-Count").flatMap(Rest::number),
                reply.header("Retry-After").flatMap(Rest::number),
                reply.header("Date").flatMap(Rest::time),
                reply.header("X-Gitea-OTP").isPresent());
    }

    /** The form of dates in HTTP (RFC 9110, 5.6.7). */
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    /** What a refused request means, where the request does not know better. */
    static Halted refused(Told told, String user, String project) {
        return new Halted(
                switch (told.status()) {
                    case 401 -> new RemoteFailure.BadCredentials(user);
                    case 403 -> new RemoteFailure.NotAllowed(project, told.message());
                    case 404, 410 -> new RemoteFailure.Missing(project);
                    case 423 -> new RemoteFailure.Archived(project);
                    case 429 -> new RemoteFailure.SlowDown(told.retryAfter());
                    default -> new RemoteFailure.ServerError(told.status(), told.message());
                });
    }
}

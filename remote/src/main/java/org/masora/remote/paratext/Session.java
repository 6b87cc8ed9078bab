package org.masora.remote.paratext;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Json;
import org.masora.remote.http.Payload;
import org.masora.remote.http.Wire;
import org.masora.remote.http.Wire.Ask;
import org.masora.remote.http.Wire.Reply;
import tools.jackson.databind.JsonNode;

/**
 * One person signed in to Paratext's servers: every request goes with an access token that is still good, refreshed
 * when it runs out, and is tried again where that can help.
 */
public final class Session implements AutoCloseable {

    /** A token that runs out so soon is not used any more. */
    private static final Duration LEFT_AT_LEAST = Duration.ofSeconds(60);

    private static final Duration LIFE_UNLESS_SAID = Duration.ofMinutes(5);
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private final ParatextServers servers;
    private final OAuthClient client;
    private final TokenKeeper keeper;
    private final String user;
    private final InstantSource clock;
    private final Wire registry;
    private final Wire archives;
    private final RetryPolicy retries;

    /**
     * Somebody who has signed in.
     *
     * @param user the Paratext user name, for messages and as the author of changesets
     */
    public Session(ParatextServers servers, OAuthClient client, TokenKeeper keeper, String user, InstantSource clock) {
        this.servers = servers;
        this.client = client;
        this.keeper = keeper;
        this.user = user;
        this.clock = clock;
        this.registry = new Wire(servers.registry(), servers.timeouts());
        this.archives = new Wire(servers.archives(), servers.timeouts());
        this.retries = servers.retries();
    }

    /** The Paratext user name. */
    public String user() {
        return user;
    }

    ParatextServers servers() {
        return servers;
    }

    /** A request that is not sent yet. */
    record Request(String method, String path, Map<String, String> headers, Payload body, Progress progress) {

        static Request get(String path, Progress progress) {
            return new Request("GET", path, Map.of(), Payload.NONE, progress);
        }
    }

    Reply registry(Request request) throws Halted {
        return ask(registry, request);
    }

    Reply archives(Request request) throws Halted {
        return ask(archives, request);
    }

    /** The reason for a refusal that says nothing more than its status. */
    RemoteFailure refusal(Reply reply, String project) {
        return switch (reply.status()) {
            case 401 -> new RemoteFailure.BadCredentials(user);
            case 403 -> new RemoteFailure.NotAllowed(project, reply.excerpt());
            case 404, 410 -> new RemoteFailure.Missing(project);
            case 429 -> new RemoteFailure.SlowDown(retryAfterSeconds(reply));
            default -> new RemoteFailure.ServerError(reply.status(), reply.excerpt());
        };
    }

    private Reply ask(Wire wire, Request request) throws Halted {
        Tokens tokens = good(keeper.current(), request.progress());
        boolean refreshed = false;
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= retries.attempts();
            Instant began = clock.instant();
            Duration pause = retries.pause(attempt);
            try {
                Reply reply = wire.exchange(signed(wire, request, tokens));
                if (reply.status() == 401) {
                    reply.close();
                    if (refreshed) {
                        throw new Halted(new RemoteFailure.BadCredentials(user));
                    }
                    refreshed = true;
                    tokens = refreshed(tokens, request.progress());
                    continue;
                }
                boolean tooMany = reply.status() == 429;
                if (last || !(tooMany || reply.status() >= 500)) {
                    return reply;
                }
                Optional<Duration> asked = retryAfterSeconds(reply).map(Duration::ofSeconds);
                if (tooMany && asked.isPresent() && asked.get().compareTo(retries.most()) > 0) {
                    return reply;
                }
                pause = asked.orElse(pause);
                reply.close();
            } catch (Halted e) {
                boolean shortCut = e.failure() instanceof RemoteFailure.Unreachable
                        && Duration.between(began, clock.instant()).compareTo(retries.disturbance()) < 0;
                if (last || !shortCut) {
                    throw e;
                }
            }
            RetryPolicy.await(pause, request.progress());
        }
    }

    private static Optional<Long> retryAfterSeconds(Reply reply) {
        return reply.header("Retry-After")
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::valueOf);
    }

    private static Ask signed(Wire wire, Request request, Tokens tokens) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        headers.put("Authorization", "Bearer " + tokens.access());
        return new Ask(request.method(), wire.server().at(request.path()), headers, request.body(), request.progress());
    }

    // Tokens

    private Tokens good(Tokens tokens, Progress progress) throws Halted {
        boolean stillGood = !tokens.access().isEmpty()
                && clock.instant().plus(LEFT_AT_LEAST).isBefore(tokens.expires());
        return stillGood ? tokens : refreshed(tokens, progress);
    }

    /** Another pair; where another program has refreshed meanwhile, that one's. */
    private Tokens refreshed(Tokens used, Progress progress) throws Halted {
        try {
            return keeper.replace(used, kept -> pair(kept, progress));
        } catch (Halted e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tokens pair(Tokens kept, Progress progress) throws Halted {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", client.id());
        client.secret().ifPresent(secret -> form.put("client_secret", secret));
        form.put("refresh_token", kept.refresh());
        return pair(registry, form, user, clock, progress);
    }

    /** Asks the Registry for tokens. */
    static Tokens pair(Wire registry, Map<String, String> form, String user, InstantSource clock, Progress progress)
            throws Halted {
        Instant asked = clock.instant();
        URI token = registry.server().at("/token");
        Map<String, String> headers = Map.of("Content-Type", "application/json", "Accept", "application/json");
        Ask ask = new Ask("POST", token, headers, Payload.of(Json.write(form)), progress);
        try (Reply reply = registry.exchange(ask)) {
            if (reply.status() == 400 || reply.status() == 401) {
                throw new Halted(new RemoteFailure.BadCredentials(user));
            }
            if (reply.status() == 429) {
                throw new Halted(new RemoteFailure.SlowDown(retryAfterSeconds(reply)));
            }
            if (reply.status() != 200) {
                throw new Halted(new RemoteFailure.ServerError(reply.status(), "no token"));
            }
            JsonNode json = Json.parse(reply.bytes(ANSWER_BYTES_MAX))
                    .orElseThrow(() -> registry.unreachable(
                            LineTrouble.SOMETHING_ELSE, "answered by something that is no Registry", null));
            String refresh = Json.text(json, "refresh_token");
            Duration life =
                    Json.number(json, "expires_in").map(Duration::ofSeconds).orElse(LIFE_UNLESS_SAID);
            return new Tokens(
                    Json.text(json, "access_token"),
                    asked.plus(life),
                    refresh.isEmpty() ? form.getOrDefault("refresh_token", "") : refresh);
        } catch (IllegalArgumentException e) {
            throw new Halted(new RemoteFailure.ServerError(200, "no usable token"), e);
        }
    }

    /** A part of a path or of a query. */
    static String escaped(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        registry.close();
        archives.close();
    }
}

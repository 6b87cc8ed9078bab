package org.masora.hub.paratext;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Lets requests in, one after the other of a person not too fast, with the faults that tests have asked for. */
final class Gate {
    private static final System.Logger LOG = System.getLogger(Gate.class.getName());
    private static final String BEARER = "bearer ";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RoutesConfig routes;
    private final FaultScript faults;
    private final AccessTokens tokens;
    private final People people;
    private final RequestLimit limit;

    /** Answers a request. */
    interface Handling {
        Answer of(Call call) throws IOException;
    }

    /** The line was cut on purpose. */
    private static final class LineCut extends IOException {}

    Gate(
            RoutesConfig routes,
            FaultScript faults,
            AccessTokens tokens,
            People people,
            InstantSource clock,
            int requestsPerMinute) {
        this.routes = routes;
        this.faults = faults;
        this.tokens = tokens;
        this.people = people;
        this.limit = new RequestLimit(clock, requestsPerMinute, MINUTE);
    }

    /** Lets anybody ask. */
    void open(Surface surface, Endpoint endpoint, String method, String path, Handling handling) {
        routes.addEndpoint(io.javalin.router.Endpoint.create(HandlerType.findOrCreate(method), path)
                .handler(context -> handle(surface, endpoint, context, handling)));
    }

    /** Lets people ask who show a good access token. */
    void signedIn(Surface surface, Endpoint endpoint, String method, String path, Handling handling) {
        open(surface, endpoint, method, path, call -> {
            Person person = Optional.ofNullable(call.context().header("Authorization"))
                    .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                    .flatMap(value ->
                            tokens.subject(value.substring(BEARER.length()).strip()))
                    .flatMap(people::bySub)
                    .orElseThrow(Refused::unauthorized);
            Optional<Duration> wait = limit.count(person.sub());
            if (wait.isPresent()) {
                throw tooMany(wait.get());
            }
            return handling.of(call.by(person));
        });
    }

    static Refused tooMany(Duration wait) {
        return new Refused(
                429,
                "too_many_requests",
                "too many requests",
                Map.of("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))));
    }

    private void handle(Surface surface, Endpoint endpoint, Context context, Handling handling) throws IOException {
        Optional<Fault> fault = faults.take(endpoint);
        try {
            Answer answer;
            try {
                Optional<Answer> instead = before(fault, context);
                answer = instead.isPresent() ? instead.get() : handling.of(new Call(context, fault));
            } catch (Refused refused) {
                answer = surface.refusal(refused);
            } catch (LineCut cut) {
                throw cut;
            } catch (IOException | RuntimeException failed) {
                // Each service words its own failures too: a client must not meet another one's here.
                LOG.log(Level.ERROR, "a request of " + endpoint + " failed", failed);
                answer = surface.refusal(new Refused(500, "server_error", "the server failed by itself"));
            }
            write(answer, fault, context.res());
        } catch (LineCut cut) {
            cutLine(context);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            cutLine(context);
        }
    }

    private Optional<Answer> before(Optional<Fault> fault, Context context) throws IOException, InterruptedException {
        if (fault.isEmpty()) {
            return Optional.empty();
        }
        return switch (fault.get()) {
            case Fault.Status(int status, Optional<Duration> retryAfter) ->
                Optional.of(Answer.text(status, "")
                        .with(retryAfter
                                .map(wait -> Map.of("Retry-After", Long.toString(wait.toSeconds())))
                                .orElse(Map.of())));
            case Fault.TokenExpired() -> {
                Optional.ofNullable(context.header("Authorization"))
                        .filter(value -> value.length() > BEARER.length())
                        .ifPresent(value ->
                                tokens.end(value.substring(BEARER.length()).strip()));
                yield Optional.empty();
            }
            case Fault.Hang() -> {
                faults.hang();
                throw new LineCut();
            }
            case Fault.CutRequest(long bytes) -> {
                context.req().getInputStream().skip(bytes);
                throw new LineCut();
            }
            case Fault.CutAnswer _ -> Optional.empty();
            case Fault.NotKept _ -> Optional.empty();
        };
    }

    private static void write(Answer answer, Optional<Fault> fault, HttpServletResponse response) throws IOException {
        long cutAfter = fault.orElse(null) instanceof Fault.CutAnswer(long bytes) ? bytes : Long.MAX_VALUE;
        if (cutAfter == 0) {
            throw new LineCut();
        }
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setContentLengthLong(answer.body().length());
        try (InputStream body = answer.body().open()) {
            OutputStream out = response.getOutputStream();
            byte[] buffer = new byte[16 << 10];
            long left = Math.min(answer.body().length(), cutAfter);
            while (left > 0) {
                int read = body.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new LineCut();
                }
                out.write(buffer, 0, read);
                left -= read;
            }
            out.flush();
        }
        if (cutAfter < answer.body().length()) {
            throw new LineCut();
        }
    }

    private static void cutLine(Context context) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }
}

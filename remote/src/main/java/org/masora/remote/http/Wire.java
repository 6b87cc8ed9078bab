package org.masora.remote.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.RemoteFailure;

/**
 * HTTP to one server: time limits, bounded answers, redirects only inside the server, and all the
 * ways in which a line fails told as {@link Halted}. Credentials go only with requests to the server
 * itself, in a header, and never wait for a challenge.
 */
public final class Wire implements AutoCloseable {

    private static final int REDIRECTS_MAX = 5;
    private static final long LOOK_AROUND_MILLIS = 100;

    /** A request: everything is known before it goes. */
    public record Ask(String method, URI to, Map<String, String> headers, Payload body, Progress progress) {

        /** Asks for something, without a body. */
        public static Ask get(URI to, Map<String, String> headers, Progress progress) {
            return new Ask("GET", to, headers, Payload.NONE, progress);
        }

        /** With an answer that may come compressed: lists shrink to a tenth, packs do not. */
        public Ask compressible() {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put("Accept-Encoding", "gzip");
            return new Ask(method, to, more, body, progress);
        }

        /** Whether asking twice does no harm: everything but what changes something there. */
        boolean repeatable() {
            return method.equals("GET") || to.getPath().endsWith("/git-upload-pack");
        }

        Ask redirected(URI elsewhere) {
            return new Ask(method, elsewhere, headers, body, progress);
        }
    }

    /**
     * An answer whose body may still be arriving.
     *
     * @param body plain, also when it travels compressed
     * @param from where it came from in the end, after redirects
     */
    public record Reply(int status, HttpResponse<ArrivingBody> response, InputStream body, URI from)
            implements AutoCloseable {

        static Reply of(HttpResponse<ArrivingBody> response, URI from) {
            boolean compressed =
                    response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
            InputStream body = compressed ? new Unzipped(response.body()) : response.body();
            return new Reply(response.statusCode(), response, body, from);
        }

        /** A header by its name, the first of that name. */
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** What kind of body it says it has. */
        public String contentType() {
            return header("Content-Type").orElse("");
        }

        /** The whole body, of which more than {@code max} bytes are not believed. */
        public byte[] bytes(int max) throws Halted {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            try {
                for (int count = body().read(buffer); count >= 0; count = body().read(buffer)) {
                    bytes.write(buffer, 0, count);
                    if (bytes.size() > max) {
                        throw new Halted(
                                new RemoteFailure.ServerError(status, "an answer of more than " + max + " bytes"));
                    }
                }
                return bytes.toByteArray();
            } catch (Halted e) {
                throw e;
            } catch (IOException e) {
                throw new UncheckedIOException("a body fails only by halting", e);
            }
        }

        /** The beginning of the body as text, for a person to read; never fails. */
        public String excerpt() {
            try {
                byte[] start = body().readNBytes(2_000);
                return new String(start, StandardCharsets.UTF_8)
                        .replaceAll("\\p{Cntrl}+", " ")
                        .strip();
            } catch (IOException e) {
                return "";
            }
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    /** Opened at the first read, because an answer may have no body. */
    private static final class Unzipped extends InputStream {
        private final InputStream packed;
        private @Nullable InputStream plain;

        Unzipped(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                InputStream open = plain;
                if (open == null) {
                    open = new GZIPInputStream(packed);
                    plain = open;
                }
                return open.read(into, offset, length);
            } catch (Halted e) {
                throw e;
            } catch (IOException e) {
                throw new Halted(new RemoteFailure.ServerError(200, "an answer that is compressed wrongly"), e);
            }
        }
    }

    private final ServerAddress server;
    private final Timeouts timeouts;
    private final HttpClient client;

    public Wire(ServerAddress server, Timeouts timeouts) {
        this.server = server;
        this.timeouts = timeouts;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect());
        Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
        this.client = builder.build();
    }

    /** The header that names an account with its password. */
    public static Map.Entry<String, String> basic(Credentials credentials) {
        byte[] pair = (credentials.user() + ":" + credentials.secret()).getBytes(StandardCharsets.UTF_8);
        return Map.entry("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** The server that is asked. */
    public ServerAddress server() {
        return server;
    }

    /** Asks, following redirects inside the server. Every HTTP status is an answer. */
    public Reply exchange(Ask first) throws Halted {
        Ask ask = first;
        for (int i = 0; i <= REDIRECTS_MAX; i++) {
            Reply reply = once(ask);
            Optional<URI> elsewhere = redirect(ask, reply);
            if (elsewhere.isEmpty()) {
                return reply;
            }
            reply.close();
            ask = ask.redirected(elsewhere.get());
        }
        throw unreachable(LineTrouble.SOMETHING_ELSE, "redirected in a circle", null);
    }

    private Optional<URI> redirect(Ask ask, Reply reply) throws Halted {
        boolean keepsMethod = reply.status() == 307 || reply.status() == 308;
        boolean plain = reply.status() >= 301 && reply.status() <= 303;
        if (!keepsMethod && !plain) {
            return Optional.empty();
        }
        Optional<URI> target = reply.header("Location")
                .flatMap(text -> resolve(ask.to(), text))
                .filter(uri -> ServerAddress.sameOrigin(server.base(), uri));
        if (target.isEmpty() || (plain && !ask.method().equals("GET"))) {
            reply.close();
            throw unreachable(
                    LineTrouble.SOMETHING_ELSE, "answered by leading elsewhere (" + reply.status() + ")", null);
        }
        return target;
    }

    private static Optional<URI> resolve(URI from, String location) {
        try {
            return Optional.of(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Reply once(Ask ask) throws Halted {
        if (!ServerAddress.sameOrigin(server.base(), ask.to())) {
            throw new IllegalArgumentException("not at this server: " + ask.to());
        }
        try {
            return attempt(ask);
        } catch (Halted e) {
            // A kept-alive connection may have died unnoticed; a fresh one tells whether the line is cut.
            boolean brokeAtOnce = e.failure() instanceof RemoteFailure.Unreachable
                    && e.getCause() instanceof IOException
                    && !(e.getCause() instanceof ConnectException)
                    && !(e.getCause() instanceof HttpConnectTimeoutException)
                    && !(e.getCause() instanceof SSLException);
            if (!brokeAtOnce || !ask.repeatable()) {
                throw e;
            }
            return attempt(ask);
        }
    }

    private Reply attempt(Ask ask) throws Halted {
        BooleanSupplier cancelled = ask.progress()::cancelled;
        if (cancelled.getAsBoolean()) {
            throw new Halted(new RemoteFailure.Cancelled());
        }
        Upload upload = new Upload(ask);
        HttpRequest.Builder request = HttpRequest.newBuilder(ask.to())
                .header("User-Agent", "masora")
                .method(ask.method(), upload.publisher());
        ask.headers().forEach(request::header);
        CompletableFuture<HttpResponse<ArrivingBody>> answer = client.sendAsync(
                request.build(), info -> new ArrivingBody(server.toString(), timeouts.stall(), cancelled));
        try {
            HttpResponse<ArrivingBody> response = await(answer, upload, cancelled);
            return Reply.of(response, ask.to());
        } catch (ExecutionException e) {
            throw broken(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw new Halted(new RemoteFailure.Cancelled(), e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new Halted(new RemoteFailure.Cancelled(), e);
        }
    }

    private HttpResponse<ArrivingBody> await(
            CompletableFuture<HttpResponse<ArrivingBody>> answer, Upload upload, BooleanSupplier cancelled)
            throws ExecutionException, InterruptedException, Halted {
        long since = System.nanoTime();
        long sentBefore = 0;
        while (true) {
            try {
                return answer.get(LOOK_AROUND_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long sent = upload.sent.get();
                if (sent != sentBefore) {
                    sentBefore = sent;
                    since = System.nanoTime();
                }
                long limit = (upload.done() ? timeouts.answer() : timeouts.stall())
                        .plus(sent == 0 ? timeouts.connect() : Duration.ZERO)
                        .toNanos();
                boolean stopped = cancelled.getAsBoolean();
                if (stopped || System.nanoTime() - since > limit) {
                    answer.cancel(true);
                    throw stopped
                            ? new Halted(new RemoteFailure.Cancelled())
                            : unreachable(LineTrouble.SILENT, "no answer in time", e);
                }
            }
        }
    }

    /** The body of a request on its way, counted. */
    private static final class Upload {
        private final Ask ask;
        private final AtomicLong sent = new AtomicLong();

        Upload(Ask ask) {
            this.ask = ask;
        }

        boolean done() {
            return sent.get() >= ask.body().length();
        }

        BodyPublisher publisher() {
            if (ask.body().length() == 0) {
                return ask.method().equals("GET") || ask.method().equals("DELETE")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(new byte[0]);
            }
            return BodyPublishers.fromPublisher(
                    BodyPublishers.ofInputStream(this::open), ask.body().length());
        }

        private InputStream open() {
            sent.set(0);
            try {
                return new CountedInput(ask.body().open()) {
                    @Override
                    protected void count(int more) {
                        sentMore(more);
                    }
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void sentMore(int bytes) {
            long done = sent.addAndGet(bytes);
            ask.progress().at(Phase.SENDING, done, ask.body().length());
        }
    }

    private Halted broken(Throwable cause) {
        Throwable root = root(cause);
        if (root instanceof Halted halted) {
            return halted;
        }
        return switch (cause) {
            case HttpConnectTimeoutException e -> unreachable(LineTrouble.SILENT, "no connection in time", cause);
            case ConnectException e ->
                unreachable(
                        LineTrouble.NO_LINE,
                        root instanceof UnresolvedAddressException ? "no such server, or no network" : "no connection",
                        cause);
            case IOException e
            when root instanceof SSLException -> unreachable(LineTrouble.NOT_SAFE, "no safe connection", cause);
            case IOException e -> unreachable(LineTrouble.CUT, "cut", cause);
            default -> throw new IllegalStateException("asking failed", cause);
        };
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && !(root instanceof SSLException)) {
            root = root.getCause();
        }
        return root;
    }

    /** The failure of a line to this server. */
    public Halted unreachable(LineTrouble trouble, String detail, @Nullable Throwable cause) {
        RemoteFailure failure = new RemoteFailure.Unreachable(server.toString(), trouble, detail);
        return cause == null ? new Halted(failure) : new Halted(failure, cause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

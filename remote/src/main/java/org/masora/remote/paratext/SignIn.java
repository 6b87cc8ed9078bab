package org.masora.remote.paratext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Wire;

/**
 * Signing in to Paratext: by the page of the Registry in a browser (authorization code with PKCE and a redirect to
 * this computer; RFC 6749, 7636, 8252), or with a refresh token that somebody was given. No password passes through
 * here.
 */
public final class SignIn implements AutoCloseable {

    private static final int LOOK_AROUND_MILLIS = 200;
    private static final int LINE_CHARS_MAX = 8_000;
    private static final int HEADER_LINES_MAX = 200;
    private static final int BROWSER_SECONDS = 5;
    private static final String REDIRECT_PATH = "/signed-in";

    private final ParatextServers servers;
    private final OAuthClient client;
    private final InstantSource clock;
    private final String shownAfterwards;
    private final ServerSocket socket;
    private final String verifier = random();
    private final String state = random();
    private final URI page;

    /** Somebody who signed in: who they are, and the tokens to keep. */
    public record SignedIn(User user, Tokens tokens) {}

    private SignIn(
            ParatextServers servers,
            ServerAddress authorize,
            OAuthClient client,
            String shownAfterwards,
            InstantSource clock,
            ServerSocket socket) {
        this.servers = servers;
        this.client = client;
        this.clock = clock;
        this.shownAfterwards = shownAfterwards;
        this.socket = socket;
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", client.id());
        query.put("redirect_uri", redirectUri());
        query.put("scope", "openid offline_access");
        query.put("state", state);
        query.put("code_challenge", challenge(verifier));
        query.put("code_challenge_method", "S256");
        StringBuilder address = new StringBuilder(authorize.toString());
        char separator = '?';
        for (Map.Entry<String, String> each : query.entrySet()) {
            address.append(separator).append(each.getKey()).append('=').append(Session.escaped(each.getValue()));
            separator = '&';
        }
        this.page = URI.create(address.toString());
    }

    /**
     * Begins to sign somebody in; from now on the redirect of the page is waited for.
     *
     * @param authorize the page where people sign in
     * @param shownAfterwards HTML that the browser shows at the end
     */
    public static SignIn begin(
            ParatextServers servers,
            ServerAddress authorize,
            OAuthClient client,
            String shownAfterwards,
            InstantSource clock) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return new SignIn(servers, authorize, client, shownAfterwards, clock, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page to open in a browser. */
    public URI page() {
        return page;
    }

    private String redirectUri() {
        return "http://127.0.0.1:" + socket.getLocalPort() + REDIRECT_PATH;
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until the person has signed in and exchanges the code.
     *
     * @param atMost how long a person may take
     */
    public Answer<SignedIn> await(Duration atMost, Progress progress) {
        return Halted.answer(() -> {
            String code = code(atMost, progress);
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "authorization_code");
            form.put("client_id", client.id());
            client.secret().ifPresent(secret -> form.put("client_secret", secret));
            form.put("code", code);
            form.put("redirect_uri", redirectUri());
            form.put("code_verifier", verifier);
            return exchanged(servers, client, form, clock);
        });
    }

    /** Signs in somebody who brings a refresh token; it is used up by that. */
    public static Answer<SignedIn> withRefreshToken(
            ParatextServers servers, OAuthClient client, String refreshToken, InstantSource clock) {
        return Halted.answer(() -> {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "refresh_token");
            form.put("client_id", client.id());
            client.secret().ifPresent(secret -> form.put("client_secret", secret));
            form.put("refresh_token", refreshToken);
            return exchanged(servers, client, form, clock);
        });
    }

    private static SignedIn exchanged(
            ParatextServers servers, OAuthClient client, Map<String, String> form, InstantSource clock) throws Halted {
        TokenKeeper tokens;
        try (Wire registry = new Wire(servers.registry(), servers.timeouts())) {
            tokens = TokenKeeper.inMemory(Session.pair(registry, form, "", clock, Progress.NONE));
        }
        try (Session session = new Session(servers, client, tokens, "", clock)) {
            return switch (new Registry(session).user()) {
                case Answer.Ok<User>(var user) -> new SignedIn(user, tokens.current());
                case Answer.Failed<User>(var failure) -> throw new Halted(failure);
            };
        }
    }

    // The redirect

    private String code(Duration atMost, Progress progress) throws Halted {
        long until = System.nanoTime() + atMost.toNanos();
        try {
            socket.setSoTimeout(LOOK_AROUND_MILLIS);
            while (System.nanoTime() - until < 0) {
                if (progress.cancelled()) {
                    throw new Halted(new RemoteFailure.Cancelled());
                }
                Optional<String> code = nextCode();
                if (code.isPresent()) {
                    return code.get();
                }
            }
        } catch (Halted e) {
            throw e;
        } catch (IOException e) {
            throw new Halted(new RemoteFailure.Cancelled(), e);
        }
        throw new Halted(new RemoteFailure.Cancelled());
    }

    /** Answers one request of the browser; whatever is not the redirect that is waited for gets a 404. */
    private Optional<String> nextCode() throws IOException {
        try (Socket browser = socket.accept()) {
            browser.setSoTimeout((int) Duration.ofSeconds(BROWSER_SECONDS).toMillis());
            try {
                return answer(browser);
            } catch (Halted e) {
                throw e;
            } catch (IOException e) {
                // A browser that went away; another request may come.
                return Optional.empty();
            }
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
    }

    private Optional<String> answer(Socket browser) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(browser.getInputStream(), StandardCharsets.ISO_8859_1));
        String[] request = line(in).split(" ", -1);
        for (int i = 0; i < HEADER_LINES_MAX && !line(in).isEmpty(); i++) {
            // What else the browser says is of no interest.
        }
        Map<String, String> query = request.length > 1 && request[0].equals("GET") ? query(request[1]) : Map.of();
        if (!state.equals(query.get("state"))) {
            respond(browser, "404 Not Found", "");
            return Optional.empty();
        }
        respond(browser, "200 OK", shownAfterwards);
        if (query.get("code") == null) {
            throw new Halted(new RemoteFailure.NotAllowed(
                    "", query.getOrDefault("error", "no code").replaceAll("\\p{Cntrl}", "")));
        }
        return Optional.ofNullable(query.get("code"));
    }

    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() > LINE_CHARS_MAX) {
                throw new IOException("a line without end");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static Map<String, String> query(String target) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        if (!target.startsWith(REDIRECT_PATH + "?")) {
            return query;
        }
        try {
            for (String pair : target.substring(REDIRECT_PATH.length() + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
            return query;
        } catch (IllegalArgumentException e) {
            throw new IOException("not an address", e);
        }
    }

    private static void respond(Socket browser, String status, String html) throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + body.length
                        + "\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n";
        OutputStream out = browser.getOutputStream();
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        out.write(body);
        out.flush();
    }

    /** Stops waiting for the redirect. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

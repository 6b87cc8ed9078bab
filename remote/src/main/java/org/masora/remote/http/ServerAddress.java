package org.masora.remote.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server is: scheme, host, port and perhaps a path, without a slash at the end. Only {@code
 * https}, or {@code http} to this same computer: a token never travels in the clear.
 *
 * @param base for example {@code https://git.door43.org}
 */
public record ServerAddress(URI base) {

    /** The public Door43 server. */
    public static final ServerAddress DOOR43 = new ServerAddress(URI.create("https://git.door43.org"));

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Why a text is no address of a server. */
    public enum Flaw {
        NOT_AN_ADDRESS,
        /** A name or password stands in it. */
        HOLDS_A_SECRET,
        /** Plain http to another computer. */
        NOT_ENCRYPTED
    }

    /** What a person's text means. */
    public sealed interface Parsed {
        record Good(ServerAddress address) implements Parsed {}

        record Bad(Flaw flaw) implements Parsed {}
    }

    public ServerAddress {
        Optional<Flaw> flaw = flaw(base);
        if (flaw.isPresent()) {
            throw new IllegalArgumentException("not a server's address: " + flaw.get());
        }
        String text = base.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        base = URI.create(text);
    }

    /** Reads what a person typed; {@code https://} may be left out. */
    public static Parsed parse(String text) {
        String typed = text.strip();
        try {
            URI uri = new URI(typed.contains("://") ? typed : "https://" + typed);
            return flaw(uri).<Parsed>map(Parsed.Bad::new).orElseGet(() -> new Parsed.Good(new ServerAddress(uri)));
        } catch (URISyntaxException e) {
            return new Parsed.Bad(Flaw.NOT_AN_ADDRESS);
        }
    }

    private static Optional<Flaw> flaw(URI uri) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (uri.getUserInfo() != null) {
            return Optional.of(Flaw.HOLDS_A_SECRET);
        }
        if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
            return Optional.of(Flaw.NOT_AN_ADDRESS);
        }
        return switch (scheme) {
            case "https" -> Optional.empty();
            case "http" -> isLoopback(uri.getHost()) ? Optional.empty() : Optional.of(Flaw.NOT_ENCRYPTED);
            default -> Optional.of(Flaw.NOT_AN_ADDRESS);
        };
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host.toLowerCase(Locale.ROOT));
    }

    /** An address below the base; {@code path} starts with a slash and is escaped already. */
    public URI at(String path) {
        return URI.create(base + path);
    }

    /** Whether this leads to the same server: a redirect elsewhere is never followed with a token. */
    public static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost()
                        .equalsIgnoreCase(Optional.ofNullable(other.getHost()).orElse(""))
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    @Override
    public String toString() {
        return base.toString();
    }
}

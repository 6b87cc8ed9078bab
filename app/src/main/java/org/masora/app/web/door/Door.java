package org.masora.app.web.door;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.app.web.door.Verdict.Reason;

/**
 * Decides about every request, event streams included. Sessions are sealed and not remembered, so that they outlive
 * the process; codes are remembered, work once and only for {@link #CODE_LASTS}.
 */
public final class Door {
    /** Where a code is handed in; the one address to which a page of nowhere may send something. */
    public static final String ENTRANCE = "/door";
    /** Below this, everything is the entrance for programs. */
    public static final String FOR_PROGRAMS = "/api/";
    /** Below this, everything is for anybody. */
    public static final String ASSETS = "/assets/";
    /** Where a page asks whether this is still the Masora it knows. */
    public static final String ALIVE = "/alive";

    /** How long a code works. */
    public static final Duration CODE_LASTS = Duration.ofSeconds(30);

    private static final Duration SESSION_LASTS = Duration.ofDays(30);
    private static final int CODES_MAX = 20;

    private final DoorKey key;
    private final String bearer;
    private final InstantSource clock;
    private final int port;
    private final Map<String, Instant> codes = new LinkedHashMap<>();

    /**
     * A door.
     *
     * @param bearer the token of programs
     * @param port where the page is
     */
    public Door(DoorKey key, String bearer, InstantSource clock, int port) {
        this.key = key;
        this.bearer = bearer;
        this.clock = clock;
        this.port = port;
    }

    /** The port of the page. */
    public int port() {
        return port;
    }

    /** The page's address, without a last slash. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    /** The cookie's name: a cookie reaches every port of a host, so each port's has its own. */
    public String cookieName() {
        return "masora-" + port;
    }

    /** A code that lets one browser in. */
    public synchronized String newCode() {
        Instant now = clock.instant();
        codes.values().removeIf(until -> !now.isBefore(until));
        Iterator<String> oldest = codes.keySet().iterator();
        while (codes.size() >= CODES_MAX) {
            oldest.next();
            oldest.remove();
        }
        String code = DoorKey.random();
        codes.put(code, now.plus(CODE_LASTS));
        return code;
    }

    /** Whether a code can still be handed in. */
    public synchronized boolean expects(String code) {
        Instant until = codes.get(code);
        return until != null && clock.instant().isBefore(until);
    }

    /** Takes a code; a session, if it was a good one. It is used up then. */
    public synchronized Optional<Session> redeem(String code) {
        Optional<String> known = codes.keySet().stream()
                .filter(candidate -> DoorKey.same(candidate, code))
                .findFirst();
        Optional<Instant> until = known.map(codes::remove);
        return until.filter(time -> clock.instant().isBefore(time))
                .map(good -> session(
                        DoorKey.random(), clock.instant().plus(SESSION_LASTS).getEpochSecond()));
    }

    private Session session(String id, long until) {
        String named = id + "." + until;
        return new Session(
                id, named + "." + key.seal("cookie " + port + " " + named), key.seal("page " + port + " " + id));
    }

    private Optional<Session> session(String cookie) {
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != 3 || !parts[0].matches("[0-9a-f]{64}") || !parts[1].matches("[0-9]{1,12}")) {
            return Optional.empty();
        }
        long until = Long.parseLong(parts[1]);
        Session session = session(parts[0], until);
        boolean good = DoorKey.same(session.cookie(), cookie) && clock.instant().getEpochSecond() < until;
        return good ? Optional.of(session) : Optional.empty();
    }

    /**
     * The proof that this is the Masora which let that page in: a seal over what the page thought up and over the port,
     * so that another program which took the port cannot get it from Masora elsewhere.
     */
    public String proof(Session session, String thoughtUp) {
        return DoorKey.sealWith(session.pageToken(), port + " " + thoughtUp);
    }

    /** Decides. */
    public Verdict answer(Knock knock) {
        if (!knock.host().equals(Optional.of("127.0.0.1:" + port))) {
            return new Verdict.Refused(Reason.OTHER_HOST);
        }
        boolean entering = knock.method().equals("POST") && knock.path().equals(ENTRANCE);
        if (knock.origin().isPresent() && !isOurs(knock.origin().get(), entering)) {
            return new Verdict.Refused(Reason.OTHER_ORIGIN);
        }
        if (entering) {
            return new Verdict.Anybody();
        }
        // Another port of this host is the same site for a browser, and never the same origin.
        boolean fromElsewhere = knock.fetchSite()
                .filter(site -> !site.equals("same-origin") && !site.equals("none"))
                .isPresent();
        if (fromElsewhere && !knock.isVisit()) {
            return new Verdict.Refused(Reason.OTHER_ORIGIN);
        }
        if (knock.path().startsWith(ASSETS) && isReading(knock)) {
            return new Verdict.Anybody();
        }
        if (knock.path().startsWith(FOR_PROGRAMS)) {
            return knock.bearer().filter(token -> DoorKey.same(token, bearer)).isPresent()
                    ? new Verdict.Program()
                    : new Verdict.Refused(Reason.NO_BEARER);
        }
        return forPeople(knock);
    }

    private Verdict forPeople(Knock knock) {
        Optional<Session> known = knock.cookie().flatMap(this::session);
        if (known.isEmpty()) {
            return new Verdict.Stranger();
        }
        Session session = known.get();
        if (knock.pageToken()
                .filter(token -> DoorKey.same(token, session.pageToken()))
                .isPresent()) {
            return new Verdict.Open(session);
        }
        boolean shows = knock.isVisit() || knock.path().equals(ALIVE);
        return shows ? new Verdict.Shell(session) : new Verdict.Refused(Reason.NO_PAGE_TOKEN);
    }

    private boolean isOurs(String origin, boolean entering) {
        return origin.equals(address()) || (entering && origin.equals("null"));
    }

    private static boolean isReading(Knock knock) {
        return knock.method().equals("GET") || knock.method().equals("HEAD");
    }
}

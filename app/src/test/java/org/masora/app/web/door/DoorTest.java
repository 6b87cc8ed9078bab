package org.masora.app.web.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.app.web.door.Verdict.Reason;
import org.masora.app.web.door.Verdict.Refused;

final class DoorTest {
    private static final int PORT = 4711;
    private static final String BEARER = DoorKey.random();

    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final DoorKey key = new DoorKey(DoorKey.randomBytes());
    private final Door door = new Door(key, BEARER, () -> now, PORT);

    private Session enter() {
        return door.redeem(door.newCode()).orElseThrow();
    }

    private static Knock get(String path) {
        return knock("GET", path);
    }

    private static Knock knock(String method, String path) {
        return new Knock(
                method,
                path,
                Optional.of("127.0.0.1:" + PORT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private enum Part {
        HOST,
        ORIGIN,
        FETCH_SITE,
        FETCH_MODE,
        COOKIE,
        PAGE_TOKEN,
        BEARER
    }

    /** The same knock, in which one part says this. */
    private static Knock with(Knock k, Part said, String text) {
        BiFunction<Part, Optional<String>, Optional<String>> part =
                (which, before) -> which == said ? Optional.of(text) : before;
        return new Knock(
                k.method(),
                k.path(),
                part.apply(Part.HOST, k.host()),
                part.apply(Part.ORIGIN, k.origin()),
                part.apply(Part.FETCH_SITE, k.fetchSite()),
                part.apply(Part.FETCH_MODE, k.fetchMode()),
                part.apply(Part.COOKIE, k.cookie()),
                part.apply(Part.PAGE_TOKEN, k.pageToken()),
                part.apply(Part.BEARER, k.bearer()));
    }

    private static Knock host(Knock k, String host) {
        return with(k, Part.HOST, host);
    }

    private static Knock origin(Knock k, String origin) {
        return with(k, Part.ORIGIN, origin);
    }

    private static Knock fetch(Knock k, String site, String mode) {
        return with(with(k, Part.FETCH_SITE, site), Part.FETCH_MODE, mode);
    }

    private static Knock cookie(Knock k, String cookie) {
        return with(k, Part.COOKIE, cookie);
    }

    private static Knock token(Knock k, String token) {
        return with(k, Part.PAGE_TOKEN, token);
    }

    private static Knock bearer(Knock k, String bearer) {
        return with(k, Part.BEARER, bearer);
    }

    @Test
    void aCodeWorksOnce() {
        String code = door.newCode();
        assertThat(door.expects(code)).isTrue();
        assertThat(door.redeem(code)).isPresent();
        assertThat(door.redeem(code)).isEmpty();
        assertThat(door.expects(code)).isFalse();
    }

    @Test
    void aCodeWorksForThirtySeconds() {
        String inTime = door.newCode();
        now = now.plus(Duration.ofMillis(29_999));
        assertThat(door.redeem(inTime)).isPresent();
        String late = door.newCode();
        now = now.plusSeconds(30);
        assertThat(door.expects(late)).isFalse();
        assertThat(door.redeem(late)).isEmpty();
    }

    @Test
    void noCodeIsGuessed() {
        door.newCode();
        assertThat(door.redeem("")).isEmpty();
        assertThat(door.redeem(DoorKey.random())).isEmpty();
    }

    @Test
    void aSessionWithItsPageTokenIsLetIn() {
        Session session = enter();
        Knock knock = token(cookie(knock("POST", "/sync"), session.cookie()), session.pageToken());
        assertThat(door.answer(knock)).isEqualTo(new Verdict.Open(session));
        assertThat(door.answer(origin(knock, "http://127.0.0.1:" + PORT))).isEqualTo(new Verdict.Open(session));
    }

    @Test
    void theCookieAloneChangesNothingAndReadsNothing() {
        Session session = enter();
        Knock change = cookie(knock("POST", "/sync"), session.cookie());
        assertThat(door.answer(change)).isEqualTo(new Refused(Reason.NO_PAGE_TOKEN));
        Knock read = fetch(cookie(get("/"), session.cookie()), "same-origin", "cors");
        assertThat(door.answer(read)).isEqualTo(new Refused(Reason.NO_PAGE_TOKEN));
        Knock stream = fetch(cookie(get("/events"), session.cookie()), "same-origin", "cors");
        assertThat(door.answer(stream)).isEqualTo(new Refused(Reason.NO_PAGE_TOKEN));
        // Whoever goes there by hand sees the frame, in which nothing stands yet.
        Knock visit = fetch(cookie(get("/"), session.cookie()), "none", "navigate");
        assertThat(door.answer(visit)).isEqualTo(new Verdict.Shell(session));
    }

    @Test
    void thePageTokenAloneIsNothing() {
        Session session = enter();
        assertThat(door.answer(token(knock("POST", "/sync"), session.pageToken())))
                .isEqualTo(new Verdict.Stranger());
    }

    @Test
    void theTokenOfAnotherSessionIsNothing() {
        Session one = enter();
        Session other = enter();
        assertThat(door.answer(token(cookie(knock("POST", "/sync"), one.cookie()), other.pageToken())))
                .isEqualTo(new Refused(Reason.NO_PAGE_TOKEN));
    }

    @Test
    void whoHasNoSessionIsAStranger() {
        assertThat(door.answer(get("/"))).isEqualTo(new Verdict.Stranger());
        assertThat(door.answer(get("/events"))).isEqualTo(new Verdict.Stranger());
        assertThat(door.answer(knock("POST", "/sync"))).isEqualTo(new Verdict.Stranger());
    }

    @Test
    void aCookieThatWasMadeUpIsNothing() {
        Session session = enter();
        String[] parts = session.cookie().split("\\.", -1);
        String longer = parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2];
        for (String cookie : new String[] {"", "a.b.c", longer, session.cookie() + "0", parts[0]}) {
            assertThat(door.answer(cookie(get("/"), cookie))).isEqualTo(new Verdict.Stranger());
        }
    }

    @Test
    void aSessionEndsAfterThirtyDays() {
        Session session = enter();
        now = now.plus(Duration.ofDays(30)).minusSeconds(1);
        assertThat(door.answer(cookie(get("/"), session.cookie()))).isEqualTo(new Verdict.Shell(session));
        now = now.plusSeconds(1);
        assertThat(door.answer(cookie(get("/"), session.cookie()))).isEqualTo(new Verdict.Stranger());
    }

    @Test
    void aSessionOutlivesTheProcessAndNotItsKeyOrPort() {
        Session session = enter();
        Knock knock = cookie(get("/"), session.cookie());
        assertThat(new Door(key, DoorKey.random(), () -> now, PORT).answer(knock))
                .isEqualTo(new Verdict.Shell(session));
        assertThat(new Door(new DoorKey(DoorKey.randomBytes()), BEARER, () -> now, PORT).answer(knock))
                .isEqualTo(new Verdict.Stranger());
        assertThat(new Door(key, BEARER, () -> now, PORT + 1).answer(host(knock, "127.0.0.1:" + (PORT + 1))))
                .isEqualTo(new Verdict.Stranger());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "masora.example:4711",
                "localhost:4711",
                "127.0.0.1",
                "127.0.0.1:4712",
                "127.0.0.1:4711.example.org",
                "[::1]:4711",
                ""
            })
    void anotherHostIsRefusedWhateverElseIsRight(String host) {
        Session session = enter();
        Knock good = token(cookie(get("/"), session.cookie()), session.pageToken());
        for (Knock knock : new Knock[] {
            good,
            token(cookie(get("/events"), session.cookie()), session.pageToken()),
            get("/assets/x/page.js"),
            knock("POST", "/door"),
            bearer(get("/api/v1/status"), BEARER)
        }) {
            assertThat(door.answer(host(knock, host))).isEqualTo(new Refused(Reason.OTHER_HOST));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://127.0.0.1:4712",
                "http://localhost:4711",
                "http://127.0.0.1:4711.example.org",
                "https://127.0.0.1:4711",
                "null",
                "file://",
                ""
            })
    void anotherOriginIsRefusedWhateverElseIsRight(String origin) {
        Session session = enter();
        for (Knock knock : new Knock[] {
            token(cookie(knock("POST", "/sync"), session.cookie()), session.pageToken()),
            token(cookie(get("/events"), session.cookie()), session.pageToken()),
            bearer(knock("POST", "/api/v1/door"), BEARER)
        }) {
            assertThat(door.answer(origin(knock, origin))).isEqualTo(new Refused(Reason.OTHER_ORIGIN));
        }
    }

    @Test
    void onlyTheEntranceIsOpenToAPageOfNowhere() {
        assertThat(door.answer(origin(knock("POST", "/door"), "null"))).isEqualTo(new Verdict.Anybody());
        assertThat(door.answer(origin(knock("POST", "/door"), "https://example.org")))
                .isEqualTo(new Refused(Reason.OTHER_ORIGIN));
        assertThat(door.answer(origin(get("/door"), "null"))).isEqualTo(new Refused(Reason.OTHER_ORIGIN));
    }

    @Test
    void aPageOfAnotherPortFetchesNothingAlthoughTheBrowserSendsTheCookie() {
        Session session = enter();
        Knock fetched = fetch(cookie(get("/events"), session.cookie()), "same-site", "no-cors");
        assertThat(door.answer(fetched)).isEqualTo(new Refused(Reason.OTHER_ORIGIN));
        assertThat(door.answer(token(fetched, session.pageToken()))).isEqualTo(new Refused(Reason.OTHER_ORIGIN));
        assertThat(door.answer(fetch(get("/assets/x/page.js"), "cross-site", "no-cors")))
                .isEqualTo(new Refused(Reason.OTHER_ORIGIN));
    }

    @Test
    void programsComeInByTheirOwnEntranceWithTheirTokenAlone() {
        assertThat(door.answer(bearer(get("/api/v1/status"), BEARER))).isEqualTo(new Verdict.Program());
        assertThat(door.answer(get("/api/v1/status"))).isEqualTo(new Refused(Reason.NO_BEARER));
        assertThat(door.answer(bearer(get("/api/v1/status"), "x"))).isEqualTo(new Refused(Reason.NO_BEARER));
        Session session = enter();
        Knock page = token(cookie(get("/api/v1/status"), session.cookie()), session.pageToken());
        assertThat(door.answer(page)).isEqualTo(new Refused(Reason.NO_BEARER));
        assertThat(door.answer(bearer(get("/"), BEARER))).isEqualTo(new Verdict.Stranger());
    }

    @Test
    void whatMasoraProvesItProvesForItsPortAlone() {
        Session session = enter();
        String proof = door.proof(session, "thought up");
        assertThat(proof).isNotEqualTo(door.proof(session, "something else"));
        assertThat(proof).isNotEqualTo(new Door(key, BEARER, () -> now, PORT + 1).proof(session, "thought up"));
        assertThat(door.answer(fetch(cookie(get("/alive"), session.cookie()), "same-origin", "cors")))
                .isEqualTo(new Verdict.Shell(session));
    }

    @Test
    void secretsAreInNoText() {
        Session session = enter();
        Knock knock = bearer(token(cookie(get("/"), session.cookie()), session.pageToken()), BEARER);
        assertThat(session + " " + knock).doesNotContain(session.cookie(), session.pageToken(), BEARER);
    }
}

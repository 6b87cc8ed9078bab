package org.masora.remote.door43;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Done;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.Remote.Tips;
import org.masora.remote.door43.ScriptedServer.Scripted;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;
import org.masora.store.Vault;

/** Servers, proxies and lines that are slow, broken or up to something. */
class HostileServerTest {

    private static final Credentials TOKEN = new Credentials("asha", "0123456789abcdef0123456789abcdef01234567");
    private static final ProjectName ONE = new ProjectName("asha", "one");
    private static final RevisionId SOME = new RevisionId("0123456789012345678901234567890123456789");
    private static final Tips TIPS = new Tips(Optional.of(SOME.hex()), Optional.empty(), new TreeMap<>());

    @TempDir
    Path directory;

    private final ScriptedServer server = new ScriptedServer();
    private final Door43Server client = new Door43Server(
            server.address(), new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(400), Duration.ofSeconds(5)));
    private Vault vault;

    @BeforeEach
    void open() {
        vault = Vault.open(directory.resolve("v.git"));
    }

    @AfterEach
    void close() {
        vault.close();
        client.close();
        server.close();
    }

    private Door43Remote remote() {
        return new Door43Remote(new PlaceName("door43"), client, ONE, Optional.of(TOKEN), Lines.of("main"));
    }

    private static <T> RemoteFailure failure(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> throw new AssertionError("went well: " + ok.value());
            case Answer.Failed<T> failed -> failed.failure();
        };
    }

    private Answer<CloudProject> project() {
        return client.project(ONE, Optional.of(TOKEN), Progress.NONE);
    }

    private void answers(Scripted answer) {
        server.on("GET", "/api/v1/repos/asha/one", answer);
    }

    @Test
    void aSecondFactorIsAskedForAndACodeCanBeWrong() {
        server.on("GET", "/api/v1/user", Scripted.json(401, "{\"message\":\"%!s(<nil>)\"}"));
        assertThat(client.login(TOKEN, Optional.empty(), "x")).isEqualTo(new Answer.Ok<Login>(new Login.CodeNeeded()));
        assertThat(client.login(TOKEN, Optional.of("123456"), "x"))
                .isEqualTo(new Answer.Ok<Login>(new Login.CodeWrong()));
        assertThat(server.came().getLast().header("X-gitea-otp")).isEqualTo("123456");
    }

    @Test
    void aTokenNameInUseGetsANumberAndNoTokenIsEverDeleted() {
        server.on("GET", "/api/v1/user", Scripted.json(200, "{\"login\":\"asha\",\"full_name\":\"Asha Rai\"}"))
                .on(
                        "POST",
                        "/api/v1/users/asha/tokens",
                        Scripted.json(400, "{\"message\":\"access token name has been used already\"}"))
                .on("POST", "/api/v1/users/asha/tokens", Scripted.json(201, "{\"id\":7,\"sha1\":\"abc\"}"))
                .on("GET", "/api/v1/users/asha", Scripted.json(404, "{}"));
        assertThat(client.login(TOKEN, Optional.empty(), "laptop"))
                .isEqualTo(new Answer.Ok<Login>(new Login.SignedIn(
                        new Account("asha", "Asha Rai", ""), new Credentials("asha", "abc"), 7, "laptop 2")));
        assertThat(server.came()).noneMatch(came -> came.method().equals("DELETE"));
    }

    private static LineTrouble trouble(Answer<?> answer) {
        return failure(answer) instanceof RemoteFailure.Unreachable(var address, var trouble, var detail)
                ? trouble
                : fail("not unreachable: " + answer);
    }

    @Test
    void noLineASilentServerAndAHotelsPageAreToldApart() throws IOException {
        Timeouts impatient = new Timeouts(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300));
        URI nowhere;
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            try (Door43Server asked = new Door43Server(new ServerAddress(nowhere), impatient)) {
                assertThat(trouble(asked.version(Progress.NONE))).isEqualTo(LineTrouble.SILENT);
            }
        }
        try (Door43Server asked = new Door43Server(new ServerAddress(nowhere), impatient)) {
            assertThat(trouble(asked.version(Progress.NONE))).isEqualTo(LineTrouble.NO_LINE);
        }
        Scripted page = new Scripted(200, Map.of("Content-Type", "text/html"), "<html>Welcome</html>".getBytes(UTF_8));
        server.on("GET", "/api/v1/version", page);
        assertThat(trouble(client.version(Progress.NONE))).isEqualTo(LineTrouble.SOMETHING_ELSE);
        answers(Scripted.text(302, "").with("Location", "http://login.hotel.example/"));
        assertThat(trouble(project())).isEqualTo(LineTrouble.SOMETHING_ELSE);
        server.cut();
        assertThat(trouble(client.version(Progress.NONE))).isEqualTo(LineTrouble.CUT);
    }

    /** Somebody who presses Stop while a question is on its way. */
    private static Progress stoppedSoon() {
        AtomicInteger looks = new AtomicInteger();
        return new Progress() {
            @Override
            public void at(Phase phase, long done, long of) {}

            @Override
            public boolean cancelled() {
                return looks.incrementAndGet() > 3;
            }
        };
    }

    @Test
    @DisplayName("a stop ends every question to a server that takes it and never answers, at once")
    void stoppedBesideASilentServer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Door43Server asked =
                        new Door43Server(new ServerAddress(URI.create("http://127.0.0.1:" + silent.getLocalPort())));
                Door43Remote remote =
                        new Door43Remote(new PlaceName("door43"), asked, ONE, Optional.of(TOKEN), Lines.of("main"))) {
            List<Supplier<Answer<?>>> questions = List.of(
                    () -> remote.look(stoppedSoon()),
                    () -> remote.fetch(vault, TIPS, stoppedSoon()),
                    () -> asked.version(stoppedSoon()),
                    () -> asked.project(ONE, Optional.of(TOKEN), stoppedSoon()),
                    () -> asked.create(TOKEN, "one", "", true, "main", stoppedSoon()));
            for (Supplier<Answer<?>> question : questions) {
                Answer<?> answer = assertTimeoutPreemptively(Duration.ofSeconds(20), question::get);
                assertThat(failure(answer)).isEqualTo(new RemoteFailure.Cancelled());
            }
        }
    }

    @Test
    void aHotelsPageIsNoAnswer() {
        Scripted page = new Scripted(200, Map.of("Content-Type", "text/html"), "<html>Welcome</html>".getBytes(UTF_8));
        answers(page);
        server.on("POST", "/asha/one.git/git-upload-pack", page);
        assertThat(failure(project())).isInstanceOf(RemoteFailure.Unreachable.class);
        try (Door43Remote remote = remote()) {
            assertThat(failure(remote.look(Progress.NONE))).isInstanceOf(RemoteFailure.Unreachable.class);
        }
    }

    @Test
    void aRedirectToAnotherServerIsNotFollowed() {
        try (ScriptedServer elsewhere = new ScriptedServer()) {
            elsewhere.on("GET", "/api/v1/repos/asha/one", Scripted.json(200, "{}"));
            answers(Scripted.text(302, "").with("Location", elsewhere.address() + "/api/v1/repos/asha/one"));
            assertThat(failure(project())).isInstanceOf(RemoteFailure.Unreachable.class);
            assertThat(elsewhere.came()).isEmpty();
        }
    }

    @Test
    void aCircleOfRedirectsEnds() {
        answers(Scripted.text(307, "").with("Location", "/api/v1/repos/asha/one"));
        assertThat(failure(project())).isInstanceOf(RemoteFailure.Unreachable.class);
    }

    @Test
    void aServerThatAsksToWaitIsHeard() {
        answers(Scripted.json(429, "{}").with("Retry-After", "30"));
        assertThat(failure(project())).isEqualTo(new RemoteFailure.SlowDown(Optional.of(30L)));
    }

    @Test
    void aServerThatFailsIsToldApartFromOneThatIsAway() {
        answers(Scripted.json(502, "{\"message\":\"bad gateway\"}"));
        assertThat(failure(project())).isEqualTo(new RemoteFailure.ServerError(502, "bad gateway"));
    }

    @Test
    void whatIsMissingNullOrNewIsBorne() {
        answers(Scripted.json(
                200,
                "{\"new\":{\"a\":[1]},\"owner\":{\"login\":\"asha\"},\"name\":\"one\",\"description\":null,"
                        + "\"private\":\"yes\",\"permissions\":null,\"updated_at\":\"0001-01-01T00:00:00Z\"}"));
        assertThat(project())
                .isEqualTo(new Answer.Ok<>(new CloudProject(
                        ONE, "", false, false, false, Optional.empty(), false, false, Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "nonsense", "{\"owner\":{\"login\":\"../..\"},\"name\":\"x\"}", "[]"})
    void whatMakesNoSenseIsAFlawOfTheServer(String body) {
        answers(Scripted.json(200, body));
        assertThat(failure(project())).isInstanceOf(RemoteFailure.ServerError.class);
    }

    @Test
    void aDeepOrEndlessAnswerIsNotRead() {
        answers(Scripted.json(200, "[".repeat(100_000)));
        answers(Scripted.json(200, "\"" + "x".repeat(17 * 1024 * 1024) + "\""));
        assertThat(failure(project())).isInstanceOf(RemoteFailure.ServerError.class);
        assertThat(failure(project())).isInstanceOf(RemoteFailure.ServerError.class);
    }

    @Test
    void compressedAnswersAreReadAndBadOnesAreNot() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write("{\"owner\":{\"login\":\"asha\"},\"name\":\"one\"}".getBytes(UTF_8));
        }
        Scripted plain = Scripted.json(200, "").with("Content-Encoding", "gzip");
        answers(new Scripted(200, plain.headers(), packed.toByteArray()));
        answers(new Scripted(200, plain.headers(), "not compressed".getBytes(UTF_8)));
        assertThat(project()).isInstanceOf(Answer.Ok.class);
        assertThat(failure(project())).isInstanceOf(RemoteFailure.ServerError.class);
        assertThat(server.came().getFirst().header("Accept-encoding")).isEqualTo("gzip");
    }

    @Test
    void aLineThatStallsIsGivenUp() {
        answers(Scripted.json(200, "{\"message\":\"" + "x".repeat(100) + "\"}"));
        server.stallAfter(10);
        assertThat(failure(project()))
                .isInstanceOfSatisfying(
                        RemoteFailure.Unreachable.class,
                        unreachable -> assertThat(unreachable.detail()).startsWith("nothing came"));
    }

    @Test
    void whoStopsAStalledTransferIsHeardAtOnce() {
        Door43Server patient = new Door43Server(server.address());
        server.on("POST", "/asha/one.git/git-upload-pack", Scripted.git("upload-pack", pack("PACK".getBytes(UTF_8))));
        server.stallAfter(20);
        Progress stopsSoon = new Progress() {
            private int asked;

            @Override
            public void at(Phase phase, long done, long of) {}

            @Override
            public boolean cancelled() {
                return asked++ > 3;
            }
        };
        try (patient;
                Door43Remote remote =
                        new Door43Remote(new PlaceName("door43"), patient, ONE, Optional.of(TOKEN), Lines.of("main"))) {
            assertThat(remote.fetch(vault, TIPS, stopsSoon))
                    .isEqualTo(new Answer.Failed<Done>(new RemoteFailure.Cancelled()));
        }
    }

    /** A fetch's answer with this in the place of the pack. */
    private static byte[] pack(byte[] content) {
        byte[] line = new byte[content.length + 1];
        line[0] = 1;
        System.arraycopy(content, 0, line, 1, content.length);
        return new PktLines.Writer()
                .line("packfile\n")
                .line(new String(line, ISO_8859_1))
                .flush()
                .bytes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PACK",
                "PACK\0\0\0\2\0\0\0\1garbage that is no object at all",
                "PACK\0\0\0\2\177\177\177\177so many objects",
                "no pack at all, sorry"
            })
    void aDamagedPackIsDamageAndNothingIsNamed(String content) {
        server.on("POST", "/asha/one.git/git-upload-pack", Scripted.git("upload-pack", pack(content.getBytes(UTF_8))));
        try (Door43Remote remote = remote()) {
            assertThat(failure(remote.fetch(vault, TIPS, Progress.NONE))).isInstanceOf(RemoteFailure.Damaged.class);
        }
        assertThat(vault.refs("refs/masora/")).isEmpty();
    }

    @Test
    void namesThatWouldHarmArePassedOver() {
        PktLines.Writer listing = new PktLines.Writer();
        for (String name : List.of(
                "HEAD symref-target:refs/heads/../../x",
                "refs/heads/../x/scribe",
                "refs/heads/a~b/scribe",
                "refs/heads/" + "n".repeat(5_000) + "/scribe",
                "refs/heads/x.lock")) {
            listing.line(SOME + " " + name + "\n");
        }
        server.on(
                "POST",
                "/asha/one.git/git-upload-pack",
                Scripted.git("upload-pack", listing.flush().bytes()));
        try (Door43Remote remote =
                new Door43Remote(new PlaceName("door43"), client, ONE, Optional.of(TOKEN), Lines.scribe())) {
            assertThat(remote.look(Progress.NONE)).isEqualTo(new Answer.Ok<>(Tips.EMPTY));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zzzz",
                "0003",
                "ffff",
                "000",
                "0009ERR x",
                "0032short",
                "003dnot-an-id-not-an-id-not-an-id-not-an-idxx refs/heads/main\n0000"
            })
    void whatIsNotGitsProtocolEndsTheLook(String body) {
        server.on("POST", "/asha/one.git/git-upload-pack", Scripted.git("upload-pack", body.getBytes(UTF_8)));
        try (Door43Remote remote = remote()) {
            assertThat(remote.look(Progress.NONE)).isInstanceOf(Answer.Failed.class);
        }
    }

    @Test
    void headsThatAreGoneAreLookedForAgain() {
        byte[] gone = new PktLines.Writer()
                .line("ERR upload-pack: not our ref " + SOME)
                .bytes();
        server.on("POST", "/asha/one.git/git-upload-pack", Scripted.git("upload-pack", gone));
        try (Door43Remote remote = remote()) {
            assertThat(failure(remote.fetch(vault, TIPS, Progress.NONE))).isEqualTo(new RemoteFailure.Moved());
        }
    }

    @Test
    void aSendWithoutAnAnswerIsNotSaidToHaveFailedThere() {
        server.on("POST", "/asha/one.git/git-upload-pack", Scripted.git("upload-pack", "0000".getBytes(UTF_8)));
        RevisionId head = vault.commit(
                Snapshot.of(Map.of("a", Entry.file(vault.blobs().write("x".getBytes(UTF_8))))),
                List.of(),
                new Person("asha", ""),
                Instant.ofEpochSecond(1),
                "First\n");
        try (Door43Remote remote = remote()) {
            remote.look(Progress.NONE);
            int before = server.came().size();
            server.cut();
            Answer<SendResult> answer = remote.send(
                    vault,
                    new Send(Optional.empty(), Optional.of(head), Optional.empty(), Optional.empty()),
                    Progress.NONE);
            assertThat(failure(answer)).isInstanceOf(RemoteFailure.Unreachable.class);
            assertThat(server.came()).hasSize(before + 1);
        }
    }

    @Test
    void secretsAreInNoText() {
        assertThat(TOKEN.toString()).doesNotContain(TOKEN.secret());
        assertThat(new Login.SignedIn(new Account("asha", "", ""), TOKEN, 1, "x").toString())
                .doesNotContain(TOKEN.secret());
    }
}

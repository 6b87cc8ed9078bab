package org.masora.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What comes from outside and means harm, or merely makes no sense. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {
    private Hub hub;
    private TestHub client;
    private Path data;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        hub = TestHub.start(data);
        client = new TestHub(hub.base());
        client.makeAccount("alice");
        client.makeRepository("alice", "{\"name\":\"r\",\"auto_init\":true}");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    /** Sends a request as it stands, which no well-behaved client would, and gives the first line of the answer. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(hub.base().getHost(), hub.base().getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.substring(0, Math.max(0, answer.indexOf('\r')));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/alice/r.git/../../../../etc/passwd",
                "/alice/..%2f..%2faccounts/HEAD",
                "/alice/%2e%2e/HEAD",
                "/../hub.json",
                "/alice/r.git/objects/../config",
                "/alice/r.git/config",
                "/alice/%00/HEAD",
                "/api/v1/repos/alice/../../admin/users",
                "/api/v1/repos/alice/..%2f..%2f/contents",
                "/api/v1/repos/alice/r/raw/..%2f..%2fconfig",
                "/api/v1/repos/alice/r/archive/..%2f..%2fHEAD.zip"
            })
    void noAddressLeadsOut(String path) throws IOException {
        String status = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        assertThat(status).matches("HTTP/1.1 4\\d\\d .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../out.txt",
                "a/../../out.txt",
                ".git/config",
                ".GIT/hooks/x",
                "a/.git/x",
                "/etc/x",
                "a//b",
                "CON",
                "a/aux.txt",
                "git~1/config",
                "a\\\\b",
                "x.",
                "a/",
                "\\u0000"
            })
    void noFileIsWrittenUnderAnUnsafePath(String path) throws IOException {
        TestHub.Answer answer = client.call(
                "alice",
                "POST",
                "/api/v1/repos/alice/r/contents",
                "{\"files\":[{\"operation\":\"create\",\"path\":\"" + path + "\",\"content\":\"eA==\"}]}");
        assertThat(answer.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b.txt", "100%.txt", "a b.txt", "a%2Fb.txt", "q?.txt", "h#.txt", "हिन.usfm", "d/ü.txt"})
    void oddNamesAreKeptAsTheyAre(String path) throws IOException {
        TestHub.Answer answer = client.call(
                "alice",
                "POST",
                "/api/v1/repos/alice/r/contents",
                "{\"files\":[{\"operation\":\"create\",\"path\":\"odd/" + path + "\",\"content\":\"eA==\"}]}");
        // Windows has no question marks in names.
        assertThat(answer.status()).isEqualTo(path.contains("?") ? 422 : 201);
        if (answer.status() == 201) {
            String url = answer.json().at("/files/0/url").stringValue();
            assertThat(client.get("alice", url.substring(hub.base().toString().length()))
                            .get("path")
                            .stringValue())
                    .isEqualTo("odd/" + path);
        }
    }

    @Test
    void aFileDoesNotPushAFolderAside() throws IOException {
        client.change("alice", "POST", "/api/v1/repos/alice/r/contents/folder/a", "{\"content\":\"eA==\"}", 201);
        client.change("alice", "POST", "/api/v1/repos/alice/r/contents/folder", "{\"content\":\"eA==\"}", 422);
        client.change("alice", "POST", "/api/v1/repos/alice/r/contents/folder/a/b", "{\"content\":\"eA==\"}", 422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HEAD~1", "main^{tree}", ":README.md", "main@{0}", "..", "refs/heads/../../x", "-x", "@", "*"})
    void gitsLanguageOfRevisionsIsNotSpoken(String ref) throws IOException {
        String escaped = URLEncoder.encode(ref, StandardCharsets.UTF_8);
        assertThat(client.call("alice", "GET", "/api/v1/repos/alice/r/contents?ref=" + escaped, null)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "..", "-", "x.git", "a/b", "ü", "", "a\\u0000"})
    void repositoryNamesAreChecked(String name) throws IOException {
        client.change("alice", "POST", "/api/v1/user/repos", "{\"name\":\"" + name + "\"}", 422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "..", "-", "api", "a/b", "ü", "", "a:b", "ADMIN"})
    void accountNamesAreChecked(String name) throws IOException {
        client.change(
                TestHub.ADMIN,
                "POST",
                "/api/v1/admin/users",
                "{\"username\":\"" + name + "\",\"email\":\"x@example.org\",\"password\":\"long enough\"}",
                422);
    }

    @Test
    void onlyAnAdministratorMakesAccounts() throws IOException {
        String json = "{\"username\":\"eve\",\"email\":\"eve@example.org\",\"password\":\"long enough\"}";
        client.change("alice", "POST", "/api/v1/admin/users", json, 403);
        assertThat(client.call(null, "POST", "/api/v1/admin/users", json).status())
                .isEqualTo(401);
    }

    @Test
    void aNewPasswordReplacesTheOld() throws IOException {
        client.makeAccount("carol");
        assertThat(client.get("carol", "/api/v1/user").get("is_admin").booleanValue())
                .isFalse();
        client.change("carol", "PATCH", "/api/v1/admin/users/carol", "{\"admin\":true}", 403);
        client.change(TestHub.ADMIN, "PATCH", "/api/v1/admin/users/carol", "{\"password\":\"quite another\"}", 200);
        assertThat(client.call("carol", "GET", "/api/v1/user", null).status()).isEqualTo(401);
        assertThat(new TestHub(hub.base(), "quite another")
                        .get("carol", "/api/v1/user")
                        .get("login")
                        .stringValue())
                .isEqualTo("carol");
    }

    @Test
    void aTokenMakesNoOtherToken() throws IOException {
        String token = client.makeToken("alice", "\"read:user\"");
        TestHub.Answer answer = client.call(
                null, "POST", "/api/v1/users/alice/tokens?token=" + token, "{\"name\":\"x\",\"scopes\":[\"all\"]}");
        assertThat(answer.status()).isEqualTo(403);
        String strong = client.makeToken("alice", "\"all\"");
        answer = client.call(
                null, "POST", "/api/v1/users/alice/tokens?token=" + strong, "{\"name\":\"x\",\"scopes\":[\"all\"]}");
        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void aTokenTakesItselfBackInThePlaceOfThePassword() throws IOException {
        String weak = client.makeToken("alice", "\"write:repository\"");
        String token = client.makeToken("alice", "\"write:user\"");
        String path = "/api/v1/users/alice/tokens/" + numberOf(token);
        assertThat(client.call(null, "DELETE", path + "?token=" + token, null).status())
                .isEqualTo(401);
        assertThat(new TestHub(hub.base(), weak)
                        .call("alice", "DELETE", path, null)
                        .status())
                .isEqualTo(403);
        TestHub asToken = new TestHub(hub.base(), token);
        assertThat(asToken.call("alice", "GET", "/api/v1/users/alice/tokens", null)
                        .status())
                .as("it does not see the others")
                .isEqualTo(401);
        assertThat(asToken.call("alice", "DELETE", path, null).status()).isEqualTo(204);
        assertThat(asToken.call("alice", "GET", "/api/v1/user", null).status()).isEqualTo(401);
    }

    private long numberOf(String token) throws IOException {
        for (JsonNode listed : client.get("alice", "/api/v1/users/alice/tokens")) {
            if (token.endsWith(listed.get("token_last_eight").stringValue())) {
                return listed.get("id").longValue();
            }
        }
        throw new AssertionError("the token is not listed");
    }

    @Test
    void deeplyNestedJsonIsRefused() throws IOException {
        client.change("alice", "POST", "/api/v1/user/repos", "[".repeat(100_000), 422);
        client.change("alice", "POST", "/api/v1/user/repos", "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000), 422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":1}", "{\"name\":{}}", "{\"name\":\"x1\",\"private\":\"no\"}", "[]", "1", "null"})
    void valuesOfTheWrongTypeAreRefused(String json) throws IOException {
        client.change("alice", "POST", "/api/v1/user/repos", json, 422);
    }

    @Test
    void aBodyThatUnpacksWithoutEndIsCutOff() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] wants = "0032want 0000000000000000000000000000000000000000\n".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1_000_000; i++) {
                gzip.write(wants);
            }
        }
        TestHub.Answer answer =
                client.send(HttpRequest.newBuilder(client.base().resolve("/alice/r.git/git-upload-pack"))
                        .header("Content-Type", "application/x-git-upload-pack-request")
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray()))
                        .build());
        assertThat(answer.text()).doesNotContain("PACK");
        assertThat(client.get(null, "/api/v1/repos/alice/r").get("name").stringValue())
                .isEqualTo("r");
    }

    @Test
    void garbageInsteadOfAPackIsRefused() throws IOException {
        TestHub.Answer answer = client.send(HttpRequest.newBuilder(client.base()
                        .resolve("/alice/r.git/git-receive-pack?token=" + client.makeToken("alice", "\"all\"")))
                .header("Content-Type", "application/x-git-receive-pack-request")
                .POST(HttpRequest.BodyPublishers.ofString("zzzz not git at all"))
                .build());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(client.get("alice", "/api/v1/repos/alice/r/branches").size()).isEqualTo(1);
    }

    @Test
    void aPageOfAStrangerUnderAnotherNameIsTurnedAway() throws IOException {
        assertThat(raw("GET /api/v1/version HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 421 ");
        assertThat(raw("GET /api/v1/version HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
                .contains(" 200 ");
    }

    @Test
    void whatIsLeftOutSaysSo() throws IOException {
        client.change("alice", "POST", "/api/v1/orgs", "{\"username\":\"o\"}", 501);
        client.change("alice", "POST", "/api/v1/repos/alice/r/releases", "{\"tag_name\":\"v1\"}", 501);
        client.change("alice", "POST", "/api/v1/repos/alice/r/forks", "{}", 501);
        client.change("alice", "POST", "/api/v1/repos/alice/r/pulls", "{}", 501);
        assertThat(client.call("alice", "GET", "/api/v1/catalog/search", null).status())
                .isEqualTo(501);
        assertThat(client.call("alice", "POST", "/alice/r.git/info/lfs/objects/batch", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void noSecretLiesOnTheDiskInTheClear() throws IOException {
        String token = client.makeToken("alice", "\"all\"");
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(token)
                        .doesNotContain(TestHub.PASSWORD);
            }
        }
    }
}

package org.masora.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The hub as an ordinary {@code git} sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitClientTest {
    private Hub hub;
    private TestHub client;
    private Path work;
    private int repositories;
    private String name;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = TestHub.start(folder.resolve("data"));
        client = new TestHub(hub.base());
        client.makeAccount("alice");
        client.makeAccount("bob");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @BeforeEach
    void makeRepository(@TempDir Path folder) throws IOException {
        work = folder;
        name = "r" + ++repositories;
        client.makeRepository("alice", "{\"name\":\"%s\"}".formatted(name));
    }

    private String address(String account) {
        return client.git(account, "alice/" + name);
    }

    /** A working copy with one commit on {@code main}, which is also on the hub. */
    private Path copyWithFirstCommit() throws IOException {
        Path copy = work.resolve("copy");
        Programs.git(work, "init", "-q", "-b", "main", "copy");
        Programs.git(copy, "remote", "add", "origin", address("alice"));
        commit(copy, "a.txt", "one\n");
        Programs.git(copy, "push", "-q", "origin", "main");
        return copy;
    }

    private static void commit(Path copy, String file, String text) throws IOException {
        Files.writeString(copy.resolve(file), text);
        Programs.git(copy, "add", "-A");
        Programs.git(copy, "commit", "-q", "-m", "change " + file);
    }

    private String headOnHub(String branch) throws IOException {
        return client.get("alice", "/api/v1/repos/alice/" + name + "/branches/" + branch)
                .at("/commit/id")
                .stringValue();
    }

    @Test
    void whatOnePushesAnotherClones() throws IOException {
        Path copy = copyWithFirstCommit();
        Programs.git(work, "clone", "-q", address("bob"), "other");
        assertThat(work.resolve("other/a.txt")).hasSameBinaryContentAs(copy.resolve("a.txt"));
        assertThat(Programs.git(work.resolve("other"), "rev-parse", "HEAD"))
                .isEqualTo(Programs.git(copy, "rev-parse", "HEAD"));
    }

    @Test
    void theOldProtocolWorksToo() throws IOException {
        copyWithFirstCommit();
        Programs.git(work, "-c", "protocol.version=0", "clone", "-q", address("bob"), "other");
        assertThat(work.resolve("other/a.txt")).exists();
    }

    @Test
    void aShallowCloneIsDeepenedLater() throws IOException {
        Path copy = copyWithFirstCommit();
        commit(copy, "a.txt", "two\n");
        commit(copy, "a.txt", "three\n");
        Programs.git(copy, "push", "-q", "origin", "main");
        Programs.git(work, "clone", "-q", "--depth", "1", address("bob"), "other");
        Path other = work.resolve("other");
        assertThat(Programs.git(other, "rev-list", "--count", "HEAD")).isEqualTo("1");
        Programs.git(other, "fetch", "-q", "--depth", "2");
        assertThat(Programs.git(other, "rev-list", "--count", "HEAD")).isEqualTo("2");
        Programs.git(other, "fetch", "-q", "--unshallow");
        assertThat(Programs.git(other, "rev-list", "--count", "HEAD")).isEqualTo("3");
    }

    @Test
    void anUnprotectedBranchTakesAForcePush() throws IOException {
        Path copy = copyWithFirstCommit();
        Programs.git(copy, "commit", "-q", "--amend", "-m", "other");
        assertThat(Programs.tryGit(copy, "push", "-q", "origin", "main").succeeded())
                .isFalse();
        Programs.git(copy, "push", "-q", "--force", "origin", "main");
        assertThat(headOnHub("main")).isEqualTo(Programs.git(copy, "rev-parse", "HEAD"));
    }

    @Test
    void aProtectedBranchTakesNeitherForcePushNorDeletion() throws IOException {
        Path copy = copyWithFirstCommit();
        Programs.git(copy, "push", "-q", "origin", "main:kept/one");
        client.change(
                "alice",
                "POST",
                "/api/v1/repos/alice/" + name + "/branch_protections",
                "{\"rule_name\":\"kept/*\",\"enable_push\":true}",
                201);
        String before = headOnHub("kept/one");
        Programs.git(copy, "commit", "-q", "--amend", "-m", "other");
        assertThat(Programs.tryGit(copy, "push", "--force", "origin", "main:kept/one")
                        .output())
                .contains("Gitea: branch kept/one is protected from force push", "pre-receive hook declined");
        assertThat(Programs.tryGit(copy, "push", "origin", ":kept/one").output())
                .contains("Gitea: branch kept/one is protected from deletion");
        assertThat(headOnHub("kept/one")).isEqualTo(before);
    }

    @Test
    void onlyListedPushersReachABranchThatListsThem() throws IOException {
        Path copy = copyWithFirstCommit();
        client.change("alice", "PUT", collaborator("bob"), "{\"permission\":\"write\"}", 204);
        client.change(
                "alice",
                "POST",
                "/api/v1/repos/alice/" + name + "/branch_protections",
                "{\"rule_name\":\"main\",\"enable_push\":true,\"enable_push_whitelist\":true,"
                        + "\"push_whitelist_usernames\":[\"bob\"]}",
                201);
        commit(copy, "a.txt", "two\n");
        assertThat(Programs.tryGit(copy, "push", "origin", "main").output())
                .contains("Not allowed to push to protected branch main");
        Programs.git(copy, "push", "-q", address("bob"), "main");
    }

    private String collaborator(String account) {
        return "/api/v1/repos/alice/" + name + "/collaborators/" + account;
    }

    @Test
    void aPushWithoutTheRightIsRefusedAndLeavesNothingBehind() throws IOException {
        Path copy = copyWithFirstCommit();
        commit(copy, "secret-plan.txt", "not yours\n".repeat(200_000));
        String blob = Programs.git(copy, "rev-parse", "HEAD:secret-plan.txt");
        Programs.Outcome outcome = Programs.tryGit(copy, "push", address("bob"), "main");
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.output()).contains("Gitea: User permission denied for writing.");
        assertThat(client.call("alice", "GET", "/api/v1/repos/alice/" + name + "/git/blobs/" + blob, null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPrivateRepositoryIsSeenByItsPeopleOnly() throws IOException {
        copyWithFirstCommit();
        client.change("alice", "PATCH", "/api/v1/repos/alice/" + name, "{\"private\":true}", 200);
        assertThat(Programs.tryGit(work, "clone", address("bob"), "no").output())
                .contains("not found");
        assertThat(client.call(null, "GET", "/api/v1/repos/alice/" + name, null).status())
                .isEqualTo(404);
        client.change("alice", "PUT", collaborator("bob"), "{\"permission\":\"read\"}", 204);
        Programs.git(work, "clone", "-q", address("bob"), "yes");
        String publicOnly = client.makeToken("alice", "\"write:repository\",\"public-only\"");
        String withToken = address("alice").replace("alice:" + TestHub.PASSWORD.replace(" ", "%20"), "x:" + publicOnly);
        assertThat(Programs.tryGit(work, "clone", withToken, "no").output()).contains("not found");
    }

    @Test
    void anAtomicPushMovesAllOrNothing() throws IOException {
        Path copy = copyWithFirstCommit();
        Programs.git(copy, "push", "-q", "--atomic", "origin", "main:refs/masora/conflicts", "main:refs/heads/side");
        commit(copy, "a.txt", "two\n");
        Programs.git(copy, "push", "-q", "origin", "main:side");
        Programs.git(copy, "reset", "-q", "--hard", "HEAD~1");
        commit(copy, "a.txt", "other\n");
        String before = Programs.git(copy, "ls-remote", "origin");
        assertThat(Programs.tryGit(copy, "push", "--atomic", "origin", "main", "main:side")
                        .succeeded())
                .isFalse();
        assertThat(Programs.git(copy, "ls-remote", "origin")).isEqualTo(before);
    }

    @Test
    void otherRefSpacesTravel() throws IOException {
        Path copy = copyWithFirstCommit();
        Programs.git(copy, "push", "-q", "origin", "HEAD:refs/masora/conflicts", "HEAD:refs/notes/x");
        Path other = work.resolve("other");
        Programs.git(work, "clone", "-q", address("bob"), "other");
        Programs.git(other, "fetch", "-q", "origin", "refs/masora/conflicts:refs/masora/theirs");
        assertThat(Programs.git(other, "rev-parse", "refs/masora/theirs"))
                .isEqualTo(Programs.git(copy, "rev-parse", "HEAD"));
    }

    @Test
    void ofTwoConcurrentPushesToOneBranchOneIsRefused() throws Exception {
        copyWithFirstCommit();
        for (int round = 0; round < 5; round++) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            List<Callable<Boolean>> pushes = new ArrayList<>();
            for (String who : List.of("left" + round, "right" + round)) {
                Programs.git(work, "clone", "-q", address("alice"), who);
                Path copy = work.resolve(who);
                commit(copy, who, who);
                pushes.add(() -> {
                    barrier.await();
                    return Programs.tryGit(copy, "push", "origin", "main").succeeded();
                });
            }
            List<Boolean> outcomes = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                for (Future<Boolean> push : threads.invokeAll(pushes)) {
                    outcomes.add(push.get());
                }
            }
            assertThat(outcomes).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void aPushNeedsNoRequestBeforeIt() throws IOException {
        Path copy = copyWithFirstCommit();
        String head = Programs.git(copy, "rev-parse", "HEAD");
        String line = "0".repeat(40) + " " + head + " refs/heads/direct\0 report-status";
        String packet = "%04x%s0000".formatted(line.length() + 4, line);
        String credentials = "alice:" + TestHub.PASSWORD;
        // An empty pack: version 2, no objects, and its SHA-1.
        byte[] pack = HexFormat.of().parseHex("5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(packet.getBytes(StandardCharsets.US_ASCII));
        body.write(pack);
        TestHub.Answer answer = client.send(HttpRequest.newBuilder(
                        client.base().resolve("/alice/" + name + ".git/git-receive-pack"))
                .header("Content-Type", "application/x-git-receive-pack-request")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
        assertThat(answer.text()).contains("unpack ok", "ok refs/heads/direct");
        assertThat(headOnHub("direct")).isEqualTo(head);
    }

    @Test
    void branchesThatDifferInCaseOnlyAreRefused() throws IOException {
        Path copy = copyWithFirstCommit();
        assertThat(Programs.tryGit(copy, "push", "origin", "main:refs/heads/Main")
                        .output())
                .contains("in case only", "pre-receive hook declined");
        client.change(
                "alice", "POST", "/api/v1/repos/alice/" + name + "/branches", "{\"new_branch_name\":\"MAIN\"}", 409);
    }

    @Test
    void aRenamedRepositoryIsFollowed() throws IOException {
        Path copy = copyWithFirstCommit();
        client.change("alice", "PATCH", "/api/v1/repos/alice/" + name, "{\"name\":\"%s-new\"}".formatted(name), 200);
        commit(copy, "a.txt", "two\n");
        Programs.git(copy, "fetch", "-q", "origin");
        name += "-new";
        Programs.git(copy, "push", "-q", address("alice"), "main");
        assertThat(headOnHub("main")).isEqualTo(Programs.git(copy, "rev-parse", "HEAD"));
    }

    @Test
    void largeContentTravelsBothWays() throws IOException {
        Path copy = copyWithFirstCommit();
        byte[] noise = new byte[12 << 20];
        new Random(43).nextBytes(noise);
        Files.write(copy.resolve("audio.mp3"), noise);
        Programs.git(copy, "add", "-A");
        Programs.git(copy, "commit", "-q", "-m", "audio");
        Programs.git(copy, "push", "-q", "origin", "main");
        Programs.git(work, "clone", "-q", address("bob"), "other");
        assertThat(Files.readAllBytes(work.resolve("other/audio.mp3"))).isEqualTo(noise);
    }

    @Test
    void archivesHoldWhatAClonesHolds() throws IOException {
        Path copy = copyWithFirstCommit();
        String longName = "ingredients/" + "हिन्दी-".repeat(10) + "x.usfm";
        Files.createDirectories(copy.resolve("ingredients"));
        commit(copy, longName, "\\id MAT\n");
        Programs.git(copy, "push", "-q", "origin", "main");
        String archive = "/api/v1/repos/alice/" + name + "/archive/main";
        byte[] tar =
                client.call(null, "GET", archive + ".tar.gz", null).response().body();
        Files.write(work.resolve("a.tar.gz"), tar);
        assertThat(Programs.run(work, List.of("tar", "xzf", "a.tar.gz")).succeeded())
                .isTrue();
        assertThat(work.resolve(name).resolve(longName)).hasContent("\\id MAT\n");
        assertThat(work.resolve(name).resolve("a.txt")).hasContent("one\n");
        byte[] zip = client.call(null, "GET", archive + ".zip", null).response().body();
        List<String> names = new ArrayList<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains(name + "/", name + "/a.txt", name + "/" + longName);
    }

    @Test
    void lateEffectsAreShownLate(@TempDir Path folder) throws Exception {
        HubOptions slow = HubOptions.in(folder)
                .withAdministrator(TestHub.ADMIN, TestHub.PASSWORD)
                .withDelayedPushEffects(Duration.ofHours(1));
        try (Hub slowHub = Hub.start(slow)) {
            TestHub slowClient = new TestHub(slowHub.base());
            slowClient.makeRepository(TestHub.ADMIN, "{\"name\":\"late\"}");
            Path copy = copyWithFirstCommit();
            String address = slowClient.git(TestHub.ADMIN, TestHub.ADMIN + "/late");
            Programs.git(copy, "push", "-q", address, "main:scribe-main");
            var shown = slowClient.get(TestHub.ADMIN, "/api/v1/repos/" + TestHub.ADMIN + "/late");
            assertThat(shown.get("empty").booleanValue()).isTrue();
            assertThat(shown.get("default_branch").stringValue()).isEqualTo("main");
            assertThat(slowClient
                            .get(TestHub.ADMIN, "/api/v1/repos/" + TestHub.ADMIN + "/late/branches")
                            .isNull())
                    .isTrue();
            assertThat(Programs.git(copy, "ls-remote", address))
                    .contains("refs/heads/scribe-main")
                    .doesNotContain("HEAD");
        }
    }
}

package org.masora.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub has answered for is there after its process was killed. */
class DurabilityTest {
    @TempDir
    private Path work;

    /** A hub in a process that can be killed. */
    private record Running(Process process, TestHub client) implements AutoCloseable {
        /** As pulling the plug: the process gets no time for anything. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private Running start(String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(HubProcess.class.getName(), work.resolve("data").toString(), "0"));
        command.addAll(List.of(TestHub.ADMIN, TestHub.PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String base = said.readLine();
        assertThat(base).as("the address of the hub").isNotNull();
        return new Running(process, new TestHub(URI.create(base)));
    }

    @Test
    void accountsTokensRepositoriesAndPushesSurviveKilling() throws Exception {
        String token;
        String head;
        try (Running hub = start()) {
            TestHub client = hub.client();
            client.makeAccount("alice");
            client.makeAccount("bob");
            token = client.makeToken("alice", "\"write:repository\",\"read:user\"");
            client.makeRepository("alice", "{\"name\":\"gone\"}");
            client.makeRepository("alice", "{\"name\":\"old\",\"description\":\"d\",\"private\":true}");
            client.change("alice", "PATCH", "/api/v1/repos/alice/old", "{\"name\":\"new\"}", 200);
            client.change("alice", "PUT", "/api/v1/repos/alice/new/topics", "{\"topics\":[\"scripture\"]}", 204);
            client.change(
                    "alice", "PUT", "/api/v1/repos/alice/new/collaborators/bob", "{\"permission\":\"read\"}", 204);
            client.change(
                    "alice", "POST", "/api/v1/repos/alice/new/branch_protections", "{\"rule_name\":\"main\"}", 201);
            client.change("alice", "DELETE", "/api/v1/repos/alice/gone", "", 204);
            Programs.git(work, "init", "-q", "-b", "scribe-main", "copy");
            head = commitAndPush(work.resolve("copy"), client.git("alice", "alice/new"), "one");
            hub.kill();
        }
        try (Running hub = start()) {
            TestHub client = hub.client();
            assertThat(client.get(null, "/api/v1/user?token=" + token)
                            .get("login")
                            .stringValue())
                    .isEqualTo("alice");
            var repository = client.get("bob", "/api/v1/repos/alice/new");
            assertThat(repository.get("default_branch").stringValue()).isEqualTo("scribe-main");
            assertThat(repository.get("private").booleanValue()).isTrue();
            assertThat(repository.get("description").stringValue()).isEqualTo("d");
            assertThat(client.call("bob", "GET", "/api/v1/repos/alice/old", null)
                            .status())
                    .isEqualTo(307);
            assertThat(client.call("alice", "GET", "/api/v1/repos/alice/gone", null)
                            .status())
                    .isEqualTo(404);
            assertThat(client.get("bob", "/api/v1/repos/alice/new/topics")
                            .at("/topics/0")
                            .stringValue())
                    .isEqualTo("scripture");
            assertThat(client.get("alice", "/api/v1/repos/alice/new/branch_protections")
                            .size())
                    .isEqualTo(1);
            Programs.git(work, "clone", "-q", client.git("bob", "alice/new"), "again");
            assertThat(Programs.git(work.resolve("again"), "rev-parse", "HEAD")).isEqualTo(head);
            long made = client.makeRepository("alice", "{\"name\":\"gone\"}")
                    .get("id")
                    .longValue();
            assertThat(made).as("numbers are not given twice").isEqualTo(3);
        }
    }

    @Test
    void noAnsweredPushIsLostHoweverOftenTheHubIsKilled() throws Exception {
        Random random = new Random(43);
        Programs.git(work, "init", "-q", "-b", "main", "copy");
        Path copy = work.resolve("copy");
        AtomicReference<String> answered = new AtomicReference<>("");
        for (int round = 0; round < 3; round++) {
            try (Running hub = start()) {
                TestHub client = hub.client();
                if (round == 0) {
                    client.makeRepository(TestHub.ADMIN, "{\"name\":\"r\"}");
                }
                String address = client.git(TestHub.ADMIN, TestHub.ADMIN + "/r");
                if (!answered.get().isEmpty()) {
                    String there = headOf(address);
                    Programs.git(copy, "fetch", "-q", address, "main");
                    assertThat(Programs.tryGit(copy, "merge-base", "--is-ancestor", answered.get(), there)
                                    .succeeded())
                            .isTrue();
                }
                int pushesBeforeKilling = 1 + random.nextInt(3);
                Thread killer = new Thread(() -> {
                    try {
                        hub.kill();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                for (int push = 0; hub.process().isAlive(); push++) {
                    if (push == pushesBeforeKilling) {
                        killer.start();
                    }
                    pushUntilKilled(copy, address, round + "-" + push, answered);
                }
                killer.join();
            }
        }
    }

    private String headOf(String address) throws IOException {
        String line = Programs.git(work, "ls-remote", address, "refs/heads/main");
        return line.substring(0, line.indexOf('\t'));
    }

    private static void pushUntilKilled(Path copy, String address, String text, AtomicReference<String> answered)
            throws IOException {
        commit(copy, text);
        if (Programs.tryGit(copy, "push", "-q", address, "main").succeeded()) {
            answered.set(Programs.git(copy, "rev-parse", "HEAD"));
        }
    }

    private static String commitAndPush(Path copy, String address, String text) throws IOException {
        commit(copy, text);
        Programs.git(copy, "push", "-q", address, "scribe-main");
        return Programs.git(copy, "rev-parse", "HEAD");
    }

    private static void commit(Path copy, String text) throws IOException {
        Files.writeString(copy.resolve("a.txt"), text);
        Programs.git(copy, "add", "-A");
        Programs.git(copy, "commit", "-q", "-m", text);
    }

    @Test
    void theLocksOfAKilledProcessAreLiftedAtTheNextStart() throws Exception {
        Path data = work.resolve("data");
        Programs.git(work, "init", "-q", "-b", "main", "copy");
        try (Hub hub = TestHub.start(data)) {
            new TestHub(hub.base()).makeRepository(TestHub.ADMIN, "{\"name\":\"r\",\"auto_init\":true}");
        }
        Path git = data.resolve("git/1.git");
        for (String leftover : List.of("refs/heads/main.lock", "packed-refs.lock", "HEAD.lock")) {
            Files.writeString(git.resolve(leftover), "");
        }
        Files.writeString(git.resolve("objects/incoming_1.pack"), "PACK");
        Files.createDirectory(data.resolve("git/2.new"));
        Files.writeString(data.resolve("accounts/1.json.tmp"), "{");
        try (Hub hub = TestHub.start(data)) {
            TestHub client = new TestHub(hub.base());
            String address = client.git(TestHub.ADMIN, TestHub.ADMIN + "/r");
            Programs.git(work, "clone", "-q", address, "other");
            commit(work.resolve("other"), "x");
            Programs.git(work.resolve("other"), "push", "-q", "--atomic", "origin", "main", "main:side");
        }
        assertThat(git.resolve("objects/incoming_1.pack")).doesNotExist();
        assertThat(data.resolve("git/2.new")).doesNotExist();
    }

    @Test
    void thePersonsGitConfigurationIsNotRead() throws Exception {
        Path home = Files.createDirectories(work.resolve("home"));
        // git and JGit alike fail on this, if they read it.
        Files.writeString(home.resolve(".gitconfig"), "[core\n");
        try (Running hub = start("-Duser.home=" + home)) {
            hub.client().makeRepository(TestHub.ADMIN, "{\"name\":\"r\",\"auto_init\":true}");
            Programs.git(work, "clone", "-q", hub.client().git(TestHub.ADMIN, TestHub.ADMIN + "/r"), "copy");
            assertThat(hub.process().descendants()).isEmpty();
        }
    }

    @Test
    void aFolderIsHeldByOneHub() throws Exception {
        try (Hub first = TestHub.start(work.resolve("data"))) {
            assertThat(first.newAdministrator()).isPresent();
            assertThat(problemOf(HubOptions.in(work.resolve("data"))))
                    .isEqualTo(new HubStartException.Problem.FolderInUse(work.resolve("data")));
        }
        try (Hub next = TestHub.start(work.resolve("data"))) {
            assertThat(next.newAdministrator()).isEmpty();
        }
    }

    @Test
    void whatPreventsAStartIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(problemOf(HubOptions.in(work.resolve("a")).onPort(taken.getLocalPort())))
                    .isEqualTo(new HubStartException.Problem.PortInUse(taken.getLocalPort()));
        }
        assertThat(problemOf(HubOptions.in(work.resolve("b")).withAdministrator("..", TestHub.PASSWORD)))
                .isEqualTo(new HubStartException.Problem.BadAdminName(".."));
        assertThat(problemOf(HubOptions.in(work.resolve("b")).withAdministrator("root1", "short")))
                .isEqualTo(new HubStartException.Problem.ShortAdminPassword(8));
        try (Hub hub = TestHub.start(work.resolve("c"))) {
            assertThat(hub.newAdministrator()).isPresent();
        }
        Path record = work.resolve("c/accounts/1.json");
        Files.writeString(record, "{\"number\":");
        assertThat(problemOf(HubOptions.in(work.resolve("c"))))
                .isEqualTo(new HubStartException.Problem.BrokenRecord(record));
        Files.writeString(work.resolve("c/hub.json"), "{\"format\":99,\"lastRepositoryNumber\":0}");
        assertThat(problemOf(HubOptions.in(work.resolve("c"))))
                .isEqualTo(new HubStartException.Problem.NewerFormat(work.resolve("c"), 99));
    }

    private static HubStartException.Problem problemOf(HubOptions options) {
        try (Hub hub = Hub.start(options)) {
            throw new AssertionError("it started at " + hub.base());
        } catch (HubStartException e) {
            return e.problem();
        }
    }

    @Test
    void aPasswordIsMadeUpAndWorks() throws Exception {
        try (Hub hub = Hub.start(HubOptions.in(work.resolve("data")))) {
            Hub.NewAdministrator made = hub.newAdministrator().orElseThrow();
            assertThat(made.name()).isEqualTo("admin");
            String password = made.madeUpPassword().orElseThrow();
            assertThat(password).hasSize(20);
            assertThat(made.toString()).doesNotContain(password);
            TestHub client = new TestHub(hub.base(), password);
            assertThat(client.get("admin", "/api/v1/user").get("is_admin").booleanValue())
                    .isTrue();
        }
    }
}

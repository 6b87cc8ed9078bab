package org.masora.remote.paratext.mercurial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.remote.paratext.mercurial.CommandServer.Result;

/** The command server against the installed hg. */
final class CommandServerTest {
    @TempDir
    Path folder;

    private Path repository;
    private Hg hg;
    private CommandServer server;

    @BeforeEach
    void make() throws IOException {
        assumeTrue(Hg.find() instanceof Hg.Finding.Found, "hg is absent");
        hg = ((Hg.Finding.Found) Hg.find()).hg();
        repository = folder.resolve("repo");
        hg.create(repository);
        server = hg.open(repository);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private Result commit(String name, String content) throws IOException {
        Files.writeString(repository.resolve(name), content);
        Result result = server.run("commit", "--addremove", "--user", "Ada Ä", "--message", "über " + name);
        assertThat(result.succeeded()).as(result.error()).isTrue();
        return result;
    }

    @Test
    @DisplayName("many commands run in one process, in UTF-8")
    void manyCommands() throws IOException {
        commit("a.txt", "1");
        long id = server.processId().orElseThrow();
        commit("ä.txt", "2");
        assertThat(server.run("log", "--template", "{rev} {author} {desc}\n").text())
                .isEqualTo("1 Ada Ä über ä.txt\n0 Ada Ä über a.txt\n");
        assertThat(server.run("files").text()).isEqualTo("a.txt\nä.txt\n");
        assertThat(server.processId()).hasValue(id);
    }

    @Test
    @DisplayName("a command that fails is a result with its code and words, and the next one works")
    void failingCommand() throws IOException {
        Result result = server.run("log", "--rev", "nothere");
        assertThat(result.code()).isEqualTo(255);
        assertThat(result.error()).contains("unknown revision 'nothere'");
        assertThat(server.run("log").succeeded()).isTrue();
    }

    @Test
    @DisplayName("a command reads what it is given, and prints to a stream")
    void streams() throws IOException {
        Files.writeString(repository.resolve("a.txt"), "x".repeat(300_000));
        String message = "line one\n" + "m".repeat(10_000);
        InputStream input = new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8));
        assertThat(server.run(List.of("commit", "--addremove", "-u", "u", "--logfile", "-"), input)
                        .succeeded())
                .isTrue();
        assertThat(server.run("log", "--template", "{desc}").text()).isEqualTo(message);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        server.run(
                List.of("cat", "a.txt"), InputStream.nullInputStream(), output, 300_000, CommandServer.USUAL_TIMEOUT);
        assertThat(output.size()).isEqualTo(300_000);
    }

    @Test
    @DisplayName("a command that prints too much is stopped, and the next one works")
    void tooMuch() throws IOException {
        commit("a.txt", "x".repeat(300_000));
        assertThatThrownBy(() -> server.run(
                        List.of("cat", "a.txt"),
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        299_999,
                        CommandServer.USUAL_TIMEOUT))
                .isInstanceOfSatisfying(
                        HgException.class, e -> assertThat(e.kind()).isEqualTo(HgException.Kind.TOO_MUCH_OUTPUT));
        assertThat(server.run("log").succeeded()).isTrue();
    }

    @Test
    @DisplayName("a command that takes too long is stopped with its transaction taken back, and the next one works")
    void timeout() throws IOException {
        commit("a.txt", "1");
        Files.writeString(repository.resolve("a.txt"), "2");
        try (PipedOutputStream never = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(never)) {
            assertThatThrownBy(() -> server.run(
                            List.of("commit", "-u", "u", "--logfile", "-"),
                            input,
                            OutputStream.nullOutputStream(),
                            1_000,
                            Duration.ofSeconds(2)))
                    .isInstanceOfSatisfying(
                            HgException.class, e -> assertThat(e.kind()).isEqualTo(HgException.Kind.TIMED_OUT));
        }
        assertThat(server.run("log", "--template", "{rev}\n").text()).isEqualTo("0\n");
        commit("a.txt", "3");
    }

    @Test
    @DisplayName("a process that was killed is started again for the next command")
    void startedAgain() throws IOException {
        commit("a.txt", "1");
        ProcessHandle process =
                ProcessHandle.of(server.processId().orElseThrow()).orElseThrow();
        process.destroyForcibly();
        await().until(() -> !process.isAlive());
        assertThat(server.run("log", "--template", "{rev}").text()).isEqualTo("0");
    }

    @Test
    @DisplayName("close ends a command of another thread, also one that waits for its input")
    void closed() throws Exception {
        try (PipedOutputStream never = new PipedOutputStream();
                PipedInputStream input = new PipedInputStream(never)) {
            Files.writeString(repository.resolve("a.txt"), "1");
            CountDownLatch waits = new CountDownLatch(1);
            InputStream told = new FilterInputStream(input) {
                @Override
                public int read(byte[] into, int from, int most) throws IOException {
                    waits.countDown();
                    return super.read(into, from, most);
                }
            };
            FutureTask<Result> work = new FutureTask<>(
                    () -> server.run(List.of("commit", "--addremove", "-u", "u", "--logfile", "-"), told));
            Thread.ofVirtual().start(work);
            assertThat(waits.await(60, TimeUnit.SECONDS)).isTrue();
            ProcessHandle process =
                    ProcessHandle.of(server.processId().orElseThrow()).orElseThrow();
            server.close();
            assertThatThrownBy(() -> work.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            HgException.class, e -> assertThat(e.kind()).isEqualTo(HgException.Kind.STOPPED));
            await().until(() -> !process.isAlive());
        }
        assertThatThrownBy(() -> server.run("log")).isInstanceOf(HgException.class);
    }

    @Test
    @DisplayName("settings that lie in the repository are not read")
    void settings() throws IOException {
        Files.writeString(
                repository.resolve(".hg/hgrc"), "[ui]\nusername = from settings\n[hooks]\npre-log = exit 1\n");
        assertThat(server.run("showconfig", "ui.username").text()).isEmpty();
        assertThat(server.run("log").succeeded()).isTrue();
    }

    @Test
    @DisplayName("a value that looks like an option for all commands is no option")
    void values() throws IOException {
        commit("a.txt", "1");
        Result result = server.run("log", "--rev", "--config=alias.log=!touch stolen");
        assertThat(result.succeeded()).isFalse();
        assertThat(repository.resolve("stolen")).doesNotExist();
    }

    @Test
    @DisplayName("a folder without a repository is not taken for the one above it")
    void noneHere() throws IOException {
        Path inside = Files.createDirectories(repository.resolve("inside"));
        try (CommandServer other = hg.open(inside)) {
            assertThatThrownBy(() -> other.run("log"))
                    .isInstanceOfSatisfying(
                            HgException.class, e -> assertThat(e.kind()).isEqualTo(HgException.Kind.NOT_STARTED))
                    .hasMessageContaining("not found");
        }
    }

    @Test
    @DisplayName("a new repository is in a format that old versions read")
    void format() throws IOException {
        assertThat(Files.readAllLines(repository.resolve(".hg/requires")))
                .containsExactlyInAnyOrder("dotencode", "fncache", "generaldelta", "revlogv1", "store");
        assertThatThrownBy(() -> hg.create(repository)).isInstanceOf(IOException.class);
    }
}

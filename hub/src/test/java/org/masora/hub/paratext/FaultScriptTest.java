package org.masora.hub.paratext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.HubStartException;
import org.masora.hub.paratext.TestParatext.Answered;
import org.masora.remote.paratext.mercurial.CommandServer;

/** The stand-in misbehaves exactly as it was told to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultScriptTest {
    private Path folder;
    private TestParatext paratext;
    private FaultScript faults;

    @BeforeAll
    void start(@TempDir Path whole) throws IOException, HubStartException {
        folder = whole;
        paratext = TestParatext.start(folder);
        faults = paratext.standIn().faults();
    }

    @BeforeEach
    void allIsWell() {
        faults.clear();
        faults.forget();
    }

    @AfterAll
    void stop() {
        if (paratext != null) {
            paratext.close();
        }
    }

    private byte[] change() throws IOException {
        try (CommandServer tom = paratext.cloned("tom", folder.resolve(TestParatext.guid()))) {
            Files.writeString(
                    tom.repository().resolve("41MATTst.SFM"),
                    "\\rem " + TestParatext.guid() + "\r\n",
                    StandardOpenOption.APPEND);
            return TestParatext.committed(tom, paratext.standIn().history("1").getFirst());
        }
    }

    private Answered list() throws IOException {
        return paratext.send(paratext.archives("tom", "listrepos"));
    }

    @Test
    @DisplayName("statuses come in turn, and lasting ones until all is well again; what was asked is counted")
    void statuses() throws IOException {
        faults.pass(Endpoint.LISTREPOS, 1)
                .next(Endpoint.LISTREPOS, new Fault.Status(500))
                .next(Endpoint.LISTREPOS, new Fault.Status(429, Optional.of(Duration.ofSeconds(7))));
        assertThat(list().status()).isEqualTo(200);
        assertThat(list().status()).isEqualTo(500);
        assertThat(list().header("Retry-After")).hasValue("7");
        assertThat(list().status()).isEqualTo(200);
        faults.always(Endpoint.LISTREPOS, new Fault.Status(503));
        assertThat(list().status()).isEqualTo(503);
        assertThat(list().status()).isEqualTo(503);
        faults.clear();
        assertThat(list().status()).isEqualTo(200);
        assertThat(faults.asked()).hasSize(7).containsOnly(Endpoint.LISTREPOS);
        faults.forget();
        assertThat(faults.asked()).isEqualTo(List.of());
    }

    @Test
    @DisplayName("a token that ends in the middle stays dead, and a new one works")
    void tokenEnds() throws IOException {
        HttpRequest.Builder asked = paratext.archives("tom", "listrepos");
        faults.next(Endpoint.LISTREPOS, new Fault.TokenExpired());
        assertThat(paratext.send(asked).status()).isEqualTo(401);
        assertThat(paratext.send(asked).status()).isEqualTo(401);
        assertThat(list().status()).isEqualTo(200);
    }

    @Test
    @DisplayName("who is left hanging gets no answer, and is let go at the end")
    void hangs() throws Exception {
        faults.next(Endpoint.LISTREPOS, new Fault.Hang());
        FutureTask<String> asked = new FutureTask<>(() -> raw(request("GET", "listrepos", ""), new byte[0]));
        Thread.ofVirtual().start(asked);
        await().until(() -> faults.asked().contains(Endpoint.LISTREPOS));
        assertThat(asked.isDone()).isFalse();
        faults.release();
        assertThat(asked.get()).isEmpty();
    }

    /** Asks as a program that takes what comes, until the line ends. */
    private String raw(String request, byte[] body) throws IOException {
        URI archives = paratext.standIn().archives();
        try (Socket socket = new Socket(archives.getHost(), archives.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try (InputStream in = socket.getInputStream()) {
                in.transferTo(answer);
            } catch (IOException cutHard) {
                // Also an end of the line.
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    private String request(String method, String call, String more) {
        URI archives = paratext.standIn().archives();
        return method + " " + archives.getPath() + call + " HTTP/1.1\r\nHost: " + archives.getAuthority()
                + "\r\nConnection: close\r\nAuthorization: Bearer "
                + paratext.standIn().accessToken("tom") + "\r\n" + more + "\r\n";
    }

    @Test
    @DisplayName("an answer is cut after so many bytes, and goes on under the same guid")
    void cutAnswer() throws IOException {
        String guid = TestParatext.guid();
        String pull = "pullbundle?type=zstd-v2&projid=" + paratext.projectId() + "&guid=" + guid;
        faults.next(Endpoint.PULLBUNDLE, new Fault.CutAnswer(100));
        String answer = raw(request("GET", pull, ""), new byte[0]);
        String begun = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(begun).hasSize(100).startsWith("HG20");
        Answered rest = paratext.send(paratext.archives("tom", pull).header("Range", "bytes=100-"));
        Answered whole = paratext.send(paratext.archives("tom", pull));
        assertThat(begun + new String(rest.response().body(), StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(whole.response().body(), StandardCharsets.ISO_8859_1));
        faults.next(Endpoint.LISTREPOS, new Fault.CutAnswer(0));
        assertThat(raw(request("GET", "listrepos", ""), new byte[0])).isEmpty();
    }

    @Test
    @DisplayName("a request is cut in the middle, and nothing of it is kept")
    void cutRequest() throws IOException {
        byte[] bundle = change();
        List<String> before = paratext.standIn().history("1");
        faults.next(Endpoint.PUSHBUNDLE, new Fault.CutRequest(50));
        String push = "pushbundle?projid=" + paratext.projectId() + "&guid=" + TestParatext.guid();
        assertThat(raw(request("POST", push, "Content-Length: " + bundle.length + "\r\n"), bundle))
                .isEmpty();
        assertThat(paratext.standIn().history("1")).isEqualTo(before);
        assertThat(paratext.push("tom", bundle).status()).isEqualTo(200);
        assertThat(paratext.standIn().history("1")).hasSize(before.size() + 1);
    }

    @Test
    @DisplayName("a push is kept and its answer lost; another one is answered and not kept")
    void lostAndNotKept() throws IOException {
        byte[] bundle = change();
        List<String> before = paratext.standIn().history("1");
        faults.next(Endpoint.PUSHBUNDLE, new Fault.NotKept());
        assertThat(paratext.push("tom", bundle).status()).isEqualTo(200);
        assertThat(paratext.standIn().history("1")).isEqualTo(before);
        faults.next(Endpoint.PUSHBUNDLE, new Fault.CutAnswer(0));
        assertThatThrownBy(() -> paratext.push("tom", bundle)).isInstanceOf(IOException.class);
        assertThat(paratext.standIn().history("1")).hasSize(before.size() + 1);
    }

    @Test
    @DisplayName("the server goes back to an older backup, and takes the same push again")
    void olderBackup() throws IOException {
        byte[] bundle = change();
        List<String> before = paratext.standIn().history("1");
        paratext.push("tom", bundle);
        List<String> after = paratext.standIn().history("1");
        paratext.standIn().forgetNewest("1", 1);
        assertThat(paratext.standIn().history("1")).isEqualTo(before);
        assertThat(paratext.push("tom", bundle).status()).isEqualTo(200);
        assertThat(paratext.standIn().history("1")).isEqualTo(after);
    }

    @Test
    @DisplayName("who names this computer otherwise is not let in")
    void otherNames() throws IOException {
        String asked = request("GET", "listrepos", "")
                .replace(paratext.standIn().archives().getAuthority(), "paratext.example.org");
        assertThat(raw(asked, new byte[0])).startsWith("HTTP/1.1 421");
    }

    @Test
    @DisplayName("somebody else holds the lock")
    void lock() throws IOException {
        assertThat(paratext.standIn().lock("1", "ada")).isTrue();
        assertThat(paratext.standIn().lock("1", "tom")).isFalse();
        assertThat(paratext.about("tom", "pullbundle", "&guid=" + TestParatext.guid())
                        .text())
                .isEqualTo("locked by Ada Admin");
        paratext.standIn().unlock("1");
        assertThat(paratext.about("tom", "pullbundle", "&guid=" + TestParatext.guid())
                        .status())
                .isEqualTo(200);
    }
}

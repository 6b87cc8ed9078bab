package org.masora.hub.paratext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.HubStartException;
import org.masora.hub.paratext.TestParatext.Answered;
import org.masora.remote.paratext.mercurial.CommandServer;

/** Where the stand-in is stricter, or kinder, than the one whose answers were recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchivesTest {
    private Path folder;
    private TestParatext paratext;
    private CommandServer tom;

    @BeforeAll
    void start(@TempDir Path whole) throws IOException, HubStartException {
        folder = whole;
        paratext = TestParatext.start(folder);
        tom = paratext.cloned("tom", folder.resolve("tom"));
    }

    @AfterAll
    void stop() {
        if (paratext != null) {
            tom.close();
            paratext.close();
        }
    }

    private String tip() throws IOException {
        return paratext.standIn().history("1").getFirst();
    }

    /** A bundle of a change that everybody else does not have yet. */
    private byte[] change(String text) throws IOException {
        byte[] news = paratext.about("tom", "pullbundle", "&guid=" + TestParatext.guid())
                .response()
                .body();
        Path bundle = folder.resolve(TestParatext.guid());
        Files.write(bundle, news);
        TestParatext.run(tom, "unbundle", "--quiet", bundle.toString());
        TestParatext.run(tom, "update", "--clean", tip());
        Path book = tom.repository().resolve("41MATTst.SFM");
        Files.writeString(book, "\\rem " + text + "\r\n", StandardOpenOption.APPEND);
        return TestParatext.committed(tom, tip());
    }

    @Test
    @DisplayName("an observer may see all, and neither send nor lock")
    void observer() throws IOException {
        byte[] bundle = change("by an observer");
        String before = tip();
        Answered pushed = paratext.push("olga", bundle);
        assertThat(pushed.status()).isEqualTo(403);
        assertThat(pushed.text()).doesNotContain("locked by");
        assertThat(paratext.about("olga", "lockrepo", "").status()).isEqualTo(403);
        assertThat(paratext.about("olga", "projrevhist", "&all=1").text()).contains(before);
        assertThat(tip()).isEqualTo(before);
    }

    @Test
    @DisplayName("a lock keeps others out, is nobody else's to open, and grows stale when it is not used")
    void lock() throws IOException {
        assertThat(paratext.about("ada", "unlockrepo", "").status()).isEqualTo(403);
        assertThat(paratext.about("ada", "lockrepo", "").status()).isEqualTo(200);
        assertThat(paratext.about("tom", "unlockrepo", "").text()).isEqualTo("locked by Ada Admin");
        paratext.standIn().advance(Duration.ofMinutes(14));
        assertThat(paratext.about("ada", "pullbundle", "&guid=" + TestParatext.guid())
                        .status())
                .as("using it keeps it")
                .isEqualTo(200);
        paratext.standIn().advance(Duration.ofMinutes(14));
        assertThat(paratext.about("tom", "lockrepo", "").text()).isEqualTo("locked by Ada Admin");
        paratext.standIn().advance(Duration.ofMinutes(2));
        assertThat(paratext.about("tom", "lockrepo", "").status()).isEqualTo(200);
        assertThat(paratext.about("tom", "unlockrepo", "").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("a guid belongs to one person and one project")
    void guids() throws IOException {
        String guid = TestParatext.guid();
        Answered whole = paratext.about("ada", "pullbundle", "&guid=" + guid);
        Answered other = paratext.send(paratext.archives(
                        "tom", "pullbundle?projid=" + paratext.projectId() + "&guid=" + guid + "&base1=" + tip())
                .header("Range", "bytes=10-"));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.response().body()).isEmpty();
        Answered elsewhere = paratext.send(paratext.archives(
                "ada", "pullbundle?projid=" + paratext.standIn().projectId("2") + "&guid=" + guid));
        assertThat(elsewhere.response().body()).isEmpty();
        Answered rest =
                paratext.send(paratext.archives("ada", "pullbundle?projid=" + paratext.projectId() + "&guid=" + guid)
                        .header("Range", "bytes=10-"));
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.response().body().length).isEqualTo(whole.response().body().length - 10);
    }

    @Test
    @DisplayName("what cannot be given is refused: a range beyond the end, an unknown base, an unknown kind of bundle")
    void refusedPulls() throws IOException {
        String guid = TestParatext.guid();
        int size =
                paratext.about("ada", "pullbundle", "&guid=" + guid).response().body().length;
        Answered beyond =
                paratext.send(paratext.archives("ada", "pullbundle?projid=" + paratext.projectId() + "&guid=" + guid)
                        .header("Range", "bytes=" + size + "-"));
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(beyond.header("Content-Range")).hasValue("bytes */" + size);
        for (String more :
                List.of("&base1=" + "1".repeat(40), "&base1=--all", "&base1=tip", "&type=v1", "&type=--all")) {
            assertThat(paratext.about("ada", "pullbundle", more + "&guid=" + TestParatext.guid())
                            .status())
                    .as(more)
                    .isEqualTo(400);
        }
        assertThat(paratext.about("ada", "pullbundle", "&guid=../../x").status())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("where a piece is missing the answer says where to go on, and a last piece sent again is no error")
    void pieces() throws IOException {
        byte[] bundle = change("in pieces");
        String guid = TestParatext.guid();
        int half = bundle.length / 2;
        Answered gap = paratext.push("tom", guid, bundle, half, bundle.length);
        assertThat(gap.status()).isEqualTo(416);
        assertThat(gap.header("Range")).hasValue("0-");
        assertThat(paratext.push("tom", guid, bundle, 0, half).header("Range")).hasValue(half + "-");
        assertThat(paratext.push("tom", guid, bundle, half / 2, bundle.length).status())
                .as("pieces may overlap")
                .isEqualTo(200);
        Answered again = paratext.push("tom", guid, bundle, half, bundle.length);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("Range")).hasValue(bundle.length + "-");
        Answered shorter =
                paratext.push("tom", TestParatext.guid(), "bytes 0-9/100", BodyPublishers.ofByteArray(new byte[5]));
        assertThat(shorter.status()).isEqualTo(400);
    }

    @Test
    @DisplayName("any file of the newest changeset can be had, and nothing beside it")
    void files() throws IOException {
        String text = paratext.about("olga", "getfile", "&filename=custom.sty").text();
        assertThat(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
                .isEqualTo("\\Marker p\r\n");
        for (String name : List.of("../key", "..%2F..%2Fkey", ".hg/requires", "/etc/passwd", "re:.*", "nothing", "")) {
            assertThat(paratext.about("olga", "getfile", "&filename=" + name).status())
                    .as(name)
                    .isEqualTo(410);
        }
    }

    @Test
    @DisplayName("a plain hg works on the server's repository in turn, and is seen at once")
    void plainHg() throws IOException {
        byte[] bundle = change("by the stand-in");
        assertThat(paratext.push("tom", bundle).status()).isEqualTo(200);
        Path copy = folder.resolve("plain");
        TestParatext.hg().create(copy);
        String node;
        try (CommandServer plain = TestParatext.hg().open(copy)) {
            TestParatext.run(plain, "pull", paratext.standIn().repository("1").toString());
            TestParatext.run(plain, "update");
            Files.writeString(copy.resolve("42MRKTst.SFM"), "\\rem plain\r\n", StandardOpenOption.APPEND);
            TestParatext.run(plain, "commit", "--user", "Plain", "--message", "plain");
            TestParatext.run(plain, "push", paratext.standIn().repository("1").toString());
            node = TestParatext.run(plain, "log", "--rev", ".", "--template", "{node}");
        }
        assertThat(tip()).isEqualTo(node);
        assertThat(paratext.send(paratext.archives("ada", "listrepos")).text()).contains(node);
    }

    @Test
    @DisplayName("who asks too often is put off, and told for how long")
    void tooOften(@TempDir Path other) throws IOException, HubStartException {
        try (TestParatext slow = TestParatext.start(other, ParatextOptions.USUAL.withRequestsPerMinute(3))) {
            for (int i = 0; i < 3; i++) {
                assertThat(slow.send(slow.registry("ada", "userinfo")).status()).isEqualTo(200);
            }
            Answered late = slow.send(slow.registry("ada", "userinfo"));
            assertThat(late.status()).isEqualTo(429);
            assertThat(Integer.parseInt(late.header("Retry-After").orElseThrow()))
                    .isBetween(1, 60);
            assertThat(slow.send(slow.registry("tom", "userinfo")).status()).isEqualTo(200);
            slow.standIn().advance(Duration.ofMinutes(1));
            assertThat(slow.send(slow.registry("ada", "userinfo")).status()).isEqualTo(200);
        }
    }
}

package org.masora.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a weak line has to carry: the list of a project's branches, which grows with its people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmallAnswersTest {
    private static final String LIST = "0014command=ls-refs\n00010009peel\n0000";

    private Hub hub;
    private TestHub client;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = TestHub.start(folder.resolve("data"));
        client = new TestHub(hub.base());
        client.makeAccount("alice");
        client.makeRepository("alice", "{\"name\":\"r\",\"auto_init\":true}");
        for (int person = 0; person < 20; person++) {
            String branch = String.format(Locale.ROOT, "{\"new_branch_name\":\"person-%02d/scribe\"}", person);
            client.change("alice", "POST", "/api/v1/repos/alice/r/branches", branch, 201);
        }
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    private TestHub.Answer branches(String... header) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(client.base().resolve("/alice/r.git/git-upload-pack"))
                .header("Content-Type", "application/x-git-upload-pack-request")
                .header("Git-Protocol", "version=2")
                .POST(HttpRequest.BodyPublishers.ofString(LIST));
        if (header.length > 0) {
            request.headers(header);
        }
        return client.send(request.build());
    }

    @Test
    void theListOfBranchesIsCompressedForWhoTakesThat() throws IOException {
        TestHub.Answer plain = branches();
        TestHub.Answer compressed = branches("Accept-Encoding", "gzip");

        assertThat(plain.text()).contains("refs/heads/person-07/scribe");
        assertThat(plain.response().headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(compressed.response().headers().firstValue("Content-Encoding"))
                .hasValue("gzip");
        byte[] body = compressed.response().body();
        assertThat(body.length).isLessThan(plain.response().body().length / 2);
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(plain.text());
        }
    }
}

package org.masora.hub.paratext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.hub.HubStartException;
import org.masora.hub.paratext.TestParatext.Answered;
import org.masora.remote.paratext.mercurial.CommandServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was answered for is there after the next start, and what was half done is taken back. */
class ParatextDurabilityTest {
    @TempDir
    private Path folder;

    @Test
    @DisplayName(
            "people, projects, tokens and changesets are there after a new start; a second preparation makes no more")
    void survives() throws IOException, HubStartException {
        String refreshToken;
        String secret;
        String sub;
        List<String> history;
        try (TestParatext paratext = TestParatext.start(folder)) {
            refreshToken = paratext.standIn().refreshToken("tom");
            secret = paratext.standIn().clientSecret();
            sub = paratext.standIn().userId("tom");
            history = paratext.standIn().history("1");
        }
        try (TestParatext paratext = TestParatext.start(folder)) {
            assertThat(paratext.standIn().history("1")).isEqualTo(history).hasSize(1);
            assertThat(paratext.standIn().userId("tom")).isEqualTo(sub).hasSize(17);
            Answered given = paratext.token(
                    "{\"grant_type\":\"refresh_token\",\"client_id\":\"%s\",\"client_secret\":\"%s\",\"refresh_token\":\"%s\"}"
                            .formatted(paratext.standIn().clientId(), secret, refreshToken));
            assertThat(given.status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("an hg that was killed in the middle of a push leaves nothing, and the push goes through again")
    void halfDone() throws IOException, HubStartException, InterruptedException {
        byte[] bundle;
        Path repository;
        List<String> before;
        try (TestParatext paratext = TestParatext.start(folder)) {
            before = paratext.standIn().history("1");
            repository = paratext.standIn().repository("1");
            try (CommandServer tom = paratext.cloned("tom", folder.resolve("tom"))) {
                Files.writeString(
                        tom.repository().resolve("41MATTst.SFM"), "\\rem more\r\n", StandardOpenOption.APPEND);
                bundle = TestParatext.committed(tom, before.getFirst());
            }
        }
        Path file = Files.write(folder.resolve("change.hg"), bundle);
        ProcessBuilder killed = new ProcessBuilder(
                TestParatext.hg().program().toString(),
                "--repository",
                repository.toString(),
                "--config",
                "hooks.pretxnclose=kill -9 $PPID",
                "unbundle",
                file.toString());
        killed.environment().putAll(Map.of("HGRCPATH", "", "HGPLAIN", "1"));
        assertThat(killed.start().waitFor()).isNotZero();
        assertThat(repository.resolve(".hg/store/journal")).exists();
        try (TestParatext paratext = TestParatext.start(folder)) {
            assertThat(repository.resolve(".hg/store/journal")).doesNotExist();
            assertThat(paratext.standIn().history("1")).isEqualTo(before);
            assertThat(paratext.push("tom", bundle).status()).isEqualTo(200);
            assertThat(paratext.standIn().history("1")).hasSize(before.size() + 1);
            try (CommandServer server = TestParatext.hg().open(repository)) {
                assertThat(server.run("verify").succeeded()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("secrets are on the disk as hashes only, and the state file is its owner's alone")
    void secrets() throws IOException, HubStartException {
        Path state = folder.resolve("state.json");
        try (TestParatext paratext = TestParatext.start(folder)) {
            Files.writeString(state, "an older one");
            paratext.standIn().writeState(state);
        }
        JsonNode written = JsonMapper.shared().readTree(Files.readAllBytes(state));
        String refreshToken = written.at("/users/tom/refresh_token").stringValue();
        assertThat(refreshToken).hasSizeGreaterThan(40);
        assertThat(written.at("/projects/2/base").stringValue()).isEqualTo("1");
        if (Files.getFileStore(state).supportsFileAttributeView("posix")) {
            for (Path secret : List.of(state, folder.resolve("data/paratext/key"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                        .isEqualTo("rw-------");
            }
        }
        try (var files = Files.walk(folder.resolve("data/paratext/people"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.UTF_8))
                        .doesNotContain(refreshToken, TestParatext.PASSWORD);
            }
        }
    }
}

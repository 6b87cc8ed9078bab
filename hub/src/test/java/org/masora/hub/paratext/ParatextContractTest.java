package org.masora.hub.paratext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;
import org.masora.testkit.Corpus;
import org.masora.testkit.Reference;

/** Plays the recorded exchanges with another stand-in against ours: every step that is judged must agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParatextContractTest {
    /** As its README says that a server is prepared. */
    private static final String PREPARATION = """
            {"people": {"admin": {"name": "Ada Admin"}, "translator": {"name": "Tom Translator"},
              "observer": {"name": "Olga Observer"}, "consultant": {"name": "Conny Consultant"},
              "outsider": {"name": "Otto Outsider"}},
             "projects": {
              "1": {"short": "engWEB14", "full": "World English Bible (American Edition)", "folder": "SAMPLE",
                    "leave_out": ["_DBL-bundle"], "history": "branched", "roles": {"admin": "pt_administrator",
                    "translator": "pt_translator", "observer": "pt_observer", "consultant": "pt_consultant"}},
              "2": {"id": "1212121212121212121212121212121212121212", "short": "engWEBbt", "full": "Back translation", "type": "BackTranslation",
                    "base": "1", "registered": false, "folder": "SAMPLE", "leave_out": ["_DBL-bundle"],
                    "roles": {"admin": "pt_administrator", "translator": "pt_translator"}},
              "3": {"short": "empty", "full": "An empty project",
                    "roles": {"admin": "pt_administrator", "translator": "pt_translator"}}}}
            """;

    private Hub hub;
    private Path player;
    private Path state;

    @BeforeAll
    void start(@TempDir Path folder) throws HubStartException, IOException, Preparation.Unusable {
        player = Reference.folder("paratext-recordings")
                .resolve("../../tools/paratext-contract.py")
                .normalize();
        Path sample = Corpus.folder("paratext-sample-web-pd");
        assumeTrue(Files.exists(player), "the player of the recordings is absent: " + player);
        assumeTrue(isPresent("python3"), "python3 is absent");
        TestParatext.hg();
        Path preparation =
                Files.writeString(folder.resolve("preparation.json"), PREPARATION.replace("SAMPLE", sample.toString()));
        state = folder.resolve("state.json");
        hub = Hub.start(HubOptions.in(folder.resolve("data"))
                .withAdministrator("root1", TestParatext.PASSWORD)
                .withParatext(ParatextOptions.USUAL.withRefreshGrace(Duration.ofSeconds(3))));
        ParatextStandIn standIn = hub.paratext().orElseThrow();
        standIn.prepare(Preparation.read(preparation));
        standIn.writeState(state);
    }

    @AfterAll
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @ParameterizedTest
    @DisplayName("answers as the recorded stand-in did, in every step that is judged")
    @ValueSource(
            strings = {
                "01-token",
                "02-registry",
                "03-archives-lists",
                "04-pull",
                "05-push",
                "06-push-in-chunks",
                "07-heads-and-locks"
            })
    void agrees(String scenario) throws IOException {
        ParatextStandIn standIn = hub.paratext().orElseThrow();
        String output = run(List.of(
                "python3",
                player.toString(),
                "--registry",
                standIn.registry().toString(),
                "--archives",
                standIn.archives().toString(),
                "--state",
                state.toString(),
                scenario));
        assertThat(output).contains(" 0 failed").doesNotContain("0 passed").contains(", 0 left out");
    }

    private static boolean isPresent(String program) {
        try {
            return !run(List.of(program, "--version")).isEmpty();
        } catch (IOException notThere) {
            return false;
        }
    }

    private static String run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "PYTHONDONTWRITEBYTECODE", "1"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                throw new IOException("does not end: " + command);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}

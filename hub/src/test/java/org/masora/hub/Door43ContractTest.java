package org.masora.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.testkit.Reference;

/** Plays what a real Door43 was recorded to answer against a hub: every step of what the hub offers must agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Door43ContractTest {
    private Hub hub;
    private Path player;

    @BeforeAll
    void start(@TempDir Path folder) throws HubStartException {
        player = Reference.folder("door43-recordings")
                .resolve("../../tools/door43-contract.py")
                .normalize();
        assumeTrue(Files.exists(player), "the player of the recordings is absent: " + player);
        assumeTrue(Programs.isPresent("python3"), "python3 is absent");
        hub = TestHub.start(folder.resolve("data"));
    }

    @AfterAll
    void stop() {
        if (hub != null) {
            hub.close();
        }
    }

    @ParameterizedTest
    @DisplayName("answers as the recorded Door43 did")
    @ValueSource(
            strings = {
                "01-sign-in",
                "02-token-scopes",
                "03-repositories",
                "04-empty-repository",
                "05-contents",
                "06-branches-commits",
                "07-people-and-archive",
                "08-git-over-http",
                "09-lists"
            })
    void agrees(String scenario) throws IOException {
        Programs.Outcome outcome = Programs.run(
                Path.of("."),
                List.of(
                        "python3",
                        player.toString(),
                        "--base",
                        hub.base().toString(),
                        "--admin",
                        TestHub.ADMIN + ":" + TestHub.PASSWORD,
                        scenario));
        assertThat(outcome.output()).contains(" 0 failed").doesNotContain("0 passed");
        assertThat(outcome.exit()).isZero();
    }
}

package org.masora.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.remote.paratext.InstalledHg;

/** The demonstrations that need Mercurial; a class of its own, because each takes long. */
final class ParatextDemoTest {
    @Test
    void everyClaimAboutParatextIsProved() {
        proves("--paratext", 15);
    }

    @Test
    void everyClaimAboutOneProjectOnDoor43AndInParatextIsProved() {
        proves("--bridge", 8);
    }

    private static void proves(String round, int moreThan) {
        assumeTrue(new InstalledHg().trouble().isEmpty(), "hg (Mercurial) is absent");
        CommandRun run = CommandRun.masora("demo", round, "--json");
        assertThat(run.json())
                .hasSizeGreaterThan(moreThan)
                .allSatisfy(step ->
                        assertThat(step.at("/ok")).as(step.toString()).isEqualTo(Optional.of(JsonLiteral.TRUE)));
        assertThat(run.code()).as(run.err()).isZero();
    }
}

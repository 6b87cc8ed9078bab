package org.masora.hub.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BranchRuleTest {
    private static BranchRule rule(String name, boolean allowed, boolean listed, Long... pushers) {
        return new BranchRule(name, allowed, listed, List.of(pushers), Instant.EPOCH, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "main, MAIN, true",
        "main, main2, false",
        "release/*, release/1, true",
        "release/*, release/1/2, false",
        "release/**, release/1/2, true",
        "*, a/b, false",
        "a.b, axb, false",
        "(, (, true"
    })
    void coversWhatItsNameFits(String name, String branch, boolean covered) {
        assertThat(rule(name, false, false).covers(branch)).isEqualTo(covered);
    }

    @Test
    void letsPushWhomItShould() {
        assertThat(rule("x", false, false, 1L).letsPush(1)).isFalse();
        assertThat(rule("x", true, false).letsPush(1)).isTrue();
        assertThat(rule("x", true, true, 2L).letsPush(1)).isFalse();
        assertThat(rule("x", true, true, 2L).letsPush(2)).isTrue();
    }
}

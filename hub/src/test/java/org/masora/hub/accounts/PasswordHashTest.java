package org.masora.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PasswordHashTest {
    @Test
    void theRightPasswordMatchesAndNoOther() {
        PasswordHash hash = PasswordHash.of("hĕllo wörld");
        assertThat(hash.matches("hĕllo wörld")).isTrue();
        assertThat(hash.matches("hello world")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void thatOfNoPasswordTakesAsLongAsAnotherAndNoneMatches() {
        PasswordHash none = PasswordHash.ofNone();
        assertThat(none.iterations()).isEqualTo(PasswordHash.of("x").iterations());
        assertThat(none.matches("")).isFalse();
    }

    @Test
    void equalPasswordsHaveDifferentHashes() {
        assertThat(PasswordHash.of("same")).isNotEqualTo(PasswordHash.of("same"));
    }

    @Test
    void aKnownHashIsUnderstood() {
        // Computed with Python: hashlib.pbkdf2_hmac('sha256', b'password', b'0123456789abcdef', 1000)
        PasswordHash known =
                new PasswordHash(1000, "MDEyMzQ1Njc4OWFiY2RlZg==", "hRRjgXWkW8ResfIvBP99J/T4vkgEmMRV/0tJTOjR59I=");
        assertThat(known.matches("password")).isTrue();
    }

    @Test
    void itIsKeptAsJson() {
        PasswordHash hash = PasswordHash.of("x");
        JsonMapper json = JsonMapper.shared();
        assertThat(json.readValue(json.writeValueAsBytes(hash), PasswordHash.class))
                .isEqualTo(hash);
        assertThat(hash.toString()).doesNotContain(hash.hash());
    }
}

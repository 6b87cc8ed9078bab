package org.masora.hub.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.masora.hub.accounts.Scopes.Category.ADMIN;
import static org.masora.hub.accounts.Scopes.Category.REPOSITORY;
import static org.masora.hub.accounts.Scopes.Category.USER;
import static org.masora.hub.accounts.Scopes.Level.READ;
import static org.masora.hub.accounts.Scopes.Level.WRITE;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScopesTest {
    @Test
    void writingIncludesReading() {
        Scopes scopes = Scopes.of(List.of("write:repository", "read:user"));
        assertThat(scopes.include(REPOSITORY, READ)).isTrue();
        assertThat(scopes.include(REPOSITORY, WRITE)).isTrue();
        assertThat(scopes.include(USER, READ)).isTrue();
        assertThat(scopes.include(USER, WRITE)).isFalse();
        assertThat(scopes.include(ADMIN, READ)).isFalse();
    }

    @Test
    void allIsAll() {
        Scopes all = Scopes.of(List.of("all"));
        for (Scopes.Category category : Scopes.Category.values()) {
            assertThat(all.include(category, WRITE)).isTrue();
        }
        assertThat(all.words()).containsExactly("all");
    }

    @Test
    void publicOnlyAloneOpensNothing() {
        Scopes scopes = Scopes.of(List.of("public-only"));
        assertThat(scopes.publicOnly()).isTrue();
        for (Scopes.Category category : Scopes.Category.values()) {
            assertThat(scopes.include(category, READ)).isFalse();
        }
    }

    @Test
    void wordsAreInTheOrderOfTheRealServer() {
        assertThat(Scopes.of(List.of("write:user", "read:user", "write:repository", "read:organization"))
                        .words())
                .containsExactly("read:organization", "write:repository", "write:user");
        assertThat(Scopes.allButAdministration().words())
                .containsExactly(
                        "write:activitypub",
                        "write:misc",
                        "write:notification",
                        "write:organization",
                        "write:package",
                        "write:issue",
                        "write:repository",
                        "write:user");
    }

    @Test
    void wordsMeanWhatTheyWereMadeFrom() {
        for (List<String> words : List.of(
                List.of("all"),
                List.of("public-only", "all"),
                List.of("public-only", "read:issue", "write:admin"),
                List.<String>of())) {
            assertThat(Scopes.of(Scopes.of(words).words())).isEqualTo(Scopes.of(words));
        }
    }

    @Test
    void otherWordsAreUnknown() {
        assertThat(Scopes.unknown(List.of("read:user", "repo"))).contains("repo");
        assertThat(Scopes.unknown(List.of("READ:user"))).isPresent();
        assertThat(Scopes.unknown(List.of("read:user"))).isEmpty();
        assertThatThrownBy(() -> Scopes.of(List.of("repo"))).isInstanceOf(IllegalArgumentException.class);
    }
}

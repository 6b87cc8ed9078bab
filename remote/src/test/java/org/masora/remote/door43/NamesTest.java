package org.masora.remote.door43;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.ServerAddress.Flaw;
import org.masora.remote.http.ServerAddress.Parsed;

class NamesTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.door43.org/,https://git.door43.org",
        "git.door43.org,https://git.door43.org",
        "http://127.0.0.1:4000/,http://127.0.0.1:4000",
        "http://localhost/git,http://localhost/git",
        "http://[::1]:80,http://[::1]:80"
    })
    void addresses(String typed, String address) {
        assertThat(ServerAddress.parse(typed)).isEqualTo(new Parsed.Good(new ServerAddress(URI.create(address))));
    }

    @ParameterizedTest
    @CsvSource({
        "http://git.door43.org,NOT_ENCRYPTED",
        "http://127.0.0.1.example.org,NOT_ENCRYPTED",
        "https://asha:pw@git.door43.org,HOLDS_A_SECRET",
        "ftp://git.door43.org,NOT_AN_ADDRESS",
        "https://x/?q=1,NOT_AN_ADDRESS",
        "'not an address',NOT_AN_ADDRESS",
        "'',NOT_AN_ADDRESS"
    })
    void noAddresses(String typed, Flaw flaw) {
        assertThat(ServerAddress.parse(typed)).isEqualTo(new Parsed.Bad(flaw));
    }

    @Test
    void projectNames() {
        assertThat(ProjectName.parse("asha/hi-textTranslation-Mark")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "asha", "asha/", "/x", "a/b/c", "a/..", "./b", "a b/c", "a/b?c", "a/b%2f"})
    void noProjectNames(String text) {
        assertThat(ProjectName.parse(text)).isEmpty();
    }
}

package org.masora.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.KnownAccount.Kind;
import org.masora.remote.http.ServerAddress;

final class AccountsTest {
    @TempDir
    private Path temp = Path.of("");

    private Accounts accounts() {
        return new Accounts(new Home(temp.resolve("deep/home")));
    }

    @Test
    void whatIsKeptComesBack() throws IOException {
        assertThat(accounts().all()).isEmpty();
        accounts().keep(account("maria", "one"));
        accounts().keep(account("josé", "two"));
        assertThat(accounts().all()).containsExactly(account("maria", "one"), account("josé", "two"));
    }

    @Test
    void aNewLoginTakesThePlaceOfTheOld() throws IOException {
        accounts().keep(account("maria", "old"));
        accounts().keep(account("Maria", "new"));
        assertThat(accounts().all()).extracting(KnownAccount::token).containsExactly("new");
        accounts().forget(account("maria", "whatever"));
        assertThat(accounts().all()).isEmpty();
    }

    @Test
    void nobodyElseCanReadTheFile() throws IOException {
        accounts().keep(account("maria", "secret"));
        Path home = temp.resolve("deep/home");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
        try (var files = Files.list(home)) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aFileThatCannotBeUnderstoodIsNeverReplaced() throws IOException {
        accounts().keep(account("maria", "secret"));
        Path file = temp.resolve("deep/home/accounts.json");
        for (String broken :
                List.of("", "{", "[]", "{\"format\":2,\"accounts\":[]}", "{\"format\":1,\"accounts\":[{}]}")) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> accounts().keep(account("x", "y")))
                    .isInstanceOf(Accounts.UnreadableAccounts.class)
                    .hasMessageContaining("accounts.json");
            assertThat(file).hasContent(broken);
        }
    }

    @Test
    void twoAtOnceLoseNothing() throws Exception {
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().unstarted(() -> keepQuietly("user" + i)))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(accounts().all()).hasSize(8);
    }

    private void keepQuietly(String user) {
        try {
            accounts().keep(account(user, "token"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theTokenIsNeverInAText() {
        assertThat(account("maria", "very-secret").toString())
                .doesNotContain("very-secret")
                .contains("maria@");
    }

    private static KnownAccount account(String user, String token) {
        ServerAddress server = switch (ServerAddress.parse("http://127.0.0.1:4343")) {
            case ServerAddress.Parsed.Good(var address) -> address;
            case ServerAddress.Parsed.Bad bad -> throw new AssertionError(bad);
        };
        return new KnownAccount(Kind.HUB, server, user, "Full Name", "x@noreply.example.org", 17, "Masora on x", token);
    }
}

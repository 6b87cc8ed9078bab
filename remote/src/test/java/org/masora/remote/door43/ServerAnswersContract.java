package org.masora.remote.door43;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.Remote.Tips;
import org.masora.remote.door43.ScriptedServer.Scripted;
import org.masora.store.Vault;

/** What the client makes of the answers of a real server; each of their surprises is here once. */
abstract class ServerAnswersContract {

    private static final Credentials PASSWORD = new Credentials("asha", "a secret of mine");
    private static final Credentials TOKEN = new Credentials("asha", "0123456789abcdef0123456789abcdef01234567");
    private static final ProjectName ONE = new ProjectName("asha", "one");

    @TempDir
    Path directory;

    private final ScriptedServer server = new ScriptedServer();
    private final Door43Server client = new Door43Server(server.address());

    /** The answer of a step of a recorded play. */
    abstract Scripted answer(String scenario, String step);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static <T> RemoteFailure failure(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> throw new AssertionError("went well: " + ok.value());
            case Answer.Failed<T> failed -> failed.failure();
        };
    }

    private static <T> T value(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> ok.value();
            case Answer.Failed<T> failed -> throw new AssertionError("failed: " + failed.failure());
        };
    }

    // Signing in

    @Test
    @DisplayName("V3 signing in tells the account's own name and no-reply address")
    void aTokenIsMadeAndTheNoReplyAddressIsFound() {
        server.on("GET", "/api/v1/user", answer("01-sign-in", "who am I, password"))
                .on("POST", "/api/v1/users/asha/tokens", answer("01-sign-in", "make a token"))
                .on("GET", "/api/v1/users/asha", answer("01-sign-in", "user by name, anonymous"));

        Login login = value(client.login(PASSWORD, Optional.empty(), "Masora on laptop"));

        assertThat(login).isInstanceOfSatisfying(Login.SignedIn.class, signedIn -> {
            assertThat(signedIn.token()).isEqualTo(TOKEN);
            assertThat(signedIn.tokenId()).isEqualTo(71);
            assertThat(signedIn.account().login()).isEqualTo("asha");
            assertThat(signedIn.account().person()).isEqualTo(new Person("asha", "biram@noreply.localhost"));
        });
        assertThat(server.came())
                .allSatisfy(
                        came -> assertThat(came.uri()).doesNotContain("secret").doesNotContain(TOKEN.secret()));
        assertThat(server.came().getLast().header("Authorization")).isEmpty();
        // A token without scopes may do everything; making a project wants these two.
        assertThat(server.came().get(1).body())
                .contains("\"scopes\":[\"write:repository\",\"write:user\"]")
                .contains("Masora on laptop");
        assertThat(login.toString()).doesNotContain(TOKEN.secret());
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreBadCredentials() {
        server.on("GET", "/api/v1/user", answer("01-sign-in", "who am I, wrong password"))
                .on("GET", "/api/v1/user", answer("01-sign-in", "who am I, no such user"));
        assertThat(failure(client.login(PASSWORD, Optional.empty(), "x")))
                .isEqualTo(new RemoteFailure.BadCredentials("asha"));
        assertThat(failure(client.login(PASSWORD, Optional.empty(), "x")))
                .isEqualTo(new RemoteFailure.BadCredentials("asha"));
    }

    @Test
    void aTokenThatWasTakenBackIsBadCredentials() {
        server.on("GET", "/api/v1/user", answer("01-sign-in", "a token that was taken back"));
        assertThat(failure(client.account(TOKEN))).isEqualTo(new RemoteFailure.BadCredentials("asha"));
    }

    @Test
    void aMissingScopeIsNotAllowedAndSaysWhich() {
        server.on("GET", "/api/v1/user/repos", answer("02-token-scopes", "read:repository: my repositories"));
        assertThat(failure(client.projects(new ProjectQuery.Own(), Optional.of(TOKEN), 1)))
                .isInstanceOfSatisfying(
                        RemoteFailure.NotAllowed.class,
                        notAllowed -> assertThat(notAllowed.detail()).contains("read:user"));
    }

    // Projects

    @Test
    @DisplayName("V1 a private project is made private")
    void createPrivate() {
        server.on("POST", "/api/v1/user/repos", answer("03-repositories", "create private"))
                .on("POST", "/api/v1/user/repos", answer("03-repositories", "create"));
        assertThat(value(client.create(TOKEN, "secret", "", true, "main", Progress.NONE)))
                .isInstanceOfSatisfying(Creation.Created.class, created -> {
                    assertThat(created.project().isPrivate()).isTrue();
                    assertThat(created.project().empty()).isTrue();
                });
        assertThat(value(client.create(TOKEN, "one", "", true, "main", Progress.NONE)))
                .isInstanceOf(Creation.OtherwiseVisible.class);
    }

    @Test
    void aNameThatIsTakenAndOneThatIsNone() {
        server.on("POST", "/api/v1/user/repos", answer("03-repositories", "create what exists, other case"))
                .on("POST", "/api/v1/user/repos", answer("03-repositories", "create with a blank"));
        assertThat(value(client.create(TOKEN, "one", "", false, "main", Progress.NONE)))
                .isEqualTo(new Creation.NameTaken(ONE));
        assertThat(value(client.create(TOKEN, "two", "", false, "main", Progress.NONE)))
                .isInstanceOf(Creation.NameNotPossible.class);
    }

    @Test
    void missingAndHiddenProjectsAreMissing() {
        server.on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get what is not there"))
                .on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get private, another"));
        assertThat(failure(client.project(ONE, Optional.of(TOKEN), Progress.NONE)))
                .isEqualTo(new RemoteFailure.Missing("asha/one"));
        assertThat(failure(client.project(ONE, Optional.of(TOKEN), Progress.NONE)))
                .isEqualTo(new RemoteFailure.Missing("asha/one"));
    }

    @Test
    void aRenamedProjectIsFoundUnderItsNewName() {
        server.on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get by the old name"))
                .on("GET", "/api/v1/repos/asha/two", answer("03-repositories", "get"));
        assertThat(value(client.project(ONE, Optional.of(TOKEN), Progress.NONE)).description())
                .isEqualTo("d");
        assertThat(server.came().getLast().uri()).isEqualTo("/api/v1/repos/asha/two");
    }

    @Test
    void listsComeInPages() {
        server.on("GET", "/api/v1/users/asha/repos", answer("09-lists", "mine, asking for 100"))
                .on("GET", "/api/v1/users/asha/repos", answer("09-lists", "mine, page 2 of 20"))
                .on("GET", "/api/v1/users/asha/repos", answer("09-lists", "mine, past the end"));
        ProjectQuery asha = new ProjectQuery.OfOwner("asha");

        ProjectPage first = value(client.projects(asha, Optional.of(TOKEN), 1));
        assertThat(first.projects()).hasSize(50);
        assertThat(first.nextPage()).contains(2);
        assertThat(first.total()).contains(53L);
        assertThat(value(client.projects(asha, Optional.of(TOKEN), 2)).nextPage())
                .contains(3);
        ProjectPage end = value(client.projects(asha, Optional.of(TOKEN), 9));
        assertThat(end.projects()).isEmpty();
        assertThat(end.nextPage()).isEmpty();
        assertThat(server.came().getFirst().uri()).endsWith("?limit=50&page=1");
    }

    @Test
    void aSearchForAnUnderscoreAsksForThePieceWithoutIt() {
        server.on("GET", "/api/v1/repos/search", answer("09-lists", "search, nothing found"));
        ProjectQuery query = new ProjectQuery.Search("my_gospel of Mark", Optional.of("asha"));
        assertThat(value(client.projects(query, Optional.empty(), 1)).projects())
                .isEmpty();
        assertThat(server.came().getFirst().uri())
                .contains("q=gospel%20of%20Mark&")
                .contains("owner=asha");
    }

    @Test
    @DisplayName("V4 a file is read for a look at who a project is; an empty project has none")
    void files() {
        String path = "/api/v1/repos/asha/one/contents/a.txt";
        server.on("GET", path, answer("05-contents", "read file"))
                .on("GET", path, answer("05-contents", "read file that is not there"))
                .on("GET", path, answer("04-empty-repository", "empty: contents of a file"))
                .on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get"));
        assertThat(value(client.file(ONE, "a.txt", Optional.empty(), Optional.of(TOKEN))))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo("one\n".getBytes(UTF_8)));
        assertThat(value(client.file(ONE, "a.txt", Optional.empty(), Optional.of(TOKEN))))
                .isEmpty();
        assertThat(value(client.file(ONE, "a.txt", Optional.empty(), Optional.of(TOKEN))))
                .isEmpty();
    }

    @Test
    void aFileOfAMissingProjectIsMissing() {
        server.on("GET", "/api/v1/repos/asha/one/contents/a.txt", answer("05-contents", "read file that is not there"))
                .on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get what is not there"));
        assertThat(failure(client.file(ONE, "a.txt", Optional.empty(), Optional.of(TOKEN))))
                .isEqualTo(new RemoteFailure.Missing("asha/one"));
    }

    // Git

    private Door43Remote remote(Optional<Credentials> token) {
        return new Door43Remote(new PlaceName("door43"), client, ONE, token, Lines.of("main"));
    }

    private Answer<Tips> look(Optional<Credentials> token) {
        try (Door43Remote remote = remote(token)) {
            return remote.look(Progress.NONE);
        }
    }

    private Answer<SendResult> send() {
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Door43Remote remote = remote(Optional.of(TOKEN))) {
            RevisionId head = revision(vault, "First\n");
            Send send = new Send(Optional.empty(), Optional.of(head), Optional.empty(), Optional.empty());
            value(remote.look(Progress.NONE));
            return remote.send(vault, send, Progress.NONE);
        }
    }

    @Test
    @DisplayName("C4 branch and records go in one request that asks for a transaction, the records first")
    void recordsGoFirst() {
        showsNothing()
                .on(
                        "POST",
                        "/asha/one.git/git-receive-pack",
                        refusal("refs/heads/main", "not now", "\nGitea: not now\n"))
                .on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get"));
        try (Vault vault = Vault.open(directory.resolve("v.git"));
                Door43Remote remote = remote(Optional.of(TOKEN))) {
            RevisionId main = revision(vault, "First\n");
            RevisionId records = revision(vault, "Records\n");
            value(remote.look(Progress.NONE));
            remote.send(
                    vault,
                    new Send(Optional.empty(), Optional.of(main), Optional.empty(), Optional.of(records)),
                    Progress.NONE);
        }
        String sent = server.came().stream()
                .filter(came -> came.uri().endsWith("git-receive-pack"))
                .findFirst()
                .orElseThrow()
                .body();
        assertThat(sent).contains(" atomic ");
        assertThat(sent.indexOf("refs/masora/conflicts")).isBetween(0, sent.indexOf("refs/heads/main"));
    }

    private static RevisionId revision(Vault vault, String message) {
        Map<String, Entry> files = Map.of("a", Entry.file(vault.blobs().write("x".getBytes(UTF_8))));
        return vault.commit(Snapshot.of(files), List.of(), new Person("asha", ""), Instant.ofEpochSecond(1), message);
    }

    private ScriptedServer showsNothing() {
        return server.on("POST", "/asha/one.git/git-upload-pack", Scripted.git("upload-pack", "0000".getBytes(UTF_8)));
    }

    @Test
    void aBadTokenOverGitHasNoChallengeAndIsBadCredentials() {
        server.on("POST", "/asha/one.git/git-upload-pack", answer("08-git-over-http", "public, fetch, bad token"))
                .on("GET", "/api/v1/repos/asha/one", answer("01-sign-in", "a token that was taken back"));
        assertThat(failure(look(Optional.of(TOKEN)))).isEqualTo(new RemoteFailure.BadCredentials("asha"));
    }

    @Test
    void credentialsGoWithTheFirstRequest() {
        showsNothing();
        value(look(Optional.of(TOKEN)));
        String expected = "Basic " + Base64.getEncoder().encodeToString(("asha:" + TOKEN.secret()).getBytes(UTF_8));
        assertThat(server.came()).isNotEmpty().allSatisfy(came -> {
            assertThat(came.header("Authorization")).isEqualTo(expected);
            assertThat(came.uri()).doesNotContain(TOKEN.secret());
        });
    }

    @Test
    void withoutCredentialsAPrivateProjectIsAsGoodAsMissing() {
        server.on("POST", "/asha/one.git/git-upload-pack", answer("08-git-over-http", "private, fetch, anonymous"))
                .on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get private, another"));
        assertThat(failure(look(Optional.empty()))).isEqualTo(new RemoteFailure.Missing("asha/one"));
    }

    @Test
    void missingAndHiddenProjectsAreMissingOverGit() {
        server.on("POST", "/asha/one.git/git-upload-pack", answer("08-git-over-http", "missing, fetch, owner"))
                .on("POST", "/asha/one.git/git-upload-pack", answer("08-git-over-http", "private, fetch, another"))
                .on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get what is not there"));
        assertThat(failure(look(Optional.of(TOKEN)))).isEqualTo(new RemoteFailure.Missing("asha/one"));
        assertThat(failure(look(Optional.of(TOKEN)))).isEqualTo(new RemoteFailure.Missing("asha/one"));
    }

    @Test
    void aProjectDeletedBeforeTheSendIsMissingThoughGitSaysForbidden() {
        showsNothing()
                .on("POST", "/asha/one.git/git-receive-pack", answer("08-git-over-http", "missing, push, owner"))
                .on("GET", "/api/v1/repos/asha/one", answer("03-repositories", "get what is not there"));
        assertThat(failure(send())).isEqualTo(new RemoteFailure.Missing("asha/one"));
    }

    @Test
    void anArchivedProjectTakesNothing() {
        showsNothing()
                .on(
                        "POST",
                        "/asha/one.git/git-receive-pack",
                        answer("07-people-and-archive", "archived: refs for a push"))
                .on("GET", "/api/v1/repos/asha/one", answer("07-people-and-archive", "archived: read"));
        assertThat(failure(send())).isEqualTo(new RemoteFailure.Archived("asha/one"));
    }

    @Test
    @DisplayName("S2 an empty project shows nothing, and HEAD is not needed")
    void emptyOverGit() {
        showsNothing();
        assertThat(value(look(Optional.of(TOKEN)))).isEqualTo(Tips.EMPTY);
    }

    @Test
    void aRenamedProjectIsFollowedOverGitAndTold() {
        server.on(
                        "POST",
                        "/asha/one.git/git-upload-pack",
                        Scripted.text(307, "").with("Location", "/asha/two/git-upload-pack"))
                .on("POST", "/asha/two/git-upload-pack", Scripted.git("upload-pack", "0000".getBytes(UTF_8)));
        try (Door43Remote remote = remote(Optional.of(TOKEN))) {
            assertThat(value(remote.look(Progress.NONE))).isEqualTo(Tips.EMPTY);
            assertThat(remote.renamed()).contains(new ProjectName("asha", "two"));
        }
    }

    /** A report as git writes it, with words beside it. */
    private static Scripted refusal(String ref, String reason, String words) {
        PktLines.Writer report = new PktLines.Writer()
                .line("unpack ok\n")
                .line("ng " + ref + " " + reason + "\n")
                .flush();
        byte[] answer = new PktLines.Writer()
                .line("\2" + words)
                .line("\1" + new String(report.bytes(), UTF_8))
                .flush()
                .bytes();
        return Scripted.git("receive-pack", answer);
    }

    @Test
    void withoutTheRightASendIsRefusedInside() {
        showsNothing()
                .on(
                        "POST",
                        "/asha/one.git/git-receive-pack",
                        refusal(
                                "refs/heads/main",
                                "pre-receive hook declined",
                                "\nGitea: User permission denied for writing.\n"));
        assertThat(failure(send()))
                .isEqualTo(new RemoteFailure.NotAllowed("asha/one", "User permission denied for writing."));
    }

    @Test
    void aProtectedLineIsToldApart() {
        showsNothing()
                .on(
                        "POST",
                        "/asha/one.git/git-receive-pack",
                        refusal(
                                "refs/heads/main",
                                "pre-receive hook declined",
                                "\nGitea: Not allowed to push to protected branch main\n"));
        assertThat(failure(send()))
                .isEqualTo(new RemoteFailure.ProtectedLine("main", "Not allowed to push to protected branch main"));
    }
}

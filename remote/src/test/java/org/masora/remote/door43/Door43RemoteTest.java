package org.masora.remote.door43;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.Identity;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.remote.Credentials;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.RemoteContract;
import org.masora.remote.door43.Rest.Sign;
import org.masora.remote.http.Halted;
import org.masora.remote.http.ServerAddress;
import org.masora.store.Vault;

/**
 * The contract against a hub, or against any other server: {@code -Dmasora.contract.url=… }{@code
 * -Dmasora.contract.user=…} {@code -Dmasora.contract.password=…} of an administrator there. Accounts and
 * projects are made for it and taken away afterwards.
 */
class Door43RemoteTest extends RemoteContract {

    private static final String PASSWORD = "a-Passw0rd-of-tests";

    @TempDir
    static Path hubFolder;

    private static @Nullable Hub hub;
    private static Door43Server server;
    private static Credentials administrator;

    private static final List<Runnable> ACCOUNTS_TO_LEAVE = new ArrayList<>();
    private static Credentials asha;
    private static Credentials biram;

    private ProjectName project;

    @BeforeAll
    static void findServer() throws Exception {
        String url = System.getProperty("masora.contract.url", "");
        if (url.isEmpty()) {
            Hub started = Hub.start(HubOptions.in(hubFolder).withAdministrator("chief", PASSWORD));
            hub = started;
            server = new Door43Server(new ServerAddress(started.base()));
            administrator = new Credentials("chief", PASSWORD);
        } else {
            server = new Door43Server(new ServerAddress(URI.create(url)));
            administrator = new Credentials(
                    System.getProperty("masora.contract.user", ""), System.getProperty("masora.contract.password", ""));
        }
        asha = account("asha");
        biram = account("biram");
    }

    @AfterAll
    static void leave() {
        ACCOUNTS_TO_LEAVE.forEach(Runnable::run);
        server.close();
        if (hub != null) {
            hub.close();
        }
    }

    @BeforeEach
    void makeProject() {
        Creation made =
                value(server.create(asha, "hi-textTranslation-" + unique(), "A test", true, "main", Progress.NONE));
        assertThat(made).isInstanceOf(Creation.Created.class);
        project = ((Creation.Created) made).project().name();
    }

    @AfterEach
    void takeAway() {
        rest("DELETE", repos(""), Map.of());
    }

    private static String unique() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    /** Makes an account and signs in to it. */
    private static Credentials account(String stem) {
        String name = stem + unique();
        rest("POST", "/admin/users", Map.of("username", name, "email", name + "@example.org", "password", PASSWORD));
        ACCOUNTS_TO_LEAVE.add(() -> rest("DELETE", "/admin/users/" + name, Map.of()));
        Login login = value(server.login(new Credentials(name, PASSWORD), Optional.empty(), "contract"));
        return switch (login) {
            case Login.SignedIn signedIn -> signedIn.token();
            case Login.CodeNeeded needed -> throw new AssertionError(needed);
            case Login.CodeWrong wrong -> throw new AssertionError(wrong);
        };
    }

    private String repos(String more) {
        return "/repos/" + project + more;
    }

    /** What only an owner or an administrator does; not part of the client. */
    private static void rest(String method, String path, Map<String, ?> body) {
        try {
            Rest.Told told = new Rest(server.wire())
                    .ask(method, path, new Sign.Password(administrator, Optional.empty()), Optional.of(body));
            if (!told.ok() && !method.equals("DELETE")) {
                throw new AssertionError(method + " " + path + ": " + told);
            }
        } catch (Halted e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected Remote open() {
        return as(asha, new Lines("main", Optional.empty(), Set.of(), true, Optional.empty()));
    }

    private Door43Remote as(Credentials who, Lines lines) {
        return new Door43Remote(PLACE, server, project, Optional.of(who), lines);
    }

    @Override
    protected void forceMain(Vault from, RevisionId head) throws Exception {
        force("refs/heads/main", from, head);
    }

    @Override
    protected void forceSideLine(String line, Vault from, RevisionId head) throws Exception {
        force("refs/heads/" + line, from, head);
    }

    private void force(String ref, Vault from, RevisionId head) throws Exception {
        URIish uri = new URIish(server.address() + "/" + project + ".git");
        try (Transport transport = Transport.open(from.repository(), uri)) {
            transport.setCredentialsProvider(new UsernamePasswordCredentialsProvider(asha.user(), asha.secret()));
            RemoteRefUpdate update = new RemoteRefUpdate(
                    from.repository(), null, ObjectId.fromString(head.hex()), ref, true, null, null);
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            assertThat(update.getStatus()).isEqualTo(RemoteRefUpdate.Status.OK);
        }
    }

    private Vault vault() {
        return Vault.open(directory.resolve("v.git"));
    }

    private static <T> RemoteFailure failure(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> throw new AssertionError("went well: " + ok.value());
            case Answer.Failed<T> failed -> failed.failure();
        };
    }

    private Answer<SendResult> send(Credentials who, Vault vault, RevisionId head) {
        try (Door43Remote remote = as(who, Lines.of("main"))) {
            value(remote.look(Progress.NONE));
            return remote.send(vault, sendMain(Optional.empty(), head), Progress.NONE);
        }
    }

    @Test
    void signingInAndOut() {
        String name = asha.user();
        Login login = value(server.login(new Credentials(name, PASSWORD), Optional.empty(), "another"));
        assertThat(login).isInstanceOfSatisfying(Login.SignedIn.class, signedIn -> {
            assertThat(signedIn.account().noReplyAddress()).contains("noreply");
            value(server.account(signedIn.token()));
            if (server.logout(signedIn.token(), signedIn.tokenId()) instanceof Answer.Failed) {
                value(server.logout(new Credentials(name, PASSWORD), signedIn.tokenId()));
            }
            assertThat(failure(server.account(signedIn.token()))).isEqualTo(new RemoteFailure.BadCredentials(name));
        });
        value(server.account(asha));
        assertThat(failure(server.login(new Credentials(name, "wrong"), Optional.empty(), "x")))
                .isEqualTo(new RemoteFailure.BadCredentials(name));
    }

    @Test
    void findingProjects() {
        assertThat(value(server.projects(new ProjectQuery.Own(), Optional.of(asha), 1))
                        .projects())
                .extracting(CloudProject::name)
                .containsExactly(project);
        ProjectQuery hers = new ProjectQuery.OfOwner(asha.user());
        assertThat(value(server.projects(hers, Optional.of(asha), 1)).projects())
                .hasSize(1);
        assertThat(value(server.projects(hers, Optional.of(biram), 1)).projects())
                .isEmpty();
        CloudProject found = value(server.project(project, Optional.of(asha), Progress.NONE));
        assertThat(found.isPrivate()).isTrue();
        assertThat(found.empty()).isTrue();
        assertThat(found.mayWrite()).isTrue();
        assertThat(value(server.version(Progress.NONE))).isNotBlank();
    }

    @Test
    void aTokenThatIsNoGood() {
        Credentials bad = new Credentials(asha.user(), "0123456789012345678901234567890123456789");
        try (Door43Remote remote = as(bad, Lines.of("main"))) {
            assertThat(failure(remote.look(Progress.NONE))).isEqualTo(new RemoteFailure.BadCredentials(asha.user()));
        }
    }

    @Test
    void aPrivateProjectOfSomeoneElseIsMissing() {
        try (Door43Remote remote = as(biram, Lines.of("main"))) {
            assertThat(failure(remote.look(Progress.NONE))).isEqualTo(new RemoteFailure.Missing(project.toString()));
        }
        try (Door43Remote remote = new Door43Remote(PLACE, server, project, Optional.empty(), Lines.of("main"))) {
            assertThat(failure(remote.look(Progress.NONE))).isEqualTo(new RemoteFailure.Missing(project.toString()));
        }
    }

    @Test
    void readingWithoutTheRightToSend() {
        rest("PATCH", repos(""), Map.of("private", false));
        try (Vault vault = vault()) {
            RevisionId head = revision(vault, Map.of("a", "1"));
            assertThat(failure(send(biram, vault, head))).isInstanceOf(RemoteFailure.NotAllowed.class);
            assertThat(value(send(asha, vault, head))).isEqualTo(new SendResult.Taken());
        }
    }

    @Test
    void anArchivedProjectTakesNothing() {
        rest("PATCH", repos(""), Map.of("archived", true));
        try (Vault vault = vault()) {
            RevisionId head = revision(vault, Map.of("a", "1"));
            assertThat(failure(send(asha, vault, head))).isEqualTo(new RemoteFailure.Archived(project.toString()));
        }
    }

    @Test
    void aProtectedLineTakesNothing() {
        try (Vault vault = vault()) {
            RevisionId first = revision(vault, Map.of("a", "1"));
            value(send(asha, vault, first));
            rest("POST", repos("/branch_protections"), Map.of("rule_name", "main", "enable_push", false));
            RevisionId second = revision(vault, Map.of("a", "2"), ASHA, 2_000, List.of(first));
            try (Door43Remote remote = as(asha, Lines.of("main"))) {
                value(remote.look(Progress.NONE));
                assertThat(failure(remote.send(vault, sendMain(Optional.of(first), second), Progress.NONE)))
                        .isInstanceOfSatisfying(
                                RemoteFailure.ProtectedLine.class,
                                line -> assertThat(line.line()).isEqualTo("main"));
            }
        }
    }

    @Test
    void aRenamedProjectIsFollowedAndTold() {
        ProjectName old = project;
        try (Vault vault = vault()) {
            RevisionId first = revision(vault, Map.of("a", "1"));
            value(send(asha, vault, first));
            String name = "renamed-" + unique();
            rest("PATCH", repos(""), Map.of("name", name));
            project = new ProjectName(old.owner(), name);
            try (Door43Remote remote = new Door43Remote(PLACE, server, old, Optional.of(asha), Lines.of("main"))) {
                assertThat(value(remote.look(Progress.NONE)).main()).contains(first.hex());
                assertThat(remote.renamed()).contains(project);
                RevisionId second = revision(vault, Map.of("a", "2"), ASHA, 2_000, List.of(first));
                assertThat(value(remote.send(vault, sendMain(Optional.of(first), second), Progress.NONE)))
                        .isEqualTo(new SendResult.Taken());
            }
            assertThat(value(server.project(old, Optional.of(asha), Progress.NONE))
                            .name())
                    .isEqualTo(project);
        }
    }

    @Test
    void aProjectTakenAwayIsMissing() {
        rest("DELETE", repos(""), Map.of());
        try (Door43Remote remote = as(asha, Lines.of("main"))) {
            assertThat(failure(remote.look(Progress.NONE))).isEqualTo(new RemoteFailure.Missing(project.toString()));
        }
    }

    @Test
    @DisplayName("V4 who a project is can be read without git")
    void file() {
        assertThat(value(server.file(project, "metadata.json", Optional.empty(), Optional.of(asha))))
                .isEmpty();
        try (Vault vault = vault()) {
            value(send(asha, vault, revision(vault, Map.of("metadata.json", "{}\n"))));
        }
        assertThat(value(server.file(project, "metadata.json", Optional.of("main"), Optional.of(asha))))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("{}\n"));
        assertThat(value(server.file(project, "none.json", Optional.of("main"), Optional.of(asha))))
                .isEmpty();
    }

    @Test
    @DisplayName("V4 what a project says of itself can be read without git, whatever its books are")
    void description() {
        assertThat(value(server.description(project, Optional.empty(), Optional.of(asha))))
                .isEmpty();
        try (Vault vault = vault()) {
            String settings =
                    "<ScriptureText><Name>TIT</Name><FullName>Titus</FullName><Guid>0AB1</Guid></ScriptureText>";
            value(send(asha, vault, revision(vault, Map.of("Settings.xml", settings))));
        }
        assertThat(value(server.description(project, Optional.of("main"), Optional.of(asha))))
                .hasValueSatisfying(said -> {
                    assertThat(said.name()).isEqualTo("Titus");
                    assertThat(said.identity()).contains(new Identity("paratext", "0ab1"));
                });
    }
}

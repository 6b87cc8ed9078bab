package org.masora.remote.paratext;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.paratext.ParatextOptions;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.paratext.Preparation;
import org.masora.hub.paratext.Preparation.History;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;
import org.masora.remote.paratext.Archives.ProjectKey;
import org.masora.remote.paratext.mercurial.CommandServer;
import org.masora.remote.paratext.mercurial.Hg;
import org.masora.store.Vault;

/** A stand-in with one project of Ada's and Tom's, computers that exchange with it, and people with plain hg. */
final class ParatextBench implements AutoCloseable {

    static final PlaceName PLACE = new PlaceName("paratext");
    static final RetryPolicy QUICK =
            new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(50), Duration.ofSeconds(20));
    static final Timeouts SHORT = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(20));

    private static final Hg.Finding HG = Hg.find();

    private final Path directory;
    private final Hub hub;
    private final Hg hg;

    ParatextBench(Path directory, Map<String, byte[]> files) throws Exception {
        this(directory, files, History.ONE);
    }

    ParatextBench(Path directory, Map<String, byte[]> files, History history) throws Exception {
        this.directory = directory;
        this.hg = hg();
        Path folder = Files.createDirectories(directory.resolve("project"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.createDirectories(folder.resolve(file.getKey()).getParent());
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        this.hub = Hub.start(HubOptions.in(directory.resolve("hub"))
                .withAdministrator("chief", "a-Passw0rd-of-tests")
                .withParatext(ParatextOptions.USUAL));
        Map<String, PersonWish> people = new LinkedHashMap<>();
        people.put("ada", new PersonWish("Ada Admin", Optional.of("a-Passw0rd-of-tests")));
        people.put("tom", new PersonWish("Tom Translator", Optional.empty()));
        people.put("olga", new PersonWish("Olga Observer", Optional.empty()));
        people.put("zoe", new PersonWish("Zoe Zero", Optional.empty()));
        Map<String, org.masora.hub.paratext.Role> roles = new LinkedHashMap<>();
        roles.put("ada", org.masora.hub.paratext.Role.ADMINISTRATOR);
        roles.put("tom", org.masora.hub.paratext.Role.TRANSLATOR);
        roles.put("olga", org.masora.hub.paratext.Role.OBSERVER);
        ProjectWish wish = new ProjectWish(
                Optional.of("ab".repeat(20)),
                "Tst",
                "A test",
                "Standard",
                Optional.empty(),
                true,
                roles,
                Optional.of(folder),
                List.of(),
                history);
        standIn().prepare(new Preparation(people, Map.of("1", wish)));
    }

    static Hg hg() {
        assumeTrue(HG instanceof Hg.Finding.Found, "hg (Mercurial) is absent");
        return ((Hg.Finding.Found) HG).hg();
    }

    ParatextStandIn standIn() {
        return hub.paratext().orElseThrow();
    }

    ProjectKey project() {
        return new ProjectKey("Tst", standIn().projectId("1"), true);
    }

    ParatextServers servers() {
        return servers(SHORT, QUICK);
    }

    private ParatextServers servers(Timeouts timeouts, RetryPolicy retries) {
        return new ParatextServers(
                new ServerAddress(standIn().registry()),
                new ServerAddress(standIn().archives()),
                timeouts,
                retries);
    }

    Session session(String person, String name) throws IOException {
        return session(person, name, servers());
    }

    /** Somebody who gives up a server that says nothing for a second. */
    Computer impatient(String name, String person, String userName) throws IOException {
        Duration moment = Duration.ofSeconds(1);
        return new Computer(
                name,
                session(
                        person,
                        userName,
                        servers(
                                new Timeouts(moment, moment, moment),
                                new RetryPolicy(3, Duration.ofMillis(5), Duration.ofMillis(50), moment))));
    }

    private Session session(String person, String name, ParatextServers servers) throws IOException {
        return new Session(
                servers,
                new OAuthClient(standIn().clientId(), Optional.of(standIn().clientSecret())),
                TokenKeeper.inMemory(Tokens.ofRefreshToken(standIn().refreshToken(person))),
                name,
                InstantSource.system());
    }

    Computer computer(String name, String person, String userName) throws IOException {
        return new Computer(name, session(person, userName));
    }

    Computer ada(String name) throws IOException {
        return computer(name, "ada", "Ada Admin");
    }

    Computer tom(String name) throws IOException {
        return computer(name, "tom", "Tom Translator");
    }

    /** One computer with a vault and a clone of its own. */
    final class Computer implements AutoCloseable {
        private final String name;
        private final Session session;
        private Vault vault;

        Computer(String name, Session session) {
            this.name = name;
            this.session = session;
            this.vault = Vault.open(directory.resolve(name + ".git"));
        }

        Vault vault() {
            return vault;
        }

        Path copy() {
            return directory.resolve(name + ".hgclone");
        }

        ParatextRemote open() {
            return new ParatextRemote(PLACE, session, project(), hg, copy());
        }

        /** Forgets the vault: a computer set up anew. */
        void forgetVault() {
            vault.close();
            vault = Vault.open(directory.resolve(name + "-again.git"));
        }

        Answer<Heads> tryFetch() {
            return tryFetch(Progress.NONE);
        }

        Answer<Heads> tryFetch(Progress progress) {
            try (Remote remote = open()) {
                return switch (remote.look(Progress.NONE)) {
                    case Answer.Failed<Remote.Tips>(var failure) -> new Answer.Failed<>(failure);
                    case Answer.Ok<Remote.Tips>(var tips) -> {
                        Optional<Heads> known = remote.known(vault, tips);
                        yield known.isPresent() ? new Answer.Ok<>(known.get()) : remote.fetch(vault, tips, progress);
                    }
                };
            }
        }

        Heads fetch() {
            return value(tryFetch());
        }

        RevisionId head() {
            Heads heads = fetch();
            if (!heads.rivals().isEmpty()) {
                throw new AssertionError("several heads: " + heads);
            }
            return heads.main().orElseThrow();
        }

        Answer<SendResult> trySend(RevisionId expected, RevisionId main) {
            try (Remote remote = open()) {
                return switch (remote.look(Progress.NONE)) {
                    case Answer.Failed<Remote.Tips>(var failure) -> new Answer.Failed<>(failure);
                    case Answer.Ok<Remote.Tips>(var tips) ->
                        remote.send(
                                vault,
                                new Send(Optional.of(expected), Optional.of(main), Optional.empty(), Optional.empty()),
                                Progress.NONE);
                };
            }
        }

        SendResult send(RevisionId expected, RevisionId main) {
            return value(trySend(expected, main));
        }

        /** A revision like its first parent with one file changed. */
        RevisionId edit(String path, String text, RevisionId... parents) {
            return edit(path, text, new Person("Ada Admin", ""), parents);
        }

        RevisionId edit(String path, String text, Person author, RevisionId... parents) {
            TreeMap<String, Entry> entries =
                    new TreeMap<>(vault.snapshot(parents[0]).entries());
            entries.put(path, Entry.file(vault.blobs().write(text.getBytes(UTF_8))));
            return vault.commit(
                    new Snapshot(entries), List.of(parents), author, Instant.ofEpochSecond(5_000), "Changes in MAT\n");
        }

        String text(RevisionId revision, String path) {
            return new String(
                    vault.blobs()
                            .read(vault.snapshot(revision)
                                    .entry(path)
                                    .orElseThrow()
                                    .id()),
                    UTF_8);
        }

        @Override
        public void close() {
            vault.close();
            session.close();
        }
    }

    static <T> T value(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> ok.value();
            case Answer.Failed<T> failed -> throw new AssertionError("failed: " + failed.failure());
        };
    }

    static <T> RemoteFailure failure(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> throw new AssertionError("no failure: " + ok.value());
            case Answer.Failed<T> failed -> failed.failure();
        };
    }

    /** Somebody's own clone of the server's repository, with a working directory, used with plain hg. */
    CommandServer hgUser(String name) throws IOException {
        Path folder = directory.resolve(name);
        hg.create(folder);
        CommandServer clone = hg.open(folder);
        run(clone, "pull", server());
        run(clone, "update");
        return clone;
    }

    String server() {
        return standIn().repository("1").toString();
    }

    static String run(CommandServer clone, String... command) throws IOException {
        CommandServer.Result result = clone.run(command);
        if (!result.succeeded()) {
            throw new AssertionError(String.join(" ", command) + "\n" + result.error());
        }
        return result.text().strip();
    }

    /** The server's repository as plain hg sees it. */
    String onServer(String... command) throws IOException {
        try (CommandServer there = hg.open(standIn().repository("1"))) {
            return run(there, command);
        }
    }

    @Override
    public void close() {
        hub.close();
    }
}

package org.masora.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.sync.PlaceName;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.paratext.ParatextOptions;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.paratext.Preparation;
import org.masora.hub.paratext.Preparation.History;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.hub.paratext.Role;
import org.masora.remote.Remote;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;
import org.masora.remote.paratext.Archives.ProjectKey;
import org.masora.remote.paratext.OAuthClient;
import org.masora.remote.paratext.ParatextRemote;
import org.masora.remote.paratext.ParatextServers;
import org.masora.remote.paratext.RetryPolicy;
import org.masora.remote.paratext.Session;
import org.masora.remote.paratext.TokenKeeper;
import org.masora.remote.paratext.Tokens;
import org.masora.remote.paratext.mercurial.CommandServer;
import org.masora.remote.paratext.mercurial.Hg;

/** A stand-in for Paratext's servers with projects on it, computers' connections to them, and people with plain hg. */
final class ParatextSite implements AutoCloseable {

    static final PlaceName PLACE = Team.OTHER;

    private static final Timeouts SHORT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(30));
    private static final RetryPolicy QUICK =
            new RetryPolicy(2, Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofSeconds(20));

    private static final Hg.Finding HG = Hg.find();

    /** The administrator's account as the first hub kept it: to hash a password anew takes most of a start. */
    private static final Map<String, byte[]> ACCOUNTS = new TreeMap<>();

    private final Path directory;
    private final Hub hub;
    private final Hg hg;
    private final Map<String, Session> sessions = new HashMap<>();
    private final AtomicReference<@Nullable CommandServer> reader = new AtomicReference<>();

    /** With one project of these files; empty where there are none. */
    ParatextSite(Path directory, Map<String, byte[]> files) throws Exception {
        this.directory = directory;
        assumeTrue(HG instanceof Hg.Finding.Found, "hg (Mercurial) is absent");
        this.hg = ((Hg.Finding.Found) HG).hg();
        Path folder = directory.resolve("first");
        write(folder, files);
        this.hub = start(directory.resolve("hub"));
        Map<String, PersonWish> people = new LinkedHashMap<>();
        Map<String, Role> roles = new LinkedHashMap<>();
        for (String name : List.of("asha", "binu", "tom", "olga")) {
            people.put(name, new PersonWish(name, Optional.empty()));
        }
        roles.put("asha", Role.ADMINISTRATOR);
        roles.put("binu", Role.ADMINISTRATOR);
        roles.put("tom", Role.TRANSLATOR);
        roles.put("olga", Role.OBSERVER);
        ProjectWish wish = new ProjectWish(
                Optional.of("0123456789abcdef0123456789abcdef01234567"),
                "SMP",
                "Sample",
                "Standard",
                Optional.empty(),
                true,
                roles,
                files.isEmpty() ? Optional.empty() : Optional.of(folder),
                List.of(),
                History.ONE);
        standIn().prepare(new Preparation(people, Map.of("1", wish)));
    }

    private static Hub start(Path data) throws Exception {
        Path accounts = data.resolve("accounts");
        write(accounts, ACCOUNTS);
        Hub hub = Hub.start(HubOptions.in(data)
                .withAdministrator("chief", "a-Passw0rd-of-tests")
                .withParatext(ParatextOptions.USUAL));
        try (Stream<Path> records = Files.list(accounts)) {
            for (Path record : records.toList()) {
                ACCOUNTS.put(record.getFileName().toString(), Files.readAllBytes(record));
            }
        }
        return hub;
    }

    private static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    ParatextStandIn standIn() {
        return hub.paratext().orElseThrow();
    }

    private Session session(String person) {
        return sessions.computeIfAbsent(person, name -> {
            try {
                ParatextServers servers = new ParatextServers(
                        new ServerAddress(standIn().registry()),
                        new ServerAddress(standIn().archives()),
                        SHORT,
                        QUICK);
                return new Session(
                        servers,
                        new OAuthClient(
                                standIn().clientId(), Optional.of(standIn().clientSecret())),
                        TokenKeeper.inMemory(Tokens.ofRefreshToken(standIn().refreshToken(name))),
                        name,
                        InstantSource.system());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The project as this computer of this person exchanges it. */
    Remote remote(String computer, String person) {
        ProjectKey key = new ProjectKey("SMP", standIn().projectId("1"), true);
        return new ParatextRemote(PLACE, session(person), key, hg, clone(computer));
    }

    /** Where a computer's private clone is. */
    Path clone(String computer) {
        return directory.resolve("clones").resolve(computer);
    }

    /** Somebody with Mercurial and a working directory, as Paratext's own users have. */
    PlainUser plainUser(String name) throws IOException {
        Path folder = directory.resolve("users").resolve(name);
        Files.createDirectories(folder.getParent());
        hg.create(folder);
        return new PlainUser(name, hg.open(folder));
    }

    String server() {
        return standIn().repository("1").toString();
    }

    /** The server's repository, as plain hg tells of it. */
    String onServer(String... command) {
        try {
            CommandServer open = reader.get();
            if (open == null) {
                open = hg.open(standIn().repository("1"));
                reader.set(open);
            }
            return run(open, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every file of the newest changeset on the server. */
    Map<String, String> files() {
        Map<String, String> texts = new TreeMap<>();
        onServer("manifest", "-r", "tip").lines().forEach(path -> texts.put(path, onServer("cat", "-r", "tip", path)));
        return texts;
    }

    /** How many changesets the server holds. */
    int changesets() {
        return Integer.parseInt(onServer("log", "-r", "tip", "-T", "{rev}").strip()) + 1;
    }

    private static String run(CommandServer clone, String... command) throws IOException {
        CommandServer.Result result = clone.run(command);
        if (!result.succeeded()) {
            throw new AssertionError(String.join(" ", command) + "\n" + result.error());
        }
        return result.text();
    }

    /** Somebody with plain hg. */
    final class PlainUser implements AutoCloseable {
        private final String name;
        private final CommandServer clone;

        PlainUser(String name, CommandServer clone) {
            this.name = name;
            this.clone = clone;
        }

        Path folder() {
            return clone.repository();
        }

        String read(String path) {
            try {
                return Files.readString(folder().resolve(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Takes what is new, with the heads brought together as the merge tool can. */
        void pull() {
            try {
                run(clone, "pull", server());
                run(clone, "update");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Takes what is new and merges it with what was committed here, as hg alone can; then pushes. */
        void mergesAndPushes() {
            try {
                run(clone, "pull", server());
                if (run(clone, "heads", "-T", "x").length() > 1) {
                    run(clone, "merge", "--tool", "internal:merge");
                    run(clone, "commit", "-u", name, "-m", "merged by hand");
                } else {
                    run(clone, "update");
                }
                run(clone, "push", server());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Whether hg finds nothing wrong with this clone. */
        boolean verifies() {
            try {
                return !run(clone, "verify").contains("error");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Changes a file on top of the newest there is, and pushes. */
        void edits(String path, String words, String by) {
            pull();
            commits(path, words, by);
            push();
        }

        /** Changes a file on top of what was pulled last, without looking. */
        void commits(String path, String words, String by) {
            try {
                Path file = folder().resolve(path);
                String text = Files.readString(file);
                if (!text.contains(words)) {
                    throw new IllegalStateException("no \"" + words + "\" in " + text);
                }
                Files.writeString(file, text.replace(words, by));
                run(clone, "commit", "-u", name, "-m", "by hand");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Adds or replaces a file, and pushes. */
        void writes(String path, String text) {
            pull();
            try {
                Files.writeString(folder().resolve(path), text);
                run(clone, "commit", "-A", "-u", name, "-m", "by hand");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            push();
        }

        void push() {
            try {
                run(clone, "push", "--force", server());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            clone.close();
        }
    }

    @Override
    public void close() {
        sessions.values().forEach(Session::close);
        CommandServer open = reader.get();
        if (open != null) {
            open.close();
        }
        hub.close();
    }

    /** Removes a directory with all in it. */
    static void remove(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

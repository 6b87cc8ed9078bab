package org.masora.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.masora.app.home.Accounts.UnreadableAccounts;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.OAuthClient;
import org.masora.remote.paratext.ParatextService;
import org.masora.remote.paratext.SignIn;
import org.masora.remote.paratext.TokenKeeper;
import org.masora.remote.paratext.Tokens;
import org.masora.remote.paratext.User;

/**
 * The Paratext accounts of one person on this computer, each with its tokens in a file of its own that nobody else can
 * read. A file is replaced as a whole, and while it is being replaced no other program of Masora does the same: a
 * refresh token is good only once.
 */
public final class ParatextAccounts {
    private static final long FORMAT = 1;
    private static final String ENDING = ".json";

    /** A file's lock is held by the whole process, so its threads need one of their own. */
    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Home home;
    private final Path folder;

    public ParatextAccounts(Home home) {
        this.home = home;
        this.folder = home.paratextFolder();
    }

    private record Written(ParatextAccount account, Tokens tokens) {}

    /** All accounts, by name. */
    public List<ParatextAccount> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(ENDING)).toList();
        }
        List<ParatextAccount> accounts = new ArrayList<>();
        for (Path file : files) {
            read(file).map(Written::account).ifPresent(accounts::add);
        }
        accounts.sort(Comparator.comparing(ParatextAccount::name));
        return List.copyOf(accounts);
    }

    /** Keeps somebody who signed in just now, in the place of the same account signed in earlier. */
    public ParatextAccount keep(ParatextService service, SignIn.SignedIn signedIn) throws IOException {
        ParatextAccount account = new ParatextAccount(service, signedIn.user());
        home.create();
        OwnFile.makeFolder(folder);
        Path file = file(account);
        alone(file, () -> write(file, new Written(account, signedIn.tokens())));
        return account;
    }

    /** Forgets an account and its tokens. */
    public void forget(ParatextAccount account) throws IOException {
        Path file = file(account);
        alone(file, () -> {
            Files.deleteIfExists(file);
            return signedOut(account);
        });
    }

    /** Where the account's tokens are kept and replaced. */
    public TokenKeeper keeper(ParatextAccount account) {
        return new InFile(account);
    }

    private Path file(ParatextAccount account) {
        return folder.resolve(account.key() + ENDING);
    }

    /** What stands for the tokens of somebody who has none: whoever asks with it is told to log in. */
    private static Tokens signedOut(ParatextAccount account) {
        return Tokens.ofRefreshToken("signed-out-" + account.key());
    }

    private final class InFile implements TokenKeeper {
        private final ParatextAccount account;

        InFile(ParatextAccount account) {
            this.account = account;
        }

        @Override
        public Tokens current() {
            try {
                return read(file(account)).map(Written::tokens).orElseGet(() -> signedOut(account));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The server has changed its mind by the time the new pair is here: it is on the disk before it is used. */
        @Override
        public Tokens replace(Tokens used, Replacement how) throws IOException {
            Path file = file(account);
            return alone(file, () -> {
                Written kept = read(file)
                        .orElseThrow(() -> new Halted(
                                new RemoteFailure.BadCredentials(account.user().name())));
                if (kept.tokens().replace(used)) {
                    return kept.tokens();
                }
                write(file, new Written(kept.account(), kept.tokens().beingReplaced()));
                return write(file, new Written(kept.account(), how.instead(kept.tokens())));
            });
        }
    }

    /** Something done while nobody else changes the file. */
    private interface Change {
        Tokens run() throws IOException;
    }

    private static Tokens alone(Path file, Change change) throws IOException {
        if (!Files.isDirectory(Objects.requireNonNull(file.getParent()))) {
            return change.run();
        }
        ReentrantLock here = IN_THIS_PROCESS.computeIfAbsent(file, _ -> new ReentrantLock());
        here.lock();
        try (FileChannel lock = OwnFile.lockFile(file.resolveSibling(file.getFileName() + ".lock"));
                FileLock held = lock.lock()) {
            if (!held.isValid()) {
                throw new IOException("not to be locked: " + file);
            }
            return change.run();
        } finally {
            here.unlock();
        }
    }

    // The file

    private static Tokens write(Path file, Written written) throws IOException {
        ParatextAccount account = written.account();
        OAuthClient client = account.service().client().orElseThrow();
        List<Member> members = new ArrayList<>();
        members.add(new Member("format", JsonValue.of(FORMAT)));
        members.add(text("registry", account.service().registry().toString()));
        members.add(text("archives", account.service().archives().toString()));
        account.service().authorize().ifPresent(page -> members.add(text("authorize", page.toString())));
        members.add(text("clientId", client.id()));
        client.secret().ifPresent(secret -> members.add(text("clientSecret", secret)));
        members.add(text("userId", account.user().id()));
        members.add(text("user", account.user().name()));
        members.add(text("access", written.tokens().access()));
        members.add(text("expires", written.tokens().expires().toString()));
        members.add(text("refresh", written.tokens().refresh()));
        OwnFile.replace(file, (new JsonObject(members) + "\n").getBytes(StandardCharsets.UTF_8));
        return written.tokens();
    }

    private static Member text(String name, String value) {
        return new Member(name, JsonValue.of(value));
    }

    private static Optional<Written> read(Path file) throws IOException {
        Optional<byte[]> bytes = OwnFile.read(file);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        JsonValue root = JsonDocument.parse(bytes.get()).root().orElseThrow(() -> new UnreadableAccounts(file));
        if (!root.at("/format").equals(Optional.of(JsonValue.of(FORMAT)))) {
            throw new UnreadableAccounts(file);
        }
        try {
            ParatextService service = new ParatextService(
                    server(root, "registry", file),
                    server(root, "archives", file),
                    root.text("/authorize").isPresent()
                            ? Optional.of(server(root, "authorize", file))
                            : Optional.empty(),
                    Optional.of(new OAuthClient(text(root, "clientId", file), root.text("/clientSecret"))));
            User user = new User(text(root, "userId", file), text(root, "user", file));
            Tokens tokens = new Tokens(
                    text(root, "access", file),
                    Instant.parse(text(root, "expires", file)),
                    text(root, "refresh", file));
            return Optional.of(new Written(new ParatextAccount(service, user), tokens));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new UnreadableAccounts(file);
        }
    }

    private static String text(JsonValue root, String name, Path file) throws UnreadableAccounts {
        return root.text("/" + name).orElseThrow(() -> new UnreadableAccounts(file));
    }

    private static ServerAddress server(JsonValue root, String name, Path file) throws UnreadableAccounts {
        return switch (ServerAddress.parse(text(root, name, file))) {
            case ServerAddress.Parsed.Good(var address) -> address;
            case ServerAddress.Parsed.Bad _ -> throw new UnreadableAccounts(file);
        };
    }
}

package org.masora.app.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;
import org.masora.remote.http.ServerAddress;

/**
 * The accounts of one person on this computer, in one file that nobody else can read, from the moment it exists. It is
 * replaced as a whole, so that it is never half written.
 */
public final class Accounts {
    private static final long FORMAT = 1;

    /** A file's lock is held by the whole process, so its threads need one of their own. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final Home home;
    private final Path file;
    private volatile @Nullable Known known;

    /** Those that nobody wished to be kept: they are written nowhere. */
    private final List<KnownAccount> untilTheEnd = new CopyOnWriteArrayList<>();

    public Accounts(Home home) {
        this.home = home;
        this.file = home.accountsFile();
    }

    /** The file cannot be understood; nothing was guessed and nothing changed. */
    public static final class UnreadableAccounts extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableAccounts(Path file) {
            super("the accounts in " + file + " cannot be understood");
        }
    }

    /**
     * The accounts as they were read last, with what tells whether the file is still the same. Lists of projects ask for
     * them row by row.
     */
    private record Known(FileTime time, Object file, List<KnownAccount> accounts) {}

    /** All accounts, the one that logged in last at the end, but those that are not kept after all others. */
    public List<KnownAccount> all() throws IOException {
        if (untilTheEnd.isEmpty()) {
            return kept();
        }
        List<KnownAccount> all = new ArrayList<>(kept());
        all.addAll(untilTheEnd);
        return List.copyOf(all);
    }

    /** Those that are not kept. */
    List<KnownAccount> untilTheEnd() {
        return List.copyOf(untilTheEnd);
    }

    private List<KnownAccount> kept() throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        Known before = known;
        Object key = Objects.requireNonNullElse(now.fileKey(), now.size());
        if (before != null
                && before.time().equals(now.lastModifiedTime())
                && before.file().equals(key)) {
            return before.accounts();
        }
        List<KnownAccount> read = read();
        known = new Known(now.lastModifiedTime(), key, read);
        return read;
    }

    private List<KnownAccount> read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException none) {
            return List.of();
        }
        JsonValue root = JsonDocument.parse(bytes).root().orElseThrow(() -> new UnreadableAccounts(file));
        if (!root.at("/format").equals(Optional.of(JsonValue.of(FORMAT)))) {
            throw new UnreadableAccounts(file);
        }
        List<KnownAccount> accounts = new ArrayList<>();
        for (JsonValue written : root.elements("/accounts")) {
            accounts.add(read(written));
        }
        return List.copyOf(accounts);
    }

    /** Adds an account, in the place of an older one of the same name on the same server. */
    public void keep(KnownAccount account) throws IOException {
        untilTheEnd.removeIf(old -> isSame(old, account));
        change(accounts -> {
            List<KnownAccount> changed = new ArrayList<>(accounts);
            changed.removeIf(old -> isSame(old, account));
            changed.add(account);
            return changed;
        });
    }

    /** Adds an account for as long as this process lives; it is never written down. */
    public void keepUntilTheEnd(KnownAccount account) throws IOException {
        forget(account);
        untilTheEnd.add(account);
    }

    /** Takes an account out. */
    public void forget(KnownAccount account) throws IOException {
        untilTheEnd.removeIf(old -> isSame(old, account));
        change(accounts ->
                accounts.stream().filter(other -> !isSame(other, account)).toList());
    }

    private static boolean isSame(KnownAccount one, KnownAccount other) {
        return one.server().equals(other.server()) && one.user().equalsIgnoreCase(other.user());
    }

    /** Changes the list; two threads do that one after the other, and two processes as well. */
    private void change(UnaryOperator<List<KnownAccount>> edit) throws IOException {
        IN_THIS_PROCESS.lock();
        try {
            changeAlone(edit);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private void changeAlone(UnaryOperator<List<KnownAccount>> edit) throws IOException {
        home.create();
        try (FileChannel lock = OwnFile.lockFile(file.resolveSibling("accounts.lock"));
                FileLock held = lock.lock()) {
            if (held.isValid()) {
                OwnFile.replace(file, written(edit.apply(read())));
                known = null;
            }
        }
    }

    private KnownAccount read(JsonValue written) throws UnreadableAccounts {
        String kind = text(written, "kind");
        return new KnownAccount(
                Arrays.stream(KnownAccount.Kind.values())
                        .filter(known -> known.word().equals(kind))
                        .findFirst()
                        .orElseThrow(() -> new UnreadableAccounts(file)),
                server(text(written, "server")),
                text(written, "user"),
                text(written, "fullName"),
                text(written, "email"),
                number(written, "tokenId"),
                text(written, "tokenName"),
                text(written, "token"));
    }

    private String text(JsonValue written, String name) throws UnreadableAccounts {
        return written.text("/" + name).orElseThrow(() -> new UnreadableAccounts(file));
    }

    private ServerAddress server(String text) throws UnreadableAccounts {
        return switch (ServerAddress.parse(text)) {
            case ServerAddress.Parsed.Good(var address) -> address;
            case ServerAddress.Parsed.Bad _ -> throw new UnreadableAccounts(file);
        };
    }

    private long number(JsonValue written, String name) throws UnreadableAccounts {
        String number = written.at("/" + name).map(JsonValue::toString).orElse("");
        if (!number.matches("[0-9]{1,18}")) {
            throw new UnreadableAccounts(file);
        }
        return Long.parseLong(number);
    }

    private static byte[] written(List<KnownAccount> accounts) {
        List<JsonValue> list = accounts.stream().map(Accounts::written).toList();
        JsonObject root = new JsonObject(
                List.of(new Member("format", JsonValue.of(FORMAT)), new Member("accounts", new JsonArray(list))));
        return (root + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonValue written(KnownAccount account) {
        return new JsonObject(List.of(
                new Member("kind", JsonValue.of(account.kind().word())),
                new Member("server", JsonValue.of(account.server().toString())),
                new Member("user", JsonValue.of(account.user())),
                new Member("fullName", JsonValue.of(account.fullName())),
                new Member("email", JsonValue.of(account.email())),
                new Member("tokenId", JsonValue.of(account.tokenId())),
                new Member("tokenName", JsonValue.of(account.tokenName())),
                new Member("token", JsonValue.of(account.token()))));
    }
}

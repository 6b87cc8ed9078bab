package org.masora.hub.accounts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.masora.hub.disk.BrokenRecordException;
import org.masora.hub.disk.RecordFolder;

/**
 * All accounts, in memory and on the disk. What a method that changes something returned from survives a crash.
 */
public final class Accounts {
    private static final int TOKEN_BYTES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final RecordFolder<Account> records;
    private final Map<Long, Account> byNumber = new ConcurrentHashMap<>();
    private final Map<String, Long> byName = new ConcurrentHashMap<>();
    private final Map<String, Long> byEmail = new ConcurrentHashMap<>();
    /** From the hash of a token to the account it belongs to. */
    private final Map<String, Long> byTokenHash = new ConcurrentHashMap<>();

    private long lastNumber;

    /** A token that was just made: the only moment at which it can be told. */
    public record Issued(Token token, String secret) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Issued[" + token.number() + "]";
        }
    }

    /** Reads the accounts of a folder. */
    public Accounts(RecordFolder<Account> records) throws IOException, BrokenRecordException {
        this.records = records;
        records.load().forEach((number, account) -> {
            index(account);
            lastNumber = Math.max(lastNumber, number);
        });
    }

    private void index(Account account) {
        Account before = byNumber.put(account.number(), account);
        if (before != null) {
            before.tokens().forEach(token -> byTokenHash.remove(token.sha256()));
            byEmail.remove(key(before.email()), before.number());
        }
        byName.put(key(account.name()), account.number());
        byEmail.put(key(account.email()), account.number());
        account.tokens().forEach(token -> byTokenHash.put(token.sha256(), account.number()));
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Whether nobody was ever made here. */
    public boolean isEmpty() {
        return byNumber.isEmpty();
    }

    /** All accounts by number. */
    public List<Account> all() {
        return byNumber.values().stream()
                .sorted(Comparator.comparingLong(Account::number))
                .toList();
    }

    /** The account of this name, whatever its case. */
    public Optional<Account> named(String name) {
        return Optional.ofNullable(byName.get(key(name))).flatMap(this::numbered);
    }

    /** The account of this number. */
    public Optional<Account> numbered(long number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /** The account with this address, whatever its case. */
    public Optional<Account> withEmail(String email) {
        return Optional.ofNullable(byEmail.get(key(email))).flatMap(this::numbered);
    }

    /** The owner of a token and the token, if the hub ever gave it out and it was not taken back. */
    public Optional<Map.Entry<Account, Token>> withToken(String secret) {
        String hash = sha256(secret);
        return Optional.ofNullable(byTokenHash.get(hash))
                .flatMap(this::numbered)
                .flatMap(account -> account.tokens().stream()
                        .filter(token -> token.sha256().equals(hash))
                        .findFirst()
                        .map(token -> Map.entry(account, token)));
    }

    /** Makes an account; empty if the name or the address is taken. The name has been checked by the caller. */
    public synchronized Optional<Account> make(
            String name, String fullName, String email, String password, boolean admin) throws IOException {
        if (byName.containsKey(key(name)) || byEmail.containsKey(key(email))) {
            return Optional.empty();
        }
        Account account = new Account(
                lastNumber + 1, name, fullName, email, admin, now(), PasswordHash.of(password), List.of(), 1);
        keep(account);
        lastNumber = account.number();
        return Optional.of(account);
    }

    /** Changes what is given of an account; its tokens stay good. */
    public synchronized Account change(
            long accountNumber, Optional<String> fullName, Optional<Boolean> admin, Optional<String> password)
            throws IOException {
        Account before = require(accountNumber);
        keep(before.with(
                fullName.orElse(before.fullName()),
                admin.orElse(before.admin()),
                password.map(PasswordHash::of).orElse(before.password())));
        return require(accountNumber);
    }

    /** Gives a new token to an account. */
    public synchronized Issued issueToken(long accountNumber, String name, Scopes scopes) throws IOException {
        Account account = require(accountNumber);
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        Token token = new Token(
                account.nextToken(), name, sha256(secret), secret.substring(secret.length() - 8), scopes, now());
        keep(account.withToken(token));
        return new Issued(token, secret);
    }

    /** Takes a token back; from now on it opens nothing. */
    public synchronized void revokeToken(long accountNumber, long tokenNumber) throws IOException {
        keep(require(accountNumber).withoutToken(tokenNumber));
    }

    private Account require(long number) {
        return numbered(number).orElseThrow(() -> new IllegalArgumentException("no account " + number));
    }

    private void keep(Account account) throws IOException {
        records.write(account.number(), account);
        index(account);
    }

    /** Accounts whose name or full name holds {@code part}, by name. */
    public List<Account> search(String part) {
        String wanted = key(part);
        Collection<Account> accounts = byNumber.values();
        return accounts.stream()
                .filter(account -> key(account.name()).contains(wanted)
                        || key(account.fullName()).contains(wanted))
                .sorted(Comparator.comparing(account -> key(account.name())))
                .toList();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks SHA-256", e);
        }
    }
}

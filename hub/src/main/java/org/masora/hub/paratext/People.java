package org.masora.hub.paratext;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.masora.hub.accounts.PasswordHash;
import org.masora.hub.disk.BrokenRecordException;
import org.masora.hub.disk.RecordFolder;

/** All people, in memory and on the disk. What a method that changes something returned from survives a crash. */
final class People {
    private static final Duration REFRESH_TOKEN_LIFE = Duration.ofDays(90);
    private static final Duration DEAD_ONES_REMEMBERED = Duration.ofDays(1);
    private static final int TOKENS_AT_MOST = 1_000;

    private final RecordFolder<Person> records;
    private final InstantSource clock;
    private final Duration grace;
    private final SortedMap<Long, Person> byNumber = new TreeMap<>();

    /** What a refresh token gave. */
    sealed interface Refreshed {
        /** The next refresh token. */
        record Granted(Person person, String refreshToken) implements Refreshed {
            /** Keeps the token out of logs. */
            @Override
            public String toString() {
                return "Granted[" + person.name() + "]";
            }
        }

        /** Nothing, and why. */
        record Denied(String why) implements Refreshed {}
    }

    People(RecordFolder<Person> records, InstantSource clock, Duration grace)
            throws IOException, BrokenRecordException {
        this.records = records;
        this.clock = clock;
        this.grace = grace;
        byNumber.putAll(records.load());
    }

    synchronized List<Person> all() {
        return List.copyOf(byNumber.values());
    }

    Optional<Person> bySub(String sub) {
        return all().stream().filter(person -> person.sub().equals(sub)).findFirst();
    }

    Optional<Person> byKey(String key) {
        return all().stream().filter(person -> person.key().equals(key)).findFirst();
    }

    Optional<Person> byName(String name) {
        return all().stream().filter(person -> person.name().equals(name)).findFirst();
    }

    synchronized Person make(String key, String name, Optional<String> password) throws IOException {
        long number = byNumber.isEmpty() ? 1 : byNumber.lastKey() + 1;
        return keep(new Person(number, key, Secrets.id(), name, password.map(PasswordHash::of), List.of()));
    }

    private Person keep(Person person) throws IOException {
        records.write(person.number(), person);
        byNumber.put(person.number(), person);
        return person;
    }

    /** A new refresh token for somebody who has signed in. */
    synchronized String issue(Person given, boolean openClient) throws IOException {
        Person person = byNumber.getOrDefault(given.number(), given);
        String secret = Secrets.random();
        keep(person.with(Stream.concat(living(person).stream(), Stream.of(token(secret, openClient)))
                .toList()));
        return secret;
    }

    private RefreshToken token(String secret, boolean openClient) {
        return new RefreshToken(Secrets.sha256(secret), clock.instant(), Optional.empty(), false, openClient);
    }

    /** Those that still give something, or died so lately that it is told how. */
    private List<RefreshToken> living(Person person) {
        Instant forgotten = clock.instant().minus(DEAD_ONES_REMEMBERED);
        List<RefreshToken> living = person.refreshTokens().stream()
                .filter(token -> token.graceUntil().map(forgotten::isBefore).orElse(true))
                .filter(token -> token.issued().plus(REFRESH_TOKEN_LIFE).isAfter(forgotten))
                .toList();
        return living.subList(Math.max(0, living.size() - TOKENS_AT_MOST), living.size());
    }

    /** Takes a refresh token back. */
    synchronized void revoke(String secret) throws IOException {
        String hash = Secrets.sha256(secret);
        Optional<Person> owner = owner(hash);
        if (owner.isPresent()) {
            replace(owner.get(), hash, RefreshToken::takenBack, List.of());
        }
    }

    /**
     * Exchanges a refresh token for the next one of its line. The old one is good for the grace from its first use.
     *
     * @param openClient whether whoever asks showed no secret of a client
     */
    synchronized Refreshed refresh(String secret, boolean openClient) throws IOException {
        String hash = Secrets.sha256(secret);
        Optional<Person> owner = owner(hash);
        if (owner.isEmpty()) {
            return new Refreshed.Denied("unknown refresh token");
        }
        RefreshToken token = owner.get().refreshTokens().stream()
                .filter(known -> known.sha256().equals(hash))
                .findFirst()
                .orElseThrow();
        Instant now = clock.instant();
        if (token.revoked()) {
            return new Refreshed.Denied("refresh token revoked");
        }
        if (token.graceUntil().map(until -> until.isBefore(now)).orElse(false)
                || token.issued().plus(REFRESH_TOKEN_LIFE).isBefore(now)) {
            return new Refreshed.Denied("refresh token expired");
        }
        if (openClient && !token.openClient()) {
            return new Refreshed.Denied("this refresh token needs the client's secret");
        }
        String next = Secrets.random();
        Person after = replace(
                owner.get(), hash, used -> used.replaced(now.plus(grace)), List.of(token(next, token.openClient())));
        return new Refreshed.Granted(after, next);
    }

    private Optional<Person> owner(String hash) {
        return byNumber.values().stream()
                .filter(person -> person.refreshTokens().stream()
                        .anyMatch(token -> token.sha256().equals(hash)))
                .findFirst();
    }

    private Person replace(Person person, String hash, UnaryOperator<RefreshToken> change, List<RefreshToken> more)
            throws IOException {
        List<RefreshToken> tokens = new ArrayList<>();
        for (RefreshToken token : living(person)) {
            tokens.add(token.sha256().equals(hash) ? change.apply(token) : token);
        }
        tokens.addAll(more);
        return keep(person.with(tokens));
    }
}

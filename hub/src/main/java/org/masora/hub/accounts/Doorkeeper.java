package org.masora.hub.accounts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells who is asking, from a request's credentials: {@code token T}, {@code Bearer T}, or Basic with a name and a
 * password, a name and a token, or a token in place of the name. A password that was found right is remembered for
 * some minutes under a keyed hash, so that only the first of many requests pays for the slow hashing.
 */
public final class Doorkeeper {
    private static final Pattern TOKEN_FORM = Pattern.compile("[0-9a-f]{40}");
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int REMEMBERED_AT_MOST = 1_000;
    private static final int PASSWORD_LENGTH_AT_MOST = 1_000;
    private static final Identity BAD_TOKEN = new Identity.Rejected("user does not exist [uid: 0, name: , keyid: 0]");

    private final Accounts accounts;
    private final SecretKeySpec cacheKey;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
    /** Slow hashing on all processors at once would let a stranger stop everyone else. */
    private final Semaphore hashing =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private record Remembered(PasswordHash hash, long untilNanos) {}

    /** A doorkeeper for these accounts. */
    public Doorkeeper(Accounts accounts) {
        this.accounts = accounts;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.cacheKey = new SecretKeySpec(key, "HmacSHA256");
    }

    /**
     * Who is asking.
     *
     * @param authorization the header of that name, if any
     * @param queryToken a token in the address ({@code token} or {@code access_token}), if any
     */
    public Identity identify(Optional<String> authorization, Optional<String> queryToken) {
        if (authorization.isEmpty()) {
            return queryToken.map(this::byToken).orElse(new Identity.Anonymous());
        }
        String[] parts = authorization.get().strip().split(" +", 2);
        String value = parts.length == 2 ? parts[1].strip() : "";
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "token", "bearer" -> byToken(value);
            case "basic" -> byBasic(value);
            default -> new Identity.Anonymous();
        };
    }

    private Identity byToken(String secret) {
        return signedInByToken(secret).orElse(BAD_TOKEN);
    }

    private Optional<Identity> signedInByToken(String secret) {
        if (!TOKEN_FORM.matcher(secret).matches()) {
            return Optional.empty();
        }
        return accounts.withToken(secret)
                .map(found -> new Identity.SignedIn(
                        found.getKey(), Optional.of(found.getValue().scopes())));
    }

    private Identity byBasic(String encoded) {
        String decoded;
        try {
            decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return BAD_TOKEN;
        }
        int colon = decoded.indexOf(':');
        String name = colon < 0 ? decoded : decoded.substring(0, colon);
        String password = colon < 0 ? "" : decoded.substring(colon + 1);
        boolean nameStandsAlone = password.isEmpty() || password.equals("x-oauth-basic");
        return signedInByToken(nameStandsAlone ? name : password).orElseGet(() -> byPassword(name, password));
    }

    private Identity byPassword(String name, String password) {
        Optional<Account> account = accounts.named(name);
        if (account.isEmpty()) {
            return new Identity.Rejected("user does not exist [uid: 0, name: " + name + ", keyid: 0]");
        }
        if (!isRight(account.get(), password)) {
            return new Identity.Rejected("user's password is invalid [uid: "
                    + account.get().number() + ", name: " + account.get().name() + "]");
        }
        return new Identity.SignedIn(account.get(), Optional.empty());
    }

    private boolean isRight(Account account, String password) {
        if (password.isEmpty() || password.length() > PASSWORD_LENGTH_AT_MOST) {
            return false;
        }
        String key = keyedHash(account.number() + ":" + password);
        Remembered known = remembered.get(key);
        if (known != null && known.hash().equals(account.password()) && known.untilNanos() - System.nanoTime() > 0) {
            return true;
        }
        hashing.acquireUninterruptibly();
        try {
            if (!account.password().matches(password)) {
                return false;
            }
        } finally {
            hashing.release();
        }
        if (remembered.size() >= REMEMBERED_AT_MOST) {
            remembered.clear();
        }
        remembered.put(key, new Remembered(account.password(), System.nanoTime() + REMEMBERED.toNanos()));
        return true;
    }

    private String keyedHash(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(cacheKey);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks HmacSHA256", e);
        }
    }
}

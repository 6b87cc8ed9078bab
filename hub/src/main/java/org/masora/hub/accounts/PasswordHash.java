package org.masora.hub.accounts;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password as it is kept: PBKDF2 with HMAC-SHA256 and a salt of its own (NIST SP 800-132).
 *
 * @param iterations how often the function was applied
 * @param salt base64
 * @param hash base64
 */
public record PasswordHash(int iterations, String salt, String hash) {
    /** No shorter password is taken. */
    public static final int LENGTH_AT_LEAST = 8;

    /** OWASP's password storage page (2023) for this function. */
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Hashes a password with a new salt. Takes a noticeable part of a second, as it should. */
    public static PasswordHash of(String password) {
        byte[] salt = random(SALT_BYTES);
        return kept(salt, derive(password, salt, ITERATIONS));
    }

    /** That of no password: to compare one with it takes as long as with another's, and none matches. */
    public static PasswordHash ofNone() {
        return kept(random(SALT_BYTES), random(HASH_BITS / Byte.SIZE));
    }

    private static PasswordHash kept(byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new PasswordHash(ITERATIONS, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Whether this is the hash of {@code password}; takes as long for a wrong one as for the right one. */
    public boolean matches(String password) {
        byte[] given = derive(password, Base64.getDecoder().decode(salt), iterations);
        return MessageDigest.isEqual(given, Base64.getDecoder().decode(hash));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks PBKDF2", e);
        } finally {
            key.clearPassword();
        }
    }

    /** Says nothing about the password. */
    @Override
    public String toString() {
        return "PasswordHash[" + iterations + "]";
    }
}

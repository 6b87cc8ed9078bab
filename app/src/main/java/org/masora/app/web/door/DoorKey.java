package org.masora.app.web.door;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret from which sessions and page tokens are made. Whoever has it can let anybody in. */
public final class DoorKey {
    /** How long a key is. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** A key that was made before. */
    public DoorKey(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("no key");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** Something that nobody can guess, in hexadecimal digits. */
    public static String random() {
        return HexFormat.of().formatHex(randomBytes());
    }

    /** A new key's bytes. */
    public static byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** The seal that only this key makes of a text, in hexadecimal digits. */
    String seal(String text) {
        return seal(key, text);
    }

    /** The seal of a text that is made with another seal as the key; the page makes the same one. */
    static String sealWith(String secret, String text) {
        return seal(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM), text);
    }

    private static String seal(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Whether two secrets are the same; takes as long whether they are or not. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}

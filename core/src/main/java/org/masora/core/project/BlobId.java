package org.masora.core.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of some bytes: git's blob hash (SHA-1 over {@code "blob " + length + NUL + bytes}), so
 * that a scan of a folder, the vault and a git server all call the same content by the same name.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record BlobId(String hex) implements Comparable<BlobId> {

    public BlobId {
        if (!isLowerHex(hex)) {
            throw new IllegalArgumentException("not a blob id: " + hex);
        }
    }

    /** The id of these bytes. */
    public static BlobId of(byte[] content) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return new BlobId(HexFormat.of().formatHex(sha1.digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    /** Asked for every file of every content that is read, so it makes nothing. */
    private static boolean isLowerHex(String hex) {
        for (int i = 0; i < hex.length(); i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return hex.length() == 40;
    }

    @Override
    public int compareTo(BlobId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

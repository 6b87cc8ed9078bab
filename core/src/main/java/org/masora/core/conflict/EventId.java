package org.masora.core.conflict;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of an {@link Event}: the SHA-256 of the bytes of its file.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record EventId(String hex) implements Comparable<EventId> {

    public EventId {
        if (!isEventId(hex)) {
            throw new IllegalArgumentException("not an event id: " + hex);
        }
    }

    /** The id of an event with these bytes. */
    public static EventId of(byte[] bytes) {
        return new EventId(sha256(bytes));
    }

    static boolean isEventId(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(EventId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

package org.masora.core.merge;

/**
 * The name of a disagreement, the same on every computer that meets it (rule C2): the SHA-256 of
 * {@link ConflictIdentity#bytes()}.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ConflictId(String hex) implements Comparable<ConflictId> {

    public ConflictId {
        if (!isConflictId(hex)) {
            throw new IllegalArgumentException("not a conflict id: " + hex);
        }
    }

    /** Whether this text has the form of an id. */
    public static boolean isConflictId(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** The first ten digits, enough for a person to tell conflicts apart. */
    public String abbreviated() {
        return hex.substring(0, 10);
    }

    @Override
    public int compareTo(ConflictId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

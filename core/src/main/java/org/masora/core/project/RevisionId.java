package org.masora.core.project;

/**
 * The name of a {@link Revision}: the git commit id.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record RevisionId(String hex) implements Comparable<RevisionId> {

    public RevisionId {
        if (hex.length() != 40
                || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && !Character.isUpperCase(c))) {
            throw new IllegalArgumentException("not a revision id: " + hex);
        }
    }

    /** The first ten digits, enough for a person to tell revisions apart. */
    public String abbreviated() {
        return hex.substring(0, 10);
    }

    @Override
    public int compareTo(RevisionId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

package org.masora.core.sync;

/**
 * The name of a place of one project, unique in it: {@code door43}, {@code paratext}, {@code hub}.
 *
 * @param value lower-case letters, digits and {@code -}; stored and used in ref names
 */
public record PlaceName(String value) implements Comparable<PlaceName> {

    public PlaceName {
        if (!value.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("not a place name: " + value);
        }
    }

    @Override
    public int compareTo(PlaceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

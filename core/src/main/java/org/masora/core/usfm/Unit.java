package org.masora.core.usfm;

/**
 * A run of bytes of a document that is merged as one.
 *
 * @param key its name
 * @param start the offset of its first byte
 * @param end the offset after its last byte; equal to {@code start} where it is empty
 */
public record Unit(UnitKey key, int start, int end) {
    /** How many bytes it has. */
    public int length() {
        return end - start;
    }
}

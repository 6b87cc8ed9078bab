package org.masora.core.usfm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tokens of a document, numbered from 0. They are kept as numbers in arrays, since a book has some hundred thousand.
 */
public final class UsfmTokens {
    private static final int KIND_MASK = 0xF;
    private static final int CLOSING = 1 << 4;
    private static final int NESTED = 1 << 5;
    private static final int MARKER_SHIFT = 6;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] infos;
    private final int count;

    private UsfmTokens(byte[] bytes, int[] starts, int[] infos, int count) {
        this.bytes = bytes;
        this.starts = starts;
        this.infos = infos;
        this.count = count;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** What kind it is. */
    public TokenKind kind(int token) {
        return TokenKind.of(infos[token] & KIND_MASK);
    }

    /** The offset of its first byte. {@code start(count())} is the length of the file. */
    public int start(int token) {
        return starts[token];
    }

    /** The offset after its last byte. */
    public int end(int token) {
        return starts[token + 1];
    }

    /** Whether it is a marker with an asterisk. */
    public boolean isClosing(int token) {
        return (infos[token] & CLOSING) != 0;
    }

    /** Whether this is the white space that a marker needs behind it: it parts its name from the words, and is none of them. */
    public boolean isDelimiter(int token) {
        return token > 0
                && (is(token, TokenKind.WS) || is(token, TokenKind.NL))
                && is(token - 1, TokenKind.MARKER)
                && !isClosing(token - 1);
    }

    /** Whether it is a marker with a plus sign, which older USFM demands of styles inside styles. */
    public boolean isNested(int token) {
        return (infos[token] & NESTED) != 0;
    }

    /** The marker of a {@link TokenKind#MARKER}. */
    public Marker marker(int token) {
        int number = markerNumber(token);
        Marker marker = MarkerTable.standard().marker(number);
        return number > MarkerTable.CUSTOM_MILESTONE ? marker : new Marker(writtenName(token), marker.category());
    }

    /** The category of a {@link TokenKind#MARKER}, without making its name. */
    public MarkerCategory category(int token) {
        return MarkerTable.standard().category(markerNumber(token));
    }

    /** Its bytes as text; what is no UTF-8 becomes replacement characters. */
    public String text(int token) {
        return new String(bytes, starts[token], starts[token + 1] - starts[token], StandardCharsets.UTF_8);
    }

    int markerNumber(int token) {
        return infos[token] >>> MARKER_SHIFT;
    }

    boolean is(int token, TokenKind kind) {
        return (infos[token] & KIND_MASK) == kind.number();
    }

    /** Whether two marker tokens have the same name. */
    boolean sameMarker(int one, int other) {
        int number = markerNumber(one);
        if (number != markerNumber(other)) {
            return false;
        }
        return number > MarkerTable.CUSTOM_MILESTONE
                || Arrays.equals(bytes, nameStart(one), nameEnd(one), bytes, nameStart(other), nameEnd(other));
    }

    private int nameStart(int token) {
        return starts[token] + (isNested(token) ? 2 : 1);
    }

    private int nameEnd(int token) {
        return starts[token + 1] - (isClosing(token) ? 1 : 0);
    }

    private String writtenName(int token) {
        int from = nameStart(token);
        return new String(bytes, from, nameEnd(token) - from, StandardCharsets.UTF_8);
    }

    /** Collects tokens in the order of the file. */
    static final class Builder {
        private final byte[] bytes;
        private int[] starts;
        private int[] infos;
        private int count;

        Builder(byte[] bytes) {
            this.bytes = bytes;
            int expected = bytes.length / 12 + 16;
            starts = new int[expected];
            infos = new int[expected];
        }

        void add(TokenKind kind, int start) {
            add(kind.number(), start);
        }

        void addMarker(int start, int number, boolean nested, boolean closing) {
            int flags = (nested ? NESTED : 0) | (closing ? CLOSING : 0);
            add(TokenKind.MARKER.number() | flags | (number << MARKER_SHIFT), start);
        }

        private void add(int info, int start) {
            if (count == starts.length) {
                int larger = count + (count >> 1);
                starts = Arrays.copyOf(starts, larger);
                infos = Arrays.copyOf(infos, larger);
            }
            starts[count] = start;
            infos[count++] = info;
        }

        UsfmTokens build() {
            int[] exactStarts = Arrays.copyOf(starts, count + 1);
            exactStarts[count] = bytes.length;
            return new UsfmTokens(bytes, exactStarts, Arrays.copyOf(infos, count), count);
        }
    }
}

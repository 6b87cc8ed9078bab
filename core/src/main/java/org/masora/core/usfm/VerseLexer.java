package org.masora.core.usfm;

/**
 * Where the number after {@code \v} or {@code \c} ends. The standard's pattern lets letters follow a verse number, which
 * would swallow the text where a space was forgotten and the script puts no spaces between words; so a segment is one
 * letter with its marks, and only where no other letter follows.
 */
final class VerseLexer {
    private static final int RLM = 0x200F;
    private static final int LRM = 0x200E;
    private static final int EN_DASH = 0x2013;

    private VerseLexer() {}

    /** The end of the chapter number that starts at {@code from}; {@code from} itself if there is none. */
    static int chapterEnd(byte[] bytes, int from) {
        return digitsEnd(bytes, from);
    }

    /** The end of the verse token that starts at {@code from}; {@code from} itself if there is none. */
    static int verseEnd(byte[] bytes, int from) {
        int end = numberEnd(bytes, from);
        if (end == from) {
            return from;
        }
        while (true) {
            int at = skipMarks(bytes, end);
            int separator = codePoint(bytes, at);
            if (separator != '-' && separator != ',' && separator != EN_DASH) {
                return end;
            }
            int number = skipMarks(bytes, at + size(separator));
            int numberEnd = numberEnd(bytes, number);
            if (numberEnd == number) {
                return end;
            }
            end = numberEnd;
        }
    }

    private static int numberEnd(byte[] bytes, int from) {
        int digits = digitsEnd(bytes, from);
        if (digits == from) {
            return from;
        }
        int letter = codePoint(bytes, digits);
        if (letter < 0 || !Character.isLetter(letter)) {
            return digits;
        }
        int end = digits + size(letter);
        int next = codePoint(bytes, end);
        while (next >= 0 && Character.getType(next) == Character.NON_SPACING_MARK) {
            end += size(next);
            next = codePoint(bytes, end);
        }
        return next >= 0 && isWordPart(next) ? digits : end;
    }

    private static boolean isWordPart(int point) {
        return Character.isLetterOrDigit(point)
                || Character.getType(point) == Character.COMBINING_SPACING_MARK
                || point == '\''
                || point == 0x2019;
    }

    private static int digitsEnd(byte[] bytes, int from) {
        int at = from;
        while (true) {
            int point = codePoint(bytes, at);
            if (point < 0 || Character.digit(point, 10) < 0) {
                return at;
            }
            at += size(point);
        }
    }

    private static int skipMarks(byte[] bytes, int from) {
        int at = from;
        int point = codePoint(bytes, at);
        while (point == RLM || point == LRM) {
            at += size(point);
            point = codePoint(bytes, at);
        }
        return at;
    }

    /** The code point at an offset, or -1 at the end of the file and where the bytes are no UTF-8. */
    static int codePoint(byte[] bytes, int at) {
        if (at >= bytes.length) {
            return -1;
        }
        int first = bytes[at];
        if (first >= 0) {
            return first;
        }
        int extra = (first & 0xE0) == 0xC0 ? 1 : (first & 0xF0) == 0xE0 ? 2 : (first & 0xF8) == 0xF0 ? 3 : 0;
        if (extra == 0 || at + extra >= bytes.length) {
            return -1;
        }
        int point = first & (0x3F >> extra);
        for (int i = 1; i <= extra; i++) {
            int next = bytes[at + i];
            if ((next & 0xC0) != 0x80) {
                return -1;
            }
            point = (point << 6) | (next & 0x3F);
        }
        return size(point) == extra + 1 && Character.isValidCodePoint(point) ? point : -1;
    }

    /** How many bytes a code point takes. */
    static int size(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}

package org.masora.core.usfm;

/** Finds what is wrong with the bytes themselves: another encoding, control characters, lines of a failed merge. */
final class ByteCheck {
    private static final int CONFLICT_MARKER_LENGTH = 7;

    private final byte[] bytes;
    private final ProblemList problems;
    private boolean invalidInLine;

    private ByteCheck(byte[] bytes, ProblemList problems) {
        this.bytes = bytes;
        this.problems = problems;
    }

    static void check(byte[] bytes, ProblemList problems) {
        new ByteCheck(bytes, problems).run();
    }

    /** Whether it starts with the mark of UTF-16, or with an ASCII character in UTF-16. */
    static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return (first == 0xFE && second == 0xFF)
                || (first == 0xFF && second == 0xFE)
                || (first == '\\' && second == 0)
                || (first == 0 && second == '\\');
    }

    private void run() {
        int at = 0;
        line(0);
        while (at < bytes.length) {
            byte b = bytes[at];
            if (b >= ' ' && b != 0x7F) {
                at++;
            } else if (b < 0) {
                at = sequence(at);
            } else {
                control(b, at);
                at++;
            }
        }
    }

    private void control(byte b, int at) {
        switch (b) {
            case '\n', '\r' -> line(at + 1);
            case '\t' -> {}
            default -> problems.add(ProblemCode.CONTROL_CHARACTER, at, hex(b));
        }
    }

    /** The offset after the sequence of one code point that starts here, or after its first byte if it is none. */
    private int sequence(int at) {
        int first = bytes[at] & 0xFF;
        int second = at + 1 < bytes.length ? bytes[at + 1] & 0xFF : 0;
        int length;
        if (first >= 0xC2 && first <= 0xDF) {
            length = 2;
        } else if (first >= 0xE0 && first <= 0xEF) {
            boolean overlong = first == 0xE0 && second < 0xA0;
            boolean surrogate = first == 0xED && second > 0x9F;
            length = overlong || surrogate ? 0 : 3;
        } else if (first >= 0xF0 && first <= 0xF4) {
            boolean overlong = first == 0xF0 && second < 0x90;
            boolean beyond = first == 0xF4 && second > 0x8F;
            length = overlong || beyond ? 0 : 4;
        } else {
            length = 0;
        }
        if (length == 0 || at + length > bytes.length) {
            return invalid(at);
        }
        for (int i = 1; i < length; i++) {
            if (bytes[at + i] >= (byte) 0xC0) {
                return invalid(at);
            }
        }
        return at + length;
    }

    private int invalid(int at) {
        if (!invalidInLine) {
            invalidInLine = true;
            problems.add(ProblemCode.ENCODING_INVALID, at, hex(bytes[at]));
        }
        return at + 1;
    }

    private void line(int start) {
        invalidInLine = false;
        int end = start + CONFLICT_MARKER_LENGTH;
        if (end > bytes.length || !isConflictMarker(bytes[start])) {
            return;
        }
        for (int at = start + 1; at < end; at++) {
            if (bytes[at] != bytes[start]) {
                return;
            }
        }
        if (end == bytes.length || bytes[end] == ' ' || Tokenizer.isNewline(bytes[end])) {
            String marker = Character.toString(bytes[start]).repeat(CONFLICT_MARKER_LENGTH);
            problems.add(ProblemCode.CONFLICT_MARKER, start, marker);
        }
    }

    private static boolean isConflictMarker(byte b) {
        return b == '<' || b == '=' || b == '>' || b == '|';
    }

    private static String hex(byte b) {
        return String.format("%02X", b & 0xFF);
    }
}

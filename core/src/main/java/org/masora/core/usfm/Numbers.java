package org.masora.core.usfm;

import org.masora.core.scripture.Reference;

/** Numbers that stand as bytes in a text. */
final class Numbers {
    private Numbers() {}

    /** The number in ASCII digits, up to three of them; -1 if it is anything else. */
    static int plain(byte[] bytes, int from, int to) {
        if (to - from < 1 || to - from > 3) {
            return -1;
        }
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The chapter number in digits of any script; 0 if it is none. */
    static int chapter(byte[] bytes, int from, int to) {
        int plain = plain(bytes, from, to);
        if (plain >= 0) {
            return plain;
        }
        int number = 0;
        int at = from;
        while (at < to) {
            int point = VerseLexer.codePoint(bytes, at);
            int digit = point < 0 ? -1 : Character.digit(point, 10);
            number = number * 10 + digit;
            if (digit < 0 || number > Reference.MAX_CHAPTER) {
                return 0;
            }
            at += VerseLexer.size(point);
        }
        return number;
    }
}

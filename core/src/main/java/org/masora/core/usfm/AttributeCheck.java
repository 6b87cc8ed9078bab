package org.masora.core.usfm;

/** Whether attributes are written as the standard wants it: one bare value, or {@code name="value"} repeated. */
final class AttributeCheck {
    private final byte[] bytes;
    private final int end;
    private int at;

    private AttributeCheck(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /**
     * @param from the offset of the bar
     * @param end the offset after the last byte of the attributes
     */
    static boolean isWellFormed(byte[] bytes, int from, int end) {
        // Attributes in front of a text have a second bar behind them.
        int last = end - 1 > from && bytes[end - 1] == '|' ? end - 1 : end;
        return new AttributeCheck(bytes, from + 1, last).run();
    }

    private boolean run() {
        skipSpace();
        if (at == end) {
            return false;
        }
        if (isBareValue()) {
            return true;
        }
        while (at < end) {
            if (!name() || !value()) {
                return false;
            }
            skipSpace();
        }
        return true;
    }

    private boolean isBareValue() {
        for (int i = at; i < end; i++) {
            if (bytes[i] == '=' || bytes[i] == '"') {
                return false;
            }
        }
        return true;
    }

    private boolean name() {
        int from = at;
        while (at < end && bytes[at] != '=' && bytes[at] != '"' && !isBlank(bytes[at])) {
            at++;
        }
        boolean named = at > from;
        skipSpace();
        return named && at < end && bytes[at++] == '=';
    }

    private boolean value() {
        skipSpace();
        if (at == end || bytes[at++] != '"') {
            return false;
        }
        while (at < end && bytes[at] != '"') {
            at += bytes[at] == '\\' && at + 1 < end ? 2 : 1;
        }
        return at < end && bytes[at++] == '"';
    }

    private void skipSpace() {
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte b) {
        return Tokenizer.isSpace(b) || Tokenizer.isNewline(b);
    }
}

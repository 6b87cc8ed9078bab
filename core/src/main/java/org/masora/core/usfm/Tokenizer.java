package org.masora.core.usfm;

/**
 * Cuts bytes into tokens in one pass. Any bytes will do, and every byte is looked at a bounded number of times: the two
 * places that look ahead (whether a bar starts attributes, whether a custom marker is a milestone) go no further than
 * the next backslash, and remember how far they went.
 */
final class Tokenizer {
    private static final int MAX_NAME_LENGTH = 64;
    private static final boolean[] ENDS_TEXT = new boolean[256];
    private static final boolean[] IN_NAME = new boolean[256];

    static {
        for (char c : "\\|\r\n".toCharArray()) {
            ENDS_TEXT[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            IN_NAME[c] = true;
            IN_NAME[c - 'a' + 'A'] = true;
        }
        for (char c = '0'; c <= '9'; c++) {
            IN_NAME[c] = true;
        }
        IN_NAME['-'] = true;
        IN_NAME['_'] = true;
    }

    private final byte[] bytes;
    private final int length;
    private final UsfmTokens.Builder tokens;
    private final MarkerTable table = MarkerTable.standard();
    /** Up to here no bar starts attributes: found out by looking ahead once. */
    private int noAttributesBefore;

    private Tokenizer(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.tokens = new UsfmTokens.Builder(bytes);
    }

    static UsfmTokens tokenize(byte[] bytes) {
        return new Tokenizer(bytes).run();
    }

    private UsfmTokens run() {
        int at = 0;
        if (length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
            tokens.add(TokenKind.BOM, 0);
            at = 3;
        }
        while (at < length) {
            at = switch (bytes[at]) {
                case '\\' -> backslash(at);
                case '\n', '\r' -> newline(at);
                case ' ', '\t' -> space(at);
                case '|' -> bar(at);
                default -> text(at);
            };
        }
        return tokens.build();
    }

    private int newline(int at) {
        tokens.add(TokenKind.NL, at);
        return byteAt(at) == '\r' && byteAt(at + 1) == '\n' ? at + 2 : at + 1;
    }

    /** A token for the spaces from here, if there are any. */
    private int space(int at) {
        int end = at;
        while (end < length && isSpace(bytes[end])) {
            end++;
        }
        if (end > at) {
            tokens.add(TokenKind.WS, at);
        }
        return end;
    }

    /** A token of text that starts here, whatever its first byte is. */
    private int text(int at) {
        tokens.add(TokenKind.TEXT, at);
        int end = at + 1;
        while (true) {
            while (end < length && !ENDS_TEXT[bytes[end] & 0xFF]) {
                end++;
            }
            if (end == length || bytes[end] != '|' || attributesEnd(end) >= 0) {
                return end;
            }
            end++;
        }
    }

    private int bar(int at) {
        int end = attributesEnd(at);
        if (end < 0) {
            return text(at);
        }
        tokens.add(TokenKind.ATTRS, at);
        return end;
    }

    /** Where attributes that start at this bar end, which is before a closing marker; -1 if the bar is only text. */
    private int attributesEnd(int bar) {
        if (bar < noAttributesBefore) {
            return -1;
        }
        int end = unescapedBackslash(bar + 1, false);
        if (end < length && closes(end)) {
            return end;
        }
        noAttributesBefore = end;
        return -1;
    }

    /** The next backslash that escapes nothing, or the end of the file, or of the line if that is asked for. */
    private int unescapedBackslash(int from, boolean inLine) {
        int at = from;
        while (at < length && !(inLine && isNewline(bytes[at]))) {
            if (bytes[at] != '\\') {
                at++;
            } else if (at + 1 < length && isEscapable(bytes[at + 1])) {
                at += 2;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Whether the backslash here belongs to a closing marker or closes a milestone. */
    private boolean closes(int backslash) {
        int at = backslash + 1;
        if (byteAt(at) == '+') {
            at++;
        }
        int limit = Math.min(length, at + MAX_NAME_LENGTH);
        while (at < limit && IN_NAME[bytes[at] & 0xFF]) {
            at++;
        }
        return byteAt(at) == '*';
    }

    private int backslash(int at) {
        int next = byteAt(at + 1);
        if (next == '*') {
            tokens.add(TokenKind.MS_CLOSE, at);
            return at + 2;
        }
        int escape = escapeLength(at, next);
        if (escape > 0) {
            tokens.add(TokenKind.ESCAPE, at);
            return at + escape;
        }
        boolean nested = next == '+';
        int nameStart = nested ? at + 2 : at + 1;
        if (!isLetter(byteAt(nameStart))) {
            return text(at);
        }
        long packed = 0;
        int nameEnd = nameStart;
        while (nameEnd < length && IN_NAME[bytes[nameEnd] & 0xFF]) {
            packed = (packed << 8) | bytes[nameEnd++];
        }
        boolean closing = byteAt(nameEnd) == '*';
        int end = closing ? nameEnd + 1 : nameEnd;
        int number = table.find(packed, nameEnd - nameStart);
        if (number == MarkerTable.UNKNOWN) {
            number = unknown(nameStart, nameEnd, closing);
        }
        tokens.addMarker(at, number, nested, closing);
        return closing ? end : arguments(table.category(number), end);
    }

    private int unknown(int nameStart, int nameEnd, boolean closing) {
        boolean custom = bytes[nameStart] == 'z';
        boolean milestone = nameEnd - nameStart > 2
                && bytes[nameEnd - 2] == '-'
                && (bytes[nameEnd - 1] == 's' || bytes[nameEnd - 1] == 'e');
        if (!closing && (milestone || endsAsMilestone(nameEnd))) {
            return custom ? MarkerTable.CUSTOM_MILESTONE : MarkerTable.UNKNOWN_MILESTONE;
        }
        return custom ? MarkerTable.CUSTOM : MarkerTable.UNKNOWN;
    }

    /** Whether nothing but spaces and attributes stand between here and {@code \*}. */
    private boolean endsAsMilestone(int from) {
        int at = from;
        while (at < length && isSpace(bytes[at])) {
            at++;
        }
        if (byteAt(at) == '|') {
            at = unescapedBackslash(at + 1, true);
        }
        return byteAt(at) == '\\' && byteAt(at + 1) == '*';
    }

    /** The tokens that belong to an opening marker: what is read in another way because it follows it. */
    private int arguments(MarkerCategory category, int at) {
        return switch (category) {
            case IDENTIFICATION, NOTE -> word(space(at));
            case CHAPTER -> argument(space(at), VerseLexer::chapterEnd);
            case VERSE -> argument(space(at), VerseLexer::verseEnd);
            case MILESTONE -> lineAttributes(space(at));
            case REMARK -> line(space(at));
            case PERIPHERAL -> peripheral(space(at));
            case HEADER,
                    TITLE,
                    INTRODUCTION,
                    SECTION,
                    CHAPTER_PARAGRAPH,
                    DESCRIPTION,
                    VERSE_PARAGRAPH,
                    OTHER_PARAGRAPH,
                    LIST,
                    ROW,
                    CELL,
                    SIDEBAR_START,
                    SIDEBAR_END -> frontAttributes(at);
            case NOTE_CHARACTER, CHARACTER_OR_NOTE_CHARACTER, CHARACTER, ATTRIBUTE, FIGURE, CUSTOM, UNKNOWN -> at;
        };
    }

    /** The next word, up to a space or a marker. */
    private int word(int at) {
        int end = at;
        while (end < length && !isSpace(bytes[end]) && !ENDS_TEXT[bytes[end] & 0xFF]) {
            end++;
        }
        if (end > at) {
            tokens.add(TokenKind.ARG, at);
        }
        return end;
    }

    private interface ArgumentEnd {
        int find(byte[] bytes, int from);
    }

    private int argument(int at, ArgumentEnd argument) {
        int end = argument.find(bytes, at);
        if (end > at) {
            tokens.add(TokenKind.ARG, at);
        }
        return end;
    }

    /** The rest of the line, markers in it included. */
    private int line(int at) {
        int end = at;
        while (end < length && !isNewline(bytes[end])) {
            end++;
        }
        if (end > at) {
            tokens.add(TokenKind.TEXT, at);
        }
        return end;
    }

    /** Attributes that need no closing marker behind them: those of a milestone whose {@code \*} was forgotten. */
    private int lineAttributes(int at) {
        if (byteAt(at) != '|') {
            return at;
        }
        tokens.add(TokenKind.ATTRS, at);
        return unescapedBackslash(at + 1, true);
    }

    /** The title of a peripheral division and its attributes. */
    private int peripheral(int at) {
        int end = at;
        while (end < length && !ENDS_TEXT[bytes[end] & 0xFF]) {
            end++;
        }
        if (end > at) {
            tokens.add(TokenKind.TEXT, at);
        }
        return lineAttributes(end);
    }

    /** Attributes between two bars right behind the marker of a paragraph, as USFM 3.2 has them. */
    private int frontAttributes(int at) {
        if (byteAt(at) != '|') {
            return at;
        }
        int end = at + 1;
        while (end < length && !ENDS_TEXT[bytes[end] & 0xFF]) {
            end++;
        }
        if (byteAt(end) != '|') {
            return at;
        }
        tokens.add(TokenKind.ATTRS, at);
        return end + 1;
    }

    /** The length of the escape at this backslash, or 0. */
    private int escapeLength(int at, int next) {
        if (next >= 0 && isEscapable((byte) next)) {
            return 2;
        }
        int digits = next == 'u' ? 4 : next == 'U' ? 8 : 0;
        for (int i = 0; i < digits; i++) {
            if (Character.digit(byteAt(at + 2 + i), 16) < 0) {
                return 0;
            }
        }
        return digits == 0 ? 0 : 2 + digits;
    }

    private int byteAt(int at) {
        return at < length ? bytes[at] : -1;
    }

    private static boolean isEscapable(byte b) {
        return b == '\\' || b == '~' || b == '|' || b == '"' || b == '\'' || b == '/';
    }

    private static boolean isLetter(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    static boolean isNewline(byte b) {
        return b == '\n' || b == '\r';
    }
}

package org.masora.core.editing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a piece of markup says to a reader: for showing only, never for writing. */
final class VerseMarkup {
    private static final Pattern MARKER = Pattern.compile("\\\\\\+?([A-Za-z][A-Za-z0-9_-]*)");
    private static final Pattern CALLER = Pattern.compile("\\A\\\\\\+?[a-z]+[ \\t]+\\S+");
    private static final Pattern ORIGIN = Pattern.compile("\\\\\\+?(?:fr|xo)[ \\t][^\\\\]*");
    private static final Pattern ANY =
            Pattern.compile("\\|[^\\\\|]*(?=\\\\)|\\\\\\+?[A-Za-z][A-Za-z0-9_-]*\\*?|\\\\\\*");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\r\\n]+");

    /** Which part of an older figure is its caption. */
    private static final int OLD_CAPTION = 5;

    private VerseMarkup() {}

    /** What the USFM standard calls white space. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** The name of the marker it starts with; "" where it starts with none. */
    static String marker(String raw) {
        Matcher matcher = MARKER.matcher(raw);
        return matcher.lookingAt() ? matcher.group(1) : "";
    }

    /** The text of a note without its caller and its own reference. */
    static String note(String raw) {
        String withoutCaller = CALLER.matcher(raw).replaceFirst("");
        return plain(ORIGIN.matcher(withoutCaller).replaceAll(""));
    }

    /** The caption of a figure. */
    static String caption(String raw) {
        List<String> parts = List.of(raw.split("\\|", -1));
        return plain(parts.size() > OLD_CAPTION ? parts.get(OLD_CAPTION) : parts.getFirst() + "\\fig*");
    }

    /** What an escape stands for. */
    static String sign(String raw) {
        char second = raw.length() > 1 ? raw.charAt(1) : ' ';
        if (second != 'u' && second != 'U') {
            return raw.substring(1);
        }
        int point = Integer.parseUnsignedInt(raw.substring(2), 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "\uFFFD";
    }

    /** A text without markers and attributes. */
    static String plain(String raw) {
        return SPACES.matcher(ANY.matcher(raw).replaceAll(" ").replace('~', '\u00A0'))
                .replaceAll(" ")
                .strip();
    }
}

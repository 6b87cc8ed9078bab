package org.masora.core.editing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Open Bible Story: a Markdown file of a title, frames that each begin with their picture, and a closing line. Its
 * texts can be changed; its pictures, their order and everything between them stay byte for byte.
 */
public final class Story {
    private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*\\]\\(([^)]*)\\)[^\\r\\n]*");
    private static final Pattern CLOSING = Pattern.compile("_.*_\\s*");
    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|\\z)");

    private final String file;
    private final List<Part> parts;

    private Story(String file, List<Part> parts) {
        this.file = file;
        this.parts = List.copyOf(parts);
    }

    /**
     * A text of the story.
     *
     * @param kind what it is
     * @param picture the address of the frame's picture; "" where there is none
     * @param start where its text starts in the file, in characters
     * @param end where it ends
     * @param text as it stands there, without white space around it
     */
    public record Part(Kind kind, String picture, int start, int end, String text) {}

    /** What a text of a story is. */
    public enum Kind {
        TITLE,
        FRAME,
        /** The reference to the Bible at the end. */
        REFERENCE
    }

    /** Reads a story; empty where the bytes are no UTF-8, or have no frames. */
    public static Optional<Story> of(byte[] bytes) {
        String file;
        try {
            file = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
        List<Part> parts = parts(file);
        return parts.stream().anyMatch(part -> part.kind() == Kind.FRAME)
                ? Optional.of(new Story(file, parts))
                : Optional.empty();
    }

    /** Its texts, in their order; the number of each is its index. */
    public List<Part> parts() {
        return parts;
    }

    /** The text of this number. */
    public Optional<Part> part(int number) {
        return number < 0 || number >= parts.size() ? Optional.empty() : Optional.of(parts.get(number));
    }

    /**
     * The story with another text for a part. Line breaks become spaces, and what would be read as a picture, a heading
     * or the end of the story is changed a little so that it is not.
     *
     * @return empty where the text cannot be put there safely, or there is no such part
     */
    public Optional<byte[]> with(int number, String typed) {
        if (number < 0 || number >= parts.size()) {
            return Optional.empty();
        }
        Part part = parts.get(number);
        if (typed.equals(part.text())) {
            return Optional.of(file.getBytes(StandardCharsets.UTF_8));
        }
        String text = harmless(typed, part.kind());
        String changed = file.substring(0, part.start()) + text + gap(part, text) + file.substring(part.end());
        List<Part> read = parts(changed);
        boolean sound = read.size() == parts.size();
        for (int i = 0; sound && i < parts.size(); i++) {
            Part old = parts.get(i);
            Part now = read.get(i);
            sound = old.kind() == now.kind()
                    && old.picture().equals(now.picture())
                    && now.text().equals(i == number ? text : old.text());
        }
        return sound ? Optional.of(changed.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** What has to stand behind a text where there was none, so that what follows begins a line. */
    private String gap(Part part, String text) {
        boolean wasEmpty = part.text().isEmpty() && !text.isEmpty() && part.kind() == Kind.FRAME;
        boolean lineEnds =
                part.end() == file.length() || file.charAt(part.end()) == '\n' || file.charAt(part.end()) == '\r';
        String lineEnd = file.contains("\r\n") ? "\r\n" : "\n";
        return wasEmpty && !lineEnds ? lineEnd + lineEnd : "";
    }

    private static String harmless(String typed, Kind kind) {
        StringBuilder text = new StringBuilder();
        typed.codePoints()
                .map(point -> Character.isWhitespace(point) && point != 0xA0 ? ' ' : point)
                .filter(point -> !Character.isISOControl(point)
                        && Character.getType(point) != Character.SURROGATE
                        && point != 0xFEFF)
                .forEach(text::appendCodePoint);
        String line = text.toString().replaceAll(" +", " ").strip().replace("![", "! [");
        if (kind == Kind.FRAME && (line.startsWith("#") || (line.startsWith("_") && line.endsWith("_")))) {
            return "\u200B" + line;
        }
        return kind == Kind.REFERENCE ? line.replace('_', ' ').strip() : line;
    }

    private static List<Part> parts(String file) {
        List<Part> parts = new ArrayList<>();
        Matcher line = LINE.matcher(file);
        Kind kind = Kind.TITLE;
        String picture = "";
        int from = 0;
        int at = 0;
        while (at < file.length() && line.find(at)) {
            int next = line.end();
            String text = file.substring(at, next);
            Matcher picturing = PICTURE.matcher(text.strip());
            if (picturing.matches()) {
                parts.add(part(file, kind, picture, from, at));
                kind = Kind.FRAME;
                picture = picturing.group(1);
                from = next;
            } else if (kind == Kind.FRAME && CLOSING.matcher(text).matches()) {
                parts.add(part(file, kind, picture, from, at));
                kind = Kind.REFERENCE;
                picture = "";
                from = at;
            }
            at = next;
        }
        parts.add(part(file, kind, picture, from, file.length()));
        return parts;
    }

    /** The text between two offsets, without white space and marks around it; an empty one stands after an empty line. */
    private static Part part(String file, Kind kind, String picture, int from, int to) {
        int start = from;
        int end = to;
        while (end > start && isOuter(file.charAt(end - 1), kind)) {
            end--;
        }
        while (start < end && isOuter(file.charAt(start), kind)) {
            start++;
        }
        if (start == end) {
            start = emptyPlace(file, from, to);
            end = start;
        }
        return new Part(kind, picture, start, end, file.substring(start, end));
    }

    private static boolean isOuter(char c, Kind kind) {
        boolean mark = switch (kind) {
            case TITLE -> c == '#' || c == '\uFEFF';
            case REFERENCE -> c == '_';
            case FRAME -> false;
        };
        return mark || Character.isWhitespace(c);
    }

    /** Behind the first empty line, else at the start. */
    private static int emptyPlace(String file, int from, int to) {
        int at = from;
        while (at < to
                && (file.charAt(at) == '\r'
                        || file.charAt(at) == '\n'
                        || file.charAt(at) == '#'
                        || file.charAt(at) == ' ')) {
            at++;
            if (file.charAt(at - 1) == '\n') {
                return at;
            }
        }
        return at;
    }
}

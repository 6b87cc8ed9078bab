package org.masora.core.merge;

import com.ibm.icu.text.Normalizer2;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a reading says, as a fingerprint: two readings with the same words have equal ones, whatever
 * their Unicode form and spacing (rule C2). Text is compared in NFC, with every run of the four
 * characters that are white space in USFM (U+0009, U+000A, U+000D, U+0020) as one space and none at
 * the ends. Scripture is compared as the merge compares it: without what editors write on their own,
 * the closers of the parts of a note, the plus sign of nested styles, the order of attributes, on
 * which side of a comma a space stands. What is no text (a {@link ConflictType#BINARY} file, bytes that are no UTF-8) is compared
 * byte for byte.
 *
 * @param fingerprint 64 lower-case hexadecimal digits, or {@code absent} for a side without the unit
 */
public record ReadingWords(String fingerprint) implements Comparable<ReadingWords> {

    /** Of a side that does not have the unit; an empty unit is something else. */
    public static final ReadingWords ABSENT = new ReadingWords("absent");

    /** What this reading of a disagreement of this type says. */
    public static ReadingWords of(ConflictType type, Optional<byte[]> reading) {
        return reading.map(bytes -> type == ConflictType.BINARY ? ofBytes(bytes) : ofText(type, bytes))
                .orElse(ABSENT);
    }

    private static ReadingWords ofText(ConflictType type, byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            return ofBytes(bytes);
        }
        String words = isScripture(type, text)
                ? withSpacesBetweenWords(new UsfmWording(StandardCharsets.UTF_8).canonical(text))
                : withSingleSpaces(Normalizer2.getNFCInstance().normalize(text));
        return fingerprint("text\0", words.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isScripture(ConflictType type, String text) {
        return switch (type) {
            case VERSE_TEXT, VERSE_BRIDGE, DUPLICATE_VERSES, HEADING -> true;
            // What was deleted can be anything; Scripture begins with a marker.
            case DELETED_EDITED -> text.stripLeading().startsWith("\\");
            case VERSE_ORDER, FIELD, TEXT, BINARY, PATH -> false;
        };
    }

    /** One space where there is any between two letters, whatever signs stand there, and no other. */
    private static String withSpacesBetweenWords(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint == ' ') {
                space = true;
                continue;
            }
            if (isOfWord(codePoint)) {
                if (space && !out.isEmpty()) {
                    out.append(' ');
                }
                space = false;
            }
            out.appendCodePoint(codePoint);
        }
        return out.toString();
    }

    private static boolean isOfWord(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(codePoint);
        };
    }

    private static ReadingWords ofBytes(byte[] bytes) {
        return fingerprint("bytes\0", bytes);
    }

    private static String withSingleSpaces(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean spaceBefore = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                spaceBefore = true;
            } else {
                if (spaceBefore && !out.isEmpty()) {
                    out.append(' ');
                }
                out.append(c);
                spaceBefore = false;
            }
        }
        return out.toString();
    }

    private static ReadingWords fingerprint(String kind, byte[] content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(kind.getBytes(StandardCharsets.US_ASCII));
            return new ReadingWords(HexFormat.of().formatHex(sha256.digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int compareTo(ReadingWords other) {
        return fingerprint.compareTo(other.fingerprint);
    }

    @Override
    public String toString() {
        return fingerprint;
    }
}

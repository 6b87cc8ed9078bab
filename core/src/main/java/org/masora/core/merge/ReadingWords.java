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
 * the ends. What is no text (a {@link ConflictType#BINARY} file, bytes that are no UTF-8) is compared
 * byte for byte.
 *
 * @param fingerprint 64 lower-case hexadecimal digits, or {@code absent} for a side without the unit
 */
public record ReadingWords(String fingerprint) implements Comparable<ReadingWords> {

    /** Of a side that does not have the unit; an empty unit is something else. */
    public static final ReadingWords ABSENT = new ReadingWords("absent");

    /** What this reading of a disagreement of this type says. */
    public static ReadingWords of(ConflictType type, Optional<byte[]> reading) {
        return reading.map(bytes -> type == ConflictType.BINARY ? ofBytes(bytes) : ofText(bytes))
                .orElse(ABSENT);
    }

    private static ReadingWords ofText(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException noUtf8) {
            return ofBytes(bytes);
        }
        String words = withSingleSpaces(Normalizer2.getNFCInstance().normalize(text));
        return fingerprint("text\0", words.getBytes(StandardCharsets.UTF_8));
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

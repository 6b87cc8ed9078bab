package org.masora.store;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * The path bytes of git and Mercurial as Java text and back without loss: bytes that are no UTF-8 stand as lone
 * surrogates U+DC80 to U+DCFF (the way Python's "surrogateescape" does it), which no file system
 * accepts, so such a path is carried and never written (rule B3).
 */
public final class PathBytes {

    private PathBytes() {}

    /** The path in these bytes. */
    public static String decode(byte[] bytes, int start, int end) {
        if (isAscii(bytes, start, end)) {
            return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, end - start);
        CharBuffer out = CharBuffer.allocate(end - start);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isUnderflow()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (0xDC00 + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes of a path. */
    public static byte[] encode(String path) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(path.length() + 8);
        int plainFrom = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 0xDC80 && c <= 0xDCFF && (i == 0 || !Character.isHighSurrogate(path.charAt(i - 1)))) {
                out.writeBytes(path.substring(plainFrom, i).getBytes(StandardCharsets.UTF_8));
                out.write(c - 0xDC00);
                plainFrom = i + 1;
            }
        }
        out.writeBytes(path.substring(plainFrom).getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}

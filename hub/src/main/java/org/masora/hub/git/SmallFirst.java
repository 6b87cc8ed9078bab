package org.masora.hub.git;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer: held back until it ends or grows. A small answer so leaves in one piece with its length, and
 * can still be replaced by an error; a large one streams.
 */
final class SmallFirst extends OutputStream {
    private static final int HELD_BYTES = 32 * 1024;

    /** Below this, compression saves nothing. */
    private static final int COMPRESSED_FROM_BYTES = 512;

    private final HttpServletResponse response;
    private final boolean compress;
    private final byte[] held = new byte[HELD_BYTES];
    private int length;
    private @Nullable OutputStream streaming;

    /** For bodies that are packed already. */
    SmallFirst(HttpServletResponse response) {
        this(response, false);
    }

    private SmallFirst(HttpServletResponse response, boolean compress) {
        this.response = response;
        this.compress = compress;
    }

    /** Sends a body that stayed small compressed, if the client understands that. */
    static SmallFirst compressing(HttpServletRequest request, HttpServletResponse response) {
        String accepted = request.getHeader("Accept-Encoding");
        return new SmallFirst(response, accepted != null && accepted.contains("gzip"));
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (streaming == null && count <= held.length - length) {
            System.arraycopy(bytes, offset, held, length, count);
            length += count;
            return;
        }
        streaming().write(bytes, offset, count);
    }

    private OutputStream streaming() throws IOException {
        OutputStream out = streaming;
        if (out == null) {
            out = response.getOutputStream();
            out.write(held, 0, length);
            streaming = out;
        }
        return out;
    }

    /** Reaches the client only once the answer has grown. */
    @Override
    public void flush() throws IOException {
        if (streaming != null) {
            streaming.flush();
        }
    }

    /** Sends what was held. Not called where the answer failed: then an error can take its place. */
    void finish() throws IOException {
        if (streaming != null) {
            streaming.flush();
            return;
        }
        byte[] body = Arrays.copyOf(held, length);
        if (compress && length >= COMPRESSED_FROM_BYTES) {
            byte[] compressed = gzip(body);
            // What is packed already does not shrink.
            if (compressed.length < length) {
                body = compressed;
                response.setHeader("Content-Encoding", "gzip");
            }
            response.setHeader("Vary", "Accept-Encoding");
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        return compressed.toByteArray();
    }
}

package org.masora.remote.door43;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;

/** Git's pkt-lines (gitprotocol-common, gitprotocol-v2), hostile ones included. */
final class PktLines {

    /** The longest line git sends, its length field included. */
    private static final int LONGEST = 65520;

    private static final int LENGTH_DIGITS = 4;

    /** One line, or what stands between lines. */
    sealed interface Pkt {
        record Data(byte[] bytes) implements Pkt {

            String text() {
                String text = new String(bytes, StandardCharsets.UTF_8);
                return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            }
        }

        record Flush() implements Pkt {}

        record Delimiter() implements Pkt {}

        record ResponseEnd() implements Pkt {}

        /** The stream ended where a line could have begun. */
        record EndOfStream() implements Pkt {}
    }

    private PktLines() {}

    static Pkt read(InputStream in) throws IOException {
        byte[] digits = in.readNBytes(LENGTH_DIGITS);
        if (digits.length == 0) {
            return new Pkt.EndOfStream();
        }
        int length = length(digits);
        return switch (length) {
            case 0 -> new Pkt.Flush();
            case 1 -> new Pkt.Delimiter();
            case 2 -> new Pkt.ResponseEnd();
            default -> new Pkt.Data(content(in, length));
        };
    }

    private static byte[] content(InputStream in, int length) throws IOException {
        if (length < LENGTH_DIGITS || length > LONGEST) {
            throw noGit();
        }
        byte[] content = in.readNBytes(length - LENGTH_DIGITS);
        if (content.length < length - LENGTH_DIGITS) {
            throw cut();
        }
        return content;
    }

    private static int length(byte[] digits) throws Halted {
        int length = 0;
        for (byte digit : digits) {
            int value = Character.digit(digit, 16);
            if (value < 0) {
                throw noGit();
            }
            length = length * 16 + value;
        }
        if (digits.length < LENGTH_DIGITS) {
            throw cut();
        }
        return length;
    }

    /** What stands there is not git's protocol. */
    static Halted noGit() {
        return new Halted(new RemoteFailure.ServerError(200, "an answer that is not git's"));
    }

    /** The answer ended before it was complete. */
    static Halted cut() {
        return new Halted(new RemoteFailure.ServerError(200, "an answer that ends too early"));
    }

    /** Writes lines one after the other. */
    static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Writer line(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(String.format("%04x", bytes.length + LENGTH_DIGITS).getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(bytes);
            return this;
        }

        Writer delimiter() {
            out.writeBytes("0001".getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        Writer flush() {
            out.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    /**
     * The first band of a side-band-64k stream: a pack, or a report. The second band, words for people,
     * is kept beside it; the third ends everything.
     */
    static final class Bands extends InputStream {

        private static final int WORDS_MAX = 16 * 1024;

        private final InputStream in;
        private final ByteArrayOutputStream words = new ByteArrayOutputStream();
        private byte[] current = new byte[0];
        private int position;
        private boolean ended;

        Bands(InputStream in) {
            this.in = in;
        }

        /** Goes on with a line that was read already. */
        Bands(InputStream in, Pkt.Data first) throws Halted {
            this(in);
            take(first.bytes());
        }

        /** What was said to people so far. */
        String words() {
            return words.toString(StandardCharsets.UTF_8);
        }

        private void take(byte[] line) throws Halted {
            if (line.length == 0) {
                return;
            }
            switch (line[0]) {
                case 1 -> {
                    current = line;
                    position = 1;
                }
                case 2 ->
                    words.write(line, 1, Math.min(line.length - 1, WORDS_MAX - Math.min(WORDS_MAX, words.size())));
                case 3 ->
                    throw new Halted(new RemoteFailure.ServerError(
                            200, new String(Arrays.copyOfRange(line, 1, line.length), StandardCharsets.UTF_8).strip()));
                default -> throw noGit();
            }
        }

        private boolean fill() throws IOException {
            while (position == current.length && !ended) {
                switch (read(in)) {
                    case Pkt.Data data -> take(data.bytes());
                    case Pkt.Flush flush -> ended = true;
                    case Pkt.ResponseEnd end -> ended = true;
                    case Pkt.Delimiter delimiter -> throw noGit();
                    case Pkt.EndOfStream end -> throw cut();
                }
            }
            return position < current.length;
        }

        private static Pkt read(InputStream in) throws IOException {
            return PktLines.read(in);
        }

        @Override
        public int read() throws IOException {
            return fill() ? current[position++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, into, offset, count);
            position += count;
            return count;
        }
    }
}

package org.masora.remote.paratext.changegroup;

import java.nio.ByteBuffer;

/** Mercurial's binary deltas: pieces, each the start and end of what goes, a length, and what comes in its place. */
public final class Delta {

    private static final int HEADER_BYTES = 3 * Integer.BYTES;

    private Delta() {}

    /** The text that a delta makes of its base. */
    public static byte[] apply(byte[] base, byte[] delta) throws DamagedBundle {
        ByteBuffer in = ByteBuffer.wrap(delta);
        long length = base.length;
        while (in.hasRemaining()) {
            int[] piece = piece(in, base.length);
            length += piece[2] - (long) (piece[1] - piece[0]);
            in.position(in.position() + piece[2]);
        }
        if (length < 0 || length > BundleReader.CHUNK_BYTES_MAX) {
            throw new DamagedBundle("a text of " + length + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate((int) length);
        in.rewind();
        int at = 0;
        while (in.hasRemaining()) {
            int[] piece = piece(in, base.length);
            if (piece[0] < at) {
                throw new DamagedBundle("a delta that goes backwards");
            }
            if (out.remaining() < (long) piece[0] - at + piece[2]) {
                throw new DamagedBundle("a delta that does not add up");
            }
            out.put(base, at, piece[0] - at);
            out.put(delta, in.position(), piece[2]);
            in.position(in.position() + piece[2]);
            at = piece[1];
        }
        if (out.remaining() != base.length - at) {
            throw new DamagedBundle("a delta that does not add up");
        }
        out.put(base, at, base.length - at);
        return out.array();
    }

    /** Start, end and new length of the next piece; the buffer stands at its content then. */
    private static int[] piece(ByteBuffer in, int baseLength) throws DamagedBundle {
        if (in.remaining() < HEADER_BYTES) {
            throw new DamagedBundle("half a delta");
        }
        int start = in.getInt();
        int end = in.getInt();
        int length = in.getInt();
        if (start < 0 || end < start || end > baseLength || length < 0 || length > in.remaining()) {
            throw new DamagedBundle("a delta outside its text");
        }
        return new int[] {start, end, length};
    }

    /**
     * One piece that makes the text of the base: the lines between the equal ones at the beginning and at the end.
     * Mercurial reads the pieces of a manifest's delta as lines of their own.
     */
    static byte[] between(byte[] base, byte[] text) {
        int most = Math.min(base.length, text.length);
        int equal = 0;
        int start = 0;
        while (equal < most && base[equal] == text[equal]) {
            equal++;
            if (base[equal - 1] == '\n') {
                start = equal;
            }
        }
        if (equal == base.length && equal == text.length) {
            return new byte[0];
        }
        int tail = 0;
        int lines = 0;
        while (tail < most - start && base[base.length - 1 - tail] == text[text.length - 1 - tail]) {
            tail++;
            boolean atLine = tail == most - start
                    || (base[base.length - 1 - tail] == '\n' && text[text.length - 1 - tail] == '\n');
            if (atLine) {
                lines = tail;
            }
        }
        tail = beginsLine(base, base.length - lines) && beginsLine(text, text.length - lines) ? lines : 0;
        int length = text.length - tail - start;
        return ByteBuffer.allocate(HEADER_BYTES + length)
                .putInt(start)
                .putInt(base.length - tail)
                .putInt(length)
                .put(text, start, length)
                .array();
    }

    private static boolean beginsLine(byte[] text, int at) {
        return at == 0 || text[at - 1] == '\n';
    }
}

package org.masora.remote.paratext.changegroup;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads an uncompressed bundle ({@code HG20}, changegroup 02) piece by piece; holds one piece in memory. */
public final class BundleReader {

    /** Larger texts are not believed. */
    static final int CHUNK_BYTES_MAX = 512 << 20;

    private static final int PARAMETERS_BYTES_MAX = 64 << 10;
    private static final int HEADER_BYTES = 5 * NodeId.BYTES;

    /** What is told what the bundle holds, in this order: all changesets, all manifests, then file by file. */
    public interface Visitor {
        void changeset(Chunk chunk) throws IOException;

        void manifest(Chunk chunk) throws IOException;

        /**
         * A content of a file.
         *
         * @param path the file's path as Mercurial has it
         */
        void file(byte[] path, Chunk chunk) throws IOException;

        /** All contents of a file were told. */
        void endOfFile() throws IOException;
    }

    private BundleReader() {}

    /** Reads to the end. */
    public static void read(InputStream bundle, Visitor visitor) throws IOException {
        DataInputStream in = new DataInputStream(bundle);
        try {
            byte[] magic = in.readNBytes(4);
            if (!new String(magic, StandardCharsets.US_ASCII).equals("HG20")) {
                throw new DamagedBundle("no bundle of the second kind");
            }
            if (block(in, PARAMETERS_BYTES_MAX).length > 0) {
                throw new DamagedBundle("a bundle that is compressed, or asks for something unknown");
            }
            for (byte[] header = block(in, PARAMETERS_BYTES_MAX);
                    header.length > 0;
                    header = block(in, PARAMETERS_BYTES_MAX)) {
                readPart(in, header, visitor);
            }
        } catch (EOFException e) {
            throw new DamagedBundle("a bundle that ends in the middle", e);
        }
    }

    private static void readPart(DataInputStream in, byte[] header, Visitor visitor) throws IOException {
        int nameLength = header[0] & 0xFF;
        if (header.length < 1 + nameLength) {
            throw new DamagedBundle("a part without a name");
        }
        String name = new String(header, 1, nameLength, StandardCharsets.US_ASCII);
        try (Payload payload = new Payload(in)) {
            if (name.equalsIgnoreCase("changegroup")) {
                readGroups(new DataInputStream(payload), visitor);
            }
        }
    }

    private static void readGroups(DataInputStream in, Visitor visitor) throws IOException {
        for (byte[] chunk = chunk(in); chunk.length > 0; chunk = chunk(in)) {
            visitor.changeset(revision(chunk));
        }
        for (byte[] chunk = chunk(in); chunk.length > 0; chunk = chunk(in)) {
            visitor.manifest(revision(chunk));
        }
        for (byte[] path = chunk(in); path.length > 0; path = chunk(in)) {
            for (byte[] chunk = chunk(in); chunk.length > 0; chunk = chunk(in)) {
                visitor.file(path, revision(chunk));
            }
            visitor.endOfFile();
        }
    }

    private static Chunk revision(byte[] chunk) throws DamagedBundle {
        if (chunk.length < HEADER_BYTES) {
            throw new DamagedBundle("half a revision");
        }
        byte[] delta = new byte[chunk.length - HEADER_BYTES];
        System.arraycopy(chunk, HEADER_BYTES, delta, 0, delta.length);
        return new Chunk(
                NodeId.of(chunk, 0),
                NodeId.of(chunk, NodeId.BYTES),
                NodeId.of(chunk, 2 * NodeId.BYTES),
                NodeId.of(chunk, 3 * NodeId.BYTES),
                NodeId.of(chunk, 4 * NodeId.BYTES),
                delta);
    }

    /** A chunk counts its own length too; an empty one ends a group. */
    private static byte[] chunk(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == 0) {
            return new byte[0];
        }
        return exactly(in, length - Integer.BYTES, CHUNK_BYTES_MAX);
    }

    private static byte[] block(DataInputStream in, int max) throws IOException {
        return exactly(in, in.readInt(), max);
    }

    private static byte[] exactly(DataInputStream in, int length, int max) throws IOException {
        if (length < 0 || length > max) {
            throw new DamagedBundle("a piece of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** A part's content, which travels in blocks of its own; closing reads what is left of it. */
    private static final class Payload extends InputStream {
        private final DataInputStream from;
        private int left;
        private boolean ended;

        Payload(DataInputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left == 0 && !ended) {
                left = from.readInt();
                if (left < 0) {
                    throw new DamagedBundle("a bundle that is interrupted");
                }
                ended = left == 0;
            }
            if (ended) {
                return -1;
            }
            int count = from.read(into, offset, Math.min(length, left));
            if (count < 0) {
                throw new EOFException();
            }
            left -= count;
            return count;
        }

        @Override
        public void close() throws IOException {
            transferTo(nullOutputStream());
        }

        private static java.io.OutputStream nullOutputStream() {
            return java.io.OutputStream.nullOutputStream();
        }
    }
}

package org.masora.remote.paratext.changegroup;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes new revisions as an uncompressed bundle ({@code HG20}, changegroup 02), which every {@code hg} since 3.5 reads. */
final class BundleWriter {

    private static final int BLOCK_BYTES = 64 << 10;
    private static final byte[] NAME = "CHANGEGROUP".getBytes(StandardCharsets.US_ASCII);

    private BundleWriter() {}

    /** Writes everything; parents stand before what stands on them. */
    static void write(
            OutputStream out, List<Chunk> changesets, List<Chunk> manifests, SortedMap<String, List<Chunk>> files)
            throws IOException {
        DataOutputStream bundle = new DataOutputStream(out);
        bundle.writeBytes("HG20");
        bundle.writeInt(0);
        byte[] header = header(changesets.size());
        bundle.writeInt(header.length);
        bundle.write(header);
        try (DataOutputStream part = new DataOutputStream(new BufferedOutputStream(new Blocks(bundle), BLOCK_BYTES))) {
            group(part, changesets);
            group(part, manifests);
            for (Map.Entry<String, List<Chunk>> file : files.entrySet()) {
                byte[] path = file.getKey().getBytes(StandardCharsets.ISO_8859_1);
                part.writeInt(path.length + Integer.BYTES);
                part.write(path);
                group(part, file.getValue());
            }
            part.writeInt(0);
        }
        bundle.writeInt(0);
        bundle.flush();
    }

    /** Name, number, and the parameters: the version, which must be understood, and how much there is. */
    private static byte[] header(int changesets) {
        String count = Integer.toString(changesets);
        byte[] parameters = ("version02nbchanges" + count).getBytes(StandardCharsets.US_ASCII);
        byte[] sizes = {1, 1, 7, 2, 9, (byte) count.length()};
        byte[] header = new byte[1 + NAME.length + Integer.BYTES + sizes.length + parameters.length];
        header[0] = (byte) NAME.length;
        System.arraycopy(NAME, 0, header, 1, NAME.length);
        int at = 1 + NAME.length + Integer.BYTES;
        System.arraycopy(sizes, 0, header, at, sizes.length);
        System.arraycopy(parameters, 0, header, at + sizes.length, parameters.length);
        return header;
    }

    private static void group(DataOutputStream part, List<Chunk> chunks) throws IOException {
        for (Chunk chunk : chunks) {
            part.writeInt(Integer.BYTES + 5 * NodeId.BYTES + chunk.delta().length);
            part.write(chunk.node().bytes());
            part.write(chunk.p1().bytes());
            part.write(chunk.p2().bytes());
            part.write(chunk.base().bytes());
            part.write(chunk.link().bytes());
            part.write(chunk.delta());
        }
        part.writeInt(0);
    }

    /** The content of a part travels in blocks, of which an empty one is the last. */
    private static final class Blocks extends OutputStream {
        private final DataOutputStream to;

        Blocks(DataOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                to.writeInt(length);
                to.write(bytes, offset, length);
            }
        }

        @Override
        public void close() throws IOException {
            to.writeInt(0);
        }
    }
}

package org.masora.remote.paratext.changegroup;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A changeset's content: every path with its file.
 *
 * @param files by path; a path's bytes as ISO 8859-1, so that none is lost and their order is Mercurial's
 */
public record Manifest(NavigableMap<String, File> files) {

    /** Of a changeset without files. */
    public static final Manifest EMPTY = new Manifest(new TreeMap<>());

    /**
     * One file.
     *
     * @param node names its content
     * @param flags {@code x} for what can be run, {@code l} for a link, mostly empty
     */
    public record File(NodeId node, String flags) {}

    public Manifest {
        files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
    }

    /** Reads a manifest's text. */
    public static Manifest parse(byte[] text) throws DamagedBundle {
        NavigableMap<String, File> files = new TreeMap<>();
        int at = 0;
        while (at < text.length) {
            int zero = indexOf(text, (byte) 0, at);
            int end = indexOf(text, (byte) '\n', zero);
            String path = new String(text, at, zero - at, StandardCharsets.ISO_8859_1);
            String rest = new String(text, zero + 1, end - zero - 1, StandardCharsets.ISO_8859_1);
            if (rest.length() < 2 * NodeId.BYTES || !NodeId.isNode(rest.substring(0, 2 * NodeId.BYTES))) {
                throw new DamagedBundle("a manifest with half a line");
            }
            files.put(
                    path, new File(new NodeId(rest.substring(0, 2 * NodeId.BYTES)), rest.substring(2 * NodeId.BYTES)));
            at = end + 1;
        }
        return new Manifest(files);
    }

    private static int indexOf(byte[] text, byte wanted, int from) throws DamagedBundle {
        for (int i = from; i < text.length; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        throw new DamagedBundle("a manifest with half a line");
    }

    /** The text, as Mercurial writes it. */
    byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files.forEach((path, file) -> out.writeBytes(
                (path + "\0" + file.node().hex() + file.flags() + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        return out.toByteArray();
    }
}

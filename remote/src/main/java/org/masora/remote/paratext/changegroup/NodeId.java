package org.masora.remote.paratext.changegroup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a changeset, a manifest or a file's content in Mercurial: the hash of its text and its parents.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record NodeId(String hex) implements Comparable<NodeId> {

    /** Bytes of a node in a bundle. */
    static final int BYTES = 20;

    /** No revision at all: the parent of those that have none. */
    public static final NodeId NULL = new NodeId("0".repeat(2 * BYTES));

    public NodeId {
        if (!isNode(hex)) {
            throw new IllegalArgumentException("not a node: " + hex);
        }
    }

    /** Whether these are the digits of a node. */
    public static boolean isNode(String digits) {
        return digits.length() == 2 * BYTES
                && digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    static NodeId of(byte[] bytes, int offset) {
        return new NodeId(HexFormat.of().formatHex(bytes, offset, offset + BYTES));
    }

    /** The name that a text has above these parents. */
    public static NodeId of(NodeId p1, NodeId p2, byte[] text) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            boolean inOrder = p1.compareTo(p2) <= 0;
            sha1.update((inOrder ? p1 : p2).bytes());
            sha1.update((inOrder ? p2 : p1).bytes());
            return of(sha1.digest(text), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Whether this names a revision. */
    public boolean exists() {
        return !equals(NULL);
    }

    @Override
    public int compareTo(NodeId other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}

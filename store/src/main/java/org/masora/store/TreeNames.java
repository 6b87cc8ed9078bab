package org.masora.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** What files in git's trees are called, as a hash over the names; a tree is read once. For one thread. */
final class TreeNames {

    private final Map<ObjectId, String> known = new HashMap<>();

    /** Equal for trees in which the same paths are files. */
    String of(ObjectReader reader, ObjectId tree) throws IOException {
        return of(reader, tree, 0);
    }

    private String of(ObjectReader reader, ObjectId tree, int depth) throws IOException {
        String names = known.get(tree);
        if (names != null) {
            return names;
        }
        if (depth > Trees.DEPTH_MAX) {
            throw new Trees.DamagedRevision("folders nested deeper than " + Trees.DEPTH_MAX);
        }
        MessageDigest digest = sha256();
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(reader, tree);
        for (; !parser.eof(); parser.next(1)) {
            int start = parser.getNameOffset();
            int length = parser.getNameLength();
            boolean isFolder = FileMode.TREE.equals(parser.getEntryRawMode());
            String within = isFolder ? of(reader, parser.getEntryObjectId(), depth + 1) : "";
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
            digest.update(parser.getEntryPathBuffer(), start, length);
            digest.update((byte) (isFolder ? 1 : 0));
            digest.update(within.getBytes(StandardCharsets.US_ASCII));
        }
        names = HexFormat.of().formatHex(digest.digest());
        known.put(tree.copy(), names);
        return names;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

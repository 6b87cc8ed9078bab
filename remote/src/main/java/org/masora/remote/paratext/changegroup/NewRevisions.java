package org.masora.remote.paratext.changegroup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Changesets made without a working directory, on top of what a repository holds. What comes out is a pure function
 * of what goes in: made twice, a changeset has the same node.
 */
public final class NewRevisions {

    private static final byte[] COPY_MARK = {1, '\n'};

    /** What the repository holds. */
    public interface Repository {
        /** A file's content as it is stored there. */
        byte[] file(String path, NodeId node) throws IOException;
    }

    /**
     * A changeset that others stand on.
     *
     * @param node its name; {@link NodeId#NULL} for the beginning of everything
     * @param manifestNode the name of its manifest
     * @param manifest its content
     */
    public record Parent(NodeId node, NodeId manifestNode, Manifest manifest) {
        /** Before the first changeset. */
        public static final Parent NONE = new Parent(NodeId.NULL, NodeId.NULL, Manifest.EMPTY);
    }

    /** Where a file's content comes from. */
    public sealed interface Content {
        String flags();

        /** It is the one that a parent has. */
        record Same(NodeId node, String flags) implements Content {}

        /** It is neither parent's. */
        @SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
        record Fresh(byte[] bytes, String flags) implements Content {}
    }

    private final Repository repository;
    private final List<Chunk> changesets = new ArrayList<>();
    private final List<Chunk> manifests = new ArrayList<>();
    private final TreeMap<String, List<Chunk>> files = new TreeMap<>();
    private final Map<String, byte[]> made = new HashMap<>();

    public NewRevisions(Repository repository) {
        this.repository = repository;
    }

    /** Whether nothing was made. */
    public boolean isEmpty() {
        return changesets.isEmpty();
    }

    /**
     * Makes a changeset.
     *
     * @param content every path, its bytes as ISO 8859-1
     * @param user who makes it
     * @param seconds when, since 1970, in UTC
     * @param description the message
     * @return the changeset, to stand on
     */
    public Parent commit(
            Parent p1, Parent p2, NavigableMap<String, Content> content, String user, long seconds, String description)
            throws IOException {
        NavigableMap<String, Manifest.File> entries = new TreeMap<>();
        List<PendingFile> pending = new ArrayList<>();
        for (Map.Entry<String, Content> each : content.entrySet()) {
            String path = each.getKey();
            NodeId node = switch (each.getValue()) {
                case Content.Same same -> same.node();
                case Content.Fresh fresh -> {
                    PendingFile file = pending(path, p1, p2, fresh.bytes());
                    pending.add(file);
                    yield file.node();
                }
            };
            entries.put(path, new Manifest.File(node, each.getValue().flags()));
        }
        Manifest manifest = new Manifest(entries);
        boolean asBefore = !p2.node().exists() && manifest.equals(p1.manifest());
        byte[] text = manifest.text();
        NodeId manifestNode = asBefore ? p1.manifestNode() : NodeId.of(p1.manifestNode(), p2.manifestNode(), text);
        Changeset changeset =
                new Changeset(manifestNode, user, seconds, 0, "", changed(p1.manifest(), p2, manifest), description);
        NodeId node = changeset.node(p1.node(), p2.node());
        changesets.add(new Chunk(node, p1.node(), p2.node(), NodeId.NULL, node, whole(changeset.text())));
        if (!asBefore) {
            byte[] delta =
                    p1.manifestNode().exists() ? Delta.between(p1.manifest().text(), text) : whole(text);
            manifests.add(
                    new Chunk(manifestNode, p1.manifestNode(), p2.manifestNode(), p1.manifestNode(), node, delta));
        }
        for (PendingFile file : pending) {
            add(file, node);
        }
        return new Parent(node, manifestNode, manifest);
    }

    /** Writes everything made as a bundle. */
    public void writeTo(OutputStream out) throws IOException {
        BundleWriter.write(out, changesets, manifests, files);
    }

    @SuppressWarnings("ArrayRecordComponent") // lives only while its changeset is made
    private record PendingFile(String path, NodeId node, NodeId p1, NodeId p2, byte[] text) {}

    private static PendingFile pending(String path, Parent p1, Parent p2, byte[] bytes) {
        NodeId first = nodeAt(p1, path);
        NodeId second = nodeAt(p2, path);
        if (!first.exists() || first.equals(second)) {
            first = second;
            second = NodeId.NULL;
        }
        byte[] text = stored(bytes);
        return new PendingFile(path, NodeId.of(first, second, text), first, second, text);
    }

    private static NodeId nodeAt(Parent parent, String path) {
        return Optional.ofNullable(parent.manifest().files().get(path))
                .map(Manifest.File::node)
                .orElse(NodeId.NULL);
    }

    private void add(PendingFile file, NodeId changeset) throws IOException {
        String key = file.path() + "\0" + file.node();
        if (made.containsKey(key)) {
            return;
        }
        byte[] delta;
        if (file.p1().exists()) {
            byte[] before = made.get(file.path() + "\0" + file.p1());
            delta = Delta.between(before == null ? repository.file(file.path(), file.p1()) : before, file.text());
        } else {
            delta = whole(file.text());
        }
        made.put(key, file.text());
        files.computeIfAbsent(file.path(), path -> new ArrayList<>())
                .add(new Chunk(file.node(), file.p1(), file.p2(), file.p1(), changeset, delta));
    }

    /** What differs from the parents, and what is gone. */
    private static List<String> changed(Manifest before, Parent p2, Manifest now) {
        TreeSet<String> paths = new TreeSet<>();
        now.files().forEach((path, file) -> {
            boolean asFirst = file.equals(before.files().get(path));
            boolean asSecond =
                    p2.node().exists() && file.equals(p2.manifest().files().get(path));
            if (!asFirst && !asSecond) {
                paths.add(path);
            }
        });
        before.files().keySet().stream()
                .filter(path -> !now.files().containsKey(path))
                .forEach(paths::add);
        p2.manifest().files().keySet().stream()
                .filter(path -> !now.files().containsKey(path))
                .forEach(paths::add);
        return List.copyOf(paths);
    }

    /** A delta that stands on nothing. */
    private static byte[] whole(byte[] text) {
        return ByteBuffer.allocate(3 * Integer.BYTES + text.length)
                .putInt(0)
                .putInt(0)
                .putInt(text.length)
                .put(text)
                .array();
    }

    /** Content that begins like a note about copying gets an empty one before it. */
    private static byte[] stored(byte[] content) {
        if (!startsWith(content, COPY_MARK)) {
            return content;
        }
        byte[] empty = "\u0001\n\u0001\n".getBytes(StandardCharsets.ISO_8859_1);
        byte[] stored = Arrays.copyOf(empty, empty.length + content.length);
        System.arraycopy(content, 0, stored, empty.length, content.length);
        return stored;
    }

    /** The content of a file as it is stored, without the note about what it was copied from. */
    public static byte[] content(byte[] stored) {
        if (!startsWith(stored, COPY_MARK)) {
            return stored;
        }
        for (int i = COPY_MARK.length; i + 1 < stored.length; i++) {
            if (stored[i] == 1 && stored[i + 1] == '\n') {
                return Arrays.copyOfRange(stored, i + 2, stored.length);
            }
        }
        return stored;
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length >= beginning.length
                && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length);
    }
}

package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Entry.Mode;
import org.masora.core.project.Snapshot;

/** Git's trees as snapshots and back, every mode and every byte of a name kept. */
final class Trees {

    /** Deeper than any project; keeps a hostile tree from exhausting the stack. */
    static final int DEPTH_MAX = 200;

    private Trees() {}

    static Snapshot read(VaultObjects objects, ObjectId tree) {
        NavigableMap<String, Entry> entries = new TreeMap<>();
        read(objects, tree, "", 0, entries);
        return new Snapshot(entries);
    }

    private static void read(
            VaultObjects objects, ObjectId tree, String prefix, int depth, Map<String, Entry> entries) {
        if (depth > DEPTH_MAX) {
            throw new DamagedRevision("folders nested deeper than " + DEPTH_MAX);
        }
        CanonicalTreeParser parser = new CanonicalTreeParser();
        parser.reset(objects.read(tree));
        while (!parser.eof()) {
            byte[] buffer = parser.getEntryPathBuffer();
            int end = parser.getEntryPathLength();
            String path = prefix + PathBytes.decode(buffer, parser.getNameOffset(), end);
            int bits = parser.getEntryRawMode();
            if (FileMode.TREE.equals(bits)) {
                read(objects, parser.getEntryObjectId(), path + "/", depth + 1, entries);
            } else {
                entries.put(
                        path,
                        new Entry(
                                mode(bits), new BlobId(parser.getEntryObjectId().name())));
            }
            parser.next(1);
        }
    }

    /** What a tree has at a path; the other entries are not looked at. */
    static Optional<Entry> find(ObjectReader reader, ObjectId tree, String path) throws IOException {
        byte[] wanted = PathBytes.encode(path);
        CanonicalTreeParser parser = new CanonicalTreeParser();
        ObjectId folder = tree;
        int from = 0;
        for (int depth = 0; depth <= DEPTH_MAX; depth++) {
            int end = from;
            while (end < wanted.length && wanted[end] != '/') {
                end++;
            }
            parser.reset(reader, folder);
            if (!isFound(parser, wanted, from, end)) {
                return Optional.empty();
            }
            int bits = parser.getEntryRawMode();
            boolean isFolder = FileMode.TREE.equals(bits);
            if (end == wanted.length) {
                return isFolder
                        ? Optional.empty()
                        : Optional.of(new Entry(
                                mode(bits), new BlobId(parser.getEntryObjectId().name())));
            }
            if (!isFolder) {
                return Optional.empty();
            }
            folder = parser.getEntryObjectId();
            from = end + 1;
        }
        return Optional.empty();
    }

    /** Goes on to the entry of this name, be it a file or a folder. */
    private static boolean isFound(CanonicalTreeParser parser, byte[] path, int from, int end) {
        while (!parser.eof()) {
            int start = parser.getNameOffset();
            boolean same =
                    Arrays.equals(parser.getEntryPathBuffer(), start, start + parser.getNameLength(), path, from, end);
            if (same) {
                return true;
            }
            parser.next(1);
        }
        return false;
    }

    private static Mode mode(int bits) {
        if (FileMode.SYMLINK.equals(bits)) {
            return Mode.LINK;
        }
        if (FileMode.GITLINK.equals(bits)) {
            return Mode.SUBMODULE;
        }
        return FileMode.EXECUTABLE_FILE.equals(bits) ? Mode.EXECUTABLE : Mode.FILE;
    }

    static ObjectId write(VaultObjects objects, Snapshot snapshot) {
        Node root = new Node();
        snapshot.entries().forEach((path, entry) -> root.put(path, entry));
        return root.write(objects);
    }

    /** One folder while its tree is made. */
    private static final class Node {
        private final Map<String, Entry> files = new TreeMap<>();
        private final Map<String, Node> folders = new TreeMap<>();

        void put(String path, Entry entry) {
            Node node = this;
            int from = 0;
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
                node = node.folders.computeIfAbsent(path.substring(from, slash), name -> new Node());
                from = slash + 1;
            }
            node.files.put(path.substring(from), entry);
        }

        ObjectId write(VaultObjects objects) {
            List<Child> children = new ArrayList<>(files.size() + folders.size());
            files.forEach((name, entry) -> children.add(new Child(
                    PathBytes.encode(name),
                    bits(entry.mode()),
                    ObjectId.fromString(entry.id().hex()))));
            folders.forEach((name, node) ->
                    children.add(new Child(PathBytes.encode(name), FileMode.TREE, node.write(objects))));
            children.sort(Child::compareAsGit);
            TreeFormatter formatter = new TreeFormatter();
            for (Child child : children) {
                formatter.append(child.name(), 0, child.name().length, child.mode(), child.id());
            }
            return objects.write(Constants.OBJ_TREE, formatter.toByteArray());
        }
    }

    private static FileMode bits(Mode mode) {
        return switch (mode) {
            case FILE -> FileMode.REGULAR_FILE;
            case EXECUTABLE -> FileMode.EXECUTABLE_FILE;
            case LINK -> FileMode.SYMLINK;
            case SUBMODULE -> FileMode.GITLINK;
        };
    }

    private record Child(byte[] name, FileMode mode, ObjectId id) {

        /** Git sorts a folder as if its name ended with a slash. */
        int compareAsGit(Child other) {
            int shared = Math.min(name.length, other.name.length);
            for (int i = 0; i < shared; i++) {
                if (name[i] != other.name[i]) {
                    return (name[i] & 0xFF) - (other.name[i] & 0xFF);
                }
            }
            return at(shared) - other.at(shared);
        }

        private int at(int index) {
            if (index < name.length) {
                return name[index] & 0xFF;
            }
            return mode.equals(FileMode.TREE) ? '/' : 0;
        }
    }

    /** Content that came from elsewhere and cannot be used. */
    static final class DamagedRevision extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedRevision(String message) {
            super(message);
        }

        DamagedRevision(String message, IOException cause) {
            super(message, new UncheckedIOException(cause));
        }
    }
}

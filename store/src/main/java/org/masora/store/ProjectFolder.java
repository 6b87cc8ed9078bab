package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.PathRules;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;

/**
 * The folder a person works in. Nothing else in Masora reads or writes user files. Bytes are taken
 * as they are (rule B1), files are replaced one by one and only where they still hold what was
 * expected (rule B5).
 */
public final class ProjectFolder {

    /** The start of the names that Masora gives its own short-lived files in a folder. */
    static final String OWN_PREFIX = ".masora-";

    /** What Java puts where a name's bytes are no text here: such a file cannot be opened by the name we see. */
    private static final char UNDECODABLE = '\uFFFD';

    private static final String NEW_SUFFIX = ".new";
    private static final String OLD_SUFFIX = ".old";

    private final Path root;

    /** What {@link #prepare} wrote beside the files, by path; it is on the disk. */
    private final Map<String, BlobId> prepared = new ConcurrentHashMap<>();

    public ProjectFolder(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** Whether the folder is there at all; a drive may not be plugged in. */
    public boolean isThere() {
        return Files.isDirectory(root);
    }

    /** Whether the folder has a git of its own: then another program works on it by git too. */
    public boolean hasOwnGit() {
        return Files.isDirectory(root.resolve(".git"));
    }

    /** Whether it is a folder of Paratext's own, which keeps its history in it. */
    public boolean isParatexts() {
        return Files.isDirectory(root.resolve(".hg"));
    }

    /** Whether nothing would be in the way of writing a whole project here. */
    public boolean isEmptyOrAbsent() {
        if (!Files.exists(root)) {
            return true;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
            return !children.iterator().hasNext();
        } catch (IOException notAFolder) {
            return false;
        }
    }

    /**
     * Reads the folder.
     *
     * @param blobs takes the bytes of what changed
     * @param toDisk brings those bytes to the disk: a mark of a file whose bytes were lost with the power would be
     *     believed for ever
     * @param indexFile where the marks of the last scan are kept
     * @param now the time the scan starts, for rule B4
     */
    public ScanResult scan(Blobs blobs, Runnable toDisk, Path indexFile, Instant now, Progress progress) {
        ScanIndex before = ScanIndex.read(indexFile);
        ScanIndex.Builder index = new ScanIndex.Builder(now);
        ScanResult result = read(blobs, before, index, progress);
        ScanIndex after = index.build();
        if (result instanceof ScanResult.Scanned
                && (!after.sawTheSameAs(before) || (!before.settled() && after.settled()))) {
            toDisk.run();
            after.write(indexFile);
        }
        return result;
    }

    /** Reads the folder whole, without marks of an earlier scan: for a folder that is not under care yet. */
    public ScanResult read(Blobs blobs, Progress progress) {
        return read(blobs, ScanIndex.EMPTY, new ScanIndex.Builder(Instant.EPOCH), progress);
    }

    private ScanResult read(Blobs blobs, ScanIndex before, ScanIndex.Builder index, Progress progress) {
        if (!isThere()) {
            return new ScanResult.Missing();
        }
        Scan scan = new Scan(blobs, before, index, progress);
        scan.folder(root, "");
        if (!scan.unreadable.isEmpty()) {
            return new ScanResult.Unreadable(List.copyOf(scan.unreadable));
        }
        return scan.entries.isEmpty()
                ? new ScanResult.Empty()
                : new ScanResult.Scanned(Snapshot.of(scan.entries), List.copyOf(scan.left));
    }

    /** The state of one walk through the folder. */
    private static final class Scan {
        private final Blobs blobs;
        private final ScanIndex before;
        private final ScanIndex.Builder index;
        private final Progress progress;
        private final Map<String, Entry> entries = new TreeMap<>();
        private final List<String> unreadable = new ArrayList<>();
        private final List<String> left = new ArrayList<>();

        Scan(Blobs blobs, ScanIndex before, ScanIndex.Builder index, Progress progress) {
            this.blobs = blobs;
            this.before = before;
            this.index = index;
            this.progress = progress;
        }

        void folder(Path folder, String prefix) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    String name = child.getFileName().toString();
                    if (name.indexOf(UNDECODABLE) >= 0) {
                        unreadable.add(prefix + name);
                    } else if (!neverScanned(name)) {
                        child(child, prefix + name);
                    }
                }
            } catch (IOException | java.nio.file.DirectoryIteratorException e) {
                unreadable.add(prefix.isEmpty() ? "." : prefix);
            }
        }

        private void child(Path child, String path) {
            try {
                ScanIndex.Look look = ScanIndex.Look.at(child);
                switch (look.kind()) {
                    case FOLDER -> folder(child, path + "/");
                    case FILE -> file(child, path, look.marks());
                    case OTHER -> left.add(path);
                }
            } catch (NoSuchFileException vanished) {
                // An editor moved it away between the listing and the look: it is not there.
                return;
            } catch (IOException e) {
                unreadable.add(path);
            }
        }

        private void file(Path file, String path, Optional<ScanIndex.Marks> seen) throws IOException {
            Optional<ScanIndex.Marks> marks = seen;
            Optional<BlobId> known = marks.flatMap(m -> before.unchanged(path, m));
            BlobId blob;
            if (known.isPresent()) {
                blob = known.get();
            } else {
                blob = blobs.write(readWhole(file));
                if (!marks.equals(ScanIndex.Look.at(file).marks())) {
                    marks = Optional.empty();
                }
            }
            entries.put(path, Entry.file(blob));
            marks.ifPresent(m -> index.add(path, m, blob));
            progress.at(Phase.SCANNING, entries.size(), 0);
        }
    }

    /** Reads a file that somebody may be writing: twice the same, or again, a few times. */
    private static byte[] readWhole(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        for (int attempt = 0; attempt < 5 && Files.size(file) != content.length; attempt++) {
            content = Files.readAllBytes(file);
        }
        return content;
    }

    private static boolean neverScanned(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(".git") || lower.equals(".hg") || lower.startsWith(OWN_PREFIX);
    }

    /** What became of one replacement. */
    public sealed interface Replacement {
        /** The path holds what was wanted, by us or already before. */
        record Done() implements Replacement {}

        /** The path holds something else than expected: these bytes, or nothing. It was not touched. */
        record Differs(Optional<byte[]> current) implements Replacement {}

        /** The path cannot be written: a link or a file stands where a folder is needed, or the disk refuses. */
        record Impossible(String reason) implements Replacement {}
    }

    /**
     * Writes beside the files what {@link #replace} will be asked to put in their place. Nothing is promised:
     * where it does not work, {@link #replace} does it, or says why not. Many files are written in the time
     * of few, because they wait for the disk together.
     */
    public void prepare(Map<String, BlobId> wanted, Blobs contents) {
        List<DurableFiles.Work> works = new ArrayList<>();
        Map<Path, Boolean> usable = new HashMap<>();
        Map<String, Path> written = new ConcurrentHashMap<>();
        wanted.forEach((path, id) -> {
            if (usable.computeIfAbsent(DurableFiles.folderOf(root.resolve(path)), folder -> makeFolderOf(path))) {
                works.add(() -> writeBeside(path, id, contents).ifPresent(beside -> written.put(path, beside)));
            }
        });
        try {
            DurableFiles.together(works);
            DurableFiles.flushFiles(root, written.values());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written.keySet().forEach(path -> prepared.put(path, Objects.requireNonNull(wanted.get(path))));
    }

    private boolean makeFolderOf(String path) {
        try {
            boolean free = obstacle(path).isEmpty();
            if (free) {
                Files.createDirectories(DurableFiles.folderOf(root.resolve(path)));
            }
            return free;
        } catch (IOException e) {
            // The same will happen to the replacement, which tells it.
            return false;
        }
    }

    private Optional<Path> writeBeside(String path, BlobId id, Blobs contents) {
        Path file = root.resolve(path);
        prepared.remove(path);
        try {
            if (obstacleAt(file).isEmpty()) {
                Path beside = aside(file, NEW_SUFFIX);
                DurableFiles.writeForNow(beside, contents.read(id));
                return Optional.of(beside);
            }
        } catch (IOException e) {
            // The same will happen to the replacement, which tells it.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * Brings one path from one content to another, if it still holds the first. The old file stays
     * aside until {@link #tidy} has been asked; that the new one stands in its place is on the disk after
     * {@link #flush}.
     *
     * @param path a path a folder can hold
     * @param expected what the path holds now, empty for nothing
     * @param wanted what it shall hold, empty for nothing
     * @param contents holds the bytes of what is wanted
     */
    public Replacement replace(String path, Optional<BlobId> expected, Optional<BlobId> wanted, Blobs contents) {
        Path file = root.resolve(path);
        try {
            Optional<String> obstacle = obstacle(path);
            if (obstacle.isPresent()) {
                return new Replacement.Impossible(obstacle.get());
            }
            Optional<byte[]> current = readIfThere(file);
            if (current.isEmpty() && wanted.isPresent()) {
                // Without links the old file is moved aside first; a crash can have come just then.
                current = readIfThere(aside(file, OLD_SUFFIX))
                        .filter(old -> expected.equals(Optional.of(BlobId.of(old))));
            }
            Optional<BlobId> currentId = current.map(BlobId::of);
            if (currentId.equals(wanted)) {
                return new Replacement.Done();
            }
            if (!currentId.equals(expected)) {
                return new Replacement.Differs(current);
            }
            if (wanted.isPresent()) {
                put(path, wanted.get(), contents, Files.exists(file));
            } else {
                Files.move(file, aside(file, OLD_SUFFIX), StandardCopyOption.REPLACE_EXISTING);
            }
            return new Replacement.Done();
        } catch (IOException e) {
            return new Replacement.Impossible(e.toString());
        }
    }

    private void put(String path, BlobId wanted, Blobs contents, boolean replaces) throws IOException {
        Path file = root.resolve(path);
        Path beside = aside(file, NEW_SUFFIX);
        if (!wanted.equals(prepared.remove(path))) {
            Files.createDirectories(DurableFiles.folderOf(file));
            DurableFiles.write(beside, contents.read(wanted));
        }
        if (replaces) {
            keepAside(file);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Brings to the disk that the files at these paths were replaced, come or gone. */
    public void flush(Collection<String> paths) {
        Set<Path> folders = new HashSet<>();
        for (String path : paths) {
            Path folder = DurableFiles.folderOf(root.resolve(path));
            while (folders.add(folder) && !folder.equals(root)) {
                folder = DurableFiles.folderOf(folder);
            }
        }
        try {
            DurableFiles.together(folders.stream()
                    .<DurableFiles.Work>map(folder -> () -> DurableFiles.flushFolder(folder))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A second name for the old file, so that an editor that still writes into it writes into something we look at. */
    private static void keepAside(Path file) throws IOException {
        Path old = aside(file, OLD_SUFFIX);
        Files.deleteIfExists(old);
        try {
            Files.createLink(old, file);
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Path aside(Path file, String suffix) {
        return file.resolveSibling(OWN_PREFIX + file.getFileName() + suffix);
    }

    /** What stands in the way of this path, walking down from the root without following links. */
    private Optional<String> obstacle(String path) throws IOException {
        Path at = root;
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            at = root.resolve(path.substring(0, end));
            Optional<BasicFileAttributes> there = attributes(at);
            if (there.isEmpty()) {
                return Optional.empty();
            }
            if (there.get().isSymbolicLink()) {
                return Optional.of("a link stands at " + root.relativize(at));
            }
            if (!there.get().isDirectory()) {
                return Optional.of("a file stands where the folder " + root.relativize(at) + " is needed");
            }
        }
        return obstacleAt(root.resolve(path));
    }

    private Optional<String> obstacleAt(Path file) throws IOException {
        Optional<BasicFileAttributes> there = attributes(file);
        if (there.filter(BasicFileAttributes::isSymbolicLink).isPresent()) {
            return Optional.of("a link stands at " + root.relativize(file));
        }
        return there.filter(BasicFileAttributes::isDirectory)
                .map(folder -> "a folder stands at " + root.relativize(file));
    }

    /** What stands at a path, links not followed; that nothing does is told without an exception. */
    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        return Optional.ofNullable(path.getFileSystem()
                .provider()
                .readAttributesIfExists(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static Optional<byte[]> readIfThere(Path file) throws IOException {
        if (attributes(file).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private void removeEmptyFolders(Path from) throws IOException {
        for (Path folder = from; !folder.equals(root); folder = DurableFiles.folderOf(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                if (children.iterator().hasNext()) {
                    return;
                }
            }
            Files.deleteIfExists(folder);
        }
    }

    /** The paths of all files that stand in the folder now, unread. */
    public Set<String> listing() {
        Set<String> paths = new TreeSet<>();
        list(root, "", paths);
        return paths;
    }

    private static void list(Path folder, String prefix, Set<String> paths) {
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (neverScanned(name)) {
                    continue;
                }
                if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                    list(child, prefix + name + "/", paths);
                } else {
                    paths.add(prefix + name);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Which of the files that stand in the folder are known by another name, because the disk looks at
     * neither case nor Unicode form: it lists the one and finds the file under both (rule B2).
     *
     * @param standing the names the disk lists
     * @param known the names files are known by
     * @return by listed name, the known one
     */
    public Map<String, String> firstNames(Set<String> standing, Set<String> known) {
        Map<String, String> unknown = new TreeMap<>();
        standing.stream()
                .filter(path -> !known.contains(path))
                .forEach(path -> unknown.put(PathRules.fold(path), path));
        Map<String, String> names = new TreeMap<>();
        if (!unknown.isEmpty()) {
            for (String path : known) {
                String listed = standing.contains(path) ? null : unknown.get(PathRules.fold(path));
                if (listed != null && Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                    names.putIfAbsent(listed, path);
                }
            }
        }
        return names;
    }

    /** At which of these paths, or on the way to them, a link or a special file stands: we do not go there. */
    public Set<String> outOfReach(Collection<String> paths) {
        Map<String, Way> folders = new HashMap<>();
        folders.put("", Way.OPEN);
        return paths.stream()
                .filter(path -> switch (way(path, folders)) {
                    case OPEN, NOTHING -> false;
                    case LINK, SPECIAL -> true;
                })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How far one comes towards a path. */
    private enum Way {
        /** A file or a folder stands there. */
        OPEN,
        /** Nothing stands there. */
        NOTHING,
        /** A link stands there, or on the way. */
        LINK,
        /** What is neither file nor folder stands there. */
        SPECIAL
    }

    private Way way(String path, Map<String, Way> folders) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash);
        Way before = folders.get(folder);
        if (before == null) {
            before = way(folder, folders);
            folders.put(folder, before);
        }
        if (before != Way.OPEN) {
            return before == Way.LINK ? Way.LINK : Way.NOTHING;
        }
        try {
            Optional<BasicFileAttributes> there = attributes(root.resolve(path));
            if (there.isEmpty()) {
                return Way.NOTHING;
            }
            if (there.get().isSymbolicLink()) {
                return Way.LINK;
            }
            return there.get().isDirectory() || there.get().isRegularFile() ? Way.OPEN : Way.SPECIAL;
        } catch (IOException notToBeLookedAt) {
            // What is there will be told when it is to be replaced.
            return Way.NOTHING;
        }
    }

    /** When a file was last written, as the disk says; empty where there is none. */
    public Optional<Instant> lastWritten(String path) {
        try {
            return attributes(root.resolve(path))
                    .filter(BasicFileAttributes::isRegularFile)
                    .map(file -> file.lastModifiedTime().toInstant());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of this path now. */
    public Optional<byte[]> read(String path) {
        try {
            return obstacle(path).isPresent() ? Optional.empty() : readIfThere(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The old file that {@link #replace} put aside at this path, if it is still there: an editor may have
     * written into it meanwhile.
     */
    public Optional<byte[]> asideOf(String path) {
        try {
            return readIfThere(aside(root.resolve(path), OLD_SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what replacements left beside these paths, finished or not, and folders that have become empty. */
    public void tidy(Collection<String> paths) {
        Map<Path, Boolean> folders = new LinkedHashMap<>();
        try {
            for (String path : paths) {
                Path file = root.resolve(path);
                if (folders.computeIfAbsent(DurableFiles.folderOf(file), Files::isDirectory)) {
                    Files.deleteIfExists(aside(file, OLD_SUFFIX));
                    Files.deleteIfExists(aside(file, NEW_SUFFIX));
                }
            }
            for (Path folder : folders.keySet()) {
                if (Files.isDirectory(folder)) {
                    removeEmptyFolders(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

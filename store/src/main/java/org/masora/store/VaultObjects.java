package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackIndex;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

/**
 * The vault's objects. What is written waits in memory until {@link #flush()}: a few objects then
 * become loose ones, many become one pack, so that taking ten thousand small files under care costs
 * one flush to the disk and not ten thousand.
 */
final class VaultObjects implements Blobs, AutoCloseable {

    /** From this many waiting objects on, a pack is cheaper than loose objects. */
    private static final int PACK_FROM = 64;

    /** More waiting bytes than this are moved on into a pack at once, to bound memory. */
    private static final long WAITING_BYTES_MAX = 16L * 1024 * 1024;

    /** From so many waiting bytes on, two packs are made at once. */
    private static final long SHARED_FROM_BYTES = 1L * 1024 * 1024;

    private final Repository repository;
    private final Map<ObjectId, Waiting> waiting = new LinkedHashMap<>();
    private long waitingBytes;
    private @Nullable ObjectInserter pack;

    private record Waiting(int type, byte[] content) {}

    VaultObjects(Repository repository) {
        this.repository = repository;
    }

    @Override
    public synchronized byte[] read(BlobId id) {
        return read(ObjectId.fromString(id.hex()));
    }

    synchronized byte[] read(ObjectId id) {
        Waiting mine = waiting.get(id);
        if (mine != null) {
            return mine.content();
        }
        try (ObjectReader reader = newReader()) {
            return read(reader, id);
        }
    }

    private static byte[] read(ObjectReader reader, ObjectId id) {
        try {
            return reader.open(id).getCachedBytes(Integer.MAX_VALUE);
        } catch (MissingObjectException e) {
            throw new MissingBlob(new BlobId(id.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads many objects: what one is told by in terms of another is worked out once. */
    synchronized Vault.Reading reading() {
        ObjectReader reader = newReader();
        return new Vault.Reading() {
            @Override
            public byte[] read(BlobId id) {
                ObjectId object = ObjectId.fromString(id.hex());
                Waiting mine = waiting(object);
                return mine != null ? mine.content() : VaultObjects.read(reader, object);
            }

            @Override
            public List<BlobId> inStoredOrder(Collection<BlobId> ids) {
                return VaultObjects.this.inStoredOrder(ids);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }

    /** Those in one pack as they lie in it, where each is told in terms of one before it; others at the end. */
    private List<BlobId> inStoredOrder(Collection<BlobId> ids) {
        Set<BlobId> left = new LinkedHashSet<>(ids);
        List<BlobId> ordered = new ArrayList<>(left.size());
        if (repository.getObjectDatabase() instanceof ObjectDirectory directory) {
            for (Pack pack : directory.getPacks()) {
                if (left.isEmpty()) {
                    break;
                }
                Collection<BlobId> found = inOrder(pack, left);
                ordered.addAll(found);
                found.forEach(left::remove);
            }
        }
        ordered.addAll(left);
        return ordered;
    }

    private static Collection<BlobId> inOrder(Pack pack, Set<BlobId> ids) {
        try {
            PackIndex index = pack.getIndex();
            NavigableMap<Long, BlobId> byOffset = new TreeMap<>();
            for (BlobId id : ids) {
                long offset = index.findOffset(ObjectId.fromString(id.hex()));
                if (offset >= 0) {
                    byOffset.put(offset, id);
                }
            }
            return byOffset.values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized @Nullable Waiting waiting(ObjectId id) {
        return waiting.get(id);
    }

    @Override
    public BlobId write(byte[] content) {
        return new BlobId(write(Constants.OBJ_BLOB, content).name());
    }

    synchronized ObjectId write(int type, byte[] content) {
        try {
            ObjectId id = name(type, content);
            if (!waiting.containsKey(id) && !has(id)) {
                waiting.put(id, new Waiting(type, content));
                waitingBytes += content.length;
                if (waitingBytes > WAITING_BYTES_MAX) {
                    moveIntoPack();
                }
            }
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The name of an object, by the platform's own hash. Content made to have another one's name is found out when it
     * is inserted, by JGit's hash, which looks for that and takes many times as long.
     */
    private static ObjectId name(int type, byte[] content) {
        MessageDigest sha1 = Constants.newMessageDigest();
        sha1.update(Constants.encodedTypeString(type));
        sha1.update((byte) ' ');
        sha1.update(Constants.encodeASCII(content.length));
        sha1.update((byte) 0);
        return ObjectId.fromRaw(sha1.digest(content));
    }

    synchronized boolean has(ObjectId id) throws IOException {
        if (waiting.containsKey(id)) {
            return true;
        }
        try (ObjectReader reader = newReader()) {
            return reader.has(id);
        }
    }

    /** A reader that also sees what was written and not yet flushed, except objects still in memory. */
    private ObjectReader newReader() {
        ObjectInserter open = pack;
        return open == null ? repository.newObjectReader() : open.newReader();
    }

    /** Everything written so far is on the disk when this returns. */
    synchronized void flush() {
        try {
            if (pack == null && waiting.size() < PACK_FROM) {
                insertLoose();
            } else if (pack == null
                    && waitingBytes >= SHARED_FROM_BYTES
                    && repository.getObjectDatabase() instanceof ObjectDirectory directory) {
                insertShared(directory);
            } else {
                moveIntoPack();
            }
            ObjectInserter open = pack;
            if (open != null) {
                Set<Path> before = packFiles();
                open.flush();
                open.close();
                pack = null;
                bringToDisk(before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JGit waits for the disk after each loose object, so several are written at once. */
    private void insertLoose() throws IOException {
        if (repository.getObjectDatabase() instanceof ObjectDirectory) {
            List<DurableFiles.Work> works = new ArrayList<>();
            for (Waiting object : waiting.values()) {
                works.add(() -> {
                    try (ObjectInserter loose = repository.newObjectInserter()) {
                        loose.insert(object.type(), object.content());
                        loose.flush();
                    }
                });
            }
            DurableFiles.together(works);
            waiting.clear();
            waitingBytes = 0;
        } else {
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                insertWaiting(inserter);
                inserter.flush();
            }
        }
    }

    /** To compress takes most of the time where much is new, so that two share it, each with a pack of its own. */
    private void insertShared(ObjectDirectory directory) throws IOException {
        List<Waiting> one = new ArrayList<>();
        List<Waiting> other = new ArrayList<>();
        waiting.values().forEach(object -> (one.size() > other.size() ? other : one).add(object));
        List<DurableFiles.Work> works = new ArrayList<>();
        for (List<Waiting> share : List.of(one, other)) {
            works.add(() -> {
                try (PackInserter inserter = packInserter(directory)) {
                    for (Waiting object : share) {
                        inserter.insert(object.type(), object.content());
                    }
                    inserter.flush();
                }
            });
        }
        Set<Path> before = packFiles();
        DurableFiles.together(works);
        waiting.clear();
        waitingBytes = 0;
        bringToDisk(before);
    }

    /** JGit leaves the packs that it inserts to the operating system; ours are on the disk before a ref names them. */
    private void bringToDisk(Set<Path> before) throws IOException {
        Set<Path> made = packFiles();
        made.removeAll(before);
        for (Path file : made) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            } catch (AccessDeniedException readOnly) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
        made.stream().findFirst().ifPresent(file -> DurableFiles.flushFolder(DurableFiles.folderOf(file)));
    }

    private Set<Path> packFiles() throws IOException {
        if (!(repository.getObjectDatabase() instanceof ObjectDirectory directory)
                || !directory.getPackDirectory().isDirectory()) {
            return new HashSet<>();
        }
        try (Stream<Path> files = Files.list(directory.getPackDirectory().toPath())) {
            return files.collect(Collectors.toCollection(HashSet::new));
        }
    }

    private void moveIntoPack() throws IOException {
        ObjectInserter open = pack;
        if (open == null) {
            open = repository.getObjectDatabase() instanceof ObjectDirectory directory
                    ? packInserter(directory)
                    : repository.newObjectInserter();
            pack = open;
        }
        insertWaiting(open);
    }

    /** Compresses as git does: JGit itself would take twice as long for a hundredth less. */
    private static PackInserter packInserter(ObjectDirectory directory) {
        PackInserter inserter = directory.newPackInserter();
        inserter.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
        return inserter;
    }

    private void insertWaiting(ObjectInserter inserter) throws IOException {
        for (Waiting object : waiting.values()) {
            inserter.insert(object.type(), object.content());
        }
        waiting.clear();
        waitingBytes = 0;
    }

    @Override
    public synchronized void close() {
        ObjectInserter open = pack;
        if (open != null) {
            open.close();
            pack = null;
        }
        waiting.clear();
    }
}

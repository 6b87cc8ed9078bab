package org.masora.remote.door43;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.util.TemporaryBuffer;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Payload;

/**
 * The pack of a send: what the new heads reach beyond what the place has, thin, as differences to
 * what the place has. It is made whole before it goes, so that its length is known and a broken line
 * costs no second making; a large one waits in a file beside the vault.
 */
final class OfferedPack implements Payload, AutoCloseable {

    private static final int IN_MEMORY_MAX = 4 * 1024 * 1024;

    private final TemporaryBuffer.LocalFile buffer;

    private OfferedPack(TemporaryBuffer.LocalFile buffer) {
        this.buffer = buffer;
    }

    /**
     * @param wants the new heads
     * @param haves what the place is known to have; those that are not in the vault are passed over
     */
    static OfferedPack of(
            Repository repository, Collection<RevisionId> wants, Collection<RevisionId> haves, Progress progress)
            throws Halted {
        TemporaryBuffer.LocalFile buffer = new TemporaryBuffer.LocalFile(waitingPlace(repository), IN_MEMORY_MAX);
        try (ObjectReader reader = repository.newObjectReader();
                PackWriter writer = new PackWriter(config(repository, reader, wants, haves), reader)) {
            writer.setThin(true);
            writer.setDeltaBaseAsOffset(true);
            writer.setReuseDeltaCommits(true);
            writer.setUseBitmaps(false);
            writer.setIndexDisabled(true);
            StopOnly stop = new StopOnly(progress);
            writer.preparePack(stop, ids(reader, wants), ids(reader, haves));
            writer.writePack(stop, stop, buffer);
            buffer.close();
            return new OfferedPack(buffer);
        } catch (IOException e) {
            buffer.destroy();
            if (progress.cancelled()) {
                throw new Halted(new RemoteFailure.Cancelled(), e);
            }
            throw new UncheckedIOException(e);
        }
    }

    /** The vault's own folder; there is one writer, so what lies there was left by a crash. */
    private static @Nullable File waitingPlace(Repository repository) {
        File folder = repository.getDirectory();
        if (folder != null) {
            File[] left = folder.listFiles((in, name) -> name.startsWith("jgit_") && name.endsWith(".buf"));
            for (File file : left == null ? new File[0] : left) {
                // What cannot be removed now is removed another time.
                boolean ignored = file.delete();
            }
        }
        return folder;
    }

    /**
     * A first send of one revision holds every text once: to compare books with each other costs seconds
     * and saves nothing. Differences that the vault's own packs hold are used all the same.
     */
    private static PackConfig config(
            Repository repository, ObjectReader reader, Collection<RevisionId> wants, Collection<RevisionId> haves)
            throws IOException {
        PackConfig config = new PackConfig(repository);
        boolean history = false;
        try (RevWalk walk = new RevWalk(reader)) {
            for (RevisionId want : wants) {
                history |= walk.parseCommit(ObjectId.fromString(want.hex())).getParentCount() > 0;
            }
        }
        config.setDeltaCompress(history || !haves.isEmpty());
        config.setSinglePack(true);
        return config;
    }

    private static Set<ObjectId> ids(ObjectReader reader, Collection<RevisionId> revisions) throws IOException {
        Set<ObjectId> ids = new HashSet<>();
        for (RevisionId revision : revisions) {
            ObjectId id = ObjectId.fromString(revision.hex());
            if (reader.has(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    @Override
    public long length() {
        return buffer.length();
    }

    @Override
    public InputStream open() throws IOException {
        return buffer.openInputStream();
    }

    @Override
    public void close() {
        buffer.destroy();
    }
}

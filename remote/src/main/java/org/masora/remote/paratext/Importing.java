package org.masora.remote.paratext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Entry.Mode;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.paratext.changegroup.BundleReader;
import org.masora.remote.paratext.changegroup.Changeset;
import org.masora.remote.paratext.changegroup.Chunk;
import org.masora.remote.paratext.changegroup.DamagedBundle;
import org.masora.remote.paratext.changegroup.DeltaTexts;
import org.masora.remote.paratext.changegroup.Manifest;
import org.masora.remote.paratext.changegroup.NewRevisions;
import org.masora.remote.paratext.changegroup.NodeId;
import org.masora.store.PathBytes;
import org.masora.store.Vault;

/**
 * Makes changesets of the clone revisions of the vault. An import is a pure function of its changeset: content,
 * parents, user, date and description go in, and one trailer that names the changeset; committer and author are the
 * same, the time is in UTC. So every computer makes the same revision. What it costs follows what is new.
 */
final class Importing {

    private final PrivateClone clone;
    private final Vault vault;
    private final Imports imports;
    private final Progress progress;

    private final Map<NodeId, Chunk> order = new LinkedHashMap<>();
    private final Map<NodeId, Changeset> changesets = new HashMap<>();
    private final DeltaTexts manifests;
    private final Map<String, BlobId> contents = new HashMap<>();
    private final Map<NodeId, RevisionId> imported = new HashMap<>();
    private final Set<NodeId> parentsRead = new HashSet<>();

    Importing(PrivateClone clone, Vault vault, Imports imports, Progress progress) {
        this.clone = clone;
        this.vault = vault;
        this.imports = imports;
        this.progress = progress;
        this.manifests = new DeltaTexts(clone::manifestText);
    }

    /**
     * Imports these heads with all that they stand on.
     *
     * @return the heads as revisions of the vault, on the disk, in the same order
     */
    List<RevisionId> run(List<NodeId> heads) throws IOException {
        Map<NodeId, RevisionId> known = new LinkedHashMap<>();
        for (RevisionId head : imports.lastFetched().line()) {
            Optional<NodeId> node = imports.nodeOf(head);
            if (node.isPresent()) {
                known.put(node.get(), head);
            }
        }
        List<NodeId> wanted =
                heads.stream().filter(head -> !known.containsKey(head)).toList();
        imported.putAll(known);
        if (!wanted.isEmpty()) {
            List<NodeId> bases = new ArrayList<>();
            for (NodeId node : known.keySet()) {
                if (clone.has(node)) {
                    bases.add(node);
                }
            }
            clone.read(bases, wanted, new Reading());
            importAll();
        }
        List<RevisionId> revisions = new ArrayList<>();
        for (NodeId head : heads) {
            revisions.add(revision(head));
        }
        return revisions;
    }

    private RevisionId revision(NodeId node) throws DamagedBundle {
        RevisionId known = imported.get(node);
        if (known == null) {
            known = imports.find(node).orElseThrow(() -> new DamagedBundle("changeset " + node + " is missing"));
            imported.put(node, known);
        }
        return known;
    }

    /** Takes up what the bundle holds: changesets and manifests as deltas, contents straight into the vault. */
    private final class Reading implements BundleReader.Visitor {
        private final DeltaTexts texts = new DeltaTexts(clone::changesetText);
        private final List<Chunk> contentsOfFile = new ArrayList<>();
        private String path = "";

        @Override
        public void changeset(Chunk chunk) throws IOException {
            texts.add(chunk);
            order.put(chunk.node(), chunk);
            changesets.put(chunk.node(), Changeset.parse(texts.text(chunk.node())));
        }

        @Override
        public void manifest(Chunk chunk) {
            manifests.add(chunk);
        }

        @Override
        public void file(byte[] name, Chunk chunk) {
            path = new String(name, StandardCharsets.ISO_8859_1);
            contentsOfFile.add(chunk);
        }

        @Override
        public void endOfFile() throws IOException {
            DeltaTexts stored = new DeltaTexts(node -> clone.file(path, node));
            for (Chunk chunk : contentsOfFile) {
                stored.add(chunk);
                byte[] content = NewRevisions.content(stored.text(chunk.node()));
                contents.put(key(path, chunk.node()), vault.blobs().write(content));
            }
            contentsOfFile.clear();
            stopIfAsked();
        }
    }

    private void stopIfAsked() throws Halted {
        if (progress.cancelled()) {
            throw new Halted(new RemoteFailure.Cancelled());
        }
    }

    private static String key(String path, NodeId node) {
        return path + "\0" + node.hex();
    }

    private void importAll() throws IOException {
        int done = 0;
        for (Chunk chunk : order.values()) {
            if (!imported.containsKey(chunk.node())) {
                imported.put(chunk.node(), importOne(chunk));
            }
            if (++done % 100 == 0) {
                progress.at(Phase.KEEPING, done, order.size());
                stopIfAsked();
            }
        }
        vault.flush();
    }

    private RevisionId importOne(Chunk chunk) throws IOException {
        Changeset changeset = Optional.ofNullable(changesets.get(chunk.node())).orElseThrow();
        List<NodeId> parents =
                Stream.of(chunk.p1(), chunk.p2()).filter(NodeId::exists).toList();
        List<RevisionId> revisions = new ArrayList<>();
        for (NodeId parent : parents) {
            revisions.add(revision(parent));
        }
        String message =
                Description.with(changeset.description(), List.of(Imports.TRAILER + ": " + chunk.node())) + "\n";
        return vault.prepare(
                snapshot(changeset, parents),
                revisions,
                Description.person(changeset.user()),
                Instant.ofEpochSecond(Math.max(0, changeset.seconds())),
                message);
    }

    private Snapshot snapshot(Changeset changeset, Collection<NodeId> parents) throws IOException {
        NavigableMap<String, Entry> entries = new TreeMap<>();
        if (changeset.manifest().exists()) {
            Manifest manifest = Manifest.parse(manifests.text(changeset.manifest()));
            for (Map.Entry<String, Manifest.File> file : manifest.files().entrySet()) {
                String path = file.getKey();
                BlobId content = content(path, file.getValue().node(), parents);
                byte[] bytes = path.getBytes(StandardCharsets.ISO_8859_1);
                entries.put(
                        PathBytes.decode(bytes, 0, bytes.length),
                        new Entry(mode(file.getValue().flags()), content));
            }
        }
        return new Snapshot(entries);
    }

    private static Mode mode(String flags) throws DamagedBundle {
        return switch (flags) {
            case "" -> Mode.FILE;
            case "x" -> Mode.EXECUTABLE;
            case "l" -> Mode.LINK;
            default -> throw new DamagedBundle("a file with flags " + flags);
        };
    }

    /** A content that the bundle does not hold is one that a parent has, or that a file has gone back to. */
    private BlobId content(String path, NodeId node, Collection<NodeId> parents) throws IOException {
        BlobId known = contents.get(key(path, node));
        if (known == null) {
            for (NodeId parent : parents) {
                readParent(parent);
            }
            known = contents.get(key(path, node));
        }
        if (known == null) {
            known = vault.blobs().write(NewRevisions.content(clone.file(path, node)));
            contents.put(key(path, node), known);
        }
        return known;
    }

    private void readParent(NodeId parent) throws IOException {
        if (order.containsKey(parent) || !parentsRead.add(parent)) {
            return;
        }
        Snapshot snapshot = vault.snapshot(revision(parent));
        for (Map.Entry<String, Manifest.File> file :
                clone.parent(parent).manifest().files().entrySet()) {
            byte[] bytes = file.getKey().getBytes(StandardCharsets.ISO_8859_1);
            snapshot.entry(PathBytes.decode(bytes, 0, bytes.length))
                    .ifPresent(entry ->
                            contents.put(key(file.getKey(), file.getValue().node()), entry.id()));
        }
    }
}

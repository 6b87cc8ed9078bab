package org.masora.remote.paratext;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.masora.core.project.Entry;
import org.masora.core.project.Entry.Mode;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.http.Halted;
import org.masora.remote.paratext.changegroup.Manifest;
import org.masora.remote.paratext.changegroup.NewRevisions;
import org.masora.remote.paratext.changegroup.NewRevisions.Content;
import org.masora.remote.paratext.changegroup.NewRevisions.Parent;
import org.masora.remote.paratext.changegroup.NodeId;
import org.masora.store.PathBytes;
import org.masora.store.RevisionGraph;
import org.masora.store.Vault;
import org.masora.store.Vault.Heading;

/**
 * Makes revisions of the vault changesets of the clone: all that stands above what the server has, merges as merges.
 * The changeset's user is the person who syncs; who else made a change is named in its description, and so is the
 * revision itself, so that everybody knows it again when it comes back (rule P1).
 */
final class Exporting {

    private final PrivateClone clone;
    private final Vault vault;
    private final Imports imports;
    private final String project;
    private final String user;
    private final NewRevisions made;
    private final Map<RevisionId, Parent> parents = new HashMap<>();
    private final Set<NodeId> ground = new HashSet<>();

    /**
     * An export.
     *
     * @param project its name there, for messages
     * @param user the name of the person who syncs, as Paratext knows it
     */
    Exporting(PrivateClone clone, Vault vault, Imports imports, String project, String user) {
        this.clone = clone;
        this.vault = vault;
        this.imports = imports;
        this.project = project;
        this.user = user;
        this.made = new NewRevisions(clone);
    }

    /**
     * Makes the changesets of a revision and of all it stands on that the place does not have.
     *
     * @param heads what the place holds, as revisions
     */
    NodeId run(RevisionId revision, Collection<RevisionId> heads) throws IOException {
        Deque<RevisionId> open = new ArrayDeque<>(List.of(revision));
        while (!open.isEmpty()) {
            RevisionId next = open.peek();
            if (parents.containsKey(next)) {
                open.pop();
                continue;
            }
            Heading heading = vault.heading(next).orElseThrow();
            Optional<NodeId> there = Imports.nodeOf(heading).or(() -> imports.echoOf(next, heads));
            if (there.isPresent()) {
                parents.put(next, standing(there.get()));
                continue;
            }
            List<RevisionId> missing = heading.parents().stream()
                    .filter(parent -> !parents.containsKey(parent))
                    .toList();
            if (missing.isEmpty()) {
                parents.put(next, commit(heading));
            } else {
                missing.forEach(open::push);
            }
        }
        clone.take(made);
        return parent(revision).node();
    }

    /** The changesets of the place that everything made stands on. */
    Set<NodeId> ground() {
        return Set.copyOf(ground);
    }

    private Parent standing(NodeId node) throws IOException {
        if (!clone.has(node)) {
            // It was fetched once and the server has lost it since: what stands on it cannot go there.
            throw new Halted(new RemoteFailure.Moved());
        }
        ground.add(node);
        return clone.parent(node);
    }

    private Parent parent(RevisionId revision) {
        return Optional.ofNullable(parents.get(revision)).orElseThrow();
    }

    private Parent commit(Heading heading) throws IOException {
        RevisionId first =
                heading.parents().isEmpty() ? null : heading.parents().getFirst();
        RevisionId second =
                heading.parents().size() < 2 ? null : heading.parents().get(1);
        Parent p1 = first == null ? Parent.NONE : parent(first);
        Parent p2 = second == null ? Parent.NONE : parent(second);
        if (p1.node().equals(p2.node())) {
            p2 = Parent.NONE;
        }
        Snapshot before = first == null ? Snapshot.EMPTY : vault.snapshot(first);
        Snapshot beside = second == null ? Snapshot.EMPTY : vault.snapshot(second);
        NavigableMap<String, Content> content = new TreeMap<>();
        for (Map.Entry<String, Entry> file :
                vault.snapshot(heading.id()).entries().entrySet()) {
            String path = path(file.getKey());
            Entry entry = file.getValue();
            Optional<NodeId> same = same(path, entry, p1.manifest(), before.entry(file.getKey()));
            if (same.isEmpty()) {
                same = same(path, entry, p2.manifest(), beside.entry(file.getKey()));
            }
            String flags = flags(file.getKey(), entry.mode());
            content.put(
                    path,
                    same.<Content>map(node -> new Content.Same(node, flags))
                            .orElseGet(() -> new Content.Fresh(vault.blobs().read(entry.id()), flags)));
        }
        return made.commit(p1, p2, content, userOf(heading), heading.time().getEpochSecond(), description(heading));
    }

    private static Optional<NodeId> same(String path, Entry entry, Manifest manifest, Optional<Entry> before) {
        return before.filter(other -> other.id().equals(entry.id()))
                .flatMap(other -> Optional.ofNullable(manifest.files().get(path)))
                .map(Manifest.File::node);
    }

    /** Nobody made what is only heads brought together: then all computers make the same changeset (rule P6). */
    private String userOf(Heading heading) {
        return heading.author().equals(Heads.UNITER) ? Heads.UNITER.name() : user;
    }

    private String description(Heading heading) {
        List<String> trailers = new ArrayList<>();
        String author = heading.author().name();
        if (!author.equals(userOf(heading))) {
            trailers.add("Co-authored-by: " + author + " <" + heading.author().email() + ">");
        }
        trailers.add(RevisionGraph.ECHO + ": " + heading.id().hex());
        return Description.with(heading.message(), trailers);
    }

    /** A path as Mercurial has it; what it cannot have is refused, not bent. */
    private String path(String path) throws Halted {
        boolean ownFolder = List.of(path.split("/", -1)).stream()
                .anyMatch(part -> part.toLowerCase(Locale.ROOT).equals(".hg"));
        if (ownFolder || path.indexOf('\n') >= 0 || path.indexOf('\r') >= 0) {
            throw cannotHold(path);
        }
        return new String(PathBytes.encode(path), StandardCharsets.ISO_8859_1);
    }

    private String flags(String path, Mode mode) throws Halted {
        return switch (mode) {
            case FILE -> "";
            case EXECUTABLE -> "x";
            case LINK -> "l";
            case SUBMODULE -> throw cannotHold(path);
        };
    }

    private Halted cannotHold(String path) {
        return new Halted(new RemoteFailure.NotAllowed(project, "Mercurial cannot hold " + path));
    }
}

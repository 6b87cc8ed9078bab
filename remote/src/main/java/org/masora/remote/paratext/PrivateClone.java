package org.masora.remote.paratext;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.masora.remote.paratext.changegroup.BundleReader;
import org.masora.remote.paratext.changegroup.Changeset;
import org.masora.remote.paratext.changegroup.Manifest;
import org.masora.remote.paratext.changegroup.NewRevisions;
import org.masora.remote.paratext.changegroup.NodeId;
import org.masora.remote.paratext.mercurial.CommandServer;
import org.masora.remote.paratext.mercurial.Hg;

/**
 * Masora's own copy of a project's Mercurial repository, without files checked out. Changesets that the server was
 * seen to hold are public in it, what is only made here is a draft. It holds nothing that cannot be had again: when
 * it is damaged it is made anew.
 */
final class PrivateClone implements AutoCloseable, NewRevisions.Repository {

    /** So many revisions are named in one command at most. */
    private static final int NAMED_MAX = 1_000;

    private final Path directory;
    private final CommandServer server;

    /** Mercurial does not do what it must be able to do on a repository that is whole. */
    static final class CloneDamaged extends IOException {
        private static final long serialVersionUID = 1L;

        CloneDamaged(String message) {
            super(message);
        }
    }

    private PrivateClone(Path directory, CommandServer server) {
        this.directory = directory;
        this.server = server;
    }

    /** Opens the clone in this directory, or makes an empty one. */
    static PrivateClone open(Hg hg, Path directory) throws IOException {
        if (isThere(directory)) {
            return new PrivateClone(directory, hg.open(directory));
        }
        remove(directory);
        Path fresh = directory.resolveSibling(directory.getFileName() + ".new");
        remove(fresh);
        return new PrivateClone(directory, hg.createAndOpen(directory, fresh));
    }

    /** Whether there is a clone, whole or not. */
    static boolean isThere(Path directory) {
        return Files.isDirectory(directory.resolve(".hg").resolve("store"));
    }

    /** Removes the clone: everything in it can be had again. */
    static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A file for a bundle on its way; the same name gives the same file. */
    Path transfer(String name) throws IOException {
        return Files.createDirectories(directory.resolve(".hg").resolve("masora"))
                .resolve(name);
    }

    private CommandServer.Result run(String... command) throws IOException {
        return run(List.of(command));
    }

    private CommandServer.Result run(List<String> command) throws IOException {
        CommandServer.Result result = server.run(command);
        if (!result.succeeded()) {
            throw new CloneDamaged(
                    "hg " + command.getFirst() + ": " + result.error().strip());
        }
        return result;
    }

    private List<NodeId> nodes(String revisions) throws IOException {
        return run("log", "-r", revisions, "-T", "{node}\n")
                .text()
                .lines()
                .map(NodeId::new)
                .toList();
    }

    /** The heads that the server was seen to hold, in the order of their arrival; heads that were closed only if there is no other. */
    List<NodeId> publicHeads() throws IOException {
        List<NodeId> open = nodes("heads(public()) - closed()");
        return open.isEmpty() ? nodes("heads(public())") : open;
    }

    /** Heads that stand for everything the server was seen to hold. */
    List<NodeId> bases() throws IOException {
        return nodes("heads(public())");
    }

    /** The node that is named so by its beginning, when the server was seen to hold it. */
    Optional<NodeId> publicNode(String beginning) throws IOException {
        if (!beginning.matches("[0-9a-f]{6,40}")) {
            return Optional.empty();
        }
        return nodes("id(" + beginning + ") and public()").stream().findFirst();
    }

    /** Whether the changeset is here. */
    boolean has(NodeId node) throws IOException {
        return !nodes("id(" + node + ")").isEmpty();
    }

    /** Whether one of these changesets is this one or stands on it. */
    boolean standOn(Collection<NodeId> nodes, NodeId ancestor) throws IOException {
        List<String> named = nodes.stream().map(node -> "id(" + node + ")").toList();
        return !named.isEmpty()
                && !nodes("id(" + ancestor + ") and ::(" + String.join(" or ", named) + ")")
                        .isEmpty();
    }

    /** The changesets that a bundle holds. */
    List<NodeId> nodesIn(Path bundle) throws IOException {
        return run("debugbundle", bundle.toString())
                .text()
                .lines()
                .map(String::strip)
                .filter(NodeId::isNode)
                .map(NodeId::new)
                .toList();
    }

    /** Takes a bundle in; what it brings is a draft. */
    void unbundle(Path bundle) throws IOException {
        run("unbundle", "--quiet", bundle.toString());
    }

    /** The server was seen to hold these, and with them all that they stand on. */
    void makePublic(Collection<NodeId> nodes) throws IOException {
        phase(List.of("phase", "--public"), nodes);
    }

    /** The server was seen to hold all that is here. */
    void makeAllPublic() throws IOException {
        run("phase", "--public", "-r", "all()");
    }

    private void phase(List<String> command, Collection<NodeId> nodes) throws IOException {
        List<NodeId> all = List.copyOf(nodes);
        for (int from = 0; from < all.size(); from += NAMED_MAX) {
            List<String> words = new ArrayList<>(command);
            all.subList(from, Math.min(all.size(), from + NAMED_MAX)).forEach(node -> {
                words.add("-r");
                words.add(node.hex());
            });
            CommandServer.Result result = server.run(words);
            if (result.code() > 1) {
                throw new CloneDamaged("hg phase: " + result.error().strip());
            }
        }
    }

    /**
     * Makes public exactly what the server holds: it may have gone back to an older state.
     *
     * @param held everything that the server holds
     * @return whether that changed anything
     */
    boolean holdsExactly(Set<NodeId> held) throws IOException {
        List<NodeId> published = nodes("public()");
        List<NodeId> lost =
                published.stream().filter(node -> !held.contains(node)).toList();
        List<NodeId> found = nodes("draft()").stream().filter(held::contains).toList();
        phase(List.of("phase", "--draft", "--force"), lost);
        makePublic(found);
        return !lost.isEmpty() || !found.isEmpty();
    }

    /** Everything that stands between the bases and the heads, as an uncompressed bundle to read. */
    void read(Collection<NodeId> bases, Collection<NodeId> heads, BundleReader.Visitor visitor) throws IOException {
        Path bundle = transfer("import.hg");
        try {
            if (!write(bundle, "none-v2", bases, heads)) {
                return;
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle))) {
                BundleReader.read(in, visitor);
            }
        } finally {
            Files.deleteIfExists(bundle);
        }
    }

    /** A bundle of what stands between the bases and a head, as servers and older programs read it. */
    Path outgoing(Collection<NodeId> bases, NodeId head) throws IOException {
        Path bundle = transfer("outgoing.hg");
        if (!write(bundle, "zstd-v2", bases, List.of(head))) {
            throw new CloneDamaged("there is nothing to send in " + head);
        }
        return bundle;
    }

    private boolean write(Path bundle, String type, Collection<NodeId> bases, Collection<NodeId> heads)
            throws IOException {
        Files.deleteIfExists(bundle);
        List<String> words = new ArrayList<>(List.of("bundle", "--quiet", "--type", type));
        Set<String> named = new LinkedHashSet<>();
        bases.forEach(base -> named.add(base.hex()));
        if (named.isEmpty()) {
            named.add("null");
        }
        named.forEach(base -> words.addAll(List.of("--base", base)));
        heads.forEach(head -> words.addAll(List.of("-r", head.hex())));
        words.add(bundle.toString());
        CommandServer.Result result = server.run(words);
        if (result.code() > 1) {
            throw new CloneDamaged("hg bundle: " + result.error().strip());
        }
        return result.succeeded();
    }

    /** Takes in changesets that were made here. */
    void take(NewRevisions made) throws IOException {
        if (made.isEmpty()) {
            return;
        }
        Path bundle = transfer("made.hg");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(bundle))) {
                made.writeTo(out);
            }
            unbundle(bundle);
        } finally {
            Files.deleteIfExists(bundle);
        }
    }

    @Override
    public byte[] file(String path, NodeId node) throws IOException {
        // Only bytes that are UTF-8 can stand in a command.
        String name = new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return run("debugdata", "--", name, node.hex()).output();
    }

    /** A manifest's text. */
    byte[] manifestText(NodeId node) throws IOException {
        return run("debugdata", "-m", node.hex()).output();
    }

    /** A changeset's text. */
    byte[] changesetText(NodeId node) throws IOException {
        return run("debugdata", "-c", node.hex()).output();
    }

    /** A changeset, to stand on. */
    NewRevisions.Parent parent(NodeId node) throws IOException {
        NodeId manifest = Changeset.parse(changesetText(node)).manifest();
        return manifest.exists()
                ? new NewRevisions.Parent(node, manifest, Manifest.parse(manifestText(manifest)))
                : new NewRevisions.Parent(node, manifest, Manifest.EMPTY);
    }

    @Override
    public void close() {
        server.close();
    }
}

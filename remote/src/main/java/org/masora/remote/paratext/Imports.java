package org.masora.remote.paratext;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.remote.ArrivedRefs;
import org.masora.remote.Remote.Heads;
import org.masora.remote.paratext.changegroup.NodeId;
import org.masora.store.RevisionGraph;
import org.masora.store.Vault;
import org.masora.store.Vault.Heading;

/**
 * Which revision of the vault is the import of which changeset. The imports themselves say it, in their last line;
 * there is no list beside them that could be lost or be wrong.
 */
final class Imports {

    /** The trailer of an import: the changeset it was made from. Always the last line. */
    static final String TRAILER = "Paratext-Revision";

    private final Vault vault;
    private final String prefix;

    Imports(Vault vault, PlaceName place) {
        this.vault = vault;
        this.prefix = ArrivedRefs.prefix(place);
    }

    /** The changeset that a revision is the import of. */
    static Optional<NodeId> nodeOf(Heading heading) {
        String message = heading.message().stripTrailing();
        String last = message.substring(message.lastIndexOf('\n') + 1);
        return Optional.of(last)
                .filter(line -> line.startsWith(TRAILER + ": "))
                .map(line -> line.substring(TRAILER.length() + 2))
                .filter(NodeId::isNode)
                .map(NodeId::new);
    }

    /** The changeset that a revision in the vault is the import of. */
    Optional<NodeId> nodeOf(RevisionId revision) {
        return vault.heading(revision).flatMap(Imports::nodeOf);
    }

    /** The heads that were fetched last, the main one first. */
    Heads lastFetched() {
        Optional<RevisionId> main = vault.ref(prefix + "main");
        if (main.isEmpty()) {
            return Heads.EMPTY;
        }
        Map<String, RevisionId> gone = vault.refs(prefix + "left/");
        RevisionGraph graph = vault.graph();
        List<RevisionId> rivals = vault.refs(prefix + "rival/").values().stream()
                .filter(rival -> !gone.containsKey(rival.hex()) && !graph.standsOn(main.get(), rival))
                .toList();
        List<RevisionId> heads = rivals.stream()
                .filter(rival ->
                        rivals.stream().noneMatch(other -> !other.equals(rival) && graph.standsOn(other, rival)))
                .toList();
        return new Heads(main, heads, Optional.empty(), new TreeMap<>());
    }

    /** Names these heads, and that rivals seen before which are not among them any more are none. */
    void name(PlaceName place, Heads heads) {
        for (RevisionId before : lastFetched().rivals()) {
            boolean there = heads.line().stream().anyMatch(head -> vault.graph().standsOn(head, before));
            if (!there && vault.ref(prefix + "left/" + before).isEmpty()) {
                vault.moveRef(prefix + "left/" + before, Optional.empty(), before);
            }
        }
        ArrivedRefs.name(vault, place, heads);
    }

    /** Everything that was ever fetched is reached from these. */
    private List<RevisionId> everything() {
        List<RevisionId> all =
                new ArrayList<>(vault.ref(prefix + "main").stream().toList());
        all.addAll(vault.refs(prefix + "rival/").values());
        all.addAll(vault.refs(prefix + "left/").values());
        return all;
    }

    /** The import of a changeset. */
    Optional<RevisionId> find(NodeId node) {
        String line = TRAILER + ": " + node;
        return vault.newest(
                        everything(),
                        heading -> heading.message().stripTrailing().endsWith(line))
                .filter(heading -> nodeOf(heading).equals(Optional.of(node)))
                .map(Heading::id);
    }

    /** The changeset that a revision became which was sent from here, if it came back with one of these heads. */
    Optional<NodeId> echoOf(RevisionId sent, Collection<RevisionId> heads) {
        RevisionGraph graph = vault.graph();
        List<RevisionId> holding =
                heads.stream().filter(head -> graph.contains(head, sent)).toList();
        if (holding.isEmpty()) {
            return Optional.empty();
        }
        String line = RevisionGraph.ECHO + ": " + sent.hex();
        return vault.newest(holding, heading -> heading.message().contains(line) && graph.echoes(heading.id(), sent))
                .flatMap(Imports::nodeOf);
    }
}

package org.masora.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.Side;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.store.RevisionGraph;

/** What two lines have in common, as a base for merging. */
final class Ancestry {

    private final Workplace workplace;

    Ancestry(Workplace workplace) {
        this.workplace = workplace;
    }

    boolean contains(RevisionId descendant, RevisionId ancestor) {
        return workplace.vault().graph().contains(descendant, ancestor);
    }

    /**
     * The base of a merge with a head (rules P1, P6, S1, S3).
     *
     * @param base the place's base, if there is one
     * @param alsoOurs revisions whose content the folder contains besides: the folder's own git HEAD, other
     *     places' bases
     * @param head the other side's head
     */
    MergeBase base(Optional<RevisionId> base, Collection<RevisionId> alsoOurs, RevisionId head) {
        List<RevisionId> ours = new ArrayList<>(alsoOurs);
        base.ifPresent(ours::add);
        if (ours.isEmpty()) {
            return new MergeBase.None();
        }
        RevisionGraph graph = workplace.vault().graph();
        Snapshot own = workplace.vault().snapshot(base.orElse(head));
        // What the head stands on is the main line's; what it only names was brought in.
        List<RevisionId> bases = graph.bases(ours, List.of(head)).stream()
                .sorted(Comparator.comparing(each -> !graph.standsOn(head, each)))
                .toList();
        Optional<Snapshot> shared = common(bases, own);
        boolean rewritten = base.isPresent() && !graph.contains(head, base.get());
        if (rewritten) {
            return new MergeBase.Rewritten(
                    shared.orElse(Snapshot.EMPTY), workplace.vault().snapshot(base.get()));
        }
        return shared.<MergeBase>map(MergeBase.Common::new).orElseGet(MergeBase.None::new);
    }

    /** Several newest common revisions are brought together, the main line (the first) standing (rule S2). */
    private Optional<Snapshot> common(List<RevisionId> bases, Snapshot own) {
        if (bases.isEmpty()) {
            return Optional.empty();
        }
        RevisionId first = bases.getFirst();
        Snapshot merged = seenBeside(own, first);
        RevisionGraph graph = workplace.vault().graph();
        for (RevisionId next : bases.subList(1, bases.size())) {
            List<RevisionId> below = graph.bases(List.of(first), List.of(next));
            MergeBase base =
                    below.isEmpty() ? new MergeBase.None() : new MergeBase.Common(seenBeside(own, below.getFirst()));
            merged = workplace
                    .merge()
                    .merge(base, merged, seenBeside(own, next), Side.OURS)
                    .merged();
        }
        return Optional.of(merged);
    }

    /** A revision's content, in the layout of the place's own content: it may be one of another place (rule P6). */
    private Snapshot seenBeside(Snapshot own, RevisionId revision) {
        return PlaceView.ofElsewhere(workplace.vault().snapshot(revision), own, workplace.blobs());
    }
}

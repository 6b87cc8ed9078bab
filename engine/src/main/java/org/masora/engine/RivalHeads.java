package org.masora.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.remote.Remote.Heads;
import org.masora.store.ProjectState;

/**
 * Brings the several heads of one line together (rule P6). What comes out is a pure function of the heads:
 * parents in the order of their ids, the first one standing, the later time, and an author that is nobody. So
 * all computers that meet the same heads make the same revision, and come to rest.
 */
final class RivalHeads {

    private final Workplace workplace;
    private final Ancestry ancestry;

    RivalHeads(Workplace workplace) {
        this.workplace = workplace;
        this.ancestry = new Ancestry(workplace);
    }

    /** One merge on the way: what it met, and when and with what it was made. */
    record Step(List<Conflict> met, Revision standing, Instant time) {}

    /**
     * The heads, brought together.
     *
     * @param revision contains them all; in the vault
     */
    record United(RevisionId revision, List<Step> steps) {

        United {
            steps = List.copyOf(steps);
        }

        /** What the merges met; already in the text that all get to see. */
        List<Conflict> conflicts() {
            return steps.stream().flatMap(step -> step.met().stream()).toList();
        }
    }

    /** Brings these heads together; of a single one nothing is made. */
    United unite(List<RevisionId> heads) {
        List<RevisionId> sorted = heads.stream().sorted().toList();
        RevisionId united = sorted.getFirst();
        List<Step> steps = new ArrayList<>();
        for (RevisionId next : sorted.subList(1, sorted.size())) {
            if (ancestry.contains(united, next)) {
                continue;
            }
            Revision standing = workplace.vault().revision(united).orElseThrow();
            Revision other = workplace.vault().revision(next).orElseThrow();
            MergeBase base = ancestry.base(Optional.empty(), List.of(next), united);
            MergeOutcome outcome = workplace.merge().merge(base, other.snapshot(), standing.snapshot(), Side.THEIRS);
            Instant time = standing.time().isAfter(other.time()) ? standing.time() : other.time();
            united = workplace
                    .vault()
                    .commit(outcome.merged(), List.of(united, next), Heads.UNITER, time, Publication.MERGED + "\n");
            steps.add(new Step(outcome.conflicts(), standing, time));
        }
        return new United(united, steps);
    }

    /** Whether a revision is such a merge, with nothing of this computer in it. */
    static boolean isUnion(Revision revision) {
        return revision.parents().size() == 2
                && revision.author().equals(Heads.UNITER)
                && revision.message().equals(Publication.MERGED + "\n");
    }

    /** Records what the merges met; the same on all computers (rule C4). */
    ProjectState met(ProjectState state, United united, Optional<RevisionId> knownAtBase) {
        ProjectState next = state;
        RecordKeeping records = new RecordKeeping(workplace);
        for (Step step : united.steps()) {
            if (!step.met().isEmpty()) {
                next = records.met(
                        next,
                        step.met(),
                        Side.THEIRS,
                        Optional.of(step.standing()),
                        Heads.UNITER,
                        knownAtBase,
                        step.time());
            }
        }
        return next;
    }
}

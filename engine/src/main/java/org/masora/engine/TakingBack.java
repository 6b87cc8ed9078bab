package org.masora.engine;

import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.project.Snapshot;

/** The merge that takes back for everyone what one computer took back (rule U2). */
final class TakingBack {

    private TakingBack() {}

    /**
     * Theirs without what was taken back, then ours with that, ours standing.
     *
     * @param taken the content that brought what is taken back
     * @param mine the content before it came
     */
    static MergeOutcome merged(Workplace workplace, Snapshot taken, Snapshot mine, Snapshot ours, Snapshot theirs) {
        Snapshot without = workplace
                .merge()
                .merge(new MergeBase.Common(taken), mine, theirs, Side.THEIRS)
                .merged();
        return workplace.merge().merge(new MergeBase.Common(mine), ours, without, Side.OURS);
    }
}

package org.masora.engine;

import java.util.List;
import java.util.Optional;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.store.Operation;
import org.masora.store.ProjectState;
import org.masora.store.Vault;

/**
 * A folder with a {@code .hg} of its own: it belongs to Paratext, which may be running. It is read and kept, never
 * written. The project's content is Masora's own copy, which is in the vault alone; what is received goes there and
 * reaches the folder by Paratext's Send/Receive. What was changed in the folder comes by the same way, from the
 * server; only a project that is not exchanged with a Paratext server takes it from the folder.
 */
final class ParatextsFolder {

    /** What was last found in the folder; once it is there the folder stays Paratext's. */
    static final String REF = "refs/masora/paratext-folder";

    private final Workplace workplace;
    private final Vault vault;

    ParatextsFolder(Workplace workplace) {
        this.workplace = workplace;
        this.vault = workplace.vault();
    }

    /** Whether the project's folder is one. */
    boolean isOne() {
        return workplace.folder().isParatexts() || lastSeen().isPresent();
    }

    /** What was last found in the folder. */
    Optional<RevisionId> lastSeen() {
        return vault.ref(REF);
    }

    /** Keeps what was found in the folder, and takes it into the own copy where nothing else brings it there. */
    void found(Snapshot scanned) {
        Optional<RevisionId> before = lastSeen();
        ProjectState state = workplace.state();
        if (before.map(vault::snapshot).filter(scanned::equals).isPresent()
                && state.kept().isPresent()) {
            return;
        }
        RevisionId seen = workplace.keep(scanned, before.stream().toList(), "Seen in Paratext's folder");
        if (state.kept().isEmpty()) {
            RevisionId own = workplace.keep(scanned, List.of(), "Kept");
            workplace.record(state.withKept(own).withFolder(own), Operation.Kind.ADDED, Optional.empty());
        } else if (!PlaceView.hasParatextServer(workplace)) {
            Snapshot base = before.map(vault::snapshot)
                    .orElseGet(() -> vault.snapshot(state.kept().get()));
            takeIn(state, base, scanned);
        }
        // Last: what was not taken in yet is found again.
        vault.moveRef(REF, before, seen);
    }

    private void takeIn(ProjectState state, Snapshot base, Snapshot scanned) {
        RevisionId kept = state.kept().orElseThrow();
        MergeOutcome outcome =
                workplace.merge().merge(new MergeBase.Common(base), vault.snapshot(kept), scanned, Side.THEIRS);
        if (outcome.merged().equals(vault.snapshot(kept))) {
            return;
        }
        RevisionId taken = workplace.keep(outcome.merged(), List.of(kept), "Changed in Paratext's folder");
        ProjectState met = new RecordKeeping(workplace)
                .met(
                        state.withKept(taken),
                        outcome.conflicts(),
                        Side.THEIRS,
                        Optional.empty(),
                        workplace.person(),
                        Optional.empty(),
                        workplace.now());
        workplace.record(met, Operation.Kind.KEPT, Optional.empty());
    }

    /**
     * Whether the own copy is only what was found in the folder, and no place was exchanged with yet: then the server
     * of the folder's own Send/Receive says what the project is.
     */
    boolean isFresh() {
        return isOne()
                && workplace.state().places().values().stream()
                        .allMatch(place -> place.base().isEmpty());
    }
}

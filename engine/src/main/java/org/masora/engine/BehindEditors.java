package org.masora.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.RevisionId;
import org.masora.store.Operation;

/**
 * What stood in the folder before Masora changed it: an editor that was forgotten open goes on editing that. Read from the
 * journal when it is asked for.
 */
final class BehindEditors implements Rewinds.Behind {

    /** For how long an editor is thought to be forgotten open; later, edits are edits. */
    private static final Duration FORGOTTEN_AT_MOST = Duration.ofDays(14);

    /** Most entries of the journal keep what an editor wrote. */
    private static final int OPERATIONS_MAX = 400;

    private static final int CHANGES_MAX = 20;

    private final Workplace workplace;
    private final Optional<String> until;
    private final Map<RevisionId, Optional<BlobId>> known = new HashMap<>();
    private Optional<List<Operation>> changes = Optional.empty();

    private BehindEditors(Workplace workplace, Optional<String> until) {
        this.workplace = workplace;
        this.until = until;
    }

    /** As it is now. */
    static BehindEditors now(Workplace workplace) {
        return new BehindEditors(workplace, Optional.empty());
    }

    /** As it was before an operation. */
    static BehindEditors before(Workplace workplace, Operation operation) {
        return new BehindEditors(workplace, Optional.of(operation.id()));
    }

    @Override
    public List<Change> of(String path) {
        known.clear();
        List<Change> found = new ArrayList<>();
        for (Operation operation : changes()) {
            Optional<BlobId> before = file(operation.before().orElseThrow(), path);
            Optional<BlobId> after = file(operation.after().orElseThrow(), path);
            if (before.isPresent() && after.isPresent() && !before.equals(after)) {
                found.add(new Change(before.get(), after.get()));
            }
        }
        return found;
    }

    private Optional<BlobId> file(RevisionId revision, String path) {
        return known.computeIfAbsent(
                revision,
                id -> workplace
                        .vault()
                        .snapshot(id)
                        .entry(path)
                        .filter(Entry::isFile)
                        .map(Entry::id));
    }

    private List<Operation> changes() {
        if (changes.isEmpty()) {
            Instant since = workplace.clock().instant().minus(FORGOTTEN_AT_MOST);
            changes = Optional.of(workplace
                    .store()
                    .operations()
                    .limit(OPERATIONS_MAX)
                    .takeWhile(operation -> operation.time().isAfter(since))
                    .dropWhile(operation ->
                            until.filter(id -> !operation.id().equals(id)).isPresent())
                    .skip(until.isPresent() ? 1 : 0)
                    .filter(Operation::undoable)
                    .limit(CHANGES_MAX)
                    .toList());
        }
        return changes.orElseThrow();
    }
}

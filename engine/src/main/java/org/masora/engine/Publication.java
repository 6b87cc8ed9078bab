package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import org.masora.core.merge.Side;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.store.PlaceState;
import org.masora.store.RevisionGraph;
import org.masora.store.Vault.Heading;

/**
 * Makes the revisions that are published: one with this computer's net change, and a merge where the
 * place has moved too (rule P5). Never anything kept (rule P4).
 */
final class Publication {

    private static final String MERGED = "Combined the work of several people";
    private static final String TAKEN_BACK = "Took back what was received";

    private final Workplace workplace;

    Publication(Workplace workplace) {
        this.workplace = workplace;
    }

    /**
     * This computer's net change on top of what waits on the place's line.
     *
     * @return the line itself, when it already says the same and nothing is owed
     */
    PlaceState netChange(PlaceState place, Snapshot ours, List<RevisionId> firstParents) {
        List<RevisionId> parents = place.line().map(List::of).orElse(firstParents);
        boolean saysTheSame = place.line()
                .map(workplace.vault()::snapshot)
                .filter(ours::equals)
                .isPresent();
        if (saysTheSame && place.owed().isEmpty()) {
            return place;
        }
        Snapshot before = parents.isEmpty() ? Snapshot.EMPTY : workplace.vault().snapshot(parents.getFirst());
        RevisionId revision = workplace
                .vault()
                .commit(ours, parents, workplace.person(), workplace.now(), message(before, ours, place.owed()));
        return place.withLine(revision, List.of());
    }

    /**
     * The merge of the place's head with this computer's net change.
     *
     * @param stands ours where received changes are taken back for everyone (rule U2)
     */
    RevisionId merge(RevisionId head, RevisionId netChange, Snapshot merged, Side stands) {
        return workplace
                .vault()
                .commit(
                        merged,
                        List.of(head, netChange),
                        workplace.person(),
                        workplace.now(),
                        (stands == Side.THEIRS ? MERGED : TAKEN_BACK) + "\n");
    }

    /** Whether this is such a merge, with theirs standing. */
    static boolean isMerge(Heading revision) {
        return revision.parents().size() == 2 && revision.message().startsWith(MERGED + "\n");
    }

    /** Content taken in without becoming a parent: it stands on the head alone and names what it contains (rules S2, S3). */
    RevisionId onHead(RevisionId head, Snapshot merged, List<RevisionId> contained, List<String> owed) {
        List<String> trailers = new ArrayList<>(owed);
        contained.forEach(revision -> trailers.add(RevisionGraph.ANCESTOR + ": " + revision.hex()));
        return workplace
                .vault()
                .commit(
                        merged,
                        List.of(head),
                        workplace.person(),
                        workplace.now(),
                        message(workplace.vault().snapshot(head), merged, trailers));
    }

    private String message(Snapshot before, Snapshot after, List<String> trailers) {
        StringBuilder message = new StringBuilder(title(ChangeSummary.between(before, after, workplace.blobs())));
        message.append('\n');
        if (!trailers.isEmpty()) {
            message.append('\n');
            trailers.forEach(trailer -> message.append(trailer).append('\n'));
        }
        return message.toString();
    }

    /** For people who look at the place's own history: which books, or how many files. */
    private static String title(ChangeSummary changes) {
        List<String> books =
                changes.books().stream().map(change -> change.book().code()).toList();
        if (books.isEmpty()) {
            return changes.files().isEmpty()
                    ? "Decisions"
                    : "Changes in " + changes.files().size() + " files";
        }
        String named = String.join(", ", books.subList(0, Math.min(5, books.size())));
        return "Changes in " + named + (books.size() > 5 ? " and " + (books.size() - 5) + " more books" : "");
    }
}

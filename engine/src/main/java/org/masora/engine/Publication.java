package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.masora.core.merge.Side;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.remote.Remote.Heads;
import org.masora.store.PlaceState;
import org.masora.store.PlaceState.Attempt;
import org.masora.store.RevisionGraph;
import org.masora.store.Vault;
import org.masora.store.Vault.Heading;

/**
 * Makes the revisions that are published: one with this computer's net change, and a merge where the
 * place has moved too (rule P5). Never anything kept (rule P4).
 */
final class Publication {

    /** How many people are named whose work comes from one line. */
    private static final int AUTHORS_MAX = 20;

    /** The title of merges of which the place's head stands. */
    static final String MERGED = "Combined the work of several people";

    private static final String TAKEN_BACK = "Took back what was received";

    private static final String TAKES_BACK = "Masora-Takes-Back: ";

    private final Workplace workplace;
    private final Comparisons comparisons;
    private final Optional<RevisionId> folderGitHead;

    Publication(Exchange exchange) {
        this.workplace = exchange.workplace;
        this.comparisons = exchange.comparisons;
        this.folderGitHead = exchange.folderGitHead;
    }

    /**
     * This computer's net change on top of the place's line, naming what is owed. An offer that is not known
     * to have arrived is never stood upon (rule P4).
     *
     * @param firstParents what a first revision stands on
     * @param contained revisions that are in the folder besides, some perhaps on the line already: what is not is
     *     named, so that everyone who meets both knows their base (rules P6, S1)
     * @return the line itself, when it already says the same and nothing is owed; the same revision as before,
     *     when just this was offered already
     */
    RevisionId netChange(PlaceState place, Snapshot ours, List<RevisionId> firstParents, List<RevisionId> contained) {
        if (place.line().isPresent()
                && place.owed().isEmpty()
                && says(place.line().get(), ours)) {
            return place.line().get();
        }
        List<RevisionId> parents = place.line().map(List::of).orElse(firstParents);
        List<String> trailers = new ArrayList<>(place.owed());
        RevisionGraph graph = workplace.vault().graph();
        contained.stream()
                .filter(revision -> parents.stream().noneMatch(parent -> graph.contains(parent, revision)))
                .flatMap(revision -> naming(revision, parents))
                .filter(trailer -> !place.owed().contains(trailer))
                .distinct()
                .forEach(trailers::add);
        for (Attempt attempt : place.attempts().reversed()) {
            boolean sameWay = attempt.told().equals(place.owed())
                    && workplace.vault().parents(attempt.offered()).equals(parents);
            if (sameWay && says(attempt.offered(), ours) && names(attempt.offered(), trailers)) {
                return attempt.offered();
            }
        }
        Snapshot before = parents.isEmpty() ? Snapshot.EMPTY : workplace.vault().snapshot(parents.getFirst());
        return workplace
                .vault()
                .commit(ours, parents, workplace.person(), workplace.now(), message(before, ours, trailers));
    }

    /** A revision that is in the folder besides, and who made what came with it from another place (rule V3). */
    private Stream<String> naming(RevisionId revision, List<RevisionId> parents) {
        Stream<String> itself = Stream.of(RevisionGraph.ANCESTOR + ": " + revision.hex());
        // Who committed in the folder's own git is nobody's business there.
        return folderGitHead.equals(Optional.of(revision))
                ? itself
                : Stream.concat(
                        itself,
                        authors(revision, workplace.vault().graph().bases(parents, List.of(revision))).stream());
    }

    /** Trailers that name the other people who made what stands below a revision and not below others. */
    List<String> authors(RevisionId of, List<RevisionId> notBelow) {
        return workplace.vault().graph().authors(of, notBelow, AUTHORS_MAX).stream()
                .filter(author -> !author.equals(workplace.person()) && !author.equals(Heads.UNITER))
                .map(author -> "Co-authored-by: " + author.name() + " <" + author.email() + ">")
                .toList();
    }

    private boolean names(RevisionId revision, List<String> trailers) {
        List<String> lines = workplace
                .vault()
                .revision(revision)
                .map(known -> known.message().lines().toList())
                .orElse(List.of());
        return lines.containsAll(trailers);
    }

    private boolean says(RevisionId revision, Snapshot content) {
        return workplace.vault().snapshot(revision).equals(content);
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

    /** Whether this is a merge that took something back for everyone, with ours standing. */
    static boolean takesBack(Heading revision) {
        return revision.parents().size() == 2 && revision.message().startsWith(TAKEN_BACK + "\n");
    }

    /** The trailer of a net change that goes with such a merge. */
    static String takingBack(RevisionId taken) {
        return TAKES_BACK + taken.hex();
    }

    /** What a net change says that it takes back, if that is here. */
    static Optional<RevisionId> takenBack(Vault vault, RevisionId netChange) {
        return vault.heading(netChange).stream()
                .flatMap(heading -> heading.message().lines())
                .filter(line -> line.matches(TAKES_BACK + "[0-9a-f]{40}"))
                .map(line -> new RevisionId(line.substring(TAKES_BACK.length())))
                .filter(vault::has)
                .findFirst();
    }

    private String message(Snapshot before, Snapshot after, List<String> trailers) {
        StringBuilder message = new StringBuilder(title(comparisons.between(before, after)));
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

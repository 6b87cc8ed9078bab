package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.FooterKey;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;

/**
 * Which revision contains which. A revision contains its git parents and, besides them,
 *
 * <ul>
 *   <li>what its trailer {@value #ANCESTOR} names: content it took in without making it a parent, because
 *       Scribe's library cannot bear more than one merge base (rules S2, S3),
 *   <li>what its trailer {@value #ECHO} names, if that holds the very same content: it is that revision, come
 *       back from a place that gives revisions names of its own (rule P1).
 * </ul>
 */
public final class RevisionGraph {

    /** The trailer that names a revision whose content this one contains. */
    public static final String ANCESTOR = "Masora-Ancestor";

    /** The trailer that names the revision which this one is, as it came back from a place. */
    public static final String ECHO = "Masora-Revision";

    private static final int AUTHORED_MAX = 500;

    /** An order in which what stands on something usually comes before it. */
    static final Comparator<RevCommit> NEWEST_FIRST =
            Comparator.comparingInt(RevCommit::getCommitTime).reversed().thenComparing(RevCommit::getName);

    private static final FooterKey ANCESTOR_KEY = new FooterKey(ANCESTOR);
    private static final FooterKey ECHO_KEY = new FooterKey(ECHO);

    private final Repository repository;

    RevisionGraph(Repository repository) {
        this.repository = repository;
    }

    /** Whether {@code descendant} is {@code ancestor} or contains it. */
    public boolean contains(RevisionId descendant, RevisionId ancestor) {
        if (descendant.equals(ancestor)) {
            return true;
        }
        return bases(List.of(descendant), List.of(ancestor)).contains(ancestor);
    }

    /**
     * Whether {@code descendant} is {@code ancestor} or stands on it by git parents alone: what a place
     * takes without being forced, and what stays reachable with plain git.
     */
    public boolean standsOn(RevisionId descendant, RevisionId ancestor) {
        try (RevWalk walk = new RevWalk(repository)) {
            return walk.isMergedInto(
                    walk.parseCommit(Vault.objectId(ancestor)), walk.parseCommit(Vault.objectId(descendant)));
        } catch (MissingObjectException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether {@code echo} says of itself that it is {@code sent}, come back from a place, and holds the same. */
    public boolean echoes(RevisionId echo, RevisionId sent) {
        try (RevWalk walk = new RevWalk(repository)) {
            return parse(walk, Vault.objectId(echo)).stream()
                    .flatMap(commit -> echoed(walk, commit).stream())
                    .anyMatch(commit -> commit.equals(Vault.objectId(sent)));
        }
    }

    /**
     * Who made the revisions that one stands on by git parents and others do not contain; the newest revision's
     * author first, each person once. What was sent from here and came back is nobody else's.
     *
     * @param most how many people to name at most; of the newest {@value #AUTHORED_MAX} revisions
     */
    public List<Person> authors(RevisionId of, Collection<RevisionId> contained, int most) {
        try (RevWalk walk = new RevWalk(repository)) {
            Queue<RevCommit> open = new PriorityQueue<>(NEWEST_FIRST);
            Set<ObjectId> seen = new HashSet<>();
            Set<Person> people = new LinkedHashSet<>();
            open.addAll(parse(walk, Vault.objectId(of)));
            for (int looked = 0; looked < AUTHORED_MAX && !open.isEmpty() && people.size() < most; looked++) {
                RevCommit commit = open.remove();
                if (contained.stream().anyMatch(known -> contains(known, Vault.revisionId(commit)))) {
                    continue;
                }
                if (echoed(walk, commit).isEmpty()) {
                    PersonIdent author = commit.getAuthorIdent();
                    people.add(new Person(author.getName(), author.getEmailAddress()));
                }
                for (RevCommit parent : commit.getParents()) {
                    if (seen.add(parent)) {
                        open.addAll(parse(walk, parent));
                    }
                }
            }
            return List.copyOf(people);
        }
    }

    /**
     * The newest revisions that both sides contain: none, one, or several where histories crossed.
     * Sorted by id.
     */
    public List<RevisionId> bases(Collection<RevisionId> ours, Collection<RevisionId> theirs) {
        try (RevWalk walk = new RevWalk(repository)) {
            Walk paint = new Walk(walk);
            ours.forEach(id -> paint.start(id, OURS));
            theirs.forEach(id -> paint.start(id, THEIRS));
            List<RevCommit> common = paint.run();
            return withoutContained(walk, common).stream()
                    .map(Vault::revisionId)
                    .sorted()
                    .toList();
        }
    }

    private List<RevCommit> withoutContained(RevWalk walk, List<RevCommit> candidates) {
        List<RevCommit> newest = new ArrayList<>();
        for (RevCommit candidate : candidates) {
            boolean contained =
                    candidates.stream().anyMatch(other -> !other.equals(candidate) && reaches(walk, other, candidate));
            if (!contained) {
                newest.add(candidate);
            }
        }
        return newest;
    }

    private boolean reaches(RevWalk walk, RevCommit from, RevCommit to) {
        Set<ObjectId> seen = new HashSet<>();
        List<RevCommit> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            RevCommit commit = open.removeLast();
            if (commit.equals(to)) {
                return true;
            }
            if (seen.add(commit.getId())) {
                open.addAll(parents(walk, commit));
            }
        }
        return false;
    }

    private static final int OURS = 1;
    private static final int THEIRS = 2;
    private static final int STALE = 4;

    /** Paints what each side contains, newest first, as git's merge-base does. */
    private final class Walk {
        private final RevWalk walk;
        private final Map<ObjectId, Integer> colours = new HashMap<>();
        private final PriorityQueue<RevCommit> queue = new PriorityQueue<>(NEWEST_FIRST);

        Walk(RevWalk walk) {
            this.walk = walk;
        }

        void start(RevisionId id, int colour) {
            parse(walk, Vault.objectId(id)).forEach(commit -> paint(commit, colour));
        }

        private void paint(RevCommit commit, int colour) {
            int before = colours.getOrDefault(commit.getId(), 0);
            int after = before | colour;
            if (after != before) {
                colours.put(commit.getId(), after);
                queue.add(commit);
            }
        }

        List<RevCommit> run() {
            Map<ObjectId, RevCommit> common = new HashMap<>();
            while (queue.stream().anyMatch(c -> (colours.getOrDefault(c.getId(), 0) & STALE) == 0)) {
                RevCommit commit = queue.remove();
                int colour = colours.getOrDefault(commit.getId(), 0);
                if ((colour & (OURS | THEIRS)) == (OURS | THEIRS) && (colour & STALE) == 0) {
                    common.put(commit.getId(), commit);
                }
                int passedOn = (colour & (OURS | THEIRS)) == (OURS | THEIRS) ? colour | STALE : colour;
                for (RevCommit parent : parents(walk, commit)) {
                    paint(parent, passedOn);
                }
            }
            return common.values().stream()
                    .filter(c -> (colours.getOrDefault(c.getId(), 0) & STALE) == 0)
                    .sorted(NEWEST_FIRST)
                    .toList();
        }
    }

    private List<RevCommit> parents(RevWalk walk, RevCommit commit) {
        List<RevCommit> parents = new ArrayList<>();
        for (RevCommit parent : commit.getParents()) {
            parents.addAll(parse(walk, parent));
        }
        for (String named : commit.getFooterLines(ANCESTOR_KEY)) {
            if (ObjectId.isId(named.strip())) {
                parents.addAll(parse(walk, ObjectId.fromString(named.strip())));
            }
        }
        parents.addAll(echoed(walk, commit));
        return parents;
    }

    /** What a trailer alone says is not enough to take something for arrived: the content has to say it too. */
    private List<RevCommit> echoed(RevWalk walk, RevCommit commit) {
        return commit.getFooterLines(ECHO_KEY).stream()
                .map(String::strip)
                .filter(ObjectId::isId)
                .flatMap(named -> parse(walk, ObjectId.fromString(named)).stream())
                .filter(sent -> sent.getTree().equals(commit.getTree()))
                .toList();
    }

    /** The revision, or nothing when it is not here: a trailer may name what this vault never saw. */
    private List<RevCommit> parse(RevWalk walk, ObjectId id) {
        try {
            RevCommit commit = walk.parseCommit(id);
            walk.parseBody(commit);
            return List.of(commit);
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

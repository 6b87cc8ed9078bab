package org.masora.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.masora.core.merge.ConflictId;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.scripture.Reference;
import org.masora.store.RevisionWalk;
import org.masora.store.Vault.Heading;

/** What was, when, by whom: of the project, and of one verse, over everything the vault holds. */
public final class LookingBack {

    private final Workplace workplace;

    LookingBack(Workplace workplace) {
        this.workplace = workplace;
    }

    /**
     * A revision in the project's history.
     *
     * @param published whether it is on a place's line, or only kept on this computer
     * @param title the first line of its message
     */
    public record Past(RevisionId revision, Instant time, Person person, String title, boolean published) {
        /** What the title says, where Masora wrote it. */
        public What what() {
            return What.of(title);
        }
    }

    /** What a revision is, as told by its title. */
    public enum What {
        /** What was found in the folder. */
        KEPT("Kept", "With text held", "What the folder can hold now"),
        RECEIVED("Received from ", "Received, with text held", "Downloaded from "),
        SENT("Sent", "Changes in "),
        DECIDED("Decided", "Decisions"),
        RESTORED("Restored"),
        TAKEN_BACK("Taken back", "Took back what was received"),
        COMBINED("Combined the work of several people"),
        /** Before the project came into its folder. */
        NOTHING_YET("An empty folder"),
        /** Another program or person wrote the title. */
        ELSEWHERE;

        @SuppressWarnings("ImmutableEnumChecker") // made by List.of, which nobody can change
        private final List<String> titles;

        What(String... titles) {
            this.titles = List.of(titles);
        }

        private boolean fits(String title) {
            return titles.stream()
                    .anyMatch(known -> known.endsWith(" ") ? title.startsWith(known) : title.equals(known));
        }

        private static What of(String title) {
            return Arrays.stream(values())
                    .filter(what -> what.fits(title))
                    .findFirst()
                    .orElse(ELSEWHERE);
        }
    }

    /**
     * A text that a verse had.
     *
     * @param revision the oldest revision found with it
     * @param text exact bytes; empty when the verse was not there
     * @param conflicts the disagreements about the verse in which this was one of the texts, or what was decided; a
     *     revision with this text is one that met or decided it, by its record
     */
    public record Reading(
            RevisionId revision,
            Instant time,
            Person person,
            Optional<byte[]> text,
            boolean published,
            List<ConflictId> conflicts) {

        public Reading {
            conflicts = List.copyOf(conflicts);
        }
    }

    /**
     * A revision that was come by.
     *
     * @param published whether it is on a place's line, or only kept on this computer
     */
    record Visited(Heading heading, boolean published) {}

    /** The newest revisions of the project, newest first. */
    List<Past> revisions(int most) {
        try (RevisionWalk walk = workplace.vault().walk()) {
            return visited(walk, most).stream()
                    .map(visited -> past(visited.heading(), visited.published()))
                    .toList();
        }
    }

    /** One revision; empty when it is not here. */
    Optional<Past> revision(RevisionId id) {
        try (RevisionWalk walk = workplace.vault().walk()) {
            return walk.heading(id)
                    .map(heading -> past(heading, reach(walk, published()).contains(id)));
        }
    }

    private static Past past(Heading heading, boolean published) {
        return new Past(heading.id(), heading.time(), heading.author(), title(heading), published);
    }

    private static String title(Heading heading) {
        return heading.message().lines().findFirst().orElse("");
    }

    /** Every text that a verse ever had here, in published and kept revisions, newest first. */
    List<Reading> readings(Reference reference) {
        try (VerseHistory history = new VerseHistory(workplace, reference)) {
            return history.readings(visited(history.walk(), Integer.MAX_VALUE));
        }
    }

    /** Everything reachable from the project's state, newest first, each revision once; trees of records left out. */
    private List<Visited> visited(RevisionWalk walk, int most) {
        Set<RevisionId> published = published();
        Set<RevisionId> publishedAll = reach(walk, published);
        Set<RevisionId> starts = new HashSet<>(published);
        workplace.state().kept().ifPresent(starts::add);
        new ParatextsFolder(workplace).lastSeen().ifPresent(starts::add);
        PriorityQueue<Heading> queue = new PriorityQueue<>(
                Comparator.comparing(Heading::time).reversed().thenComparing(Heading::id));
        Set<RevisionId> seen = new HashSet<>(starts);
        starts.forEach(start -> walk.heading(start).ifPresent(queue::add));
        List<Visited> visited = new ArrayList<>();
        while (visited.size() < most && !queue.isEmpty()) {
            Heading heading = Objects.requireNonNull(queue.poll());
            visited.add(new Visited(heading, publishedAll.contains(heading.id())));
            heading.parents().stream()
                    .filter(seen::add)
                    .forEach(parent -> walk.heading(parent).ifPresent(queue::add));
        }
        return visited;
    }

    private Set<RevisionId> published() {
        Set<RevisionId> published = new HashSet<>();
        workplace.state().places().values().forEach(place -> {
            place.line().ifPresent(published::add);
            place.base().ifPresent(published::add);
            published.addAll(place.setAside());
        });
        return published;
    }

    private static Set<RevisionId> reach(RevisionWalk walk, Set<RevisionId> starts) {
        Set<RevisionId> reached = new HashSet<>();
        Deque<RevisionId> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            RevisionId id = open.removeLast();
            if (reached.add(id)) {
                open.addAll(walk.parents(id));
            }
        }
        return reached;
    }
}

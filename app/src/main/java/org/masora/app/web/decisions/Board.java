package org.masora.app.web.decisions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.app.words.Message;
import org.masora.core.project.Person;
import org.masora.core.sync.HeldText;

/**
 * What there is to decide in a project, as last looked at, with what was pressed since.
 *
 * @param known whether it was looked at already
 * @param me who decides here
 * @param all everything, in the order of the books
 * @param held older texts that came back
 * @param saving what was pressed and is not saved yet
 * @param last the newest act
 * @param problems what could not be saved, and why
 */
public record Board(
        boolean known,
        Person me,
        List<Disagreement> all,
        List<HeldText> held,
        Set<String> saving,
        Optional<Act> last,
        Map<String, Message> problems) {

    /** Nothing is known yet. */
    static final Board UNKNOWN =
            new Board(false, new Person("", ""), List.of(), List.of(), Set.of(), Optional.empty(), Map.of());

    public Board {
        all = List.copyOf(all);
        held = List.copyOf(held);
        saving = Set.copyOf(saving);
        problems = Map.copyOf(problems);
    }

    /**
     * Something that was pressed.
     *
     * @param kind what
     * @param ids what it was about
     * @param where the only place, where it is only one
     * @param state what became of it
     */
    public record Act(Kind kind, List<String> ids, Optional<Disagreement> where, State state) {
        public Act {
            ids = List.copyOf(ids);
        }

        /** What can be pressed. */
        public enum Kind {
            DECIDED,
            TAKEN_TOGETHER,
            TURNED_BACK
        }

        /** What can become of it. */
        public enum State {
            SAVING,
            SAVED,
            UNDONE,
            FAILED
        }

        Act as(State newState) {
            return new Act(kind, ids, where, newState);
        }
    }

    /** One of them. */
    public Optional<Disagreement> find(String id) {
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** How many wait. */
    public int waiting() {
        return (int) all.stream()
                .filter(one -> one.waits() && !saving.contains(one.id()))
                .count();
    }

    /** How many decisions are not known to be at every place. */
    public int unsent() {
        return (int) all.stream()
                .flatMap(one -> one.settled().stream())
                .filter(settled -> !settled.sent())
                .count();
    }

    Board withAll(Person newMe, List<Disagreement> newAll, List<HeldText> newHeld) {
        return new Board(true, newMe, newAll, newHeld, saving, last, problems);
    }

    Board with(Set<String> newSaving, Optional<Act> newLast, Map<String, Message> newProblems) {
        return new Board(known, me, all, held, newSaving, newLast, newProblems);
    }

    /** Whether the same is to be seen. */
    boolean showsSame(Board other) {
        return known == other.known
                && me.equals(other.me)
                && held.equals(other.held)
                && saving.equals(other.saving)
                && last.equals(other.last)
                && problems.equals(other.problems)
                && all.stream()
                        .map(Disagreement::stamp)
                        .toList()
                        .equals(other.all.stream().map(Disagreement::stamp).toList());
    }
}

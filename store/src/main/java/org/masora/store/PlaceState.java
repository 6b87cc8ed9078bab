package org.masora.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.core.project.RevisionId;

/**
 * What is known of one remote place (rules P1, U1).
 *
 * @param base the revision last proved to be there and contained in the folder
 * @param line the newest revision of the place's line: the base, or a merge that waits on top of it because
 *     it displaced a reading (rule P5). What was only offered is none: if it did not arrive, the next offer
 *     does not stand on it, so that words withdrawn meanwhile stay private (rule P4)
 * @param attempts what was offered and not yet proved to be there, oldest first
 * @param setAside received revisions that an undo took back: no head that contains one is built on
 *     until the person has answered
 * @param records the records' head last seen there
 * @param recordsAtBase our own records when the base last moved: what was closed in them is known as
 *     closed (rule C5)
 * @param owed trailers of decisions and undos that no revision sent there names yet (rule C4)
 */
public record PlaceState(
        Optional<RevisionId> base,
        Optional<RevisionId> line,
        List<Attempt> attempts,
        List<RevisionId> setAside,
        Optional<RevisionId> records,
        Optional<RevisionId> recordsAtBase,
        List<String> owed) {

    /** A place that was never reached. */
    public static final PlaceState NEW = new PlaceState(
            Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty(), List.of());

    /**
     * An offer whose outcome is not known.
     *
     * @param offered the revision
     * @param folder the kept revision with the same content: when the offer is proved to have arrived, the
     *     folder is known to have held it
     * @param told the trailers that the offer names: owed until it is proved to have arrived
     */
    public record Attempt(RevisionId offered, RevisionId folder, List<String> told) {
        public Attempt {
            told = List.copyOf(told);
        }
    }

    public PlaceState {
        attempts = List.copyOf(attempts);
        setAside = List.copyOf(setAside);
        owed = List.copyOf(owed);
    }

    /** The base has moved to a head that the folder contains; nothing waits on top of it. */
    public PlaceState atBase(RevisionId head, Optional<RevisionId> ownRecords) {
        return new PlaceState(Optional.of(head), Optional.of(head), List.of(), setAside, records, ownRecords, owed);
    }

    /** The same, with this waiting to be sent, which names all that is owed. */
    public PlaceState withLine(RevisionId newest) {
        return new PlaceState(base, Optional.of(newest), attempts, setAside, records, recordsAtBase, List.of());
    }

    /** The same, with heads of the place brought together, which waits to be sent and names nothing that is owed. */
    public PlaceState withUnion(RevisionId newest) {
        return new PlaceState(base, Optional.of(newest), attempts, setAside, records, recordsAtBase, owed);
    }

    /**
     * The place holds what was offered.
     *
     * @param arrived what was offered, under the name that it has there
     */
    public PlaceState withArrived(Attempt attempt, RevisionId arrived, Optional<RevisionId> ownRecords) {
        List<String> stillOwed = new ArrayList<>(owed);
        stillOwed.removeAll(attempt.told());
        PlaceState at = atBase(arrived, ownRecords);
        return new PlaceState(at.base(), at.line(), at.attempts(), setAside, records, at.recordsAtBase(), stillOwed);
    }

    /** An offer is about to go out: written down before it goes. */
    public PlaceState attempting(Attempt attempt) {
        List<Attempt> more = new ArrayList<>(attempts);
        more.remove(attempt);
        more.add(attempt);
        return new PlaceState(base, line, more, setAside, records, recordsAtBase, owed);
    }

    /** An offer that was refused for certain. */
    public PlaceState withoutAttempt(RevisionId offered) {
        List<Attempt> less =
                attempts.stream().filter(a -> !a.offered().equals(offered)).toList();
        return new PlaceState(base, line, less, setAside, records, recordsAtBase, owed);
    }

    public PlaceState withRecords(Optional<RevisionId> seen) {
        return new PlaceState(base, line, attempts, setAside, seen, recordsAtBase, owed);
    }

    public PlaceState withSetAside(List<RevisionId> revisions) {
        return new PlaceState(base, line, attempts, revisions, records, recordsAtBase, owed);
    }

    public PlaceState owing(String trailer) {
        if (owed.contains(trailer)) {
            return this;
        }
        List<String> more = new ArrayList<>(owed);
        more.add(trailer);
        return new PlaceState(base, line, attempts, setAside, records, recordsAtBase, more);
    }

    /** The same, owing just these. */
    public PlaceState withOwed(List<String> trailers) {
        return new PlaceState(base, line, attempts, setAside, records, recordsAtBase, trailers);
    }

    /** Whether something waits on the line that the place is not proved to hold. */
    public boolean waits() {
        return !line.equals(base);
    }
}

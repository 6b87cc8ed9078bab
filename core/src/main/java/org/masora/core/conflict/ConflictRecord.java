package org.masora.core.conflict;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.masora.core.conflict.Event.Decided;
import org.masora.core.conflict.Event.Opened;
import org.masora.core.conflict.Event.TurnedBack;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.ConflictId;
import org.masora.core.merge.ConflictIdentity;
import org.masora.core.merge.ConflictType;
import org.masora.core.merge.UnitRef;

/**
 * One disagreement with everything that is known to have happened to it.
 *
 * @param id its name
 * @param type what kind of disagreement
 * @param reference where
 * @param events by id, which is no order of time; not empty
 * @param state how it stands
 */
public record ConflictRecord(
        ConflictId id, ConflictType type, UnitRef reference, NavigableMap<EventId, Event> events, ConflictState state) {

    public ConflictRecord {
        events = Collections.unmodifiableNavigableMap(new TreeMap<>(events));
        if (events.isEmpty()) {
            throw new IllegalArgumentException("nothing happened to " + id);
        }
    }

    /**
     * @param agree whether the words of these decisions, at least two, are the same
     */
    static ConflictRecord of(
            ConflictId id,
            ConflictIdentity identity,
            NavigableMap<EventId, Event> events,
            Predicate<Collection<Decided>> agree) {
        return new ConflictRecord(id, identity.type(), identity.reference(), events, state(unanswered(events), agree));
    }

    /** The events that no other known event answers. */
    public NavigableMap<EventId, Event> unanswered() {
        return unanswered(events);
    }

    private static NavigableMap<EventId, Event> unanswered(NavigableMap<EventId, Event> events) {
        Set<EventId> answered = new HashSet<>();
        events.values().forEach(event -> answered.addAll(event.answers()));
        NavigableMap<EventId, Event> unanswered = new TreeMap<>(events);
        unanswered.keySet().removeAll(answered);
        return unanswered;
    }

    private static ConflictState state(NavigableMap<EventId, Event> unanswered, Predicate<Collection<Decided>> agree) {
        NavigableMap<EventId, Decided> decisions = new TreeMap<>();
        boolean waits = false;
        boolean withdrawn = false;
        for (var entry : unanswered.entrySet()) {
            switch (entry.getValue()) {
                case Decided decided -> decisions.put(entry.getKey(), decided);
                case Opened opened -> waits |= opened.kind() == Conflict.Kind.OPEN;
                case TurnedBack _ -> waits = true;
                case Event.Withdrawn _ -> withdrawn = true;
            }
        }
        if (decisions.size() == 1 || (decisions.size() > 1 && agree.test(decisions.values()))) {
            return new ConflictState.Closed(decisions);
        }
        if (waits || !decisions.isEmpty()) {
            return new ConflictState.Open(decisions);
        }
        return withdrawn ? new ConflictState.Withdrawn() : new ConflictState.Automatic();
    }
}

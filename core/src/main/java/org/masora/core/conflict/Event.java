package org.masora.core.conflict;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.masora.core.merge.Conflict;
import org.masora.core.project.BlobId;
import org.masora.core.project.Person;

/**
 * Something that happened to a disagreement. Events are only ever added; what they mean together
 * is {@link ConflictRecord#state()}.
 *
 * <p>Its file is JSON in one canonical form: UTF-8, one line without a line end, no spaces, names in
 * the order of {@code docs/format.md}, strings escaped only where JSON demands it ({@code \"},
 * {@code \\}, {@code \b \f \n \r \t}, other control characters and lone surrogates as {@code \}{@code
 * u} with four lower-case digits), no numbers, {@code null} for what is absent, answers sorted.
 */
public sealed interface Event {

    /** Whose doing it was. */
    Person who();

    /** When, by that person's clock, in whole seconds; never used to order events. */
    Instant when();

    /** The events that were known and unanswered, and that this one settles, sorted. */
    NavigableSet<EventId> answers();

    /** The name, which is the hash of the canonical bytes. */
    default EventId id() {
        return EventId.of(RecordJson.write(this));
    }

    /** What a person did about a disagreement; published revisions name these (rule C4). */
    sealed interface Resolution extends Event {}

    /**
     * A merge met the disagreement.
     *
     * @param kind whether it waits for a person or was settled by the merge
     * @param base the common text; absent when there was none
     * @param stood the reading of the side whose text has precedence (rule M1)
     * @param other the reading that was displaced, or combined into the first
     * @param merged what stood in the merged project; absent when nothing did
     */
    record Opened(
            Conflict.Kind kind,
            Person who,
            Instant when,
            NavigableSet<EventId> answers,
            Optional<BlobId> base,
            Reading stood,
            Reading other,
            Optional<BlobId> merged)
            implements Event {
        public Opened {
            when = WholeSeconds.required(when);
            answers = sorted(answers);
        }

        /** Whether both tell of the same readings, in the same roles and with the same outcome. */
        boolean tellsSameAs(Opened another) {
            return kind == another.kind
                    && stood.text().equals(another.stood.text())
                    && other.text().equals(another.other.text())
                    && (kind == Conflict.Kind.OPEN || merged.equals(another.merged));
        }
    }

    /**
     * One side of the disagreement.
     *
     * @param text the exact bytes; absent when that side does not have the unit
     * @param origin who wrote it and when
     */
    record Reading(Optional<BlobId> text, Origin origin) {}

    /**
     * A person decided.
     *
     * @param text what stands by this decision, exact bytes; absent when nothing does
     */
    record Decided(Choice choice, Person who, Instant when, NavigableSet<EventId> answers, Optional<BlobId> text)
            implements Resolution {
        public Decided {
            when = WholeSeconds.required(when);
            answers = sorted(answers);
        }
    }

    /** The merge that met it was undone (rule U3). */
    record Withdrawn(Person who, Instant when, NavigableSet<EventId> answers) implements Resolution {
        public Withdrawn {
            when = WholeSeconds.required(when);
            answers = sorted(answers);
        }
    }

    /** An automatic choice, or a decision, was turned back: the disagreement waits for a decision (rules C6, U3). */
    record TurnedBack(Person who, Instant when, NavigableSet<EventId> answers) implements Resolution {
        public TurnedBack {
            when = WholeSeconds.required(when);
            answers = sorted(answers);
        }
    }

    private static NavigableSet<EventId> sorted(Collection<EventId> answers) {
        return Collections.unmodifiableNavigableSet(new TreeSet<>(answers));
    }
}

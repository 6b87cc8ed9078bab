package org.masora.core.conflict;

import java.time.Instant;
import java.util.Optional;
import org.masora.core.project.Person;

/**
 * Where a reading comes from, as far as it is known.
 *
 * @param who wrote it
 * @param when it was written, in whole seconds; a time before year 0 or after 9999 is taken as unknown
 */
public record Origin(Optional<Person> who, Optional<Instant> when) {

    public static final Origin UNKNOWN = new Origin(Optional.empty(), Optional.empty());

    public Origin {
        when = when.flatMap(WholeSeconds::within);
    }

    public static Origin of(Person who, Instant when) {
        return new Origin(Optional.of(who), Optional.of(when));
    }
}

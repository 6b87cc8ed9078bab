package org.masora.core.conflict;

import java.time.Instant;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.Side;
import org.masora.core.project.Person;

/**
 * That a merge met a disagreement. Records that were lost are rebuilt byte for byte where {@code who}
 * and {@code when} are those of the revision that the merge made (rule C4).
 *
 * @param conflict what the merge returned
 * @param stands the side whose text has precedence (rule M1)
 * @param ours where our reading comes from
 * @param theirs where their reading comes from
 * @param who merged
 * @param when it was merged; kept in whole seconds
 */
public record Meeting(Conflict conflict, Side stands, Origin ours, Origin theirs, Person who, Instant when) {

    Event.Reading stood() {
        return reading(stands);
    }

    Event.Reading other() {
        return reading(stands.other());
    }

    private Event.Reading reading(Side side) {
        return switch (side) {
            case OURS -> new Event.Reading(conflict.ours(), ours);
            case THEIRS -> new Event.Reading(conflict.theirs(), theirs);
        };
    }
}

package org.masora.engine;

import org.masora.core.sync.PlaceOutcome;

/** How one turn of an exchange ended. */
sealed interface Turn {

    /** The exchange is over. */
    record Finished(PlaceOutcome outcome) implements Turn {}

    /** The place moved, or the next thing can be done now: look again. */
    record Again() implements Turn {}
}

package org.masora.engine;

import org.masora.core.sync.StopReason;

/** What a place was found to hold, by asking for its newest head alone. */
public sealed interface PlaceLook {

    /** Nothing that is not known here. */
    record NothingNew() implements PlaceLook {}

    /** Something newer, which a sync brings. */
    record Newer() implements PlaceLook {}

    /** It could not be asked. */
    record NotAsked(StopReason reason) implements PlaceLook {}
}

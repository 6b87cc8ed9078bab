package org.masora.engine;

import org.masora.core.sync.ChangeSummary;

/**
 * What is left to Paratext's own Send/Receive, for a folder that belongs to Paratext: nothing is written there, and
 * nothing is sent from there, by anybody else.
 *
 * @param toReceive what the project holds and the folder lacks
 * @param toSend what was changed in the folder and is not on the Paratext server
 * @param hasServer whether the project is exchanged with a Paratext server; where it is not, what the folder lacks has
 *     no way into it
 */
public record SendReceive(ChangeSummary toReceive, ChangeSummary toSend, boolean hasServer) {

    /** Whether there is nothing to do in Paratext. */
    public boolean isNothing() {
        return toReceive.isEmpty() && toSend.isEmpty();
    }
}

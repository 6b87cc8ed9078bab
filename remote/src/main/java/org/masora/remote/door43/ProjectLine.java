package org.masora.remote.door43;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A branch that a project can be on.
 *
 * @param name of the branch
 * @param begun whose it is, where Scribe up to 0.3.2 made it; else it is everybody's
 */
public record ProjectLine(String name, Optional<Begun> begun) {

    /**
     * What the name of a branch of Scribe up to 0.3.2 tells.
     *
     * @param person the user of Scribe who began it
     * @param day when
     */
    public record Begun(String person, LocalDate day) {}

    static ProjectLine of(String name) {
        return new ProjectLine(name, EarlyScribe.begun(name));
    }
}

package org.masora.remote.door43;

import java.util.List;
import java.util.Optional;

/**
 * The branches of a repository that hold a text of the project, for who downloads it. Several matter only where
 * Scribe up to 0.3.2 left one a person and day; people's own lines, and those of other tools, do not (rule S2).
 *
 * @param choices those that matter, the one that fits best first; empty where nothing was ever sent or the server
 *     does not say which it shows first
 * @param all what can be named besides, in the order of the alphabet
 */
public record ProjectLines(List<ProjectLine> choices, List<String> all) {

    public ProjectLines {
        choices = List.copyOf(choices);
        all = List.copyOf(all);
    }

    /** Whether a person has to be asked which one is meant. */
    public boolean several() {
        return choices.size() > 1;
    }

    /** The one that is taken where somebody was asked and did not say another; empty where nobody is asked. */
    public Optional<String> usual() {
        return several() ? Optional.of(choices.getFirst().name()) : Optional.empty();
    }
}

package org.masora.remote.door43;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list of projects.
 *
 * @param projects at most 50
 * @param nextPage the number of the next part; empty at the end
 * @param total how many there are in all parts, where the server tells it
 */
public record ProjectPage(List<CloudProject> projects, Optional<Integer> nextPage, Optional<Long> total) {

    public ProjectPage {
        projects = List.copyOf(projects);
    }
}

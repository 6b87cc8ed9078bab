package org.masora.app.web.shelf;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.masora.core.project.Identity;
import org.masora.core.project.ProjectDescription;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.ProjectLines;

/**
 * A project on a server, as it says of itself.
 *
 * @param project as its server describes it, by its present name
 * @param lines what a download of it can choose from
 * @param said what it says of itself, by line; nothing where it does not say anything that is understood
 * @param alsoCalled older names under which projects of this computer that say the same are exchanged with it
 */
public record FarLook(
        CloudProject project, ProjectLines lines, Map<String, ProjectDescription> said, Set<String> alsoCalled) {
    public FarLook {
        said = Map.copyOf(said);
        alsoCalled = Set.copyOf(alsoCalled);
    }

    /** What it says of itself on the line that is taken unless somebody chooses another. */
    public Optional<ProjectDescription> usual() {
        return lines.choices().stream()
                .flatMap(line -> Optional.ofNullable(said.get(line.name())).stream())
                .findFirst();
    }

    /** The line on which it says that it is this; the one that is taken unless somebody chooses another first. */
    public Optional<String> lineOf(Identity identity) {
        return lines.choices().stream()
                .flatMap(line -> Optional.ofNullable(said.get(line.name())).stream()
                        .filter(description -> description.identity().equals(Optional.of(identity)))
                        .map(_ -> line.name()))
                .findFirst();
    }
}

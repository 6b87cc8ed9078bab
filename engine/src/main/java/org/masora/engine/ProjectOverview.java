package org.masora.engine;

import java.nio.file.Path;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.masora.core.project.ProjectDescription;
import org.masora.core.sync.PlaceName;
import org.masora.store.PlaceAddress;

/**
 * A project as a list shows it; made without looking into the folder or at the network.
 *
 * @param id of the project under care
 * @param name the project's own name, else the given one, else the folder's
 * @param folder where it lies
 * @param folderIsThere whether the folder was there just now
 * @param description what the project says of itself, as last kept; absent when it says nothing
 * @param language its tag
 * @param places its remotes
 * @param lastSynced when a sync last ended well with any place
 * @param openConflicts how many decisions wait
 * @param waits whether something kept here is not known to be at every place
 * @param keepPrivate why "private" is offered first where somebody has to say who may read the project (rule V1);
 *     empty where nothing speaks for it
 */
public record ProjectOverview(
        String id,
        String name,
        Path folder,
        boolean folderIsThere,
        Optional<ProjectDescription> description,
        Optional<String> language,
        NavigableMap<PlaceName, PlaceAddress> places,
        Optional<Instant> lastSynced,
        int openConflicts,
        boolean waits,
        Set<KeepPrivate> keepPrivate) {

    public ProjectOverview {
        keepPrivate = Set.copyOf(keepPrivate);
    }

    /** What speaks for showing a project only to people who are invited. */
    public enum KeepPrivate {
        /** It says of itself that it is not for everybody. */
        CONFIDENTIAL,
        /** It is connected to Paratext, or is a folder of Paratext's: who may read it there was decided there. */
        PARATEXTS
    }
}

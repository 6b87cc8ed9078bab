package org.masora.engine;

import org.masora.core.project.Snapshot;

/**
 * What of a folder's content may be seen at a place, and back (rule P1: a place's line holds only what
 * may be seen there).
 */
final class PlaceView {

    /** Scribe leaves one in a collaborator's folder, and it hides all of some projects (rule B1). */
    private static final String IGNORE_LIST = ".gitignore";

    private PlaceView() {}

    /** The folder's content as the place may see it: an ignore list goes only where there is one already. */
    static Snapshot ofFolder(Snapshot folder, Snapshot there) {
        boolean untracked = folder.entry(IGNORE_LIST).isPresent()
                && there.entry(IGNORE_LIST).isEmpty();
        return untracked ? folder.without(IGNORE_LIST) : folder;
    }

    /** The place's content as the folder shall hold it: with what is the folder's alone. */
    static Snapshot toFolder(Snapshot there, Snapshot folder) {
        return there.entry(IGNORE_LIST).isPresent()
                ? there
                : folder.entry(IGNORE_LIST)
                        .map(own -> there.with(IGNORE_LIST, own))
                        .orElse(there);
    }
}

package org.masora.engine;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.masora.core.project.Entry;
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
        NavigableMap<String, Entry> seen = new TreeMap<>(folder.entries());
        seen.keySet().removeIf(path -> isIgnoreList(path) && there.entry(path).isEmpty());
        return new Snapshot(seen);
    }

    /** The place's content as the folder shall hold it: with what is the folder's alone. */
    static Snapshot toFolder(Snapshot there, Snapshot folder) {
        NavigableMap<String, Entry> held = new TreeMap<>(there.entries());
        folder.entries().forEach((path, entry) -> {
            if (isIgnoreList(path)) {
                held.putIfAbsent(path, entry);
            }
        });
        return new Snapshot(held);
    }

    private static boolean isIgnoreList(String path) {
        return path.equals(IGNORE_LIST) || path.endsWith("/" + IGNORE_LIST);
    }
}

package org.masora.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.sync.PlaceName;

/**
 * What is settled about a project under care, as opposed to what moves ({@link ProjectState}).
 *
 * @param id made when the project came under care; names its directory
 * @param folder the absolute path of the folder
 * @param name given by the person where the folder does not say it
 * @param language given by the person where the folder does not say it, a BCP 47 tag
 * @param computer the name under which this computer keeps its line of kept revisions
 * @param added when it came under care
 * @param places its remotes
 */
public record ProjectConfig(
        String id,
        String folder,
        Optional<String> name,
        Optional<String> language,
        String computer,
        Instant added,
        NavigableMap<PlaceName, PlaceAddress> places) {

    public ProjectConfig {
        places = Collections.unmodifiableNavigableMap(new TreeMap<>(places));
    }

    /** The same with one more place, or another address of it. */
    public ProjectConfig withPlace(PlaceName place, PlaceAddress address) {
        Map<PlaceName, PlaceAddress> changed = new TreeMap<>(places);
        changed.put(place, address);
        return new ProjectConfig(id, folder, name, language, computer, added, new TreeMap<>(changed));
    }
}

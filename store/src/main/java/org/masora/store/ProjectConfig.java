package org.masora.store;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
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
 * @param lead the place whose text stands where two places changed the same words, if somebody chose one (rule P6)
 */
public record ProjectConfig(
        String id,
        String folder,
        Optional<String> name,
        Optional<String> language,
        String computer,
        Instant added,
        NavigableMap<PlaceName, PlaceAddress> places,
        Optional<PlaceName> lead) {

    public ProjectConfig {
        places = Collections.unmodifiableNavigableMap(new TreeMap<>(places));
        // Settings that were written before there was a choice do not have it.
        lead = Objects.requireNonNullElse(lead, Optional.empty());
    }

    /** Settings in which nobody chose who has the lead. */
    public ProjectConfig(
            String id,
            String folder,
            Optional<String> name,
            Optional<String> language,
            String computer,
            Instant added,
            NavigableMap<PlaceName, PlaceAddress> places) {
        this(id, folder, name, language, computer, added, places, Optional.empty());
    }

    /** The same with one more place, or another address of it. */
    public ProjectConfig withPlace(PlaceName place, PlaceAddress address) {
        Map<PlaceName, PlaceAddress> changed = new TreeMap<>(places);
        changed.put(place, address);
        return new ProjectConfig(id, folder, name, language, computer, added, new TreeMap<>(changed), lead);
    }

    /** The same with another choice of who has the lead. */
    public ProjectConfig withLead(Optional<PlaceName> place) {
        return new ProjectConfig(id, folder, name, language, computer, added, places, place);
    }
}

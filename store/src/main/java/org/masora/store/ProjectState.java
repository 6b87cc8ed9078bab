package org.masora.store;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.BlobId;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;

/**
 * Everything that moves in a project, moved as one (rule P1): it is the content of one revision of the
 * journal, so that a change of it is the move of one ref.
 *
 * @param folder the folder's base: the kept revision whose content a scan is compared with (rule P2)
 * @param kept the newest kept revision (rule P4)
 * @param records the conflict records known here, as a revision
 * @param places what is known of each remote
 * @param waiting files that the folder's base holds with received text and the folder without it, because an editor may
 *     have them open; with what of the folder's file the base has taken in
 * @param intent an apply that was begun and not ended
 */
public record ProjectState(
        Optional<RevisionId> folder,
        Optional<RevisionId> kept,
        Optional<RevisionId> records,
        NavigableMap<PlaceName, PlaceState> places,
        NavigableMap<String, BlobId> waiting,
        Optional<Intent> intent) {

    /** A project that has just come under care. */
    public static final ProjectState NEW = new ProjectState(
            Optional.empty(), Optional.empty(), Optional.empty(), new TreeMap<>(), new TreeMap<>(), Optional.empty());

    public ProjectState {
        places = Collections.unmodifiableNavigableMap(new TreeMap<>(places));
        waiting = Collections.unmodifiableNavigableMap(new TreeMap<>(waiting));
    }

    /**
     * An apply, written down before the first file is touched and brought forward from here if it was
     * cut off.
     *
     * @param from the kept revision of the folder as it was scanned
     * @param disk the revision whose content the folder shall hold
     * @param next the state when it does
     * @param operation what is recorded then
     */
    public record Intent(RevisionId from, RevisionId disk, ProjectState next, Operation operation) {}

    public PlaceState place(PlaceName name) {
        @Nullable PlaceState known = places.get(name);
        return known == null ? PlaceState.NEW : known;
    }

    public ProjectState withPlace(PlaceName name, UnaryOperator<PlaceState> change) {
        NavigableMap<PlaceName, PlaceState> changed = new TreeMap<>(places);
        changed.put(name, change.apply(place(name)));
        return new ProjectState(folder, kept, records, changed, waiting, intent);
    }

    public ProjectState withPlaces(Map<PlaceName, PlaceState> others) {
        return new ProjectState(folder, kept, records, new TreeMap<>(others), waiting, intent);
    }

    /** The folder is known to hold this kept revision. */
    public ProjectState withFolder(RevisionId base) {
        return new ProjectState(Optional.of(base), kept, records, places, waiting, intent);
    }

    public ProjectState withKept(RevisionId newest) {
        return new ProjectState(folder, Optional.of(newest), records, places, waiting, intent);
    }

    public ProjectState withRecords(Optional<RevisionId> known) {
        return new ProjectState(folder, kept, known, places, waiting, intent);
    }

    public ProjectState withWaiting(Map<String, BlobId> files) {
        return new ProjectState(folder, kept, records, places, new TreeMap<>(files), intent);
    }

    public ProjectState withIntent(Optional<Intent> begun) {
        return new ProjectState(folder, kept, records, places, waiting, begun);
    }

    /** Every revision this state needs, so that the journal keeps them reachable. */
    Set<RevisionId> revisions() {
        Set<RevisionId> all = new HashSet<>();
        folder.ifPresent(all::add);
        kept.ifPresent(all::add);
        records.ifPresent(all::add);
        for (PlaceState place : places.values()) {
            place.base().ifPresent(all::add);
            place.line().ifPresent(all::add);
            place.records().ifPresent(all::add);
            place.recordsAtBase().ifPresent(all::add);
            place.attempts().forEach(attempt -> {
                all.add(attempt.offered());
                all.add(attempt.folder());
            });
            all.addAll(place.setAside());
        }
        intent.ifPresent(begun -> {
            all.add(begun.from());
            all.add(begun.disk());
            all.addAll(begun.next().revisions());
        });
        return all;
    }
}

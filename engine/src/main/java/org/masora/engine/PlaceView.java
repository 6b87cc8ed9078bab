package org.masora.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.core.project.Blobs;
import org.masora.core.project.BookCarrying;
import org.masora.core.project.ParatextLayout;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.StopReason;
import org.masora.store.PlaceAddress;

/**
 * What of a folder's content may be seen at a place, and back (rule P1: a place's line holds only what
 * may be seen there). Between Paratext and everything else only books of Scripture are carried (rule V2);
 * between places of one kind everything is.
 *
 * @param paratext whether the place is one of Paratext's
 * @param showsOnlyScripture whether the project is Paratext's too and the place is not
 * @param foldersWereParatexts whether the folder's files ever were a Paratext project's
 */
record PlaceView(boolean paratext, boolean showsOnlyScripture, boolean foldersWereParatexts, Blobs blobs) {

    /** A kept revision of the folder in which it was Paratext's, by its files: it stays so when those are deleted. */
    private static final String MARKED = "refs/masora/paratext-files";

    /** The kind of a place that is a Paratext server. */
    private static final String PARATEXT = "paratext";

    /** Scribe leaves one in a collaborator's folder, and it hides all of some projects (rule B1). */
    private static final String IGNORE_LIST = ".gitignore";

    /** How a place of this project sees it. */
    static PlaceView of(Workplace workplace, PlaceName place) {
        Map<PlaceName, PlaceAddress> places = workplace.store().config().places();
        boolean paratext = Optional.ofNullable(places.get(place))
                .filter(PlaceView::isParatexts)
                .isPresent();
        return new PlaceView(
                paratext, isParatexts(workplace) && !paratext, wereParatexts(workplace), workplace.blobs());
    }

    /** Whether the project is Paratext's: connected to one of its servers, or a folder of Paratext's. */
    static boolean isParatexts(Workplace workplace) {
        return hasParatextServer(workplace)
                || wereParatexts(workplace)
                || workplace
                        .state()
                        .folder()
                        .map(workplace.vault()::snapshot)
                        .filter(BookCarrying::isParatexts)
                        .isPresent();
    }

    /** Whether the project is connected to a Paratext server. */
    static boolean hasParatextServer(Workplace workplace) {
        return paratextServer(workplace).isPresent();
    }

    /** The place that is a project on a Paratext server. */
    static Optional<PlaceName> paratextServer(Workplace workplace) {
        return workplace.store().config().places().entrySet().stream()
                .filter(place -> isParatexts(place.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean wereParatexts(Workplace workplace) {
        return workplace.vault().ref(MARKED).isPresent();
    }

    /** Remembers what a folder was found to be: somebody who deletes settings and notes opens no door (rule V2). */
    static void remember(Workplace workplace, RevisionId kept, Snapshot found) {
        if (!wereParatexts(workplace) && BookCarrying.isParatexts(found)) {
            workplace.vault().moveRef(MARKED, Optional.empty(), kept);
        }
    }

    /**
     * The folder's content as the place may see it: an ignore list goes only where there is one already.
     *
     * @param there what the place is known to hold; what only the place holds is taken from it
     */
    Snapshot ofFolder(Snapshot folder, Snapshot there) {
        if (crosses(folder)) {
            return BookCarrying.carry(folder, there, blobs);
        }
        Snapshot seen = folder;
        for (String list : ignoreLists(folder)) {
            seen = there.entry(list).isPresent() ? seen : seen.without(list);
        }
        return seen;
    }

    /** The place's content as the folder shall hold it: with what is the folder's alone. */
    Snapshot toFolder(Snapshot there, Snapshot folder) {
        return crosses(folder) ? BookCarrying.carry(there, folder, blobs) : withIgnoreLists(there, folder);
    }

    /**
     * Content of any place of the project as this place may see it: the base of a merge can be a revision that
     * only another place holds (rule P6).
     *
     * @param own content of this place itself
     */
    static Snapshot ofElsewhere(Snapshot content, Snapshot own, Blobs blobs) {
        return BookCarrying.isParatexts(content) == BookCarrying.isParatexts(own)
                ? content
                : BookCarrying.carry(content, own, blobs);
    }

    /** What stands in a folder and goes nowhere is not replaced by content that comes without it. */
    static Snapshot withIgnoreLists(Snapshot content, Snapshot folder) {
        Snapshot held = content;
        for (String list : ignoreLists(folder)) {
            held = held.entry(list).isPresent()
                    ? held
                    : held.with(list, folder.entry(list).orElseThrow());
        }
        return held;
    }

    /** Why content is not exchanged with a Paratext server, if its settings say that the books are no UTF-8. */
    Optional<StopReason> otherEncoding(Snapshot content) {
        return paratext
                ? ParatextLayout.otherEncoding(content, blobs)
                        .map(other -> new StopReason.Refused(
                                StopReason.Refusal.OTHER_ENCODING, other.path(), other.codePage()))
                : Optional.empty();
    }

    /** Whether the place and the folder are of two kinds, so that only books are carried. */
    boolean crosses(Snapshot folder) {
        return (foldersWereParatexts || BookCarrying.isParatexts(folder)) != paratext;
    }

    private static boolean isParatexts(PlaceAddress address) {
        return address.kind().equals(PARATEXT);
    }

    private static List<String> ignoreLists(Snapshot folder) {
        return folder.entries().keySet().stream()
                .filter(path -> path.endsWith(IGNORE_LIST))
                .filter(path -> path.length() == IGNORE_LIST.length() || path.endsWith("/" + IGNORE_LIST))
                .toList();
    }
}

package org.masora.engine;

import java.util.Map;
import java.util.Optional;
import org.masora.core.project.Identity;
import org.masora.core.project.ProjectDescription;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.remote.Remote;
import org.masora.store.FolderGit;
import org.masora.store.Operation;
import org.masora.store.PlaceAddress;
import org.masora.store.ScribeClone;
import org.masora.store.Vault;

/**
 * What is done so that Scribe can go on with a folder by its own git (rule S1): a downloaded project
 * gets the {@code .git} of Scribe's own download, and one that Scribe made and never sent gets what
 * Scribe's first send leaves, its {@code origin} above all, once Masora has sent it. Nothing else of a folder's git is ever written.
 */
final class BesideScribe {

    /** The head that a download owes a clone of: a download that was cut off is finished by the next sync. */
    private static final String CLONE_DUE = "refs/masora/folder-git/clone/";

    private static final String SCRIBE = "scribe";

    private final Workplace workplace;

    BesideScribe(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Whether the project goes by an id that Scribe gave it. */
    static boolean isScribes(Optional<ProjectDescription> project) {
        return project.flatMap(ProjectDescription::identity)
                .map(Identity::authority)
                .filter(SCRIBE::equals)
                .isPresent();
    }

    /** Notes, before a download writes its first file, that the folder shall have Scribe's git; if it shall. */
    void beforeDownload(Remote remote, RevisionId head, Optional<ProjectDescription> project) {
        boolean onScribesLine =
                remote.line().filter(FolderGit.SCRIBE_LINE::equals).isPresent();
        Optional<PlaceAddress> address = address(remote.place())
                .filter(known -> known.gitRepository().isPresent() && ScribeClone.canBeFor(known.account()));
        if (onScribesLine && address.isPresent() && isScribes(project)) {
            String ref = CLONE_DUE + remote.place();
            workplace.vault().moveRef(ref, workplace.vault().ref(ref), head);
        }
    }

    /** Leaves the git that is due, unless the folder has one. */
    void leaveClone() {
        if (workplace.folder().hasOwnGit() || workplace.state().intent().isPresent()) {
            return;
        }
        Vault vault = workplace.vault();
        vault.refs(CLONE_DUE).forEach((place, head) -> {
            Optional<PlaceAddress> address = address(new PlaceName(place));
            address.flatMap(PlaceAddress::gitRepository)
                    .ifPresent(origin ->
                            new ScribeClone(vault, head, origin, address.get().account()).leaveIn(workplace.folder()));
        });
    }

    /** After a sync: names the first place that something was sent to in a git of Scribe's without {@code origin}. */
    void nameOrigin() {
        if (!FolderGit.isScribes(workplace.folder()) || !FolderGit.lacksOrigin(workplace.folder())) {
            return;
        }
        Optional<PlaceAddress> address = lastSend().flatMap(this::address);
        address.flatMap(PlaceAddress::gitRepository)
                .ifPresent(origin -> FolderGit.addOrigin(
                        workplace.folder(), origin, address.get().account()));
    }

    /** Where this computer last sent something to. */
    Optional<PlaceName> lastSend() {
        return workplace
                .store()
                .operations()
                .filter(operation -> operation.kind() == Operation.Kind.SENT)
                .findFirst()
                .flatMap(Operation::note)
                .map(PlaceName::new);
    }

    private Optional<PlaceAddress> address(PlaceName place) {
        Map<PlaceName, PlaceAddress> places = workplace.store().config().places();
        return Optional.ofNullable(places.get(place));
    }
}

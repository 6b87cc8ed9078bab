package org.masora.engine;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.masora.core.merge.ProjectMerge;
import org.masora.core.project.Blobs;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.store.Operation;
import org.masora.store.ProjectFolder;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore;
import org.masora.store.Vault;

/**
 * What the use cases of one opened project share: its store, its folder, the merge, the time and who
 * acts.
 */
record Workplace(ProjectStore store, ProjectFolder folder, ProjectMerge merge, InstantSource clock, Actor actor) {

    Vault vault() {
        return store.vault();
    }

    Blobs blobs() {
        return store.vault().blobs();
    }

    ProjectState state() {
        return store.state();
    }

    Person person() {
        return actor.person();
    }

    /** Now, in whole seconds, as revisions and records carry it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Makes a revision of the folder's own line, which never leaves this computer (rule P4). */
    RevisionId keep(Snapshot content, List<RevisionId> parents, String message) {
        return vault().commit(content, parents, person(), now(), message + "\n");
    }

    /**
     * The folder's base as a revision: the one that is on the disk, or where text is held (rule P3) one of
     * its own, on top of the base before.
     */
    RevisionId folderBase(Snapshot base, RevisionId onDisk) {
        if (vault().snapshot(onDisk).equals(base)) {
            return onDisk;
        }
        return keep(base, List.of(state().folder().orElseThrow(), onDisk), "With text held");
    }

    void record(ProjectState next, Operation.Kind kind, Optional<String> note) {
        store.record(next, operation(kind, note));
    }

    Operation operation(Operation.Kind kind, Optional<String> note) {
        return folderOperation(kind, Optional.empty(), Optional.empty(), note, List.of());
    }

    /** A journal entry for something that changes the folder. */
    Operation folderOperation(
            Operation.Kind kind,
            Optional<RevisionId> before,
            Optional<RevisionId> after,
            Optional<String> note,
            List<String> conflicts) {
        return new Operation(
                UUID.randomUUID().toString(), kind, clock.instant(), person(), before, after, note, conflicts);
    }
}

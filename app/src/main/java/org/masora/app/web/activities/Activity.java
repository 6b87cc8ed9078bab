package org.masora.app.web.activities;

import java.time.Instant;
import java.util.Optional;
import org.masora.core.sync.Progress.Phase;

/**
 * Something that runs.
 *
 * @param id its own
 * @param kind what it is
 * @param subject what it is about: a project under care by its id, or what is being downloaded by its full name
 * @param name how people call that
 * @param started when
 * @param phase where it is
 * @param done how much of the phase: files, objects or bytes
 * @param of how much there is, or 0 when not known
 * @param cancelled whether somebody asked it to stop
 */
public record Activity(
        String id,
        Kind kind,
        String subject,
        String name,
        Instant started,
        Optional<Phase> phase,
        long done,
        long of,
        boolean cancelled) {

    /** What can run. */
    public enum Kind {
        SYNC,
        GET_CHANGES,
        DOWNLOAD,
        ADD,
        UNDO,
        RESTORE,
        RESOLVE
    }

    Activity at(Phase newPhase, long newDone, long newOf) {
        return new Activity(id, kind, subject, name, started, Optional.of(newPhase), newDone, newOf, cancelled);
    }

    Activity stopping() {
        return new Activity(id, kind, subject, name, started, phase, done, of, true);
    }
}

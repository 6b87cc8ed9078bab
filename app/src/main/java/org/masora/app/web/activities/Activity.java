package org.masora.app.web.activities;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.masora.app.words.Message;
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
 * @param left how long the phase still takes, where that is known
 * @param foreseen what is about to come, go and change, where that is known
 * @param combinesAt until when what is foreseen can be read before anything of it is done; empty when nothing waits for
 *     that
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
        Optional<Duration> left,
        List<Message> foreseen,
        Optional<Instant> combinesAt,
        boolean cancelled) {

    public Activity {
        foreseen = List.copyOf(foreseen);
    }

    /** One that begins, or of which no more is known. */
    public Activity(String id, Kind kind, String subject, String name, Instant started) {
        this(
                id,
                kind,
                subject,
                name,
                started,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }

    /** What can run. */
    public enum Kind {
        SYNC,
        GET_CHANGES,
        DOWNLOAD,
        ADD,
        UNDO,
        RESTORE,
        RESOLVE,
        /** Asking whether what was on its way when a sync was cut off has arrived. */
        CHECK
    }

    Activity at(Phase newPhase, long newDone, long newOf, Optional<Duration> newLeft) {
        return new Activity(
                id,
                kind,
                subject,
                name,
                started,
                Optional.of(newPhase),
                newDone,
                newOf,
                newLeft,
                foreseen,
                combinesAt,
                cancelled);
    }

    Activity foreseeing(List<Message> messages) {
        return new Activity(id, kind, subject, name, started, phase, done, of, left, messages, combinesAt, cancelled);
    }

    Activity combiningAt(Optional<Instant> time) {
        return new Activity(id, kind, subject, name, started, phase, done, of, left, foreseen, time, cancelled);
    }

    Activity stopping() {
        return new Activity(
                id, kind, subject, name, started, phase, done, of, Optional.empty(), foreseen, combinesAt, true);
    }
}

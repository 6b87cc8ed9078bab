package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.store.Operation;
import org.masora.store.ProjectStore.JournalEntry;

/**
 * Whether something was combined that can still be undone before anything is sent (rule U1). It stands in the journal
 * alone, written with the apply itself, so that a crash at any moment leaves it unsent and asked about.
 */
final class UndoTime {

    private final Workplace workplace;

    UndoTime(Workplace workplace) {
        this.workplace = workplace;
    }

    /** Whether it waits for an answer. */
    boolean isOpen() {
        return newest().isPresent();
    }

    /** The newest operation that waits for an answer; what was edited since does not answer. */
    Optional<JournalEntry> newest() {
        Optional<JournalEntry> entry = workplace.store().newest();
        while (entry.isPresent()) {
            switch (entry.get().operation().kind()) {
                case COMBINED -> {
                    return entry;
                }
                case KEPT, APPLYING, EDITED, NOT_TAKEN, SHARED_DECISIONS, TAKEN_UP_AGAIN ->
                    entry = workplace.store().before(entry.get());
                // Who acted on what came in has taken it as it is.
                case ADDED, RECEIVED, CONFIRMED, OFFERED, SENT, DECIDED, UNDONE, RESTORED, RELEASED, BROUGHT_IN -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** All that one sync combined, newest first: what came from several places is undone together. */
    List<JournalEntry> combinedWith(JournalEntry newest) {
        List<JournalEntry> all = new ArrayList<>(List.of(newest));
        Optional<JournalEntry> entry = workplace.store().before(newest);
        while (newest.operation().kind() == Operation.Kind.COMBINED && entry.isPresent()) {
            switch (entry.get().operation().kind()) {
                case COMBINED -> all.add(entry.get());
                case KEPT, APPLYING, EDITED, SHARED_DECISIONS -> {}
                case ADDED,
                        RECEIVED,
                        CONFIRMED,
                        OFFERED,
                        NOT_TAKEN,
                        SENT,
                        DECIDED,
                        UNDONE,
                        RESTORED,
                        RELEASED,
                        BROUGHT_IN,
                        TAKEN_UP_AGAIN -> {
                    return all;
                }
            }
            entry = workplace.store().before(entry.get());
        }
        return all;
    }

    /** Somebody let it pass: from now on it may be sent. */
    void close() {
        if (isOpen()) {
            workplace.record(workplace.state(), Operation.Kind.CONFIRMED, Optional.empty());
        }
    }
}

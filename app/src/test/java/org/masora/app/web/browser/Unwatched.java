package org.masora.app.web.browser;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.masora.app.web.Program;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.work.Unasked;

/** A program without a window, and its only project. */
final class Unwatched {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private Unwatched() {}

    static NearProject only(Program program) {
        return program.shelf().list().getFirst();
    }

    static RowState state(Program program) {
        return program.shelf().state(only(program));
    }

    static void awaits(Program program, Class<? extends RowState> state) {
        await().atMost(PATIENCE).until(() -> state.isInstance(state(program)));
    }

    /** What it does every minute without being asked, for a test to say when. */
    static Unasked unasked(Program program) {
        return new Unasked(
                program.shelf(), program.activities(), program.work(), program.settings()::now, program.clock());
    }
}

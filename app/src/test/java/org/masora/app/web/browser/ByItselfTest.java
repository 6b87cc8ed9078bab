package org.masora.app.web.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.masora.app.web.browser.Unwatched.awaits;
import static org.masora.app.web.browser.Unwatched.only;
import static org.masora.app.web.browser.Unwatched.unasked;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.home.Home;
import org.masora.app.web.Program;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.work.Unasked;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;

/** What is done with a project while nobody presses anything: with the whole program and a real hub. */
final class ByItselfTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String NAME = "Titus";

    @TempDir
    private Path folder;

    private static int kept(Program program) throws Exception {
        return program.work()
                .look(only(program).id(), session -> session.history(100).size())
                .orElseThrow();
    }

    @Test
    @DisplayName("P4 what an editor wrote is kept when it has finished, and the row says so")
    void keepsWhatAnEditorWrote() throws Exception {
        try (Hub hub = Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD));
                Colleague own = new Colleague(folder.resolve("own"), hub, "maria", PASSWORD)) {
            own.make(NAME, "one two three");
            own.sendFirst(NAME);
            try (Program program =
                    new Program(new Home(folder.resolve("own/home")), folder, Clock.systemUTC(), _ -> {})) {
                program.begin(Duration.ZERO);
                awaits(program, RowState.AllSent.class);
                int before = kept(program);

                own.edit(NAME, "one", "uno");

                awaits(program, RowState.NotSent.class);
                assertThat(kept(program)).isEqualTo(before + 1);
                assertThat(program.activities().past()).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("where that was chosen, it is synced every so often: what comes in does not wait for an undo")
    void syncsEverySoOften() throws Exception {
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        try (Hub hub = Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD));
                Colleague own = new Colleague(folder.resolve("own"), hub, "maria", PASSWORD);
                Colleague other = new Colleague(folder.resolve("other"), hub, "maria", PASSWORD)) {
            own.make(NAME, "one two three", "four five six");
            other.download(own.sendFirst(NAME), NAME);
            other.edit(NAME, "six", "sechs");
            other.sync(NAME);
            own.edit(NAME, "one", "uno");
            try (Program program = new Program(
                    new Home(folder.resolve("own/home")),
                    folder,
                    () -> Instant.now().plus(later.get()),
                    _ -> {})) {
                program.settings()
                        .change(settings -> settings.withSyncEveryMinutes(OptionalInt.of(15))
                                .withUndoSeconds(OptionalInt.empty())
                                .withEditorMinutes(0));
                Unasked unasked = unasked(program);
                program.shelf().lookAtAll();
                awaits(program, RowState.NotSent.class);
                unasked.minute();
                assertThat(program.activities().running()).isEmpty();

                later.set(Duration.ofMinutes(16));
                unasked.minute();

                awaits(program, RowState.AllSent.class);
                assertThat(own.read(NAME)).contains("uno").contains("sechs");
                assertThat(other.atServer(NAME)).contains("uno").contains("sechs");
            }
        }
    }
}

package org.masora.app.web.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.masora.app.home.Settings;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Activity.Kind;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.activities.Past;
import org.masora.app.web.shelf.NearProject.Unsent;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.work.Unasked.Deed;

/** What is done without anybody asking. */
final class UnaskedTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Past PAST = new Past(
            new Activity("a", Kind.SYNC, "p", "Titus", NOW),
            NOW,
            new Ending(Result.NOT_REACHED, Optional.empty(), List.of()));
    private static final RowState UNSENT = new RowState.NotSent(new Unsent(1, 0));
    private static final Settings EVERY_QUARTER = Settings.USUAL.withSyncEveryMinutes(OptionalInt.of(15));

    private static Deed deed(RowState state, Settings settings, int minutesAgo) {
        return Unasked.deed(state, settings, Optional.of(NOW.minusSeconds(60L * minutesAgo)), NOW);
    }

    @Test
    void nothingIsSentUnlessThatWasChosen() {
        assertThat(deed(UNSENT, Settings.USUAL, 10_000)).isEqualTo(Deed.LOOK);
    }

    @Test
    void whatWasChosenIsDoneWhenItIsDue() {
        assertThat(deed(UNSENT, EVERY_QUARTER, 14)).isEqualTo(Deed.LOOK);
        assertThat(deed(UNSENT, EVERY_QUARTER, 15)).isEqualTo(Deed.SYNC);
        assertThat(Unasked.deed(UNSENT, EVERY_QUARTER, Optional.empty(), NOW)).isEqualTo(Deed.SYNC);
    }

    @Test
    void whatWaitsForTheLineGoesOnWhenItsServerAnswersAndThatWasNotSwitchedOff() {
        RowState waiting = new RowState.WaitingForLine(Optional.of(PAST), false);
        assertThat(deed(waiting, Settings.USUAL, 0)).isEqualTo(Deed.SYNC_IF_REACHED);
        assertThat(deed(waiting, Settings.USUAL.withSyncWhenLineIsBack(false), 0))
                .isEqualTo(Deed.LOOK);
        assertThat(deed(
                        new RowState.WaitingForLine(Optional.empty(), true),
                        Settings.USUAL.withSyncWhenLineIsBack(false),
                        0))
                .isEqualTo(Deed.SYNC_IF_REACHED);
    }

    @Test
    void whatMayHaveArrivedIsAskedAboutAndNeverSentAgainUnasked() {
        RowState unknown = new RowState.NotKnownWhetherSent(new Unsent(1, 0, true));
        assertThat(deed(unknown, EVERY_QUARTER, 10_000)).isEqualTo(Deed.ASK_IF_REACHED);
    }

    @Test
    void whatWaitsForSomebodyIsLeftToThem() {
        for (RowState state : List.of(
                new RowState.NeedsYes(Optional.empty()),
                new RowState.LogInAgain(),
                new RowState.Refused(PAST),
                new RowState.FolderMissing(),
                new RowState.OnlyHere())) {
            assertThat(deed(state, EVERY_QUARTER, 10_000)).isEqualTo(Deed.LOOK);
        }
    }
}

package org.masora.app.web.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Activity.Kind;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.activities.Past;
import org.masora.app.web.shelf.NearProject.Besides;
import org.masora.app.web.shelf.NearProject.Unsent;
import org.masora.app.web.shelf.RowState.Count;
import org.masora.app.web.shelf.RowState.Facts;
import org.masora.app.words.Message;
import org.masora.core.sync.FolderLimits;
import org.masora.store.PlaceAddress;

/** The precedence of what a row shows: every state with all states below it true at the same time. */
final class RowStateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final List<String> OPEN = List.of("TIT");
    private static final Activity RUNNING = new Activity("a", Kind.SYNC, "p", "Titus", NOW);

    /** Everything that can be true of a project; from here on, what stands above is taken away. */
    private static NearProject project(
            boolean there, int decisions, List<String> waiting, int unsent, boolean hasPlace, boolean known) {
        return new NearProject(
                "p",
                "Titus",
                Path.of("/titus"),
                there,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                hasPlace ? List.of(new PlaceAddress("door43", "https://x", "maria", "titus", "maria")) : List.of(),
                Optional.of(NOW),
                decisions,
                0,
                waiting,
                new Unsent(unsent, 0),
                false,
                false,
                known,
                Besides.NOTHING);
    }

    private static Optional<Past> ended(Result result) {
        return Optional.of(new Past(RUNNING, NOW, new Ending(result, Optional.empty(), List.of())));
    }

    /** Something was on its way when a sync was cut off. */
    private static NearProject cutOff(int unsent) {
        NearProject all = project(true, 0, List.of(), unsent, true, true);
        return new NearProject(
                all.id(),
                all.name(),
                all.folder(),
                all.folderIsThere(),
                all.language(),
                all.direction(),
                all.content(),
                all.places(),
                all.lastSynced(),
                all.decisions(),
                all.held(),
                all.waiting(),
                new Unsent(unsent, 0, true),
                all.keepPrivate(),
                all.undoOpen(),
                all.known(),
                new Besides(
                        new FolderLimits(List.of("link"), List.of("AUX.usfm")),
                        List.of(Message.of("M-0696")),
                        Map.of(),
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Optional<Past> cancelled(String told) {
        return Optional.of(
                new Past(RUNNING, NOW, new Ending(Result.CANCELLED, Optional.empty(), List.of(Message.of(told)))));
    }

    private static Facts facts(
            NearProject project, boolean account, Optional<Activity> running, Optional<Past> last, boolean newer) {
        return new Facts(project, account, running, last, newer ? Optional.of("Door43") : Optional.empty(), false);
    }

    static Stream<Arguments> precedence() {
        Optional<Activity> running = Optional.of(RUNNING);
        Optional<Activity> idle = Optional.empty();
        NearProject all = project(true, 3, OPEN, 7, true, true);
        return Stream.of(
                Arguments.of(
                        facts(project(false, 3, OPEN, 7, true, true), false, running, ended(Result.NEEDS_YES), true),
                        new RowState.FolderMissing()),
                Arguments.of(
                        facts(all, false, idle, ended(Result.NEEDS_YES), true),
                        new RowState.NeedsYes(ended(Result.NEEDS_YES))),
                Arguments.of(facts(all, false, idle, ended(Result.REFUSED), true), new RowState.LogInAgain()),
                Arguments.of(facts(all, true, idle, ended(Result.LOGIN_NEEDED), true), new RowState.LogInAgain()),
                Arguments.of(
                        facts(all, true, idle, ended(Result.REFUSED), true),
                        new RowState.Refused(ended(Result.REFUSED).orElseThrow())),
                Arguments.of(facts(all, true, running, ended(Result.NOT_REACHED), true), new RowState.Syncing(RUNNING)),
                Arguments.of(
                        facts(all, true, idle, ended(Result.NOT_REACHED), true),
                        new RowState.WaitingForLine(ended(Result.NOT_REACHED), false)),
                Arguments.of(
                        new Facts(all, true, idle, ended(Result.DONE), Optional.of("Door43"), true),
                        new RowState.WaitingForLine(Optional.empty(), true)),
                Arguments.of(
                        new Facts(all, true, running, ended(Result.DONE), Optional.empty(), true),
                        new RowState.Syncing(RUNNING)),
                Arguments.of(facts(all, true, idle, ended(Result.DONE), true), new RowState.Decisions(3)),
                Arguments.of(
                        facts(project(true, 0, OPEN, 7, true, true), true, idle, ended(Result.DONE), true),
                        new RowState.EditorOpen(1)),
                Arguments.of(
                        facts(project(true, 0, List.of(), 7, true, true), true, idle, ended(Result.DONE), true),
                        new RowState.NotSent(new Unsent(7, 0))),
                Arguments.of(
                        facts(cutOff(7), true, idle, cancelled("M-0636"), true),
                        new RowState.NotKnownWhetherSent(cutOff(7).unsent())),
                Arguments.of(
                        facts(cutOff(7), true, idle, cancelled("M-0637"), true),
                        new RowState.NotSent(cutOff(7).unsent())),
                Arguments.of(
                        facts(project(true, 0, List.of(), 0, true, true), true, idle, ended(Result.DONE), true),
                        new RowState.NewerThere("Door43")),
                Arguments.of(
                        facts(project(true, 0, List.of(), 0, true, true), true, idle, ended(Result.DONE), false),
                        new RowState.AllSent(Optional.of(NOW))));
    }

    @ParameterizedTest
    @MethodSource("precedence")
    void theFirstThatIsTrueIsShown(Facts facts, RowState expected) {
        assertThat(RowState.of(facts)).isEqualTo(expected);
    }

    @Test
    void whatElseIsTrueFollowsAsCounts() {
        assertThat(RowState.besides(facts(
                        project(true, 3, OPEN, 7, true, true),
                        true,
                        Optional.empty(),
                        ended(Result.NOT_REACHED),
                        true)))
                .containsExactly(
                        new Count.OfDecisions(3),
                        new Count.OfBooksWaiting(1),
                        new Count.OfVersesNotSent(7),
                        new Count.OfNewerThere("Door43"));
        assertThat(RowState.besides(facts(cutOff(7), true, Optional.empty(), cancelled("M-0637"), false)))
                .containsExactly(new Count.OfTakenBack(1), new Count.OfNotShared(2));
    }

    @Test
    @DisplayName("P1 what was cut off and not asked about since is \"not known yet\", also after a crash")
    void whatNobodyAskedAboutIsNotKnown() {
        RowState unknown = new RowState.NotKnownWhetherSent(cutOff(0).unsent());
        assertThat(RowState.of(facts(cutOff(0), true, Optional.empty(), Optional.empty(), false)))
                .isEqualTo(unknown);
        assertThat(RowState.of(facts(cutOff(0), true, Optional.empty(), ended(Result.DONE), false)))
                .isEqualTo(unknown);
    }

    @Test
    void whatRunsAnswersWhatWasAskedBefore() {
        assertThat(RowState.of(facts(
                        project(true, 0, List.of(), 0, true, true),
                        true,
                        Optional.of(RUNNING),
                        ended(Result.NEEDS_YES),
                        false)))
                .isEqualTo(new RowState.Syncing(RUNNING));
    }

    @Test
    void aProjectThatWasNeverSentIsOnlyHere() {
        assertThat(RowState.of(facts(
                        project(true, 0, List.of(), 0, false, true), false, Optional.empty(), Optional.empty(), false)))
                .isEqualTo(new RowState.OnlyHere());
    }

    @Test
    void whoIsNotLoggedInAtAFirstSendIsAskedToLogIn() {
        assertThat(RowState.of(facts(
                        project(true, 0, List.of(), 0, false, true),
                        false,
                        Optional.empty(),
                        ended(Result.LOGIN_NEEDED),
                        false)))
                .isEqualTo(new RowState.LogInAgain());
    }

    @Test
    void beforeItWasLookedIntoNothingIsClaimed() {
        assertThat(RowState.of(facts(
                        project(true, 0, List.of(), 0, true, false), true, Optional.empty(), Optional.empty(), false)))
                .isEqualTo(new RowState.NotKnownYet());
    }
}

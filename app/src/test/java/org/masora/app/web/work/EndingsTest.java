package org.masora.app.web.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.words.ExchangeWords;
import org.masora.app.words.Message;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.FileChange;
import org.masora.core.sync.FolderLimits;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.SideLine;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.LineTrouble;
import org.masora.core.sync.SyncPlan;
import org.masora.core.sync.SyncReport;

/** What is said of a sync that was cut off: never that something was sent or not sent before its place was asked. */
final class EndingsTest {
    private static final PlaceName DOOR43 = new PlaceName("door43");
    private static final RevisionId HEAD = new RevisionId("ab".repeat(20));
    private static final ChangeSummary UNSENT =
            new ChangeSummary(List.of(), List.of(new FileChange("notes.md", FileChange.Kind.CHANGED)), 3, true, true);
    private static final SyncReport CUT_OFF = report(new PlaceOutcome.Stopped(
            DOOR43, ChangeSummary.NONE, UNSENT, new StopReason.Unreachable("x", LineTrouble.CUT, "")));

    private static SyncReport report(PlaceOutcome... places) {
        return new SyncReport(Optional.empty(), List.of(), OpenBooks.NONE, FolderLimits.NONE, 0, List.of(places));
    }

    private static Ending asked(PlaceOutcome found) {
        return Endings.of(CUT_OFF, Set.of(DOOR43), report(found), Map.of(DOOR43, HEAD));
    }

    private static List<String> codes(Ending ending) {
        return ending.messages().stream().map(Message::code).toList();
    }

    @Test
    @DisplayName("P1 what the place is seen to hold was sent, whatever was answered at first")
    void arrived() {
        Ending ending = asked(new PlaceOutcome.UpToDate(DOOR43, Optional.of(HEAD), List.of()));
        assertThat(ending.result()).isEqualTo(Result.DONE);
        assertThat(codes(ending)).containsExactly("M-0642", "M-0628", "M-0666");
        assertThat(ending.messages().getFirst().parameters()).containsEntry("sent", 1);
    }

    @Test
    @DisplayName("P1 what the place does not hold was not sent, and what stays is said")
    void notArrived() {
        Ending ending = asked(new PlaceOutcome.Planned(DOOR43, SyncPlan.SEND, ChangeSummary.NONE, UNSENT, 0));
        assertThat(ending.result()).isEqualTo(Result.NOT_REACHED);
        assertThat(codes(ending)).containsExactly("M-0643", "M-0601", "M-0637", "M-0629", "M-0666");
    }

    @Test
    @DisplayName("P1 a place that cannot be asked: not known yet")
    void notKnown() {
        Ending ending = asked(new PlaceOutcome.Stopped(
                DOOR43,
                ChangeSummary.NONE,
                ChangeSummary.NONE,
                new StopReason.Unreachable("x", LineTrouble.NO_LINE, "")));
        assertThat(ending.result()).isEqualTo(Result.NOT_REACHED);
        assertThat(codes(ending)).containsExactly("M-0643", "M-0601", "M-0636", "M-0629", "M-0666");
        assertThat(ExchangeWords.sayNotKnown(ending.messages())).isTrue();
    }

    @Test
    void askingLaterSaysWhatWasFound() {
        PlaceOutcome there = new PlaceOutcome.UpToDate(DOOR43, Optional.of(HEAD), List.of());
        Ending arrived = Endings.ofAsking(Set.of(DOOR43), report(there), Map.of(DOOR43, HEAD));
        assertThat(arrived.result()).isEqualTo(Result.DONE);
        assertThat(codes(arrived)).containsExactly("M-0640");
        PlaceOutcome left = new PlaceOutcome.Planned(DOOR43, SyncPlan.SEND, ChangeSummary.NONE, UNSENT, 0);
        Ending not = Endings.ofAsking(Set.of(DOOR43), report(left), Map.of(DOOR43, HEAD));
        assertThat(not.result()).isEqualTo(Result.CANCELLED);
        assertThat(codes(not)).containsExactly("M-0637");
    }

    @Test
    @DisplayName("S2 work on people's own lines is offered")
    void othersWork() {
        Ending ending = Endings.of(report(
                new PlaceOutcome.UpToDate(DOOR43, Optional.of(HEAD), List.of(new SideLine("asha/scribe", HEAD)))));
        assertThat(ending.result()).isEqualTo(Result.DONE);
        assertThat(ending.ask()).contains(Ask.OTHERS_WORK);
        assertThat(codes(ending)).containsExactly("M-0641", "M-0650");
    }

    @Test
    void whatIsTooMuchToShowIsCounted() {
        List<Message> many = List.of(Message.of("M-0641"), Message.of("M-0642"), Message.of("M-0643"));
        assertThat(ExchangeWords.first(3, many)).isEqualTo(many);
        assertThat(ExchangeWords.first(1, many))
                .containsExactly(Message.of("M-0641"), Message.of("M-0630", "count", 2));
    }
}

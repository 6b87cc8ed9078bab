package org.masora.app.web.work;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.core.sync.SyncReport;
import org.masora.engine.SendReceive;
import org.masora.engine.Undo;

/** What the engine reports, as the ending of an activity. */
final class Endings {
    private static final int DETAILS_MAX = 40;

    private Endings() {}

    /**
     * Of a sync: the first place that stopped decides about the whole.
     *
     * @param inParatext what is left to do in Paratext, where the folder is Paratext's own
     */
    static Ending of(SyncReport report, Optional<SendReceive> inParatext) {
        Result result = Result.DONE;
        Optional<Ask> ask = Optional.empty();
        List<Message> messages = new ArrayList<>();
        for (PlaceOutcome outcome : report.places()) {
            messages.add(SyncWords.of(outcome, !report.held().isEmpty()));
            switch (outcome) {
                case PlaceOutcome.Stopped stopped -> {
                    messages.add(SyncWords.of(stopped.reason()));
                    if (result == Result.DONE) {
                        result = result(stopped.reason());
                        ask = ask(stopped.reason());
                    }
                    details(stopped.received(), messages);
                }
                case PlaceOutcome.Synced synced -> {
                    details(synced.received(), messages);
                    details(synced.sent(), messages);
                    synced.heldBack().forEach(held -> messages.add(SyncWords.of(held)));
                    if (!synced.decisionsShared()) {
                        messages.add(Message.of("M-0649"));
                    }
                }
                case PlaceOutcome.UpToDate _, PlaceOutcome.Planned _ -> {}
            }
        }
        messages.addAll(SyncWords.of(report.limits()));
        List<Message> shown = new ArrayList<>(messages.subList(0, Math.min(DETAILS_MAX, messages.size())));
        inParatext.ifPresent(left -> shown.addAll(SyncWords.of(left, "")));
        return new Ending(result, ask, shown);
    }

    /** Of a sync in two steps: what came in the first one and what went in the second. */
    static Ending of(SyncReport combined, SyncReport sent, Optional<SendReceive> inParatext) {
        List<PlaceOutcome> places = new ArrayList<>();
        for (PlaceOutcome outcome : sent.places()) {
            ChangeSummary came = combined.places().stream()
                    .filter(before -> before.place().equals(outcome.place()))
                    .map(Endings::received)
                    .findFirst()
                    .orElse(ChangeSummary.NONE);
            places.add(came.isEmpty() ? outcome : withReceived(outcome, came));
        }
        return of(new SyncReport(sent.kept(), sent.held(), sent.limits(), sent.openConflicts(), places), inParatext);
    }

    private static ChangeSummary received(PlaceOutcome outcome) {
        return switch (outcome) {
            case PlaceOutcome.Synced synced -> synced.received();
            case PlaceOutcome.Stopped stopped -> stopped.received();
            case PlaceOutcome.UpToDate _, PlaceOutcome.Planned _ -> ChangeSummary.NONE;
        };
    }

    private static PlaceOutcome withReceived(PlaceOutcome outcome, ChangeSummary came) {
        return switch (outcome) {
            case PlaceOutcome.Synced synced ->
                synced.received().isEmpty()
                        ? new PlaceOutcome.Synced(
                                synced.place(),
                                synced.head(),
                                came,
                                synced.sent(),
                                synced.heldBack(),
                                synced.conflicts(),
                                synced.decisionsShared(),
                                synced.leftHistory(),
                                synced.sideLines())
                        : synced;
            case PlaceOutcome.Stopped stopped ->
                new PlaceOutcome.Stopped(stopped.place(), came, stopped.unsent(), stopped.reason());
            case PlaceOutcome.UpToDate _, PlaceOutcome.Planned _ -> outcome;
        };
    }

    /** Of something taken back. */
    static Ending of(Undo.Outcome outcome) {
        return switch (outcome) {
            case Undo.Outcome.NothingToUndo() -> done(Message.of("M-0561"));
            case Undo.Outcome.Stopped(var trouble) -> of(trouble);
            case Undo.Outcome.Undone(var operation, var changes, boolean sent) -> {
                List<Message> messages = new ArrayList<>();
                messages.add(Message.of("M-0562", "what", operation.kind().name())
                        .with("time", operation.time().truncatedTo(ChronoUnit.SECONDS))
                        .with("sent", sent));
                details(changes, messages);
                yield new Ending(
                        Result.DONE,
                        Optional.empty(),
                        messages.stream().limit(DETAILS_MAX).toList());
            }
        };
    }

    /** What changed, book by book and file by file. */
    static void details(ChangeSummary changes, List<Message> messages) {
        changes.books().forEach(book -> messages.add(SyncWords.of(book)));
        changes.files().forEach(file -> messages.add(SyncWords.of(file)));
    }

    /** Of something that stopped. */
    static Ending of(StopReason reason) {
        return new Ending(result(reason), ask(reason), List.of(SyncWords.of(reason)));
    }

    /** Of something that went well. */
    static Ending done(Message message) {
        return new Ending(Result.DONE, Optional.empty(), List.of(message));
    }

    /** Of something that was refused with this. */
    static Ending refused(Message message) {
        return new Ending(Result.REFUSED, Optional.empty(), List.of(message));
    }

    /** Of something that goes on when this was answered. */
    static Ending asking(Ask ask, Message message) {
        return new Ending(Result.NEEDS_YES, Optional.of(ask), List.of(message));
    }

    private static Result result(StopReason reason) {
        return switch (reason) {
            case StopReason.Unreachable _ -> Result.NOT_REACHED;
            case StopReason.Refused(var refusal, var _, var _) -> result(refusal);
            case StopReason.Cancelled _ -> Result.CANCELLED;
            case StopReason.NeedsConfirmation _ -> Result.NEEDS_YES;
            case StopReason.KeptMoving _, StopReason.Busy _ -> Result.TRY_AGAIN;
            case StopReason.FolderTrouble _ -> Result.FOLDER_TROUBLE;
        };
    }

    private static Result result(Refusal refusal) {
        return switch (refusal) {
            case BAD_CREDENTIALS -> Result.LOGIN_NEEDED;
            case LOCKED, SLOW_DOWN, SERVER_FAILED, NOT_KEPT -> Result.TRY_AGAIN;
            case NOT_ALLOWED, MAY_ONLY_LOOK, PROTECTED_LINE, ARCHIVED, MISSING, DAMAGED, PROGRAM_MISSING ->
                Result.REFUSED;
        };
    }

    private static Optional<Ask> ask(StopReason reason) {
        return reason instanceof StopReason.NeedsConfirmation(var question)
                ? Optional.of(
                        switch (question) {
                            case Question.WouldDelete _ -> Ask.DELETIONS;
                            case Question.SetAsideIsThere _ -> Ask.SET_ASIDE;
                            case Question.SendOrUndo _ -> Ask.SEND_OR_UNDO;
                            case Question.OtherProject _ -> Ask.OTHER_PROJECT;
                        })
                : Optional.empty();
    }
}

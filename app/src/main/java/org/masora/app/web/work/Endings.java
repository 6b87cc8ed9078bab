package org.masora.app.web.work;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.words.ExchangeWords;
import org.masora.app.words.ExchangeWords.Arrival;
import org.masora.app.words.Message;
import org.masora.app.words.SyncWords;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.SideLine;
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

    /** Of a sync: the first place that stopped decides about the whole. */
    static Ending of(SyncReport report) {
        return of(report, Map.of());
    }

    /**
     * Of a sync.
     *
     * @param arrivals what is known, by place, of what was on its way when it stopped
     */
    private static Ending of(SyncReport report, Map<PlaceName, Arrival> arrivals) {
        Result result = Result.DONE;
        Optional<Ask> ask = Optional.empty();
        List<Message> messages = new ArrayList<>();
        for (PlaceOutcome outcome : report.places()) {
            messages.addAll(ExchangeWords.of(
                    outcome,
                    !report.held().isEmpty(),
                    arrivals.getOrDefault(outcome.place(), Arrival.NOT_IN_QUESTION)));
            switch (outcome) {
                case PlaceOutcome.Stopped stopped -> {
                    if (result == Result.DONE) {
                        result = result(stopped.reason());
                        ask = ask(stopped.reason());
                    }
                }
                case PlaceOutcome.Synced synced -> ask = ask.or(() -> othersWork(synced.sideLines()));
                case PlaceOutcome.UpToDate upToDate -> ask = ask.or(() -> othersWork(upToDate.sideLines()));
                case PlaceOutcome.Planned _ -> {}
            }
        }
        messages.addAll(SyncWords.of(report.open(), ""));
        messages.addAll(SyncWords.of(report.limits()));
        return new Ending(result, ask, ExchangeWords.first(DETAILS_MAX, messages));
    }

    /**
     * The same, with what is to be done in Paratext.
     *
     * @param inParatext empty where the folder is not Paratext's own
     */
    static Ending with(Ending ending, Optional<SendReceive> inParatext) {
        List<Message> messages = new ArrayList<>(ending.messages());
        inParatext.ifPresent(open -> messages.addAll(SyncWords.of(open, "")));
        return new Ending(ending.result(), ending.ask(), messages);
    }

    /** Work that people have on lines of their own is offered (rule S2). */
    private static Optional<Ask> othersWork(List<SideLine> lines) {
        return lines.isEmpty() ? Optional.empty() : Optional.of(Ask.OTHERS_WORK);
    }

    /** A sync in two steps: what came in the first one and what went in the second. */
    static SyncReport whole(SyncReport combined, SyncReport sent) {
        List<PlaceOutcome> places = new ArrayList<>();
        for (PlaceOutcome outcome : sent.places()) {
            ChangeSummary came = combined.places().stream()
                    .filter(before -> before.place().equals(outcome.place()))
                    .map(Endings::received)
                    .findFirst()
                    .orElse(ChangeSummary.NONE);
            places.add(came.isEmpty() ? outcome : withReceived(outcome, came));
        }
        OpenBooks open = new OpenBooks(sent.open().waiting(), combined.open().cameIn());
        return new SyncReport(sent.kept(), sent.held(), open, sent.limits(), sent.openConflicts(), places);
    }

    /**
     * Of a sync that stopped while something was on its way, when the places were asked about that: what they were
     * seen to hold was sent, whatever was answered at first (rule P1).
     *
     * @param offered the places that something was on its way to
     * @param asked what they were found to hold
     */
    static Ending of(SyncReport report, Set<PlaceName> offered, SyncReport asked, Map<PlaceName, RevisionId> proved) {
        Map<PlaceName, Arrival> arrivals = new TreeMap<>();
        List<PlaceOutcome> places = new ArrayList<>();
        for (PlaceOutcome outcome : report.places()) {
            Optional<PlaceOutcome> found = asked.places().stream()
                    .filter(now -> now.place().equals(outcome.place()))
                    .findFirst();
            places.add(
                    outcome instanceof PlaceOutcome.Stopped stopped
                                    && offered.contains(outcome.place())
                                    && found.isPresent()
                            ? seenSince(stopped, found.get(), proved, arrivals)
                            : outcome);
        }
        return of(
                new SyncReport(
                        report.kept(), report.held(), report.open(), report.limits(), report.openConflicts(), places),
                arrivals);
    }

    /** Of asking whether what was on its way has arrived. */
    static Ending ofAsking(Set<PlaceName> offered, SyncReport asked, Map<PlaceName, RevisionId> proved) {
        Result result = Result.DONE;
        List<Message> messages = new ArrayList<>();
        for (PlaceOutcome found : asked.places()) {
            if (offered.contains(found.place())) {
                Map<PlaceName, Arrival> arrivals = new TreeMap<>();
                PlaceOutcome.Stopped before = new PlaceOutcome.Stopped(
                        found.place(), ChangeSummary.NONE, ChangeSummary.NONE, new StopReason.Cancelled());
                PlaceOutcome now = seenSince(before, found, proved, arrivals);
                messages.add(ExchangeWords.of(
                        found.place(),
                        arrivals.getOrDefault(found.place(), Arrival.NOT_IN_QUESTION),
                        Optional.ofNullable(proved.get(found.place()))));
                result = now instanceof PlaceOutcome.Stopped ? Result.CANCELLED : result;
            }
        }
        return new Ending(result, Optional.empty(), messages);
    }

    private static PlaceOutcome seenSince(
            PlaceOutcome.Stopped stopped,
            PlaceOutcome found,
            Map<PlaceName, RevisionId> proved,
            Map<PlaceName, Arrival> arrivals) {
        ChangeSummary left = switch (found) {
            case PlaceOutcome.UpToDate _, PlaceOutcome.Synced _ -> ChangeSummary.NONE;
            case PlaceOutcome.Planned planned -> planned.toSend();
            case PlaceOutcome.Stopped _ -> {
                arrivals.put(stopped.place(), Arrival.NOT_KNOWN);
                yield stopped.unsent();
            }
        };
        if (left.isEmpty() && proved.containsKey(stopped.place())) {
            return new PlaceOutcome.Synced(
                    stopped.place(),
                    proved.get(stopped.place()),
                    stopped.received(),
                    stopped.unsent(),
                    List.of(),
                    List.of(),
                    true,
                    Optional.empty(),
                    List.of());
        }
        arrivals.putIfAbsent(stopped.place(), Arrival.NOT_ARRIVED);
        return new PlaceOutcome.Stopped(stopped.place(), stopped.received(), left, stopped.reason());
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
                messages.addAll(ExchangeWords.of(changes));
                yield new Ending(Result.DONE, Optional.empty(), ExchangeWords.first(DETAILS_MAX, messages));
            }
        };
    }

    /** Of something that stopped. */
    static Ending of(StopReason reason) {
        return new Ending(result(reason), ask(reason), List.of(SyncWords.of(reason)));
    }

    /** Whether it goes on when somebody has answered. */
    static boolean isQuestion(StopReason reason) {
        return reason instanceof StopReason.NeedsConfirmation;
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
            case NOT_ALLOWED,
                    MAY_ONLY_LOOK,
                    PROTECTED_LINE,
                    ARCHIVED,
                    MISSING,
                    DAMAGED,
                    PROGRAM_MISSING,
                    OTHER_ENCODING -> Result.REFUSED;
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

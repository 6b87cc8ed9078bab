package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.core.project.Blobs;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.HeldBack;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.SyncPlan;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;

/**
 * The exchange with one place: steps 3 to 8 of a sync. It goes in turns; a turn that finds the place
 * moved under it is followed by another, a bounded number of times.
 */
final class PlaceExchange {

    private static final int TURNS_MAX = 6;

    private final Exchange exchange;
    private final PlaceKnowledge knowledge;
    private final Sending sending;
    private final Combining combining;
    private final Noting noting;
    private Set<String> bringIn;

    PlaceExchange(Exchange exchange) {
        this.exchange = exchange;
        this.knowledge = new PlaceKnowledge(exchange);
        this.sending = new Sending(exchange, knowledge);
        this.combining = new Combining(exchange, knowledge, sending);
        this.noting = new Noting(exchange.workplace);
        this.bringIn = exchange.options.bringIn();
    }

    /** Another place has the lead: until it was exchanged nothing is sent here (rule P6). */
    void onlyReceives(boolean now) {
        exchange.onlyReceives(now);
    }

    /** The exchange did not come about. */
    PlaceOutcome stop(Seen seen, StopReason reason) {
        return exchange.stop(seen, reason);
    }

    /** Exchanges, as far as it is allowed now; what came in an earlier run counts. */
    PlaceOutcome run(Seen first) {
        Seen seen = first;
        for (int turns = 0; turns < TURNS_MAX; turns++) {
            if (turn(seen) instanceof Turn.Finished(PlaceOutcome outcome) && !mayGoOn(outcome)) {
                return outcome;
            }
            switch (new FolderLine(exchange.workplace).look(exchange.progress)) {
                case Seen again -> seen = again;
                case Unseen(var trouble) -> {
                    return exchange.stop(seen, trouble);
                }
            }
        }
        return exchange.stop(seen, new StopReason.KeptMoving(TURNS_MAX));
    }

    /** Whether side lines can be brought in, or notes of disagreements written, now that the main line is settled. */
    private boolean mayGoOn(PlaceOutcome outcome) {
        return switch (outcome) {
            case PlaceOutcome.UpToDate done -> !bringIn.isEmpty() || notesWait();
            case PlaceOutcome.Synced done -> !bringIn.isEmpty() || notesWait();
            case PlaceOutcome.Planned planned -> false;
            case PlaceOutcome.Stopped stopped -> false;
        };
    }

    /** Whether the Paratext team is not told yet of a disagreement, or of its end. */
    private boolean notesWait() {
        Snapshot there = exchange.content(exchange.place().base());
        return exchange.notesOf()
                .filter(user -> !there.isEmpty() && !noting.noted(there, user).equals(there))
                .isPresent();
    }

    private Turn turn(Seen seen) {
        if (exchange.progress.cancelled()) {
            return exchange.stopped(seen, new StopReason.Cancelled());
        }
        exchange.progress.at(Phase.LOOKING, 0, 0);
        Heads heads;
        switch (knowledge.look(exchange.progress)) {
            case Answer.Failed<Heads>(var failure) -> {
                return exchange.failed(seen, failure);
            }
            case Answer.Ok<Heads>(var found) -> heads = found;
        }
        Optional<RevisionId> lookedBeside = exchange.workplace.state().folder();
        knowledge.settle(heads);
        if (!exchange.workplace.state().folder().equals(lookedBeside)) {
            // An offer did arrive: beside the base that it is now, what was found can be text that came back (rule P3).
            return new Turn.Again();
        }
        exchange.learnRights(heads);
        boolean serverSays = exchange.view.paratext()
                && heads.main().isPresent()
                && new ParatextsFolder(exchange.workplace).isFresh();
        Snapshot ours = serverSays ? exchange.content(heads.main()) : exchange.asSeenThere(seen.ours(), heads);
        if (exchange.place().base().isEmpty()) {
            Optional<StopReason> encoding =
                    exchange.view.otherEncoding(heads.main().isPresent() ? exchange.content(heads.main()) : ours);
            if (encoding.isPresent()) {
                return exchange.stopped(seen, encoding.get());
            }
        }
        if (!bringIn.isEmpty() && exchange.place().base().equals(heads.main())) {
            Set<String> lines = bringIn;
            bringIn = Set.of();
            return combining.bringIn(seen, ours, heads, lines);
        }
        boolean atBase = exchange.place().base().equals(heads.main())
                && heads.main().isPresent()
                && heads.rivals().isEmpty();
        Optional<String> notesOf = exchange.notesOf().filter(user -> atBase);
        if (notesOf.isPresent()) {
            Snapshot noted = noting.noted(ours, notesOf.get());
            if (!noted.equals(ours) && !exchange.view.crosses(seen.found())) {
                return combining.putIntoFolder(seen, ours, noted);
            }
            ours = noted;
        }
        SyncPlan plan = SyncPlan.of(knowledge.position(ours, heads));
        return switch (plan) {
            case UP_TO_DATE -> sending.records(seen, heads);
            case HOLD_BACK -> heldBack(seen, ours, heads);
            case SEND -> sending.send(seen, ours, heads);
            case RECEIVE, MERGE -> combining.combine(seen, ours, heads, plan);
            case ASK_ABOUT_SET_ASIDE -> combining.setAside(seen, ours, heads);
            case ASK_ABOUT_OTHER_PROJECT -> exchange.stopped(seen, otherProject(ours, heads));
        };
    }

    private StopReason otherProject(Snapshot ours, Heads heads) {
        Blobs blobs = exchange.workplace.blobs();
        return new StopReason.NeedsConfirmation(new Question.OtherProject(
                SameProject.name(ours, blobs), SameProject.name(exchange.content(heads.main()), blobs)));
    }

    /** There is something to send, and this sync only receives (rule P7). */
    private Turn heldBack(Seen seen, Snapshot ours, Heads heads) {
        if (heads.main().isEmpty()) {
            return exchange.settled(seen, heads, knowledge, true);
        }
        List<HeldBack> held = new ArrayList<>();
        exchange.content(exchange.place().base())
                .differingPaths(ours)
                .forEach(path -> held.add(new HeldBack(path, HeldBack.Reason.RECEIVE_ONLY)));
        boolean shared = knowledge.unsharedRecords(heads).isEmpty();
        return exchange.synced(heads.main().get(), ChangeSummary.NONE, held, seen, shared, knowledge.sideLines(heads));
    }
}

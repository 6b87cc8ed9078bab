package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.core.project.BookCarrying;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.core.sync.SyncPlan;
import org.masora.engine.FolderLook.Seen;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.store.Operation;
import org.masora.store.PlaceState;
import org.masora.store.PlaceState.Attempt;
import org.masora.store.ProjectState;

/** The sending half: one offer, as compare-and-set, believed when the place was seen to hold it (steps 7 and 8). */
final class Sending {

    private final Exchange exchange;
    private final PlaceKnowledge knowledge;
    private final Workplace workplace;
    private final Publication publication;

    Sending(Exchange exchange, PlaceKnowledge knowledge) {
        this.exchange = exchange;
        this.knowledge = knowledge;
        this.workplace = exchange.workplace;
        this.publication = new Publication(exchange);
    }

    /** Nothing is to be exchanged but records, if those. */
    Turn records(Seen seen, Heads heads) {
        Optional<RevisionId> unshared = knowledge.unsharedRecords(heads);
        if (unshared.isEmpty() || exchange.options.dryRun()) {
            return exchange.settled(seen, heads, knowledge, true);
        }
        if (exchange.receiveOnly()) {
            return exchange.settled(seen, heads, knowledge, false);
        }
        if (exchange.undoIsOpen()) {
            return exchange.stopped(seen, new StopReason.NeedsConfirmation(new Question.SendOrUndo()));
        }
        exchange.progress.at(Phase.SENDING, 0, 0);
        Send send = new Send(heads.main(), Optional.empty(), heads.records(), unshared);
        return switch (exchange.remote.send(workplace.vault(), send, exchange.progress)) {
            case Answer.Failed<SendResult>(var failure) -> exchange.stopped(seen, Failures.reason(failure));
            case Answer.Ok<SendResult>(SendResult.Taken taken) -> {
                exchange.record(exchange.place().withRecords(unshared), Operation.Kind.SHARED_DECISIONS);
                exchange.hasSharedDecisions();
                yield exchange.settled(seen, heads, knowledge, true);
            }
            case Answer.Ok<SendResult>(SendResult.RecordsRefused refused) ->
                exchange.settled(seen, heads, knowledge, false);
            case Answer.Ok<SendResult>(SendResult.MainMoved moved) -> new Turn.Again();
            case Answer.Ok<SendResult>(SendResult.RecordsMoved moved) -> new Turn.Again();
        };
    }

    /** Makes the net change and offers it. */
    Turn send(Seen seen, Snapshot ours, Heads heads) {
        PlaceState place = exchange.place();
        Snapshot there = exchange.content(heads.main());
        Snapshot standing = exchange.content(place.line().or(heads::main));
        if (!exchange.mayWrite()) {
            return standing.equals(ours) ? exchange.settled(seen, heads, knowledge, true) : exchange.mayOnlyLook(seen);
        }
        Snapshot granted = exchange.granted(standing, ours);
        boolean nothingGoes = !granted.equals(ours) && granted.equals(there) && !place.waits();
        if (nothingGoes && place.owed().isEmpty()) {
            return exchange.settled(seen, heads, knowledge, true);
        }
        ChangeSummary toSend = exchange.comparisons.between(there, granted);
        Optional<StopReason> brake = exchange.brake(toSend, true);
        if (brake.isPresent()) {
            return exchange.stopped(seen, brake.get());
        }
        if (exchange.options.dryRun()) {
            return exchange.planned(SyncPlan.SEND, ChangeSummary.NONE, toSend, 0);
        }
        List<RevisionId> firstParents = heads.main().isEmpty() && !exchange.view.crosses(seen.found())
                ? exchange.folderGitHead.filter(this::mayBeSeen).stream().toList()
                : List.of();
        RevisionId offered = publication.netChange(place, granted, firstParents, exchange.alsoContained());
        return offer(seen, heads, toSend, offered, folderBaseFor(seen, granted));
    }

    /** A folder's own git can hold what no such place may see, all the way back (rule V2). */
    private boolean mayBeSeen(RevisionId folderGitHead) {
        return workplace.vault().headings(folderGitHead).stream()
                .map(heading -> workplace.vault().snapshot(heading.id()))
                .noneMatch(BookCarrying::isParatexts);
    }

    /** The kept revision that the folder is known to have held, once what it says is proved to have arrived. */
    private RevisionId folderBaseFor(Seen seen, Snapshot ours) {
        Snapshot content = exchange.view.toFolder(ours, seen.found());
        if (content.equals(seen.found())) {
            return seen.kept();
        }
        List<RevisionId> parents =
                new ArrayList<>(workplace.state().folder().stream().toList());
        parents.add(seen.kept());
        return workplace.keep(content, parents, "Sent");
    }

    /**
     * Offers a revision that names all that is owed to the place.
     *
     * @param tip what waits on the line, or something on top of it
     * @param folderBase the kept revision that says the same: the folder is known to have held it
     */
    Turn offer(Seen seen, Heads heads, ChangeSummary sent, RevisionId tip, RevisionId folderBase) {
        if (exchange.undoIsOpen()) {
            return exchange.stopped(seen, new StopReason.NeedsConfirmation(new Question.SendOrUndo()));
        }
        if (exchange.progress.cancelled()) {
            return exchange.stopped(seen, new StopReason.Cancelled());
        }
        Attempt attempt = new Attempt(tip, folderBase, exchange.place().owed());
        exchange.record(exchange.place().attempting(attempt), Operation.Kind.OFFERED);
        exchange.progress.at(Phase.SENDING, 0, 0);
        Send send = new Send(heads.main(), Optional.of(tip), heads.records(), knowledge.unsharedRecords(heads));
        return switch (exchange.remote.send(workplace.vault(), send, exchange.progress)) {
            case Answer.Failed<SendResult>(var failure) -> {
                if (Failures.isCertain(failure)) {
                    forget(tip);
                }
                yield exchange.stopped(seen, Failures.reason(failure));
            }
            case Answer.Ok<SendResult>(SendResult.Taken taken) -> check(seen, attempt, sent, true);
            case Answer.Ok<SendResult>(SendResult.RecordsRefused refused) -> check(seen, attempt, sent, false);
            case Answer.Ok<SendResult>(SendResult.MainMoved moved) -> {
                forget(tip);
                yield new Turn.Again();
            }
            case Answer.Ok<SendResult>(SendResult.RecordsMoved moved) -> new Turn.Again();
        };
    }

    private void forget(RevisionId offered) {
        exchange.record(exchange.place().withoutAttempt(offered), Operation.Kind.NOT_TAKEN);
    }

    /** A send counts when the place has been seen to hold it; somebody who stops it now is still told, if that is quick. */
    private Turn check(Seen seen, Attempt attempt, ChangeSummary sent, boolean recordsTaken) {
        exchange.progress.at(Phase.CHECKING, 0, 0);
        Heads after;
        switch (knowledge.look(new StillAsking(exchange.progress))) {
            case Answer.Failed<Heads>(var failure) -> {
                return exchange.failed(seen, failure);
            }
            case Answer.Ok<Heads>(var found) -> after = found;
        }
        boolean holdsIt = knowledge.holds(after, attempt.offered());
        if (!holdsIt) {
            String missing = attempt.offered().abbreviated();
            return exchange.stopped(seen, new StopReason.Refused(Refusal.NOT_KEPT, exchange.name.value(), missing));
        }
        ProjectState proved = knowledge.proved(workplace.state(), after, attempt);
        Optional<RevisionId> theirRecords = after.records();
        workplace.record(
                proved.withPlace(exchange.name, p -> p.withRecords(theirRecords)),
                Operation.Kind.SENT,
                Optional.of(exchange.name.value()));
        if (!after.rivals().isEmpty()) {
            exchange.hasSent(sent);
            return new Turn.Again();
        }
        boolean shared = recordsTaken && knowledge.unsharedRecords(after).isEmpty();
        return exchange.synced(attempt.offered(), sent, List.of(), seen, shared, knowledge.sideLines(after));
    }
}

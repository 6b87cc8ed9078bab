package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Brake;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.HeldBack;
import org.masora.core.sync.PlaceOutcome.SideLine;
import org.masora.core.sync.Position;
import org.masora.core.sync.Position.PlaceHolds;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.StopReason.Refusal;
import org.masora.core.sync.SyncPlan;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.FolderLook.Unseen;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.Remote.Send;
import org.masora.remote.Remote.SendResult;
import org.masora.store.Operation;
import org.masora.store.PlaceState;
import org.masora.store.PlaceState.Attempt;
import org.masora.store.ProjectState;
import org.masora.store.RevisionGraph;

/**
 * The exchange with one place: steps 3 to 8 of a sync. It goes in turns; a turn that finds the place
 * moved under it is followed by another, a bounded number of times.
 */
final class PlaceExchange {

    private static final int TURNS_MAX = 6;

    private final Workplace workplace;
    private final Remote remote;
    private final PlaceName name;
    private final SyncOptions options;
    private final Progress progress;
    private final Optional<RevisionId> folderGitHead;
    private final RecordKeeping records;
    private final Ancestry ancestry;
    private final Publication publication;

    private Optional<Snapshot> beforeReceiving = Optional.empty();
    private Snapshot afterReceiving = Snapshot.EMPTY;
    private Set<String> bringIn;
    private final List<String> conflicts = new ArrayList<>();
    private Optional<RevisionId> leftHistory = Optional.empty();

    PlaceExchange(
            Workplace workplace,
            Remote remote,
            SyncOptions options,
            Optional<RevisionId> folderGitHead,
            Progress progress) {
        this.workplace = workplace;
        this.remote = remote;
        this.name = remote.place();
        this.options = options;
        this.progress = progress;
        this.folderGitHead = folderGitHead;
        this.records = new RecordKeeping(workplace);
        this.ancestry = new Ancestry(workplace);
        this.publication = new Publication(workplace);
        this.bringIn = options.bringIn();
    }

    /** How a turn ended. */
    private sealed interface Turn {
        record Finished(PlaceOutcome outcome) implements Turn {}

        record Again() implements Turn {}
    }

    PlaceOutcome run(Seen first) {
        Seen seen = first;
        for (int turns = 0; turns < TURNS_MAX; turns++) {
            if (turn(seen) instanceof Turn.Finished(PlaceOutcome outcome) && !mayGoOn(outcome)) {
                return outcome;
            }
            switch (new FolderLine(workplace).look(progress)) {
                case Seen again -> seen = again;
                case Unseen(var trouble) -> {
                    return stopped(seen, trouble);
                }
            }
        }
        return stopped(seen, new StopReason.KeptMoving(TURNS_MAX));
    }

    /** Whether side lines can be brought in now that the main line is settled. */
    private boolean mayGoOn(PlaceOutcome outcome) {
        return switch (outcome) {
            case PlaceOutcome.UpToDate done -> !bringIn.isEmpty();
            case PlaceOutcome.Synced done -> !bringIn.isEmpty();
            case PlaceOutcome.Planned planned -> false;
            case PlaceOutcome.Stopped stopped -> false;
        };
    }

    private Turn turn(Seen seen) {
        if (progress.cancelled()) {
            return finished(stopped(seen, new StopReason.Cancelled()));
        }
        progress.at(Phase.LOOKING, 0, 0);
        Heads heads;
        switch (remote.look()) {
            case Answer.Failed<Heads>(var failure) -> {
                return failed(seen, failure);
            }
            case Answer.Ok<Heads>(var found) -> heads = found;
        }
        Optional<RemoteFailure> notFetched = fetch(heads);
        if (notFetched.isPresent()) {
            return failed(seen, notFetched.get());
        }
        settle(heads);
        Snapshot ours = PlaceView.ofFolder(seen.ours(), placeContent(heads));
        if (!bringIn.isEmpty() && workplace.state().place(name).base().equals(heads.main())) {
            Set<String> lines = bringIn;
            bringIn = Set.of();
            return bringIn(seen, ours, heads, lines);
        }
        Position position = position(ours, heads);
        SyncPlan plan = SyncPlan.of(position);
        return switch (plan) {
            case UP_TO_DATE -> upToDate(seen, heads);
            case HOLD_BACK -> heldBack(seen, ours, heads);
            case SEND -> send(seen, ours, heads);
            case RECEIVE, MERGE -> combine(seen, ours, heads, plan);
            case ASK_ABOUT_SET_ASIDE -> setAside(seen, ours, heads);
            case ASK_ABOUT_OTHER_PROJECT -> finished(stopped(seen, otherProject(ours, heads)));
        };
    }

    // Finding out

    private Optional<RemoteFailure> fetch(Heads heads) {
        boolean complete = heads.main().stream().allMatch(workplace.vault()::has)
                && heads.records().stream().allMatch(workplace.vault()::has)
                && heads.sideLines().values().stream().allMatch(workplace.vault()::has);
        if (complete) {
            return Optional.empty();
        }
        progress.at(Phase.RECEIVING, 0, 0);
        return switch (remote.fetch(workplace.vault(), heads, progress)) {
            case Answer.Ok<Remote.Done>(var done) -> Optional.empty();
            case Answer.Failed<Remote.Done>(var failure) -> Optional.of(failure);
        };
    }

    /** What the heads prove: an offer that arrived after all (rule P1), decisions made elsewhere (rule C4). */
    private void settle(Heads heads) {
        ProjectState before = workplace.state();
        ProjectState state = before;
        PlaceState place = state.place(name);
        if (heads.main().isPresent()) {
            RevisionId head = heads.main().get();
            for (Attempt attempt : place.attempts().reversed()) {
                if (ancestry.contains(head, attempt.offered())) {
                    state = proved(state, attempt);
                    break;
                }
            }
            if (folderGitHead.isPresent() && ancestry.contains(folderGitHead.get(), head)) {
                boolean forward = place.base().isEmpty()
                        || ancestry.contains(head, place.base().get());
                if (forward && !place.base().equals(heads.main()) && !place.waits()) {
                    Optional<RevisionId> own = state.records();
                    state = state.withPlace(name, p -> p.atBase(head, own));
                }
            }
        }
        if (heads.records().isPresent()) {
            state = records.united(state, heads.records().get());
        }
        Optional<RevisionId> seenRecords = heads.records();
        if (!state.place(name).records().equals(seenRecords)) {
            state = state.withPlace(name, p -> p.withRecords(seenRecords));
        }
        if (!state.equals(before)) {
            workplace.record(state, Operation.Kind.SHARED_DECISIONS, Optional.of(name.value()));
        }
    }

    /** The place was seen to hold what was offered: it is the base, and the folder is known to have held it. */
    private ProjectState proved(ProjectState state, Attempt attempt) {
        PlaceState place = state.place(name);
        Optional<RevisionId> own = state.records();
        Optional<RevisionId> line = place.line();
        ProjectState next = state.withPlace(name, p -> {
            PlaceState at = p.atBase(attempt.offered(), own);
            boolean more = line.isPresent() && !line.get().equals(attempt.offered());
            return more && ancestry.contains(line.get(), attempt.offered()) ? at.withLine(line.get(), p.owed()) : at;
        });
        boolean newer = state.folder().isEmpty()
                || ancestry.contains(attempt.folder(), state.folder().get());
        return newer ? next.withFolder(attempt.folder()) : next;
    }

    private Snapshot placeContent(Heads heads) {
        return heads.main().map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
    }

    private Position position(Snapshot ours, Heads heads) {
        PlaceState place = workplace.state().place(name);
        boolean oursChanged = place.base()
                .map(workplace.vault()::snapshot)
                .filter(ours::equals)
                .isEmpty();
        boolean waits = place.waits() || !place.owed().isEmpty();
        boolean setAside = heads.main().isPresent()
                && place.setAside().stream()
                        .anyMatch(r -> ancestry.contains(heads.main().get(), r));
        return new Position(holds(ours, place, heads), oursChanged, waits, setAside, options.receiveOnly());
    }

    private PlaceHolds holds(Snapshot ours, PlaceState place, Heads heads) {
        if (heads.main().isEmpty()) {
            return PlaceHolds.NOTHING;
        }
        RevisionId head = heads.main().get();
        if (place.base().isPresent()) {
            if (place.base().get().equals(head)) {
                return PlaceHolds.OUR_BASE;
            }
            return ancestry.contains(head, place.base().get()) ? PlaceHolds.NEWER : PlaceHolds.REWRITTEN;
        }
        boolean shared = folderGitHead.isPresent()
                && !workplace
                        .vault()
                        .graph()
                        .bases(folderGitHead.stream().toList(), List.of(head))
                        .isEmpty();
        boolean same = shared
                || options.otherProjectAccepted()
                || SameProject.is(ours, workplace.vault().snapshot(head), workplace.blobs());
        return same ? PlaceHolds.UNKNOWN_LINE : PlaceHolds.OTHER_PROJECT;
    }

    private StopReason otherProject(Snapshot ours, Heads heads) {
        return new StopReason.NeedsConfirmation(new Question.OtherProject(
                SameProject.name(ours, workplace.blobs()), SameProject.name(placeContent(heads), workplace.blobs())));
    }

    // Nothing to exchange but records

    private Turn upToDate(Seen seen, Heads heads) {
        Optional<RevisionId> unshared = unsharedRecords(heads);
        if (unshared.isEmpty() || options.receiveOnly() || options.dryRun()) {
            return finished(outcomeWithoutSend(seen, heads, Optional.empty()));
        }
        progress.at(Phase.SENDING, 0, 0);
        Send send = new Send(heads.main(), Optional.empty(), heads.records(), unshared);
        return switch (remote.send(workplace.vault(), send, progress)) {
            case Answer.Failed<SendResult>(var failure) -> finished(stopped(seen, Failures.reason(failure)));
            case Answer.Ok<SendResult>(SendResult.Taken taken) -> {
                workplace.record(
                        workplace.state().withPlace(name, p -> p.withRecords(unshared)),
                        Operation.Kind.SHARED_DECISIONS,
                        Optional.of(name.value()));
                yield finished(outcomeWithoutSend(seen, heads, Optional.of(true)));
            }
            case Answer.Ok<SendResult>(SendResult.RecordsRefused refused) ->
                finished(outcomeWithoutSend(seen, heads, Optional.of(false)));
            case Answer.Ok<SendResult>(SendResult.MainMoved moved) -> new Turn.Again();
            case Answer.Ok<SendResult>(SendResult.RecordsMoved moved) -> new Turn.Again();
        };
    }

    private PlaceOutcome outcomeWithoutSend(Seen seen, Heads heads, Optional<Boolean> decisionsShared) {
        boolean nothingHappened = beforeReceiving.isEmpty() && conflicts.isEmpty() && decisionsShared.orElse(true);
        if (nothingHappened || heads.main().isEmpty()) {
            return new PlaceOutcome.UpToDate(name, heads.main(), sideLines(heads));
        }
        return synced(heads.main().get(), ChangeSummary.NONE, heldBackOf(seen), decisionsShared.orElse(true), heads);
    }

    private Turn heldBack(Seen seen, Snapshot ours, Heads heads) {
        List<HeldBack> held = new ArrayList<>(heldBackOf(seen));
        Snapshot base = workplace
                .state()
                .place(name)
                .base()
                .map(workplace.vault()::snapshot)
                .orElse(Snapshot.EMPTY);
        base.differingPaths(ours).forEach(path -> held.add(new HeldBack(path, HeldBack.Reason.RECEIVE_ONLY)));
        return finished(
                heads.main().isEmpty()
                        ? new PlaceOutcome.UpToDate(name, heads.main(), List.of())
                        : synced(
                                heads.main().get(),
                                ChangeSummary.NONE,
                                held,
                                unsharedRecords(heads).isEmpty(),
                                heads));
    }

    private Optional<RevisionId> unsharedRecords(Heads heads) {
        return workplace.state().records().filter(own -> !heads.records().equals(Optional.of(own)));
    }

    // Sending

    private Turn send(Seen seen, Snapshot ours, Heads heads) {
        PlaceState place = workplace.state().place(name);
        Snapshot there = placeContent(heads);
        ChangeSummary toSend = ChangeSummary.between(there, ours, workplace.blobs());
        Optional<StopReason> brake = brake(toSend, true);
        if (brake.isPresent()) {
            return finished(stopped(seen, brake.get()));
        }
        if (options.dryRun()) {
            return planned(SyncPlan.SEND, ChangeSummary.NONE, toSend, 0);
        }
        List<RevisionId> firstParents =
                heads.main().isEmpty() ? folderGitHead.stream().toList() : List.of();
        PlaceState prepared = publication.netChange(place, ours, firstParents);
        if (!prepared.equals(place)) {
            workplace.record(
                    workplace.state().withPlace(name, p -> prepared),
                    Operation.Kind.PREPARED,
                    Optional.of(name.value()));
        }
        return offer(seen, heads, toSend, folderBaseFor(seen, ours));
    }

    /** The kept revision that the folder is known to have held, once what it says is proved to have arrived. */
    private RevisionId folderBaseFor(Seen seen, Snapshot ours) {
        Snapshot content = PlaceView.toFolder(ours, seen.found());
        if (content.equals(seen.found())) {
            return seen.kept();
        }
        List<RevisionId> parents =
                new ArrayList<>(workplace.state().folder().stream().toList());
        parents.add(seen.kept());
        return workplace.keep(content, parents, "Sent");
    }

    private Turn offer(Seen seen, Heads heads, ChangeSummary sent, RevisionId folderBase) {
        if (progress.cancelled()) {
            return finished(stopped(seen, new StopReason.Cancelled()));
        }
        RevisionId tip = workplace.state().place(name).line().orElseThrow();
        Attempt attempt = new Attempt(tip, folderBase);
        workplace.record(
                workplace.state().withPlace(name, p -> p.attempting(attempt)),
                Operation.Kind.OFFERED,
                Optional.of(name.value()));
        progress.at(Phase.SENDING, 0, 0);
        Send send = new Send(heads.main(), Optional.of(tip), heads.records(), unsharedRecords(heads));
        return switch (remote.send(workplace.vault(), send, progress)) {
            case Answer.Failed<SendResult>(var failure) -> {
                if (Failures.isCertain(failure)) {
                    forget(tip);
                }
                yield finished(stopped(seen, Failures.reason(failure)));
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
        workplace.record(
                workplace.state().withPlace(name, p -> p.withoutAttempt(offered)),
                Operation.Kind.PREPARED,
                Optional.of(name.value()));
    }

    /** A send counts when the place has been seen to hold it. */
    private Turn check(Seen seen, Attempt attempt, ChangeSummary sent, boolean recordsTaken) {
        progress.at(Phase.CHECKING, 0, 0);
        Heads after;
        switch (remote.look()) {
            case Answer.Failed<Heads>(var failure) -> {
                return finished(stopped(seen, Failures.reason(failure)));
            }
            case Answer.Ok<Heads>(var found) -> after = found;
        }
        boolean holdsIt = after.main().equals(Optional.of(attempt.offered()));
        if (!holdsIt) {
            Optional<RemoteFailure> notFetched = fetch(after);
            if (notFetched.isPresent()) {
                return failed(seen, notFetched.get());
            }
            holdsIt = after.main().isPresent() && ancestry.contains(after.main().get(), attempt.offered());
        }
        if (!holdsIt) {
            return finished(stopped(
                    seen,
                    new StopReason.Refused(
                            Refusal.NOT_KEPT, name.value(), attempt.offered().abbreviated())));
        }
        ProjectState proved = proved(workplace.state(), attempt);
        Optional<RevisionId> theirRecords = after.records();
        workplace.record(
                proved.withPlace(name, p -> p.withRecords(theirRecords)),
                Operation.Kind.SENT,
                Optional.of(name.value()));
        boolean shared = recordsTaken && unsharedRecords(after).isEmpty();
        return finished(synced(attempt.offered(), sent, heldBackOf(seen), shared, after));
    }

    // Receiving and merging

    private Turn combine(Seen seen, Snapshot ours, Heads heads, SyncPlan plan) {
        RevisionId head = heads.main().orElseThrow();
        Snapshot theirs = workplace.vault().snapshot(head);
        PlaceState place = workplace.state().place(name);
        progress.at(Phase.MERGING, 0, 0);
        MergeBase base = ancestry.base(place.base(), folderGitHead.stream().toList(), head);
        MergeOutcome outcome = plan == SyncPlan.RECEIVE
                ? new MergeOutcome(theirs, List.of(), new TreeMap<>())
                : workplace.merge().merge(base, ours, theirs, Side.THEIRS);
        return combined(seen, ours, heads, base, outcome, plan);
    }

    private Turn combined(Seen seen, Snapshot ours, Heads heads, MergeBase base, MergeOutcome outcome, SyncPlan plan) {
        RevisionId head = heads.main().orElseThrow();
        Snapshot merged = outcome.merged();
        ChangeSummary toReceive = ChangeSummary.between(ours, merged, workplace.blobs());
        ChangeSummary toSend = ChangeSummary.between(workplace.vault().snapshot(head), merged, workplace.blobs());
        Optional<StopReason> brake =
                brake(toReceive, false).or(() -> options.receiveOnly() ? Optional.empty() : brake(toSend, true));
        if (brake.isPresent()) {
            return finished(stopped(seen, brake.get()));
        }
        if (options.dryRun()) {
            return planned(plan, toReceive, toSend, outcome.open().size());
        }
        PlaceState before = workplace.state().place(name);
        if (base instanceof MergeBase.Rewritten) {
            leftHistory = before.base();
        }
        PlaceState next = nextPlace(before, ours, head, base, outcome);
        ProjectState state = workplace.state();
        if (!outcome.conflicts().isEmpty()) {
            state = met(state, head, outcome.conflicts(), Side.THEIRS);
        }
        Optional<FolderTrouble> trouble =
                applyReceived(seen, state, next, PlaceView.toFolder(merged, seen.found()), Optional.of(name.value()));
        if (trouble.isPresent()) {
            return finished(stopped(seen, trouble.get()));
        }
        hasReceived(ours, merged);
        PlaceState now = workplace.state().place(name);
        if (!now.waits() || options.receiveOnly()) {
            return finished(synced(
                    head,
                    ChangeSummary.NONE,
                    heldBackOf(seen),
                    unsharedRecords(heads).isEmpty(),
                    heads));
        }
        return offer(seen, heads, toSend, workplace.state().folder().orElseThrow());
    }

    /** The place's line after the merge (rules P1, P5, S3). */
    private PlaceState nextPlace(
            PlaceState before, Snapshot ours, RevisionId head, MergeBase base, MergeOutcome outcome) {
        Optional<RevisionId> own = workplace.state().records();
        PlaceState atHead = before.atBase(head, own);
        boolean nothingOfOurs = outcome.merged().equals(workplace.vault().snapshot(head))
                && outcome.conflicts().isEmpty();
        boolean linear = base instanceof MergeBase.Common && before.base().isPresent();
        if (!linear) {
            if (nothingOfOurs && before.owed().isEmpty()) {
                return atHead;
            }
            List<RevisionId> contained = new ArrayList<>(before.base().stream().toList());
            contained.addAll(folderGitHead.stream().toList());
            return atHead.withLine(publication.onHead(head, outcome.merged(), contained, before.owed()), List.of());
        }
        boolean owesNothing = !before.waits() && before.owed().isEmpty();
        boolean mayWait = options.receiveOnly() && outcome.conflicts().isEmpty() && owesNothing;
        if ((nothingOfOurs && owesNothing) || mayWait) {
            return atHead;
        }
        PlaceState net = publication.netChange(before, ours, List.of());
        return atHead.withLine(publication.merge(head, net.line().orElseThrow(), outcome.merged()), List.of());
    }

    private void hasReceived(Snapshot before, Snapshot after) {
        beforeReceiving = beforeReceiving.or(() -> Optional.of(before));
        afterReceiving = after;
    }

    private ChangeSummary received() {
        return beforeReceiving
                .map(before -> ChangeSummary.between(before, afterReceiving, workplace.blobs()))
                .orElse(ChangeSummary.NONE);
    }

    private ProjectState met(ProjectState state, RevisionId head, List<Conflict> met, Side stands) {
        ProjectState next = records.met(
                state,
                met,
                stands,
                workplace.vault().revision(head),
                state.place(name).recordsAtBase(),
                workplace.now());
        met.stream()
                .filter(c -> c.kind() == Conflict.Kind.OPEN)
                .map(c -> records.id(c).hex())
                .forEach(conflicts::add);
        return next;
    }

    private Optional<FolderTrouble> applyReceived(
            Seen seen, ProjectState state, PlaceState next, Snapshot content, Optional<String> note) {
        List<RevisionId> parents = new ArrayList<>(List.of(seen.kept()));
        next.line().ifPresent(parents::add);
        RevisionId folder = workplace.keep(content, parents, "Received from " + name);
        Snapshot onDisk = seen.rewinds().heldBackIn(content);
        RevisionId disk =
                onDisk.equals(content) ? folder : workplace.keep(onDisk, List.of(folder), "Received, with text held");
        ProjectState after = state.withPlace(name, p -> next).withFolder(folder).withKept(disk);
        Operation operation = workplace.folderOperation(
                Operation.Kind.RECEIVED, Optional.of(seen.kept()), Optional.of(folder), note, conflicts);
        return new Applying(workplace).apply(seen.kept(), disk, after, operation, progress);
    }

    // What an undo took back, and people's own lines

    private Turn setAside(Seen seen, Snapshot ours, Heads heads) {
        RevisionId head = heads.main().orElseThrow();
        PlaceState place = workplace.state().place(name);
        Snapshot mine = place.base().map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
        if (options.setAside().isEmpty()) {
            ChangeSummary changes =
                    ChangeSummary.between(mine, workplace.vault().snapshot(head), workplace.blobs());
            return finished(stopped(seen, new StopReason.NeedsConfirmation(new Question.SetAsideIsThere(changes))));
        }
        PlaceState answered = place.withSetAside(List.of());
        return switch (options.setAside().get()) {
            case COMBINE -> {
                workplace.record(
                        workplace.state().withPlace(name, p -> answered),
                        Operation.Kind.TAKEN_UP_AGAIN,
                        Optional.of(name.value()));
                yield new Turn.Again();
            }
            case KEEP_MINE -> keepMine(seen, ours, heads, place, answered);
        };
    }

    /** Takes back for everyone what the undo took back here: theirs without it, then ours with that (rule U2). */
    private Turn keepMine(Seen seen, Snapshot ours, Heads heads, PlaceState place, PlaceState answered) {
        RevisionId head = heads.main().orElseThrow();
        Snapshot mine = place.base().map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
        RevisionId taken = place.setAside().stream()
                .filter(r -> ancestry.contains(head, r))
                .findFirst()
                .orElseThrow();
        Snapshot takenBack = workplace
                .merge()
                .merge(
                        new MergeBase.Common(workplace.vault().snapshot(taken)),
                        mine,
                        workplace.vault().snapshot(head),
                        Side.THEIRS)
                .merged();
        MergeBase base = new MergeBase.Common(mine);
        MergeOutcome outcome = workplace.merge().merge(base, ours, takenBack, Side.OURS);
        if (!options.dryRun()) {
            workplace.record(
                    workplace.state().withPlace(name, p -> answered.owing("Masora-Takes-Back: " + taken.hex())),
                    Operation.Kind.TAKEN_UP_AGAIN,
                    Optional.of(name.value()));
        }
        return combined(seen, ours, heads, base, outcome, SyncPlan.MERGE);
    }

    /** Brings in work from people's own lines as text, the main line standing (rule S2). */
    private Turn bringIn(Seen seen, Snapshot ours, Heads heads, Set<String> lines) {
        PlaceState place = workplace.state().place(name);
        List<SideLine> wanted = sideLines(heads).stream()
                .filter(line -> lines.contains(line.name()))
                .toList();
        if (wanted.isEmpty()) {
            return new Turn.Again();
        }
        RevisionId head = heads.main().orElseThrow();
        Snapshot merged = ours;
        PlaceState next = place;
        List<Conflict> met = new ArrayList<>();
        for (SideLine line : wanted) {
            MergeBase base = ancestry.base(Optional.empty(), List.of(head), line.head());
            MergeOutcome outcome =
                    workplace.merge().merge(base, merged, workplace.vault().snapshot(line.head()), Side.OURS);
            merged = outcome.merged();
            met.addAll(outcome.conflicts());
            Person author =
                    workplace.vault().revision(line.head()).orElseThrow().author();
            next = next.owing("Co-authored-by: " + author.name() + " <" + author.email() + ">")
                    .owing(RevisionGraph.ANCESTOR + ": " + line.head().hex());
        }
        ChangeSummary toReceive = ChangeSummary.between(ours, merged, workplace.blobs());
        Optional<StopReason> brake = brake(toReceive, false);
        if (brake.isPresent()) {
            return finished(stopped(seen, brake.get()));
        }
        if (options.dryRun()) {
            return planned(SyncPlan.MERGE, toReceive, toReceive, met.size());
        }
        ProjectState state = met.isEmpty()
                ? workplace.state()
                : met(workplace.state(), wanted.getFirst().head(), met, Side.OURS);
        Optional<FolderTrouble> trouble = applyReceived(
                seen,
                state,
                next,
                PlaceView.toFolder(merged, seen.found()),
                Optional.of(wanted.getFirst().name()));
        hasReceived(ours, merged);
        return trouble.isPresent() ? finished(stopped(seen, trouble.get())) : new Turn.Again();
    }

    private List<SideLine> sideLines(Heads heads) {
        List<SideLine> lines = new ArrayList<>();
        for (Map.Entry<String, RevisionId> line : heads.sideLines().entrySet()) {
            boolean contained = heads.main()
                    .filter(head -> ancestry.contains(head, line.getValue()))
                    .isPresent();
            if (!contained) {
                lines.add(new SideLine(line.getKey(), line.getValue()));
            }
        }
        return lines;
    }

    // Ends

    private Optional<StopReason> brake(ChangeSummary changes, boolean fromFolder) {
        return switch (Brake.judge(changes)) {
            case Brake.Verdict.Go go -> Optional.empty();
            case Brake.Verdict.Stop stop ->
                options.allowDeletions()
                        ? Optional.empty()
                        : Optional.of(new StopReason.NeedsConfirmation(new Question.WouldDelete(stop, fromFolder)));
            case Brake.Verdict.Empty empty -> Optional.of(new FolderTrouble(StopReason.Trouble.EMPTY, List.of()));
        };
    }

    private List<HeldBack> heldBackOf(Seen seen) {
        List<HeldBack> held = new ArrayList<>();
        seen.rewinds().held().forEach(text -> held.add(new HeldBack(text.path(), HeldBack.Reason.OLDER_THAN_RECEIVED)));
        return held;
    }

    private PlaceOutcome synced(
            RevisionId head, ChangeSummary sent, List<HeldBack> heldBack, boolean decisionsShared, Heads heads) {
        return new PlaceOutcome.Synced(
                name, head, received(), sent, heldBack, conflicts, decisionsShared, leftHistory, sideLines(heads));
    }

    private PlaceOutcome stopped(Seen seen, StopReason reason) {
        Optional<RevisionId> base = workplace.state().place(name).base();
        Snapshot known = base.map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
        ChangeSummary unsent = ChangeSummary.between(known, PlaceView.ofFolder(seen.ours(), known), workplace.blobs());
        return new PlaceOutcome.Stopped(name, received(), unsent, reason);
    }

    private Turn planned(SyncPlan plan, ChangeSummary toReceive, ChangeSummary toSend, int open) {
        return finished(new PlaceOutcome.Planned(name, plan, toReceive, toSend, open));
    }

    private Turn failed(Seen seen, RemoteFailure failure) {
        return failure instanceof RemoteFailure.Moved
                ? new Turn.Again()
                : finished(stopped(seen, Failures.reason(failure)));
    }

    private static Turn finished(PlaceOutcome outcome) {
        return new Turn.Finished(outcome);
    }
}

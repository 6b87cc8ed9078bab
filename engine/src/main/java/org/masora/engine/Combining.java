package org.masora.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.masora.core.merge.Conflict;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.project.Revision;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.SideLine;
import org.masora.core.sync.Progress.Phase;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.SyncPlan;
import org.masora.engine.FolderLook.Seen;
import org.masora.engine.RivalHeads.United;
import org.masora.remote.Remote.Heads;
import org.masora.store.Operation;
import org.masora.store.PlaceState;
import org.masora.store.ProjectState;
import org.masora.store.RevisionGraph;

/** The receiving half: merge, keep what was displaced, apply, and leave ready what is to be sent (steps 4 to 6). */
final class Combining {

    private final Exchange exchange;
    private final PlaceKnowledge knowledge;
    private final Sending sending;
    private final Workplace workplace;
    private final Ancestry ancestry;
    private final Publication publication;
    private final RecordKeeping records;
    private final RivalHeads rivals;

    Combining(Exchange exchange, PlaceKnowledge knowledge, Sending sending) {
        this.exchange = exchange;
        this.knowledge = knowledge;
        this.sending = sending;
        this.workplace = exchange.workplace;
        this.ancestry = new Ancestry(workplace);
        this.publication = new Publication(exchange);
        this.records = new RecordKeeping(workplace);
        this.rivals = new RivalHeads(workplace);
    }

    /**
     * A merge that is made and not yet applied.
     *
     * @param heads what the place holds
     * @param united its heads brought together, where the line has several; else just the head
     * @param place what was known of the place before
     * @param stands whose text had precedence
     */
    private record Merging(
            Seen seen,
            Snapshot ours,
            Heads heads,
            United united,
            PlaceState place,
            MergeBase base,
            MergeOutcome outcome,
            Side stands,
            SyncPlan plan) {

        /** A head that is really there. */
        RevisionId main() {
            return heads.main().orElseThrow();
        }

        /** What was merged with. */
        RevisionId head() {
            return united.revision();
        }
    }

    /** Brings in what is new at the place, with what is new here. */
    Turn combine(Seen seen, Snapshot ours, Heads heads, SyncPlan plan) {
        exchange.progress.at(Phase.MERGING, 0, 0);
        United united = rivals.unite(heads.line());
        RevisionId head = united.revision();
        Snapshot theirs = workplace.vault().snapshot(head);
        PlaceState place = exchange.place();
        if (place.base().isEmpty() && heads.records().isEmpty()) {
            ProjectState rebuilt = records.rebuilt(workplace.state(), head);
            if (!rebuilt.equals(workplace.state())) {
                workplace.record(rebuilt, Operation.Kind.SHARED_DECISIONS, Optional.of(exchange.name.value()));
            }
        }
        List<RevisionId> alsoOurs = new ArrayList<>(exchange.alsoContained());
        if (!ofOurs(place)) {
            place.line().ifPresent(alsoOurs::add);
        }
        MergeBase base = ancestry.base(place.base(), alsoOurs, head);
        MergeOutcome outcome = plan == SyncPlan.RECEIVE
                ? new MergeOutcome(theirs, List.of(), new TreeMap<>())
                : workplace.merge().merge(base, ours, theirs, Side.THEIRS);
        return apply(new Merging(seen, ours, heads, united, place, base, outcome, Side.THEIRS, plan));
    }

    private Turn apply(Merging merging) {
        Seen seen = merging.seen();
        Snapshot merged = merging.outcome().merged();
        ChangeSummary toReceive = exchange.comparisons.between(merging.ours(), merged);
        Snapshot mine = exchange.granted(exchange.content(merging.place().base()), merging.ours());
        Snapshot granted = exchange.granted(workplace.vault().snapshot(merging.head()), merged);
        ChangeSummary toSend = exchange.comparisons.between(workplace.vault().snapshot(merging.main()), granted);
        Optional<StopReason> brake = exchange.brake(toReceive, false);
        if (brake.isEmpty() && exchange.view.crosses(seen.found())) {
            // The layouts arrange the same books in their own ways: what the folder itself would lose counts too.
            Snapshot inFolder = exchange.view.toFolder(merged, seen.found());
            brake = exchange.brake(exchange.comparisons.between(seen.found(), inFolder), false);
        }
        if (brake.isEmpty() && !exchange.receiveOnly()) {
            brake = exchange.brake(toSend, true);
        }
        if (brake.isPresent()) {
            return exchange.stopped(seen, brake.get());
        }
        ChangeSummary goes = exchange.receiveOnly() ? ChangeSummary.NONE : toSend;
        int open = merging.outcome().open().size() + open(merging.united()).size();
        if (exchange.options.dryRun()) {
            return exchange.planned(merging.plan(), toReceive, goes, open);
        }
        exchange.progress.foresees(new PlaceOutcome.Planned(exchange.name, merging.plan(), toReceive, goes, open));
        if (exchange.progress.cancelled()) {
            // Who was told can have thought better of it; nothing was touched yet.
            return exchange.stopped(seen, new StopReason.Cancelled());
        }
        if (merging.base() instanceof MergeBase.Rewritten) {
            exchange.hasLeft(merging.place().base());
        }
        Next next = next(merging, mine, granted);
        ProjectState state = met(
                metByHeads(merging.united()),
                merging.head(),
                merging.outcome().conflicts(),
                merging.stands(),
                timeOf(next.offer()));
        Optional<FolderTrouble> trouble = write(
                seen,
                state,
                next.place(),
                merged,
                exchange.name.value(),
                next.offer().isPresent());
        if (trouble.isPresent()) {
            return exchange.stopped(seen, trouble.get());
        }
        exchange.hasReceived(merging.ours(), merged);
        boolean sends = next.offer().isPresent() && !exchange.receiveOnly();
        if (!exchange.mayWrite() && !exchange.receiveOnly()) {
            boolean changed = !merged.equals(workplace.vault().snapshot(merging.head()));
            return changed ? exchange.mayOnlyLook(seen) : sending.records(seen, merging.heads());
        }
        if (!sends) {
            // What an editor wrote meanwhile, or before an apply was brought forward, can have met something.
            return sending.records(seen, merging.heads());
        }
        return sending.offer(
                seen,
                merging.heads(),
                toSend,
                next.offer().orElseThrow(),
                workplace.state().folder().orElseThrow());
    }

    /**
     * What follows from a merge.
     *
     * @param place the place's state when the folder holds the merged content
     * @param offer what goes to the place, if anything has to
     */
    private record Next(PlaceState place, Optional<RevisionId> offer) {}

    /**
     * The place's line after the merge, and what is offered on top of it (rules P1, P5, S3).
     *
     * @param mine what of ours the person may send
     * @param granted what of the merged content
     */
    private Next next(Merging merging, Snapshot mine, Snapshot granted) {
        PlaceState before = merging.place();
        PlaceState atBase = before.atBase(merging.main(), workplace.state().records());
        boolean united = !merging.head().equals(merging.main());
        PlaceState atHead = united ? atBase.withUnion(merging.head()) : atBase;
        boolean mineGoes = mine.equals(merging.ours()) || !mine.equals(exchange.content(before.base()));
        boolean displaced = mineGoes && !merging.outcome().conflicts().isEmpty();
        boolean nothingOfOurs = !displaced && granted.equals(workplace.vault().snapshot(merging.head()));
        boolean linear =
                merging.base() instanceof MergeBase.Common && before.base().isPresent();
        if (nothingOfOurs && before.owed().isEmpty() && !(linear && ofOurs(before))) {
            return new Next(atHead, united ? atHead.line() : Optional.empty());
        }
        if (!linear) {
            PlaceState owing = atHead;
            for (RevisionId contained : contained(before)) {
                owing = owing.owing(RevisionGraph.ANCESTOR + ": " + contained.hex());
            }
            return new Next(
                    owing, Optional.of(publication.netChange(owing, granted, List.of(), exchange.alsoContained())));
        }
        boolean hasToGo = displaced || ofOurs(before);
        if (exchange.receiveOnly() && !hasToGo) {
            return new Next(atHead, Optional.empty());
        }
        RevisionId net = publication.netChange(before, mine, List.of(), exchange.alsoContained());
        RevisionId merge = publication.merge(merging.head(), net, granted, merging.stands());
        return new Next(hasToGo ? atHead.withLine(merge) : atHead, Optional.of(merge));
    }

    /** What our content contains and the place's line does not: named in a trailer, and no parent (rule S3). */
    private List<RevisionId> contained(PlaceState before) {
        List<RevisionId> contained = new ArrayList<>(before.base().stream().toList());
        contained.addAll(exchange.folderGitHead.stream().toList());
        return contained;
    }

    /** A merge met what it met when it was made: so its records can be rebuilt from it (rule C4). */
    private Instant timeOf(Optional<RevisionId> merge) {
        return merge.flatMap(workplace.vault()::revision).map(Revision::time).orElseGet(workplace::now);
    }

    /** Whether what waits on the line is more than heads of the place brought together. */
    private boolean ofOurs(PlaceState place) {
        return place.waits()
                && place.line()
                        .flatMap(workplace.vault()::revision)
                        .filter(RivalHeads::isUnion)
                        .isEmpty();
    }

    private static List<Conflict> open(United united) {
        return united.conflicts().stream()
                .filter(conflict -> conflict.kind() == Conflict.Kind.OPEN)
                .toList();
    }

    private ProjectState metByHeads(United united) {
        open(united).forEach(conflict -> exchange.hasMet(records.id(conflict).hex()));
        return rivals.met(workplace.state(), united, exchange.place().recordsAtBase());
    }

    private ProjectState met(ProjectState state, RevisionId head, List<Conflict> met, Side stands, Instant when) {
        if (met.isEmpty()) {
            return state;
        }
        met.stream()
                .filter(conflict -> conflict.kind() == Conflict.Kind.OPEN)
                .forEach(conflict -> exchange.hasMet(records.id(conflict).hex()));
        return records.met(
                state,
                met,
                stands,
                workplace.vault().revision(head),
                workplace.person(),
                exchange.place().recordsAtBase(),
                when);
    }

    /** Puts the merged content into the folder, held text left as it stands there (rule P3). */
    private Optional<FolderTrouble> write(
            Seen seen, ProjectState state, PlaceState next, Snapshot merged, String note, boolean sends) {
        Snapshot content = exchange.view.toFolder(merged, seen.found());
        NavigableSet<String> waits =
                new WaitingBooks(workplace).leftOut(seen, content, exchange.options.editorsQuiet());
        List<RevisionId> parents = new ArrayList<>();
        if (!seen.ours().equals(seen.found())) {
            // Held text is no state the folder's own line went through: a look back along first parents passes it by.
            parents.add(
                    waits.isEmpty()
                            ? state.folder().orElseThrow()
                            : workplace.keep(
                                    seen.ours(), List.of(state.folder().orElseThrow(), seen.kept()), "Written"));
        }
        parents.add(seen.kept());
        next.line().ifPresent(parents::add);
        RevisionId folder = workplace.keep(content, parents, "Received from " + note);
        Snapshot onDisk = WaitingBooks.withFilesOf(seen.rewinds().heldBackIn(content), seen.found(), waits);
        RevisionId disk =
                onDisk.equals(content) ? folder : workplace.keep(onDisk, List.of(folder), "Received, with text held");
        ProjectState after = WaitingBooks.waiting(state, waits, seen.found())
                .withPlace(exchange.name, p -> next)
                .withFolder(folder)
                .withKept(disk);
        Operation operation = workplace.folderOperation(
                exchange.countsDown() && exchange.mayWrite() && (sends || exchange.receiveOnly())
                        ? Operation.Kind.COMBINED
                        : Operation.Kind.RECEIVED,
                Optional.of(seen.kept()),
                Optional.of(folder),
                Optional.of(note),
                exchange.conflicts());
        return new Applying(workplace).apply(seen.kept(), disk, after, operation, exchange.progress);
    }

    /** Puts what Masora itself has written in files of the project into the folder, to be sent from there. */
    Turn putIntoFolder(Seen seen, Snapshot ours, Snapshot written) {
        Snapshot content = seen.found();
        for (String path : ours.differingPaths(written)) {
            content = content.with(path, written.entry(path).orElseThrow());
        }
        RevisionId disk = workplace.keep(content, List.of(seen.kept()), "Notes of disagreements");
        Operation operation = workplace.operation(Operation.Kind.KEPT, Optional.of(exchange.name.value()));
        Optional<FolderTrouble> trouble = new Applying(workplace)
                .apply(seen.kept(), disk, workplace.state().withKept(disk), operation, exchange.progress);
        return trouble.isPresent() ? exchange.stopped(seen, trouble.get()) : new Turn.Again();
    }

    // What an undo took back

    /** What an undo took back is still at the place: ask, or do what was answered (rule U1). */
    Turn setAside(Seen seen, Snapshot ours, Heads heads) {
        PlaceState place = exchange.place();
        if (exchange.options.setAside().isEmpty()) {
            ChangeSummary changes =
                    exchange.comparisons.between(exchange.content(place.base()), exchange.content(heads.main()));
            return exchange.stopped(seen, new StopReason.NeedsConfirmation(new Question.SetAsideIsThere(changes)));
        }
        return switch (exchange.options.setAside().get()) {
            case COMBINE -> {
                if (exchange.options.dryRun()) {
                    yield combine(seen, ours, heads, SyncPlan.MERGE);
                }
                takeUpAgain();
                yield new Turn.Again();
            }
            case KEEP_MINE -> keepMine(seen, ours, heads, place);
        };
    }

    /** What was taken back can have come to several places: who wants it wants it from all. */
    private void takeUpAgain() {
        ProjectState next = workplace.state();
        for (PlaceName place : next.places().keySet()) {
            next = next.withPlace(place, known -> known.withSetAside(List.of()));
        }
        workplace.record(next, Operation.Kind.TAKEN_UP_AGAIN, Optional.of(exchange.name.value()));
    }

    /** Takes back for everyone what the undo took back here: theirs without it, then ours with that (rule U2). */
    private Turn keepMine(Seen seen, Snapshot ours, Heads heads, PlaceState place) {
        United united = rivals.unite(heads.line());
        RevisionId head = united.revision();
        Snapshot mine = exchange.content(place.base());
        Snapshot theirs = workplace.vault().snapshot(head);
        RevisionId taken = knowledge.setAside(heads).orElseThrow();
        Snapshot tookIn = workplace.vault().snapshot(taken);
        boolean cameFromHere = place.setAside().contains(taken);
        MergeOutcome outcome = TakingBack.merged(
                workplace,
                cameFromHere ? tookIn : PlaceView.ofElsewhere(tookIn, theirs, workplace.blobs()),
                mine,
                ours,
                theirs);
        MergeBase base = new MergeBase.Common(mine);
        PlaceState answered = place.withSetAside(List.of()).owing(Publication.takingBack(taken));
        return apply(new Merging(seen, ours, heads, united, answered, base, outcome, Side.OURS, SyncPlan.MERGE));
    }

    // People's own lines

    /** Brings in work from people's own lines as text, the main line standing (rule S2). */
    Turn bringIn(Seen seen, Snapshot ours, Heads heads, Set<String> lines) {
        List<SideLine> wanted = knowledge.sideLines(heads).stream()
                .filter(line -> lines.contains(line.name()))
                .toList();
        if (wanted.isEmpty()) {
            return new Turn.Again();
        }
        RevisionId head = heads.main().orElseThrow();
        Snapshot merged = ours;
        PlaceState next = exchange.place();
        List<Conflict> met = new ArrayList<>();
        for (SideLine line : wanted) {
            MergeBase base = ancestry.base(Optional.empty(), List.of(head), line.head());
            MergeOutcome outcome =
                    workplace.merge().merge(base, merged, workplace.vault().snapshot(line.head()), Side.OURS);
            merged = outcome.merged();
            met.addAll(outcome.conflicts());
            for (String author : publication.authors(line.head(), List.of(head))) {
                next = next.owing(author);
            }
            next = next.owing(RevisionGraph.ANCESTOR + ": " + line.head().hex());
        }
        ChangeSummary toReceive = exchange.comparisons.between(ours, merged);
        Optional<StopReason> brake = exchange.brake(toReceive, false);
        if (brake.isPresent()) {
            return exchange.stopped(seen, brake.get());
        }
        if (exchange.options.dryRun()) {
            return exchange.planned(SyncPlan.MERGE, toReceive, toReceive, met.size());
        }
        ProjectState state = met(workplace.state(), wanted.getFirst().head(), met, Side.OURS, workplace.now());
        Optional<FolderTrouble> trouble =
                write(seen, state, next, merged, wanted.getFirst().name(), true);
        if (trouble.isPresent()) {
            return exchange.stopped(seen, trouble.get());
        }
        exchange.hasReceived(ours, merged);
        return new Turn.Again();
    }
}

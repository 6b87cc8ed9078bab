package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.masora.core.paratext.Rights;
import org.masora.core.paratext.TeamMember;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.Brake;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.PlaceOutcome.HeldBack;
import org.masora.core.sync.PlaceOutcome.SideLine;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.core.sync.StopReason.Question;
import org.masora.core.sync.SyncPlan;
import org.masora.engine.FolderLook.Seen;
import org.masora.remote.Remote;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.store.Operation;
import org.masora.store.PlaceState;

/**
 * One exchange with one place: what its steps share, and what they have done so far, for the report.
 */
final class Exchange {

    final Workplace workplace;
    final Remote remote;
    final PlaceName name;
    final SyncOptions options;
    final Optional<RevisionId> folderGitHead;
    final Progress progress;
    final Comparisons comparisons;
    /** How the place sees the folder. */
    final PlaceView view;

    private final List<String> conflicts = new ArrayList<>();
    private boolean onlyReceiving;
    private Optional<Rights> rights = Optional.empty();
    private List<HeldBack> withheld = List.of();
    private Optional<Snapshot> beforeReceiving = Optional.empty();
    private Snapshot afterReceiving = Snapshot.EMPTY;
    private Optional<RevisionId> leftHistory = Optional.empty();
    private boolean sharedDecisions;
    private ChangeSummary sentBefore = ChangeSummary.NONE;

    /**
     * An exchange that begins.
     *
     * @param remote the place, connected
     * @param folderGitHead the head of the folder's own git, whose objects are in the vault (rule S1)
     */
    Exchange(
            Workplace workplace,
            Remote remote,
            SyncOptions options,
            Optional<RevisionId> folderGitHead,
            Progress progress) {
        this.workplace = workplace;
        this.remote = remote;
        this.name = remote.place();
        this.options = options;
        this.folderGitHead = folderGitHead;
        this.progress = progress;
        this.comparisons = new Comparisons(workplace.blobs());
        this.view = PlaceView.of(workplace, name);
    }

    /** Whether nothing is sent now, by the person's wish (rule P7) or because the lead place comes first (rule P6). */
    boolean receiveOnly() {
        return onlyReceiving || options.receiveOnly();
    }

    void onlyReceives(boolean now) {
        onlyReceiving = now;
    }

    /** Takes up what the person may do at a place that now holds this. */
    void learnRights(Heads heads) {
        rights = remote.member().map(member -> Rights.of(member, content(heads.main()), workplace.blobs()));
        withheld = List.of();
    }

    /** Whether the person may change anything there. */
    boolean mayWrite() {
        return rights.map(Rights::mayWrite).orElse(true);
    }

    /** What of a content the person may make of what is there; the rest is named in the report and stays here. */
    Snapshot granted(Snapshot there, Snapshot wanted) {
        if (rights.isEmpty() || (there.isEmpty() && mayWrite())) {
            return wanted;
        }
        Rights.Allowed allowed = rights.get().of(there, wanted);
        withheld = allowed.withheld().stream().flatMap(Exchange::named).toList();
        return allowed.content();
    }

    private static Stream<HeldBack> named(Rights.Withheld change) {
        String book = change.book().map(BookCode::code).orElse("");
        return change.chapters().isEmpty()
                ? Stream.of(new HeldBack(change.path(), book, HeldBack.Reason.NOT_GRANTED))
                : change.chapters().stream()
                        .map(chapter -> new HeldBack(change.path(), book + " " + chapter, HeldBack.Reason.NOT_GRANTED));
    }

    /** Whose notes tell a Paratext team of disagreements; empty where none are written now. */
    Optional<String> notesOf() {
        boolean writes = view.paratext() && mayWrite() && !receiveOnly() && !options.dryRun();
        return Optional.of(remote.member()
                        .map(TeamMember::name)
                        .orElseGet(() -> workplace.person().name()))
                .filter(user -> writes);
    }

    /** Who may only look has changed something: said before anything is sent. */
    Turn mayOnlyLook(Seen seen) {
        String who = rights.orElseThrow().member().name();
        return stopped(seen, new StopReason.Refused(StopReason.Refusal.MAY_ONLY_LOOK, who, name.value()));
    }

    /** Whether what comes in can be undone before anything is sent. */
    boolean countsDown() {
        return options.sends() == SyncOptions.Sends.AFTER_UNDO && !options.receiveOnly();
    }

    /** Whether nothing may be sent before somebody has let an undo pass (rule U1). */
    boolean undoIsOpen() {
        return countsDown() && new UndoTime(workplace).isOpen();
    }

    /** What of the folder this place may see, beside what it holds itself. */
    Snapshot asSeenThere(Snapshot folder, Heads heads) {
        boolean ownFilesAreBases = view.crosses(folder) && place().base().isPresent();
        return view.ofFolder(folder, content(ownFilesAreBases ? place().base() : heads.main()));
    }

    /** What the folder contains besides this place's base: the head of its own git, what the other places hold. */
    List<RevisionId> alsoContained() {
        List<RevisionId> contained = new ArrayList<>(folderGitHead.stream().toList());
        workplace.state().places().forEach((other, state) -> {
            if (!other.equals(name)) {
                state.base().ifPresent(contained::add);
            }
        });
        return contained;
    }

    PlaceState place() {
        return workplace.state().place(name);
    }

    /** Moves the place's state and writes it down. */
    void record(PlaceState place, Operation.Kind kind) {
        workplace.record(workplace.state().withPlace(name, p -> place), kind, Optional.of(name.value()));
    }

    /** The content of a revision, or of nothing. */
    Snapshot content(Optional<RevisionId> revision) {
        return revision.map(workplace.vault()::snapshot).orElse(Snapshot.EMPTY);
    }

    void hasReceived(Snapshot before, Snapshot after) {
        beforeReceiving = beforeReceiving.or(() -> Optional.of(before));
        afterReceiving = after;
    }

    /** An earlier turn sent this already. */
    void hasSent(ChangeSummary sent) {
        if (sentBefore.isEmpty()) {
            sentBefore = sent;
        }
    }

    void hasMet(String conflict) {
        conflicts.add(conflict);
    }

    /** The place has taken records that it did not hold. */
    void hasSharedDecisions() {
        sharedDecisions = true;
    }

    List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** The place's history was rewritten; this is where it stood before (rule S3). */
    void hasLeft(Optional<RevisionId> formerHead) {
        leftHistory = formerHead;
    }

    private ChangeSummary received() {
        return beforeReceiving
                .map(before -> comparisons.between(before, afterReceiving))
                .orElse(ChangeSummary.NONE);
    }

    // Ends

    Turn finished(PlaceOutcome outcome) {
        return new Turn.Finished(outcome);
    }

    /** Both sides are as they were when it began, or only received something. */
    Turn settled(Seen seen, Heads heads, PlaceKnowledge knowledge, boolean decisionsShared) {
        boolean nothingHappened = beforeReceiving.isEmpty()
                && sentBefore.isEmpty()
                && conflicts.isEmpty()
                && withheld.isEmpty()
                && decisionsShared
                && !sharedDecisions;
        return nothingHappened || heads.main().isEmpty()
                ? finished(new PlaceOutcome.UpToDate(name, heads.main(), knowledge.sideLines(heads)))
                : synced(
                        heads.main().get(),
                        ChangeSummary.NONE,
                        List.of(),
                        seen,
                        decisionsShared,
                        knowledge.sideLines(heads));
    }

    Turn synced(
            RevisionId head,
            ChangeSummary sent,
            List<HeldBack> alsoHeldBack,
            Seen seen,
            boolean decisionsShared,
            List<SideLine> sideLines) {
        List<HeldBack> heldBack = new ArrayList<>(alsoHeldBack);
        heldBack.addAll(withheld);
        seen.rewinds()
                .held()
                .forEach(text -> heldBack.add(new HeldBack(text.path(), HeldBack.Reason.OLDER_THAN_RECEIVED)));
        ChangeSummary sentInAll = sentBefore.isEmpty() ? sent : sentBefore;
        hasSent(sentInAll);
        return finished(new PlaceOutcome.Synced(
                name, head, received(), sentInAll, heldBack, conflicts, decisionsShared, leftHistory, sideLines));
    }

    Turn planned(SyncPlan plan, ChangeSummary toReceive, ChangeSummary toSend, int open) {
        return finished(new PlaceOutcome.Planned(name, plan, toReceive, toSend, open));
    }

    Turn stopped(Seen seen, StopReason reason) {
        return finished(stop(seen, reason));
    }

    PlaceOutcome stop(Seen seen, StopReason reason) {
        Snapshot known = content(place().base());
        Snapshot mine = beforeReceiving.isPresent() ? afterReceiving : view.ofFolder(seen.ours(), known);
        ChangeSummary unsent = comparisons.between(known, mine);
        return new PlaceOutcome.Stopped(name, received(), unsent, reason);
    }

    Turn failed(Seen seen, RemoteFailure failure) {
        return failure instanceof RemoteFailure.Moved ? new Turn.Again() : stopped(seen, Failures.reason(failure));
    }

    /** The brake, asked for one direction (rules D). */
    Optional<StopReason> brake(ChangeSummary changes, boolean fromFolder) {
        return switch (Brake.judge(changes)) {
            case Brake.Verdict.Go go -> Optional.empty();
            case Brake.Verdict.Stop stop ->
                options.allowDeletions()
                        ? Optional.empty()
                        : Optional.of(new StopReason.NeedsConfirmation(new Question.WouldDelete(stop, fromFolder)));
            case Brake.Verdict.Empty empty -> Optional.of(new FolderTrouble(StopReason.Trouble.EMPTY, List.of()));
        };
    }
}

package org.masora.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.masora.core.merge.UnitRef;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.PlaceOutcome.SideLine;
import org.masora.core.sync.Position;
import org.masora.core.sync.Position.PlaceHolds;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Heads;
import org.masora.remote.Remote.Tips;
import org.masora.store.Operation;
import org.masora.store.PlaceState;
import org.masora.store.PlaceState.Attempt;
import org.masora.store.ProjectState;

/** What is known of a place: brings in what it holds, believes only what that proves, and says how we stand. */
final class PlaceKnowledge {

    private final Exchange exchange;
    private final Workplace workplace;
    private final Ancestry ancestry;
    private final RecordKeeping records;

    PlaceKnowledge(Exchange exchange) {
        this.exchange = exchange;
        this.workplace = exchange.workplace;
        this.ancestry = new Ancestry(workplace);
        this.records = new RecordKeeping(workplace);
    }

    /** What the place holds, with everything it reaches in the vault. */
    Answer<Heads> look(Progress progress) {
        return switch (exchange.remote.look(progress)) {
            case Answer.Failed<Tips>(var failure) -> new Answer.Failed<>(failure);
            case Answer.Ok<Tips>(var tips) -> {
                Optional<Heads> known = exchange.remote.known(workplace.vault(), tips);
                if (known.isPresent()) {
                    yield new Answer.Ok<>(known.get());
                }
                progress.at(Phase.RECEIVING, 0, 0);
                yield exchange.remote.fetch(workplace.vault(), tips, progress);
            }
        };
    }

    /** What the heads prove: an offer that arrived after all (rule P1), decisions made elsewhere (rule C4). */
    void settle(Heads heads) {
        ProjectState before = workplace.state();
        ProjectState state = before;
        PlaceState place = state.place(exchange.name);
        if (heads.main().isPresent()) {
            RevisionId head = heads.main().get();
            for (Attempt attempt : place.attempts().reversed()) {
                if (holds(heads, attempt.offered())) {
                    state = proved(state, heads, attempt);
                    break;
                }
            }
            if (exchange.folderGitHead.isPresent() && ancestry.contains(exchange.folderGitHead.get(), head)) {
                boolean forward = place.base().isEmpty()
                        || ancestry.contains(head, place.base().get());
                if (forward && !place.base().equals(heads.main()) && !place.waits()) {
                    Optional<RevisionId> own = state.records();
                    state = state.withPlace(exchange.name, p -> p.atBase(head, own));
                }
            }
        }
        // What is shown there is a part of ours, which need not stand on it.
        boolean onlyAPart = exchange.view.showsOnlyScripture()
                && heads.records()
                        .filter(theirs -> records.knows(before, theirs))
                        .isPresent();
        if (heads.records().isPresent() && !onlyAPart) {
            state = records.united(state, heads.records().get());
        }
        if (exchange.view.paratext() && heads.main().isPresent()) {
            // Its own note says what was decided there: nothing is owed for that.
            List<String> owed = state.place(exchange.name).owed();
            state = new Noting(workplace)
                    .decided(state, exchange.content(heads.main()))
                    .withPlace(exchange.name, p -> p.withOwed(owed));
        }
        Optional<RevisionId> seenRecords = heads.records();
        if (!state.place(exchange.name).records().equals(seenRecords)) {
            state = state.withPlace(exchange.name, p -> p.withRecords(seenRecords));
        }
        if (!state.equals(before)) {
            workplace.record(state, Operation.Kind.SHARED_DECISIONS, Optional.of(exchange.name.value()));
        }
    }

    /** Whether a head of the place's line is the revision or contains it. */
    boolean holds(Heads heads, RevisionId revision) {
        return heads.line().stream().anyMatch(head -> ancestry.contains(head, revision));
    }

    /**
     * The place was seen to hold what was offered: it is the base, under the name that it has there, and the
     * folder is known to have held it.
     */
    ProjectState proved(ProjectState state, Heads heads, Attempt attempt) {
        Optional<RevisionId> own = state.records();
        RevisionId arrived = heads.line().stream()
                .filter(head -> workplace.vault().graph().echoes(head, attempt.offered()))
                .findFirst()
                .orElse(attempt.offered());
        ProjectState next = state.withPlace(exchange.name, p -> p.withArrived(attempt, arrived, own));
        boolean newer = state.folder().isEmpty()
                || ancestry.contains(attempt.folder(), state.folder().get());
        return newer ? next.withFolder(attempt.folder()) : next;
    }

    /** How we stand towards the place. */
    Position position(Snapshot ours, Heads heads) {
        PlaceState place = workplace.state().place(exchange.name);
        boolean oursChanged = place.base()
                .map(workplace.vault()::snapshot)
                .filter(ours::equals)
                .isEmpty();
        boolean waits = place.waits() || !place.owed().isEmpty();
        return new Position(
                holds(ours, place, heads), oursChanged, waits, setAside(heads).isPresent(), exchange.receiveOnly());
    }

    /** What an undo took back and this place holds: also what came from another place then, and here on another way. */
    Optional<RevisionId> setAside(Heads heads) {
        ProjectState state = workplace.state();
        return Stream.concat(Stream.of(state.place(exchange.name)), state.places().values().stream())
                .flatMap(place -> place.setAside().stream())
                .filter(revision -> holds(heads, revision))
                .findFirst();
    }

    private PlaceHolds holds(Snapshot ours, PlaceState place, Heads heads) {
        if (heads.main().isEmpty()) {
            return PlaceHolds.NOTHING;
        }
        RevisionId head = heads.main().get();
        if (place.base().isPresent()) {
            RevisionId base = place.base().get();
            if (heads.line().contains(base) && bringsTogether(place, heads)) {
                return PlaceHolds.OUR_BASE;
            }
            return holds(heads, base) ? PlaceHolds.NEWER : PlaceHolds.REWRITTEN;
        }
        boolean shared = !workplace
                .vault()
                .graph()
                .bases(exchange.alsoContained(), List.of(head))
                .isEmpty();
        boolean same = shared
                || exchange.options.otherProjectAccepted()
                || SameProject.is(ours, workplace.vault().snapshot(head), workplace.blobs());
        return same ? PlaceHolds.UNKNOWN_LINE : PlaceHolds.OTHER_PROJECT;
    }

    /** Whether there is one head, or what waits on our line has brought all of them together. */
    private boolean bringsTogether(PlaceState place, Heads heads) {
        return heads.rivals().isEmpty()
                || place.line()
                        .filter(line -> heads.line().stream().allMatch(head -> ancestry.contains(line, head)))
                        .isPresent();
    }

    /** People's own lines with work that the main line lacks (rule S2). */
    List<SideLine> sideLines(Heads heads) {
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

    /** Our conflict records, if the place does not hold just them though it has room for them. */
    Optional<RevisionId> unsharedRecords(Heads heads) {
        if (!exchange.remote.keepsRecords()) {
            return Optional.empty();
        }
        Optional<RevisionId> own = workplace.state().records();
        Optional<RevisionId> showable = exchange.view.showsOnlyScripture()
                ? own.flatMap(records -> this.records.about(records, heads.records(), mayBeSeen(heads)))
                : own;
        return showable.filter(records -> !heads.records().equals(Optional.of(records)));
    }

    /** Whether a place beside Paratext may know of a disagreement: of Scripture, or of a file of its own (rule V2). */
    private Predicate<UnitRef> mayBeSeen(Heads heads) {
        Snapshot there = exchange.content(heads.main());
        return reference -> BookCode.find(reference.container())
                .map(BookCode::isScripture)
                .orElseGet(() -> there.entry(reference.container()).isPresent());
    }
}

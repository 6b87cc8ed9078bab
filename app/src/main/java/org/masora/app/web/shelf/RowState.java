package org.masora.app.web.shelf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.activities.Past;
import org.masora.app.words.ExchangeWords;

/**
 * The one state that a project's row shows. Several can be true at once; they are listed here in the order of their
 * precedence, the first that is true is shown, and the others follow as counts.
 */
public sealed interface RowState {
    /** Its folder is not where it was. */
    record FolderMissing() implements RowState {}

    /** It goes on only when somebody says yes. */
    record NeedsYes(Optional<Past> asked) implements RowState {}

    /** Its account is logged out, the login counts no more, or nobody was logged in when it should be sent first. */
    record LogInAgain() implements RowState {}

    /** The other side said no, or the folder does not let it. */
    record Refused(Past refused) implements RowState {}

    record Syncing(Activity activity) implements RowState {}

    /**
     * It is synced when the line is back.
     *
     * @param tried the sync that did not get through, if one was tried
     * @param wished whether somebody said that it shall wait
     */
    record WaitingForLine(Optional<Past> tried, boolean wished) implements RowState {}

    /** So many decisions wait, older texts that came back among them. */
    record Decisions(int count) implements RowState {}

    /** What was received for so many books waits, because an editor may have them open. */
    record EditorOpen(int books) implements RowState {}

    /** So much is not sent. */
    record NotSent(NearProject.Unsent unsent) implements RowState {}

    /** Something was on its way when a sync was cut off, and its place could not be asked since whether it arrived. */
    record NotKnownWhetherSent(NearProject.Unsent unsent) implements RowState {}

    /** A place has something that is not here. */
    record NewerThere(String place) implements RowState {}

    /** Everything was seen to be there too. */
    record AllSent(Optional<Instant> checked) implements RowState {}

    /** It is on this computer alone, as far as Masora knows. */
    record OnlyHere() implements RowState {}

    /** It was not looked into yet. */
    record NotKnownYet() implements RowState {}

    /**
     * What is known of a project.
     *
     * @param project the project
     * @param accountKnown whether the account that it is exchanged with is logged in
     * @param running what runs on it
     * @param last what ran on it last, unless somebody has dealt with that since
     * @param newerAt the place that was seen to have something newer
     * @param waits whether somebody said that it shall be synced when the line is back
     */
    record Facts(
            NearProject project,
            boolean accountKnown,
            Optional<Activity> running,
            Optional<Past> last,
            Optional<String> newerAt,
            boolean waits) {

        private Optional<Past> lastWith(Result... results) {
            return last.filter(
                    past -> Arrays.asList(results).contains(past.ending().result()));
        }

        /** Whether nobody has asked since if what was on its way has arrived. */
        private boolean mayHaveArrived() {
            boolean asked = last.filter(past -> past.ending().result() != Result.DONE
                            && !ExchangeWords.sayNotKnown(past.ending().messages()))
                    .isPresent();
            return project.unsent().offered() && !asked;
        }
    }

    /** The state to show. */
    static RowState of(Facts facts) {
        NearProject project = facts.project();
        if (!project.folderIsThere()) {
            return new FolderMissing();
        }
        boolean idle = facts.running().isEmpty();
        Optional<Past> asked = facts.lastWith(Result.NEEDS_YES).filter(past -> idle);
        if (asked.isPresent() || (idle && project.undoOpen())) {
            return new NeedsYes(asked);
        }
        boolean loginMissed = facts.lastWith(Result.LOGIN_NEEDED).isPresent();
        if (idle && (loginMissed || (project.hasPlace() && !facts.accountKnown()))) {
            return new LogInAgain();
        }
        Optional<Past> refused = facts.lastWith(Result.REFUSED, Result.FOLDER_TROUBLE, Result.FAILED)
                .filter(past -> idle);
        if (refused.isPresent()) {
            return new Refused(refused.get());
        }
        if (facts.running().isPresent()) {
            return new Syncing(facts.running().get());
        }
        Optional<Past> notReached = facts.lastWith(Result.NOT_REACHED);
        if (facts.waits() || notReached.isPresent()) {
            return new WaitingForLine(notReached, facts.waits());
        }
        return quiet(facts);
    }

    private static RowState quiet(Facts facts) {
        NearProject project = facts.project();
        int waiting = project.decisions() + project.held();
        if (waiting > 0) {
            return new Decisions(waiting);
        }
        if (!project.known()) {
            return new NotKnownYet();
        }
        if (!project.hasPlace()) {
            return new OnlyHere();
        }
        if (!project.waiting().isEmpty()) {
            return new EditorOpen(project.waiting().size());
        }
        if (facts.mayHaveArrived()) {
            return new NotKnownWhetherSent(project.unsent());
        }
        if (!project.unsent().isEmpty()) {
            return new NotSent(project.unsent());
        }
        if (facts.newerAt().isPresent()) {
            return new NewerThere(facts.newerAt().get());
        }
        return new AllSent(facts.lastWith(Result.DONE).map(Past::ended).or(project::lastSynced));
    }

    /** Something else that is true of a project, as a count beside the state that its row shows. */
    sealed interface Count {
        record OfDecisions(int count) implements Count {}

        /** Received text of so many books waits, because an editor may have them open. */
        record OfBooksWaiting(int count) implements Count {}

        record OfVersesNotSent(int count) implements Count {}

        record OfFilesNotSent(int count) implements Count {}

        /** What came and was taken back waits for an answer, at so many places (rule U1). */
        record OfTakenBack(int count) implements Count {}

        /** So many files are not shared by the folder and the project (rule B3). */
        record OfNotShared(int count) implements Count {}

        /** Somebody has work of their own there, which is offered (rule S2). */
        record OfOthersWork() implements Count {}

        record OfNewerThere(String place) implements Count {}
    }

    /** What is true of a project besides the state that its row shows. */
    static List<Count> besides(Facts facts) {
        NearProject project = facts.project();
        RowState shown = of(facts);
        List<Count> counts = new ArrayList<>();
        int waiting = project.decisions() + project.held();
        if (waiting > 0 && !(shown instanceof Decisions)) {
            counts.add(new Count.OfDecisions(waiting));
        }
        if (!project.waiting().isEmpty() && !(shown instanceof EditorOpen)) {
            counts.add(new Count.OfBooksWaiting(project.waiting().size()));
        }
        boolean unsentIsShown =
                shown instanceof NotSent || shown instanceof NotKnownWhetherSent || shown instanceof OnlyHere;
        if (project.unsent().verses() > 0 && !unsentIsShown) {
            counts.add(new Count.OfVersesNotSent(project.unsent().verses()));
        } else if (project.unsent().files() > 0 && !unsentIsShown) {
            counts.add(new Count.OfFilesNotSent(project.unsent().files()));
        }
        facts.newerAt()
                .filter(place -> !(shown instanceof NewerThere || shown instanceof Syncing))
                .ifPresent(place -> counts.add(new Count.OfNewerThere(place)));
        if (facts.last()
                .filter(past -> past.ending().ask().equals(Optional.of(Ask.OTHERS_WORK)))
                .isPresent()) {
            counts.add(new Count.OfOthersWork());
        }
        if (!project.besides().setAside().isEmpty()) {
            counts.add(new Count.OfTakenBack(project.besides().setAside().size()));
        }
        if (project.besides().notShared() > 0) {
            counts.add(new Count.OfNotShared(project.besides().notShared()));
        }
        return counts;
    }

    /** Whether somebody should look at it. */
    default boolean needsAttention() {
        return switch (this) {
            case FolderMissing _, NeedsYes _, LogInAgain _, Refused _, Decisions _, EditorOpen _ -> true;
            case Syncing _,
                    WaitingForLine _,
                    NotSent _,
                    NotKnownWhetherSent _,
                    NewerThere _,
                    AllSent _,
                    OnlyHere _,
                    NotKnownYet _ -> false;
        };
    }
}

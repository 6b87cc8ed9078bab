package org.masora.app.web.work;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.masora.app.home.Connecting;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.Settings;
import org.masora.app.web.activities.Activities.Course;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.work.ProjectWork.Opened;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.SyncPlan;
import org.masora.core.sync.SyncReport;
import org.masora.engine.Countdowns;
import org.masora.engine.ProjectSession;
import org.masora.engine.StillAsking;
import org.masora.engine.SyncOptions;
import org.masora.engine.SyncOptions.Sends;
import org.masora.store.PlaceAddress;

/**
 * A sync from its beginning to its end: a project that was never sent is given its place; what came in can be undone
 * while a countdown runs; then it is sent. The project is closed while the countdown runs, so that others can work on it.
 */
final class Syncing {
    private static final int READING_SECONDS_LEAST = 3;
    private static final int READING_SECONDS_MAX = 8;
    private static final int LINES_A_SECOND = 3;

    /** That it stopped, why, and the title of what came: an undo that counts down is said in words of its own. */
    private static final int SAID_OTHERWISE = 3;

    private final ProjectWork work;
    private final Countdowns countdowns;
    private final Supplier<Settings> settings;
    private final Map<String, Ending> counting = new ConcurrentHashMap<>();
    private final Whose whose;

    Syncing(ProjectWork work, Countdowns countdowns, Supplier<Settings> settings) {
        this.work = work;
        this.countdowns = countdowns;
        this.settings = settings;
        this.whose = new Whose(work);
    }

    /** What came in with a sync whose undo counts down now. */
    List<Message> soFar(String project) {
        return Optional.ofNullable(counting.get(project))
                .map(ending -> ending.messages().stream().skip(SAID_OTHERWISE).toList())
                .orElse(List.of());
    }

    Ending sync(String project, SyncWish wish, Course course) throws Exception {
        Step first = inProject(project, session -> begin(session, wish, course));
        if (wish.options().sends() != Sends.AFTER_UNDO || !first.waits()) {
            return first.ending();
        }
        counting.put(project, first.ending());
        Countdowns.End end;
        try {
            end = course.waiting(() -> countdowns.await(project, settings.get().undoSeconds(), course::cancelled));
        } finally {
            counting.remove(project);
        }
        return switch (end) {
            case SEND ->
                inProject(project, session -> {
                            SyncReport sent = work.sync(session, options(wish).sending(Sends.AT_ONCE), course);
                            SyncReport whole = Endings.whole(first.report().orElseThrow(), sent);
                            return new Step(ending(session, whole, course), Optional.of(sent));
                        })
                        .ending();
            case UNDO ->
                inProject(
                                project,
                                session -> new Step(
                                        Endings.of(session.undoOpen(work.actor(session), course)), Optional.empty()))
                        .ending();
            case LEFT -> first.ending();
        };
    }

    /** Gives a project another place and syncs: what comes in from there can be undone as ever. */
    Ending connect(String project, PlaceName place, PlaceAddress address, SyncWish wish, Course course)
            throws Exception {
        try (Opened opened = work.open(project)) {
            if (opened.session().isEmpty()) {
                return Endings.of(new StopReason.Busy());
            }
            opened.session().get().connect(place, address);
        }
        return sync(project, wish, course);
    }

    private SyncOptions options(SyncWish wish) {
        return wish.editorsClosed()
                ? wish.options()
                : wish.options()
                        .waitingForEditors(Duration.ofMinutes(settings.get().editorMinutes()));
    }

    /** What one opening of the project came to. */
    private record Step(Ending ending, Optional<SyncReport> report) {
        /** Whether something came in, and nothing is sent before its undo has counted down. */
        boolean waits() {
            return report.isPresent()
                    && report.get().places().stream()
                            .anyMatch(outcome -> outcome instanceof PlaceOutcome.Stopped stopped
                                    && stopped.reason()
                                            instanceof StopReason.NeedsConfirmation(StopReason.Question.SendOrUndo()))
                    && report.get().places().stream().anyMatch(Syncing::received);
        }
    }

    private static boolean received(PlaceOutcome outcome) {
        return switch (outcome) {
            case PlaceOutcome.Synced synced -> !synced.received().isEmpty();
            case PlaceOutcome.Stopped stopped -> !stopped.received().isEmpty();
            case PlaceOutcome.UpToDate _, PlaceOutcome.Planned _ -> false;
        };
    }

    @FunctionalInterface
    private interface InProject {
        Step run(ProjectSession session);
    }

    private Step inProject(String project, InProject what) throws IOException {
        try (Opened opened = work.open(project)) {
            return opened.session()
                    .map(what::run)
                    .orElseGet(() -> new Step(Endings.of(new StopReason.Busy()), Optional.empty()));
        }
    }

    private Step begin(ProjectSession session, SyncWish wish, Course course) {
        if (session.config().places().isEmpty()) {
            if (wish.options().receiveOnly()) {
                return new Step(Endings.done(Message.of("M-0639")), Optional.empty());
            }
            Optional<Ending> stopped = connect(session, wish, course);
            if (stopped.isPresent()) {
                return new Step(stopped.get(), Optional.empty());
            }
        }
        Optional<Ending> question = whose.ask(session, wish);
        if (question.isPresent()) {
            return new Step(question.get(), Optional.empty());
        }
        SyncReport report = work.sync(session, options(wish), told(wish, course));
        return new Step(ending(session, report, course), Optional.of(report));
    }

    /** Whoever asked for a sync is told what combining will change, in time to think better of it. */
    private Progress told(SyncWish wish, Course course) {
        int most = settings.get().undoSeconds().orElse(READING_SECONDS_MAX);
        return wish.options().sends() == Sends.BY_ITSELF || most == 0 ? course : new Foretelling(course, most);
    }

    /** Tells what comes and goes, and where that has to be combined leaves time to read it. */
    private record Foretelling(Course course, int secondsMost) implements Progress {
        @Override
        public void at(Phase phase, long done, long of) {
            course.at(phase, done, of);
        }

        @Override
        public boolean cancelled() {
            return course.cancelled();
        }

        @Override
        public void foresees(PlaceOutcome.Planned planned) {
            course.foresees(planned);
            if (planned.plan() == SyncPlan.MERGE && !planned.toReceive().isEmpty()) {
                int lines = lines(planned.toReceive()) + lines(planned.toSend());
                int seconds = Math.min(READING_SECONDS_MAX, READING_SECONDS_LEAST + lines / LINES_A_SECOND);
                course.timeToRead(Duration.ofSeconds(Math.min(seconds, secondsMost)));
            }
        }

        private static int lines(ChangeSummary changes) {
            return changes.books().size() + changes.files().size();
        }
    }

    /** What was on its way when it stopped may have arrived: its place is asked before anything is said (rule P1). */
    private Ending ending(ProjectSession session, SyncReport report, Progress progress) {
        return Endings.with(seen(session, report, progress), session.sendReceive());
    }

    private Ending seen(ProjectSession session, SyncReport report, Progress progress) {
        Set<PlaceName> offered = new TreeSet<>(session.offered());
        offered.retainAll(report.places().stream()
                .filter(outcome ->
                        outcome instanceof PlaceOutcome.Stopped stopped && !Endings.isQuestion(stopped.reason()))
                .map(PlaceOutcome::place)
                .toList());
        if (offered.isEmpty()) {
            return Endings.of(report);
        }
        SyncReport asked = work.sync(session, SyncOptions.PLAIN.asDryRun(), new StillAsking(progress));
        return Endings.of(report, offered, asked, session.proved());
    }

    /** Asks whether what was on its way when a sync was cut off has arrived; nothing is sent or received. */
    Ending ask(ProjectSession session, Progress progress) {
        Set<PlaceName> offered = session.offered();
        SyncReport asked = work.sync(session, SyncOptions.PLAIN.asDryRun(), new StillAsking(progress));
        return Endings.ofAsking(offered, asked, session.proved());
    }

    /** Finds or makes the project's place on a server; says why where that was not possible. */
    private Optional<Ending> connect(ProjectSession session, SyncWish wish, Progress progress) {
        Optional<StopReason.FolderTrouble> trouble = session.keep(Desk.actor(Optional.empty()), progress);
        if (trouble.isPresent()) {
            return Optional.of(Endings.of(trouble.get()));
        }
        List<KnownAccount> accounts = work.accounts().stream()
                .filter(account ->
                        wish.account().isEmpty() || wish.account().get().equals(account.name()))
                .toList();
        if (accounts.isEmpty()) {
            return Optional.of(new Ending(Ending.Result.LOGIN_NEEDED, Optional.empty(), List.of(Message.of("M-0413"))));
        }
        Connecting connecting = new Connecting(session, work.desk(), accounts.getFirst());
        if (wish.asPrivate().isEmpty() || accounts.size() > 1) {
            return Optional.of(Endings.asking(
                    Ask.WHO_CAN_READ,
                    accounts.size() > 1
                            ? ProjectWords.byWhomAndWhoMayRead(connecting.keepPrivate())
                            : ProjectWords.whoMayRead(connecting.where(), connecting.keepPrivate())));
        }
        return switch (connecting.run(wish.asPrivate().get(), progress)) {
            case Connecting.Outcome.Connected _ -> Optional.empty();
            case Connecting.Outcome.OtherwiseVisible(var there) ->
                Optional.of(Endings.asking(
                        Ask.WHO_CAN_READ,
                        Message.of("M-0527", "name", there.name())
                                .with("visibility", there.isPrivate() ? "private" : "public")));
            case Connecting.Outcome.NotMade(var creation) -> Optional.of(Endings.refused(ProjectWords.of(creation)));
            case Connecting.Outcome.Stopped(var reason) -> Optional.of(Endings.of(reason));
        };
    }
}

package org.masora.app.web.decisions;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.masora.app.home.Desk;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.decisions.Board.Act;
import org.masora.app.web.editor.Drafts;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.app.words.SyncWords;
import org.masora.core.project.BookNames;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.engine.Actor;
import org.masora.engine.Decisions;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.Undo;
import org.masora.store.Operation;

/**
 * The decisions of one project. A thread works as long as there is something to do, and holds the project meanwhile;
 * where something else holds it, it waits.
 */
final class ProjectDecisions {
    private static final System.Logger LOG = System.getLogger(ProjectDecisions.class.getName());
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final long TRY_AGAIN_MILLIS = 50;
    private static final long NANOS_A_MILLI = 1_000_000;

    private final String id;
    private final Desk desk;
    private final Activities activities;
    private final Drafts drafts;
    private final ExecutorService threads;
    private final DecisionDesk.Listener listener;

    private final Deque<Task> tasks = new ArrayDeque<>();
    private boolean working;
    private boolean stopped;
    private Instant lookedAt = Instant.MIN;
    private volatile Board board = Board.UNKNOWN;

    /** Something to do. */
    private sealed interface Task {
        /** @param seen what stood in the project when it was pressed */
        record Press(Act act, Map<String, Answer> answers, Map<String, Optional<byte[]>> seen) implements Task {}

        record Held(String text, Answer answer) implements Task {}

        record TakeBack(Act act) implements Task {}

        record Look() implements Task {}
    }

    ProjectDecisions(
            String id,
            Desk desk,
            Activities activities,
            Drafts drafts,
            ExecutorService threads,
            DecisionDesk.Listener listener) {
        this.id = id;
        this.desk = desk;
        this.activities = activities;
        this.drafts = drafts;
        this.threads = threads;
        this.listener = listener;
    }

    Board board() {
        return board;
    }

    synchronized Board known(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (!board.known() && !stopped && System.nanoTime() < until) {
                wait(Math.max(1, (until - System.nanoTime()) / NANOS_A_MILLI));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return board;
    }

    /**
     * Looks anew, beside.
     *
     * @param changed when something else last changed the project
     */
    synchronized void lookIfOlderThan(Instant changed) {
        boolean old = lookedAt.isBefore(activities.now().minus(FRESH)) || !lookedAt.isAfter(changed);
        if (old && tasks.isEmpty() && !working) {
            add(new Task.Look());
        }
    }

    synchronized void press(Act act, Map<String, Answer> answers) {
        Set<String> saving = new HashSet<>(board.saving());
        saving.addAll(answers.keySet());
        Map<String, Message> problems = new HashMap<>(board.problems());
        problems.keySet().removeAll(answers.keySet());
        board = board.with(saving, Optional.of(act), problems);
        Map<String, Optional<byte[]>> seen = new HashMap<>();
        answers.forEach((one, answer) -> {
            if (!(answer instanceof Answer.TurnBack)) {
                seen.put(one, board.find(one).flatMap(what -> what.view().today()));
            }
        });
        add(new Task.Press(act, answers, seen));
    }

    synchronized void answerHeld(String text, Answer answer) {
        add(new Task.Held(text, answer));
    }

    synchronized void undo() {
        board.last().filter(act -> act.state() == Act.State.SAVED).ifPresent(act -> {
            board = board.with(board.saving(), Optional.of(act.as(Act.State.SAVING)), board.problems());
            add(new Task.TakeBack(act));
        });
    }

    private void add(Task task) {
        if (stopped) {
            return;
        }
        tasks.add(task);
        if (!working) {
            working = true;
            threads.execute(this::work);
        }
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    private void work() {
        try {
            Optional<ProjectSession> opened = open();
            if (opened.isPresent()) {
                try (ProjectSession session = opened.get()) {
                    work(session);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "decisions could not be saved", e);
            failed(Message.of("M-0002", "detail", e.toString()));
        } finally {
            ended();
        }
    }

    private synchronized void ended() {
        working = false;
        if (!tasks.isEmpty() && !stopped) {
            working = true;
            threads.execute(this::work);
        }
    }

    /** What was pressed and not saved is said to have failed, and waits again. */
    private void failed(Message why) {
        synchronized (this) {
            tasks.clear();
            Map<String, Message> problems = new HashMap<>(board.problems());
            board.saving().forEach(one -> problems.put(one, why));
            Optional<Act> last =
                    board.last().map(act -> act.state() == Act.State.SAVING ? act.as(Act.State.FAILED) : act);
            lookedAt = activities.now();
            board = board.with(Set.of(), last, problems);
        }
        listener.seen(id);
    }

    /** The project, as soon as nothing else works on it; empty where it is no more, or all ends. */
    private Optional<ProjectSession> open() throws IOException, InterruptedException {
        while (true) {
            switch (desk.projects().open(id)) {
                case Projects.OpenOutcome.Opened(var session) -> {
                    return Optional.of(session);
                }
                case Projects.OpenOutcome.Unknown() -> {
                    synchronized (this) {
                        tasks.clear();
                    }
                    return Optional.empty();
                }
                case Projects.OpenOutcome.Busy() -> {
                    synchronized (this) {
                        if (stopped) {
                            return Optional.empty();
                        }
                        // Another process can have it, so there is nothing to be woken by.
                        wait(TRY_AGAIN_MILLIS);
                    }
                }
            }
        }
    }

    private void work(ProjectSession session) {
        Actor actor = desk.actorOf(session.config());
        boolean changed = false;
        while (true) {
            Task task;
            synchronized (this) {
                if (tasks.isEmpty()) {
                    break;
                }
                task = tasks.removeFirst();
            }
            switch (task) {
                case Task.Press press -> {
                    save(session, actor, press);
                    changed = true;
                }
                case Task.Held(var text, var answer) -> {
                    var _ = session.resolve(actor, text, answer, Progress.NONE);
                    changed = true;
                }
                case Task.TakeBack(var act) -> {
                    takeBack(session, actor, act);
                    changed = true;
                }
                case Task.Look() -> {}
            }
        }
        look(session, actor);
        if (changed) {
            listener.changed(id);
        }
    }

    private void look(ProjectSession session, Actor actor) {
        Decisions.Listing listing = session.decisions();
        List<Disagreement> all = new ArrayList<>();
        BookNames names = listing.bookNames();
        listing.open().forEach(view -> all.add(Disagreement.of(view, true, Optional.empty(), names)));
        listing.automatic().forEach(view -> all.add(Disagreement.of(view, false, Optional.empty(), names)));
        listing.settled().forEach(one -> all.add(Disagreement.of(one.view(), false, Optional.of(one), names)));
        all.sort(Disagreement.IN_ORDER);
        boolean same;
        synchronized (this) {
            Set<String> pressed = new HashSet<>();
            for (Task task : tasks) {
                if (task instanceof Task.Press(var _, var answers, var _)) {
                    pressed.addAll(answers.keySet());
                }
            }
            Board now =
                    board.withAll(actor.person(), all, listing.held()).with(pressed, board.last(), board.problems());
            same = now.showsSame(board);
            board = now;
            lookedAt = activities.now();
            notifyAll();
        }
        if (!same) {
            listener.seen(id);
        }
    }

    private void save(ProjectSession session, Actor actor, Task.Press press) {
        Map<String, Message> problems = new HashMap<>();
        switch (session.resolveTogether(actor, press.answers(), press.seen(), Progress.NONE)) {
            case Decisions.Together.Done(var _, var left) -> left.forEach(outcome -> problem(outcome, problems));
            case Decisions.Together.Stopped(FolderTrouble trouble) -> {
                Message why = SyncWords.of(trouble);
                press.answers().keySet().forEach(one -> problems.put(one, why));
            }
        }
        press.answers().forEach((one, answer) -> {
            if (!problems.containsKey(one)) {
                settleDraft(Disagreement.draftSubject(one), answer);
            }
        });
        boolean all = problems.keySet().containsAll(press.answers().keySet());
        synchronized (this) {
            Map<String, Message> known = new HashMap<>(board.problems());
            known.putAll(problems);
            board = board.with(board.saving(), ended(press.act(), all ? Act.State.FAILED : Act.State.SAVED), known);
        }
    }

    /** What was typed is in the project now, or, where another text was taken, stays to be found. */
    private void settleDraft(String subject, Answer answer) {
        switch (answer) {
            case Answer.Text _ -> drafts.saved(id, subject);
            case Answer.Published _, Answer.Other _, Answer.Both _, Answer.Today _ -> drafts.putAside(id, subject);
            case Answer.TurnBack _ -> {}
        }
    }

    private static void problem(Decisions.Outcome outcome, Map<String, Message> problems) {
        switch (outcome) {
            case Decisions.Outcome.NotPossible(var one, var reason) -> problems.put(one, ProjectWords.of(reason));
            case Decisions.Outcome.Unknown(var one, int fitting) ->
                problems.put(one, Message.of("M-0545", "id", one).with("fitting", fitting));
            case Decisions.Outcome.Stopped(var trouble) -> problems.put("", SyncWords.of(trouble));
            case Decisions.Outcome.Done _, Decisions.Outcome.Released _ -> {}
        }
    }

    private Optional<Act> ended(Act act, Act.State state) {
        return board.last()
                .map(last -> last.ids().equals(act.ids()) && last.kind() == act.kind() ? act.as(state) : last);
    }

    /** Undoes the act where nothing came after it; else each of its decisions is opened again. */
    private void takeBack(ProjectSession session, Actor actor, Act act) {
        boolean newest = session.nextUndo()
                .filter(next -> next.kind() == Operation.Kind.DECIDED)
                .flatMap(Operation::note)
                .filter(note -> Set.of(note.split(" ")).equals(Set.copyOf(act.ids())))
                .isPresent();
        boolean done;
        if (newest) {
            done = session.undo(actor, Progress.NONE) instanceof Undo.Outcome.Undone;
        } else {
            Map<String, Answer> back = new HashMap<>();
            act.ids().forEach(one -> back.put(one, new Answer.TurnBack()));
            done = session.resolveTogether(actor, back, Map.of(), Progress.NONE)
                            instanceof Decisions.Together.Done(var all, var _)
                    && !all.isEmpty();
        }
        synchronized (this) {
            board = board.with(
                    board.saving(), ended(act, done ? Act.State.UNDONE : Act.State.FAILED), board.problems());
        }
    }
}

package org.masora.app.web.decisions;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.masora.app.home.Desk;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.Past;
import org.masora.app.web.decisions.Board.Act;
import org.masora.app.web.editor.Drafts;
import org.masora.engine.Decisions.Answer;

/**
 * The decisions of all projects. What is pressed is saved behind the page, one after the other in the order of the
 * presses, so that nobody waits for the disk or for a sync that runs; what is shown as saved is on the disk.
 */
public final class DecisionDesk implements AutoCloseable {
    private final Desk desk;
    private final Activities activities;
    private final Path notesFolder;
    private final Drafts drafts;
    private final Listener listener;
    private final Map<String, ProjectDecisions> projects = new ConcurrentHashMap<>();
    private final Map<String, DecisionNotes> notes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** Is told what changed, from whatever thread. */
    public interface Listener {
        /** Something else is to be seen among a project's decisions. */
        void seen(String project);

        /** A project was changed. */
        void changed(String project);
    }

    /**
     * A desk.
     *
     * @param notesFolder where is kept whom decisions were left for
     * @param drafts what was typed and not saved yet
     */
    public DecisionDesk(Desk desk, Activities activities, Path notesFolder, Drafts drafts, Listener listener) {
        this.desk = desk;
        this.activities = activities;
        this.notesFolder = notesFolder;
        this.drafts = drafts;
        this.listener = listener;
    }

    /** What there is to decide, as last looked at; it is looked at anew beside, where that was a while ago. */
    public Board board(String project) {
        ProjectDecisions decisions = decisions(project);
        decisions.lookIfOlderThan(activities.last(project).map(Past::ended).orElse(Instant.MIN));
        return decisions.board();
    }

    /** The same, waiting until it was looked at for the first time, but not longer than this. */
    public Board known(String project, Duration patience) {
        board(project);
        return decisions(project).known(patience);
    }

    /** What was noted about it. */
    public DecisionNotes notes(String project) {
        return notes.computeIfAbsent(project, id -> new DecisionNotes(notesFolder.resolve(id + ".json")));
    }

    /** Decides one. */
    public void decide(String project, Disagreement what, Answer answer) {
        Act.Kind kind = answer instanceof Answer.TurnBack ? Act.Kind.TURNED_BACK : Act.Kind.DECIDED;
        decisions(project)
                .press(
                        new Act(kind, List.of(what.id()), Optional.of(what), Act.State.SAVING),
                        Map.of(what.id(), answer));
    }

    /** Decides several as one act. */
    public void decideTogether(String project, Map<String, Answer> answers) {
        decisions(project)
                .press(
                        new Act(
                                Act.Kind.TAKEN_TOGETHER,
                                List.copyOf(answers.keySet()),
                                Optional.empty(),
                                Act.State.SAVING),
                        answers);
    }

    /** Answers an older text that came back (rule P3). */
    public void answerHeld(String project, String id, boolean keepsOld) {
        decisions(project).answerHeld(id, keepsOld ? new Answer.Today() : new Answer.Published());
    }

    /** Takes the newest act back. */
    public void undo(String project) {
        decisions(project).undo();
    }

    private ProjectDecisions decisions(String project) {
        return projects.computeIfAbsent(
                project, id -> new ProjectDecisions(id, desk, activities, drafts, threads, listener));
    }

    /** Waits for what is being saved. */
    @Override
    public void close() {
        projects.values().forEach(ProjectDecisions::stop);
        threads.close();
    }
}

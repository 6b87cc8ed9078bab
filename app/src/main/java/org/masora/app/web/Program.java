package org.masora.app.web;

import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.Activities.Change;
import org.masora.app.web.activities.PastActivities;
import org.masora.app.web.server.Events;
import org.masora.app.web.shelf.Shelf;

/** What works behind the page: what screens and programs are given to do their work with. */
public final class Program implements AutoCloseable {
    /** The topic of what runs. */
    public static final String ACTIVITIES = "activities";

    /** The topic of what ended. */
    public static final String ENDED = "ended";

    /** The topic of the projects on this computer. */
    public static final String PROJECTS = "projects";

    private final Home home;
    private final InstantSource clock;
    private final Consumer<End> end;
    private final Desk desk;
    private final Events events = new Events();
    private final Activities activities;
    private final Shelf shelf;

    /** How the process shall end. */
    public enum End {
        /** Now; what runs is asked to stop. */
        NOW,
        /** When all that runs has ended: another build takes over then. */
        AFTER_WHAT_RUNS
    }

    /**
     * What works for one person.
     *
     * @param end ends the process
     */
    public Program(Home home, InstantSource clock, Consumer<End> end) throws IOException {
        this.home = home;
        this.clock = clock;
        this.end = end;
        this.desk = new Desk(home);
        this.activities = new Activities(clock, new PastActivities(home.folder().resolve("past.json")), this::changed);
        this.shelf = new Shelf(desk, activities, () -> events.publish(PROJECTS));
    }

    private void changed(Change change) {
        events.publish(ACTIVITIES);
        switch (change) {
            case Change.Moved moved -> {}
            case Change.Began began -> events.publish(PROJECTS);
            case Change.Ended ended -> {
                events.publish(PROJECTS);
                events.publish(ENDED);
                shelf.lookAt(ended.past().activity().subject());
            }
        }
    }

    /** Begins to look at the projects; called once the page answers. */
    public void begin() {
        shelf.lookAtAll();
    }

    /** The projects on this computer, as lists show them. */
    public Shelf shelf() {
        return shelf;
    }

    public Home home() {
        return home;
    }

    public InstantSource clock() {
        return clock;
    }

    public Desk desk() {
        return desk;
    }

    public Events events() {
        return events;
    }

    public Activities activities() {
        return activities;
    }

    /** Ends the process. */
    public void end(End how) {
        end.accept(how);
    }

    @Override
    public void close() {
        activities.close();
        shelf.close();
        desk.close();
    }
}

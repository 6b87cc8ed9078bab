package org.masora.app.web;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.home.SettingsFile;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.Activities.Change;
import org.masora.app.web.activities.PastActivities;
import org.masora.app.web.decisions.DecisionDesk;
import org.masora.app.web.editor.Drafts;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.server.Events;
import org.masora.app.web.shelf.FarLists;
import org.masora.app.web.shelf.FarLooks;
import org.masora.app.web.shelf.Meetings;
import org.masora.app.web.shelf.ParatextLists;
import org.masora.app.web.shelf.Shelf;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ParatextSignIn;
import org.masora.app.web.work.ProjectWork;
import org.masora.app.web.work.Unasked;
import org.masora.app.web.work.Watching;
import org.masora.engine.Countdowns;

/** What works behind the page: what screens and programs are given to do their work with. */
public final class Program implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Program.class.getName());

    /** The topic of what runs. */
    public static final String ACTIVITIES = "activities";

    /** The topic of what ended. */
    public static final String ENDED = "ended";

    /** The topic of what is to be heard: that something began, can be undone, or ended. */
    public static final String NEWS = "news";

    /** The topic of the projects on this computer. */
    public static final String PROJECTS = "projects";

    /** The topic of the projects on the cloud, and of accounts. */
    public static final String CLOUD = "cloud";

    /** The topic of who is logged in. */
    public static final String ACCOUNTS = "accounts";

    /** The topic of what waits for decisions, or was decided. */
    public static final String DECISIONS = "decisions";

    /** Said every minute, for what tells how long ago something was. */
    public static final String MINUTE = "minute";

    /** How long what places were seen to hold counts while somebody looks at the page, and who opens it anew. */
    private static final Duration PLACES_ASKED_EVERY = Duration.ofMinutes(5);

    /** How often it is looked whether somebody logged in elsewhere: a look at when a file was written. */
    private static final int LOGINS_SECONDS = 2;

    private static final long LINE_SECONDS = 5;
    private static final Duration PLACES_ASKED_ON_OPENING = Duration.ofSeconds(30);

    /** By then a page that was asked for has been put together and painted. */
    private static final Duration PAGE_IS_SHOWN_AFTER = Duration.ofMillis(300);

    private final Home home;
    private final InstantSource clock;
    private final Consumer<End> end;
    private final Desk desk;
    private final Events events = new Events();
    private final Activities activities;
    private final Shelf shelf;
    private final FarLists farLists;
    private final FarLooks farLooks;
    private final Meetings meetings;
    private final Countdowns countdowns;
    private final ParatextLists paratextLists;
    private final ParatextSignIn paratextSignIn;
    private final ProjectWork work;
    private final Drafts drafts;
    private final DecisionDesk decisions;
    private final SettingsFile settings;
    private final Path projectsFolder;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Optional<Watching> watching = Optional.empty();
    private volatile boolean makingRoom;
    private final ScheduledExecutorService line = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("line").factory());
    private final ScheduledExecutorService minutes = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("minutes").factory());
    private final ScheduledExecutorService logins = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("logins").factory());
    private volatile List<?> loggedIn = List.of();

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
     * @param projectsFolder where downloads go, unless another folder is named
     * @param end ends the process
     */
    public Program(Home home, Path projectsFolder, InstantSource clock, Consumer<End> end) throws IOException {
        this.projectsFolder = projectsFolder;
        this.home = home;
        this.clock = clock;
        this.end = end;
        this.desk = new Desk(home);
        this.settings = new SettingsFile(home.settingsFile());
        this.activities = new Activities(clock, new PastActivities(home.folder().resolve("past.json")), this::changed);
        this.shelf = new Shelf(desk, activities, home.folder().resolve("rows.json"), () -> events.publish(PROJECTS));
        this.farLists = new FarLists(desk, clock, home.folder().resolve("cloud.json"), () -> events.publish(CLOUD));
        this.countdowns = new Countdowns(clock, () -> {
            events.publish(ACTIVITIES);
            events.publish(PROJECTS);
            events.publish(NEWS);
        });
        this.work = new ProjectWork(desk, activities, shelf, countdowns, settings::now);
        this.drafts = new Drafts(home.folder().resolve("drafts"));
        this.decisions = new DecisionDesk(
                desk, activities, home.folder().resolve("decisions"), drafts, new DecisionDesk.Listener() {
                    @Override
                    public void seen(String project) {
                        events.publish(DECISIONS);
                    }

                    @Override
                    public void changed(String project) {
                        shelf.lookAt(project);
                    }
                });
        this.farLooks = new FarLooks(desk, clock, shelf::list, () -> events.publish(CLOUD));
        this.meetings = new Meetings(desk, farLooks, shelf::list);
        this.paratextLists = new ParatextLists(desk, clock, () -> events.publish(CLOUD));
        this.paratextSignIn = new ParatextSignIn(desk, () -> events.publish(CLOUD), this::loggedIn);
    }

    private void changed(Change change) {
        events.publish(ACTIVITIES);
        switch (change) {
            case Change.Moved() -> {}
            case Change.Foreseen _ -> {
                events.publish(PROJECTS);
                events.publish(NEWS);
            }
            case Change.Turned turned -> events.publish(PROJECTS);
            case Change.Began began -> {
                events.publish(PROJECTS);
                events.publish(NEWS);
            }
            case Change.Ended ended -> {
                events.publish(NEWS);
                events.publish(PROJECTS);
                events.publish(ENDED);
                farLists.forget();
                paratextLists.forget();
                switch (ended.past().activity().kind()) {
                    case ADD, DOWNLOAD -> shelf.lookAtAll();
                    case SYNC, GET_CHANGES -> {
                        shelf.synced(ended.past());
                        shelf.exchanged(ended.past().activity().subject());
                    }
                    case UNDO, RESTORE, RESOLVE, CHECK ->
                        shelf.lookAt(ended.past().activity().subject());
                }
            }
        }
    }

    /**
     * Gets ready what the first page is made of. It takes as long as the server's own start, so it is done beside that.
     */
    public void prepare() {
        shelf.list();
        PageWords words = PageWords.english();
        words.text("near.more", "count", 0);
        Collator.getInstance(ULocale.forLocale(words.language().locale())).compare("a", "b");
    }

    /**
     * Begins to look at the projects and to watch them; called once the page answers.
     *
     * @param firstWindow how long a window that is about to be opened goes first: looks take all the processors there are
     */
    public void begin(Duration firstWindow) {
        Unasked unasked = new Unasked(shelf, activities, work, settings::now, clock);
        var _ = minutes.scheduleAtFixedRate(() -> unasked(() -> minute(unasked)), 1, 1, TimeUnit.MINUTES);
        loggedIn = whoIsLoggedIn();
        var _ = logins.scheduleWithFixedDelay(
                () -> unasked(this::lookForLogins), LOGINS_SECONDS, LOGINS_SECONDS, TimeUnit.SECONDS);
        var _ = line.scheduleWithFixedDelay(
                () -> unasked(() -> lookForLine(unasked)), LINE_SECONDS, LINE_SECONDS, TimeUnit.SECONDS);
        if (firstWindow.isZero()) {
            look();
        } else {
            later(firstWindow, this::look);
        }
    }

    /** Once, for whoever comes first. */
    private void look() {
        if (looking.compareAndSet(false, true)) {
            shelf.lookAtAll();
            watch();
        }
    }

    /** Where nothing can be watched, folders are looked at in turn. */
    private void watch() {
        try {
            Watching begun = new Watching(
                    shelf::list, shelf::lookAt, clock, FileSystems.getDefault().newWatchService());
            watching = Optional.of(begun);
            Thread.ofPlatform().daemon().name("watching").start(begun::run);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "folders cannot be watched", e);
        }
    }

    /** While somebody looks at the page: what it says of the line is soon so. */
    private void lookForLine(Unasked unasked) {
        if (events.listeners() > 0 && !makingRoom) {
            unasked.lookForLine();
            shelf.askServers();
        }
    }

    private void later(Duration after, Runnable work) {
        var _ = minutes.schedule(() -> unasked(work), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A mistake in one turn does not end those that follow. */
    private static void unasked(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "what is done unasked failed", e);
        }
    }

    private void minute(Unasked unasked) {
        events.publish(MINUTE);
        if (!makingRoom) {
            unasked.minute();
        }
        if (events.listeners() > 0) {
            shelf.askPlaces(PLACES_ASKED_EVERY);
        }
    }

    /** The projects on the cloud, as lists show them. */
    public FarLists farLists() {
        return farLists;
    }

    /** What single projects on the cloud say of themselves. */
    public FarLooks farLooks() {
        return farLooks;
    }

    /** Which projects of this computer those on the cloud are. */
    public Meetings meetings() {
        return meetings;
    }

    /** The projects in Paratext, as lists show them. */
    public ParatextLists paratextLists() {
        return paratextLists;
    }

    /** Lets somebody sign in to Paratext. */
    public ParatextSignIn paratextSignIn() {
        return paratextSignIn;
    }

    /** What takes long. */
    public ProjectWork work() {
        return work;
    }

    /** The undos that count down. */
    public Countdowns countdowns() {
        return countdowns;
    }

    /** What was typed and not saved yet. */
    public Drafts drafts() {
        return drafts;
    }

    /** What there is to decide. */
    public DecisionDesk decisions() {
        return decisions;
    }

    private List<?> whoIsLoggedIn() {
        return List.of(work.accounts(), paratextLists.accounts());
    }

    /** The command line logs in and out too. */
    private void lookForLogins() {
        if (!whoIsLoggedIn().equals(loggedIn)) {
            loggedIn();
        }
    }

    /** Somebody logged in or out: what lists say of accounts and servers is asked anew. */
    public void loggedIn() {
        loggedIn = whoIsLoggedIn();
        events.publish(ACCOUNTS);
        shelf.loggedIn();
        farLists.forget();
        farLooks.forget();
        paratextLists.forget();
    }

    /** Somebody opens the page: what places have is asked for soon, unless it was just now. */
    public void opened() {
        later(PAGE_IS_SHOWN_AFTER, () -> {
            look();
            shelf.askPlaces(PLACES_ASKED_ON_OPENING);
        });
    }

    /** A folder that does not exist yet, for a project of this name. */
    public Path freeFolder(String name) {
        Path folder = projectsFolder.resolve(name);
        for (int number = 2; Files.exists(folder); number++) {
            folder = projectsFolder.resolve(name + "-" + number);
        }
        return folder;
    }

    /** The books of a project by its own names. */
    public BookTitles titles(String project) {
        return shelf.project(project)
                .map(near -> BookTitles.of(near, shelf.names(project)))
                .orElse(BookTitles.NONE);
    }

    /** The projects on this computer, as lists show them. */
    public Shelf shelf() {
        return shelf;
    }

    public Home home() {
        return home;
    }

    /** What the person has chosen. */
    public SettingsFile settings() {
        return settings;
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

    /**
     * Another build wants to take over: returns when nothing runs any more, and from then on nothing is begun. What runs
     * ends as it would have; what waits for a press is left for the next process to ask about.
     */
    public void makeRoom() throws InterruptedException {
        makingRoom = true;
        countdowns.makeRoom();
        activities.finish();
    }

    private void watchNoMore() {
        try {
            if (watching.isPresent()) {
                watching.get().close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "while ending", e);
        }
    }

    @Override
    public void close() {
        watchNoMore();
        countdowns.close();
        activities.close();
        decisions.close();
        minutes.shutdownNow();
        logins.shutdownNow();
        line.shutdownNow();
        shelf.close();
        farLists.close();
        farLooks.close();
        paratextLists.close();
        desk.close();
    }
}

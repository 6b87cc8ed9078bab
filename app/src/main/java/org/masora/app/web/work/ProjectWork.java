package org.masora.app.web.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;
import org.masora.app.home.Settings;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.activities.Activity.Kind;
import org.masora.app.web.activities.Ending;
import org.masora.app.web.activities.Patience;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.Shelf;
import org.masora.app.words.Message;
import org.masora.app.words.ProjectWords;
import org.masora.core.project.ProjectDescription;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.SyncReport;
import org.masora.engine.Actor;
import org.masora.engine.Countdowns;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.SyncOptions;
import org.masora.remote.door43.ProjectName;
import org.masora.store.PlaceAddress;

/** Starts what takes long. What comes of it is told by its ending. */
public final class ProjectWork {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Desk desk;
    private final Activities activities;
    private final Shelf shelf;
    private final Syncing syncing;

    /**
     * Work with the projects of a desk.
     *
     * @param shelf knows to whom there is a line, and hears it
     * @param settings what the person has chosen
     */
    public ProjectWork(
            Desk desk, Activities activities, Shelf shelf, Countdowns countdowns, Supplier<Settings> settings) {
        this.desk = desk;
        this.activities = activities;
        this.shelf = shelf;
        this.syncing = new Syncing(this, countdowns, settings);
    }

    /**
     * How a sync goes about it.
     *
     * @param options as the engine takes them
     * @param account whose name it goes by, for a first sync; the only account there is if none is named
     * @param asPrivate for a first sync, whether only invited people shall be able to read it
     * @param editorsClosed whether somebody has said that no editor has a book open: then what waits comes in
     */
    public record SyncWish(
            SyncOptions options, Optional<String> account, Optional<Boolean> asPrivate, boolean editorsClosed) {
        /** Get and send; what came in can be undone before anything is sent. */
        public static final SyncWish PLAIN = new SyncWish(SyncOptions.PLAIN.sending(SyncOptions.Sends.AFTER_UNDO));

        /** Continue: the books that waited are closed in the editor. */
        public static final SyncWish CONTINUE = new SyncWish(PLAIN.options(), Optional.empty(), Optional.empty(), true);

        /** Get changes: receive only (rule P7). */
        public static final SyncWish GET_CHANGES = new SyncWish(SyncOptions.PLAIN.receivingOnly());

        /** A sync of a project that was synced before. */
        public SyncWish(SyncOptions options) {
            this(options, Optional.empty(), Optional.empty(), false);
        }
    }

    /** Something done with an opened project. */
    @FunctionalInterface
    public interface InProject {
        Ending run(ProjectSession session, Actor actor, Progress progress) throws Exception;
    }

    /** What a press on Sync came to. */
    public sealed interface Press {
        /** It was started, or could not be. */
        record Went(Start start) implements Press {}

        /** There is no line to the project's own server: it is synced when that is back. */
        record Waits() implements Press {}
    }

    /** Somebody presses Sync: it begins at once, or when the line is back. */
    public Press press(NearProject project) {
        if (shelf.noLine(project).isEmpty() || activities.on(project.id()).isPresent()) {
            return new Press.Went(sync(project, SyncWish.PLAIN));
        }
        shelf.waitForLine(project.id());
        return new Press.Waits();
    }

    /** Syncs a project. */
    public Start sync(NearProject project, SyncWish wish) {
        Kind kind = wish.options().receiveOnly() ? Kind.GET_CHANGES : Kind.SYNC;
        return activities.start(kind, project.id(), project.name(), course -> syncing.sync(project.id(), wish, course));
    }

    /** Asks whether what was on its way when a sync was cut off has arrived (rule P1). */
    public Start check(NearProject project) {
        return inProject(Kind.CHECK, project, (session, _, progress) -> syncing.ask(session, progress));
    }

    /** What came in with a sync whose undo counts down now. */
    public List<Message> soFar(String project) {
        return syncing.soFar(project);
    }

    /** Takes back the newest change of a project's folder. */
    public Start undo(NearProject project) {
        return inProject(Kind.UNDO, project, (session, actor, progress) -> Endings.of(session.undo(actor, progress)));
    }

    /** Takes back what was combined and waits to be sent. */
    public Start undoOpen(NearProject project) {
        return inProject(
                Kind.UNDO, project, (session, actor, progress) -> Endings.of(session.undoOpen(actor, progress)));
    }

    /** Does something else with a project, alone, as an activity. */
    public Start inProject(Kind kind, NearProject project, InProject what) {
        return activities.start(kind, project.id(), project.name(), progress -> {
            try (Opened opened = open(project.id())) {
                if (opened.session().isEmpty()) {
                    return Endings.of(new StopReason.Busy());
                }
                ProjectSession session = opened.session().get();
                return what.run(session, actor(session), progress);
            }
        });
    }

    /**
     * Brings a project from a server into a new folder.
     *
     * @param line the one that was chosen, where there are several
     */
    public Start download(KnownAccount account, ProjectName name, Optional<String> line, Path folder) {
        Actor actor = Desk.actor(Optional.of(account));
        PlaceAddress address = account.address(name).on(line);
        return download(farSubject(account, name), account.place(), address, actor, folder);
    }

    /** Brings a project from Paratext into a new folder. */
    public Start download(ParatextAccount account, ParatextProject project, Path folder) {
        return download(
                paratextSubject(account, project),
                account.place(),
                account.address(project.shared()),
                new Actor(account.person()),
                folder);
    }

    /** Connects a project with one of Paratext, and exchanges with it for the first time. */
    public Start connect(NearProject near, ParatextAccount account, ParatextProject project) {
        return activities.start(
                Kind.SYNC,
                near.id(),
                near.name(),
                course -> syncing.connect(
                        near.id(), account.place(), account.address(project.shared()), SyncWish.PLAIN, course));
    }

    /**
     * Gives a project that was never exchanged its place where it is already, and gets what is there; nothing is sent
     * (rules V4 and P7).
     *
     * @param line on which it is the same project
     */
    public Start join(NearProject near, KnownAccount account, ProjectName name, Optional<String> line) {
        return activities.start(
                Kind.GET_CHANGES,
                near.id(),
                near.name(),
                course -> syncing.connect(
                        near.id(), account.place(), account.address(name).on(line), SyncWish.GET_CHANGES, course));
    }

    /** What an activity on a project of Paratext is about, where it is not on this computer. */
    public static String paratextSubject(ParatextAccount account, ParatextProject project) {
        return account.service().registry() + "/" + project.shared().id();
    }

    private Start download(String subject, PlaceName place, PlaceAddress address, Actor actor, Path folder) {
        String name = address.fullName();
        return activities.start(Kind.DOWNLOAD, subject, address.project(), progress -> {
            Projects.DownloadOutcome outcome = desk.projects().download(place, address, folder, actor, progress);
            return switch (outcome) {
                case Projects.DownloadOutcome.Downloaded(var id, var _, int files, var _) ->
                    Endings.done(Message.of("M-0531", "name", name)
                            .with("folder", folder)
                            .with("files", files)
                            .with("id", id));
                case Projects.DownloadOutcome.FolderNotEmpty(var full) ->
                    Endings.refused(Message.of("M-0532", "folder", full));
                case Projects.DownloadOutcome.Taken(var by) -> Endings.refused(ProjectWords.of(by, folder));
                case Projects.DownloadOutcome.NothingThere() -> Endings.refused(Message.of("M-0533", "name", name));
                case Projects.DownloadOutcome.Stopped(var reason) -> {
                    shelf.lines().stopped(address, reason);
                    yield Endings.of(reason);
                }
            };
        });
    }

    /** What an activity on a project of a server is about, where it is not on this computer. */
    public static String farSubject(KnownAccount account, ProjectName name) {
        return account.server() + "/" + name;
    }

    /** Takes a folder under care. */
    public Start add(Path folder, Projects.Given given) {
        Path fileName = folder.getFileName();
        String called = given.name().orElse(fileName == null ? folder.toString() : fileName.toString());
        return activities.start(Kind.ADD, folder.toString(), called, progress -> {
            Projects.AddOutcome outcome = desk.projects().add(folder, given, Desk.actor(Optional.empty()), progress);
            return switch (outcome) {
                case Projects.AddOutcome.Added(var id, var description) ->
                    Endings.done(Message.of(
                                    "M-0504",
                                    "name",
                                    description.map(ProjectDescription::name).orElse(called))
                            .with("id", id));
                case Projects.AddOutcome.AlreadyThere(var id) ->
                    Endings.done(Message.of("M-0505", "folder", folder).with("id", id));
                case Projects.AddOutcome.NeedsName(int books) -> Endings.refused(Message.of("M-0506", "books", books));
                case Projects.AddOutcome.NotAProject(var reason) -> Endings.refused(ProjectWords.of(reason));
                case Projects.AddOutcome.FolderStopped(var trouble) -> Endings.of(trouble);
                case Projects.AddOutcome.Taken(var by) -> Endings.refused(ProjectWords.of(by, folder));
            };
        });
    }

    /** The accounts, the one that logged in last at the end. */
    public List<KnownAccount> accounts() {
        try {
            return desk.accounts().all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The accounts that can reach a place, the one that logged in last at the end. */
    public List<KnownAccount> accountsAt(PlaceAddress address) {
        return accounts().stream()
                .filter(account -> address.kind().equals(KnownAccount.Kind.DOOR43.word())
                        && account.server().toString().equals(address.server()))
                .toList();
    }

    /**
     * What a sync would do.
     *
     * @param most how long the places may take to answer
     * @return empty where something else works on the project, or begins to
     */
    public Optional<List<Message>> forecast(NearProject project, SyncWish wish, Duration most) throws IOException {
        if (activities.on(project.id()).isPresent()) {
            return Optional.empty();
        }
        try (Opened opened = open(project.id())) {
            // What somebody starts meanwhile says all this itself.
            Patience patience = new Patience(most);
            Progress asking = new Progress() {
                @Override
                public void at(Phase phase, long done, long of) {}

                @Override
                public boolean cancelled() {
                    return patience.cancelled() || activities.on(project.id()).isPresent();
                }
            };
            return opened.session()
                    .map(session -> sync(session, wish.options().asDryRun(), asking))
                    .filter(_ -> activities.on(project.id()).isEmpty())
                    .map(report -> Endings.of(report).messages());
        }
    }

    /** One sync of an open project, which also shows whom there is a line to. */
    SyncReport sync(ProjectSession session, SyncOptions options, Progress progress) {
        SyncReport report = session.sync(actor(session), options, progress);
        shelf.lines().heard(session.config().places(), report);
        return report;
    }

    Actor actor(ProjectSession session) {
        return desk.actor(session.config().places().values());
    }

    /**
     * Looks something up in a project, or chooses how it is exchanged, without an activity: quick, and no text is changed.
     *
     * @return empty where something else works on it, and goes on doing so
     */
    public <T> Optional<T> look(String id, Function<ProjectSession, T> what) throws IOException {
        try (Opened opened = open(id)) {
            return opened.session().map(what);
        }
    }

    /** Opens a project; a look at it that is just going on is waited for, an activity is not. */
    Opened open(String id) throws IOException {
        return switch (desk.projects().open(id, PATIENCE)) {
            case Projects.OpenOutcome.Opened(var session) -> new Opened(Optional.of(session));
            case Projects.OpenOutcome.Unknown _, Projects.OpenOutcome.Busy _ -> new Opened(Optional.empty());
        };
    }

    Desk desk() {
        return desk;
    }

    /** A project that is open, or was not to be had. */
    record Opened(Optional<ProjectSession> session) implements AutoCloseable {
        @Override
        public void close() {
            session.ifPresent(ProjectSession::close);
        }
    }
}

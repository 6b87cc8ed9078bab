package org.masora.app.web.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.masora.app.home.Connecting;
import org.masora.app.home.Desk;
import org.masora.app.web.activities.Activities;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.activities.Past;
import org.masora.app.web.shelf.NearProject.Besides;
import org.masora.app.web.shelf.NearProject.Unsent;
import org.masora.app.words.SyncWords;
import org.masora.core.project.BookNames;
import org.masora.core.project.ProjectDescription;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.BookChange;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.OpenBooks;
import org.masora.core.sync.StopReason;
import org.masora.engine.ProjectOverview;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.StatusReport;
import org.masora.store.PlaceAddress;
import org.masora.store.ProjectConfig;

/**
 * The projects on this computer, as they were when last looked at. Looking into one takes its lock and reads its
 * folder, so it is done beside, a few at a time, and never while something runs on it.
 */
public final class Shelf implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Shelf.class.getName());
    private static final int LOOKS_AT_ONCE = 2;
    private static final long AGAIN_NANOS = 500_000_000;

    private final Desk desk;
    private final Activities activities;
    private final Runnable changed;
    private final Map<String, NearProject> known = new ConcurrentHashMap<>();
    private final RowNotes notes;
    private final ServerLines lines;
    private final Map<String, BookNames> names = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE);
    private final Map<String, Lock> turns = new ConcurrentHashMap<>();
    private final Set<String> again = ConcurrentHashMap.newKeySet();
    private final PlaceLooks placeLooks;
    private volatile boolean closed;
    private volatile @Nullable Configs configs;

    /**
     * A shelf.
     *
     * @param notes where it is kept what people have said about rows
     * @param changed is told when something else is to be seen
     */
    public Shelf(Desk desk, Activities activities, Path notes, Runnable changed) throws IOException {
        this.desk = desk;
        this.notes = new RowNotes(notes);
        this.lines = new ServerLines(desk, activities::now, changed);
        this.activities = activities;
        this.changed = changed;
        this.placeLooks = new PlaceLooks(desk, lines, this::inProject, activities::now, new PlaceLooks.Listener() {
            @Override
            public void changed() {
                changed.run();
            }

            @Override
            public void letIn(String project) {
                forgetLogin(project);
            }
        });
    }

    /** All projects; those that were not looked into yet with what their settings say. */
    public List<NearProject> list() {
        return configs().stream().map(this::known).toList();
    }

    /** One project. */
    public Optional<NearProject> project(String id) {
        return configs().stream()
                .filter(config -> config.id().equals(id))
                .findFirst()
                .map(this::known);
    }

    private NearProject known(ProjectConfig config) {
        NearProject looked = known.get(config.id());
        return looked == null ? unknown(config) : looked;
    }

    /** What the books of a project are called, as last looked at; by their codes before that. */
    public BookNames names(String id) {
        return names.getOrDefault(id, BookNames.NONE);
    }

    /** The settings of all projects, read again only where one came or went, or was looked into. */
    private List<ProjectConfig> configs() {
        try {
            Projects projects = desk.projects();
            Optional<FileTime> now = projects.listChanged();
            Configs before = configs;
            if (before != null && before.asOf().equals(now)) {
                return before.list();
            }
            Configs read = new Configs(now, projects.list());
            configs = read;
            return read.list();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings of all projects, as they were when the folder that holds them was last changed. */
    private record Configs(Optional<FileTime> asOf, List<ProjectConfig> list) {}

    /** The state of a project's row. */
    public RowState state(NearProject project) {
        return RowState.of(facts(project));
    }

    /** What is true of a project besides that. */
    public List<RowState.Count> besides(NearProject project) {
        return RowState.besides(facts(project));
    }

    private RowState.Facts facts(NearProject project) {
        boolean accountKnown = project.places().stream().anyMatch(desk::isLoggedIn);
        return new RowState.Facts(
                project,
                accountKnown,
                activities.on(project.id()),
                last(project.id()),
                placeLooks.newerAt(project.id()),
                notes.waits(project.id()));
    }

    /** What was done last, unless somebody has dealt with that since. */
    private Optional<Past> last(String id) {
        return activities.last(id).filter(past -> past.ended().isAfter(notes.answered(id)));
    }

    /** Asks the places of projects that were not asked for so long whether they have something newer. */
    public void askPlaces(Duration notSince) {
        placeLooks.ask(
                list().stream()
                        .filter(project -> activities.on(project.id()).isEmpty())
                        .toList(),
                notSince);
    }

    /**
     * Asks the servers that nothing was heard of for a while whether they are there; not while something is on its way,
     * which tells that itself and may need the whole line.
     */
    public void askServers() {
        if (activities.running().isEmpty()) {
            lines.askOthers(list().stream()
                    .flatMap(project -> project.places().stream())
                    .toList());
        }
    }

    /** A project was exchanged with its places: what was seen there before counts no more. */
    public void exchanged(String id) {
        placeLooks.forget(id);
        lookAt(id);
    }

    /** To which servers there is no line now. */
    public ServerLines lines() {
        return lines;
    }

    /** Why there is no line now to any server of a project; empty where there is one, as far as is known. */
    public Optional<StopReason.Unreachable> noLine(NearProject project) {
        return lines.gone(project);
    }

    /** A project is to be synced when the line is back. */
    public void waitForLine(String id) {
        if (notes.startWaiting(id)) {
            changed.run();
        }
    }

    /** A project waits for the line no longer, whether somebody wished it to or its last sync did not get through. */
    public void waitNoLonger(String id) {
        notes.stopWaiting(id);
        notes.answer(id, activities.now());
        changed.run();
    }

    /** A sync has ended; if it has reached somebody, nothing waits for the line any more. */
    public void synced(Past past) {
        if (past.ending().result() != Result.NOT_REACHED) {
            notes.stopWaiting(past.activity().subject());
        }
    }

    /** Somebody logged in: what failed for want of that is forgotten. */
    public void loggedIn() {
        configs().forEach(config -> forgetLogin(config.id()));
        // Whether an account is known is said of projects that nothing was done with, too.
        changed.run();
    }

    /** Also told by a server that lets the account in again: it was wrong, or somebody has seen to it there. */
    private void forgetLogin(String id) {
        if (last(id).filter(past -> past.ending().result() == Result.LOGIN_NEEDED)
                .isPresent()) {
            notes.answer(id, activities.now());
            changed.run();
        }
    }

    /** Looks into all projects. */
    public void lookAtAll() {
        configs = null;
        configs().forEach(config -> lookAt(config.id()));
    }

    /** Looks into a project soon. */
    public void lookAt(String id) {
        threads.execute(() -> lookInTurn(id));
    }

    private void lookInTurn(String id) {
        try {
            looks.acquire();
            try {
                if (!closed) {
                    look(id);
                }
            } finally {
                looks.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a project could not be looked into", e);
        }
    }

    private void look(String id) throws IOException {
        Optional<NearProject> now = inProject(
                id,
                session -> {
                    Configs before = configs;
                    if (before != null && !before.list().contains(session.config())) {
                        configs = null;
                    }
                    names.put(id, session.outline().names());
                    return seen(session);
                },
                () -> lookAgain(id));
        if (now.isPresent() && !now.get().equals(known.put(id, now.get()))) {
            changed.run();
        }
    }

    /** What works on a project here says so when it has ended; a command, or a question of another window, does not. */
    private void lookAgain(String id) {
        if (!closed && activities.on(id).isEmpty() && again.add(id)) {
            threads.execute(() -> {
                LockSupport.parkNanos(AGAIN_NANOS);
                again.remove(id);
                lookInTurn(id);
            });
        }
    }

    private <T> Optional<T> inProject(String id, Function<ProjectSession, T> what) throws IOException {
        return inProject(id, what, () -> {});
    }

    /** Does something with a project that takes a moment; looks at the same project take turns. */
    private <T> Optional<T> inProject(String id, Function<ProjectSession, T> what, Runnable busy) throws IOException {
        Lock turn = turns.computeIfAbsent(id, _ -> new ReentrantLock());
        turn.lock();
        try {
            return switch (desk.projects().open(id)) {
                case Projects.OpenOutcome.Busy() -> {
                    busy.run();
                    yield Optional.empty();
                }
                case Projects.OpenOutcome.Unknown() -> {
                    known.remove(id);
                    names.remove(id);
                    changed.run();
                    yield Optional.empty();
                }
                case Projects.OpenOutcome.Opened(var session) -> {
                    try (session) {
                        yield Optional.of(what.apply(session));
                    }
                }
            };
        } finally {
            turn.unlock();
        }
    }

    private NearProject seen(ProjectSession session) {
        ProjectOverview overview = session.overview();
        StatusReport status = session.status(desk.actor(overview.places().values()));
        Optional<ProjectDescription> description = status.overview().description();
        return new NearProject(
                overview.id(),
                status.overview().name(),
                overview.folder(),
                overview.folderIsThere(),
                status.overview().language(),
                description.flatMap(ProjectDescription::direction),
                description.map(ProjectDescription::content),
                List.copyOf(overview.places().values()),
                overview.lastSynced(),
                status.openConflicts(),
                status.held().size(),
                status.waiting().stream().map(OpenBooks.Book::reference).toList(),
                unsent(status),
                !status.overview().keepPrivate().isEmpty(),
                status.openUndo().isPresent(),
                true,
                new Besides(
                        status.limits(),
                        status.setAside().entrySet().stream()
                                .map(place -> SyncWords.setAside(
                                        place.getKey(),
                                        place.getValue(),
                                        status.overview().name()))
                                .toList(),
                        proved(status),
                        description.filter(ProjectDescription::archived).isPresent(),
                        description.flatMap(ProjectDescription::identity),
                        Optional.of(Connecting.repository(overview))));
    }

    private static Map<PlaceAddress, String> proved(StatusReport status) {
        Map<PlaceAddress, String> proved = new HashMap<>();
        status.overview().places().forEach((place, address) -> {
            RevisionId seen = status.proved().get(place);
            if (seen != null) {
                proved.put(address, seen.abbreviated());
            }
        });
        return proved;
    }

    private static Unsent unsent(StatusReport status) {
        Unsent most = status.unsent().values().stream().map(Shelf::unsent).reduce(Unsent.NOTHING, Shelf::more);
        return new Unsent(most.verses(), most.files(), !status.offered().isEmpty());
    }

    private static Unsent unsent(ChangeSummary changes) {
        int verses = 0;
        int files = changes.files().size();
        for (BookChange book : changes.books()) {
            int ofBook =
                    book.added().size() + book.changed().size() + book.gone().size();
            verses += ofBook;
            files += ofBook == 0 ? 1 : 0;
        }
        return new Unsent(verses, files);
    }

    private static Unsent more(Unsent one, Unsent other) {
        return new Unsent(Math.max(one.verses(), other.verses()), Math.max(one.files(), other.files()));
    }

    private static NearProject unknown(ProjectConfig config) {
        Path folder = Path.of(config.folder());
        Path name = folder.getFileName();
        return new NearProject(
                config.id(),
                config.name().orElse(name == null ? config.folder() : name.toString()),
                folder,
                Files.isDirectory(folder),
                config.language(),
                Optional.empty(),
                Optional.empty(),
                List.<PlaceAddress>copyOf(config.places().values()),
                Optional.empty(),
                0,
                0,
                List.of(),
                Unsent.NOTHING,
                false,
                false,
                false,
                Besides.NOTHING);
    }

    /** Waits for looks that have begun: an interruption would break what they read. */
    @Override
    public void close() {
        closed = true;
        placeLooks.close();
        threads.close();
    }
}

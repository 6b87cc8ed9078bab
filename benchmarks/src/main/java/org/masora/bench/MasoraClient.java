package org.masora.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Person;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.SyncReport;
import org.masora.engine.Actor;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.StatusReport;
import org.masora.engine.SyncOptions;
import org.masora.remote.door43.Door43Remote;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.Lines;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;
import org.masora.store.PlaceAddress;

/** Masora's engine in this process, as the page runs it: every call opens the project, works and closes it. */
final class MasoraClient implements Client, AutoCloseable {

    private static final PlaceName DOOR43 = new PlaceName("door43");
    private static final Actor ACTOR = new Actor(new Person("Bench", "bench@example.org"));

    private final MeetingPlace place;
    private final Door43Server server;
    private final Projects projects;
    private final Map<Path, String> ids = new HashMap<>();

    /**
     * An engine with its own data.
     *
     * @param lines the lines of a project that matter: Scribe's where people's own are looked at
     */
    MasoraClient(Path home, MeetingPlace place, Lines lines) {
        this.place = place;
        this.server = new Door43Server(new ServerAddress(place.base()));
        this.projects = new Projects(
                home,
                "bench",
                SnapshotMerge::new,
                InstantSource.system(),
                (name, address, scribes, own) -> new Door43Remote(
                        name,
                        server,
                        new ProjectName(address.owner(), address.project()),
                        Optional.of(place.credentials()),
                        lines));
    }

    @Override
    public String name() {
        return "Masora";
    }

    private PlaceAddress address(String project) {
        return new PlaceAddress("door43", place.base().toString(), MeetingPlace.OWNER, project, MeetingPlace.OWNER);
    }

    @Override
    public void firstSync(Path folder, String project) throws IOException {
        Projects.Given given = new Projects.Given(Optional.of("Bench"), Optional.of("en"));
        Projects.AddOutcome outcome = projects.add(folder, given, ACTOR, Progress.NONE);
        if (!(outcome instanceof Projects.AddOutcome.Added added)) {
            throw new IOException("not added: " + outcome);
        }
        ids.put(folder, added.id());
        try (ProjectSession session = open(folder)) {
            session.connect(DOOR43, address(project));
            expectSynced(session.sync(ACTOR, SyncOptions.PLAIN, Progress.NONE));
        }
    }

    private ProjectSession open(Path folder) throws IOException {
        Projects.OpenOutcome opened = projects.open(String.valueOf(ids.get(folder)));
        if (!(opened instanceof Projects.OpenOutcome.Opened(var session))) {
            throw new IOException("not opened: " + opened);
        }
        return session;
    }

    private static void expectSynced(SyncReport report) throws IOException {
        boolean synced = report.places().size() == 1
                && report.places().getFirst() instanceof PlaceOutcome.Synced done
                && !done.sent().isEmpty();
        if (!synced) {
            throw new IOException("not sent: " + report);
        }
    }

    @Override
    public void syncChange(Path folder) throws IOException {
        try (ProjectSession session = open(folder)) {
            expectSynced(session.sync(ACTOR, SyncOptions.PLAIN, Progress.NONE));
        }
    }

    @Override
    public void syncNothing(Path folder) throws IOException {
        try (ProjectSession session = open(folder)) {
            SyncReport report = session.sync(ACTOR, SyncOptions.PLAIN, Progress.NONE);
            if (!(report.places().getFirst() instanceof PlaceOutcome.UpToDate)) {
                throw new IOException("not up to date: " + report);
            }
        }
    }

    @Override
    public void download(String project, Path folder) throws IOException {
        Projects.DownloadOutcome outcome = projects.download(DOOR43, address(project), folder, ACTOR, Progress.NONE);
        if (!(outcome instanceof Projects.DownloadOutcome.Downloaded downloaded)) {
            throw new IOException("not downloaded: " + outcome);
        }
        ids.put(folder, downloaded.id());
    }

    @Override
    public void status(Path folder) throws IOException {
        try (ProjectSession session = open(folder)) {
            StatusReport report = session.status(ACTOR);
            if (report.trouble().isPresent()) {
                throw new IOException("no status: " + report);
            }
        }
    }

    /** How many texts a verse has had. */
    int history(Path folder, Reference verse) throws IOException {
        try (ProjectSession session = open(folder)) {
            return session.readings(verse).size();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}

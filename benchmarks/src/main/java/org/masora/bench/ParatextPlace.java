package org.masora.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Person;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.SyncReport;
import org.masora.engine.Actor;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.SyncOptions;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;
import org.masora.hub.paratext.ParatextOptions;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.paratext.Preparation;
import org.masora.hub.paratext.Preparation.History;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.hub.paratext.Role;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.Archives.ProjectKey;
import org.masora.remote.paratext.OAuthClient;
import org.masora.remote.paratext.ParatextRemote;
import org.masora.remote.paratext.ParatextServers;
import org.masora.remote.paratext.Session;
import org.masora.remote.paratext.TokenKeeper;
import org.masora.remote.paratext.Tokens;
import org.masora.remote.paratext.mercurial.Hg;
import org.masora.store.PlaceAddress;

/** A stand-in for Paratext's servers with one project of many books, behind a proxy that counts, and Masora beside it. */
final class ParatextPlace implements AutoCloseable {

    private static final PlaceName PARATEXT = new PlaceName("paratext");
    private static final String USER = "Bench";
    private static final Actor ACTOR = new Actor(new Person(USER, ""));
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";

    private final Hub hub;
    private final CountingProxy proxy;

    /** Starts a server that keeps its data below this folder, with the sample as its project. */
    ParatextPlace(Path folder, Sample sample) throws IOException {
        Path first = folder.resolve("first");
        project(sample).files().forEach((path, content) -> write(first.resolve(path), content));
        try {
            this.hub = Hub.start(HubOptions.in(folder.resolve("hub"))
                    .withAdministrator("bench", "only for measuring")
                    .withParatext(ParatextOptions.USUAL));
            standIn()
                    .prepare(new Preparation(
                            new LinkedHashMap<>(Map.of("bench", new PersonWish(USER, Optional.empty()))),
                            Map.of(
                                    "1",
                                    new ProjectWish(
                                            Optional.of(ID),
                                            "BEN",
                                            "Bench",
                                            "Standard",
                                            Optional.empty(),
                                            true,
                                            Map.of("bench", Role.ADMINISTRATOR),
                                            Optional.of(first),
                                            List.of(),
                                            History.BRANCHED))));
        } catch (HubStartException | Preparation.Unusable e) {
            throw new IOException(e);
        }
        this.proxy = new CountingProxy(standIn().registry().getPort());
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The books of a sample as a Paratext project has them, with its settings. */
    static Sample project(Sample sample) {
        Map<String, byte[]> files = new TreeMap<>();
        StringBuilder present = new StringBuilder("0".repeat(123));
        for (String path : sample.books()) {
            String name = path.substring(path.lastIndexOf('/') + 1).toUpperCase(java.util.Locale.ROOT);
            BookCode.all().stream()
                    .filter(book -> name.contains(book.code()))
                    .findFirst()
                    .ifPresent(book -> {
                        files.put(book.paratextFileNumber() + book.code() + "BEN.SFM", sample.file(path));
                        present.setCharAt(book.number() - 1, '1');
                    });
        }
        List<String> books = List.copyOf(files.keySet());
        files.put("Settings.xml", """
                <ScriptureText><Name>BEN</Name><FullName>Bench</FullName><Guid>%s</Guid>
                <LanguageIsoCode>en:::</LanguageIsoCode><Encoding>65001</Encoding>
                <Naming PrePart="" PostPart="BEN.SFM" BookNameForm="41MAT" />
                <BooksPresent>%s</BooksPresent></ScriptureText>
                """.formatted(ID, present).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Sample(sample.name(), files, books);
    }

    private ParatextStandIn standIn() {
        return hub.paratext().orElseThrow();
    }

    /** The server's own repository. */
    Path repository() {
        return standIn().repository("1");
    }

    Traffic traffic() {
        return proxy.traffic();
    }

    /** What a client has to know: Registry, Archives, the program's id and secret, the person's refresh token. */
    List<String> access() throws IOException {
        return List.of(
                counted(standIn().registry()).toString(),
                counted(standIn().archives()).toString(),
                standIn().clientId(),
                standIn().clientSecret(),
                standIn().refreshToken("bench"));
    }

    private URI counted(URI service) {
        return proxy.base().resolve(service.getPath());
    }

    /** Masora's engine beside it, with its own data. */
    static final class Client implements AutoCloseable {
        private final Session session;
        private final Projects projects;
        private String id = "";

        Client(Path home, List<String> access) throws IOException {
            this.session = new Session(
                    ParatextServers.at(
                            new ServerAddress(URI.create(access.get(0))), new ServerAddress(URI.create(access.get(1)))),
                    new OAuthClient(access.get(2), Optional.of(access.get(3))),
                    TokenKeeper.inMemory(Tokens.ofRefreshToken(access.get(4))),
                    USER,
                    InstantSource.system());
            if (!(Hg.find() instanceof Hg.Finding.Found(Hg hg))) {
                throw new IOException("hg (Mercurial) is absent");
            }
            Path clone = home.resolve("clone");
            this.projects = new Projects(
                    home,
                    "bench",
                    SnapshotMerge::new,
                    InstantSource.system(),
                    (name, address, scribes, own) ->
                            new ParatextRemote(name, session, new ProjectKey("BEN", ID, true), hg, clone));
        }

        /** Brings the project into a new folder. */
        void connect(Path folder) throws IOException {
            PlaceAddress address = new PlaceAddress("paratext", "measured", USER, "BEN", USER);
            Projects.DownloadOutcome outcome = projects.download(PARATEXT, address, folder, ACTOR, Progress.NONE);
            if (!(outcome instanceof Projects.DownloadOutcome.Downloaded downloaded)) {
                throw new IOException("not connected: " + outcome);
            }
            id = downloaded.id();
        }

        /** Takes what is new and sends what was changed. */
        void sync() throws IOException {
            Projects.OpenOutcome opened = projects.open(id);
            if (!(opened instanceof Projects.OpenOutcome.Opened(ProjectSession project))) {
                throw new IOException("not opened: " + opened);
            }
            try (project) {
                SyncReport report = project.sync(ACTOR, SyncOptions.PLAIN, Progress.NONE);
                if (!(report.places().getFirst() instanceof PlaceOutcome.Synced done)
                        || done.sent().isEmpty()) {
                    throw new IOException("not synced: " + report);
                }
            }
        }

        @Override
        public void close() {
            session.close();
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        hub.close();
    }
}

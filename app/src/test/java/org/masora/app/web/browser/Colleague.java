package org.masora.app.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.masora.app.home.Connecting;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.home.KnownAccount;
import org.masora.core.sync.PlaceOutcome;
import org.masora.core.sync.Progress;
import org.masora.core.sync.SyncReport;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.SyncOptions;
import org.masora.hub.Hub;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.Login;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;

/** Somebody with a Masora of their own and no page: works on the same project as the person at the page. */
final class Colleague implements AutoCloseable {
    static final String TITUS = "ingredients/TIT.usfm";
    private final Path folder;
    private final Desk desk;
    private final KnownAccount account;

    /** A small project of Titus, as its metadata says. */
    static String metadata(String name) {
        return """
            {"format":"scripture burrito","meta":{"version":"1.0.0","category":"source","defaultLocale":"en"},\
            "idAuthorities":{"dbl":{"id":"https://thedigitalbiblelibrary.org","name":{"en":"DBL"}}},\
            "identification":{"primary":{"dbl":{"%s":{"revision":"1",\
            "timestamp":"2026-01-01T00:00:00Z"}}},"name":{"en":"%s"},"abbreviation":{"en":"SMP"}},\
            "languages":[{"tag":"en","name":{"en":"English"}}],\
            "type":{"flavorType":{"name":"scripture","flavor":{"name":"textTranslation"},\
            "currentScope":{"TIT":[]}}},"ingredients":{"ingredients/TIT.usfm":{"mimeType":"text/x-usfm",\
            "size":1,"scope":{"TIT":[]}}}}""".formatted(UUID.randomUUID(), name);
    }

    /** Somebody who has logged in; what they have lies below this folder, as a {@link Person}'s does. */
    Colleague(Path folder, Hub hub, String user, String password) throws IOException {
        this(folder, hub.base(), user, password);
    }

    /** Somebody who reaches the hub at this address. */
    Colleague(Path folder, URI hub, String user, String password) throws IOException {
        this.folder = folder;
        Home home = new Home(folder.resolve("home"));
        home.create();
        this.desk = new Desk(home);
        ServerAddress address = new ServerAddress(hub);
        Door43Server server = desk.server(address);
        if (!(server.login(new Credentials(user, password), Optional.empty(), "a test")
                instanceof Answer.Ok<Login>(Login.SignedIn signedIn))) {
            throw new AssertionError("not logged in");
        }
        this.account = KnownAccount.of(KnownAccount.Kind.HUB, address, signedIn);
        desk.accounts().keep(account);
    }

    /** Logs out on this computer alone. */
    void forgetLogin() throws IOException {
        desk.accounts().forget(account);
    }

    /** The folder of a project. */
    Path project(String name) {
        return folder.resolve("projects").resolve(name);
    }

    /** Makes a project with these verses of Titus 1 in its folder; it is under care and was never sent. */
    String make(String name, String... verses) throws IOException {
        StringBuilder book = new StringBuilder("\\id TIT\n\\h Titus\n\\mt Titus\n\\c 1\n\\p\n");
        for (int i = 0; i < verses.length; i++) {
            book.append("\\v ").append(i + 1).append(' ').append(verses[i]).append('\n');
        }
        Map<String, String> files = Map.of("metadata.json", metadata(name), TITUS, book.toString());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = project(name).resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return add(name);
    }

    /** Gets the folder of somebody else's project on a stick; it is under care here and was never sent from here. */
    String copy(Colleague from, String name) throws IOException {
        for (String file : List.of("metadata.json", TITUS)) {
            Path path = project(name).resolve(file);
            Files.createDirectories(path.getParent());
            Files.copy(from.project(name).resolve(file), path);
        }
        return add(name);
    }

    private String add(String name) throws IOException {
        Projects.AddOutcome added = desk.projects()
                .add(
                        project(name),
                        new Projects.Given(Optional.empty(), Optional.empty()),
                        Desk.actor(Optional.of(account)),
                        Progress.NONE);
        assertThat(added).isInstanceOf(Projects.AddOutcome.Added.class);
        return id(name);
    }

    /** Sends a project for the first time. */
    ProjectName sendFirst(String name) throws IOException {
        try (ProjectSession session = open(name)) {
            Connecting.Outcome connected = new Connecting(session, desk, account).run(false, Progress.NONE);
            assertThat(connected).isInstanceOf(Connecting.Outcome.Connected.class);
        }
        assertThat(sync(name)).isInstanceOf(PlaceOutcome.Synced.class);
        try (ProjectSession session = open(name)) {
            return session.config().places().values().stream()
                    .map(place -> new ProjectName(place.owner(), place.project()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Downloads a project into a folder of this name. */
    String download(ProjectName from, String name) throws IOException {
        Projects.DownloadOutcome outcome = desk.projects()
                .download(
                        account.place(),
                        account.address(from),
                        project(name),
                        Desk.actor(Optional.of(account)),
                        Progress.NONE);
        assertThat(outcome).isInstanceOf(Projects.DownloadOutcome.Downloaded.class);
        return id(name);
    }

    private String id(String name) throws IOException {
        return desk.projects().find(project(name).toString()).getFirst().id();
    }

    private ProjectSession open(String name) throws IOException {
        if (desk.projects().open(id(name)) instanceof Projects.OpenOutcome.Opened(var session)) {
            return session;
        }
        throw new AssertionError(name + " cannot be opened");
    }

    PlaceOutcome sync(String name) throws IOException {
        try (ProjectSession session = open(name)) {
            SyncReport report = session.sync(Desk.actor(Optional.of(account)), SyncOptions.PLAIN, Progress.NONE);
            return report.places().getFirst();
        }
    }

    /** What the server holds of Titus. */
    String atServer(String name) throws IOException {
        sync(name);
        return read(name);
    }

    String read(String name) throws IOException {
        return Files.readString(project(name).resolve(TITUS));
    }

    /** Replaces words as an editor does. */
    void edit(String name, String words, String by) throws IOException {
        String text = read(name);
        assertThat(text).contains(words);
        Files.writeString(project(name).resolve(TITUS), text.replace(words, by));
    }

    @Override
    public void close() {
        desk.close();
    }
}

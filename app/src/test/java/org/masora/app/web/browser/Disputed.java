package org.masora.app.web.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.masora.app.home.Connecting;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.home.KnownAccount;
import org.masora.core.sync.Progress;
import org.masora.engine.Decisions;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.SyncOptions;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.Login;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;
import org.masora.testkit.ApiCaller;

/**
 * Two people at a hub who changed the same verses of one project in Arabic: Ana sent hers first, so that they stand, and
 * Maria has to decide. What they write is made up.
 */
final class Disputed implements AutoCloseable {
    private static final String PASSWORD = "correct horse battery";
    private static final String BOOK = "ingredients/TIT.usfm";
    private static final String METADATA = """
            {"format":"scripture burrito","meta":{"version":"1.0.0","category":"source","defaultLocale":"en"},\
            "idAuthorities":{"scribe":{"id":"http://www.scribe.bible","name":{"en":"Scribe application"}}},\
            "identification":{"primary":{"scribe":{"5f2a1e0c-7a57-5b38-9a9c-00000000d15c":{"revision":"1",\
            "timestamp":"2026-01-01T00:00:00Z"}}},"name":{"en":"Decisions"},"abbreviation":{"en":"DEC"}},\
            "languages":[{"tag":"ar","name":{"en":"Arabic"},"scriptDirection":"rtl"}],\
            "type":{"flavorType":{"name":"scripture","flavor":{"name":"textTranslation"},\
            "currentScope":{"TIT":[]}}},"ingredients":{"ingredients/TIT.usfm":{"mimeType":"text/x-usfm",\
            "size":1,"scope":{"TIT":[]}}}}""";

    private final Hub hub;
    private final Path folder;
    private String id = "";

    private Disputed(Path folder) throws Exception {
        this.folder = folder;
        this.hub = Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD));
    }

    /**
     * Sets it up.
     *
     * @param verses how many, in chapters of fifty
     * @param before what stood in a verse of this number; the others what each of the two made of it
     */
    static Disputed in(
            Path folder, int verses, IntFunction<String> before, IntFunction<String> anas, IntFunction<String> marias)
            throws Exception {
        Disputed disputed = new Disputed(folder);
        ApiCaller api = new ApiCaller(disputed.hub.base(), "maria", PASSWORD);
        api.makeAccount("ana");
        disputed.write("maria", verses, before);
        Files.writeString(disputed.project("maria").resolve("metadata.json"), METADATA);
        ProjectName name = disputed.mariaSendsForTheFirstTime();
        api.ask("PUT", "/repos/" + name + "/collaborators/ana", "{\"permission\":\"write\"}");
        disputed.download("ana", name);
        disputed.write("ana", verses, anas);
        disputed.sync("ana");
        disputed.write("maria", verses, marias);
        disputed.sync("maria");
        return disputed;
    }

    /** A person's own folder: Masora's home and what else lies beside it. */
    Path of(String person) {
        return folder.resolve(person);
    }

    private Path project(String person) throws IOException {
        return Files.createDirectories(of(person).resolve("project"));
    }

    private Home home(String person) {
        return new Home(of(person).resolve("home"));
    }

    /** The project's id on Maria's computer. */
    String id() {
        return id;
    }

    /** The book in a person's folder. */
    String book(String person) throws IOException {
        return Files.readString(project(person).resolve(BOOK));
    }

    /** Another program changes the book in a person's folder. */
    void edit(String person, String before, String now) throws IOException {
        Files.writeString(project(person).resolve(BOOK), book(person).replace(before, now));
    }

    private void write(String person, int verses, IntFunction<String> says) throws IOException {
        StringBuilder book = new StringBuilder("\\id TIT\n\\toc2 تيطس\n");
        IntStream.range(0, verses).forEach(index -> {
            int verse = index % 50 + 1;
            if (verse == 1) {
                book.append("\\c ").append(index / 50 + 1).append("\n\\p\n");
            }
            String text = says.apply(index + 1);
            if (!text.isEmpty()) {
                book.append("\\v ").append(verse).append(' ').append(text).append('\n');
            }
        });
        Path file = project(person).resolve(BOOK);
        Files.createDirectories(file.getParent());
        Files.writeString(file, book);
    }

    private KnownAccount logIn(Desk desk, String user) throws IOException {
        ServerAddress address = new ServerAddress(hub.base());
        if (!(desk.server(address).login(new Credentials(user, PASSWORD), Optional.empty(), "test")
                        instanceof Answer.Ok<Login>(var login)
                && login instanceof Login.SignedIn signedIn)) {
            throw new IOException("no login for " + user);
        }
        KnownAccount account = KnownAccount.of(KnownAccount.Kind.HUB, address, signedIn);
        desk.accounts().keep(account);
        return account;
    }

    private ProjectName mariaSendsForTheFirstTime() throws IOException {
        home("maria").create();
        try (Desk desk = new Desk(home("maria"))) {
            KnownAccount account = logIn(desk, "maria");
            Projects.AddOutcome added = desk.projects()
                    .add(
                            project("maria"),
                            new Projects.Given(Optional.empty(), Optional.empty()),
                            Desk.actor(Optional.of(account)),
                            Progress.NONE);
            if (!(added instanceof Projects.AddOutcome.Added(var project, var _))) {
                throw new IOException(added.toString());
            }
            id = project;
            try (ProjectSession session = open(desk, project)) {
                Connecting connecting = new Connecting(session, desk, account);
                if (!(connecting.run(false, Progress.NONE) instanceof Connecting.Outcome.Connected(var name, var _))) {
                    throw new IOException("not connected");
                }
                session.sync(Desk.actor(Optional.of(account)), SyncOptions.PLAIN, Progress.NONE);
                return name;
            }
        }
    }

    private void download(String person, ProjectName name) throws IOException {
        home(person).create();
        try (Desk desk = new Desk(home(person))) {
            KnownAccount account = logIn(desk, person);
            desk.projects()
                    .download(
                            account.place(),
                            account.address(name),
                            of(person).resolve("project"),
                            Desk.actor(Optional.of(account)),
                            Progress.NONE);
        }
    }

    /** Somebody syncs, behind the page. */
    void sync(String person) throws IOException {
        try (Desk desk = new Desk(home(person))) {
            String project = desk.projects().list().getFirst().id();
            try (ProjectSession session = open(desk, project)) {
                session.sync(desk.actorOf(session.config()), SyncOptions.PLAIN, Progress.NONE);
            }
        }
    }

    /** Somebody decides, behind the page. */
    void decide(String person, List<String> verses, Decisions.Answer answer) throws IOException {
        try (Desk desk = new Desk(home(person))) {
            String project = desk.projects().list().getFirst().id();
            try (ProjectSession session = open(desk, project)) {
                session.conflicts(false).stream()
                        .filter(view -> verses.contains(view.reference().unit()))
                        .forEach(view ->
                                session.resolve(desk.actorOf(session.config()), view.id(), answer, Progress.NONE));
            }
        }
    }

    private static ProjectSession open(Desk desk, String project) throws IOException {
        if (desk.projects().open(project) instanceof Projects.OpenOutcome.Opened(var session)) {
            return session;
        }
        throw new IOException("somebody else works on it");
    }

    @Override
    public void close() {
        hub.close();
    }
}

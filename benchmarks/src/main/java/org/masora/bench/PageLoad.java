package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.masora.app.home.Connecting;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Ending;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.engine.ProjectSession;
import org.masora.engine.Projects;
import org.masora.engine.SyncOptions;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.Login;
import org.masora.remote.door43.ProjectName;
import org.masora.remote.http.ServerAddress;

/**
 * What weighs on the page: many projects on one computer, one of them with many decisions that wait, one with Psalms of
 * which every word is aligned. All words are made up.
 */
final class PageLoad implements AutoCloseable {

    /** The project with the decisions. */
    static final String DECISIONS = "Decisions";

    /** The project with the aligned Psalms. */
    static final String PSALMS = "Psalms";

    private static final String SMALL = "\\id TIT\n\\h Titus\n\\c 1\n\\p\n\\v 1 Few words.\n";
    private static final String PASSWORD = "only for measuring";
    private static final int VERSES_A_CHAPTER = 50;
    private static final int PSALMS_COUNT = 150;
    private static final int LONGEST_PSALM = 119;
    private static final int LONGEST_PSALMS_VERSES = 176;
    private static final int USUAL_VERSES = 16;
    private static final int WORDS_A_VERSE = 14;
    private static final int STEPS = 1_000;

    private final Path folder;
    private final Hub hub;
    private final Home home;

    private PageLoad(Path folder) throws IOException {
        this.folder = folder;
        this.home = new Home(folder.resolve("home"));
        try {
            this.hub = Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("maria", PASSWORD));
        } catch (HubStartException e) {
            throw new IOException(e);
        }
    }

    /**
     * Makes it.
     *
     * @param projects how many small ones, beside the two
     * @param decisions how many wait in one of the two
     */
    static PageLoad make(Path folder, int projects, int decisions) throws IOException {
        PageLoad load = new PageLoad(folder);
        load.disagree(decisions);
        try (Desk desk = new Desk(load.home)) {
            load.add(desk, PSALMS, psalms());
            String first = load.add(desk, name(1), SMALL);
            for (int number = 2; number <= projects; number++) {
                load.copy(first, number);
            }
        }
        return load;
    }

    /** The name of a small project. */
    static String name(int number) {
        return String.format(Locale.ROOT, "Project %03d", number);
    }

    /** Whose page it is. */
    Home home() {
        return home;
    }

    private Path project(String name) {
        return folder.resolve("projects").resolve(name);
    }

    private String add(Desk desk, String name, String book) throws IOException {
        write(project(name), book);
        Projects.AddOutcome outcome = desk.projects()
                .add(
                        project(name),
                        new Projects.Given(Optional.of(name), Optional.of("en")),
                        Desk.actor(Optional.empty()),
                        Progress.NONE);
        if (outcome instanceof Projects.AddOutcome.Added(var id, var _)) {
            return id;
        }
        throw new IOException("not added: " + outcome);
    }

    /** One more like the first of the small ones; to take five hundred under care one by one would take minutes. */
    private void copy(String first, int number) throws IOException {
        String id = UUID.randomUUID().toString();
        Path from = home.folder().resolve("projects").resolve(first);
        Path to = from.resolveSibling(id);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        Path config = to.resolve("project.json");
        String said = Files.readString(config);
        Files.writeString(config, said.replace(first, id).replace(name(1), name(number)));
        write(project(name(number)), SMALL);
    }

    private static void write(Path project, String book) throws IOException {
        Path file = project.resolve(book.startsWith("\\id PSA") ? "PSA.usfm" : "TIT.usfm");
        Files.createDirectories(project);
        Files.writeString(file, book);
    }

    // Decisions

    /** Two computers of one person changed the same verses; the other one's were sent first. */
    private void disagree(int count) throws IOException {
        Home otherHome = new Home(folder.resolve("other"));
        Path there = folder.resolve("there");
        try (Desk desk = new Desk(home);
                Desk other = new Desk(otherHome)) {
            home.create();
            otherHome.create();
            KnownAccount account = logIn(desk);
            KnownAccount others = logIn(other);
            String id = add(desk, DECISIONS, verses(count, number -> "the farmer sows"));
            ProjectName name;
            try (ProjectSession session = open(desk, id)) {
                if (!(new Connecting(session, desk, account).run(false, Progress.NONE)
                        instanceof Connecting.Outcome.Connected(var connected, var _))) {
                    throw new IOException("not connected");
                }
                name = connected;
                session.sync(Desk.actor(Optional.of(account)), SyncOptions.PLAIN, Progress.NONE);
            }
            if (!(other.projects()
                            .download(
                                    others.place(),
                                    others.address(name),
                                    there,
                                    Desk.actor(Optional.of(others)),
                                    Progress.NONE)
                    instanceof Projects.DownloadOutcome.Downloaded downloaded)) {
                throw new IOException("not downloaded");
            }
            write(there, verses(count, number -> "the old fisher mends"));
            sync(other, downloaded.id(), others);
            write(project(DECISIONS), verses(count, number -> "my sister counts"));
            sync(desk, id, account);
        }
    }

    private static String verses(int count, IntFunction<String> says) {
        StringBuilder book = new StringBuilder("\\id TIT\n\\h Titus\n");
        IntStream.range(0, count).forEach(index -> {
            if (index % VERSES_A_CHAPTER == 0) {
                book.append("\\c ").append(index / VERSES_A_CHAPTER + 1).append("\n\\p\n");
            }
            book.append("\\v ").append(index % VERSES_A_CHAPTER + 1).append(" In the morning number ");
            book.append(index).append(' ').append(says.apply(index)).append(" by the river, and others see it.\n");
        });
        return book.toString();
    }

    private KnownAccount logIn(Desk desk) throws IOException {
        ServerAddress address = new ServerAddress(hub.base());
        if (desk.server(address).login(new Credentials("maria", PASSWORD), Optional.empty(), "bench")
                instanceof Answer.Ok<Login>(Login.SignedIn signedIn)) {
            KnownAccount account = KnownAccount.of(KnownAccount.Kind.HUB, address, signedIn);
            desk.accounts().keep(account);
            return account;
        }
        throw new IOException("not logged in");
    }

    private static void sync(Desk desk, String id, KnownAccount account) throws IOException {
        try (ProjectSession session = open(desk, id)) {
            session.sync(Desk.actor(Optional.of(account)), SyncOptions.PLAIN, Progress.NONE);
        }
    }

    private static ProjectSession open(Desk desk, String id) throws IOException {
        if (desk.projects().open(id) instanceof Projects.OpenOutcome.Opened(var session)) {
            return session;
        }
        throw new IOException("not opened: " + id);
    }

    // Psalms

    private static String psalms() {
        StringBuilder book = new StringBuilder("\\id PSA\n\\usfm 3.0\n\\h Psalms\n\\mt Psalms\n");
        for (int psalm = 1; psalm <= PSALMS_COUNT; psalm++) {
            book.append("\\c ").append(psalm).append('\n');
            int verses = psalm == LONGEST_PSALM ? LONGEST_PSALMS_VERSES : USUAL_VERSES;
            for (int verse = 1; verse <= verses; verse++) {
                book.append("\\q1\n\\v ").append(verse).append(' ');
                for (int word = 1; word <= WORDS_A_VERSE; word++) {
                    book.append(word == WORDS_A_VERSE / 2 ? "\n\\q2\n" : "").append(aligned(psalm + verse + word));
                }
                book.append(verse % 8 == 0 ? ".\\f + \\ft Or: another word\\f*\n" : ".\n");
            }
        }
        return book.toString();
    }

    private static String aligned(int number) {
        return "\\zaln-s |x-strong=\"H" + (1000 + number)
                + "\" x-lemma=\"lemma\" x-morph=\"He,Ncmsa\" x-occurrence=\"1\""
                + " x-occurrences=\"1\" x-content=\"content\"\\*\\w word" + number
                + "|x-occurrence=\"1\" x-occurrences=\"1\"\\w*\\zaln-e\\* ";
    }

    // What runs

    /**
     * Lets syncs run that get on by a step every tenth of a second, on the first of the small projects.
     *
     * @return the ids of their projects
     */
    static List<String> run(Program program, int count) {
        List<String> ids = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            String name = name(number);
            program.shelf().list().stream()
                    .filter(project -> project.name().equals(name))
                    .forEach(project -> {
                        ids.add(project.id());
                        program.activities().start(Activity.Kind.SYNC, project.id(), name, PageLoad::getOn);
                    });
        }
        return ids;
    }

    private static Ending getOn(Progress progress) throws InterruptedException {
        for (int step = 0; !progress.cancelled(); step = (step + 1) % STEPS) {
            progress.at(Phase.SENDING, step, STEPS);
            Thread.sleep(100);
        }
        return new Ending(Ending.Result.CANCELLED, Optional.empty(), List.of());
    }

    @Override
    public void close() {
        hub.close();
    }
}

package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.masora.app.demo.Sample;
import org.masora.app.home.Connecting;
import org.masora.app.home.Desk;
import org.masora.app.home.Home;
import org.masora.app.home.KnownAccount;
import org.masora.core.sync.Progress;
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
import org.masora.testkit.ApiCaller;

/**
 * Two people, Anna and Ben, who have worked for some weeks on projects that are made of the sample: what the pictures of
 * the page show. Anna's projects are in as many states as they can be.
 */
final class PageSample implements AutoCloseable {
    /** Two texts for several verses. */
    static final String DISPUTED = "تيطس";

    /** With a long history. */
    static final String OLD = "Masora Sample";

    /** Has something that Ben sent, and something that Anna did not send yet. */
    static final String TO_COMBINE = "रूत";

    /** A sync runs on it. */
    static final String RUNNING = "โยนาห์";

    private static final String PASSWORD = "only for pictures";
    private static final Duration BEGAN_AGO = Duration.ofDays(40);

    private final Path folder;
    private final Hub hub;
    private final ApiCaller annasCalls;
    private final Worker anna;
    private final Worker ben;
    private final Instant began = Clock.systemUTC().instant().minus(BEGAN_AGO);
    private Instant now = began;

    private PageSample(Path folder) throws IOException, HubStartException, InterruptedException {
        this.folder = folder;
        this.hub = Hub.start(HubOptions.in(folder.resolve("hub")).withAdministrator("anna", PASSWORD));
        this.annasCalls = new ApiCaller(hub.base(), "anna", PASSWORD);
        annasCalls.ask(
                "POST",
                "/admin/users",
                "{\"username\":\"ben\",\"email\":\"ben@example.org\",\"password\":\"" + PASSWORD
                        + "\",\"must_change_password\":false}");
        this.anna = new Worker("anna");
        this.ben = new Worker("ben");
    }

    /** One of the two, at a computer of their own. */
    private final class Worker implements AutoCloseable {
        private final Path own;
        private final Home home;
        private final Desk desk;
        private final KnownAccount account;
        private final Map<String, String> ids = new HashMap<>();

        Worker(String user) throws IOException {
            own = folder.resolve(user);
            home = new Home(own.resolve("home"));
            home.create();
            desk = new Desk(home, () -> now);
            ServerAddress address = new ServerAddress(hub.base());
            if (!(desk.server(address).login(new Credentials(user, PASSWORD), Optional.empty(), "pictures")
                    instanceof Answer.Ok<Login>(Login.SignedIn signedIn))) {
                throw new IOException("not logged in");
            }
            account = KnownAccount.of(KnownAccount.Kind.HUB, address, signedIn);
            desk.accounts().keep(account);
        }

        Path project(String name) {
            return own.resolve("projects").resolve(name);
        }

        /** Writes a project into its folder and takes it under care. */
        void make(String name, String language, String direction) throws IOException {
            Sample.make().write(project(name));
            Path metadata = project(name).resolve("metadata.json");
            String said = Files.readString(metadata);
            Files.writeString(
                    metadata,
                    said.replaceFirst(
                                    "[0-9a-f]{8}-[0-9a-f-]{27}",
                                    UUID.randomUUID().toString())
                            .replace("Masora Sample", name)
                            .replace("\"mul\"", "\"" + language + "\"")
                            .replace("\"ltr\"", "\"" + direction + "\""));
            if (!(desk.projects()
                            .add(
                                    project(name),
                                    new Projects.Given(Optional.empty(), Optional.empty()),
                                    Desk.actor(Optional.of(account)),
                                    Progress.NONE)
                    instanceof Projects.AddOutcome.Added(var id, var _))) {
                throw new IOException("not added: " + name);
            }
            ids.put(name, id);
        }

        ProjectSession open(String name) throws IOException {
            if (desk.projects().open(String.valueOf(ids.get(name)))
                    instanceof Projects.OpenOutcome.Opened(var session)) {
                return session;
            }
            throw new IOException("not opened: " + name);
        }

        ProjectName sendFirst(String name) throws IOException {
            ProjectName there;
            try (ProjectSession session = open(name)) {
                if (!(new Connecting(session, desk, account).run(true, Progress.NONE)
                        instanceof Connecting.Outcome.Connected(var connected, var _))) {
                    throw new IOException("not connected: " + name);
                }
                there = connected;
            }
            sync(name);
            return there;
        }

        void download(ProjectName there, String name) throws IOException {
            if (!(desk.projects()
                            .download(
                                    account.place(),
                                    account.address(there),
                                    project(name),
                                    Desk.actor(Optional.of(account)),
                                    Progress.NONE)
                    instanceof Projects.DownloadOutcome.Downloaded downloaded)) {
                throw new IOException("not downloaded: " + name);
            }
            ids.put(name, downloaded.id());
        }

        void sync(String name) throws IOException {
            try (ProjectSession session = open(name)) {
                session.sync(Desk.actor(Optional.of(account)), SyncOptions.PLAIN, Progress.NONE);
            }
        }

        /** Replaces words of a verse, as an editor does. */
        void write(String name, String book, int chapter, int verse, String words) throws IOException {
            Path file = project(name).resolve("ingredients/" + book + ".usfm");
            String text = Files.readString(file);
            int at = text.indexOf("\\v " + verse + " ", text.indexOf("\\c " + chapter + "\n"));
            Files.writeString(
                    file,
                    text.substring(0, at) + "\\v " + verse + " " + words + text.substring(text.indexOf('\n', at)));
        }

        void keep(String name) throws IOException {
            try (ProjectSession session = open(name)) {
                session.keep(Desk.actor(Optional.of(account)), Progress.NONE);
            }
        }

        @Override
        public void close() {
            desk.close();
        }
    }

    /** Lets them work. */
    static PageSample make(Path folder) throws IOException, HubStartException, InterruptedException {
        PageSample sample = new PageSample(folder);
        sample.longHistory();
        sample.disagree();
        sample.combine();
        sample.others();
        sample.anna.close();
        sample.ben.close();
        return sample;
    }

    private void after(int days, int minutes) {
        now = now.plus(Duration.ofDays(days)).plus(Duration.ofMinutes(minutes));
    }

    /** Anna makes a project, sends it, and Ben gets it. */
    private void share(String name, String language, String direction) throws IOException, InterruptedException {
        anna.make(name, language, direction);
        ProjectName there = anna.sendFirst(name);
        annasCalls.ask("PUT", "/repos/" + there + "/collaborators/ben", "{\"permission\":\"write\"}");
        ben.download(there, name);
    }

    private void longHistory() throws IOException, InterruptedException {
        share(OLD, "mul", "ltr");
        after(3, 125);
        anna.write(OLD, "RUT", 1, 2, "गाँव की एक लड़की पहाड़ की चोटी पर गीत गाती है।");
        anna.keep(OLD);
        after(0, 48);
        anna.write(OLD, "RUT", 1, 2, "गाँव की एक लड़की पहाड़ की चोटी पर गीत गाती है, और सब सुनते हैं।");
        anna.sync(OLD);
        after(6, 200);
        ben.sync(OLD);
        ben.write(OLD, "RUT", 1, 2, "गाँव की बेटी पहाड़ की चोटी पर गीत गाती है, और सब सुनते हैं।");
        ben.write(OLD, "RUT", 2, 5, "मेरी बहन पुराने कुएँ पर रोटी बाँटती है।");
        ben.sync(OLD);
        after(9, 77);
        anna.sync(OLD);
        anna.write(OLD, "RUT", 1, 2, "गाँव की बेटी पहाड़ पर गीत गाती है, और सब लोग सुनते हैं।");
        anna.sync(OLD);
    }

    private void disagree() throws IOException, InterruptedException {
        after(2, 31);
        share(DISPUTED, "ar", "rtl");
        after(4, 60);
        ben.write(DISPUTED, "TIT", 1, 3, "الراعي الصغير عند النهر الكبير يعد الخراف كل مساء.");
        ben.write(DISPUTED, "TIT", 1, 7, "المعلم في السوق القديم يعلم الأطفال.");
        ben.write(DISPUTED, "TIT", 2, 2, "بنت القرية تغني عند البئر.");
        ben.sync(DISPUTED);
        anna.write(DISPUTED, "TIT", 1, 3, "الراعي الصغير عند البحيرة يعد الخراف كل صباح.");
        anna.write(DISPUTED, "TIT", 1, 7, "المعلم تحت شجرة التين يعلم الأطفال القراءة.");
        anna.write(DISPUTED, "TIT", 2, 2, "بنت القرية تغني على قمة الجبل.");
        anna.sync(DISPUTED);
    }

    private void combine() throws IOException, InterruptedException {
        after(1, 12);
        share(TO_COMBINE, "hi", "ltr");
        after(3, 90);
        ben.write(TO_COMBINE, "RUT", 1, 1, "एक बूढ़ा किसान नदी के पास बीज बोता है।");
        ben.write(TO_COMBINE, "RUT", 3, 4, "छोटा चरवाहा आम के पेड़ के नीचे भेड़ों को गिनता है।");
        ben.sync(TO_COMBINE);
        anna.write(TO_COMBINE, "RUT", 2, 6, "हमारा पड़ोसी बाज़ार में पानी भरता है, फिर घर जाता है।");
        anna.keep(TO_COMBINE);
    }

    private void others() throws IOException, InterruptedException {
        after(1, 40);
        anna.make(RUNNING, "th", "ltr");
        anna.sendFirst(RUNNING);
        after(2, 5);
        anna.make("Harvest songs", "en", "ltr");
        anna.sendFirst("Harvest songs");
        anna.make("ቲቶ", "am", "ltr");
        anna.sendFirst("ቲቶ");
        after(2, 300);
        anna.make("Titus, a first draft", "sw", "ltr");
        anna.make("Jonah, on the old laptop", "es", "ltr");
        anna.sendFirst("Jonah, on the old laptop");
        Files.move(
                anna.project("Jonah, on the old laptop"),
                anna.project("Jonah, on the old laptop").resolveSibling("moved"));
        anna.write("ቲቶ", "TIT", 1, 1, "الفلاح يزرع البذور عند النهر.");
        anna.write("ቲቶ", "TIT", 1, 2, "بنت القرية تغني عند النهر.");
        anna.keep("ቲቶ");
    }

    /** Where Anna's Masora keeps its own things. */
    Home home() {
        return anna.home;
    }

    @Override
    public void close() {
        hub.close();
    }
}

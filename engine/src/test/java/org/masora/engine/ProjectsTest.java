package org.masora.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Person;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.Progress.Phase;
import org.masora.engine.Projects.AddOutcome;
import org.masora.engine.Projects.Claim;
import org.masora.engine.Projects.DownloadOutcome;
import org.masora.engine.Projects.Given;
import org.masora.engine.Projects.OpenOutcome;
import org.masora.remote.memory.MemoryPlace;
import org.masora.store.PlaceAddress;
import org.masora.store.ProjectConfig;
import org.masora.store.Vault;

/** Which folders can be taken under care, and where a download may go. */
class ProjectsTest {

    private static final Actor ASHA = new Actor(new Person("asha", "asha@noreply.example.org"));
    private static final PlaceAddress ADDRESS = new PlaceAddress("door43", "memory", "team", "sample", "asha");

    private static final Given NOTHING = new Given(Optional.empty(), Optional.empty());

    private final MemoryPlace place = new MemoryPlace();

    @TempDir
    Path root;

    private Path data;
    private Projects projects;

    @BeforeEach
    void begin() throws IOException {
        data = Files.createDirectories(root.resolve("home/asha/masora"));
        projects = projects(data);
    }

    private Projects projects(Path home) {
        return new Projects(
                home,
                "computer",
                SnapshotMerge::new,
                InstantSource.system(),
                (name, address, scribes, own) -> place.remote(name));
    }

    private static void write(Path folder) throws IOException {
        for (var file : Team.titus("one two", "three").entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private AddOutcome add(Path folder) {
        return projects.add(folder, NOTHING, ASHA, Progress.NONE);
    }

    private DownloadOutcome download(Path folder) {
        return projects.download(new PlaceName("hub"), ADDRESS, folder, ASHA, Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "home/asha/masora",
                "home/asha/masora/projects/x",
                "home/asha/masora/removed-projects",
                "home/asha/masora/hub/x",
                "home/asha/masora/open",
                "home/asha",
                "home/asha/../asha",
                "."
            })
    @DisplayName("a folder that holds what Masora keeps, or lies in that, is not taken under care")
    void masorasOwn(String folder) throws IOException {
        write(root.resolve(folder));

        assertThat(add(root.resolve(folder))).isEqualTo(new AddOutcome.Taken(new Claim.Masora(data)));
        assertThat(projects.list()).isEmpty();
    }

    @Test
    @DisplayName("a link does not hide that a folder is Masora's own, another project's, or under care already")
    void behindLinks() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), data.resolve(".."));
        write(data.resolve("projects/x"));
        assertThat(add(link.resolve("masora/projects/x"))).isEqualTo(new AddOutcome.Taken(new Claim.Masora(data)));

        Path folder = root.resolve("texts/sample");
        write(folder);
        assertThat(add(folder)).isInstanceOf(AddOutcome.Added.class);
        Path other = Files.createSymbolicLink(root.resolve("other"), root.resolve("texts"));
        assertThat(add(other.resolve("sample"))).isInstanceOf(AddOutcome.AlreadyThere.class);
        assertThat(add(other.resolve("sample/ingredients"))).isEqualTo(new AddOutcome.Taken(new Claim.Project(folder)));
    }

    @Test
    @DisplayName("a download goes neither into Masora's own directory nor into another project")
    void downloads() throws IOException {
        Path folder = root.resolve("texts/sample");
        write(folder);
        assertThat(add(folder)).isInstanceOf(AddOutcome.Added.class);

        assertThat(download(data.resolve("projects/new"))).isEqualTo(new DownloadOutcome.Taken(new Claim.Masora(data)));
        assertThat(download(folder.resolve("new"))).isEqualTo(new DownloadOutcome.Taken(new Claim.Project(folder)));
        assertThat(Files.exists(folder.resolve("new"))).isFalse();
        assertThat(projects.list()).hasSize(1);
        assertThat(download(root.resolve("texts/new"))).isEqualTo(new DownloadOutcome.NothingThere());
        assertThat(download(data.resolve("open/new"))).isEqualTo(new DownloadOutcome.NothingThere());
    }

    /** The stores that lie in the data directory, those of no project too. */
    private static List<Path> stores(Path data) throws IOException {
        try (Stream<Path> children = Files.list(data.resolve("projects"))) {
            return children.filter(Files::isDirectory).toList();
        }
    }

    /** Whether it was cut off. */
    private static boolean pulled(Runnable work) {
        try {
            work.run();
            return false;
        } catch (PulledPlug.Pulled cutOff) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "the plug is pulled at any step of taking a folder under care: it is no project, and the next try clears what is left")
    void pulledWhileAdding(boolean isProject) throws IOException {
        Path folder = Files.createDirectories(root.resolve("texts/sample"));
        if (isProject) {
            write(folder);
        } else {
            Files.writeString(folder.resolve("to buy.txt"), "bread");
        }
        int steps = 0;
        while (pulled(addPulledAt(folder, steps))) {
            assertThat(projects.list()).as("after step " + steps).isEmpty();
            assertThat(projects.claim(folder)).as("after step " + steps).isEmpty();
            assertThat(stores(data)).as("after step " + steps).hasSize(1);
            steps++;
        }

        assertThat(steps).as("it was looked into and kept before").isGreaterThan(2);
        assertThat(projects.list()).hasSize(isProject ? 1 : 0);
        assertThat(stores(data)).hasSize(isProject ? 1 : 0);
    }

    private Runnable addPulledAt(Path folder, int steps) {
        return () -> projects.add(folder, NOTHING, ASHA, new PulledPlug(steps));
    }

    @Test
    @DisplayName("what was begun or deleted by halves is cleared, what another one is just beginning is not")
    void leftovers() throws IOException {
        Path half = Files.createDirectories(data.resolve("projects/half/vault.git"));
        Files.writeString(half.resolve("HEAD"), "ref: refs/heads/main\n");
        Files.createFile(half.resolveSibling("begun"));
        Path one = root.resolve("texts/one");
        Path two = root.resolve("texts/two");
        write(one);
        write(two);
        List<AddOutcome> meanwhile = new ArrayList<>();

        AddOutcome outcome =
                projects.add(one, NOTHING, ASHA, Meanwhile.during(Phase.SCANNING, () -> meanwhile.add(add(two))));

        assertThat(outcome).isInstanceOf(AddOutcome.Added.class);
        assertThat(meanwhile).hasOnlyElementsOfType(AddOutcome.Added.class).hasSize(1);
        assertThat(projects.list()).hasSize(2);
        assertThat(stores(data)).hasSize(2).doesNotContain(half.getParent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"project.json", "project.copy.json"})
    @DisplayName("settings that are damaged or gone keep no project away, and are mended when it is opened")
    void damagedSettings(String name) throws IOException {
        Path folder = root.resolve("texts/sample");
        write(folder);
        assertThat(add(folder)).isInstanceOf(AddOutcome.Added.class);
        ProjectConfig settings = projects.list().getFirst();
        Path file = stores(data).getFirst().resolve(name);
        byte[] whole = Files.readAllBytes(file);

        for (byte[] damage : List.of(new byte[whole.length], new byte[0], Arrays.copyOf(whole, 20))) {
            Files.write(file, damage);
            assertThat(projects(data).list()).containsExactly(settings);
            opened(settings.id());
            assertThat(file).hasBinaryContent(whole);
        }
        Files.delete(file);
        assertThat(projects(data).list()).containsExactly(settings);
        opened(settings.id());
        assertThat(file).hasBinaryContent(whole);
    }

    private void opened(String id) {
        if (!(projects(data).open(id) instanceof OpenOutcome.Opened(var session))) {
            throw new AssertionError("not opened");
        }
        session.close();
    }

    @Test
    @DisplayName("a project that has lost its settings keeps its history, whoever begins another one")
    void lostSettings() throws IOException {
        Path one = root.resolve("texts/one");
        Path two = root.resolve("texts/two");
        write(one);
        write(two);
        assertThat(add(one)).isInstanceOf(AddOutcome.Added.class);
        Path store = stores(data).getFirst();
        Files.delete(store.resolve("project.json"));
        Files.delete(store.resolve("project.copy.json"));

        assertThat(add(two)).isInstanceOf(AddOutcome.Added.class);

        assertThat(stores(data)).hasSize(2).contains(store);
        try (Vault vault = Vault.open(store.resolve("vault.git"))) {
            assertThat(vault.ref("refs/masora/journal")).isPresent();
        }
    }

    @Test
    @DisplayName("a folder that two take under care at once becomes one project")
    void atOnce() throws IOException {
        Path folder = root.resolve("texts/sample");
        write(folder);
        List<AddOutcome> meanwhile = new ArrayList<>();
        Optional<FileTime> before = projects.listChanged();

        AddOutcome outcome =
                projects.add(folder, NOTHING, ASHA, Meanwhile.during(Phase.SCANNING, () -> meanwhile.add(add(folder))));

        assertThat(meanwhile).hasOnlyElementsOfType(AddOutcome.Added.class).hasSize(1);
        assertThat(outcome)
                .isEqualTo(
                        new AddOutcome.AlreadyThere(projects.list().getFirst().id()));
        assertThat(projects.list()).hasSize(1);
        assertThat(projects.listChanged()).isNotEqualTo(before);
    }

    @Test
    @DisplayName(
            "B5 the plug is pulled at any step of a download: no project and an empty folder, or one that the next command makes whole")
    void pulledWhileDownloading() throws IOException {
        Path source = root.resolve("texts/source");
        write(source);
        assertThat(add(source)).isInstanceOf(AddOutcome.Added.class);
        PlaceName hub = new PlaceName("hub");
        try (ProjectSession session = only(projects)) {
            session.connect(hub, ADDRESS);
            session.sync(ASHA, SyncOptions.PLAIN, Progress.NONE);
        }
        int finished = 0;
        boolean pulled = true;
        for (int steps = 0; pulled; steps++) {
            PulledPlug plug = new PulledPlug(steps);
            Path folder = root.resolve("copies/" + steps);
            Projects there = projects(root.resolve("home/binu/" + steps));
            pulled = pulled(() -> there.download(hub, ADDRESS, folder, ASHA, plug));
            if (there.list().isEmpty()) {
                assertThat(Downloading.mayWriteTo(folder))
                        .as("at step " + steps)
                        .isTrue();
                there.download(hub, ADDRESS, folder, ASHA, Progress.NONE);
            } else {
                finished++;
                try (ProjectSession session = only(there)) {
                    assertThat(session.keep(ASHA, Progress.NONE)).isEmpty();
                }
            }
            assertThat(stores(root.resolve("home/binu/" + steps))).hasSize(1);
            for (String file : Team.titus("one two", "three").keySet()) {
                assertThat(folder.resolve(file)).as("at step " + steps).hasSameBinaryContentAs(source.resolve(file));
            }
        }
        assertThat(finished).isGreaterThan(1);
    }

    @Test
    @DisplayName("a project that something works on is waited for, as long as was said")
    void patience() throws Exception {
        write(root.resolve("titus"));
        add(root.resolve("titus"));
        String id = projects.list().getFirst().id();
        ProjectSession working = only(projects);
        assertThat(projects.open(id, Duration.ZERO)).isEqualTo(new OpenOutcome.Busy());
        CompletableFuture<OpenOutcome> waiting =
                CompletableFuture.supplyAsync(() -> projects.open(id, Duration.ofMinutes(1)));
        working.close();
        assertThat(waiting.get())
                .isInstanceOfSatisfying(
                        OpenOutcome.Opened.class, opened -> opened.session().close());
    }

    private static ProjectSession only(Projects projects) {
        return projects.open(projects.list().getFirst().id()) instanceof OpenOutcome.Opened(ProjectSession session)
                ? session
                : fail("not opened");
    }
}

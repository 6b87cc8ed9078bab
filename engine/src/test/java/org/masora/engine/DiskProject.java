package org.masora.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.store.Operation;
import org.masora.store.ProjectConfig;
import org.masora.store.ProjectFolder;
import org.masora.store.ProjectState;
import org.masora.store.ProjectStore;
import org.masora.store.ProjectStore.Opening;
import org.masora.store.Vault;

/** One project on a real disk, with a real vault; every use opens it anew, as another start of the program does. */
final class DiskProject {

    static final Actor ACTOR = new Actor(new Person("asha", "asha@noreply.example.org"));

    private static final InstantSource CLOCK = InstantSource.system();
    private static final long CHILD_SECONDS = 120;

    private final Path root;
    private final Remotes remotes;

    DiskProject(Path root) {
        this(root, (place, address, scribes, own) -> {
            throw new IllegalStateException("no places here");
        });
    }

    /** One that is exchanged with places. */
    DiskProject(Path root, Remotes remotes) {
        this.root = root;
        this.remotes = remotes;
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return root.resolve("project");
    }

    private Path home() {
        return root.resolve("masora");
    }

    /** Writes these files and takes the folder under care. */
    void begin(Map<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Path path = folder().resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        with(session -> session.keep(ACTOR, Progress.NONE));
    }

    <T> T with(Function<ProjectSession, T> use) {
        if (!(ProjectStore.open(home()) instanceof Opening.Opened(ProjectStore store))) {
            throw new IllegalStateException("in use: " + home());
        }
        if (ProjectStore.peek(home()).isEmpty()) {
            store.configure(new ProjectConfig(
                    "disk",
                    folder().toString(),
                    Optional.empty(),
                    Optional.empty(),
                    "asha",
                    Instant.EPOCH,
                    new TreeMap<>()));
        }
        try (ProjectSession session =
                new ProjectSession(store, folder(), SnapshotMerge::new, CLOCK, remotes, nobody -> Optional.empty())) {
            return use.apply(session);
        }
    }

    /** Brings the folder to this content as a receive does. */
    Optional<FolderTrouble> receive(ProjectSession session, Map<String, String> files) {
        return receive(session, files, Progress.NONE);
    }

    Optional<FolderTrouble> receive(ProjectSession session, Map<String, String> files, Progress progress) {
        ProjectStore store = session.store();
        Vault vault = store.vault();
        Workplace workplace =
                new Workplace(store, new ProjectFolder(folder()), new SnapshotMerge(vault.blobs()), CLOCK, ACTOR);
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach((path, text) -> entries.put(path, Entry.file(vault.blobs().write(text.getBytes(UTF_8)))));
        ProjectState state = store.state();
        RevisionId from = state.kept().orElseThrow();
        RevisionId to = workplace.keep(Snapshot.of(entries), List.of(from), "Received");
        Operation operation = workplace.folderOperation(
                Operation.Kind.RECEIVED, Optional.of(from), Optional.of(to), Optional.of("test"), List.of());
        return new Applying(workplace).apply(from, to, state.withFolder(to).withKept(to), operation, progress);
    }

    /**
     * Receives in a process of its own that kills itself, as {@code kill -9} does, at this step.
     *
     * @return whether it was killed; else there are no so many steps
     */
    boolean receiveInAProcessThatIsKilled(Map<String, String> files, int step)
            throws IOException, InterruptedException {
        Path wanted = root.resolve("wanted");
        for (var file : files.entrySet()) {
            Path path = wanted.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        int killed = 128 + 9;
        int ended = inAnotherProcess(List.of(), KilledReceive.class, root.toString(), Integer.toString(step));
        if (ended != 0 && ended != killed) {
            throw new IllegalStateException("the child failed: " + said());
        }
        return ended == killed;
    }

    /** The start of a command line that runs the rest without the right of root to read what is closed to it. */
    private static final List<String> AS_ORDINARY_PERSON =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    /**
     * Looks into the folder in a process that may read only what its permissions let it.
     *
     * @param asRoot whether this process may read everything
     * @return what came of it; empty where no such process can be made here
     */
    Optional<String> lookWithoutRights(boolean asRoot) throws IOException, InterruptedException {
        int ended = inAnotherProcess(asRoot ? AS_ORDINARY_PERSON : List.of(), UnreadableLook.class, root.toString());
        return ended == 0 ? Optional.of(said()) : Optional.empty();
    }

    private int inAnotherProcess(List<String> before, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("said").toFile())
                .start();
        if (!child.waitFor(CHILD_SECONDS, TimeUnit.SECONDS)) {
            child.destroyForcibly().waitFor();
            throw new IllegalStateException("the child does not end: " + said());
        }
        return child.exitValue();
    }

    private String said() throws IOException {
        return Files.readString(root.resolve("said"));
    }

    /** What the child shall bring the folder to. */
    Map<String, String> wanted() {
        return texts(root.resolve("wanted"));
    }

    /** Every text in the folder. */
    Map<String, String> texts() {
        Map<String, String> texts = texts(folder());
        texts.keySet().removeIf(DiskProject::isMasorasOwn);
        return texts;
    }

    String text(String path) {
        return texts().getOrDefault(path, "");
    }

    /** Masora's own files that were left in the folder. */
    List<String> leftovers() {
        return texts(folder()).keySet().stream()
                .filter(DiskProject::isMasorasOwn)
                .toList();
    }

    private static boolean isMasorasOwn(String path) {
        return path.substring(path.lastIndexOf('/') + 1).startsWith(".masora-");
    }

    private static Map<String, String> texts(Path below) {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.walk(below)) {
            for (Path file : all.filter(f -> Files.isRegularFile(f, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                texts.put(below.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** What the newest kept revision holds. */
    Map<String, String> keptTexts() {
        return with(session -> {
            Vault vault = session.store().vault();
            return Team.texts(vault, vault.snapshot(session.state().kept().orElseThrow()));
        });
    }

    /** What kept revisions hold at a path. */
    List<String> everKept(String path) {
        return with(session -> {
            Vault vault = session.store().vault();
            List<String> kept = new ArrayList<>();
            Optional<RevisionId> at = session.state().kept();
            while (at.isPresent()) {
                String text = Team.texts(vault, vault.snapshot(at.get())).get(path);
                if (text != null) {
                    kept.add(text);
                }
                at = vault.parents(at.get()).stream().findFirst();
            }
            return kept;
        });
    }
}

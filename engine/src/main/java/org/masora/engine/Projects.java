package org.masora.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.masora.core.merge.ProjectMerge;
import org.masora.core.project.Blobs;
import org.masora.core.project.ProjectDescription;
import org.masora.core.project.Recognition;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.core.sync.StopReason;
import org.masora.core.sync.StopReason.FolderTrouble;
import org.masora.remote.Remote;
import org.masora.store.KnownConfigs;
import org.masora.store.PlaceAddress;
import org.masora.store.ProjectConfig;
import org.masora.store.ProjectStore;
import org.masora.store.ProjectStore.Opening;

/**
 * All projects under care in one data directory: taking under care, finding, opening, downloading. For several threads;
 * whoever keeps it has settings that did not change read once.
 */
public final class Projects {
    private static final long TRY_AGAIN_NANOS = 20_000_000;

    /** The part of Masora's own directory that people see, if any: the only one where projects may lie. */
    public static final String OPEN = "open";

    private static final System.Logger LOG = System.getLogger(Projects.class.getName());

    /** A lock on a file is one of the whole process, so its threads take turns here. */
    private static final Object TURN = new Object();

    private final Path data;
    private final Path directory;
    private final String computer;
    private final Function<Blobs, ProjectMerge> merges;
    private final InstantSource clock;
    private final Remotes remotes;
    private final KnownConfigs configs;

    /**
     * The projects in a data directory.
     *
     * @param data Masora's own directory; a directory for each project is made in {@code projects} below it, and
     *     projects themselves may lie in {@link #OPEN} alone
     * @param computer the name of this computer in the vaults: letters, digits and {@code -}
     * @param merges makes the merge over a vault's content
     */
    public Projects(
            Path data, String computer, Function<Blobs, ProjectMerge> merges, InstantSource clock, Remotes remotes) {
        this.data = data;
        this.directory = data.resolve("projects");
        this.computer = computer;
        this.merges = merges;
        this.clock = clock;
        this.remotes = remotes;
        this.configs = new KnownConfigs(clock);
    }

    /** What a person says of a folder that does not say it itself. */
    public record Given(Optional<String> name, Optional<String> language) {}

    /** What became of taking a folder under care. */
    public sealed interface AddOutcome {
        record Added(String id, Optional<ProjectDescription> description) implements AddOutcome {}

        /** It is under care already. */
        record AlreadyThere(String id) implements AddOutcome {}

        /** The folder holds books and says neither its name nor its language: they have to be given. */
        record NeedsName(int books) implements AddOutcome {}

        record NotAProject(Recognition.Reason reason) implements AddOutcome {}

        record FolderStopped(FolderTrouble trouble) implements AddOutcome {}

        /** The folder is in use already. */
        record Taken(Claim by) implements AddOutcome {}
    }

    /** Who uses a folder already, so that nothing else may be written or taken under care there. */
    public sealed interface Claim {
        /** It is Masora's own, lies in that, or has it inside: our own history would be taken for text. */
        record Masora(Path data) implements Claim {}

        /** It is the folder of a project, lies in one, or has one inside: the one would become part of the other. */
        record Project(Path folder) implements Claim {}
    }

    /** What became of opening a project. */
    public sealed interface OpenOutcome {
        record Opened(ProjectSession session) implements OpenOutcome {}

        record Busy() implements OpenOutcome {}

        record Unknown() implements OpenOutcome {}
    }

    /** What became of a download. */
    public sealed interface DownloadOutcome {
        /**
         * It is in the folder and under care.
         *
         * @param notHeld paths that the folder cannot hold; they are carried along (rule B3)
         */
        record Downloaded(String id, RevisionId head, int files, List<String> notHeld) implements DownloadOutcome {}

        /** The folder exists and holds something. */
        record FolderNotEmpty(Path folder) implements DownloadOutcome {}

        /** The folder is in use already. */
        record Taken(Claim by) implements DownloadOutcome {}

        /** Nothing was ever sent there. */
        record NothingThere() implements DownloadOutcome {}

        record Stopped(StopReason reason) implements DownloadOutcome {}
    }

    /** The settings of every project under care, by folder. */
    public List<ProjectConfig> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(Files::isDirectory)
                    .flatMap(child -> configs.peek(child).stream())
                    .sorted(Comparator.comparing(ProjectConfig::folder))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** When a project last came or went; empty while there was never one. */
    public Optional<FileTime> listChanged() throws IOException {
        return Files.isDirectory(directory) ? Optional.of(Files.getLastModifiedTime(directory)) : Optional.empty();
    }

    /** The projects that a person can mean: by id or its beginning, by folder, by the folder's or the given name. */
    public List<ProjectConfig> find(String typed) {
        List<ProjectConfig> all = list();
        Path asPath = absolute(directory.getFileSystem().getPath(typed));
        List<ProjectConfig> byFolder =
                all.stream().filter(config -> folder(config).equals(asPath)).toList();
        if (!byFolder.isEmpty()) {
            return byFolder;
        }
        List<ProjectConfig> exact =
                all.stream().filter(config -> config.id().equals(typed)).toList();
        if (!exact.isEmpty()) {
            return exact;
        }
        return all.stream()
                .filter(config -> config.name().filter(typed::equalsIgnoreCase).isPresent()
                        || typed.equalsIgnoreCase(String.valueOf(folder(config).getFileName()))
                        || (typed.length() >= 4 && config.id().startsWith(typed)))
                .toList();
    }

    private Path folder(ProjectConfig config) {
        return directory.getFileSystem().getPath(config.folder());
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Whether a folder is Masora's own, lies in that, or has it inside. */
    private boolean isMasorasOwn(Path folder) {
        Path open = real(data.resolve(OPEN));
        Path real = real(folder);
        boolean lends =
                real.getFileSystem().equals(open.getFileSystem()) && real.startsWith(open) && !real.equals(open);
        return overlap(folder, data) && !lends;
    }

    /** Who uses a folder already; empty where it is free. */
    public Optional<Claim> claim(Path where) {
        Path folder = absolute(where);
        return claim(folder, list());
    }

    private Optional<Claim> claim(Path folder, List<ProjectConfig> all) {
        return isMasorasOwn(folder)
                ? Optional.of(new Claim.Masora(data))
                : all.stream()
                        .map(this::folder)
                        .filter(other -> overlap(folder, other))
                        .findFirst()
                        .map(Claim.Project::new);
    }

    /** Whether one is the other or lies in it, on whatever way of links the two were named. */
    private static boolean overlap(Path one, Path other) {
        Path first = real(one);
        Path second = real(other);
        return first.getFileSystem().equals(second.getFileSystem())
                && (first.startsWith(second) || second.startsWith(first));
    }

    /** A path without links, in the disk's own letters, as far as it exists. */
    private static Path real(Path path) {
        Path absolute = absolute(path);
        try {
            return absolute.toRealPath();
        } catch (IOException notThere) {
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }

    /** Takes a folder under care: it stays where it is, and what it holds is kept from now on. */
    public AddOutcome add(Path where, Given given, Actor actor, Progress progress) {
        Path folder = absolute(where);
        Optional<AddOutcome> inUse = inUse(folder);
        if (inUse.isPresent()) {
            return inUse.get();
        }
        ProjectConfig config = newConfig(folder, given);
        AddOutcome outcome;
        try (ProjectSession session = begun(config)) {
            Optional<FolderTrouble> trouble = session.keep(actor, progress);
            outcome = trouble.isPresent()
                    ? new AddOutcome.FolderStopped(inFolder(trouble.get(), folder))
                    : judged(session.recognition(), given, config.id());
            if (outcome instanceof AddOutcome.Added) {
                outcome = settled(session, () -> inUse(folder)).orElse(outcome);
            }
        }
        if (!(outcome instanceof AddOutcome.Added)) {
            discard(config.id());
        }
        return outcome;
    }

    /** Why a folder is not taken under care, if it is in use already. */
    private Optional<AddOutcome> inUse(Path folder) {
        List<ProjectConfig> all = list();
        Path real = real(folder);
        return all.stream()
                .filter(config -> real(folder(config)).equals(real))
                .findFirst()
                .<AddOutcome>map(config -> new AddOutcome.AlreadyThere(config.id()))
                .or(() -> claim(folder, all).map(AddOutcome.Taken::new));
    }

    private static FolderTrouble inFolder(FolderTrouble trouble, Path folder) {
        return trouble.paths().isEmpty() ? new FolderTrouble(trouble.trouble(), List.of(folder.toString())) : trouble;
    }

    private static AddOutcome judged(Recognition recognition, Given given, String id) {
        return switch (recognition) {
            case Recognition.NotAProject(var reason) -> new AddOutcome.NotAProject(reason);
            case Recognition.Unnamed(var books)
            when given.name().isEmpty() || given.language().isEmpty() -> new AddOutcome.NeedsName(books.size());
            case Recognition.Unnamed unnamed -> new AddOutcome.Added(id, Optional.empty());
            case Recognition.Recognised(var project) -> new AddOutcome.Added(id, Optional.of(project));
        };
    }

    private ProjectConfig newConfig(Path folder, Given given) {
        return new ProjectConfig(
                UUID.randomUUID().toString(),
                folder.toString(),
                given.name(),
                given.language(),
                computer,
                clock.instant(),
                new TreeMap<>());
    }

    /** Makes the store of a new project and opens it. It is no project before it is {@link #settled}. */
    private ProjectSession begun(ProjectConfig config) {
        Path own = directory.resolve(config.id());
        Opening opening = alone(() -> {
            clearLeftovers();
            return ProjectStore.begin(own, config);
        });
        return switch (opening) {
            case Opening.Busy() -> throw new IllegalStateException("a new project is in use: " + own);
            case Opening.Opened(var store) -> session(store, config);
        };
    }

    /**
     * Makes a project of what was begun, in one step: before it there is none, after it there is all of it.
     *
     * @param inUse what stands in the way, looked at once more with nobody else beside
     * @return what stands in the way; it is no project then
     */
    private <T> Optional<T> settled(ProjectSession session, Supplier<Optional<T>> inUse) {
        return alone(() -> {
            Optional<T> found = inUse.get();
            if (found.isEmpty()) {
                session.settle();
                listHasChanged();
            }
            return found;
        });
    }

    /** Whoever looks at {@link #listChanged} alone sees that a project came. */
    private void listHasChanged() {
        try {
            Files.setLastModifiedTime(directory, FileTime.from(clock.instant()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes what was begun and cut off before it was a project; what somebody is just beginning stays, and so does all
     * that does not say of itself that it was only begun: a project that has lost its settings still has its history.
     */
    private void clearLeftovers() {
        try (Stream<Path> children = Files.list(directory)) {
            children.filter(Files::isDirectory)
                    .filter(ProjectStore::isLeftover)
                    .map(child -> String.valueOf(child.getFileName()))
                    .toList()
                    .forEach(this::discard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what takes a moment with nobody else beside, here or in another process, who begins or settles a project. */
    private <T> T alone(Supplier<T> work) {
        synchronized (TURN) {
            try {
                Files.createDirectories(directory);
                try (FileChannel channel = FileChannel.open(
                        directory.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    channel.lock();
                    return work.get();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private ProjectSession session(ProjectStore store, ProjectConfig config) {
        return new ProjectSession(store, folder(config), merges, clock, remotes, this::claim);
    }

    /** Opens a project, alone. */
    public OpenOutcome open(String id) {
        Path own = directory.resolve(id);
        Optional<ProjectConfig> config = ProjectStore.peek(own);
        if (config.isEmpty()) {
            return new OpenOutcome.Unknown();
        }
        return switch (ProjectStore.open(own)) {
            case Opening.Busy() -> new OpenOutcome.Busy();
            case Opening.Opened(var store) -> new OpenOutcome.Opened(session(store, config.get()));
        };
    }

    /**
     * Opens a project, alone; what works on it just now is waited for.
     *
     * @param patience how long at most; after that the answer is {@link OpenOutcome.Busy}
     */
    public OpenOutcome open(String id, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            OpenOutcome outcome = open(id);
            if (!(outcome instanceof OpenOutcome.Busy) || System.nanoTime() >= until) {
                return outcome;
            }
            // Another process can have it, so there is nothing to be woken by.
            LockSupport.parkNanos(TRY_AGAIN_NANOS);
        }
    }

    /**
     * Ends the care for a project and deletes nothing: its store is put aside with everything it keeps.
     *
     * @return where the store lies now
     */
    public Path remove(String id) {
        Path aside = data.resolve("removed-projects").resolve(id);
        try {
            Files.createDirectories(aside.getParent());
            return Files.move(directory.resolve(id), aside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings a project from a place into a new folder and takes it under care. */
    public DownloadOutcome download(PlaceName place, PlaceAddress address, Path where, Actor actor, Progress progress) {
        Path folder = absolute(where);
        if (!Downloading.mayWriteTo(folder)) {
            return new DownloadOutcome.FolderNotEmpty(folder);
        }
        Optional<Claim> claim = claim(folder);
        if (claim.isPresent()) {
            return new DownloadOutcome.Taken(claim.get());
        }
        ProjectConfig config =
                newConfig(folder, new Given(Optional.empty(), Optional.empty())).withPlace(place, address);
        Downloading.Result result;
        try (ProjectSession session = begun(config);
                Remote remote = session.remote(place, address, true)) {
            result = session.download(actor, remote, () -> settled(session, () -> claim(folder)), progress);
        }
        return switch (result) {
            case Downloading.Result.Downloaded(var head, var files, var notHeld) ->
                new DownloadOutcome.Downloaded(config.id(), head, files, notHeld);
            case Downloading.Result.NothingThere() -> {
                discard(config.id());
                yield new DownloadOutcome.NothingThere();
            }
            case Downloading.Result.Taken(var by) -> {
                discard(config.id());
                yield new DownloadOutcome.Taken(by);
            }
            case Downloading.Result.Stopped(var reason) -> {
                discardIfNothingBegan(config.id(), folder);
                yield new DownloadOutcome.Stopped(reason);
            }
        };
    }

    /** A store into which nothing came is no project. */
    private void discardIfNothingBegan(String id, Path folder) {
        if (Downloading.mayWriteTo(folder)) {
            discard(id);
        }
    }

    private void discard(String id) {
        try {
            ProjectStore.discard(directory.resolve(id));
        } catch (IOException notAll) {
            // It is no project any more: what is left takes room, until somebody begins one again.
            LOG.log(System.Logger.Level.DEBUG, "could not be deleted", notAll);
        }
    }
}

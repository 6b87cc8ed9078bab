package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.core.scripture.BookCode;
import org.masora.core.sync.PlaceName;

/**
 * All that Masora keeps of one project, in one directory: its settings, its vault, the marks of the
 * last scan. The state and the journal are one line of revisions in the vault, {@code
 * refs/masora/journal}: moving that ref is the transaction (rule P1). A directory without settings is no
 * project: it was begun and not ended, and says so, or it has lost them, and then nobody deletes what it keeps.
 */
public final class ProjectStore implements AutoCloseable {

    static final String JOURNAL = "refs/masora/journal";
    private static final String KEPT_PREFIX = "refs/masora/kept/";
    private static final String RECORDS = "refs/masora/conflicts";
    static final String CONFIG_FILE = "project.json";

    /** The settings once more: without them nobody knows which folder a history belongs to. */
    private static final String CONFIG_COPY = "project.copy.json";

    private static final String LOCK_FILE = "lock";

    /** Says that a directory was begun and is no project yet, or is being deleted. Nothing else may ever be deleted. */
    private static final String BEGUN_FILE = "begun";

    private static final String STATE = "state.json";
    private static final String OPERATION = "operation.json";
    private static final Person MASORA = new Person("Masora", "");

    private final Path directory;
    private final Vault vault;
    private final @Nullable FileChannel lock;
    private final Optional<ProjectConfig> begunWith;
    private Optional<RevisionId> journal;
    private ProjectState state;

    private ProjectStore(Path directory, Vault vault, @Nullable FileChannel lock, Optional<ProjectConfig> begunWith) {
        this.directory = directory;
        this.vault = vault;
        this.lock = lock;
        this.begunWith = begunWith;
        this.journal = vault.ref(JOURNAL);
        this.state = journal.map(this::stateOf).orElse(ProjectState.NEW);
    }

    /** What became of opening a store. */
    public sealed interface Opening {
        /** It is ours until closed. */
        record Opened(ProjectStore store) implements Opening {}

        /** Another operation, here or in another process, works on the project. */
        record Busy() implements Opening {}
    }

    /** Opens the store in this directory, alone: one writer a project, across processes too. */
    public static Opening open(Path directory) {
        Opening opening = open(directory, Optional.empty());
        if (opening instanceof Opening.Opened) {
            settings(directory).ifPresent(settings -> {
                keepTwice(directory, settings.bytes());
                deleteMark(directory);
            });
        }
        return opening;
    }

    /**
     * Opens a new store, alone. Its settings hold while it is open and are written by {@link #configure} alone, so
     * that what is cut off before that leaves no project.
     */
    public static Opening begin(Path directory, ProjectConfig config) {
        try {
            Files.createDirectories(directory);
            DurableFiles.replace(directory.resolve(BEGUN_FILE), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return open(directory, Optional.of(config));
    }

    /** Whether a directory holds only what was begun and cut off before it was a project, or deleted by halves. */
    public static boolean isLeftover(Path directory) {
        return Files.exists(directory.resolve(BEGUN_FILE)) && peek(directory).isEmpty();
    }

    private static void deleteMark(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(BEGUN_FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Opening open(Path directory, Optional<ProjectConfig> begunWith) {
        try {
            Files.createDirectories(directory);
            Optional<FileChannel> lock = lock(directory);
            return lock.isEmpty()
                    ? new Opening.Busy()
                    : new Opening.Opened(new ProjectStore(
                            directory, Vault.open(directory.resolve("vault.git")), lock.get(), begunWith));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the lock of a project until the channel is closed; empty where somebody has it. */
    private static Optional<FileChannel> lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            @Nullable FileLock held = channel.tryLock();
            if (held != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException inThisProcess) {
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    /**
     * Deletes a store, its settings first and the mark of what may be deleted last: what is cut off in the middle is no
     * project any more, and is known as a leftover.
     *
     * @return whether it was; not where somebody works on it
     */
    public static boolean discard(Path directory) throws IOException {
        Optional<FileChannel> lock = lock(directory);
        if (lock.isEmpty()) {
            return false;
        }
        lock.get().close();
        Path mark = directory.resolve(BEGUN_FILE);
        DurableFiles.replace(mark, new byte[0]);
        if (Files.deleteIfExists(directory.resolve(CONFIG_FILE))) {
            DurableFiles.flushFolder(directory);
        }
        List<Path> paths;
        try (Stream<Path> all = Files.walk(directory)) {
            paths = all.filter(path -> !path.equals(directory) && !path.equals(mark))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
        Files.delete(mark);
        Files.delete(directory);
        return true;
    }

    /** A store over a given vault, without a lock: for tests in memory. */
    public static ProjectStore over(Path directory, Vault vault) {
        return new ProjectStore(directory, vault, null, Optional.empty());
    }

    /** The settings in a directory, without opening it. */
    public static Optional<ProjectConfig> peek(Path directory) {
        return settings(directory).map(Settings::config);
    }

    private record Settings(byte[] bytes, ProjectConfig config) {}

    /** Where one of the two files is damaged or gone, the other counts, so that no broken file keeps a project away. */
    private static Optional<Settings> settings(Path directory) {
        Optional<Settings> own;
        try {
            own = read(directory.resolve(CONFIG_FILE));
        } catch (StateCodec.DamagedStore | UncheckedIOException damaged) {
            return Optional.of(read(directory.resolve(CONFIG_COPY)).orElseThrow(() -> damaged));
        }
        return own.isPresent() || Files.exists(directory.resolve(BEGUN_FILE))
                ? own
                : read(directory.resolve(CONFIG_COPY));
    }

    private static Optional<Settings> read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return Optional.of(new Settings(bytes, StateCodec.decode(bytes, ProjectConfig.class)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keepTwice(Path directory, byte[] settings) {
        try {
            for (String name : List.of(CONFIG_FILE, CONFIG_COPY)) {
                Path file = directory.resolve(name);
                if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), settings)) {
                    DurableFiles.replace(file, settings);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProjectConfig config() {
        return peek(directory)
                .or(() -> begunWith)
                .orElseThrow(() -> new IllegalStateException("no settings in " + directory));
    }

    /** Writes the settings: from then on this is a project. */
    public void configure(ProjectConfig config) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keepTwice(directory, StateCodec.encodeReadably(config));
        deleteMark(directory);
    }

    public Vault vault() {
        return vault;
    }

    /** A directory for what a place keeps here and can be had again; nothing in it need exist. */
    public Path ofPlace(PlaceName place) {
        return directory.resolve("places").resolve(place.value());
    }

    /** Where the marks of the last scan are kept. */
    public Path scanIndex() {
        return directory.resolve("scan.index");
    }

    /** Which contents of a book have which chapters, as far as it is known. */
    public ChapterIndex chapters(BookCode book, Vault.Reading contents) {
        return ChapterIndex.open(directory.resolve("chapters").resolve(book.code() + ".index"), contents);
    }

    /** Where everything stands. */
    public ProjectState state() {
        return state;
    }

    /**
     * Moves the state and writes down what was done, in one transaction: after a crash both are there
     * or neither.
     *
     * @throws IllegalStateException when somebody else moved it, which the lock should have prevented
     */
    public void record(ProjectState next, Operation operation) {
        Entry stateEntry = Entry.file(vault.blobs().write(StateCodec.encode(next)));
        Entry operationEntry = Entry.file(vault.blobs().write(StateCodec.encode(operation)));
        Set<RevisionId> needed = new TreeSet<>(next.revisions());
        needed.removeAll(state.revisions());
        List<RevisionId> parents = new ArrayList<>();
        // The first parent is always the entry before, or a beginning that nothing in a project can look like.
        parents.add(journal.orElseGet(
                () -> vault.commit(Snapshot.EMPTY, List.of(), MASORA, operation.time(), "The journal begins\n")));
        needed.stream().filter(vault::has).forEach(parents::add);
        RevisionId entry = vault.commit(
                Snapshot.of(Map.of(STATE, stateEntry, OPERATION, operationEntry)),
                parents,
                MASORA,
                operation.time(),
                operation.kind() + operation.note().map(note -> " " + note).orElse("") + "\n");
        if (!vault.moveRef(JOURNAL, journal, entry)) {
            throw new IllegalStateException("another writer moved the journal of " + directory);
        }
        journal = Optional.of(entry);
        state = next;
        nameForPeople(next);
    }

    /** The refs under which people find kept revisions and records with plain git; the journal is the truth. */
    private void nameForPeople(ProjectState shown) {
        shown.kept().ifPresent(kept -> pointAt(KEPT_PREFIX + config().computer(), kept));
        shown.records().ifPresent(records -> pointAt(RECORDS, records));
    }

    private void pointAt(String ref, RevisionId revision) {
        Optional<RevisionId> before = vault.ref(ref);
        if (!before.equals(Optional.of(revision))) {
            vault.moveRef(ref, before, revision);
        }
    }

    private ProjectState stateOf(RevisionId entry) {
        return part(entry, STATE, ProjectState.class);
    }

    private <T> T part(RevisionId entry, String name, Class<T> type) {
        Entry file = vault.snapshot(entry)
                .entry(name)
                .orElseThrow(() -> new IllegalStateException("journal entry " + entry + " has no " + name));
        return StateCodec.decode(vault.blobs().read(file.id()), type);
    }

    /** One entry of the journal with the state it left. */
    public record JournalEntry(RevisionId id, Operation operation, ProjectState after, Optional<RevisionId> previous) {}

    /** The newest entry of the journal. */
    public Optional<JournalEntry> newest() {
        return journal.map(this::entry);
    }

    /** The entry before this one. */
    public Optional<JournalEntry> before(JournalEntry later) {
        return later.previous().map(this::entry);
    }

    /** What was done, newest first, read as far as it is asked for and without the states that it left. */
    public Stream<Operation> operations() {
        return Stream.iterate(journal, Optional::isPresent, id -> previous(id.orElseThrow()))
                .map(id -> part(id.orElseThrow(), OPERATION, Operation.class));
    }

    private JournalEntry entry(RevisionId id) {
        return new JournalEntry(id, part(id, OPERATION, Operation.class), stateOf(id), previous(id));
    }

    private Optional<RevisionId> previous(RevisionId id) {
        return vault.parents(id).stream().findFirst().filter(this::isJournal);
    }

    private boolean isJournal(RevisionId id) {
        return vault.snapshot(id).entry(OPERATION).isPresent();
    }

    @Override
    public void close() {
        vault.close();
        try {
            FileChannel held = lock;
            if (held != null) {
                held.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

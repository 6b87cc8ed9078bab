package org.masora.hub.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The hub's data folder, held by one process at a time. Its layout is described in {@code docs/hub.md}.
 */
public final class DataFolder implements AutoCloseable {
    private static final int FORMAT = 1;

    private final Path folder;
    private final FileChannel lockChannel;
    private Header header;

    private record Header(int format, long lastRepositoryNumber) {}

    /** What opening a data folder came to. */
    public sealed interface Opened {
        /** It is ours until closed. */
        record Held(DataFolder folder) implements Opened {}

        /** Another hub is running in it. */
        record InUse() implements Opened {}

        /** A newer Masora wrote it, in a form this one does not know. */
        record NewerFormat(int format) implements Opened {}
    }

    private DataFolder(Path folder, FileChannel lockChannel, Header header) {
        this.folder = folder;
        this.lockChannel = lockChannel;
        this.header = header;
    }

    /** Makes the folder if it is missing, and takes hold of it. */
    public static Opened open(Path folder) throws IOException, BrokenRecordException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("hub.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean held = false;
        try {
            if (lock(channel).isEmpty()) {
                return new Opened.InUse();
            }
            Optional<Header> header = readHeader(folder);
            if (header.isPresent() && header.get().format() > FORMAT) {
                return new Opened.NewerFormat(header.get().format());
            }
            DataFolder opened = new DataFolder(folder, channel, header.orElse(new Header(FORMAT, 0)));
            if (header.isEmpty()) {
                opened.writeHeader();
            }
            held = true;
            return new Opened.Held(opened);
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    private static Optional<FileLock> lock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return Optional.ofNullable(lock);
        } catch (OverlappingFileLockException heldByThisProcess) {
            return Optional.empty();
        }
    }

    private static Optional<Header> readHeader(Path folder) throws IOException, BrokenRecordException {
        Path file = folder.resolve("hub.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Header.class));
        } catch (JacksonException e) {
            throw new BrokenRecordException(file, e);
        }
    }

    private void writeHeader() throws IOException {
        AtomicFiles.write(folder.resolve("hub.json"), JsonMapper.shared().writeValueAsBytes(header));
    }

    /** The highest number that a repository since deleted ever had; numbers are not given twice. */
    public synchronized long lastRepositoryNumber() {
        return header.lastRepositoryNumber();
    }

    /** Remembers that {@code number} was given to a repository that is about to be deleted. */
    public synchronized void retireRepositoryNumber(long number) throws IOException {
        if (number > header.lastRepositoryNumber()) {
            header = new Header(header.format(), number);
            writeHeader();
        }
    }

    /** Records of one kind, in a folder of their own. */
    public <T> RecordFolder<T> records(String name, Class<T> type) throws IOException {
        return new RecordFolder<>(folder.resolve(name), type);
    }

    /** Where the bare git repositories lie. */
    public Path gitFolder() throws IOException {
        return folder("git");
    }

    /** A folder in it, made if it is missing. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** Lets the next process have the folder. */
    @Override
    public void close() throws IOException {
        lockChannel.close();
    }
}

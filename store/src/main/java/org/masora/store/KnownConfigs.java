package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The settings of many projects, each file of them read again only where it was replaced: whoever takes many folders
 * under care asks for all of them again and again. For several threads.
 */
public final class KnownConfigs {
    /** A file that is younger can be replaced once more within the same tick of the disk's clock. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    public KnownConfigs(InstantSource clock) {
        this.clock = clock;
    }

    /** What was read, with what tells whether the file is still the same. */
    private record Known(FileTime time, Object file, ProjectConfig config) {}

    /**
     * The settings of one project, as {@link ProjectStore#peek} reads them.
     *
     * @param directory its directory
     * @return empty where there is no project
     */
    public Optional<ProjectConfig> peek(Path directory) {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(directory.resolve(ProjectStore.CONFIG_FILE), BasicFileAttributes.class);
        } catch (NoSuchFileException none) {
            known.remove(directory);
            return ProjectStore.peek(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        FileTime time = now.lastModifiedTime();
        Object file = Objects.requireNonNullElse(now.fileKey(), now.size());
        Known before = known.get(directory);
        if (before != null && before.time().equals(time) && before.file().equals(file)) {
            return Optional.of(before.config());
        }
        Optional<ProjectConfig> read = ProjectStore.peek(directory);
        if (time.toInstant().plus(SETTLED_AFTER).isBefore(clock.instant())) {
            read.ifPresent(config -> known.put(directory, new Known(time, file, config)));
        }
        return read;
    }
}

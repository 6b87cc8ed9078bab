package org.masora.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.masora.core.project.BlobId;

/**
 * What a scan saw, so that the next one need not read what has not changed (rule B4). Losing it costs
 * time, never correctness: a damaged or foreign index is an empty one.
 *
 * <p>Its file holds a line with the format and the time of the scan, then a line a file: size,
 * modification and change time in nanoseconds, file key, blob, path.
 */
final class ScanIndex {

    private static final String FORMAT = "masora-scan-1";

    /** A file as young as this at the scan can change again without its times showing it. */
    private static final Duration RACE = Duration.ofSeconds(2);

    static final ScanIndex EMPTY = new ScanIndex(Instant.EPOCH, Map.of());

    private final Instant scanned;
    private final Map<String, Seen> seen;

    private ScanIndex(Instant scanned, Map<String, Seen> seen) {
        this.scanned = scanned;
        this.seen = seen;
    }

    /** The marks by which a file is taken as unchanged. */
    record Marks(long size, long modifiedNanos, long changedNanos, String fileKey) {}

    /** What stands at a path. */
    enum Kind {
        FOLDER,
        FILE,
        /** A link, or what is neither a file nor a folder. */
        OTHER
    }

    /**
     * One look at a path, links not followed.
     *
     * @param marks of a file where the platform tells enough of them, else nothing: then it is read
     */
    record Look(Kind kind, Optional<Marks> marks) {

        static Look at(Path path) throws IOException {
            if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                BasicFileAttributes basic =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                return new Look(kind(basic.isDirectory(), basic.isRegularFile()), Optional.empty());
            }
            Map<String, Object> unix = Files.readAttributes(
                    path, "unix:isDirectory,isRegularFile,size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
            Marks marks = new Marks(
                    ((Number) attribute(unix, "size")).longValue(),
                    ((FileTime) attribute(unix, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
                    ((FileTime) attribute(unix, "ctime")).to(TimeUnit.NANOSECONDS),
                    attribute(unix, "ino").toString());
            boolean isFolder = (Boolean) attribute(unix, "isDirectory");
            return new Look(kind(isFolder, (Boolean) attribute(unix, "isRegularFile")), Optional.of(marks));
        }

        private static Kind kind(boolean isFolder, boolean isFile) {
            if (isFolder) {
                return Kind.FOLDER;
            }
            return isFile ? Kind.FILE : Kind.OTHER;
        }

        private static Object attribute(Map<String, Object> attributes, String name) {
            return Objects.requireNonNull(attributes.get(name), name);
        }
    }

    private record Seen(Marks marks, BlobId blob) {}

    /** What the file held when it was last read, if these marks prove that it still does. */
    Optional<BlobId> unchanged(String path, Marks marks) {
        Seen before = seen.get(path);
        if (before == null || !before.marks().equals(marks)) {
            return Optional.empty();
        }
        long youngest = Math.max(marks.modifiedNanos(), marks.changedNanos());
        long settled = TimeUnit.SECONDS.toNanos(scanned.getEpochSecond()) + scanned.getNano() - RACE.toNanos();
        return youngest < settled ? Optional.of(before.blob()) : Optional.empty();
    }

    /** Collects what one scan sees. */
    static final class Builder {
        private final Instant started;
        private final Map<String, Seen> seen = new LinkedHashMap<>();

        Builder(Instant started) {
            this.started = started;
        }

        void add(String path, Marks marks, BlobId blob) {
            seen.put(path, new Seen(marks, blob));
        }

        ScanIndex build() {
            return new ScanIndex(started, seen);
        }
    }

    /** Whether the same files with the same marks were seen. */
    boolean sawTheSameAs(ScanIndex other) {
        return seen.equals(other.seen);
    }

    /** Whether every entry is old enough to be trusted: then writing it again later gains nothing. */
    boolean settled() {
        return seen.entrySet().stream()
                .allMatch(e -> unchanged(e.getKey(), e.getValue().marks()).isPresent());
    }

    static ScanIndex read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            String[] head = lines.getFirst().split("\t", -1);
            if (!head[0].equals(FORMAT)) {
                return EMPTY;
            }
            Map<String, Seen> seen = new HashMap<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] f = line.split("\t", 6);
                Marks marks = new Marks(Long.parseLong(f[0]), Long.parseLong(f[1]), Long.parseLong(f[2]), f[3]);
                seen.put(f[5], new Seen(marks, new BlobId(f[4])));
            }
            return new ScanIndex(Instant.parse(head[1]), seen);
        } catch (NoSuchFileException missing) {
            return EMPTY;
        } catch (IOException | RuntimeException damaged) {
            return EMPTY;
        }
    }

    void write(Path file) {
        StringBuilder text = new StringBuilder(seen.size() * 120);
        text.append(FORMAT).append('\t').append(scanned).append('\n');
        seen.forEach((path, s) -> {
            if (path.indexOf('\n') < 0) {
                Marks m = s.marks();
                text.append(m.size()).append('\t').append(m.modifiedNanos()).append('\t');
                text.append(m.changedNanos()).append('\t').append(m.fileKey()).append('\t');
                text.append(s.blob().hex()).append('\t').append(path).append('\n');
            }
        });
        try {
            DurableFiles.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

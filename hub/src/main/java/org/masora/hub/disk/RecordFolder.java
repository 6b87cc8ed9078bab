package org.masora.hub.disk;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of numbered records of one kind, each in a file {@code NUMBER.json}. Callers see to it that one record is
 * not written twice at the same time.
 */
public final class RecordFolder<T> {
    private static final Pattern RECORD_NAME = Pattern.compile("([1-9][0-9]{0,17})\\.json");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final Class<T> type;

    /** The folder is made if it is missing. */
    public RecordFolder(Path folder, Class<T> type) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.type = type;
    }

    /**
     * All records by number. Leftovers of interrupted writes are removed.
     *
     * @throws BrokenRecordException if a file cannot be understood: nothing is guessed or skipped
     */
    public SortedMap<Long, T> load() throws IOException, BrokenRecordException {
        SortedMap<Long, T> records = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                Matcher matcher = RECORD_NAME.matcher(name);
                if (matcher.matches()) {
                    records.put(Long.valueOf(matcher.group(1)), read(file));
                } else if (name.endsWith(AtomicFiles.TEMPORARY_SUFFIX)) {
                    Files.delete(file);
                }
            }
        }
        return records;
    }

    private T read(Path file) throws IOException, BrokenRecordException {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BrokenRecordException(file, e);
        }
    }

    /** Writes a record; when this returns it survives a crash. */
    public void write(long number, T record) throws IOException {
        AtomicFiles.write(file(number), JSON.writeValueAsBytes(record));
    }

    /** Removes a record; when this returns it stays removed after a crash. */
    public void delete(long number) throws IOException {
        AtomicFiles.delete(file(number));
    }

    private Path file(long number) {
        return folder.resolve(number + ".json");
    }
}

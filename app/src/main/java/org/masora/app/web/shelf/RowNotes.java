package org.masora.app.web.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.masora.app.home.OwnFile;
import org.masora.app.words.Json;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;

/**
 * What people have said about rows: which projects shall be synced when the line is back, and when somebody has dealt
 * with what a project's last activity said. It lasts beyond the end of the process. For several threads.
 */
final class RowNotes {
    private final Path file;
    private final Set<String> waiting = new TreeSet<>();
    private final Map<String, Instant> answered = new TreeMap<>();

    /** Reads what there is. */
    RowNotes(Path file) throws IOException {
        this.file = file;
        List<JsonValue> rows = OwnFile.read(file)
                .flatMap(bytes -> JsonDocument.parse(bytes).root())
                .map(root -> root.elements("/rows"))
                .orElse(List.of());
        for (JsonValue row : rows) {
            row.text("/project").ifPresent(project -> {
                if (row.text("/waits").isPresent()) {
                    waiting.add(project);
                }
                KeptLists.time(row, "/answered").ifPresent(time -> answered.put(project, time));
            });
        }
    }

    /** Whether a project shall be synced when the line is back. */
    synchronized boolean waits(String project) {
        return waiting.contains(project);
    }

    /** When somebody dealt last with what its last activity said. */
    synchronized Instant answered(String project) {
        return answered.getOrDefault(project, Instant.MIN);
    }

    /** It shall be synced when the line is back; answers whether that is new. */
    synchronized boolean startWaiting(String project) {
        boolean isNew = waiting.add(project);
        if (isNew) {
            write();
        }
        return isNew;
    }

    /** It waits no longer; answers whether it did. */
    synchronized boolean stopWaiting(String project) {
        boolean did = waiting.remove(project);
        if (did) {
            write();
        }
        return did;
    }

    /** Somebody has dealt with it. */
    synchronized void answer(String project, Instant now) {
        answered.put(project, now);
        write();
    }

    private void write() {
        Set<String> projects = new TreeSet<>(waiting);
        projects.addAll(answered.keySet());
        List<Map<String, ?>> rows = projects.stream()
                .<Map<String, ?>>map(project -> {
                    Map<String, Object> row = new TreeMap<>(Map.of("project", project));
                    if (waiting.contains(project)) {
                        row.put("waits", "line");
                    }
                    if (answered.containsKey(project)) {
                        row.put("answered", answered.get(project));
                    }
                    return row;
                })
                .toList();
        try {
            OwnFile.replace(file, (Json.of(Map.of("rows", rows)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.masora.core.project;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the files of a snapshot by paths as metadata writes them. */
final class PathIndex {
    private final Snapshot snapshot;
    private @Nullable Map<String, String> pathByFolded;

    PathIndex(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** The file that is meant: metadata may have backslashes, {@code ./} or another letter case (rule B2). */
    Optional<String> find(String written) {
        String path = written.replace('\\', '/');
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        if (snapshot.entry(path).isPresent()) {
            return Optional.of(path);
        }
        if (pathByFolded == null) {
            pathByFolded = new HashMap<>();
            for (String p : snapshot.entries().keySet()) {
                pathByFolded.putIfAbsent(PathRules.fold(p), p);
            }
        }
        return Optional.ofNullable(pathByFolded.get(PathRules.fold(path)));
    }
}

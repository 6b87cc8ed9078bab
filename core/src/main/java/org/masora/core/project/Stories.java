package org.masora.core.project;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the files of Open Bible Stories: {@code 01.md} to {@code 50.md}. */
final class Stories {
    private static final Pattern NAME = Pattern.compile("[0-9]{2,3}\\.md");

    private Stories() {}

    /** The stories in these folders, by number; a folder is a path with a slash at its end, or "". */
    static List<String> among(Snapshot snapshot, Set<String> folders) {
        return snapshot.entries().entrySet().stream()
                .filter(e -> e.getValue().isFile())
                .map(Map.Entry::getKey)
                .filter(path -> {
                    int name = path.lastIndexOf('/') + 1;
                    return folders.contains(path.substring(0, name))
                            && NAME.matcher(path.substring(name)).matches();
                })
                .sorted(Comparator.comparing((String path) -> path.substring(path.lastIndexOf('/') + 1))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}

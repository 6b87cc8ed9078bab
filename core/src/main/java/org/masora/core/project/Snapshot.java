package org.masora.core.project;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The content of a project at a moment: every path with its {@link Entry}, immutable, in the order
 * of the paths' UTF-16 units. Paths are relative, with {@code /} between their parts, and are
 * <em>not</em> trusted: a snapshot that came from elsewhere can hold any name (see {@code
 * PathRules} for what a folder can hold). Bytes of a path that are no UTF-8 stand in it as lone
 * surrogates U+DC80 to U+DCFF, so that they can be written back as they were.
 */
public record Snapshot(NavigableMap<String, Entry> entries) {

    public static final Snapshot EMPTY = new Snapshot(new TreeMap<>());

    public Snapshot {
        entries = Collections.unmodifiableNavigableMap(new TreeMap<>(entries));
    }

    public static Snapshot of(Map<String, Entry> entries) {
        return new Snapshot(new TreeMap<>(entries));
    }

    public Optional<Entry> entry(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** This content with one path set. */
    public Snapshot with(String path, Entry entry) {
        NavigableMap<String, Entry> changed = new TreeMap<>(entries);
        changed.put(path, entry);
        return new Snapshot(changed);
    }

    /** This content without one path. */
    public Snapshot without(String path) {
        NavigableMap<String, Entry> changed = new TreeMap<>(entries);
        changed.remove(path);
        return new Snapshot(changed);
    }

    /** The paths at which the two differ, in order. */
    public NavigableSet<String> differingPaths(Snapshot other) {
        NavigableSet<String> paths = new TreeSet<>();
        entries.forEach((path, entry) -> {
            if (!entry.equals(other.entries.get(path))) {
                paths.add(path);
            }
        });
        other.entries.keySet().stream()
                .filter(path -> !entries.containsKey(path))
                .forEach(paths::add);
        return paths;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}

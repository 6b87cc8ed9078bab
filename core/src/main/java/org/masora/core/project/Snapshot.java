package org.masora.core.project;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
        compare(other, path -> {
            paths.add(path);
            return true;
        });
        return paths;
    }

    /** Both are in the same order, so one walk through both is enough. */
    @Override
    public boolean equals(@Nullable Object object) {
        if (this == object) {
            return true;
        }
        return object instanceof Snapshot other
                && entries.size() == other.entries.size()
                && compare(other, path -> false);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }

    /**
     * Goes through both side by side and tells each path at which they differ.
     *
     * @param differing whether to go on
     * @return whether it came to the end
     */
    private boolean compare(Snapshot other, Predicate<String> differing) {
        Walk mine = new Walk(entries);
        Walk theirs = new Walk(other.entries);
        while (mine.hasPath() || theirs.hasPath()) {
            int order = mine.comparePath(theirs);
            boolean same = order == 0 && mine.entry().equals(theirs.entry());
            if (!same && !differing.test(order <= 0 ? mine.path() : theirs.path())) {
                return false;
            }
            if (order <= 0) {
                mine.step();
            }
            if (order >= 0) {
                theirs.step();
            }
        }
        return true;
    }

    /** A place in a content, path after path. */
    private static final class Walk {
        private final Iterator<Map.Entry<String, Entry>> rest;
        private Map.@Nullable Entry<String, Entry> at;

        Walk(NavigableMap<String, Entry> entries) {
            this.rest = entries.entrySet().iterator();
            step();
        }

        void step() {
            at = rest.hasNext() ? rest.next() : null;
        }

        boolean hasPath() {
            return at != null;
        }

        String path() {
            return Objects.requireNonNull(at).getKey();
        }

        Entry entry() {
            return Objects.requireNonNull(at).getValue();
        }

        /** The end comes after every path. */
        int comparePath(Walk other) {
            if (!hasPath() || !other.hasPath()) {
                return Boolean.compare(other.hasPath(), hasPath());
            }
            return path().compareTo(other.path());
        }
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}

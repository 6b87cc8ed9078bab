package org.masora.core.merge;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.masora.core.project.BlobId;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;

/**
 * One file in all versions of a project; null where a version does not have it.
 *
 * @param base what both sides started from; with a rewritten history what counts for the file as a whole
 * @param earlier what the file stood like in {@link MergeBase.Rewritten}, if the two sides have to be
 *     compared with that unit by unit
 */
record FileVersions(
        @Nullable Located base,
        @Nullable Located stand,
        @Nullable Located other,
        Optional<Earlier> earlier) {

    /** An entry and how its path is written. */
    record Located(String path, Entry entry) {}

    /** The file on the line that was rewritten: what the sides share, and what was last seen there. */
    record Earlier(Optional<BlobId> ancestor, Optional<BlobId> lastKnown) {}

    /** All files of a merge, by the key that {@link PathMatching} gives their paths. */
    static SortedMap<String, FileVersions> of(
            MergeBase base, Snapshot stand, Snapshot other, Side stands, PathMatching matching) {
        SortedMap<String, FileVersions> files = new TreeMap<>();
        TreeMap<String, Located> inStand = byKey(stand, matching);
        TreeMap<String, Located> inOther = byKey(other, matching);
        TreeMap<String, Located> theirs = stands == Side.THEIRS ? inStand : inOther;
        Function<String, FileVersions> bases = switch (base) {
            case MergeBase.None() -> key -> new FileVersions(null, null, null, Optional.empty());
            case MergeBase.Common(Snapshot snapshot) -> {
                TreeMap<String, Located> inBase = byKey(snapshot, matching);
                inBase.keySet().forEach(key -> files.put(key, ABSENT));
                yield key -> new FileVersions(inBase.get(key), null, null, Optional.empty());
            }
            case MergeBase.Rewritten(Snapshot ancestor, Snapshot lastKnown) -> {
                TreeMap<String, Located> old = byKey(ancestor, matching);
                TreeMap<String, Located> known = byKey(lastKnown, matching);
                old.keySet().forEach(key -> files.put(key, ABSENT));
                known.keySet().forEach(key -> files.put(key, ABSENT));
                yield key -> rewritten(old.get(key), known.get(key), theirs.get(key));
            }
        };
        inStand.keySet().forEach(key -> files.put(key, ABSENT));
        inOther.keySet().forEach(key -> files.put(key, ABSENT));
        files.replaceAll((key, absent) -> {
            FileVersions found = bases.apply(key);
            return new FileVersions(found.base, inStand.get(key), inOther.get(key), found.earlier);
        });
        return files;
    }

    private static final FileVersions ABSENT = new FileVersions(null, null, null, Optional.empty());

    private static TreeMap<String, Located> byKey(Snapshot snapshot, PathMatching matching) {
        TreeMap<String, Located> located = new TreeMap<>();
        snapshot.entries().forEach((path, entry) -> located.put(matching.key(path), new Located(path, entry)));
        return located;
    }

    private static FileVersions rewritten(
            @Nullable Located ancestor, @Nullable Located lastKnown, @Nullable Located theirs) {
        Entry known = entry(lastKnown);
        Entry now = entry(theirs);
        boolean asLastKnown = known == null ? now == null : known.equals(now);
        if (asLastKnown) {
            return new FileVersions(lastKnown, null, null, Optional.empty());
        }
        if (ancestor == null && lastKnown == null) {
            return ABSENT;
        }
        return new FileVersions(ancestor, null, null, Optional.of(new Earlier(content(ancestor), content(lastKnown))));
    }

    private static Optional<BlobId> content(@Nullable Located located) {
        return located != null && located.entry().isFile()
                ? Optional.of(located.entry().id())
                : Optional.empty();
    }

    static @Nullable Entry entry(@Nullable Located located) {
        return located == null ? null : located.entry();
    }

    /** Whether a side has the file otherwise than the base. */
    boolean isChangedBy(@Nullable Located side) {
        Entry before = entry(base);
        Entry after = entry(side);
        return before == null ? after != null : !before.equals(after);
    }
}

package org.masora.core.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.FileVersions.Located;
import org.masora.core.merge.MergeOutcome.PathOutcome;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.MetadataUpkeep;
import org.masora.core.project.Snapshot;

/**
 * The merge of whole projects, file by file: files that were moved, removed, added, and by {@link
 * FileMerge} those that both sides changed. Only these are read.
 */
public final class SnapshotMerge implements ProjectMerge {
    /** Where a Scripture Burrito keeps its metadata. */
    private static final String METADATA = "metadata.json";

    private final Blobs blobs;

    /** @param blobs has the bytes of all snapshots, and takes those of the result and of readings */
    public SnapshotMerge(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public MergeOutcome merge(MergeBase base, Snapshot ours, Snapshot theirs, Side stands) {
        Snapshot stand = stands == Side.OURS ? ours : theirs;
        Snapshot other = stands == Side.OURS ? theirs : ours;
        List<Snapshot> all = new ArrayList<>(List.of(stand, other));
        switch (base) {
            case MergeBase.None() -> {}
            case MergeBase.Common(Snapshot snapshot) -> all.add(snapshot);
            case MergeBase.Rewritten(Snapshot ancestor, Snapshot lastKnown) -> {
                all.add(ancestor);
                all.add(lastKnown);
            }
        }
        PathMatching matching = new PathMatching(all);
        SortedMap<String, FileVersions> files = FileVersions.of(base, stand, other, stands, matching);
        Run run = new Run(stands, files);
        run.followMoves();
        run.mergeFiles();
        run.separateFilesFromFolders();
        run.keepMetadataInStep(base, stand, other);
        run.conflicts.sort(Comparator.comparing(Conflict::path));
        return new MergeOutcome(Snapshot.of(run.merged), run.conflicts, run.outcomes);
    }

    /** One merge on its way. */
    private final class Run {
        private final Side stands;
        private final SortedMap<String, FileVersions> files;
        private final NavigableMap<String, Entry> merged = new TreeMap<>();
        private final List<Conflict> conflicts = new ArrayList<>();
        private final NavigableMap<String, PathOutcome> outcomes = new TreeMap<>();
        /** Paths of files that were moved away, with what became of the file. */
        private final Map<String, String> movedFrom = new LinkedHashMap<>();
        /** Whether both sides changed the metadata of the project. */
        private boolean metadataCombined;

        Run(Side stands, SortedMap<String, FileVersions> files) {
            this.stands = stands;
            this.files = files;
        }

        /** Makes a file that a side moved one file again, at its new path. */
        void followMoves() {
            Renames renames = new Renames(blobs, files);
            SortedMap<String, String> byStand = renames.of(FileVersions::stand, FileVersions::other);
            SortedMap<String, String> byOther = renames.of(FileVersions::other, FileVersions::stand);
            SortedMap<String, String> moves = new TreeMap<>(byOther);
            moves.putAll(byStand);
            moves.forEach((from, to) -> follow(from, to, byStand.get(from), byOther.get(from)));
        }

        /** One moved file; {@code to} is where the standing side moved it, or else the other. */
        private void follow(String from, String to, @Nullable String standTo, @Nullable String otherTo) {
            FileVersions source = versions(from);
            Located base = source.base();
            Located stand = standTo == null ? source.stand() : versions(standTo).stand();
            Located other = otherTo == null ? source.other() : versions(otherTo).other();
            boolean sameMove = standTo != null && standTo.equals(otherTo);
            boolean free = sameMove
                    || ((standTo == null || versions(standTo).other() == null)
                            && (otherTo == null || versions(otherTo).stand() == null));
            if (base == null || stand == null || other == null || !free) {
                return;
            }
            files.remove(from);
            if (otherTo != null) {
                files.remove(otherTo);
            }
            files.put(to, new FileVersions(base, stand, other, source.earlier()));
            Located moved = standTo != null ? stand : other;
            movedFrom.put(base.path(), moved.path());
            if (standTo != null && otherTo != null && !sameMove) {
                movedFrom.put(other.path(), stand.path());
                Findings findings = new Findings(base.path(), stand.path(), stands, StandardCharsets.UTF_8, blobs);
                findings.disagreement(ConflictType.PATH, "name", 1, base.path(), stand.path(), other.path());
                conflicts.addAll(findings.conflicts());
            }
        }

        private FileVersions versions(String key) {
            return files.getOrDefault(key, new FileVersions(null, null, null, Optional.empty()));
        }

        void mergeFiles() {
            files.forEach((key, file) -> {
                mergeFile(file);
                accountForSpellings(file);
            });
            movedFrom.forEach((from, to) -> {
                PathOutcome outcome = outcomes.get(to);
                outcomes.put(from, outcome == null ? PathOutcome.COMBINED : outcome);
            });
        }

        private void mergeFile(FileVersions file) {
            Located stand = file.stand();
            Located other = file.other();
            Entry standing = FileVersions.entry(stand);
            Entry others = FileVersions.entry(other);
            String path = path(file);
            boolean standChanged = file.isChangedBy(stand);
            boolean otherChanged = file.isChangedBy(other);
            boolean moved = movedFrom.containsValue(path);
            if (standing == null ? others == null : standing.equals(others)) {
                put(path, standing, standChanged ? PathOutcome.SAME : moved ? PathOutcome.COMBINED : null);
            } else if (!otherChanged && file.earlier().isEmpty()) {
                put(path, standing, outcomeOf(stands));
            } else if (!standChanged && file.earlier().isEmpty()) {
                put(path, others, outcomeOf(stands.other()));
            } else if (stand == null || other == null) {
                mergeRemoval(path, file);
            } else if (stand.entry().isFile() && other.entry().isFile()) {
                mergeContents(path, file, stand.entry(), other.entry());
            } else {
                findEntries(path, file, ConflictType.PATH);
                put(path, standing, PathOutcome.CONFLICTED);
            }
        }

        /** A path that a side writes otherwise than the result became of it what became of the file. */
        private void accountForSpellings(FileVersions file) {
            String path = path(file);
            for (Located located : Stream.of(file.stand(), file.other())
                    .filter(Objects::nonNull)
                    .toList()) {
                if (!located.path().equals(path)) {
                    outcomes.putIfAbsent(path, PathOutcome.COMBINED);
                    outcomes.putIfAbsent(located.path(), outcomes.getOrDefault(path, PathOutcome.COMBINED));
                }
            }
        }

        private PathOutcome outcomeOf(Side side) {
            return side == Side.OURS ? PathOutcome.OURS : PathOutcome.THEIRS;
        }

        /** As first seen (rule B2), but where a side moved the file, its new path. */
        private String path(FileVersions file) {
            Located base = file.base();
            Located stand = file.stand();
            Located other = file.other();
            if (base != null && !movedFrom.containsKey(base.path())) {
                return base.path();
            }
            if (base != null) {
                return movedFrom.getOrDefault(base.path(), base.path());
            }
            Located first = stand != null ? stand : other;
            return first == null ? "" : first.path();
        }

        private void put(String path, @Nullable Entry entry, @Nullable PathOutcome outcome) {
            if (entry != null) {
                merged.put(path, entry);
            }
            if (outcome != null) {
                outcomes.put(path, outcome);
            }
        }

        /** One side has the file changed, the other does not have it. */
        private void mergeRemoval(String path, FileVersions file) {
            Located stand = file.stand();
            Located present = stand != null ? stand : file.other();
            Located base = file.base();
            if (present == null) {
                return;
            }
            Side presentSide = stand != null ? stands : stands.other();
            if (base == null) {
                put(path, present.entry(), outcomeOf(presentSide));
                return;
            }
            boolean onlyForm = base.entry().isFile()
                    && present.entry().isFile()
                    && FileMerge.saySame(
                            path,
                            blobs.read(base.entry().id()),
                            blobs.read(present.entry().id()));
            if (onlyForm) {
                put(path, null, outcomeOf(presentSide.other()));
                return;
            }
            findEntries(path, file, ConflictType.DELETED_EDITED);
            put(path, FileVersions.entry(stand), PathOutcome.CONFLICTED);
        }

        private void findEntries(String path, FileVersions file, ConflictType type) {
            Findings findings = new Findings(path, path, stands, StandardCharsets.ISO_8859_1, blobs);
            findings.disagreement(type, "", 1, reading(file.base()), reading(file.stand()), reading(file.other()));
            conflicts.addAll(findings.conflicts());
        }

        private @Nullable String reading(@Nullable Located located) {
            if (located == null) {
                return null;
            }
            return switch (located.entry().mode()) {
                case FILE, EXECUTABLE, LINK ->
                    new String(blobs.read(located.entry().id()), StandardCharsets.ISO_8859_1);
                case SUBMODULE -> located.entry().id().hex();
            };
        }

        private void mergeContents(String path, FileVersions file, Entry stand, Entry other) {
            Located base = file.base();
            Entry.Mode mode = base != null && base.entry().mode() == stand.mode() ? other.mode() : stand.mode();
            FileMerge.Base common = base(file);
            boolean standOurs = stands == Side.OURS;
            FileMerge.Outcome outcome = FileMerge.merge(
                    common,
                    path,
                    blobs.read((standOurs ? stand : other).id()),
                    blobs.read((standOurs ? other : stand).id()),
                    stands,
                    blobs);
            conflicts.addAll(outcome.conflicts());
            boolean open = outcome.conflicts().stream().anyMatch(c -> c.kind() == Conflict.Kind.OPEN);
            put(
                    path,
                    new Entry(mode, blobs.write(outcome.content())),
                    open ? PathOutcome.CONFLICTED : PathOutcome.COMBINED);
            if (outcome.conflicts().stream().anyMatch(c -> c.type() == ConflictType.BINARY)) {
                put(Aside.path(path, other.id(), merged), other, PathOutcome.CONFLICTED);
            }
            metadataCombined |= path.equals(METADATA);
        }

        private FileMerge.Base base(FileVersions file) {
            if (file.earlier().isPresent()) {
                FileVersions.Earlier earlier = file.earlier().get();
                return new FileMerge.Base.Rewritten(
                        earlier.ancestor().map(blobs::read), earlier.lastKnown().map(blobs::read));
            }
            Located base = file.base();
            return base != null && base.entry().isFile()
                    ? new FileMerge.Base.Common(blobs.read(base.entry().id()))
                    : new FileMerge.Base.None();
        }

        /** Where one side has a file and the other a folder of the same name, the file steps aside. */
        void separateFilesFromFolders() {
            TreeMap<String, String> folders = new TreeMap<>();
            for (String path : merged.keySet()) {
                for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                    folders.putIfAbsent(PathMatching.folded(path.substring(0, slash)), path);
                }
            }
            for (Map.Entry<String, Entry> file : List.copyOf(merged.entrySet())) {
                String path = file.getKey();
                String inFolder = folders.get(PathMatching.folded(path));
                if (inFolder != null) {
                    Entry entry = file.getValue();
                    merged.remove(path);
                    String aside = Aside.path(path, entry.id(), merged);
                    put(aside, entry, PathOutcome.CONFLICTED);
                    outcomes.put(path, PathOutcome.CONFLICTED);
                    Findings findings = new Findings(path, aside, stands, StandardCharsets.UTF_8, blobs);
                    // Neither side is asked to give way: the file has a new name whichever stands.
                    findings.disagreement(ConflictType.PATH, "name", 1, null, aside, inFolder);
                    conflicts.addAll(findings.conflicts());
                }
            }
        }

        /** Where the project is neither side's, its metadata may have to be another, too (rule M5). */
        void keepMetadataInStep(MergeBase base, Snapshot stand, Snapshot other) {
            Entry entry = merged.get(METADATA);
            if (entry == null || !entry.isFile() || merged.equals(stand.entries()) || merged.equals(other.entries())) {
                return;
            }
            List<byte[]> sides = Stream.of(stand, other)
                    .flatMap(side -> side.entry(METADATA).stream())
                    .filter(Entry::isFile)
                    .map(metadata -> blobs.read(metadata.id()))
                    .toList();
            Predicate<String> isBack = path -> merged.containsKey(path)
                    && (stand.entry(path).isEmpty() || other.entry(path).isEmpty());
            byte[] content = BurritoMetadata.withReturned(blobs.read(entry.id()), sides, isBack);
            content =
                    MetadataUpkeep.applied(content, listed(base, stand, other), Snapshot.of(merged), movedFrom, blobs);
            if (metadataCombined) {
                content = BurritoMetadata.raised(content);
            }
            Entry inStep = new Entry(entry.mode(), blobs.write(content));
            if (!inStep.equals(entry)) {
                merged.put(METADATA, inStep);
                outcomes.merge(
                        METADATA,
                        PathOutcome.COMBINED,
                        (before, combined) -> before == PathOutcome.CONFLICTED ? before : combined);
            }
        }

        /**
         * The files that merged metadata speaks of before it is kept in step. What is in no base is on a
         * side's list or was left off it; what a side removed is off the list, even where the merge kept it.
         */
        private Snapshot listed(MergeBase base, Snapshot stand, Snapshot other) {
            Map<String, Entry> listed = new TreeMap<>();
            switch (base) {
                case MergeBase.None() -> {
                    listed.putAll(stand.entries());
                    listed.putAll(other.entries());
                }
                case MergeBase.Common(Snapshot common) -> listed.putAll(common.entries());
                case MergeBase.Rewritten(Snapshot ancestor, Snapshot lastKnown) -> {
                    listed.putAll(ancestor.entries());
                    listed.putAll(lastKnown.entries());
                }
            }
            if (!(base instanceof MergeBase.None)) {
                listed.keySet()
                        .removeIf(path ->
                                stand.entry(path).isEmpty() || other.entry(path).isEmpty());
            }
            // What the merge took away or moved is still on the list, whichever version it came from.
            for (Snapshot version : List.of(stand, other)) {
                version.entries().forEach((path, file) -> {
                    if (!merged.containsKey(path)) {
                        listed.put(path, file);
                    }
                });
            }
            return Snapshot.of(listed);
        }
    }
}

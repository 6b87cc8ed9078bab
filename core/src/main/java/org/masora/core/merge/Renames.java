package org.masora.core.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.masora.core.merge.FileVersions.Located;
import org.masora.core.project.Blobs;
import org.masora.core.scripture.BookCode;
import org.masora.core.usfm.UsfmDocument;

/**
 * Finds files that a side moved: gone from one path, there at another, the same in bytes, or the
 * same book, or mostly the same words. Only moves that matter are looked for, those of files that
 * the other side changed too.
 */
final class Renames {
    /** So much of the words must be the same. */
    private static final double LIKE = 0.6;

    private static final int MAXIMUM_PAIRS = 400;
    private static final int LARGEST_BYTES = 4 << 20;

    private final Blobs blobs;
    private final SortedMap<String, FileVersions> files;

    Renames(Blobs blobs, SortedMap<String, FileVersions> files) {
        this.blobs = blobs;
        this.files = files;
    }

    /** From where to where a side moved files, as keys. */
    SortedMap<String, String> of(
            Function<FileVersions, @Nullable Located> side, Function<FileVersions, @Nullable Located> opposite) {
        SortedMap<String, Located> gone = new TreeMap<>();
        SortedMap<String, Located> come = new TreeMap<>();
        files.forEach((key, file) -> {
            Located now = side.apply(file);
            Located base = file.base();
            if (base != null && now == null && base.entry().isFile() && file.isChangedBy(opposite.apply(file))) {
                gone.put(key, base);
            } else if (base == null && now != null && now.entry().isFile()) {
                come.put(key, now);
            }
        });
        SortedMap<String, String> moves = new TreeMap<>();
        if (gone.isEmpty() || come.isEmpty()) {
            return moves;
        }
        matchBytes(gone, come, moves);
        if ((long) gone.size() * come.size() <= MAXIMUM_PAIRS) {
            matchWords(gone, come, moves);
        }
        return moves;
    }

    private void matchBytes(
            SortedMap<String, Located> gone, SortedMap<String, Located> come, SortedMap<String, String> moves) {
        for (Map.Entry<String, Located> from : List.copyOf(gone.entrySet())) {
            List<String> same = come.entrySet().stream()
                    .filter(to -> to.getValue()
                            .entry()
                            .id()
                            .equals(from.getValue().entry().id()))
                    .map(Map.Entry::getKey)
                    .toList();
            List<String> sameName = same.stream()
                    .filter(to -> name(to).equals(name(from.getKey())))
                    .toList();
            List<String> candidates = sameName.size() == 1 ? sameName : same;
            if (candidates.size() == 1 && blobs.read(from.getValue().entry().id()).length > 0) {
                moves.put(from.getKey(), candidates.getFirst());
                gone.remove(from.getKey());
                come.remove(candidates.getFirst());
            }
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private record Candidate(String from, String to, double likeness) {}

    private void matchWords(
            SortedMap<String, Located> gone, SortedMap<String, Located> come, SortedMap<String, String> moves) {
        List<Candidate> candidates = new ArrayList<>();
        for (Map.Entry<String, Located> from : gone.entrySet()) {
            for (Map.Entry<String, Located> to : come.entrySet()) {
                double likeness = likeness(from.getValue(), to.getValue());
                if (likeness >= LIKE) {
                    candidates.add(new Candidate(from.getKey(), to.getKey(), likeness));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::likeness)
                .reversed()
                .thenComparing(Candidate::from)
                .thenComparing(Candidate::to));
        Set<String> taken = new HashSet<>();
        for (Candidate candidate : candidates) {
            if (!taken.contains("to " + candidate.to) && taken.add("from " + candidate.from)) {
                taken.add("to " + candidate.to);
                moves.put(candidate.from, candidate.to);
            }
        }
    }

    private double likeness(Located from, Located to) {
        if (!extension(from.path()).equals(extension(to.path()))) {
            return 0;
        }
        byte[] before = blobs.read(from.entry().id());
        byte[] after = blobs.read(to.entry().id());
        if (before.length > LARGEST_BYTES || after.length > LARGEST_BYTES || before.length == 0 || after.length == 0) {
            return 0;
        }
        if (FileKind.of(to.path(), List.of(before, after)) == FileKind.USFM) {
            Optional<BookCode> book = UsfmDocument.parse(before).book();
            if (!book.equals(UsfmDocument.parse(after).book())) {
                return 0;
            }
        }
        return sharedWords(before, after);
    }

    private static String extension(String path) {
        String name = name(path);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static double sharedWords(byte[] before, byte[] after) {
        String[] some = new String(before, StandardCharsets.UTF_8).split("\\s+", -1);
        String[] others = new String(after, StandardCharsets.UTF_8).split("\\s+", -1);
        Map<String, Integer> counts = new HashMap<>();
        for (String word : some) {
            counts.merge(word, 1, Integer::sum);
        }
        int shared = 0;
        for (String word : others) {
            if (counts.merge(word, -1, Integer::sum) >= 0) {
                shared++;
            }
        }
        return 2.0 * shared / (some.length + others.length);
    }
}

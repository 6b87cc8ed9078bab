package org.masora.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

/** 176 merges out of the history of real translation projects. */
class CorpusMergeTest {
    /** git's line merge leaves conflicts in 65 of these files. */
    private static final int CEILING = 21;

    private record Case(String name, byte[] base, byte[] ours, byte[] theirs) {
        static Case read(Path folder) {
            try {
                return new Case(
                        folder.getFileName().toString(),
                        Files.readAllBytes(folder.resolve("base.usfm")),
                        Files.readAllBytes(folder.resolve("ours.usfm")),
                        Files.readAllBytes(folder.resolve("theirs.usfm")));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static List<Case> cases() throws IOException {
        try (Stream<Path> folders = Files.list(Corpus.folder("merge-cases"))) {
            return folders.filter(Files::isDirectory).sorted().map(Case::read).toList();
        }
    }

    @Test
    @DisplayName("M1 M2 M3 real merges: nothing lost, sides swapped give the same, few conflicts")
    void realMerges() throws IOException {
        int files = 0;
        int units = 0;
        int combined = 0;
        List<String> wrong = new ArrayList<>();
        StringBuilder report = new StringBuilder();
        long start = System.nanoTime();
        for (Case merge : cases()) {
            Blobs blobs = Blobs.inMemory();
            FileMerge.Base base = new FileMerge.Base.Common(merge.base);
            FileMerge.Outcome outcome = FileMerge.merge(base, "x.usfm", merge.ours, merge.theirs, Side.THEIRS, blobs);
            FileMerge.Outcome swapped = FileMerge.merge(base, "x.usfm", merge.theirs, merge.ours, Side.OURS, blobs);
            if (!new String(outcome.content(), java.nio.charset.StandardCharsets.ISO_8859_1)
                            .equals(new String(swapped.content(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    || !outcome.conflicts()
                            .equals(swapped.conflicts().stream()
                                    .map(Conflict::mirrored)
                                    .toList())) {
                wrong.add(merge.name + ": swapped sides differ");
            }
            List<Conflict> open = outcome.conflicts().stream()
                    .filter(c -> c.kind() == Conflict.Kind.OPEN)
                    .toList();
            files += open.isEmpty() ? 0 : 1;
            units += open.size();
            combined += outcome.conflicts().size() - open.size();
            for (Conflict conflict : outcome.conflicts()) {
                report.append("REPORT ")
                        .append(merge.name)
                        .append(' ')
                        .append(conflict.kind())
                        .append(' ')
                        .append(conflict.type())
                        .append(' ')
                        .append(conflict.reference())
                        .append('\n');
                report.append(show("base  ", conflict.base(), blobs));
                report.append(show("ours  ", conflict.ours(), blobs));
                report.append(show("theirs", conflict.theirs(), blobs));
                report.append(show("merged", conflict.merged(), blobs));
            }
            wrong.addAll(lost(merge, outcome, blobs));
        }
        report.append("REPORT files in conflict " + files + ", units " + units + ", combined " + combined + ", ms "
                + (System.nanoTime() - start) / 1_000_000 + "\n");
        Files.writeString(Path.of("target", "merge-report.txt"), report + String.join("\n", wrong));
        System.out.println("REPORT files in conflict " + files + ", units " + units + ", combined " + combined
                + " wrong " + wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(files).isLessThanOrEqualTo(CEILING);
    }

    private static String show(String label, Optional<BlobId> id, Blobs blobs) {
        return "    " + label + " "
                + id.map(b -> new String(blobs.read(b), java.nio.charset.StandardCharsets.UTF_8).replace("\n", "⏎"))
                        .orElse("(absent)")
                + "\n";
    }

    /** What one side alone changed and the result does not show, and words that are nowhere. */
    private static List<String> lost(Case merge, FileMerge.Outcome outcome, Blobs blobs) {
        List<String> lost = new ArrayList<>();
        UsfmDocument base = UsfmDocument.parse(merge.base);
        UsfmDocument ours = UsfmDocument.parse(merge.ours);
        UsfmDocument theirs = UsfmDocument.parse(merge.theirs);
        UsfmDocument merged = UsfmDocument.parse(outcome.content());
        List<UnitKey> byOurs = UnitEdits.differing(merge.base, merge.ours);
        List<UnitKey> byTheirs = UnitEdits.differing(merge.base, merge.theirs);
        for (UnitKey key : byOurs) {
            if (!byTheirs.contains(key)
                    && !words(merged, key).equals(words(ours, key))
                    && outcome.conflicts().isEmpty()) {
                lost.add(merge.name + " " + key + " of ours is lost");
            }
        }
        for (UnitKey key : byTheirs) {
            if (!byOurs.contains(key)
                    && !words(merged, key).equals(words(theirs, key))
                    && outcome.conflicts().isEmpty()) {
                lost.add(merge.name + " " + key + " of theirs is lost");
            }
        }
        Map<String, Integer> there = counts(outcome, blobs);
        for (byte[] side : List.of(merge.ours, merge.theirs)) {
            Map<String, Integer> needed = new HashMap<>();
            UnitWords.of(side).forEach(word -> needed.merge(word, 1, Integer::sum));
            Map<String, Integer> before = new HashMap<>();
            UnitWords.of(merge.base).forEach(word -> before.merge(word, 1, Integer::sum));
            needed.forEach((word, count) -> {
                if (count > before.getOrDefault(word, 0) && there.getOrDefault(word, 0) < 1) {
                    lost.add(merge.name + ": the word " + word + " is nowhere");
                }
            });
        }
        assertThat(base.length()).isPositive();
        return lost;
    }

    private static Map<String, Integer> counts(FileMerge.Outcome outcome, Blobs blobs) {
        Map<String, Integer> counts = new HashMap<>();
        UnitWords.of(outcome.content()).forEach(word -> counts.merge(word, 1, Integer::sum));
        outcome.conflicts().stream()
                .flatMap(c -> Stream.of(c.ours(), c.theirs()))
                .flatMap(Optional::stream)
                .flatMap(id -> UnitWords.of(blobs.read(id)).stream())
                .forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    private static List<String> words(UsfmDocument document, UnitKey key) {
        return document.unit(key)
                .map((Unit unit) -> UnitWords.of(document.bytes(unit)))
                .orElse(List.of());
    }
}

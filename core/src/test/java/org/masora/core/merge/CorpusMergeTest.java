package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.core.usfm.UnitKey;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

/** 176 merges out of the history of real translation projects; {@code target/merge-report.txt} shows them. */
class CorpusMergeTest {
    /** git's line merge leaves conflicts in 65 of these files. */
    private static final int FILES_IN_CONFLICT_MAX = 21;

    private record Case(String name, byte[] base, byte[] ours, byte[] theirs) {
        static Case read(Path folder) {
            try {
                return new Case(
                        folder.getFileName().toString(),
                        Files.readAllBytes(folder.resolve("base.usfm")),
                        Files.readAllBytes(folder.resolve("ours.usfm")),
                        Files.readAllBytes(folder.resolve("theirs.usfm")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        FileMerge.Outcome merge(Blobs blobs) {
            return FileMerge.merge(new FileMerge.Base.Common(base), "book.usfm", ours, theirs, Side.THEIRS, blobs);
        }

        FileMerge.Outcome mergeSwapped(Blobs blobs) {
            return FileMerge.merge(
                    new FileMerge.Base.Common(base),
                    "book.usfm",
                    /* ours= */ theirs,
                    /* theirs= */ ours,
                    Side.OURS,
                    blobs);
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
        int filesInConflict = 0;
        int unitsInConflict = 0;
        int unitsCombined = 0;
        List<String> wrong = new ArrayList<>();
        StringBuilder report = new StringBuilder();
        for (Case merge : cases()) {
            Blobs blobs = Blobs.inMemory();
            FileMerge.Outcome outcome = merge.merge(blobs);
            int open = 0;
            for (Conflict conflict : outcome.conflicts()) {
                open += conflict.kind() == Conflict.Kind.OPEN ? 1 : 0;
                report.append(merge.name).append(": ").append(describe(conflict, blobs));
            }
            filesInConflict += open > 0 ? 1 : 0;
            unitsInConflict += open;
            unitsCombined += outcome.conflicts().size() - open;
            FileMerge.Outcome swapped = merge.mergeSwapped(blobs);
            List<Conflict> mirrored =
                    swapped.conflicts().stream().map(Conflict::mirrored).toList();
            if (!Arrays.equals(swapped.content(), outcome.content()) || !mirrored.equals(outcome.conflicts())) {
                wrong.add(merge.name + ": swapped sides give something else");
            }
            wrong.addAll(oneSidedChangesLost(merge, outcome));
            wrong.addAll(wordsThatAreNowhere(merge, outcome, blobs));
        }
        report.append("files in conflict %d, units in conflict %d, units combined %d%n"
                .formatted(filesInConflict, unitsInConflict, unitsCombined));
        Files.writeString(Path.of("target", "merge-report.txt"), report);

        assertThat(wrong).isEmpty();
        assertThat(filesInConflict).isLessThanOrEqualTo(FILES_IN_CONFLICT_MAX);
    }

    private static String describe(Conflict conflict, Blobs blobs) {
        return conflict.kind() + " " + conflict.type() + " " + conflict.reference() + "\n"
                + reading("base", conflict.base(), blobs)
                + reading("ours", conflict.ours(), blobs)
                + reading("theirs", conflict.theirs(), blobs)
                + reading("merged", conflict.merged(), blobs);
    }

    private static String reading(String label, Optional<BlobId> id, Blobs blobs) {
        String text = id.map(found -> new String(blobs.read(found), UTF_8).replace("\n", "⏎"))
                .orElse("(absent)");
        return "    " + label + ": " + text + "\n";
    }

    /** Units that one side alone changed and that the result has otherwise, though it has no conflict. */
    private static List<String> oneSidedChangesLost(Case merge, FileMerge.Outcome outcome) {
        Set<UnitKey> byOurs = new HashSet<>(UnitEdits.differing(merge.base, merge.ours));
        Set<UnitKey> byTheirs = new HashSet<>(UnitEdits.differing(merge.base, merge.theirs));
        Set<UnitKey> fromOurs = new HashSet<>(UnitEdits.differing(merge.ours, outcome.content()));
        Set<UnitKey> fromTheirs = new HashSet<>(UnitEdits.differing(merge.theirs, outcome.content()));
        Set<String> recorded = new HashSet<>();
        outcome.conflicts()
                .forEach(conflict -> recorded.add(conflict.reference().unit()));
        List<String> lost = new ArrayList<>();
        for (UnitKey key : byOurs) {
            if (!byTheirs.contains(key) && fromOurs.contains(key) && !recorded.contains(UsfmBook.reference(key))) {
                lost.add(merge.name + ": " + key + " of ours is lost");
            }
        }
        for (UnitKey key : byTheirs) {
            if (!byOurs.contains(key) && fromTheirs.contains(key) && !recorded.contains(UsfmBook.reference(key))) {
                lost.add(merge.name + ": " + key + " of theirs is lost");
            }
        }
        return lost;
    }

    /** Words of a side that are neither in the base nor in the result nor in a reading. */
    private static List<String> wordsThatAreNowhere(Case merge, FileMerge.Outcome outcome, Blobs blobs) {
        Set<String> known = new HashSet<>(UnitWords.of(merge.base));
        known.addAll(UnitWords.of(outcome.content()));
        outcome.conflicts().stream()
                .flatMap(conflict -> Stream.of(conflict.ours(), conflict.theirs()))
                .flatMap(Optional::stream)
                .forEach(reading -> known.addAll(UnitWords.of(blobs.read(reading))));
        List<String> nowhere = new ArrayList<>();
        for (byte[] side : List.of(merge.ours, merge.theirs)) {
            UsfmDocument document = UsfmDocument.parse(side);
            document.units().stream()
                    .flatMap(unit -> UnitWords.of(document.bytes(unit)).stream())
                    .filter(word -> !known.contains(word))
                    .forEach(word -> nowhere.add(merge.name + ": the word " + word + " is nowhere"));
        }
        return nowhere;
    }
}

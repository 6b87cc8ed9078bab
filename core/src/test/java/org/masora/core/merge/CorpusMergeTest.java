package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;
import org.masora.testkit.Corpus;

/** 176 merges out of the history of real translation projects; {@code target/merge-report.txt} shows them. */
class CorpusMergeTest {
    /** git's line merge leaves conflicts in 65 of these files. */
    private static final int FILES_IN_CONFLICT_MAX = 21;

    private record Case(String name, byte[] base, byte[] ours, byte[] theirs, byte[] committed) {
        static Case read(Path folder) {
            try {
                return new Case(
                        folder.getFileName().toString(),
                        Files.readAllBytes(folder.resolve("base.usfm")),
                        Files.readAllBytes(folder.resolve("ours.usfm")),
                        Files.readAllBytes(folder.resolve("theirs.usfm")),
                        Files.readAllBytes(folder.resolve("committed.usfm")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
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
        int filesInConflict = 0;
        int unitsInConflict = 0;
        int unitsCombined = 0;
        List<String> wrong = new ArrayList<>();
        StringBuilder report = new StringBuilder();
        for (Case merge : cases()) {
            MergeLaws laws = MergeLaws.of(merge.name, merge.base, merge.ours, merge.theirs);
            wrong.addAll(laws.broken());
            int open = 0;
            for (Conflict conflict : laws.outcome().conflicts()) {
                open += conflict.kind() == Conflict.Kind.OPEN ? 1 : 0;
                report.append(merge.name).append(": ").append(describe(conflict, laws.blobs()));
            }
            filesInConflict += open > 0 ? 1 : 0;
            unitsInConflict += open;
            unitsCombined += laws.outcome().conflicts().size() - open;
        }
        report.append("files in conflict %d, units in conflict %d, units combined %d%n"
                .formatted(filesInConflict, unitsInConflict, unitsCombined));
        Files.writeString(Path.of("target", "merge-report.txt"), report);

        assertThat(wrong).isEmpty();
        assertThat(filesInConflict).isLessThanOrEqualTo(FILES_IN_CONFLICT_MAX);
    }

    @Test
    @DisplayName("M2 M3 what was committed then, merged with either side: nothing lost, sides swapped give the same")
    void besideWhatWasCommitted() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Case merge : cases()) {
            wrong.addAll(MergeLaws.of(merge.name + " ours", merge.base, merge.ours, merge.committed)
                    .broken());
            wrong.addAll(MergeLaws.of(merge.name + " theirs", merge.theirs, merge.committed, merge.base)
                    .broken());
        }
        assertThat(wrong).isEmpty();
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
}

package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.testkit.Corpus;

/** The repository that two people left behind with Scribe, who then called it a conflict and stopped. */
class ScribeHistoryMergeTest {
    private static final String PUBLISHED = "c2cd6200b784e02c78620254cf3fe56c7925d975";
    private static final String BINU = "3e739a461a9d4d3b6c7425acb26243240640a889";
    private static final String COMMON = "0d924fdb6d3baf0d6782be811bbf223e8ae6ce60";
    private static final String BEFORE_THE_EDITOR = "d9a331e";
    private static final String AFTER_ASHA = "895561e";

    @TempDir
    Path folder;

    private final Blobs blobs = Blobs.inMemory();

    @BeforeEach
    void unpack() throws Exception {
        Path bundle = Corpus.folder("scribe-made").resolve("text-two-people").resolve("server.bundle");
        git("clone", "--quiet", "--bare", bundle.toString(), ".");
    }

    @Test
    @DisplayName("M1 M3 only what two people changed in the same words is a conflict; the verse beside it arrives")
    void ashaAndBinu() throws Exception {
        MergeOutcome outcome = new SnapshotMerge(blobs)
                .merge(new MergeBase.Common(snapshot(COMMON)), snapshot(BINU), snapshot(PUBLISHED), Side.THEIRS);

        assertThat(outcome.conflicts()).hasSize(1);
        Conflict conflict = outcome.conflicts().getFirst();
        assertThat(conflict.kind()).isEqualTo(Conflict.Kind.OPEN);
        assertThat(conflict.reference()).isEqualTo(new UnitRef("TIT", "1:8", 1));
        assertThat(conflict.ours()
                        .map(blobs::read)
                        .map(b -> new String(b, UTF_8))
                        .orElseThrow())
                .contains("सुबुद्धि", "master of himself");
        assertThat(text(outcome, "ingredients/TIT.usfm"))
                .isEqualTo(new String(blobs.read(entry(snapshot(PUBLISHED), "ingredients/TIT.usfm")), UTF_8));
        assertThat(text(outcome, "ingredients/JON.usfm")).contains("overflowing with faithful love");
        assertThat(outcome.paths().keySet())
                .containsAll(snapshot(COMMON).differingPaths(snapshot(BINU)))
                .containsAll(snapshot(COMMON).differingPaths(snapshot(PUBLISHED)));
    }

    @Test
    @DisplayName("M4 a book that Scribe wrote anew for one verse takes a change of another verse without a conflict")
    void besideTheEditor() throws Exception {
        Snapshot base = snapshot(BEFORE_THE_EDITOR);
        Snapshot scribe = snapshot(AFTER_ASHA);
        String path = "ingredients/TIT.usfm";
        String edited = new String(blobs.read(entry(base, path)), UTF_8)
                .replace("a servant of God and an apostle", "a slave of God and an apostle");
        Snapshot other = base.with(path, Entry.file(blobs.write(edited.getBytes(UTF_8))));

        MergeOutcome outcome = new SnapshotMerge(blobs).merge(new MergeBase.Common(base), other, scribe, Side.THEIRS);

        assertThat(outcome.conflicts()).isEmpty();
        assertThat(text(outcome, path))
                .contains("a slave of God and an apostle", "good deeds. In your teaching show honesty");
    }

    private String text(MergeOutcome outcome, String path) {
        return new String(blobs.read(entry(outcome.merged(), path)), UTF_8);
    }

    private static org.masora.core.project.BlobId entry(Snapshot snapshot, String path) {
        return snapshot.entry(path).orElseThrow().id();
    }

    private Snapshot snapshot(String commit) throws Exception {
        Map<String, Entry> entries = new TreeMap<>();
        for (String line :
                new String(git("ls-tree", "-r", commit), UTF_8).lines().toList()) {
            List<String> parts = List.of(line.split("[ \t]", 4));
            byte[] content = git("cat-file", "blob", parts.get(2));
            entries.put(parts.get(3), Entry.file(blobs.write(content)));
        }
        return Snapshot.of(entries);
    }

    private byte[] git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return output;
    }
}

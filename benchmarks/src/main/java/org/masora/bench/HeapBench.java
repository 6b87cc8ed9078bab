package org.masora.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.store.Vault;

/** How much memory a merge needs: the smallest heap in which a virtual machine of its own ends it. */
final class HeapBench {

    private static final List<Integer> MEGABYTES = List.of(8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256);
    private static final Person PERSON = new Person("Bench", "bench@example.org");

    private HeapBench() {}

    /**
     * Tries one heap after the other.
     *
     * @param vault where the revisions are
     */
    static Report.Single run(Path vault, Sample sample, RevisionId base, RevisionId ours, RevisionId theirs)
            throws IOException {
        for (int megabytes : MEGABYTES) {
            if (suffices(megabytes, List.of(vault.toString(), base.hex(), ours.hex(), theirs.hex()))) {
                long largest = sample.files().values().stream()
                        .mapToLong(file -> file.length)
                        .max()
                        .orElseThrow();
                return new Report.Single(
                        "smallest heap for the merge of " + sample.name(),
                        megabytes,
                        "MB",
                        String.format(
                                Locale.ROOT, "largest book %.1f MB, all %.1f MB", largest / 1e6, sample.bytes() / 1e6),
                        "",
                        true);
            }
        }
        throw new IOException("no heap suffices for the merge");
    }

    private static boolean suffices(int megabytes, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                HeapBench.class.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.onExit().join().exitValue() == 0;
    }

    /** One merge: the vault's directory, base, ours, theirs. */
    public static void main(String[] arguments) {
        try (Vault vault = Vault.open(Path.of(arguments[0]))) {
            RevisionId ours = new RevisionId(arguments[2]);
            RevisionId theirs = new RevisionId(arguments[3]);
            MergeOutcome outcome = new SnapshotMerge(vault.blobs())
                    .merge(
                            new MergeBase.Common(vault.snapshot(new RevisionId(arguments[1]))),
                            vault.snapshot(ours),
                            vault.snapshot(theirs),
                            Side.THEIRS);
            vault.commit(outcome.merged(), List.of(theirs, ours), PERSON, Instant.EPOCH, "merged\n");
        }
    }
}

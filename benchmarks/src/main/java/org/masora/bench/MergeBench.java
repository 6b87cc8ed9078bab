package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.MergeOutcome;
import org.masora.core.merge.Side;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Entry;
import org.masora.core.project.Person;
import org.masora.core.project.RevisionId;
import org.masora.core.project.Snapshot;
import org.masora.store.Vault;

/**
 * Both sides of a project changed one verse of the same book: the time from the two revisions in the history to a
 * third one on the disk. Masora merges in its vault; git merges in a repository and writes the one file that changed.
 */
final class MergeBench {

    private static final double AIM = 1.5;
    private static final Person PERSON = new Person("Bench", "bench@example.org");

    private final Path work;
    private final Sample sample;
    private final int runs;

    MergeBench(Path work, Sample sample, int runs) {
        this.work = work;
        this.sample = sample;
        this.runs = runs;
    }

    /** Measures both, in turns. */
    List<Report.Single> run(GitClient git) throws IOException {
        Figures masora = new Figures();
        Figures gits = new Figures();
        Path repository = repository(git);
        Path directory = work.resolve("merge-vault.git");
        Report.Single heap;
        try (Vault vault = Vault.open(directory)) {
            RevisionId base = keep(vault, sample.files(), List.of());
            for (int run = -runs; run < runs; run++) {
                Figures mine = run < 0 ? new Figures() : masora;
                Figures other = run < 0 ? new Figures() : gits;
                String book = sample.books()
                        .get(Math.floorMod(run * 13, sample.books().size()));
                byte[] before = sample.file(book);
                byte[] ours = Sample.withVerseChanged(before, 3, "ours" + run);
                byte[] theirs = Sample.withVerseChanged(before, 11, "theirs" + run);
                byte[] merged = masora(vault, base, Map.of(book, ours), Map.of(book, theirs), mine);
                if (run >= 0) {
                    byte[] mergedByGit = git(git, repository, book, ours, theirs, other);
                    requireEqual(merged, mergedByGit, book);
                }
            }
            heap = heap(vault, directory, base);
        }
        String beside =
                String.format(Locale.ROOT, "git merge %.1f ms: %.2f ×", gits.median(), masora.median() / gits.median());
        Report.Single time = new Report.Single(
                "merge of " + sample.name() + ", a verse changed on each side",
                masora.median(),
                "ms",
                beside,
                "≤ 1.5 × git",
                masora.median() <= AIM * gits.median());
        return List.of(time, heap);
    }

    /** Both sides changed a verse of the largest book. */
    private Report.Single heap(Vault vault, Path directory, RevisionId base) throws IOException {
        String largest = sample.books().stream()
                .max(Comparator.comparingInt(book -> sample.file(book).length))
                .orElseThrow();
        byte[] before = sample.file(largest);
        Map<String, byte[]> ours = edited(Map.of(largest, Sample.withVerseChanged(before, 3, "ours")));
        Map<String, byte[]> theirs = edited(Map.of(largest, Sample.withVerseChanged(before, 11, "theirs")));
        return HeapBench.run(
                directory, sample, base, keep(vault, ours, List.of(base)), keep(vault, theirs, List.of(base)));
    }

    private static void requireEqual(byte[] masora, byte[] git, String book) throws IOException {
        if (!Arrays.equals(masora, git)) {
            throw new IOException("merged otherwise than by git: " + book);
        }
    }

    private byte[] masora(
            Vault vault, RevisionId base, Map<String, byte[]> ourEdit, Map<String, byte[]> theirEdit, Figures figures) {
        RevisionId ours = keep(vault, edited(ourEdit), List.of(base));
        RevisionId theirs = keep(vault, edited(theirEdit), List.of(base));
        long start = System.nanoTime();
        MergeOutcome outcome = new SnapshotMerge(vault.blobs())
                .merge(
                        new MergeBase.Common(vault.snapshot(base)),
                        vault.snapshot(ours),
                        vault.snapshot(theirs),
                        Side.THEIRS);
        vault.commit(outcome.merged(), List.of(theirs, ours), PERSON, Instant.EPOCH, "merged\n");
        figures.add((System.nanoTime() - start) / 1e6, Traffic.NONE);
        String book = ourEdit.keySet().iterator().next();
        return vault.blobs().read(outcome.merged().entry(book).orElseThrow().id());
    }

    private Map<String, byte[]> edited(Map<String, byte[]> edit) {
        Map<String, byte[]> files = new TreeMap<>(sample.files());
        files.putAll(edit);
        return files;
    }

    private static RevisionId keep(Vault vault, Map<String, byte[]> files, List<RevisionId> parents) {
        Map<String, Entry> entries = new TreeMap<>();
        files.forEach(
                (path, content) -> entries.put(path, Entry.file(vault.blobs().write(content))));
        return vault.commit(Snapshot.of(entries), parents, PERSON, Instant.EPOCH, "kept\n");
    }

    private Path repository(GitClient git) throws IOException {
        Path repository = work.resolve("merge");
        sample.writeTo(repository);
        git.run(repository, "init", "-q", "-b", "base");
        git.run(repository, "add", "-A");
        git.run(repository, "commit", "-q", "-m", "base");
        git.run(repository, "branch", "theirs");
        git.run(repository, "branch", "ours");
        return repository;
    }

    private static byte[] git(GitClient git, Path repository, String book, byte[] ours, byte[] theirs, Figures figures)
            throws IOException {
        commit(git, repository, "theirs", book, theirs);
        commit(git, repository, "ours", book, ours);
        long start = System.nanoTime();
        git.run(repository, "merge", "-q", "--no-edit", "theirs");
        figures.add((System.nanoTime() - start) / 1e6, Traffic.NONE);
        return Files.readAllBytes(repository.resolve(book));
    }

    private static void commit(GitClient git, Path repository, String branch, String book, byte[] content)
            throws IOException {
        git.run(repository, "checkout", "-q", "-B", branch, "base");
        Files.write(repository.resolve(book), content);
        git.run(repository, "commit", "-q", "-a", "-m", branch);
    }
}

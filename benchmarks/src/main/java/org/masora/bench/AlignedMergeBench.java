package org.masora.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.masora.core.merge.MergeBase;
import org.masora.core.merge.Side;
import org.masora.core.merge.SnapshotMerge;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;
import org.masora.testkit.Corpus;

/** A long book in which every word is aligned, changed in a verse on each side: the worst that one book asks of the merge. */
final class AlignedMergeBench {

    private static final String BOOK = "en_ult-aligned-ccbysa/08-RUT.usfm";
    private static final int CHAPTERS = 4;
    private static final int COPIES = 9;
    private static final double AIM_MILLIS = 1_000;

    private AlignedMergeBench() {}

    /** Measures where the corpus is there: an aligned Ruth, nine times over with its chapters counted on. */
    static Optional<Report.Single> run(int runs) throws IOException {
        Optional<Path> ruth = Corpus.find().map(corpus -> corpus.resolve(BOOK)).filter(Files::isRegularFile);
        if (ruth.isEmpty()) {
            return Optional.empty();
        }
        byte[] before = nineTimes(Files.readString(ruth.get()));
        Figures figures = new Figures();
        for (int run = -runs; run < runs; run++) {
            double millis = merge(before, run);
            if (run >= 0) {
                figures.add(millis, Traffic.NONE);
            }
        }
        return Optional.of(new Report.Single(
                String.format(Locale.ROOT, "merge of one aligned book of %.1f MB", before.length / 1e6),
                figures.median(),
                "ms",
                String.format(Locale.ROOT, "best run %.1f", figures.best()),
                "≤ 1 second",
                figures.median() <= AIM_MILLIS));
    }

    private static byte[] nineTimes(String ruth) {
        int firstChapter = ruth.indexOf("\\c ");
        StringBuilder book = new StringBuilder(ruth.substring(0, firstChapter));
        Pattern chapter = Pattern.compile("\\\\c (\\d+)");
        for (int copy = 0; copy < COPIES; copy++) {
            int counted = copy * CHAPTERS;
            book.append(chapter.matcher(ruth.substring(firstChapter))
                    .replaceAll(match -> "\\\\c " + (Integer.parseInt(match.group(1)) + counted)));
        }
        return book.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static double merge(byte[] before, int run) {
        Blobs blobs = Blobs.inMemory();
        Snapshot base = only(blobs, before);
        Snapshot ours = only(blobs, Sample.withVerseChanged(before, 3, "ours" + run));
        Snapshot theirs = only(blobs, Sample.withVerseChanged(before, 11, "theirs" + run));
        long start = System.nanoTime();
        int conflicts = new SnapshotMerge(blobs)
                .merge(new MergeBase.Common(base), ours, theirs, Side.THEIRS)
                .conflicts()
                .size();
        double millis = (System.nanoTime() - start) / 1e6;
        if (conflicts > 0) {
            throw new IllegalStateException("different verses, and " + conflicts + " conflicts");
        }
        return millis;
    }

    private static Snapshot only(Blobs blobs, byte[] book) {
        return Snapshot.of(Map.of("RUT.usfm", Entry.file(blobs.write(book))));
    }
}

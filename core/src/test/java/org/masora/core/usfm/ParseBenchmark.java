package org.masora.core.usfm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.masora.testkit.Corpus;

/**
 * How fast books are read, with tree, units and problems, on one core and warm: for each text the median of its runs,
 * in MB (a million bytes) per second. Prints one JSON object a line.
 */
public final class ParseBenchmark {
    private static final List<String> TEXTS = List.of("bsb-usfm31-cc0", "web-usfm2-pd", "en_ult-aligned-ccbysa");
    private static final int WARM_UP_RUNS = 30;
    private static final int RUNS = 31;

    private ParseBenchmark() {}

    public static void main(String[] args) throws IOException {
        if (Corpus.find().isEmpty()) {
            System.out.println("{\"skipped\":\"no corpus\"}");
            return;
        }
        List<List<byte[]>> texts = new ArrayList<>();
        for (String text : TEXTS) {
            List<byte[]> files = new ArrayList<>();
            for (Path file : Corpus.usfmFiles(text)) {
                files.add(Files.readAllBytes(file));
            }
            texts.add(files);
        }
        for (int run = 0; run < WARM_UP_RUNS; run++) {
            texts.forEach(ParseBenchmark::seconds);
        }
        for (int text = 0; text < TEXTS.size(); text++) {
            List<byte[]> files = texts.get(text);
            double[] seconds = new double[RUNS];
            for (int run = 0; run < RUNS; run++) {
                seconds[run] = seconds(files);
            }
            Arrays.sort(seconds);
            long bytes = files.stream().mapToLong(file -> file.length).sum();
            System.out.println(String.format(
                    Locale.ROOT,
                    "{\"text\":\"%s\",\"bytes\":%d,\"medianSeconds\":%.4f,\"megabytesPerSecond\":%.1f,\"best\":%.1f}",
                    TEXTS.get(text),
                    bytes,
                    seconds[RUNS / 2],
                    bytes / seconds[RUNS / 2] / 1e6,
                    bytes / seconds[0] / 1e6));
        }
    }

    private static double seconds(List<byte[]> files) {
        long start = System.nanoTime();
        int units = 0;
        for (byte[] file : files) {
            UsfmDocument document = UsfmDocument.parse(file);
            units += document.units().size() + document.problems().size();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (units == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return seconds;
    }
}

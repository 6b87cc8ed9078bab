package org.masora.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.masora.core.usfm.UsfmDocument;
import org.masora.testkit.Corpus;

/** How fast books are read, with tree, units and problems, on one core and warm, in millions of bytes a second. */
final class ParseBench {

    private static final List<String> TEXTS = List.of("bsb-usfm31-cc0", "web-usfm2-pd", "en_ult-aligned-ccbysa");
    private static final double AIM = 100;

    private final int runs;
    private long seen;

    ParseBench(int runs) {
        this.runs = runs;
    }

    /** The texts of the corpus; where that is absent, the sample. */
    List<Report.Single> run(Sample sample) throws IOException {
        Map<String, List<byte[]>> texts = new LinkedHashMap<>();
        if (Corpus.find().isPresent()) {
            for (String text : TEXTS) {
                texts.put(text, files(Corpus.find().get().resolve(text)));
            }
        } else {
            texts.put(sample.name(), sample.books().stream().map(sample::file).toList());
        }
        for (int run = 0; run < runs; run++) {
            texts.values().forEach(this::parse);
        }
        List<Report.Single> results = new ArrayList<>();
        texts.forEach((name, files) -> {
            Figures figures = new Figures();
            for (int run = 0; run < runs; run++) {
                long start = System.nanoTime();
                parse(files);
                figures.add((System.nanoTime() - start) / 1e6, Traffic.NONE);
            }
            results.add(result(name, files, figures));
        });
        if (seen == 0) {
            throw new IllegalStateException("nothing was read");
        }
        return results;
    }

    private static Report.Single result(String name, List<byte[]> files, Figures figures) {
        long bytes = files.stream().mapToLong(file -> file.length).sum();
        double median = bytes / figures.median() / 1e3;
        String best = String.format(Locale.ROOT, "best run %.1f", bytes / figures.best() / 1e3);
        return new Report.Single("parse " + name, median, "MB/s", best, "≥ 100 MB/s", median >= AIM);
    }

    private static List<byte[]> files(Path folder) throws IOException {
        List<byte[]> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file :
                    all.filter(f -> f.toString().endsWith(".usfm")).sorted().toList()) {
                files.add(Files.readAllBytes(file));
            }
        }
        return files;
    }

    private void parse(List<byte[]> files) {
        for (byte[] file : files) {
            UsfmDocument document = UsfmDocument.parse(file);
            seen += document.units().size() + document.problems().size();
        }
    }
}

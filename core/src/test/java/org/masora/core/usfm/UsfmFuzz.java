package org.masora.core.usfm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.masora.testkit.Corpus;

/**
 * Reads hostile bytes for as long as it is told, and stops at the first that do not come back whole. Arguments: seconds,
 * and the first seed. Found cases become tests.
 */
public final class UsfmFuzz {
    private UsfmFuzz() {}

    public static void main(String[] args) throws IOException {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        List<byte[]> books = books();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        long inputs = 0;
        while (System.nanoTime() < end) {
            Random random = new Random(seed);
            byte[] input = switch (random.nextInt(books.isEmpty() ? 2 : 3)) {
                case 0 -> HostileInput.randomBytes(random);
                case 1 -> HostileInput.soup(random);
                default -> HostileInput.mutate(books.get(random.nextInt(books.size())), random);
            };
            try {
                RoundTripTest.assertComesBack("seed " + seed, input);
            } catch (RuntimeException | AssertionError e) {
                throw new IllegalStateException("found by seed " + seed, e);
            }
            seed++;
            inputs++;
        }
        System.out.println("{\"inputs\":" + inputs + ",\"seconds\":" + seconds + ",\"nextSeed\":" + seed + "}");
    }

    private static List<byte[]> books() throws IOException {
        List<byte[]> books = new ArrayList<>();
        if (Corpus.find().isPresent()) {
            for (String folder : List.of("en_ult-aligned-ccbysa", "paratext-tes-mit", "tcdocs-conformance-ccby")) {
                for (Path file : Corpus.usfmFiles(folder)) {
                    books.add(Files.readAllBytes(file));
                }
            }
        }
        return books;
    }
}

package org.masora.core.usfm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.masora.core.Fuzzing;
import org.masora.testkit.Corpus;

/**
 * Reads hostile bytes for as long as it is told, and stops at the first that do not come back whole. Arguments: seconds,
 * and the first seed. Found cases become tests.
 */
public final class UsfmFuzz {
    private UsfmFuzz() {}

    public static void main(String[] arguments) throws Exception {
        List<byte[]> books = books();
        Fuzzing.run(arguments, seed -> RoundTripTest.assertComesBack("seed " + seed, input(new Random(seed), books)));
    }

    private static byte[] input(Random random, List<byte[]> books) {
        return switch (random.nextInt(books.isEmpty() ? 2 : 3)) {
            case 0 -> HostileInput.randomBytes(random);
            case 1 -> HostileInput.soup(random);
            default -> HostileInput.mutate(books.get(random.nextInt(books.size())), random);
        };
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

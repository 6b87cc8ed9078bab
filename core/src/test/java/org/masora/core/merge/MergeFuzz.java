package org.masora.core.merge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.masora.core.Fuzzing;
import org.masora.core.usfm.HostileInput;
import org.masora.testkit.Corpus;

/**
 * Merges hostile bytes and books edited in any way for as long as it is told, and stops at the first
 * merge that breaks a law. Arguments: seconds, and the first seed. Found cases become tests.
 */
final class MergeFuzz {
    private static final List<String> PATHS = List.of(
            "x.usfm", "metadata.json", "x.json", "01.md", "tn_TIT.tsv", "x.yaml", "x.xml", "x.vrs", "x.sty", "x.txt");

    private MergeFuzz() {}

    public static void main(String[] arguments) throws Exception {
        List<byte[]> books = books();
        Fuzzing.run(arguments, seed -> check(seed, books));
    }

    /** Tries one seed; {@code books} may be empty. */
    static void check(long seed, List<byte[]> books) {
        Random random = new Random(seed);
        String name = "seed " + seed;
        List<String> broken = new ArrayList<>();
        switch (random.nextInt(5)) {
            case 0 ->
                MergeLaws.of(
                        name,
                        PATHS.get(random.nextInt(PATHS.size())),
                        HostileInput.soup(random),
                        HostileInput.soup(random),
                        HostileInput.soup(random));
            case 1 -> {
                byte[] base = HostileInput.soup(random);
                mutated(name, PATHS.get(random.nextInt(PATHS.size())), base, random);
            }
            case 2 -> {
                byte[] base = books.isEmpty() ? HostileInput.soup(random) : piece(books, random);
                mutated(name, "x.usfm", base, random);
            }
            default -> broken.addAll(edited(name, new Random(seed)));
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }

    private static void mutated(String name, String path, byte[] base, Random random) {
        MergeLaws.of(name, path, base, HostileInput.mutate(base, random), HostileInput.mutate(base, random));
    }

    /** A book of a corpus, or of a long one a part, so that many are tried. */
    private static byte[] piece(List<byte[]> books, Random random) {
        byte[] book = books.get(random.nextInt(books.size()));
        int length = Math.min(book.length, 20_000);
        int start = random.nextInt(book.length - length + 1);
        return java.util.Arrays.copyOfRange(book, start, start + length);
    }

    /** What two edits of a book without faults break. */
    static List<String> edited(String name, Random random) {
        EditedBook book = new EditedBook(random);
        List<String> base = book.lines();
        MergeLaws laws = MergeLaws.of(
                name, book.bytes(base), book.bytes(book.edited(base, "Ours")), book.bytes(book.edited(base, "Theirs")));
        List<String> broken = laws.broken();
        broken.addAll(laws.wordsMiscounted());
        return broken;
    }

    private static List<byte[]> books() throws IOException {
        List<byte[]> books = new ArrayList<>();
        if (Corpus.find().isPresent()) {
            for (String folder : List.of("en_ult-aligned-ccbysa", "paratext-tes-mit", "tcdocs-conformance-ccby")) {
                for (Path file : Corpus.usfmFiles(folder)) {
                    books.add(Files.readAllBytes(file));
                }
            }
            try (Stream<Path> folders = Files.list(Corpus.folder("merge-cases"))) {
                for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                    books.add(Files.readAllBytes(folder.resolve("ours.usfm")));
                }
            }
        }
        return books;
    }
}

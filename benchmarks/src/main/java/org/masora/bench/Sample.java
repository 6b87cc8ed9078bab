package org.masora.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.masora.testkit.Corpus;

/**
 * A project to measure with.
 *
 * @param name for the report
 * @param files content by path
 * @param books the paths of its books, whose verses are changed
 */
public record Sample(String name, Map<String, byte[]> files, List<String> books) {

    private static final String BSB = "bsb-usfm31-cc0";
    private static final int BIBLE_BYTES = 4_800_000;
    private static final int SMALL_FILES = 10_000;
    private static final int SMALL_FILES_IN_A_FOLDER = 50;
    private static final long SEED = 20_260_101;
    private static final String LETTERS = "aaaeeeiioouvbdfghklmnprstwyz";

    private static final List<String> BOOKS = List.of(("GEN EXO LEV NUM DEU JOS JDG RUT 1SA 2SA 1KI 2KI 1CH 2CH EZR NEH"
                    + " EST JOB PSA PRO ECC SNG ISA JER LAM EZK DAN HOS JOL AMO OBA JON MIC NAM HAB ZEP HAG ZEC MAL MAT"
                    + " MRK LUK JHN ACT ROM 1CO 2CO GAL EPH PHP COL 1TH 2TH 1TI 2TI TIT PHM HEB JAS 1PE 2PE 1JN 2JN 3JN"
                    + " JUD REV")
            .split(" "));

    /** The 66 books of the corpus; where that is absent, made-up ones of the same size. */
    static Sample bible() {
        return Corpus.find()
                .map(corpus -> corpus.resolve(BSB))
                .filter(Files::isDirectory)
                .map(Sample::corpusBible)
                .orElseGet(() -> madeUp("66 books, made up", BOOKS, BIBLE_BYTES, 0));
    }

    /** A book and ten thousand small files. */
    static Sample smallFiles() {
        return madeUp("10,000 small files", List.of("TIT"), 8_000, SMALL_FILES);
    }

    /** Small enough for a smoke run. */
    static Sample tiny() {
        return madeUp("tiny", BOOKS.subList(63, 66), 9_000, 20);
    }

    private static Sample corpusBible(Path folder) {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(f -> f.toString().endsWith(".usfm")).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sample("BSB, 66 books", files, List.copyOf(files.keySet()));
    }

    private static Sample madeUp(String name, List<String> books, int bookBytes, int smallFiles) {
        Random random = new Random(SEED);
        List<String> words = words(random);
        Map<String, byte[]> files = new TreeMap<>();
        for (String book : books) {
            files.put(book + ".usfm", book(book, bookBytes / books.size(), words, random));
        }
        List<String> paths = List.copyOf(files.keySet());
        for (int i = 0; i < smallFiles; i++) {
            String path = String.format(
                    Locale.ROOT, "notes/%03d/%02d.md", i / SMALL_FILES_IN_A_FOLDER, i % SMALL_FILES_IN_A_FOLDER);
            String text = "# " + sentence(words, random, 3) + "\n\n" + sentence(words, random, 40) + "\n";
            files.put(path, text.getBytes(StandardCharsets.UTF_8));
        }
        return new Sample(name, files, paths);
    }

    private static List<String> words(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            StringBuilder word = new StringBuilder();
            for (int length = 2 + random.nextInt(7); length > 0; length--) {
                word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            words.add(word.toString());
        }
        return words;
    }

    private static String sentence(List<String> words, Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // Squared, so that some words are frequent as in real text.
            double rank = random.nextDouble();
            text.append(i == 0 ? "" : " ").append(words.get((int) (rank * rank * words.size())));
        }
        return text.append('.').toString();
    }

    private static byte[] book(String code, int bytes, List<String> words, Random random) {
        StringBuilder text =
                new StringBuilder("\\id " + code + " made up\n\\usfm 3.1\n\\h " + code + "\n\\mt1 " + code);
        for (int chapter = 1; text.length() < bytes; chapter++) {
            text.append("\n\\c ").append(chapter);
            for (int verse = 1; verse <= 25 && text.length() < bytes; verse++) {
                text.append(verse % 5 == 1 ? "\n\\p\n" : "\n").append("\\v ").append(verse);
                text.append(' ').append(sentence(words, random, 20));
            }
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** How large it is. */
    long bytes() {
        return files.values().stream().mapToLong(file -> file.length).sum();
    }

    /** The content of one of its files. */
    byte[] file(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    /** Writes it to a new folder. */
    void writeTo(Path folder) {
        files.forEach((path, content) -> {
            try {
                Path file = folder.resolve(path);
                Files.createDirectories(file.resolveSibling("."));
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Changes one verse of one book in a folder: a word comes in behind the verse's number, new each time. */
    void changeVerse(Path folder, int number) {
        Path book = folder.resolve(books.get(number % books.size()));
        try {
            Files.write(book, withVerseChanged(Files.readAllBytes(book), number, "edited" + number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A book with a word put in at the beginning of one of its verses. */
    static byte[] withVerseChanged(byte[] book, int number, String word) {
        String text = new String(book, StandardCharsets.UTF_8);
        List<Integer> verses = new ArrayList<>();
        for (int at = text.indexOf("\\v "); at >= 0; at = text.indexOf("\\v ", at + 1)) {
            verses.add(at);
        }
        int verse = verses.get(Math.floorMod(number * 7 + verses.size() / 3, verses.size()));
        int wordAt = text.indexOf(' ', verse + 3) + 1;
        return (text.substring(0, wordAt) + word + " " + text.substring(wordAt)).getBytes(StandardCharsets.UTF_8);
    }
}

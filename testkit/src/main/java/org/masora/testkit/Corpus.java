package org.masora.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Real texts and real merges to test against. They lie in {@code ../shared/corpus} beside the project, or in the folder
 * that the environment variable {@code MASORA_CORPUS} names. Where they are absent, the test that asks is skipped.
 */
public final class Corpus {
    private static final SharedFolder SHARED = new SharedFolder("corpus", "MASORA_CORPUS");

    private Corpus() {}

    /** The folder of the whole corpus, if it is present. */
    public static Optional<Path> find() {
        return SHARED.find();
    }

    /** A folder of the corpus, for example {@code bsb-usfm31-cc0}; skips the running test where it is absent. */
    public static Path folder(String name) {
        return SHARED.require(name);
    }

    /** Every USFM file ({@code .usfm}, {@code .sfm}) under a folder of the corpus, sorted by path. */
    public static List<Path> usfmFiles(String name) {
        try (Stream<Path> files = Files.walk(folder(name))) {
            return files.filter(Files::isRegularFile)
                    .filter(Corpus::isUsfm)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isUsfm(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".usfm") || name.endsWith(".sfm");
    }
}

package org.masora.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.Snapshot;

/**
 * The merge cases of {@code docs/merging.md}, one folder each: {@code base}, {@code ours}, {@code
 * theirs}, {@code expected} where theirs stands, and {@code case.txt} with what it shows, the path of
 * the file (or {@code project/} where all of these are folders), and the disagreements. Where what comes out is not what should, {@code ideal} holds what
 * should, and a last line {@code ideal: …} says it.
 */
class GoldenCasesTest {
    private static final String WHOLE_PROJECT = "project/";
    private static final String IDEAL = "ideal: ";
    private static final Path CASES = Path.of("src", "test", "resources", "merge-cases");

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .sorted()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)))
                    .toList()
                    .stream();
        }
    }

    @Test
    @DisplayName("The table in docs/merging.md has a row for every case, with what comes out")
    void table() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "merging.md")).stream()
                .filter(line -> line.matches("\\| [0-9]{3} \\|.*"))
                .toList();
        try (Stream<Path> folders = Files.list(CASES)) {
            assertThat(rows)
                    .containsExactlyElementsOf(
                            folders.sorted().map(GoldenCasesTest::row).toList());
        }
    }

    private static String row(Path folder) {
        try {
            List<String> description = Files.readAllLines(folder.resolve("case.txt"));
            String disagreements = String.join(", ", disagreements(description)).replace("|", "\\|");
            return "| %s | %s | %s | %s |"
                    .formatted(
                            folder.getFileName().toString().substring(0, 3),
                            description.getFirst(),
                            disagreements.isEmpty() ? "-" : disagreements,
                            ideal(description));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> disagreements(List<String> description) {
        return description.stream()
                .skip(2)
                .filter(line -> !line.startsWith(IDEAL))
                .toList();
    }

    private static String ideal(List<String> description) {
        return description.stream()
                .filter(line -> line.startsWith(IDEAL))
                .map(line -> line.substring(IDEAL.length()))
                .findFirst()
                .orElse("");
    }

    private static void check(Path folder) throws IOException {
        List<String> description = Files.readAllLines(folder.resolve("case.txt"));
        String path = description.get(1);
        if (path.equals(WHOLE_PROJECT)) {
            checkProject(folder, description);
            return;
        }
        Optional<byte[]> base = read(folder, "base", path);
        byte[] ours = read(folder, "ours", path).orElseThrow();
        byte[] theirs = read(folder, "theirs", path).orElseThrow();
        FileMerge.Base common =
                base.<FileMerge.Base>map(FileMerge.Base.Common::new).orElse(new FileMerge.Base.None());
        Blobs blobs = Blobs.inMemory();

        FileMerge.Outcome outcome = FileMerge.merge(common, path, ours, theirs, Side.THEIRS, blobs);

        assertThat(outcome.conflicts().stream().map(GoldenCasesTest::line))
                .as(description.getFirst())
                .containsExactlyElementsOf(disagreements(description));
        if (!ideal(description).isEmpty()) {
            assertThat(outcome.content())
                    .as("has come true, and can be what is expected: " + ideal(description))
                    .isNotEqualTo(Files.readAllBytes(folder.resolve("ideal" + extension(path))));
        }
        Path expected = folder.resolve("expected" + extension(path));
        assertThat(new String(outcome.content(), StandardCharsets.UTF_8))
                .as(description.getFirst())
                .isEqualTo(new String(Files.readAllBytes(expected), StandardCharsets.UTF_8));
        FileMerge.Outcome swapped = FileMerge.merge(common, path, theirs, ours, Side.OURS, blobs);
        assertThat(swapped.content()).as("M2 sides swapped").isEqualTo(outcome.content());
        assertThat(swapped.conflicts().stream().map(Conflict::mirrored))
                .as("M2 sides swapped")
                .containsExactlyElementsOf(outcome.conflicts());
    }

    /** A case of whole projects, where base, ours, theirs and expected are folders, an absent base is none. */
    private static void checkProject(Path folder, List<String> description) throws IOException {
        Blobs blobs = Blobs.inMemory();
        Snapshot ours = project(folder.resolve("ours"), blobs);
        Snapshot theirs = project(folder.resolve("theirs"), blobs);
        MergeBase base = Files.exists(folder.resolve("base"))
                ? new MergeBase.Common(project(folder.resolve("base"), blobs))
                : new MergeBase.None();

        MergeOutcome outcome = new SnapshotMerge(blobs).merge(base, ours, theirs, Side.THEIRS);

        assertThat(outcome.conflicts().stream().map(GoldenCasesTest::line))
                .as(description.getFirst())
                .containsExactlyElementsOf(disagreements(description));
        assertThat(texts(outcome.merged(), blobs))
                .as(description.getFirst())
                .isEqualTo(texts(project(folder.resolve("expected"), blobs), blobs));
        MergeOutcome swapped = new SnapshotMerge(blobs).merge(base, /* ours= */ theirs, /* theirs= */ ours, Side.OURS);
        assertThat(swapped.merged()).as("M2 sides swapped").isEqualTo(outcome.merged());
        assertThat(swapped.conflicts().stream().map(Conflict::mirrored))
                .as("M2 sides swapped")
                .containsExactlyElementsOf(outcome.conflicts());
    }

    private static Snapshot project(Path folder, Blobs blobs) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String path = folder.relativize(file).toString().replace('\\', '/');
                    entries.put(path, Entry.file(blobs.write(Files.readAllBytes(file))));
                }
            }
        }
        return Snapshot.of(entries);
    }

    private static Map<String, String> texts(Snapshot project, Blobs blobs) {
        Map<String, String> texts = new TreeMap<>();
        project.entries()
                .forEach((path, entry) -> texts.put(path, new String(blobs.read(entry.id()), StandardCharsets.UTF_8)));
        return texts;
    }

    private static Optional<byte[]> read(Path folder, String name, String path) throws IOException {
        Path file = folder.resolve(name + extension(path));
        return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    private static String extension(String path) {
        return path.substring(path.lastIndexOf('.'));
    }

    private static String line(Conflict conflict) {
        return conflict.kind() + " " + conflict.type().code() + " " + conflict.reference();
    }
}

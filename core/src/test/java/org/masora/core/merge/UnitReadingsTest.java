package org.masora.core.merge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.masora.core.project.BlobId;
import org.masora.core.project.Blobs;

/** Every disagreement of the golden cases can be decided, either way and back. */
class UnitReadingsTest {
    private static final Path CASES = Path.of("src", "test", "resources", "merge-cases");

    @TestFactory
    Stream<DynamicTest> everyConflictCanBeDecided() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .filter(folder -> !Files.isDirectory(folder.resolve("ours")))
                    .sorted()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> decide(folder)))
                    .toList()
                    .stream();
        }
    }

    private static void decide(Path folder) throws IOException {
        String path = Files.readAllLines(folder.resolve("case.txt")).get(1);
        String extension = path.substring(path.lastIndexOf('.'));
        Path base = folder.resolve("base" + extension);
        Blobs blobs = Blobs.inMemory();
        FileMerge.Outcome outcome = FileMerge.merge(
                Files.exists(base) ? new FileMerge.Base.Common(Files.readAllBytes(base)) : new FileMerge.Base.None(),
                path,
                Files.readAllBytes(folder.resolve("ours" + extension)),
                Files.readAllBytes(folder.resolve("theirs" + extension)),
                Side.THEIRS,
                blobs);
        for (Conflict conflict : outcome.conflicts()) {
            List<byte[]> known = Stream.of(conflict.merged(), conflict.ours(), conflict.theirs())
                    .flatMap(Optional::stream)
                    .map(blobs::read)
                    .toList();
            assertSays(path, outcome.content(), conflict, known, conflict.merged(), blobs);
            for (Optional<BlobId> reading : List.of(conflict.ours(), conflict.theirs())) {
                Optional<byte[]> placed = new UnitReadings(path, outcome.content())
                        .with(conflict.type(), conflict.reference(), known, reading.map(blobs::read));
                if (placed.isEmpty()) {
                    assertThat(conflict.reference().unit())
                            .as("a chapter that has verses")
                            .isEqualTo("2");
                    assertThat(reading).isEmpty();
                    continue;
                }
                byte[] decided = placed.get();
                assertSays(path, decided, conflict, known, reading, blobs);
                byte[] back = new UnitReadings(path, decided)
                        .with(
                                conflict.type(),
                                conflict.reference(),
                                known,
                                conflict.merged().map(blobs::read))
                        .orElseThrow();
                assertSays(path, back, conflict, known, conflict.merged(), blobs);
                if (conflict.type() != ConflictType.DELETED_EDITED) {
                    assertThat(UnitWords.of(back)).isEqualTo(UnitWords.of(outcome.content()));
                }
            }
        }
    }

    private static void assertSays(
            String path,
            byte[] content,
            Conflict conflict,
            List<byte[]> known,
            Optional<BlobId> expected,
            Blobs blobs) {
        UnitReading today = new UnitReadings(path, content).today(conflict.type(), conflict.reference(), known);
        if (expected.isEmpty()) {
            assertThat(today).isEqualTo(new UnitReading.Absent());
        } else {
            assertThat(today).isInstanceOf(UnitReading.Text.class);
            byte[] text = ((UnitReading.Text) today).bytes();
            assertThat(UnitWords.of(text)).isEqualTo(UnitWords.of(blobs.read(expected.get())));
        }
    }

    @Test
    void whatIsNowhereIsNotGuessed() {
        UnitReadings readings = new UnitReadings("a.txt", "one\ntwo\n".getBytes(UTF_8));
        assertThat(readings.today(
                        ConflictType.TEXT, new UnitRef("a.txt", "lines", 1), List.of("three\n".getBytes(UTF_8))))
                .isEqualTo(new UnitReading.Unknown());
    }
}

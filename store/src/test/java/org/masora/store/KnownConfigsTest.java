package org.masora.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownConfigsTest {
    @TempDir
    private Path directory = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void aProject() throws IOException {
        file = directory.resolve("project.json");
        write("one");
    }

    private void write(String name) throws IOException {
        ProjectConfig config = new ProjectConfig(
                "id", "/folder", Optional.of(name), Optional.empty(), "here", Instant.EPOCH, new TreeMap<>());
        DurableFiles.replace(file, StateCodec.encodeReadably(config));
    }

    private static String name(Optional<ProjectConfig> config) {
        return config.flatMap(ProjectConfig::name).orElse("");
    }

    @Test
    void aFileThatStaysIsReadOnce() throws IOException {
        KnownConfigs configs =
                new KnownConfigs(() -> Clock.systemUTC().instant().plus(Duration.ofHours(1)));
        assertThat(name(configs.peek(directory))).isEqualTo("one");
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, Files.readString(file).replace("one", "two").getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, time);
        assertThat(name(configs.peek(directory))).isEqualTo("one");
    }

    @Test
    void whatWasReplacedIsReadAgain() throws IOException {
        KnownConfigs configs =
                new KnownConfigs(() -> Clock.systemUTC().instant().plus(Duration.ofHours(1)));
        configs.peek(directory);
        write("two");
        assertThat(name(configs.peek(directory))).isEqualTo("two");
        Files.delete(file);
        assertThat(configs.peek(directory)).isEmpty();
        write("one");
        assertThat(name(configs.peek(directory))).isEqualTo("one");
    }

    @Test
    void whatWasJustWrittenIsNotBelievedToStay() throws IOException {
        KnownConfigs configs = new KnownConfigs(Clock.systemUTC());
        configs.peek(directory);
        FileTime time = Files.getLastModifiedTime(file);
        Files.write(file, Files.readString(file).replace("one", "two").getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, time);
        assertThat(name(configs.peek(directory))).isEqualTo("two");
    }
}

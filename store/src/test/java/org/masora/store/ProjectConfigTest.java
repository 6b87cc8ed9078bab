package org.masora.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.sync.PlaceName;

class ProjectConfigTest {

    private static final PlaceName HUB = new PlaceName("hub");

    @TempDir
    Path directory;

    private final ProjectConfig config = new ProjectConfig(
            "id",
            "/folder",
            Optional.of("Name"),
            Optional.empty(),
            "computer",
            Instant.EPOCH,
            new TreeMap<>(Map.of(HUB, new PlaceAddress("door43", "https://hub", "team", "sample", "asha"))));

    @Test
    @DisplayName("P6 which place has the lead is written with the project and read again")
    void lead() {
        ProjectConfig chosen = config.withLead(Optional.of(HUB));
        write(chosen);
        assertThat(ProjectStore.peek(directory)).contains(chosen);
        PlaceAddress other = new PlaceAddress("paratext", "https://registry", "id", "SMP", "asha");
        assertThat(chosen.withPlace(new PlaceName("other"), other).lead()).contains(HUB);
        assertThat(chosen.withLead(Optional.empty())).isEqualTo(config);
    }

    @Test
    @DisplayName("settings from before there was a choice of the lead are read as those in which nobody chose")
    void older() throws Exception {
        write(config);
        Path file = directory.resolve("project.json");
        String json = Files.readString(file);
        assertThat(json).contains("\"lead\"");
        Files.writeString(file, json.replaceAll(",\\s*\"lead\"\\s*:\\s*null", ""));
        assertThat(Files.readString(file)).doesNotContain("lead");
        assertThat(ProjectStore.peek(directory)).contains(config);
    }

    @Test
    @DisplayName("S2 the line that somebody chose is written with the place and read again; older settings have none")
    void line() throws Exception {
        PlaceAddress place = new PlaceAddress("door43", "https://hub", "team", "sample", "asha");
        ProjectConfig chosen = config.withPlace(HUB, place.on(Optional.of("asha/2022-05-03.1")));
        write(chosen);
        assertThat(ProjectStore.peek(directory)).contains(chosen);
        assertThat(place.on(Optional.of("draft")).as("binu").line()).contains("draft");
        write(config);
        Path file = directory.resolve("project.json");
        String json = Files.readString(file);
        assertThat(json).contains("\"line\"");
        Files.writeString(file, json.replaceAll(",\\s*\"line\"\\s*:\\s*null", ""));
        assertThat(Files.readString(file)).doesNotContain("\"line\"");
        assertThat(ProjectStore.peek(directory)).contains(config);
    }

    private void write(ProjectConfig settings) {
        try (ProjectStore store = ProjectStore.over(directory, Vault.open(directory.resolve("vault.git")))) {
            store.configure(settings);
        }
    }
}

package org.masora.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HomeTest {
    private static final Path USER = Path.of("/home/maria");

    @Test
    void everyPlatformHasItsUsualPlace() {
        assertThat(home(Map.of(), "Linux")).isEqualTo(Path.of("/home/maria/.local/share/masora"));
        assertThat(home(Map.of("XDG_DATA_HOME", "/data"), "Linux")).isEqualTo(Path.of("/data/masora"));
        assertThat(home(Map.of("XDG_DATA_HOME", "relative"), "Linux"))
                .isEqualTo(Path.of("/home/maria/.local/share/masora"));
        assertThat(home(Map.of(), "Mac OS X")).isEqualTo(Path.of("/home/maria/Library/Application Support/Masora"));
        assertThat(home(Map.of("APPDATA", "/roaming"), "Windows 11")).isEqualTo(Path.of("/roaming/Masora"));
    }

    @Test
    void masoraHomeOverridesIt() {
        assertThat(home(Map.of("MASORA_HOME", "/elsewhere/../mine"), "Linux")).isEqualTo(Path.of("/mine"));
        assertThat(home(Map.of("MASORA_HOME", " "), "Linux")).isEqualTo(Path.of("/home/maria/.local/share/masora"));
    }

    private static Path home(Map<String, String> environment, String system) {
        return Home.find(environment, system, USER).folder();
    }
}

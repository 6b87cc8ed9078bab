package org.masora.app.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void aFolderThatIsOpenToOthersIsClosedIfItIsMasorasOwn(@TempDir Path temp) throws IOException {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"), "no permissions here");
        Set<PosixFilePermission> open = PosixFilePermissions.fromString("rwxr-xr-x");
        Path empty = Files.createDirectory(temp.resolve("empty"), PosixFilePermissions.asFileAttribute(open));
        new Home(empty).create();
        assertThat(Files.getPosixFilePermissions(empty)).hasToString("[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE]");
        Files.createDirectory(empty.resolve("projects"));
        Files.setPosixFilePermissions(empty, open);
        new Home(empty).create();
        assertThat(Files.getPosixFilePermissions(empty)).hasSize(3);

        Path others = Files.createDirectory(temp.resolve("others"), PosixFilePermissions.asFileAttribute(open));
        Files.writeString(others.resolve("letter.txt"), "for everybody");
        assertThatThrownBy(() -> new Home(others).create()).isInstanceOf(OpenToOthersException.class);
        assertThat(Files.getPosixFilePermissions(others)).isEqualTo(open);
    }

    private static Path home(Map<String, String> environment, String system) {
        return Home.find(environment, system, USER).folder();
    }
}

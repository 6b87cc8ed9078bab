package org.masora.app.web.pages.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where projects are looked for, and what a folder to pick from is seen to hold. */
final class FoundFoldersTest {
    @TempDir
    private Path home;

    @Test
    void whatCannotBeLookedIntoIsSaidToBeSo() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "no folder");
        assertThat(FoundFolders.in(file, "", 50)).isEqualTo(new FoundFolders.Inside(false, List.of(), 0));
        assertThat(FoundFolders.folder(file.toString())).isEmpty();
        assertThat(FoundFolders.folder("relative")).isEmpty();
        assertThat(FoundFolders.folder("/with\0nothing")).isEmpty();
    }

    @Test
    void oneFolderOfThousandsIsFoundByItsName() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            Files.createDirectory(home.resolve("folder " + i));
        }
        Files.createDirectory(home.resolve(".hidden"));
        FoundFolders.Inside all = FoundFolders.in(home, "", 50);
        assertThat(all.folders()).hasSize(50);
        assertThat(all.more()).isEqualTo(2_450);
        assertThat(FoundFolders.in(home, "FOLDER 2499", 50).folders())
                .containsExactly(new FoundFolders.Folder(home.resolve("folder 2499"), false));
    }

    @Test
    void onWindowsScribeIsLookedForWhereProgramsKeepTheirs() throws Exception {
        Path applications = home.resolve("AppData");
        Files.createDirectories(applications.resolve("scribe/users/asha/projects/Titus"));
        Files.writeString(applications.resolve("scribe/users/asha/projects/Titus/metadata.json"), "{}");
        assertThat(new FoundFolders(home, Map.of("APPDATA", applications.toString())).usualPlaces())
                .singleElement()
                .satisfies(place -> {
                    assertThat(place.owner()).contains("asha");
                    assertThat(place.projects()).hasSize(1);
                });
    }
}

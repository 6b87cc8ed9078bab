package org.masora.app.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void whatWasChosenIsThereAtTheNextStart() throws Exception {
        Path file = folder.resolve("settings.json");
        assertThat(new SettingsFile(file).now()).isEqualTo(Settings.USUAL);

        Settings chosen = new SettingsFile(file)
                .change(settings -> settings.withUndoSeconds(OptionalInt.empty())
                        .withSyncEveryMinutes(OptionalInt.of(30))
                        .withSyncWhenLineIsBack(false)
                        .withTextPercent(150)
                        .withBackupsListed(12)
                        .withStar("one", true)
                        .withStar("two", true)
                        .withStar("one", false));

        assertThat(new SettingsFile(file).now()).isEqualTo(chosen);
        assertThat(chosen.starred()).containsExactly("two");
        assertThat(chosen.undoSeconds()).as("until I press").isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodOrIsImpossibleIsTakenAsNotChosen() throws Exception {
        Path file = folder.resolve("settings.json");
        Files.writeString(file, "{\"undoSeconds\":-4,\"textPercent\":900000,\"backupsListed\":\"many\",\"starred\":3}");
        Settings settings = new SettingsFile(file).now();
        assertThat(settings.undoSeconds()).isEqualTo(Settings.USUAL.undoSeconds());
        assertThat(settings.textPercent()).isEqualTo(300);
        assertThat(settings.backupsListed()).isEqualTo(5);
        Files.writeString(file, "{{");
        assertThat(new SettingsFile(file).now()).isEqualTo(Settings.USUAL);
    }
}

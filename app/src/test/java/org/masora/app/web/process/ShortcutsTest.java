package org.masora.app.web.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.masora.app.web.process.Shortcuts.Outcome;

final class ShortcutsTest {
    private static final Path LAUNCHER = Path.of("/opt/my \"own\" 100% $tools/masora");

    @TempDir
    Path home;

    private Shortcuts on(String system, Map<String, String> environment) {
        return new Shortcuts(system, environment, home, Optional.of(LAUNCHER));
    }

    @Test
    void linuxGetsAnEntryInItsMenuAndOnTheDesktopWhateverThatIsCalled() throws Exception {
        Path desktop = Files.createDirectories(home.resolve("Schreibtisch"));
        Path names = home.resolve(".config/user-dirs.dirs");
        Files.createDirectories(names.getParent());
        Files.writeString(names, "XDG_DESKTOP_DIR=\"$HOME/Schreibtisch\"\n");

        Outcome outcome = on("Linux", Map.of()).make();

        Path menu = home.resolve(".local/share/applications/masora.desktop");
        assertThat(outcome).isEqualTo(new Outcome.Made(List.of(desktop.resolve("masora.desktop"), menu)));
        assertThat(Files.readString(menu))
                .startsWith("[Desktop Entry]\nType=Application\n")
                .contains("Exec=\"/opt/my \\\\\"own\\\\\" 100%% \\\\$tools/masora\" open\n")
                .contains("Terminal=false\n")
                .contains("Icon=" + home.resolve(".local/share/icons/hicolor/scalable/apps/masora.svg"));
        assertThat(desktop.resolve("masora.desktop")).isExecutable();
        assertThat(home.resolve(".local/share/icons/hicolor/scalable/apps/masora.svg"))
                .isNotEmptyFile();
    }

    @Test
    void itStartsWithTheComputerOnlyWhenChosenAndNoMoreWhenTakenBack() throws Exception {
        Path config = home.resolve("config");
        for (String system : List.of("Linux", "Mac OS X")) {
            Shortcuts shortcuts = on(system, Map.of("XDG_CONFIG_HOME", config.toString()));
            assertThat(shortcuts.startsWithComputer()).isFalse();
            assertThat(shortcuts.startWithComputer(true)).isInstanceOf(Outcome.Made.class);
            assertThat(shortcuts.startsWithComputer()).isTrue();
            Path entry = system.equals("Linux")
                    ? config.resolve("autostart/masora.desktop")
                    : home.resolve("Library/LaunchAgents/org.masora.plist");
            assertThat(Files.readString(entry)).contains("serve");
            assertThat(shortcuts.startWithComputer(false)).isInstanceOf(Outcome.Made.class);
            assertThat(shortcuts.startsWithComputer()).isFalse();
            assertThat(entry).doesNotExist();
        }
    }

    @Test
    void macosGetsAnApplication() throws Exception {
        on("Mac OS X", Map.of()).make();
        Path program = home.resolve("Applications/Masora.app/Contents/MacOS/masora");
        assertThat(program).isExecutable();
        assertThat(Files.readString(program)).isEqualTo("#!/bin/sh\nexec '" + LAUNCHER + "' open\n");
        assertThat(Files.readString(home.resolve("Applications/Masora.app/Contents/Info.plist")))
                .contains("<key>CFBundleExecutable</key><string>masora</string>");
    }

    @Test
    void onWindowsNamesReachPowerShellByItsEnvironmentAndNeverAsPartOfTheScript() {
        ProcessBuilder maker = on("Windows 11", Map.of()).powerShell(Path.of("C:\\Users\\Ma'ria\\Masora.lnk"), "open");
        assertThat(maker.command()).startsWith("powershell.exe").noneMatch(part -> part.contains("ria"));
        assertThat(maker.environment())
                .containsEntry("MASORA_TARGET", LAUNCHER.toString())
                .containsEntry("MASORA_LINK", "C:\\Users\\Ma'ria\\Masora.lnk")
                .containsEntry("MASORA_ARGUMENTS", "open");
    }

    @Test
    void withoutAFileToStartNothingIsMade() throws Exception {
        Shortcuts shortcuts = new Shortcuts("Linux", Map.of(), home, Optional.empty());
        assertThat(shortcuts.make()).isEqualTo(new Outcome.NoLauncher());
        assertThat(home).isEmptyDirectory();
    }
}

package org.masora.app.web.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masora's icon, and its start with the computer, by the platform's own means: desktop entries (freedesktop.org's
 * Desktop Entry and Desktop Application Autostart specifications), a bundle and a launch agent on macOS, shortcuts on
 * Windows, which its PowerShell makes.
 */
public final class Shortcuts {
    private static final String ICON = "/org/masora/app/web/assets/icon.svg";
    private static final Pattern DESKTOP = Pattern.compile("XDG_DESKTOP_DIR=\"([^\"]+)\"");
    private static final long POWERSHELL_SECONDS = 30;

    /** What is named comes by the environment, so that no name can be taken for a part of the script. */
    private static final String SCRIPT = "$s=(New-Object -ComObject WScript.Shell).CreateShortcut($env:MASORA_LINK);"
            + "$s.TargetPath=$env:MASORA_TARGET;$s.Arguments=$env:MASORA_ARGUMENTS;$s.WindowStyle=7;$s.Save()";

    private final String system;
    private final Map<String, String> environment;
    private final Path userHome;
    private final Optional<Path> launcher;

    /**
     * Icons for one person.
     *
     * @param systemName Java's {@code os.name}
     * @param environment the variables of the environment
     * @param userHome the person's own folder
     * @param launcher what starts Masora; empty where that is not known
     */
    public Shortcuts(String systemName, Map<String, String> environment, Path userHome, Optional<Path> launcher) {
        this.system = systemName.toLowerCase(Locale.ROOT);
        this.environment = Map.copyOf(environment);
        this.userHome = userHome;
        this.launcher = launcher;
    }

    /** Icons for the person who runs this process, for the Masora that it runs. */
    public static Shortcuts ofThisProcess() {
        return new Shortcuts(
                System.getProperty("os.name", ""),
                System.getenv(),
                Path.of(System.getProperty("user.home")),
                Optional.of(System.getProperty("masora.launcher", ""))
                        .filter(path -> !path.isBlank())
                        .map(Path::of));
    }

    /** What became of it. */
    public sealed interface Outcome {
        /** It is done. */
        record Made(List<Path> files) implements Outcome {
            public Made {
                files = List.copyOf(files);
            }
        }

        /** Masora does not know by which file it was started. */
        record NoLauncher() implements Outcome {}

        /** The system did not let it. */
        record NotMade(String detail) implements Outcome {}
    }

    private boolean isWindows() {
        return system.startsWith("windows");
    }

    private boolean isMac() {
        return system.startsWith("mac");
    }

    /** Makes the icon; one that is there is made anew. */
    public Outcome make() throws IOException, InterruptedException {
        if (launcher.isEmpty()) {
            return new Outcome.NoLauncher();
        }
        if (isWindows()) {
            return links(
                    List.of(userHome.resolve("Desktop/Masora.lnk"), startMenu().resolve("Masora.lnk")), "open");
        }
        return new Outcome.Made(isMac() ? bundle(launcher.get()) : desktopEntries(launcher.get()));
    }

    /** Whether Masora starts with the computer. */
    public boolean startsWithComputer() {
        return Files.exists(starter());
    }

    /** Lets Masora start with the computer, or not; it shows nothing then, and keeps and syncs as was chosen. */
    public Outcome startWithComputer(boolean on) throws IOException, InterruptedException {
        if (!on) {
            Files.deleteIfExists(starter());
            return new Outcome.Made(List.of());
        }
        if (launcher.isEmpty()) {
            return new Outcome.NoLauncher();
        }
        if (isWindows()) {
            return links(List.of(starter()), "serve");
        }
        write(starter(), isMac() ? agent(launcher.get()) : desktopEntry(launcher.get(), "serve", "masora"), false);
        return new Outcome.Made(List.of(starter()));
    }

    private Path starter() {
        if (isWindows()) {
            return startMenu().resolve("Startup/Masora.lnk");
        }
        if (isMac()) {
            return userHome.resolve("Library/LaunchAgents/org.masora.plist");
        }
        return folder("XDG_CONFIG_HOME", ".config").resolve("autostart/masora.desktop");
    }

    /** The specification of base directories: a relative path in the variable is to be ignored. */
    private Path folder(String variable, String usual) {
        String named = environment.getOrDefault(variable, "");
        return !named.isBlank() && Path.of(named).isAbsolute() ? Path.of(named) : userHome.resolve(usual);
    }

    // Linux and its kin

    private List<Path> desktopEntries(Path program) throws IOException {
        Path data = folder("XDG_DATA_HOME", ".local/share");
        Path icon = data.resolve("icons/hicolor/scalable/apps/masora.svg");
        Files.createDirectories(icon.getParent());
        try (InputStream picture = Shortcuts.class.getResourceAsStream(ICON)) {
            if (picture == null) {
                throw new IllegalStateException("the program is incomplete: no icon");
            }
            Files.write(icon, picture.readAllBytes());
        }
        List<Path> entries = new ArrayList<>();
        desktop().ifPresent(folder -> entries.add(folder.resolve("masora.desktop")));
        entries.add(data.resolve("applications/masora.desktop"));
        for (Path entry : entries) {
            write(entry, desktopEntry(program, "open", icon.toString()), true);
        }
        return entries;
    }

    /** The folder whose content is shown on the screen, under whatever name it goes in the person's language. */
    private Optional<Path> desktop() throws IOException {
        Path names = folder("XDG_CONFIG_HOME", ".config").resolve("user-dirs.dirs");
        Path named = userHome.resolve("Desktop");
        if (Files.isReadable(names)) {
            Matcher matcher = DESKTOP.matcher(Files.readString(names));
            if (matcher.find()) {
                named = Path.of(matcher.group(1).replace("$HOME", userHome.toString()));
            }
        }
        return Optional.of(named).filter(folder -> Files.isDirectory(folder) && !folder.equals(userHome));
    }

    private static String desktopEntry(Path program, String command, String icon) {
        return """
                [Desktop Entry]
                Type=Application
                Version=1.5
                Name=Masora
                Comment=Keeps Scripture translation projects safe and in step
                Exec=%s %s
                Icon=%s
                Terminal=false
                StartupNotify=false
                Categories=Office;
                """.formatted(quoted(program.toString()), command, escaped(icon));
    }

    /** An argument of {@code Exec}: quoted, and then escaped as any string of such a file. */
    private static String quoted(String argument) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            if (c == '"' || c == '`' || c == '$' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c == '%' ? "%%" : c);
        }
        return escaped(quoted.append('"').toString());
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    private static void write(Path file, String content, boolean executable) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, StandardCharsets.UTF_8);
        if (executable && Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    // macOS

    private List<Path> bundle(Path program) throws IOException {
        Path bundle = userHome.resolve("Applications/Masora.app");
        write(bundle.resolve("Contents/Info.plist"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <plist version="1.0">
                <dict>
                  <key>CFBundleExecutable</key><string>masora</string>
                  <key>CFBundleIdentifier</key><string>org.masora</string>
                  <key>CFBundleName</key><string>Masora</string>
                  <key>CFBundlePackageType</key><string>APPL</string>
                  <key>LSUIElement</key><true/>
                </dict>
                </plist>
                """, false);
        write(
                bundle.resolve("Contents/MacOS/masora"),
                "#!/bin/sh\nexec '" + program.toString().replace("'", "'\\''") + "' open\n",
                true);
        return List.of(bundle);
    }

    private static String agent(Path program) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <plist version="1.0">
                <dict>
                  <key>Label</key><string>org.masora</string>
                  <key>ProgramArguments</key><array><string>%s</string><string>serve</string></array>
                  <key>RunAtLoad</key><true/>
                </dict>
                </plist>
                """.formatted(
                program.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
    }

    // Windows

    private Path startMenu() {
        return folder("APPDATA", "AppData/Roaming").resolve("Microsoft/Windows/Start Menu/Programs");
    }

    /** What makes one shortcut. */
    ProcessBuilder powerShell(Path link, String command) {
        ProcessBuilder builder = new ProcessBuilder(
                "powershell.exe", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command", SCRIPT);
        builder.environment().put("MASORA_LINK", link.toString());
        builder.environment().put("MASORA_TARGET", launcher.orElseThrow().toString());
        builder.environment().put("MASORA_ARGUMENTS", command);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return builder;
    }

    private Outcome links(List<Path> links, String command) throws InterruptedException {
        for (Path link : links) {
            try {
                Files.createDirectories(link.getParent());
                Process process = powerShell(link, command).start();
                if (!process.waitFor(POWERSHELL_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Outcome.NotMade("PowerShell does not answer");
                }
                if (process.exitValue() != 0) {
                    return new Outcome.NotMade("PowerShell: " + process.exitValue());
                }
            } catch (IOException e) {
                return new Outcome.NotMade(e.toString());
            }
        }
        return new Outcome.Made(links);
    }
}

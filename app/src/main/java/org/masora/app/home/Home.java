package org.masora.app.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.masora.engine.Projects;

/**
 * The folder in which Masora keeps its own things for one person on this computer.
 *
 * @param folder absolute; it may not exist yet
 */
public record Home(Path folder) {

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * The folder that {@code MASORA_HOME} names, else the platform's usual place: {@code
     * ~/Library/Application Support/Masora} on macOS, {@code %APPDATA%\Masora} on Windows, {@code masora} in the
     * folder of the XDG base directory specification elsewhere.
     *
     * @param environment the variables of the environment
     * @param systemName Java's {@code os.name}
     * @param userHome the person's own folder
     */
    public static Home find(Map<String, String> environment, String systemName, Path userHome) {
        String named = environment.getOrDefault("MASORA_HOME", "");
        if (!named.isBlank()) {
            return new Home(Path.of(named));
        }
        String system = systemName.toLowerCase(Locale.ROOT);
        if (system.startsWith("mac")) {
            return new Home(userHome.resolve("Library/Application Support/Masora"));
        }
        if (system.startsWith("windows")) {
            String applications = environment.getOrDefault("APPDATA", "");
            return new Home((applications.isBlank() ? userHome.resolve("AppData/Roaming") : Path.of(applications))
                    .resolve("Masora"));
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        // The specification: a relative path in the variable is to be ignored.
        boolean usable = !data.isBlank() && Path.of(data).isAbsolute();
        return new Home((usable ? Path.of(data) : userHome.resolve(".local/share")).resolve("masora"));
    }

    /**
     * Makes the folder if it is missing, for its owner alone: projects can be confidential. One that is there and open to
     * others is closed to them.
     *
     * @throws OpenToOthersException when it is open to others and holds what is not Masora's: nothing was changed
     */
    public void create() throws IOException {
        Files.createDirectories(folder, OwnerOnly.folder(folder));
        if (OwnerOnly.isOpenToOthers(folder)) {
            if (!holdsOnlyOwnThings()) {
                throw new OpenToOthersException(folder);
            }
            OwnerOnly.close(folder);
        }
    }

    /** Whether this is Masora's folder already, or an empty one. */
    private boolean holdsOnlyOwnThings() throws IOException {
        if (Files.isDirectory(folder.resolve("projects")) || Files.isRegularFile(accountsFile())) {
            return true;
        }
        try (Stream<Path> things = Files.list(folder)) {
            return things.findAny().isEmpty();
        }
    }

    /** The file of the accounts, with their tokens. */
    public Path accountsFile() {
        return folder.resolve("accounts.json");
    }

    /** What the person has chosen on this computer. */
    public Path settingsFile() {
        return folder.resolve("settings.json");
    }

    /** Where the Paratext accounts are, with their tokens. */
    Path paratextFolder() {
        return folder.resolve("paratext");
    }

    /** Where a hub keeps its data unless told otherwise. */
    public Path hubFolder() {
        return folder.resolve("hub");
    }

    /** Where the process behind the page says how it is reached, with the token for programs. */
    public Path pageFile() {
        return folder.resolve("page.json");
    }

    /** Held by the process behind the page as long as it runs. */
    public Path pageLock() {
        return folder.resolve("page.lock");
    }

    /** Held by the process that waits to take over from the one behind the page. */
    public Path pageNext() {
        return folder.resolve("page.next");
    }

    /** The key from which the page's sessions are made. */
    public Path doorKeyFile() {
        return folder.resolve("door.key");
    }

    /**
     * A folder that people see and that nobody else can open; a browser that is shut in a box of its own (snap) reads
     * neither hidden folders nor the system's temporary ones.
     *
     * @param environment the variables of the environment
     * @param userHome the person's own folder
     */
    public Path visibleFolder(Map<String, String> environment, Path userHome) {
        return environment.getOrDefault("MASORA_HOME", "").isBlank()
                ? userHome.resolve("Masora")
                : folder.resolve(Projects.OPEN);
    }
}

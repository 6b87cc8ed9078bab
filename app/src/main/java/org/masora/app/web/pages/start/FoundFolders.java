package org.masora.app.web.pages.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks for projects where Scribe and Paratext keep theirs, and into folders that a person picks. */
final class FoundFolders {
    private static final int PROJECTS_MAX = 1_000;
    private static final int ENTRIES_MAX = 200_000;
    private static final int SETTINGS_BYTES_MAX = 1_000_000;
    private static final String PARATEXT = "Paratext";

    /** {@code My Paratext 9 Projects}; on Linux {@code Paratext9Projects}. */
    private static final Pattern PARATEXTS_FOLDER = Pattern.compile("(My )?Paratext ?[0-9]* ?Projects");

    /** What Paratext holds to read in, not to write in: its resources say so. */
    private static final Pattern NOT_EDITABLE = Pattern.compile("<Editable>\\s*F(alse)?\\s*</Editable>");

    private final Path userHome;
    private final Map<String, String> environment;

    FoundFolders(Path userHome, Map<String, String> environment) {
        this.userHome = userHome;
        this.environment = environment;
    }

    /**
     * Where projects were looked for.
     *
     * @param program whose folder it is
     * @param owner which of the program's users, where it has several
     * @param folder where
     * @param projects the folders in it that look like projects
     */
    record Place(String program, Optional<String> owner, Path folder, List<Path> projects) {}

    /**
     * A folder in a list to pick from.
     *
     * @param looksLikeProject whether it holds what a project holds
     */
    record Folder(Path path, boolean looksLikeProject) {}

    /**
     * What is in a folder.
     *
     * @param readable whether this computer lets Masora look into it
     * @param folders the first of the folders in it, without hidden ones, by name
     * @param more how many it holds besides
     */
    record Inside(boolean readable, List<Folder> folders, int more) {}

    /** Where is looked, to be told to people: programs, and the folders in which these keep projects. */
    Map<String, List<String>> lookedIn() {
        return Map.of(
                "Scribe",
                List.of(scribesUsers().toString()),
                PARATEXT,
                paratextsHomes().stream()
                        .map(home -> home.resolve("My Paratext … Projects").toString())
                        .toList());
    }

    /** The usual places, those that are there. */
    List<Place> usualPlaces() {
        List<Place> places = new ArrayList<>();
        for (Path user : sorted(scribesUsers())) {
            Path own = user.resolve("projects");
            if (Files.isDirectory(own)) {
                places.add(new Place("Scribe", Optional.of(name(user)), own, projects(own)));
            }
        }
        for (Path home : paratextsHomes()) {
            for (Path folder : sorted(home)) {
                if (PARATEXTS_FOLDER.matcher(name(folder)).matches()) {
                    places.add(new Place(PARATEXT, Optional.empty(), folder, projects(folder)));
                }
            }
        }
        Path studio = userHome.resolve(".paratext-10-studio/projects");
        if (Files.isDirectory(studio)) {
            places.add(new Place(PARATEXT, Optional.empty(), studio, projects(studio)));
        }
        return places;
    }

    private Path scribesUsers() {
        String applications = environment.getOrDefault("APPDATA", "");
        return (applications.isBlank() ? userHome.resolve(".config") : Path.of(applications)).resolve("scribe/users");
    }

    /** Paratext keeps its projects beside each other at the top of a drive; on Linux in the person's own folder. */
    private List<Path> paratextsHomes() {
        List<Path> homes = new ArrayList<>(List.of(userHome));
        for (Path root : userHome.getFileSystem().getRootDirectories()) {
            if (root.toString().length() > 1) {
                homes.add(root);
            }
        }
        return homes;
    }

    /** The person's own folder. */
    Path home() {
        return userHome;
    }

    /** Where else one can begin to pick: disks that were plugged in, and whole drives. */
    List<Path> drives() {
        List<Path> drives = new ArrayList<>();
        for (String mounts : List.of("/media/" + name(userHome), "/run/media/" + name(userHome), "/Volumes")) {
            drives.addAll(sorted(Path.of(mounts)));
        }
        userHome.getFileSystem().getRootDirectories().forEach(drives::add);
        return drives;
    }

    /**
     * Looks into a folder.
     *
     * @param sought what the names shall contain
     * @param most how many folders to tell at most
     */
    static Inside in(Path folder, String sought, int most) {
        String wanted = sought.toLowerCase(Locale.ROOT);
        List<Path> all;
        try {
            all = folders(folder).stream()
                    .filter(path -> !name(path).startsWith("."))
                    .filter(path -> name(path).toLowerCase(Locale.ROOT).contains(wanted))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return new Inside(false, List.of(), 0);
        }
        List<Folder> first = all.stream()
                .limit(most)
                .map(path -> new Folder(path, looksLikeProject(path)))
                .toList();
        return new Inside(true, first, all.size() - first.size());
    }

    private static List<Path> projects(Path folder) {
        return sorted(folder).stream()
                .filter(FoundFolders::looksLikeProject)
                .filter(path -> !isReadOnly(path))
                .limit(PROJECTS_MAX)
                .toList();
    }

    /** Paratext's resources can only be read, and nobody translates them. */
    private static boolean isReadOnly(Path folder) {
        Path settings = folder.resolve("Settings.xml");
        try {
            return Files.isRegularFile(settings)
                    && Files.size(settings) <= SETTINGS_BYTES_MAX
                    && NOT_EDITABLE
                            .matcher(new String(Files.readAllBytes(settings), StandardCharsets.UTF_8))
                            .find();
        } catch (IOException e) {
            return false;
        }
    }

    /** None, where it cannot be looked into. */
    private static List<Path> sorted(Path folder) {
        try {
            return folders(folder);
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.limit(ENTRIES_MAX)
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    /** The folder that somebody means, where there is one. */
    static Optional<Path> folder(String typed) {
        try {
            Path path = Path.of(typed);
            return path.isAbsolute() && Files.isDirectory(path) ? Optional.of(path.normalize()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether it has a file of a project's that says its name and language. */
    static boolean isDescribed(Path folder) {
        return Files.exists(folder.resolve("metadata.json"))
                || Files.exists(folder.resolve("manifest.json"))
                || Files.exists(folder.resolve("manifest.yaml"))
                || Files.exists(folder.resolve("Settings.xml"));
    }

    /** Whether it holds what a project holds. */
    static boolean looksLikeProject(Path folder) {
        if (isDescribed(folder)) {
            return true;
        }
        try (DirectoryStream<Path> books = Files.newDirectoryStream(folder, "*.{usfm,USFM,sfm,SFM}")) {
            return books.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException unreadable) {
            return false;
        }
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}

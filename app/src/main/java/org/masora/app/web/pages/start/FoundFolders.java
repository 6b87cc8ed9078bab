package org.masora.app.web.pages.start;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for projects where Scribe and Paratext keep theirs, and into folders that a person picks. */
final class FoundFolders {
    private static final int FOLDERS_MAX = 2_000;

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

    /** The usual places, those that are there. */
    List<Place> usualPlaces() throws IOException {
        List<Place> places = new ArrayList<>();
        String applications = environment.getOrDefault("APPDATA", "");
        Path users =
                (applications.isBlank() ? userHome.resolve(".config") : Path.of(applications)).resolve("scribe/users");
        for (Path user : folders(users)) {
            Path own = user.resolve("projects");
            if (Files.isDirectory(own)) {
                places.add(new Place("Scribe", Optional.of(name(user)), own, projects(own)));
            }
        }
        for (Path folder : folders(userHome)) {
            if (name(folder).matches("My Paratext.*Projects")) {
                places.add(new Place("Paratext", Optional.empty(), folder, projects(folder)));
            }
        }
        return places;
    }

    /** Where one can begin to pick: the home, and disks that were plugged in. */
    List<Path> beginnings() throws IOException {
        List<Path> beginnings = new ArrayList<>();
        beginnings.add(userHome);
        for (String mounts : List.of("/media/" + name(userHome), "/run/media/" + name(userHome), "/Volumes")) {
            beginnings.addAll(folders(Path.of(mounts)));
        }
        userHome.getFileSystem().getRootDirectories().forEach(beginnings::add);
        return beginnings;
    }

    /** The folders in a folder, without hidden ones, by name. */
    List<Folder> in(Path folder) throws IOException {
        return folders(folder).stream()
                .filter(path -> !name(path).startsWith("."))
                .map(path -> new Folder(path, looksLikeProject(path)))
                .toList();
    }

    private static List<Path> projects(Path folder) throws IOException {
        return folders(folder).stream().filter(FoundFolders::looksLikeProject).toList();
    }

    private static List<Path> folders(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory)
                    .limit(FOLDERS_MAX)
                    .sorted()
                    .toList();
        }
    }

    /** Whether it has a file of a project's that says its name and language. */
    static boolean isDescribed(Path folder) {
        return Files.exists(folder.resolve("metadata.json"))
                || Files.exists(folder.resolve("manifest.json"))
                || Files.exists(folder.resolve("manifest.yaml"))
                || Files.exists(folder.resolve("Settings.xml"));
    }

    /** Paratext's resources are sealed, and nobody translates them. */
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

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }
}

package org.masora.hub.paratext;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.masora.hub.disk.AtomicFiles;
import org.masora.hub.disk.BrokenRecordException;
import org.masora.hub.disk.RecordFolder;

/** All projects with their repositories. What a method that changes something returned from survives a crash. */
final class Projects {
    private final RecordFolder<Project> records;
    private final Path repositoriesFolder;
    private final HgPool pool;
    private final SortedMap<Long, Project> byNumber = new TreeMap<>();
    private final Map<Long, HgRepository> repositories = new ConcurrentHashMap<>();

    /** What fills a new repository, before anybody can see it. */
    interface Filling {
        void of(Path repository) throws IOException;
    }

    Projects(RecordFolder<Project> records, Path repositoriesFolder, HgPool pool)
            throws IOException, BrokenRecordException {
        this.records = records;
        this.repositoriesFolder = Files.createDirectories(repositoriesFolder);
        this.pool = pool;
        byNumber.putAll(records.load());
        for (Project project : byNumber.values()) {
            repository(project).recover();
        }
    }

    synchronized List<Project> all() {
        return List.copyOf(byNumber.values());
    }

    Optional<Project> byId(String id) {
        return all().stream().filter(project -> project.id().equals(id)).findFirst();
    }

    Optional<Project> byKey(String key) {
        return all().stream()
                .filter(project -> project.key().equals(Optional.of(key)))
                .findFirst();
    }

    HgRepository repository(Project project) {
        return repositories.computeIfAbsent(
                project.number(), number -> new HgRepository(pool, repositoriesFolder.resolve(Long.toString(number))));
    }

    /**
     * Makes a project with its repository; empty if the id is taken.
     *
     * @param wanted its number is not looked at
     */
    synchronized Optional<Project> make(Project wanted, Filling filling) throws IOException {
        if (byId(wanted.id()).isPresent()) {
            return Optional.empty();
        }
        Project project = numbered(byNumber.isEmpty() ? 1 : byNumber.lastKey() + 1, wanted);
        // The repository is whole before its record says that there is one; what a crash leaves is thrown away here.
        Path folder = repositoriesFolder.resolve(Long.toString(project.number()));
        Path fresh = repositoriesFolder.resolve(project.number() + ".new");
        delete(fresh);
        delete(folder);
        pool.hg().create(fresh);
        filling.of(fresh);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        AtomicFiles.forceFolder(repositoriesFolder);
        records.write(project.number(), project);
        byNumber.put(project.number(), project);
        return Optional.of(project);
    }

    private static Project numbered(long number, Project wanted) {
        return new Project(
                number,
                wanted.key(),
                wanted.id(),
                wanted.registryId(),
                wanted.shortName(),
                wanted.fullName(),
                wanted.type(),
                wanted.base(),
                wanted.registered(),
                wanted.language(),
                wanted.visibility(),
                wanted.made(),
                wanted.members());
    }

    /** Deletes a folder and all in it, without following links; does nothing if it is not there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package org.masora.remote.door43;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.masora.store.DurableFiles;

/**
 * Where objects from elsewhere wait until they are proved whole. They see the vault's objects, the
 * vault does not see them: what is damaged or cut short never becomes part of it, whenever the plug is
 * pulled. git's own {@code receive-pack} does the same.
 */
final class Quarantine implements AutoCloseable {

    private final ObjectDirectory vault;
    private final Path folder;
    private final Repository repository;

    private Quarantine(ObjectDirectory vault, Path folder, Repository repository) {
        this.vault = vault;
        this.folder = folder;
        this.repository = repository;
    }

    /** Beside the objects of this repository; what an earlier one left there is removed. */
    static Quarantine beside(Repository repository) throws IOException {
        if (!(repository.getObjectDatabase() instanceof ObjectDirectory vault)) {
            throw new IllegalArgumentException("a fetch over git needs a vault on a disk");
        }
        Path folder = repository.getDirectory().toPath().resolve("incoming");
        remove(folder);
        Files.createDirectories(folder.resolve("pack"));
        Repository waiting = new FileRepositoryBuilder()
                .setGitDir(repository.getDirectory())
                .setBare()
                .setObjectDirectory(folder.toFile())
                .addAlternateObjectDirectory(vault.getDirectory())
                .build();
        return new Quarantine(vault, folder, waiting);
    }

    /** The vault's repository with the waiting objects added. */
    Repository repository() {
        return repository;
    }

    /** Moves the waiting packs into the vault; they are on the disk there when this returns. */
    void release() throws IOException {
        Path packs = vault.getPackDirectory().toPath();
        Files.createDirectories(packs);
        List<File> released = new ArrayList<>();
        // An index makes its pack visible, so it comes last.
        for (String kind : List.of(".pack", ".idx")) {
            for (Path file : waiting(kind)) {
                Path to = packs.resolve(file.getFileName());
                if (!Files.exists(to)) {
                    Files.move(file, to, StandardCopyOption.ATOMIC_MOVE);
                    if (kind.equals(".pack")) {
                        released.add(to.toFile());
                    }
                }
            }
        }
        DurableFiles.flushFolder(packs);
        for (File pack : released) {
            vault.openPack(pack);
        }
    }

    private List<Path> waiting(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("pack"))) {
            return files.filter(file -> file.toString().endsWith(kind)).toList();
        }
    }

    @Override
    public void close() {
        repository.close();
        remove(folder);
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

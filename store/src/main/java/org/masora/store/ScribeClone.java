package org.masora.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.util.FS;
import org.masora.core.project.RevisionId;

/**
 * The {@code .git} that Scribe's "Save to computer" leaves in a folder, so that Scribe goes on with a
 * folder that Masora downloaded (rule S1): a clone of {@code scribe-main} alone, the person's name, the
 * person's own line made and checked out, the place as {@code origin} without a token. Written as
 * isomorphic-git 1.27 writes it (its {@code clone}, {@code setConfig}, {@code branch}, {@code
 * checkout}; Scribe's SyncFromGitea.js), down to the order of the settings.
 *
 * <p>The marks of the files in the index stay empty: the first look of any git then compares content,
 * which is never wrong, and fills them in.
 */
public final class ScribeClone {

    private static final String BESIDE = ProjectFolder.OWN_PREFIX + "git.new";
    private static final String NAME = "[A-Za-z0-9_.-]{1,100}";

    private final Vault vault;
    private final RevisionId head;
    private final URI origin;
    private final String person;

    /**
     * A clone to be left.
     *
     * @param vault holds the head with all it reaches
     * @param head of {@code scribe-main}
     * @param origin the repository's address, without any secret
     * @param person the account's name at the place
     */
    public ScribeClone(Vault vault, RevisionId head, URI origin, String person) {
        this.vault = vault;
        this.head = head;
        this.origin = origin;
        this.person = person;
    }

    /** Whether Scribe could have made a line for a person of this name. */
    public static boolean canBeFor(String person) {
        return person.matches(NAME) && Repository.isValidRefName(ownLine(person));
    }

    /** The ref of a person's own line. */
    static String ownLine(String person) {
        return Constants.R_HEADS + person + FolderGit.OWN_LINE_END;
    }

    /**
     * Puts it into the folder in one step, where nothing of that name is yet. What a cut off attempt
     * left is made anew.
     *
     * @return whether it was written; not where there is a git already, where the content has names
     *     that git refuses, or where the disk does
     */
    public boolean leaveIn(ProjectFolder folder) {
        Path git = FolderGit.gitOf(folder);
        if (!git.getFileSystem().equals(FileSystems.getDefault())
                || Files.exists(git, LinkOption.NOFOLLOW_LINKS)
                || !canBeFor(person)) {
            return false;
        }
        PlainGitEnvironment.install();
        Path beside = folder.root().resolve(BESIDE);
        try {
            clear(beside);
            build(beside);
            Files.move(beside, git, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.flushFolder(folder.root());
            return true;
        } catch (IOException | InvalidPathException refused) {
            clearIfPossible(beside);
            return false;
        }
    }

    /** Scribe's library would take up what lies there. */
    private static void clearIfPossible(Path beside) {
        try {
            clear(beside);
        } catch (IOException refused) {
            // The same disk that refused before; the next sync tries again.
            return;
        }
    }

    private static void clear(Path beside) throws IOException {
        if (!Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(beside)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : innermostFirst) {
                Files.delete(path);
            }
        }
    }

    private void build(Path git) throws IOException {
        for (String folder : List.of("hooks", "info", "objects/info", "objects/pack", "refs/heads", "refs/tags")) {
            Files.createDirectories(git.resolve(folder));
        }
        write(git.resolve(Constants.CONFIG), settings());
        writeIndex(git.resolve("index"));
        writePack(git.resolve("objects/pack"));
        writeRef(git, Constants.R_REMOTES + "origin/" + FolderGit.SCRIBE_LINE);
        writeRef(git, Constants.R_HEADS + FolderGit.SCRIBE_LINE);
        writeRef(git, ownLine(person));
        write(git.resolve(Constants.HEAD), "ref: " + ownLine(person) + "\n");
        try (Stream<Path> all = Files.walk(git)) {
            all.filter(Files::isDirectory).forEach(DurableFiles::flushFolder);
        }
    }

    private String settings() {
        return """
                [core]
                \trepositoryformatversion = 0
                \tfilemode = false
                \tbare = false
                \tlogallrefupdates = true
                \tsymlinks = false
                \tignorecase = true

                %s
                [branch "scribe-main"]
                \tmerge = refs/heads/scribe-main
                \tremote = origin
                [user]
                \tname = %s""".formatted(FolderGit.originSection(origin), person);
    }

    private void writeRef(Path git, String ref) throws IOException {
        Path file = git.resolve(ref);
        Files.createDirectories(DurableFiles.folderOf(file));
        write(file, head.hex() + "\n");
    }

    private static void write(Path file, String text) throws IOException {
        DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeIndex(Path file) throws IOException {
        DirCache index = DirCache.lock(file.toFile(), FS.DETECTED);
        try (ObjectReader reader = vault.repository().newObjectReader();
                RevWalk walk = new RevWalk(reader)) {
            DirCacheBuilder entries = index.builder();
            entries.addTree(
                    new byte[0],
                    0,
                    reader,
                    walk.parseCommit(Vault.objectId(head)).getTree());
            entries.finish();
            index.write();
            if (!index.commit()) {
                throw new IOException("the index could not be put in place");
            }
        } finally {
            index.unlock();
        }
    }

    private void writePack(Path folder) throws IOException {
        PackConfig config = new PackConfig();
        config.setThreads(1);
        try (PackWriter writer = new PackWriter(config, vault.repository().newObjectReader())) {
            writer.setDeltaBaseAsOffset(true);
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.<ObjectId>of(Vault.objectId(head)), PackWriter.NONE);
            String name = "pack-" + writer.computeName().name();
            try (FileChannel pack = create(folder.resolve(name + ".pack"))) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(pack));
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
                out.flush();
                pack.force(true);
            }
            try (FileChannel index = create(folder.resolve(name + ".idx"))) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(index));
                writer.writeIndex(out);
                out.flush();
                index.force(true);
            }
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}

package org.masora.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.masora.core.project.RevisionId;

/**
 * The {@code .git} that a folder may have of its own, Scribe's or a developer's (rule S1). It is read
 * with the scan; the one thing ever written into it is what Scribe's first send leaves, where Masora
 * was first ({@link #addOrigin}). What a download leaves where there is none is {@link ScribeClone}'s.
 */
public final class FolderGit {

    /** The line that everybody who uses Scribe shares. */
    public static final String SCRIBE_LINE = "scribe-main";

    /** What follows a person's name in the name of the line that Scribe writes for them. */
    static final String OWN_LINE_END = "/scribe";

    private static final String HEAD_IN_VAULT = "refs/masora/folder-git/head";
    private static final String ORIGIN = "origin";

    private FolderGit() {}

    /**
     * The commit that the folder's own git has checked out, with its history brought into the vault.
     *
     * @return empty when there is no git, no commit, a history cut short, or a git that cannot be read:
     *     it is a help for finding a base, and never needed
     */
    public static Optional<RevisionId> head(ProjectFolder folder, Vault vault) {
        if (!isReadable(folder) || Files.exists(gitOf(folder).resolve(Constants.SHALLOW))) {
            return Optional.empty();
        }
        try (Repository repository = open(folder)) {
            ObjectId head = repository.resolve(Constants.HEAD + "^{commit}");
            if (head == null) {
                return Optional.empty();
            }
            RevisionId revision = Vault.revisionId(head);
            if (!vault.has(revision)) {
                bring(repository, vault);
            }
            return vault.has(revision) ? Optional.of(revision) : Optional.empty();
        } catch (IOException | JGitInternalException | URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    /**
     * Whether the folder's own git is one that Scribe works with: it has the line that Scribe shares, or
     * a person's own.
     */
    public static boolean isScribes(ProjectFolder folder) {
        if (!isReadable(folder)) {
            return false;
        }
        try (Repository repository = open(folder)) {
            return repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                    .map(Ref::getName)
                    .anyMatch(name -> name.equals(Constants.R_HEADS + SCRIBE_LINE) || name.endsWith(OWN_LINE_END));
        } catch (IOException | JGitInternalException unreadable) {
            return false;
        }
    }

    /** Whether the folder's own git can be read and knows no {@code origin}. */
    public static boolean lacksOrigin(ProjectFolder folder) {
        try {
            return isReadable(folder) && lacksOrigin(Files.readAllBytes(configOf(folder)));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean lacksOrigin(byte[] config) {
        try {
            Config parsed = new Config();
            parsed.fromText(new String(config, StandardCharsets.UTF_8));
            return !parsed.getSubsections("remote").contains(ORIGIN);
        } catch (ConfigInvalidException unreadable) {
            return false;
        }
    }

    /**
     * Leaves in a git of Scribe's what Scribe's own first send leaves there: the person's own line, made
     * where the shared one stands and checked out, and then the place as {@code origin}. Without the line
     * Scribe would take every later send for an expired login. Whatever else stands in the settings stays
     * byte for byte; cut off, it is done by the next call.
     *
     * @param origin without any secret
     * @param person the account's name at the place
     * @return whether it was written; not where there is an origin already or the disk refuses
     */
    public static boolean addOrigin(ProjectFolder folder, URI origin, String person) {
        Path git = gitOf(folder);
        if (!lacksOrigin(folder)
                || !Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)
                || !ScribeClone.canBeFor(person)) {
            return false;
        }
        try {
            checkOutOwnLine(folder, ScribeClone.ownLine(person));
            Path config = configOf(folder);
            byte[] before = Files.readAllBytes(config);
            ByteArrayOutputStream after = new ByteArrayOutputStream();
            after.writeBytes(before);
            if (before.length > 0 && before[before.length - 1] != '\n') {
                after.write('\n');
            }
            after.writeBytes(bytes(originSection(origin)));
            DurableFiles.replace(config, after.toByteArray());
            return true;
        } catch (IOException | JGitInternalException refused) {
            return false;
        }
    }

    /** Only where the shared line is checked out and the own one is not there yet: the files stay as they are. */
    private static void checkOutOwnLine(ProjectFolder folder, String ownLine) throws IOException {
        Path git = gitOf(folder);
        try (Repository repository = open(folder)) {
            ObjectId head = repository.resolve(Constants.HEAD);
            boolean onSharedLine = (Constants.R_HEADS + SCRIBE_LINE).equals(repository.getFullBranch());
            if (head == null || !onSharedLine || repository.exactRef(ownLine) != null) {
                return;
            }
            Path line = git.resolve(ownLine);
            Files.createDirectories(DurableFiles.folderOf(line));
            DurableFiles.replace(line, bytes(head.name() + "\n"));
            DurableFiles.replace(git.resolve(Constants.HEAD), bytes("ref: " + ownLine + "\n"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The section of a git configuration that names the place.
     *
     * @throws IllegalArgumentException when the address holds a secret or needs quoting
     */
    static String originSection(URI origin) {
        if (origin.getUserInfo() != null || !origin.toString().matches("[A-Za-z0-9:/._~%\\[\\]-]+")) {
            throw new IllegalArgumentException("not a plain address of a repository");
        }
        return "[remote \"" + ORIGIN + "\"]\n\tfetch = +refs/heads/*:refs/remotes/" + ORIGIN + "/*\n\turl = " + origin;
    }

    static Path gitOf(ProjectFolder folder) {
        return folder.root().resolve(Constants.DOT_GIT);
    }

    private static Path configOf(ProjectFolder folder) {
        return gitOf(folder).resolve(Constants.CONFIG);
    }

    /** JGit reads the disk alone, not what tests put in memory. */
    private static boolean isReadable(ProjectFolder folder) {
        return folder.root().getFileSystem().equals(FileSystems.getDefault()) && Files.isDirectory(gitOf(folder));
    }

    private static Repository open(ProjectFolder folder) throws IOException {
        PlainGitEnvironment.install();
        try {
            return new FileRepositoryBuilder()
                    .setGitDir(gitOf(folder).toFile())
                    .setMustExist(true)
                    .build();
        } catch (IllegalArgumentException brokenSettings) {
            throw new IOException(brokenSettings);
        }
    }

    private static void bring(Repository from, Vault vault) throws IOException, URISyntaxException {
        URIish source = new URIish(from.getDirectory().toURI().toString());
        try (Transport transport = Transport.open(vault.repository(), source)) {
            transport.setTagOpt(TagOpt.NO_TAGS);
            transport.fetch(
                    NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + Constants.HEAD + ":" + HEAD_IN_VAULT)));
        }
    }
}

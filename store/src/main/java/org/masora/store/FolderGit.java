package org.masora.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.masora.core.project.RevisionId;

/**
 * The {@code .git} that a folder may have of its own, Scribe's or a developer's (rule S1). It is read
 * with the scan and never written.
 */
public final class FolderGit {

    private static final String HEAD_IN_VAULT = "refs/masora/folder-git/head";

    private FolderGit() {}

    /**
     * The commit that the folder's own git has checked out, with its history brought into the vault.
     *
     * @return empty when there is no git, no commit, or a git that cannot be read: it is a help for
     *     finding a base, and never needed
     */
    public static Optional<RevisionId> head(ProjectFolder folder, Vault vault) {
        Path git = folder.root().resolve(Constants.DOT_GIT);
        if (!folder.root().getFileSystem().equals(FileSystems.getDefault()) || !Files.isDirectory(git)) {
            return Optional.empty();
        }
        PlainGitEnvironment.install();
        try (Repository repository = new FileRepositoryBuilder()
                .setGitDir(git.toFile())
                .setMustExist(true)
                .build()) {
            ObjectId head = repository.resolve(Constants.HEAD);
            if (head == null) {
                return Optional.empty();
            }
            RevisionId revision = Vault.revisionId(head);
            if (!vault.has(revision)) {
                bring(repository, vault);
            }
            return vault.has(revision) ? Optional.of(revision) : Optional.empty();
        } catch (RepositoryNotFoundException notOne) {
            return Optional.empty();
        } catch (IOException | JGitInternalException | java.net.URISyntaxException unreadable) {
            return Optional.empty();
        }
    }

    private static void bring(Repository from, Vault vault) throws IOException, java.net.URISyntaxException {
        URIish source = new URIish(from.getDirectory().toURI().toString());
        try (Transport transport = Transport.open(vault.repository(), source)) {
            transport.setTagOpt(org.eclipse.jgit.transport.TagOpt.NO_TAGS);
            transport.fetch(
                    NullProgressMonitor.INSTANCE, List.of(new RefSpec("+" + Constants.HEAD + ":" + HEAD_IN_VAULT)));
        }
    }
}

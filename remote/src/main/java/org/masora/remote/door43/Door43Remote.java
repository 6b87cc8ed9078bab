package org.masora.remote.door43;

import java.net.URI;
import java.util.Optional;
import org.masora.core.sync.PlaceName;
import org.masora.core.sync.Progress;
import org.masora.remote.Credentials;
import org.masora.remote.Remote;
import org.masora.store.Vault;

/**
 * A project on a Door43 server: git for the content, the server's interface for the reason when git is
 * refused.
 */
public final class Door43Remote implements Remote {

    private final ProjectName asked;
    private final GitRemote git;

    /**
     * @param server stays open when this is closed
     * @param token empty for reading what is public
     */
    public Door43Remote(
            PlaceName place, Door43Server server, ProjectName name, Optional<Credentials> token, Lines lines) {
        this.asked = name;
        this.git = new GitRemote(
                place,
                name.toString(),
                server.wire(),
                false,
                server.address().at("/" + name + ".git"),
                token,
                lines,
                (refusal, progress) -> server.whyRefused(name, token, refusal, progress),
                progress -> defaultBranch(server, name, token, progress));
    }

    private static Optional<String> defaultBranch(
            Door43Server server, ProjectName name, Optional<Credentials> token, Progress progress) {
        return switch (server.project(name, token, progress)) {
            case Answer.Ok<CloudProject> ok -> ok.value().defaultBranch();
            case Answer.Failed<CloudProject> failed -> Optional.empty();
        };
    }

    /** The project's new name, when the server led us on from the one we knew. */
    public Optional<ProjectName> renamed() {
        URI repository = git.repository();
        String[] parts = repository.getPath().split("/", -1);
        if (parts.length < 2) {
            return Optional.empty();
        }
        String name = parts[parts.length - 1].replaceFirst("\\.git$", "");
        return ProjectName.parse(parts[parts.length - 2] + "/" + name).filter(now -> !now.isSameAs(asked));
    }

    /** The branch the project is on, once looked at; to be remembered for {@link Lines#seenOn}. */
    @Override
    public Optional<String> line() {
        return git.line();
    }

    /** The branches that a download can choose from; transfers no content. */
    public Answer<ProjectLines> choices(Progress progress) {
        return git.choices(progress);
    }

    @Override
    public PlaceName place() {
        return git.place();
    }

    @Override
    public Answer<Tips> look(Progress progress) {
        return git.look(progress);
    }

    @Override
    public Optional<Heads> known(Vault vault, Tips tips) {
        return git.known(vault, tips);
    }

    @Override
    public boolean keepsRecords() {
        return git.keepsRecords();
    }

    @Override
    public Answer<Heads> fetch(Vault vault, Tips tips, Progress progress) {
        return git.fetch(vault, tips, progress);
    }

    @Override
    public Answer<SendResult> send(Vault vault, Send send, Progress progress) {
        return git.send(vault, send, progress);
    }

    @Override
    public void close() {
        git.close();
    }
}

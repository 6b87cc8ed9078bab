package org.masora.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.masora.core.sync.Progress;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.paratext.Archives.ProjectKey;
import org.masora.remote.paratext.OAuthClient;
import org.masora.remote.paratext.ParatextRemote;
import org.masora.remote.paratext.ParatextServers;
import org.masora.remote.paratext.Session;
import org.masora.remote.paratext.TokenKeeper;
import org.masora.remote.paratext.Tokens;
import org.masora.remote.paratext.mercurial.Hg;

/**
 * A process that syncs a {@link DiskProject} with a Paratext server and kills itself at a step, as a pulled plug does:
 * nothing is closed, nothing is flushed, and no hg is told.
 */
final class KilledSync {

    private KilledSync() {}

    /**
     * Syncs.
     *
     * @param arguments the project's directory, the step, the private clone, and what a client has to know: Registry,
     *     Archives, the program's id and secret, the person's refresh token, the project's id
     */
    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        Progress killing = KilledReceive.at(Integer.parseInt(given.get(1)));
        try (Session session = session(given.subList(3, 8))) {
            DiskProject project = new DiskProject(
                    Path.of(given.get(0)),
                    (name, address, scribes, own) -> new ParatextRemote(
                            name, session, new ProjectKey("SMP", given.get(8), true), hg(), Path.of(given.get(2))));
            project.with(open -> open.sync(DiskProject.ACTOR, SyncOptions.PLAIN, killing));
        }
    }

    static Hg hg() {
        if (Hg.find() instanceof Hg.Finding.Found(Hg found)) {
            return found;
        }
        throw new IllegalStateException("no hg");
    }

    private static Session session(List<String> access) {
        return new Session(
                ParatextServers.at(
                        new ServerAddress(URI.create(access.get(0))), new ServerAddress(URI.create(access.get(1)))),
                new OAuthClient(access.get(2), Optional.of(access.get(3))),
                TokenKeeper.inMemory(Tokens.ofRefreshToken(access.get(4))),
                "asha",
                InstantSource.system());
    }
}

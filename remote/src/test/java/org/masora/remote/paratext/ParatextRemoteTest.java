package org.masora.remote.paratext;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.masora.core.project.RevisionId;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote;
import org.masora.remote.RemoteContract;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Wire.Reply;
import org.masora.remote.paratext.Archives.ProjectKey;
import org.masora.remote.paratext.Session.Request;
import org.masora.remote.paratext.mercurial.Hg;
import org.masora.store.Vault;

/**
 * The contract against the hub's stand-in, or against any other server: {@code -Dmasora.paratext.registry=…} {@code
 * -Dmasora.paratext.archives=…} {@code -Dmasora.paratext.client=…} {@code -Dmasora.paratext.secret=…} {@code
 * -Dmasora.paratext.refresh=…}, a refresh token of somebody who may make projects there. They stay.
 */
class ParatextRemoteTest extends RemoteContract {

    @TempDir
    static Path hubFolder;

    private static @Nullable ParatextBench bench;
    private static Hg hg;
    private static Session session;

    private ProjectKey project;

    @BeforeAll
    static void findServer() throws Exception {
        hg = ParatextBench.hg();
        String registry = System.getProperty("masora.paratext.registry", "");
        if (registry.isEmpty()) {
            bench = new ParatextBench(hubFolder, Map.of("a.txt", new byte[] {'a'}));
            session = bench.session("ada", "Ada Admin");
            return;
        }
        ParatextServers servers = ParatextServers.at(
                new ServerAddress(URI.create(registry)),
                new ServerAddress(URI.create(System.getProperty("masora.paratext.archives", ""))));
        OAuthClient client = new OAuthClient(
                System.getProperty("masora.paratext.client", ""),
                Optional.ofNullable(System.getProperty("masora.paratext.secret")));
        TokenKeeper keeper =
                TokenKeeper.inMemory(Tokens.ofRefreshToken(System.getProperty("masora.paratext.refresh", "")));
        try (Session asking = new Session(servers, client, keeper, "?", InstantSource.system())) {
            String name = value(new Registry(asking).user()).name();
            session = new Session(servers, client, keeper, name, InstantSource.system());
        }
    }

    @AfterAll
    static void leave() {
        session.close();
        if (bench != null) {
            bench.close();
        }
    }

    @BeforeEach
    void makeProject() throws IOException {
        StringBuilder id = new StringBuilder();
        new Random().ints(40, 0, 16).forEach(digit -> id.append(Character.forDigit(digit, 16)));
        project = new ProjectKey("T" + id.substring(0, 6), id.toString(), false);
        String path = "/createrepo?proj=" + project.shortName() + "&projid=" + project.id();
        try (Reply reply = session.archives(Request.get(path, Progress.NONE))) {
            if (reply.status() != 200) {
                throw new AssertionError("createrepo: " + reply.status() + " " + reply.excerpt());
            }
        }
    }

    @Override
    protected Remote open() {
        return new ParatextRemote(PLACE, session, project, hg, directory.resolve("clone"));
    }

    @Override
    protected boolean sameNames() {
        return false;
    }

    @Override
    protected boolean keepsRecords() {
        return false;
    }

    @Override
    protected boolean bendsToForce() {
        return false;
    }

    @Override
    protected void forceMain(Vault from, RevisionId head) {
        throw new AssertionError("a history of Mercurial cannot be forced");
    }

    @Override
    protected void forceSideLine(String line, Vault from, RevisionId head) {
        throw new AssertionError("a history of Mercurial cannot be forced");
    }
}

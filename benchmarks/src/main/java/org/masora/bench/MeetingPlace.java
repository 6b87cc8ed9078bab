package org.masora.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.masora.core.sync.Progress;
import org.masora.hub.Hub;
import org.masora.hub.HubOptions;
import org.masora.hub.HubStartException;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.Creation;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.Login;
import org.masora.remote.http.ServerAddress;
import org.masora.testkit.GitBackend;

/** A server that both programs exchange projects with, behind a proxy that counts. */
abstract sealed class MeetingPlace implements AutoCloseable {

    /** Whose account all projects belong to. */
    static final String OWNER = "bench";

    private final String name;
    private final CountingProxy proxy;

    private MeetingPlace(String name, int serverPort) throws IOException {
        this.name = name;
        this.proxy = new CountingProxy(serverPort);
    }

    /** For the report. */
    String name() {
        return name;
    }

    /** Where clients that are counted find it. */
    URI base() {
        return proxy.base();
    }

    Traffic traffic() {
        return proxy.traffic();
    }

    /** The address of a project, for git. */
    URI repository(String project) {
        return base().resolve("/" + OWNER + "/" + project + ".git");
    }

    /** Makes an empty project. */
    abstract void newProject(String project) throws IOException;

    /** The password of {@link #OWNER}, where there are accounts to log in to. */
    Optional<String> password() {
        return Optional.empty();
    }

    /** What both programs sign their requests with. */
    abstract Credentials credentials();

    @Override
    public void close() throws IOException {
        proxy.close();
    }

    /** Masora's own hub. */
    static final class OwnHub extends MeetingPlace {
        private static final String PASSWORD = "only for measuring";

        private final Hub hub;
        private final Credentials token;
        private final Door43Server server;

        private OwnHub(Hub hub) throws IOException {
            super("Masora's hub", hub.base().getPort());
            this.hub = hub;
            this.server = new Door43Server(new ServerAddress(hub.base()));
            this.token = switch (server.login(new Credentials(OWNER, PASSWORD), Optional.empty(), "bench")) {
                case Answer.Ok<Login>(Login.SignedIn in) -> in.token();
                case Answer.Ok<Login> other -> throw new IOException("no token: " + other);
                case Answer.Failed<Login>(var failure) -> throw new IOException("no token: " + failure);
            };
        }

        /** Starts a hub that keeps its data in this folder. */
        static OwnHub start(Path folder) throws IOException {
            try {
                return new OwnHub(Hub.start(HubOptions.in(folder).withAdministrator(OWNER, PASSWORD)));
            } catch (HubStartException e) {
                throw new IOException(e);
            }
        }

        @Override
        void newProject(String project) throws IOException {
            Answer<Creation> made = server.create(token, project, "", false, GitClient.BRANCH, Progress.NONE);
            if (!(made instanceof Answer.Ok<Creation>(Creation.Created created))) {
                throw new IOException("not made: " + made);
            }
        }

        @Override
        Optional<String> password() {
            return Optional.of(PASSWORD);
        }

        @Override
        Credentials credentials() {
            return token;
        }

        @Override
        public void close() throws IOException {
            super.close();
            server.close();
            hub.close();
        }
    }

    /** Git's own {@code git http-backend}. */
    static final class GitsBackend extends MeetingPlace {
        private final GitBackend backend;

        private GitsBackend(GitBackend backend) throws IOException {
            super("git http-backend", backend.uri("").getPort());
            this.backend = backend;
        }

        /** Serves the projects below this folder. */
        static GitsBackend start(Path folder) throws IOException {
            Files.createDirectories(folder.resolve(OWNER));
            return new GitsBackend(new GitBackend(folder));
        }

        @Override
        void newProject(String project) {
            Path repository = backend.newRepository(OWNER + "/" + project + ".git");
            GitClient.DURABLE.forEach((key, value) -> GitBackend.git(repository, "config", key, value));
        }

        @Override
        Credentials credentials() {
            return new Credentials(OWNER, "asked-for-by-nobody");
        }

        @Override
        public void close() throws IOException {
            super.close();
            backend.close();
        }
    }
}

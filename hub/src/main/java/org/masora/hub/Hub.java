package org.masora.hub;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;
import org.masora.hub.HubStartException.Problem;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.AccountName;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.accounts.PasswordHash;
import org.masora.hub.api.Api;
import org.masora.hub.disk.BrokenRecordException;
import org.masora.hub.disk.DataFolder;
import org.masora.hub.paratext.ParatextStandIn;
import org.masora.hub.repositories.Repositories;
import org.masora.remote.paratext.mercurial.Hg;
import org.masora.remote.paratext.mercurial.HgVersion;
import org.masora.store.PlainGitEnvironment;

/**
 * A running hub: a meeting point for projects that clients see as a Door43, on the loopback of this computer. What it
 * has answered for survives the end of the process, however it ends.
 */
public final class Hub implements AutoCloseable {
    private static final String ACCOUNTS = "accounts";
    private static final String LOOPBACK = "127.0.0.1";
    private static final String DEFAULT_ADMIN = "admin";
    private static final int MADE_UP_PASSWORD_LENGTH = 20;
    /** Without letters that look like others. */
    private static final String PASSWORD_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int IDLE_MILLIS = 300_000;

    private final DataFolder data;
    private final Repositories repositories;
    private final Optional<ParatextStandIn> paratext;
    private final Javalin server;
    private final URI base;
    private final Optional<NewAdministrator> newAdministrator;

    /**
     * The administrator that was made because the data folder was new.
     *
     * @param madeUpPassword the password, if none was given: this is the only time it can be shown
     */
    public record NewAdministrator(String name, Optional<String> madeUpPassword) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "NewAdministrator[" + name + "]";
        }
    }

    private Hub(
            DataFolder data,
            Repositories repositories,
            Optional<ParatextStandIn> paratext,
            Javalin server,
            URI base,
            Optional<NewAdministrator> newAdministrator) {
        this.data = data;
        this.repositories = repositories;
        this.paratext = paratext;
        this.server = server;
        this.base = base;
        this.newAdministrator = newAdministrator;
    }

    /** Whether a start in this folder would make an administrator: no account was ever made in it. */
    public static boolean isNew(Path dataFolder) throws IOException {
        Path accounts = dataFolder.resolve(ACCOUNTS);
        if (!Files.isDirectory(accounts)) {
            return true;
        }
        try (Stream<Path> records = Files.list(accounts)) {
            return records.noneMatch(record -> record.toString().endsWith(".json"));
        }
    }

    /** Starts a hub. When this returns, it answers. */
    public static Hub start(HubOptions options) throws HubStartException {
        PlainGitEnvironment.install();
        Path folder = options.dataFolder();
        try {
            return switch (DataFolder.open(folder)) {
                case DataFolder.Opened.Held(DataFolder data) -> start(options, data);
                case DataFolder.Opened.InUse() -> throw new HubStartException(new Problem.FolderInUse(folder));
                case DataFolder.Opened.NewerFormat(int format) ->
                    throw new HubStartException(new Problem.NewerFormat(folder, format));
            };
        } catch (BrokenRecordException e) {
            throw new HubStartException(new Problem.BrokenRecord(e.file()), e);
        } catch (IOException e) {
            throw new HubStartException(new Problem.FolderUnusable(folder, String.valueOf(e.getMessage())), e);
        }
    }

    private static Hub start(HubOptions options, DataFolder data)
            throws IOException, BrokenRecordException, HubStartException {
        boolean started = false;
        @Nullable ParatextStandIn paratext = null;
        try {
            Accounts accounts = new Accounts(data.records(ACCOUNTS, Account.class));
            Repositories repositories = new Repositories(data, options.pushEffectsDelay());
            Optional<NewAdministrator> newAdministrator =
                    accounts.isEmpty() ? Optional.of(makeAdministrator(options, accounts)) : Optional.empty();
            // Which port is free is known only once the server listens; requests that come first wait for that.
            CompletableFuture<URI> base = new CompletableFuture<>();
            if (options.paratext().isPresent()) {
                paratext = new ParatextStandIn(data, options.paratext().get(), mercurial(), base);
            }
            Optional<ParatextStandIn> standIn = Optional.ofNullable(paratext);
            Javalin server = serve(options.port(), config -> {
                Api.addTo(config.routes, accounts, repositories, base);
                standIn.ifPresent(paratextRoutes -> paratextRoutes.addTo(config.routes));
            });
            base.complete(URI.create("http://" + LOOPBACK + ":" + server.port()));
            started = true;
            return new Hub(data, repositories, standIn, server, base.join(), newAdministrator);
        } finally {
            if (!started) {
                if (paratext != null) {
                    paratext.close();
                }
                data.close();
            }
        }
    }

    private static Hg mercurial() throws HubStartException {
        return switch (Hg.find()) {
            case Hg.Finding.Found(Hg hg) -> hg;
            case Hg.Finding.Missing() -> throw new HubStartException(new Problem.MercurialMissing());
            case Hg.Finding.TooOld(Path program, HgVersion version) ->
                throw new HubStartException(
                        new Problem.MercurialTooOld(program, version.toString(), HgVersion.OLDEST.toString()));
            case Hg.Finding.Unusable(Path program, String said) ->
                throw new HubStartException(new Problem.MercurialUnusable(program, said));
        };
    }

    private static NewAdministrator makeAdministrator(HubOptions options, Accounts accounts)
            throws IOException, HubStartException {
        String name = options.adminName().orElse(DEFAULT_ADMIN);
        if (!name.equals(DEFAULT_ADMIN) && AccountName.problem(name).isPresent()) {
            throw new HubStartException(new Problem.BadAdminName(name));
        }
        String password = options.adminPassword().orElseGet(Hub::makeUpPassword);
        if (password.length() < PasswordHash.LENGTH_AT_LEAST) {
            throw new HubStartException(new Problem.ShortAdminPassword(PasswordHash.LENGTH_AT_LEAST));
        }
        Account made =
                accounts.make(name, "", name + "@localhost", password, true).orElseThrow();
        return new NewAdministrator(
                made.name(), options.adminPassword().isPresent() ? Optional.empty() : Optional.of(password));
    }

    private static String makeUpPassword() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < MADE_UP_PASSWORD_LENGTH; i++) {
            password.append(PASSWORD_LETTERS.charAt(random.nextInt(PASSWORD_LETTERS.length())));
        }
        return password.toString();
    }

    private static Javalin serve(int port, Consumer<JavalinConfig> routes) throws HubStartException {
        Javalin server = Javalin.create(config -> {
            configure(config, port);
            routes.accept(config);
        });
        try {
            return server.start();
        } catch (JavalinBindException e) {
            server.stop();
            throw new HubStartException(new Problem.PortInUse(port), e);
        }
    }

    private static void configure(JavalinConfig config, int port) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.host = LOOPBACK;
        config.jetty.port = port;
        config.http.prefer405over404 = true;
        config.jetty.modifyHttpConfiguration(Hub::configureHttp);
        // A branch or a file may have a slash or a percent sign in its escaped name.
        config.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
    }

    private static void configureHttp(HttpConfiguration http) {
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "HUB",
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
        http.setSendServerVersion(false);
        http.setIdleTimeout(IDLE_MILLIS);
    }

    /** Where it answers, without a slash at its end. */
    public URI base() {
        return base;
    }

    /** The administrator, if this start made one. */
    public Optional<NewAdministrator> newAdministrator() {
        return newAdministrator;
    }

    /** The stand-in for Paratext's servers, if it was asked for. */
    public Optional<ParatextStandIn> paratext() {
        return paratext;
    }

    /** Stops answering and lets go of the data folder. */
    @Override
    public void close() {
        // First those who were left hanging: the server waits for the ends of requests.
        paratext.ifPresent(ParatextStandIn::close);
        server.stop();
        repositories.close();
        try {
            data.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.masora.hub.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.accounts.Identity;
import org.masora.hub.accounts.Scopes;
import org.masora.hub.git.SmartHttp;
import org.masora.hub.git.SmartHttp.Service;
import org.masora.hub.repositories.Access;
import org.masora.hub.repositories.HostedRepository;
import org.masora.hub.repositories.Repositories;

/** The doors of git over HTTP: who is asked for a password, who is refused and how. */
final class GitRoutes {
    /** Ends a request with a line of text, which git shows to the person. */
    private static final class Closed extends RuntimeException {
        private final int status;
        private final boolean asksForPassword;

        Closed(int status, String text, boolean asksForPassword) {
            super(text, null, false, false);
            this.status = status;
            this.asksForPassword = asksForPassword;
        }

        Closed(int status, String text) {
            this(status, text, false);
        }
    }

    private interface Handling {
        void with(HostedRepository repository) throws IOException;
    }

    private final Accounts accounts;
    private final Repositories repositories;
    private final SmartHttp git;

    GitRoutes(Accounts accounts, Repositories repositories, SmartHttp git) {
        this.accounts = accounts;
        this.repositories = repositories;
        this.git = git;
    }

    void infoRefs(Context context, Identity identity) throws IOException {
        Optional<Service> service =
                Optional.ofNullable(context.queryParam("service")).flatMap(Service::of);
        inside(context, identity, service.orElse(Service.FETCH), repository -> {
            if (service.isPresent()) {
                git.advertise(service.get(), repository, account(identity), context.req(), context.res());
            } else {
                git.listRefs(repository, context.res());
            }
        });
    }

    void fetch(Context context, Identity identity) throws IOException {
        inside(context, identity, Service.FETCH, repository -> {
            if (isRequestOf(Service.FETCH, context)) {
                git.sendPack(repository, context.req(), context.res());
            }
        });
    }

    void push(Context context, Identity identity) throws IOException {
        inside(context, identity, Service.PUSH, repository -> {
            if (isRequestOf(Service.PUSH, context)) {
                git.receivePack(repository, account(identity).orElseThrow(), context.req(), context.res());
            }
        });
    }

    /** Anything else than git's own request is turned away, with the real server's odd status. */
    private static boolean isRequestOf(Service service, Context context) {
        boolean fits = service.requestType().equals(context.req().getContentType());
        if (!fits) {
            context.status(401);
        }
        return fits;
    }

    void head(Context context, Identity identity) throws IOException {
        inside(context, identity, Service.FETCH, repository -> {
            String branch = repository.currentBranches().defaultBranch();
            context.contentType("text/plain")
                    .result(("ref: refs/heads/" + branch + "\n").getBytes(StandardCharsets.UTF_8));
        });
    }

    private static Optional<Account> account(Identity identity) {
        return identity instanceof Identity.SignedIn(Account account, var scopes)
                ? Optional.of(account)
                : Optional.empty();
    }

    private void inside(Context context, Identity identity, Service service, Handling handling) throws IOException {
        try {
            handling.with(repository(context, identity, service));
        } catch (Closed closed) {
            if (closed.asksForPassword) {
                context.header("WWW-Authenticate", "Basic realm=\"Gitea\"");
            }
            context.status(closed.status)
                    .contentType("text/plain;charset=utf-8")
                    .result(String.valueOf(closed.getMessage()));
        }
    }

    private HostedRepository repository(Context context, Identity identity, Service service) {
        checkCredentials(identity, service);
        Optional<HostedRepository> found = find(context, identity);
        boolean anonymous = account(identity).isEmpty();
        if (anonymous && (found.isEmpty() || service == Service.PUSH)) {
            throw new Closed(401, "Unauthorized\n", true);
        }
        if (found.isEmpty()) {
            boolean exists = lookUp(context).isPresent();
            throw service == Service.PUSH && !exists
                    ? new Closed(403, "Push to create is not enabled for users.")
                    : new Closed(404, "Repository not found");
        }
        if (service == Service.PUSH && found.get().settings().archived()) {
            throw new Closed(
                    403,
                    "This repo is archived. You can view files and clone it, but cannot push or open"
                            + " issues/pull-requests.");
        }
        return found.get();
    }

    private static void checkCredentials(Identity identity, Service service) {
        if (identity instanceof Identity.Rejected) {
            throw new Closed(401, "Verify\n");
        }
        Scopes.Level level = service == Service.PUSH ? Scopes.Level.WRITE : Scopes.Level.READ;
        if (identity instanceof Identity.SignedIn(var account, Optional<Scopes> scopes)
                && scopes.isPresent()
                && !scopes.get().include(Scopes.Category.REPOSITORY, level)) {
            throw new Closed(403, "Forbidden\n");
        }
    }

    /** The repository of the address, if the asker may see it. */
    private Optional<HostedRepository> find(Context context, Identity identity) {
        Optional<Repositories.Found> found = lookUp(context);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return switch (found.get()) {
            case Repositories.Found.Here(HostedRepository repository) ->
                Optional.of(repository).filter(there -> there.settings().accessOf(identity) != Access.NONE);
            case Repositories.Found.Renamed(HostedRepository repository) -> {
                if (repository.settings().accessOf(identity) != Access.NONE) {
                    throw new MovedAway(
                            addressUnder(context, repository.settings().name()));
                }
                yield Optional.empty();
            }
            case Repositories.Found.Missing() -> Optional.empty();
        };
    }

    private Optional<Repositories.Found> lookUp(Context context) {
        String name = context.pathParam("repo");
        String plain = name.endsWith(".git") ? name.substring(0, name.length() - 4) : name;
        return accounts.named(context.pathParam("owner"))
                .map(owner -> repositories.find(owner.number(), plain))
                .filter(found -> !(found instanceof Repositories.Found.Missing));
    }

    /** This request's address with another repository name: {@code /OWNER/NAME/…}. */
    private static String addressUnder(Context context, String name) {
        String[] parts = context.req().getRequestURI().split("/", 4);
        parts[2] = name;
        String query = context.req().getQueryString();
        return String.join("/", parts) + (query == null ? "" : "?" + query);
    }
}

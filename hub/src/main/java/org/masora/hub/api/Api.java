package org.masora.hub.api;

import static org.masora.hub.accounts.Scopes.Category.ADMIN;
import static org.masora.hub.accounts.Scopes.Category.ORGANIZATION;
import static org.masora.hub.accounts.Scopes.Category.REPOSITORY;
import static org.masora.hub.accounts.Scopes.Category.USER;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.http.NotFoundResponse;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.accounts.Doorkeeper;
import org.masora.hub.accounts.Identity;
import org.masora.hub.accounts.Scopes;
import org.masora.hub.git.SmartHttp;
import org.masora.hub.repositories.Repositories;
import tools.jackson.databind.json.JsonMapper;

/** All that the hub answers over HTTP. {@code docs/hub.md} lists it, and what is left out. */
public final class Api {
    /** The version of Gitea whose API this is; what follows the plus tells it apart. */
    private static final String VERSION = "1.21.4+masora";

    private static final System.Logger LOG = System.getLogger(Api.class.getName());
    private static final String PREFIX = "/api/v1";
    private static final String REPOSITORY_PREFIX = "/repos/{owner}/{repo}";
    private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Accounts accounts;
    private final Repositories repositories;
    private final Doorkeeper doorkeeper;
    private final SmartHttp git = new SmartHttp();
    private final ApiJson shapes;
    private final RoutesConfig routes;

    /** What answers a request of the API. */
    private interface Handling {
        void of(Call call) throws IOException;
    }

    /** What answers a request of git. */
    private interface GitHandling {
        void of(Context context, Identity identity) throws IOException;
    }

    private Api(Accounts accounts, Repositories repositories, CompletableFuture<URI> base, RoutesConfig routes) {
        this.accounts = accounts;
        this.repositories = repositories;
        this.doorkeeper = new Doorkeeper(accounts);
        this.shapes = new ApiJson(base, accounts);
        this.routes = routes;
    }

    /** Adds the hub's routes to a server that will be reached under {@code base}, an address without a last slash. */
    public static void addTo(
            RoutesConfig routes, Accounts accounts, Repositories repositories, CompletableFuture<URI> base) {
        Api api = new Api(accounts, repositories, base, routes);
        routes.before(Api::requireLoopbackName);
        api.addGeneral();
        api.addAccounts();
        api.addRepositories();
        api.addFiles();
        api.addBranchesAndHistory();
        api.addLeftOut();
        api.addGit();
        api.addErrors();
    }

    /** A web page of a stranger whose name was made to lead here is not let in: it would read with the browser's eyes. */
    private static void requireLoopbackName(Context context) {
        String host = Optional.ofNullable(context.host()).orElse("");
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        if (!LOOPBACK_NAMES.contains(name)) {
            throw new Refusal(421, "this hub is reached as 127.0.0.1 only");
        }
    }

    private void addGeneral() {
        on(
                "GET",
                "/version",
                List.of(),
                call -> call.answer(200, ApiJson.object().put("version", VERSION)));
        on(
                "GET",
                "/settings/api",
                List.of(),
                call -> call.answer(
                        200,
                        ApiJson.object()
                                .put("max_response_items", Paging.LARGEST_LIMIT)
                                .put("default_paging_num", Paging.DEFAULT_LIMIT)
                                .put("default_git_trees_per_page", 1000)
                                .put("default_max_blob_size", ContentsRoutes.SHOWN_BYTES_AT_MOST)));
    }

    private void addAccounts() {
        AccountRoutes people = new AccountRoutes(accounts, shapes);
        on("GET", "/user", List.of(USER), people::me);
        on("GET", "/users/search", List.of(USER), people::search);
        on("GET", "/users/{user}", List.of(USER), people::one);
        on("GET", "/users/{user}/tokens", List.of(USER), people::tokens);
        on("POST", "/users/{user}/tokens", List.of(USER), people::makeToken);
        on("DELETE", "/users/{user}/tokens/{token}", List.of(USER), people::deleteToken);
        on("GET", "/admin/users", List.of(ADMIN), people::all);
        on("POST", "/admin/users", List.of(ADMIN), people::make);
        on("PATCH", "/admin/users/{user}", List.of(ADMIN), people::change);
    }

    private void addRepositories() {
        RepositoryRoutes all = new RepositoryRoutes(accounts, repositories, new ContentsWriter(), shapes);
        on("GET", "/user/repos", List.of(USER, REPOSITORY), all::mine);
        on("POST", "/user/repos", List.of(USER, REPOSITORY), all::make);
        on("GET", "/users/{user}/repos", List.of(USER, REPOSITORY), all::ofUser);
        on("GET", "/repos/search", List.of(REPOSITORY), all::search);
        on("GET", "/repositories/{number}", List.of(REPOSITORY), all::byNumber);
        inRepository("GET", "", all::one);
        inRepository("PATCH", "", all::change);
        inRepository("DELETE", "", all::delete);
        inRepository("GET", "/topics", all::topics);
        inRepository("PUT", "/topics", all::setTopics);
        inRepository("PUT", "/topics/{topic}", all::addTopic);
        inRepository("DELETE", "/topics/{topic}", all::removeTopic);
        inRepository("GET", "/collaborators", all::collaborators);
        inRepository("GET", "/collaborators/{user}", all::isCollaborator);
        inRepository("PUT", "/collaborators/{user}", all::setCollaborator);
        inRepository("DELETE", "/collaborators/{user}", all::removeCollaborator);
        inRepository("GET", "/collaborators/{user}/permission", all::permission);
    }

    private void addFiles() {
        ContentsRoutes files = new ContentsRoutes(new ContentsWriter(), shapes);
        inRepository("GET", "/contents", files::top);
        inRepository("POST", "/contents", files::several);
        inRepository("GET", "/contents/<path>", files::path);
        inRepository("POST", "/contents/<path>", files::create);
        inRepository("PUT", "/contents/<path>", files::update);
        inRepository("DELETE", "/contents/<path>", files::delete);
        inRepository("GET", "/raw/<path>", files::raw);
        inRepository("GET", "/media/<path>", files::raw);
        inRepository("GET", "/archive/<file>", files::archive);
    }

    private void addBranchesAndHistory() {
        BranchRoutes branches = new BranchRoutes(accounts, repositories, shapes);
        inRepository("GET", "/branches", branches::all);
        inRepository("POST", "/branches", branches::make);
        inRepository("GET", "/branches/<branch>", branches::one);
        inRepository("DELETE", "/branches/<branch>", branches::delete);
        inRepository("GET", "/branch_protections", branches::rules);
        inRepository("POST", "/branch_protections", branches::makeRule);
        inRepository("GET", "/branch_protections/<rule>", branches::rule);
        inRepository("PATCH", "/branch_protections/<rule>", branches::changeRule);
        inRepository("DELETE", "/branch_protections/<rule>", branches::deleteRule);
        HistoryRoutes history = new HistoryRoutes(shapes);
        inRepository("GET", "/commits", history::commits);
        inRepository("GET", "/git/commits/{sha}", history::commit);
        inRepository("GET", "/git/trees/<ref>", history::tree);
        inRepository("GET", "/git/blobs/{sha}", history::blob);
        inRepository("GET", "/tags", history::tags);
    }

    /** What a hub does not have: empty where that is the truth, refused as such where it would be asked to make it. */
    private void addLeftOut() {
        on("GET", "/user/orgs", List.of(USER, ORGANIZATION), call -> {
            call.account();
            answerNone(call);
        });
        on("GET", "/users/{user}/orgs", List.of(USER, ORGANIZATION), Api::answerNone);
        on("GET", "/orgs", List.of(ORGANIZATION), Api::answerNone);
        on("POST", "/orgs", List.of(ORGANIZATION), call -> refuse("organisations"));
        inRepository("GET", "/releases", call -> {
            call.repository();
            answerNone(call);
        });
        inRepository("POST", "/releases", call -> refuse("releases"));
        inRepository("GET", "/forks", call -> {
            call.repository();
            answerNone(call);
        });
        inRepository("POST", "/forks", call -> refuse("forks"));
        inRepository("GET", "/pulls", call -> {
            call.repository();
            answerNone(call);
        });
        inRepository("POST", "/pulls", call -> refuse("pull requests"));
        inRepository("GET", "/hooks", call -> refuse("webhooks"));
        inRepository("POST", "/hooks", call -> refuse("webhooks"));
        on("GET", "/catalog/<any>", List.of(), call -> refuse("the catalog"));
    }

    private static void answerNone(Call call) {
        call.announceList(call.paging(), 0);
        call.answer(200, ApiJson.list(List.of()));
    }

    private static void refuse(String what) {
        throw new Refusal(501, "this hub does not have " + what);
    }

    private void addGit() {
        GitRoutes doors = new GitRoutes(accounts, repositories, git);
        onGit("GET", "/info/refs", doors::infoRefs);
        onGit("POST", "/git-upload-pack", doors::fetch);
        onGit("POST", "/git-receive-pack", doors::push);
        onGit("GET", "/HEAD", doors::head);
    }

    private void inRepository(String method, String path, Handling handling) {
        on(method, REPOSITORY_PREFIX + path, List.of(REPOSITORY), handling);
    }

    private void on(String method, String path, List<Scopes.Category> scopes, Handling handling) {
        Scopes.Level level = method.equals("GET") ? Scopes.Level.READ : Scopes.Level.WRITE;
        routes.addEndpoint(Endpoint.create(HandlerType.findOrCreate(method), PREFIX + path)
                .handler(context -> {
                    Call call = new Call(context, identify(context), accounts, repositories, shapes);
                    call.requireScopes(level, scopes);
                    handling.of(call);
                }));
    }

    private void onGit(String method, String path, GitHandling handling) {
        routes.addEndpoint(Endpoint.create(HandlerType.findOrCreate(method), "/{owner}/{repo}" + path)
                .handler(context -> handling.of(context, identify(context))));
    }

    private Identity identify(Context context) {
        Optional<String> token = Optional.ofNullable(context.queryParam("token"))
                .or(() -> Optional.ofNullable(context.queryParam("access_token")));
        return doorkeeper.identify(Optional.ofNullable(context.header("Authorization")), token);
    }

    private void addErrors() {
        routes.exception(
                Refusal.class,
                (refusal, context) -> context.status(refusal.status())
                        .contentType("application/json;charset=utf-8")
                        .result(JsonMapper.shared().writeValueAsBytes(shapes.error(refusal))));
        routes.exception(
                MovedAway.class,
                (moved, context) -> context.status(307)
                        .header("Location", moved.location())
                        .contentType("text/html; charset=utf-8")
                        .result("<a>Temporary Redirect</a>.\n"));
        routes.exception(MethodNotAllowedResponse.class, (e, context) -> context.status(405));
        routes.exception(
                NotFoundResponse.class,
                (e, context) -> context.status(404)
                        .contentType("text/plain; charset=utf-8")
                        .result("404 page not found\n"));
        routes.exception(Exception.class, this::answerFault);
    }

    private void answerFault(Exception fault, Context context) {
        LOG.log(System.Logger.Level.ERROR, context.method() + " " + context.path() + " failed", fault);
        if (!context.res().isCommitted()) {
            context.res().reset();
            context.status(500)
                    .contentType("application/json;charset=utf-8")
                    .result(JsonMapper.shared().writeValueAsBytes(shapes.error(new Refusal(500, ""))));
        }
    }
}

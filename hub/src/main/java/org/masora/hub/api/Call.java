package org.masora.hub.api;

import io.javalin.http.Context;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.accounts.Identity;
import org.masora.hub.accounts.Scopes;
import org.masora.hub.repositories.Access;
import org.masora.hub.repositories.HostedRepository;
import org.masora.hub.repositories.Repositories;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request to the API: who asks, what for, and the way to answer. */
final class Call {
    private static final String JSON_TYPE = "application/json;charset=utf-8";

    private final Context context;
    private final Identity identity;
    private final Accounts accounts;
    private final Repositories repositories;
    private final ApiJson shapes;
    private @Nullable Body body;

    Call(Context context, Identity identity, Accounts accounts, Repositories repositories, ApiJson shapes) {
        this.context = context;
        this.identity = identity;
        this.accounts = accounts;
        this.repositories = repositories;
        this.shapes = shapes;
        if (identity instanceof Identity.Rejected(String message)) {
            throw new Refusal(401, message);
        }
    }

    Identity identity() {
        return identity;
    }

    Context context() {
        return context;
    }

    /** The account that asks; nobody gets further who did not say a name. */
    Account account() {
        return signedIn().orElseThrow(() -> new Refusal(401, "token is required"));
    }

    Optional<Account> signedIn() {
        return identity instanceof Identity.SignedIn(Account account, var scopes)
                ? Optional.of(account)
                : Optional.empty();
    }

    boolean usesToken() {
        return identity instanceof Identity.SignedIn(var account, var scopes) && scopes.isPresent();
    }

    /** Whether the credentials came as a name and a password, whatever stands in these. */
    boolean usesBasic() {
        String header = context.header("Authorization");
        return header != null && header.strip().toLowerCase(Locale.ROOT).startsWith("basic ");
    }

    /** Refuses a token that lacks this level in one of the categories. */
    void requireScopes(Scopes.Level level, List<Scopes.Category> categories) {
        if (!(identity instanceof Identity.SignedIn(var account, Optional<Scopes> scopes)) || scopes.isEmpty()) {
            return;
        }
        for (Scopes.Category category : categories) {
            if (!scopes.get().include(category, level)) {
                throw new Refusal(
                        403, "token does not have at least one of required scope(s): [" + level.of(category) + "]");
            }
        }
    }

    /** The account that the address names. */
    Account namedAccount() {
        String name = param("user");
        return accounts.named(name)
                .orElseThrow(() -> Refusal.notFound("user redirect does not exist [name: " + name + "]"));
    }

    /** The repository that the address names; missing for whoever may not see it. */
    HostedRepository repository() {
        String ownerName = param("owner");
        Account owner = accounts.named(ownerName)
                .orElseThrow(() ->
                        Refusal.notFound("GetUserByName", "user redirect does not exist [name: " + ownerName + "]"));
        return switch (repositories.find(owner.number(), param("repo"))) {
            case Repositories.Found.Here(HostedRepository repository) -> visible(repository);
            case Repositories.Found.Renamed(HostedRepository repository) ->
                throw new MovedAway(addressUnder(visible(repository).settings().name()));
            case Repositories.Found.Missing() -> throw Refusal.notFound();
        };
    }

    private HostedRepository visible(HostedRepository repository) {
        if (accessTo(repository) == Access.NONE) {
            throw Refusal.notFound();
        }
        return repository;
    }

    /** This request's address with another repository name: {@code /api/v1/repos/OWNER/NAME/…}. */
    private String addressUnder(String name) {
        String[] parts = context.req().getRequestURI().split("/", 7);
        parts[5] = name;
        String query = context.req().getQueryString();
        return String.join("/", parts) + (query == null ? "" : "?" + query);
    }

    Access accessTo(HostedRepository repository) {
        return repository.settings().accessOf(identity);
    }

    /** The repository that the address names, if the caller is signed in and has this right there. */
    HostedRepository repository(Access needed, String refusal) {
        HostedRepository repository = repository();
        account();
        if (!accessTo(repository).includes(needed)) {
            throw new Refusal(403, refusal);
        }
        return repository;
    }

    /** The repository that the address names, if the caller may change its settings. */
    HostedRepository administeredRepository() {
        return repository(Access.ADMIN, "user should be an owner or a collaborator with admin write of a repository");
    }

    String param(String name) {
        return context.pathParam(name);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(context.queryParam(name)).filter(value -> !value.isEmpty());
    }

    boolean querySays(String name, boolean otherwise) {
        return query(name)
                .map(value -> value.equals("true") || value.equals("1"))
                .orElse(otherwise);
    }

    Paging paging() {
        return Paging.of(query("page").orElse(""), query("limit").orElse(""));
    }

    Body body() throws IOException {
        if (body == null) {
            body = Body.of(context.req());
        }
        return body;
    }

    void answer(int status, JsonNode json) {
        context.status(status).contentType(JSON_TYPE).result(JsonMapper.shared().writeValueAsBytes(json));
    }

    void answerEmpty(int status) {
        context.status(status);
    }

    /** Says how long the list is of which a page follows, and where the other pages are. */
    void announceList(Paging paging, int total) {
        context.header("X-Total-Count", Integer.toString(total));
        String links = paging.links(total).stream()
                .map(link -> "<" + shapes.base() + context.path() + "?" + queryWithPage(link.page()) + ">; rel=\""
                        + link.rel() + "\"")
                .collect(Collectors.joining(","));
        if (!links.isEmpty()) {
            context.header("Link", links);
        }
    }

    private String queryWithPage(int page) {
        Map<String, List<String>> parameters = new TreeMap<>(context.queryParamMap());
        // A token in the address is not repeated in an answer.
        parameters.remove("token");
        parameters.remove("access_token");
        parameters.put("page", List.of(Integer.toString(page)));
        return parameters.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

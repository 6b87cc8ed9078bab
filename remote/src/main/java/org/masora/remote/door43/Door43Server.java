package org.masora.remote.door43;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.masora.core.project.Blobs;
import org.masora.core.project.Entry;
import org.masora.core.project.ProjectDescription;
import org.masora.core.project.Recognition;
import org.masora.core.project.Snapshot;
import org.masora.core.sync.Progress;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.Remote.Done;
import org.masora.remote.Remote.RemoteFailure;
import org.masora.remote.door43.GitWire.Refusal;
import org.masora.remote.door43.Rest.Sign;
import org.masora.remote.door43.Rest.Told;
import org.masora.remote.http.Halted;
import org.masora.remote.http.Json;
import org.masora.remote.http.ServerAddress;
import org.masora.remote.http.Timeouts;
import org.masora.remote.http.Wire;
import tools.jackson.databind.JsonNode;

/**
 * A server of Gitea's kind, Door43's own first: accounts, access tokens, lists of projects. Holds
 * connections and no state of anybody; safe for several threads.
 */
public final class Door43Server implements AutoCloseable {

    /**
     * What a token may do: read and send projects; make one, which Gitea counts as writing to the user
     * as well. Each write includes its read.
     */
    private static final List<String> SCOPES = List.of("write:repository", "write:user");

    private static final int PAGE_SIZE = 50;
    private static final int PAGE_MAX = 10_000;
    private static final int SAME_NAMES_MAX = 20;

    private final Wire wire;
    private final Rest rest;

    public Door43Server(ServerAddress address) {
        this(address, Timeouts.USUAL);
    }

    public Door43Server(ServerAddress address, Timeouts timeouts) {
        wire = new Wire(address, timeouts);
        rest = new Rest(wire);
    }

    public ServerAddress address() {
        return wire.server();
    }

    Wire wire() {
        return wire;
    }

    /** The server's version, as it writes it: {@code 1.21.4+dcs}. */
    public Answer<String> version(Progress progress) {
        return Halted.answer(() -> {
            Told told = rest.during(progress).get("/version", new Sign.Nobody());
            if (!told.ok()) {
                throw Rest.refused(told, "", "");
            }
            return Json.text(told.json(), "version");
        });
    }

    // Accounts

    /**
     * Makes an access token for this computer. Tokens of other computers are never touched; where the
     * name is in use already, a number is added to it.
     *
     * @param password the account's name or e-mail address with its password
     * @param code of the second factor, where there is one
     * @param computer what the token is called, so that the person knows it again on the server's page
     */
    public Answer<Login> login(Credentials password, Optional<String> code, String computer) {
        return Halted.answer(() -> {
            Sign sign = new Sign.Password(password, code);
            Told who = rest.get("/user", sign);
            if (who.status() == 401 && wantsCode(who)) {
                return code.isPresent() ? new Login.CodeWrong() : new Login.CodeNeeded();
            }
            if (!who.ok()) {
                throw Rest.refused(who, password.user(), "");
            }
            String login = Json.text(who.json(), "login");
            for (int i = 1; i <= SAME_NAMES_MAX; i++) {
                String name = i == 1 ? computer : computer + " " + i;
                Told made = rest.post(
                        "/users/" + Rest.escaped(login) + "/tokens", sign, Map.of("name", name, "scopes", SCOPES));
                if (made.ok()) {
                    return signedIn(who.json(), login, name, made);
                }
                // Door43 allows several of one name, Gitea answers 400 then.
                if (made.status() != 400 || !made.message().contains("name")) {
                    throw Rest.refused(made, password.user(), "");
                }
            }
            throw new Halted(new RemoteFailure.ServerError(400, "too many tokens of the name " + computer));
        });
    }

    /** The answer of version 1.21 to a missing code says "%!s(<nil>)", later ones say what is missing. */
    private static boolean wantsCode(Told told) {
        String message = told.message().toLowerCase(Locale.ROOT);
        return told.codeWanted()
                || message.contains("<nil>")
                || message.contains("otp")
                || message.contains("two-factor")
                || message.contains("two factor");
    }

    private Login signedIn(JsonNode user, String login, String tokenName, Told made) throws Halted {
        String secret = Json.text(made.json(), "sha1");
        Optional<Long> id = Json.number(made.json(), "id");
        if (secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl) || id.isEmpty()) {
            throw new Halted(new RemoteFailure.ServerError(made.status(), "a token without content"));
        }
        return new Login.SignedIn(accountOf(user, login), new Credentials(login, secret), id.get(), tokenName);
    }

    /** Whose token this is; {@link RemoteFailure.BadCredentials} when it is good no longer. */
    public Answer<Account> account(Credentials token) {
        return Halted.answer(() -> {
            Told who = rest.get("/user", new Sign.Token(token));
            if (!who.ok()) {
                throw Rest.refused(who, token.user(), "");
            }
            return accountOf(who.json(), Json.text(who.json(), "login"));
        });
    }

    /**
     * The server tells a person's own address to the person, and the no-reply one to those who are not
     * signed in: so that is how it is asked for.
     */
    private Account accountOf(JsonNode user, String login) throws Halted {
        Told seen = rest.get("/users/" + Rest.escaped(login), new Sign.Nobody());
        String shown = seen.ok() ? Json.text(seen.json(), "email") : "";
        boolean noReply = shown.toLowerCase(Locale.ROOT).contains("noreply");
        return new Account(login, Json.text(user, "full_name"), noReply ? shown : "");
    }

    /**
     * Takes this computer's token back.
     *
     * @param token the token itself, or the password: a server that takes nothing but the password here
     *     answers a token with {@link RemoteFailure.BadCredentials}, and so does one that knows it no longer
     * @param tokenId what {@link Login.SignedIn} told
     */
    public Answer<Done> logout(Credentials token, long tokenId) {
        return Halted.answer(() -> {
            // Only Basic is taken here; a token passes as the password.
            Sign sign = new Sign.Password(token, Optional.empty());
            Told gone = rest.delete("/users/" + Rest.escaped(token.user()) + "/tokens/" + tokenId, sign);
            if (!gone.ok() && gone.status() != 404) {
                throw Rest.refused(gone, token.user(), "");
            }
            return new Done();
        });
    }

    /** What time it is there, where the server says it; that it answers at all shows that it can be reached. */
    public Answer<Optional<Instant>> time() {
        return Halted.answer(() -> {
            Told told = rest.get("/version", new Sign.Nobody());
            if (told.status() >= 500) {
                throw Rest.refused(told, "", "");
            }
            return told.date();
        });
    }

    // Projects

    /**
     * One page of a list.
     *
     * @param page from 1
     */
    public Answer<ProjectPage> projects(ProjectQuery query, Optional<Credentials> token, int page) {
        return Halted.answer(() -> {
            String paging = "limit=" + PAGE_SIZE + "&page=" + Math.clamp(page, 1, PAGE_MAX);
            Told told = rest.get(listPath(query) + paging, Rest.token(token));
            if (!told.ok()) {
                throw Rest.refused(told, user(token), ownerOf(query));
            }
            JsonNode list = told.json().isArray() ? told.json() : told.json().path("data");
            List<CloudProject> projects = new ArrayList<>();
            int count = 0;
            for (JsonNode item : list) {
                count++;
                project(item).filter(project -> isMeant(query, project)).ifPresent(projects::add);
            }
            return new ProjectPage(projects, nextPage(told, page, count), told.total());
        });
    }

    private static String listPath(ProjectQuery query) {
        return switch (query) {
            case ProjectQuery.Own own -> "/user/repos?";
            case ProjectQuery.OfOwner of -> "/users/" + Rest.escaped(of.owner()) + "/repos?";
            case ProjectQuery.Search search ->
                "/repos/search?sort=updated&order=desc&q="
                        + Rest.escaped(searchable(search.text()))
                        + search.owner()
                                .map(owner -> "&owner=" + Rest.escaped(owner))
                                .orElse("")
                        + "&";
        };
    }

    /** Some databases find nothing when asked for a {@code _}: the longest piece without it is asked for. */
    private static String searchable(String text) {
        String longest = "";
        for (String piece : text.strip().split("_", -1)) {
            longest = piece.length() > longest.length() ? piece : longest;
        }
        return longest;
    }

    /** Plain Gitea ignores the owner in a search, and a shortened question finds too much. */
    private static boolean isMeant(ProjectQuery query, CloudProject project) {
        return switch (query) {
            case ProjectQuery.Own own -> true;
            case ProjectQuery.OfOwner of -> true;
            case ProjectQuery.Search search ->
                search.owner()
                                .map(owner ->
                                        owner.equalsIgnoreCase(project.name().owner()))
                                .orElse(true)
                        && (!search.text().contains("_")
                                || holds(project, search.text().strip()));
        };
    }

    private static boolean holds(CloudProject project, String text) {
        String all = project.name().name() + "\n" + project.description();
        return all.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }

    private static String ownerOf(ProjectQuery query) {
        return switch (query) {
            case ProjectQuery.Own own -> "";
            case ProjectQuery.OfOwner of -> of.owner();
            case ProjectQuery.Search search -> search.owner().orElse("");
        };
    }

    /** Links are looked at and not followed: they name the server as it names itself, which may be wrong. */
    private static Optional<Integer> nextPage(Told told, int page, int count) {
        boolean more = told.link().isPresent()
                ? told.link().get().contains("rel=\"next\"")
                : told.total().orElse(0L) > (page - 1L) * PAGE_SIZE + count;
        return more && count > 0 && page < PAGE_MAX ? Optional.of(page + 1) : Optional.empty();
    }

    /** One project; its {@link CloudProject#name} is another one when it was renamed. */
    public Answer<CloudProject> project(ProjectName name, Optional<Credentials> token, Progress progress) {
        return Halted.answer(() -> find(name, token, progress));
    }

    private CloudProject find(ProjectName name, Optional<Credentials> token, Progress progress) throws Halted {
        Told told = rest.during(progress).get(path(name), Rest.token(token));
        if (!told.ok()) {
            throw Rest.refused(told, user(token), name.toString());
        }
        return project(told.json())
                .orElseThrow(() -> new Halted(new RemoteFailure.ServerError(200, "a project without a name")));
    }

    /**
     * A file's content without any git, for a look at who a project is (rule V4); empty when there is no
     * such file or the project is empty.
     *
     * @param branch empty for the default branch
     */
    public Answer<Optional<byte[]>> file(
            ProjectName name, String path, Optional<String> branch, Optional<Credentials> token) {
        return Halted.answer(() -> {
            StringBuilder where = new StringBuilder(path(name)).append("/contents");
            for (String part : path.split("/", -1)) {
                where.append('/').append(Rest.escaped(part));
            }
            branch.ifPresent(ref -> where.append("?ref=").append(Rest.escaped(ref)));
            Told told = rest.get(where.toString(), Rest.token(token));
            if (told.status() == 404) {
                // The same answer for no file and for no project; this one tells them apart.
                find(name, token, Progress.NONE);
                return Optional.empty();
            }
            if (!told.ok()) {
                throw Rest.refused(told, user(token), name.toString());
            }
            return content(told.json());
        });
    }

    /**
     * What a project says of itself, without any git (rule V4): its books are not looked for. Empty where it says
     * nothing that is understood.
     *
     * @param branch empty for the default branch
     */
    public Answer<Optional<ProjectDescription>> description(
            ProjectName name, Optional<String> branch, Optional<Credentials> token) {
        for (String path : Recognition.describingFiles()) {
            switch (file(name, path, branch, token)) {
                case Answer.Failed<Optional<byte[]>>(var failure) -> {
                    return new Answer.Failed<>(failure);
                }
                case Answer.Ok<Optional<byte[]>>(var content) -> {
                    Blobs blobs = Blobs.inMemory();
                    Optional<ProjectDescription> said = content.map(blobs::write)
                            .map(id -> Snapshot.EMPTY.with(path, Entry.file(id)))
                            .flatMap(alone -> Recognition.of(alone, blobs).description());
                    if (said.isPresent()) {
                        return new Answer.Ok<>(said);
                    }
                }
            }
        }
        return new Answer.Ok<>(Optional.empty());
    }

    private static Optional<byte[]> content(JsonNode file) throws Halted {
        if (!Json.text(file, "type").equals("file")) {
            // An empty project answers with an empty list; a folder with a list.
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(Json.text(file, "content"));
            long size = Json.number(file, "size").orElse((long) bytes.length);
            if (size != bytes.length) {
                throw new Halted(new RemoteFailure.Damaged(
                        List.of(Json.text(file, "path") + ": " + bytes.length + " of " + size + " bytes")));
            }
            return Optional.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new Halted(new RemoteFailure.Damaged(List.of(Json.text(file, "path") + ": no base64")), e);
        }
    }

    /**
     * Makes an empty project in the person's own account.
     *
     * @param name of the repository
     * @param description a sentence for people, may be empty
     * @param isPrivate whether only invited people may see it (rule V1)
     * @param defaultBranch the branch that will be sent first
     */
    public Answer<Creation> create(
            Credentials token,
            String name,
            String description,
            boolean isPrivate,
            String defaultBranch,
            Progress progress) {
        return Halted.answer(() -> {
            ProjectName full = new ProjectName(token.user(), name);
            Map<String, Object> wish = new LinkedHashMap<>();
            wish.put("name", name);
            wish.put("description", description);
            wish.put("private", isPrivate);
            wish.put("auto_init", false);
            wish.put("default_branch", defaultBranch);
            Told told = rest.during(progress).post("/user/repos", new Sign.Token(token), wish);
            return switch (told.status()) {
                case 409 -> new Creation.NameTaken(full);
                case 422 -> new Creation.NameNotPossible(told.message());
                default -> {
                    if (!told.ok()) {
                        throw Rest.refused(told, token.user(), full.toString());
                    }
                    CloudProject made = project(told.json()).orElseGet(() -> bare(full, isPrivate));
                    yield made.isPrivate() == isPrivate
                            ? new Creation.Created(made)
                            : new Creation.OtherwiseVisible(made);
                }
            };
        });
    }

    private static CloudProject bare(ProjectName name, boolean isPrivate) {
        return new CloudProject(name, "", isPrivate, false, true, Optional.empty(), true, true, Optional.empty());
    }

    private static String path(ProjectName name) {
        return "/repos/" + Rest.escaped(name.owner()) + "/" + Rest.escaped(name.name());
    }

    private static String user(Optional<Credentials> token) {
        return token.map(Credentials::user).orElse("");
    }

    /** A repository as described; empty when the description lacks its name. */
    private static Optional<CloudProject> project(JsonNode node) {
        String owner = Json.text(node.path("owner"), "login");
        return ProjectName.parse(owner + "/" + Json.text(node, "name"))
                .map(name -> new CloudProject(
                        name,
                        Json.text(node, "description"),
                        Json.flag(node, "private"),
                        Json.flag(node, "archived"),
                        Json.flag(node, "empty"),
                        Optional.of(Json.text(node, "default_branch")).filter(branch -> !branch.isBlank()),
                        Json.flag(node.path("permissions"), "push"),
                        Json.flag(node.path("permissions"), "admin"),
                        Json.time(node, "updated_at")));
    }

    // Git's refusals

    /**
     * Why git was refused. Over git a missing, an archived and a forbidden project look alike, and a bad
     * token looks like a server without passwords; the interface tells them apart.
     */
    RemoteFailure whyRefused(ProjectName name, Optional<Credentials> token, Refusal refusal, Progress progress) {
        RemoteFailure plain = GitRemote.plainReason(name.toString(), token, refusal);
        if (refusal.status() != 401 && refusal.status() != 403 && refusal.status() != 404) {
            return plain;
        }
        try {
            CloudProject project = find(name, token, progress);
            if (refusal.push() && project.archived()) {
                return new RemoteFailure.Archived(name.toString());
            }
            // It is there and may be seen: what was refused is the deed.
            return refusal.status() == 401 ? plain : new RemoteFailure.NotAllowed(name.toString(), refusal.text());
        } catch (Halted e) {
            return e.failure() instanceof RemoteFailure.ServerError ? plain : e.failure();
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}

package org.masora.hub.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.accounts.Identity;
import org.masora.hub.accounts.Token;
import org.masora.hub.git.Revisions;
import org.masora.hub.repositories.Access;
import org.masora.hub.repositories.BranchRule;
import org.masora.hub.repositories.HostedRepository;
import org.masora.hub.repositories.RepositoryRecord;
import org.masora.hub.repositories.Visibility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of the API's answers, as a real Door43 gives them; what the hub does not have stands there empty. */
final class ApiJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String NEVER = "0001-01-01T00:00:00Z";
    private static final String EPOCH = "1970-01-01T00:00:00Z";
    private static final String NO_REPLY = "@noreply.localhost";

    private final CompletableFuture<URI> address;
    private final Accounts accounts;

    ApiJson(CompletableFuture<URI> address, Accounts accounts) {
        this.address = address;
        this.accounts = accounts;
    }

    /** The hub's address without a slash at its end. */
    String base() {
        return address.join().toString();
    }

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static ArrayNode list(Collection<ObjectNode> entries) {
        return JSON.arrayNode().addAll(entries);
    }

    static ArrayNode texts(Collection<String> texts) {
        ArrayNode list = JSON.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    ObjectNode error(Refusal refusal) {
        ObjectNode json = object();
        refusal.errors().ifPresent(errors -> {
            if (errors.texts().isPresent()) {
                json.set("errors", texts(errors.texts().get()));
            } else {
                json.putNull("errors");
            }
        });
        return json.put("message", refusal.text()).put("url", base() + "/api/swagger");
    }

    // ---- people

    /** An account; its address is shown to itself and to administrators. */
    ObjectNode user(Account account, Identity asker) {
        boolean knows = asker instanceof Identity.SignedIn(Account other, var scopes)
                && (other.admin() || other.number() == account.number());
        return object().put("id", account.number())
                .put("login", account.name())
                .put("login_name", "")
                .put("full_name", account.fullName())
                .put("email", knows ? account.email() : noReplyAddress(account))
                .put("avatar_url", base() + "/avatars/" + md5(account.email()))
                .put("language", "")
                .put("is_admin", account.admin())
                .put("last_login", NEVER)
                .put("created", account.created().toString())
                .putNull("repo_languages")
                .putNull("repo_subjects")
                .putNull("repo_metadata_types")
                .put("restricted", false)
                .put("active", true)
                .put("prohibit_login", false)
                .put("location", "")
                .put("website", "")
                .put("description", "")
                .put("visibility", "public")
                .put("followers_count", 0)
                .put("following_count", 0)
                .put("starred_repos_count", 0)
                .put("username", account.name());
    }

    static String noReplyAddress(Account account) {
        return account.name().toLowerCase(Locale.ROOT) + NO_REPLY;
    }

    private static String md5(String text) {
        try {
            byte[] bytes = text.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks MD5", e);
        }
    }

    static ObjectNode tokenInList(Token token) {
        ObjectNode json = object().put("id", token.number())
                .put("name", token.name())
                .put("sha1", "")
                .put("token_last_eight", token.lastEight());
        json.set("scopes", texts(token.scopes().words()));
        return json;
    }

    static ObjectNode tokenJustMade(Accounts.Issued issued) {
        Token token = issued.token();
        return object().put("id", token.number())
                .put("name", token.name())
                .put("sha1", issued.secret())
                .put("token_last_eight", token.lastEight())
                .putNull("scopes");
    }

    // ---- repositories

    String repositoryPath(HostedRepository repository) {
        RepositoryRecord settings = repository.settings();
        return owner(settings).name() + "/" + settings.name();
    }

    String apiAddress(HostedRepository repository) {
        return base() + "/api/v1/repos/" + repositoryPath(repository);
    }

    String pageAddress(HostedRepository repository) {
        return base() + "/" + repositoryPath(repository);
    }

    Account owner(RepositoryRecord settings) {
        return accounts.numbered(settings.owner())
                .orElseThrow(() -> new IllegalStateException("repository without owner: " + settings.number()));
    }

    ObjectNode repository(HostedRepository repository, Identity asker) throws IOException {
        RepositoryRecord settings = repository.settings();
        HostedRepository.Branches branches = repository.shownBranches();
        Access access = settings.accessOf(asker);
        ObjectNode json = object().put("id", settings.number());
        json.set("owner", user(owner(settings), asker));
        json.put("name", settings.name())
                .put("full_name", repositoryPath(repository))
                .put("description", settings.description())
                .put("empty", branches.isEmpty())
                .put("private", settings.visibility() == Visibility.PRIVATE)
                .put("fork", false)
                .put("template", false)
                .putNull("parent")
                .put("mirror", false)
                .put("size", repository.sizeKib())
                .put("languages_url", apiAddress(repository) + "/languages")
                .put("html_url", pageAddress(repository))
                .put("url", apiAddress(repository))
                .put("link", "")
                .put("ssh_url", "")
                .put("clone_url", pageAddress(repository) + ".git")
                .put("original_url", "")
                .put("website", settings.website())
                .put("stars_count", 0)
                .put("forks_count", 0)
                .put("watchers_count", 0)
                .put("open_issues_count", 0)
                .put("open_pr_counter", 0)
                .put("release_counter", 0)
                .put("default_branch", branches.defaultBranch())
                .put("archived", settings.archived())
                .put("created_at", settings.created().toString())
                .put("updated_at", second(repository.updated()))
                .put("archived_at", EPOCH);
        json.set("permissions", permissions(access));
        json.put("has_issues", false)
                .put("has_wiki", false)
                .put("has_pull_requests", false)
                .put("has_projects", false)
                .put("has_releases", false)
                .put("has_packages", false)
                .put("has_actions", false)
                .put("avatar_url", "")
                .put("internal", false)
                .put("mirror_interval", "")
                .put("mirror_updated", NEVER)
                .putNull("repo_transfer");
        return withoutMetadata(json, settings);
    }

    private static ObjectNode permissions(Access access) {
        return object().put("admin", access.includes(Access.ADMIN))
                .put("push", access.includes(Access.WRITE))
                .put("pull", access.includes(Access.READ));
    }

    /** What Door43 reads from a project's metadata and the hub does not. */
    private static ObjectNode withoutMetadata(ObjectNode json, RepositoryRecord settings) {
        json.put("metadata_type", "")
                .put("metadata_version", "")
                .put("language", "")
                .put("language_title", "")
                .put("language_direction", "ltr")
                .put("language_is_gl", false)
                .put("subject", "")
                .put("flavor_type", "")
                .put("flavor", "")
                .put("abbreviation", "")
                .put("title", settings.name())
                .putNull("ingredients")
                .put("checking_level", 0);
        json.set("catalog", object().putNull("prod").putNull("preprod").putNull("latest"));
        return json.put("content_format", "");
    }

    private static String second(Instant moment) {
        return Instant.ofEpochSecond(moment.getEpochSecond()).toString();
    }

    // ---- branches

    ObjectNode branch(HostedRepository repository, String name, RevCommit commit, Identity asker) {
        RepositoryRecord settings = repository.settings();
        Optional<BranchRule> rule = settings.ruleFor(name);
        boolean writes = settings.accessOf(asker).includes(Access.WRITE);
        boolean pushes = asker instanceof Identity.SignedIn(Account account, var scopes)
                && writes
                && settings.letsPush(account, name);
        ObjectNode json = object().put("name", name);
        json.set("commit", headCommit(repository, commit));
        json.put("protected", rule.isPresent()).put("required_approvals", 0).put("enable_status_check", false);
        json.set("status_check_contexts", JSON.arrayNode());
        return json.put("user_can_push", pushes)
                .put("user_can_merge", writes)
                .put(
                        "effective_branch_protection_name",
                        rule.map(BranchRule::name).orElse(""));
    }

    private ObjectNode headCommit(HostedRepository repository, RevCommit commit) {
        ObjectNode json = object().put("id", commit.name())
                .put("message", commit.getFullMessage())
                .put("url", pageAddress(repository) + "/commit/" + commit.name());
        json.set("author", headPerson(commit.getAuthorIdent()));
        json.set("committer", headPerson(commit.getCommitterIdent()));
        json.set("verification", unverified());
        return json.put("timestamp", second(commit.getCommitterIdent().getWhenAsInstant()))
                .putNull("added")
                .putNull("removed")
                .putNull("modified");
    }

    private ObjectNode headPerson(PersonIdent person) {
        return object().put("name", person.getName())
                .put("email", person.getEmailAddress())
                .put(
                        "username",
                        accounts.withEmail(person.getEmailAddress())
                                .map(Account::name)
                                .orElse(""));
    }

    /** What is said of every signature: the hub checks none. */
    static ObjectNode unverified() {
        return object().put("verified", false)
                .put("reason", "gpg.error.not_signed_commit")
                .put("signature", "")
                .putNull("signer")
                .put("payload", "");
    }

    ObjectNode branchRule(BranchRule rule) {
        ObjectNode json = object().put("branch_name", rule.name())
                .put("rule_name", rule.name())
                .put("enable_push", rule.pushAllowed())
                .put("enable_push_whitelist", rule.pushersListed());
        json.set(
                "push_whitelist_usernames",
                texts(rule.pushers().stream()
                        .flatMap(number -> accounts.numbered(number).stream())
                        .map(Account::name)
                        .toList()));
        json.set("push_whitelist_teams", JSON.arrayNode());
        return json.put("push_whitelist_deploy_keys", false)
                .put("enable_merge_whitelist", false)
                .put("enable_status_check", false)
                .put("required_approvals", 0)
                .put("enable_approvals_whitelist", false)
                .put("block_on_rejected_reviews", false)
                .put("require_signed_commits", false)
                .put("protected_file_patterns", "")
                .put("unprotected_file_patterns", "")
                .put("created_at", second(rule.created()))
                .put("updated_at", second(rule.updated()));
    }

    // ---- commits

    ObjectNode commit(
            HostedRepository repository, RevCommit commit, Optional<Revisions.Changes> changes, Identity asker) {
        String address = apiAddress(repository) + "/git/commits/" + commit.name();
        String time = second(commit.getCommitterIdent().getWhenAsInstant());
        ObjectNode inner = object().put("url", address);
        inner.set("author", person(commit.getAuthorIdent()));
        inner.set("committer", person(commit.getCommitterIdent()));
        inner.put("message", commit.getFullMessage());
        inner.set("tree", treeOf(repository, commit, time));
        inner.set("verification", unverified());

        ObjectNode json = object().put("url", address)
                .put("sha", commit.name())
                .put("created", time)
                .put("html_url", pageAddress(repository) + "/commit/" + commit.name());
        json.set("commit", inner);
        json.set("author", knownPerson(commit.getAuthorIdent(), asker));
        json.set("committer", knownPerson(commit.getCommitterIdent(), asker));
        json.set("parents", parents(repository, commit));
        changes.ifPresent(all -> {
            json.set(
                    "files",
                    list(all.files().stream()
                            .map(file -> object().put("filename", file.path()).put("status", file.status()))
                            .toList()));
            json.set(
                    "stats",
                    object().put("total", all.additions() + all.deletions())
                            .put("additions", all.additions())
                            .put("deletions", all.deletions()));
        });
        return json;
    }

    /** A commit as it stands beside the file that it wrote. */
    ObjectNode fileCommit(HostedRepository repository, RevCommit commit) {
        ObjectNode json = object().put("url", apiAddress(repository) + "/git/commits/" + commit.name())
                .put("sha", commit.name())
                .put("created", NEVER)
                .put("html_url", pageAddress(repository) + "/commit/" + commit.name());
        json.set("author", person(commit.getAuthorIdent()));
        json.set("committer", person(commit.getCommitterIdent()));
        json.set("parents", parents(repository, commit));
        json.put("message", commit.getFullMessage());
        json.set("tree", treeOf(repository, commit, NEVER));
        return json;
    }

    private ObjectNode treeOf(HostedRepository repository, RevCommit commit, String created) {
        String tree = commit.getTree().name();
        return object().put("url", apiAddress(repository) + "/git/trees/" + tree)
                .put("sha", tree)
                .put("created", created);
    }

    private ArrayNode parents(HostedRepository repository, RevCommit commit) {
        return list(Arrays.stream(commit.getParents())
                .map(parent -> object().put("url", apiAddress(repository) + "/git/commits/" + parent.name())
                        .put("sha", parent.name())
                        .put("created", NEVER))
                .toList());
    }

    private static ObjectNode person(PersonIdent person) {
        return object().put("name", person.getName())
                .put("email", person.getEmailAddress())
                .put("date", second(person.getWhenAsInstant()));
    }

    private JsonNode knownPerson(PersonIdent person, Identity asker) {
        return accounts.withEmail(person.getEmailAddress())
                .<JsonNode>map(account -> user(account, asker))
                .orElse(JSON.nullNode());
    }

    // ---- files

    /** A file, folder, link or foreign repository in a tree, without its content. */
    ObjectNode entry(HostedRepository repository, FileEntry entry, Revisions.Named at) {
        String path = escapePath(entry.path());
        String self = apiAddress(repository) + "/contents/" + path + "?ref="
                + URLEncoder.encode(at.name(), StandardCharsets.UTF_8);
        String kind = at.as().name().toLowerCase(Locale.ROOT) + "/" + escapePath(at.name()) + "/" + path;
        String git = apiAddress(repository) + "/git/" + (entry.isFolder() ? "trees/" : "blobs/")
                + entry.id().name();
        String html = pageAddress(repository) + "/src/" + kind;
        ObjectNode json = object().put("name", entry.name())
                .put("path", entry.path())
                .put("sha", entry.id().name())
                .put("last_commit_sha", entry.lastCommit().name())
                .put("type", entry.type())
                .put("size", entry.size())
                .putNull("encoding")
                .putNull("content")
                .putNull("target")
                .put("url", self)
                .put("html_url", html)
                .put("git_url", git)
                .put("download_url", entry.isFolder() ? null : rawAddress(repository, path, at))
                .putNull("submodule_git_url");
        json.set("_links", object().put("self", self).put("git", git).put("html", html));
        return json;
    }

    private String rawAddress(HostedRepository repository, String escapedPath, Revisions.Named at) {
        return apiAddress(repository) + "/raw/" + escapedPath + "?ref="
                + URLEncoder.encode(at.name(), StandardCharsets.UTF_8);
    }

    private static String escapePath(String path) {
        return Arrays.stream(path.split("/", -1))
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    ObjectNode treeEntry(HostedRepository repository, FileEntry entry, String mode) {
        String kind = entry.isFolder() ? "tree" : entry.type().equals("submodule") ? "commit" : "blob";
        ObjectNode json = object().put("path", entry.path()).put("mode", mode).put("type", kind);
        if (kind.equals("blob")) {
            json.put("size", entry.size());
        }
        json.put("sha", entry.id().name());
        if (!kind.equals("commit")) {
            json.put("url", gitAddress(repository, entry.isFolder() ? "trees" : "blobs", entry.id()));
        }
        return json;
    }

    String gitAddress(HostedRepository repository, String kind, AnyObjectId id) {
        return apiAddress(repository) + "/git/" + kind + "/" + id.name();
    }
}

package org.masora.hub.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.masora.hub.accounts.Account;
import org.masora.hub.accounts.Accounts;
import org.masora.hub.repositories.Access;
import org.masora.hub.repositories.HostedRepository;
import org.masora.hub.repositories.Repositories;
import org.masora.hub.repositories.RepositoryName;
import org.masora.hub.repositories.RepositoryRecord;
import org.masora.hub.repositories.Visibility;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Repositories: made, listed, searched, changed, deleted; their topics and collaborators. */
final class RepositoryRoutes {
    private static final int DESCRIPTION_LENGTH_AT_MOST = 2048;
    private static final int TOPICS_AT_MOST = 25;
    private static final Pattern TOPIC = Pattern.compile("[a-z0-9][-.a-z0-9]{0,34}");
    private static final Comparator<HostedRepository> BY_NAME =
            Comparator.comparing(repository -> repository.settings().name().toLowerCase(Locale.ROOT));

    private final Accounts accounts;
    private final Repositories repositories;
    private final ContentsWriter writer;
    private final ApiJson shapes;

    RepositoryRoutes(Accounts accounts, Repositories repositories, ContentsWriter writer, ApiJson shapes) {
        this.accounts = accounts;
        this.repositories = repositories;
        this.writer = writer;
        this.shapes = shapes;
    }

    // ---- one

    void make(Call call) throws IOException {
        Account owner = call.account();
        Body body = call.body();
        String name = body.text("name").orElse("");
        checkName(name);
        String description = description(body).orElse("");
        if (body.text("readme").filter(readme -> !readme.equals("Default")).isPresent()) {
            throw new Refusal(400, "readme template does not exist, available templates: [Default]");
        }
        String defaultBranch = body.text("default_branch").orElse("");
        if (!defaultBranch.isEmpty()) {
            checkBranchName(defaultBranch, "DefaultBranch");
        }
        HostedRepository made = repositories
                .make(
                        owner.number(),
                        name,
                        description,
                        body.isSet("private") ? Visibility.PRIVATE : Visibility.PUBLIC,
                        defaultBranch)
                .orElseThrow(() -> new Refusal(409, "The repository with the same name already exists."));
        if (body.isSet("auto_init")) {
            writer.writeFirst(made, owner, "# " + name + "\n\n" + (description.isEmpty() ? "" : description + "\n"));
        }
        call.answer(201, shapes.repository(made, call.identity()));
    }

    private static void checkName(String name) {
        RepositoryName.problem(name).ifPresent(problem -> {
            throw new Refusal(422, problem);
        });
    }

    static void checkBranchName(String name, String field) {
        if (!Repository.isValidRefName(Constants.R_HEADS + name) || name.startsWith("-") || name.equals("HEAD")) {
            throw new Refusal(422, "[" + field + "]: GitRefName");
        }
    }

    private static Optional<String> description(Body body) {
        Optional<String> description = body.textOrEmpty("description");
        if (description
                .filter(text -> text.length() > DESCRIPTION_LENGTH_AT_MOST)
                .isPresent()) {
            throw new Refusal(422, "[Description]: MaxSize");
        }
        return description;
    }

    void one(Call call) throws IOException {
        call.answer(200, shapes.repository(call.repository(), call.identity()));
    }

    void byNumber(Call call) throws IOException {
        String number = call.param("number");
        Optional<HostedRepository> found =
                number.matches("[0-9]{1,18}") ? repositories.numbered(Long.parseLong(number)) : Optional.empty();
        HostedRepository repository =
                found.filter(there -> call.accessTo(there) != Access.NONE).orElseThrow(Refusal::notFound);
        call.answer(200, shapes.repository(repository, call.identity()));
    }

    void change(Call call) throws IOException {
        HostedRepository repository = call.administeredRepository();
        Body body = call.body();
        Optional<String> name = body.text("name");
        name.ifPresent(RepositoryRoutes::checkName);
        Optional<String> description = description(body);
        Optional<Boolean> isPrivate = body.flag("private");
        Optional<Boolean> archived = body.flag("archived");
        Optional<String> website = body.textOrEmpty("website");
        Optional<String> defaultBranch = body.text("default_branch");
        if (name.isPresent() && !repositories.rename(repository, name.get())) {
            String owner = shapes.owner(repository.settings()).name();
            throw new Refusal(422, "repository already exists [uname: " + owner + ", name: " + name.get() + "]");
        }
        repositories.change(repository, draft -> {
            description.ifPresent(draft::description);
            website.ifPresent(draft::website);
            archived.ifPresent(draft::archived);
            isPrivate.ifPresent(hide -> draft.visibility(hide ? Visibility.PRIVATE : Visibility.PUBLIC));
            return draft;
        });
        if (defaultBranch.isPresent()) {
            moveDefaultBranch(repository, defaultBranch.get());
        }
        call.answer(200, shapes.repository(repository, call.identity()));
    }

    /** A branch that is not there is passed over in silence, as the real server does; an empty repository takes any. */
    private static void moveDefaultBranch(HostedRepository repository, String branch) throws IOException {
        HostedRepository.Branches branches = repository.currentBranches();
        boolean possible = branches.isEmpty()
                ? Repository.isValidRefName(Constants.R_HEADS + branch)
                : branches.heads().containsKey(branch);
        if (possible) {
            repository.setDefaultBranch(branch);
        }
    }

    void delete(Call call) throws IOException {
        repositories.delete(call.repository(Access.OWNER, "user should be the owner of the repo"));
        call.answerEmpty(204);
    }

    // ---- lists

    void mine(Call call) throws IOException {
        Account me = call.account();
        answerList(
                call,
                visible(
                                call,
                                settings -> settings.owner() == me.number()
                                        || settings.collaborators().containsKey(me.number()))
                        .sorted(BY_NAME)
                        .toList());
    }

    void ofUser(Call call) throws IOException {
        Account owner = call.namedAccount();
        answerList(
                call,
                visible(call, settings -> settings.owner() == owner.number()).toList());
    }

    private Stream<HostedRepository> visible(Call call, Predicate<RepositoryRecord> wanted) {
        return repositories.all().stream()
                .filter(repository -> wanted.test(repository.settings()))
                .filter(repository -> call.accessTo(repository) != Access.NONE);
    }

    private void answerList(Call call, List<HostedRepository> all) throws IOException {
        Paging paging = call.paging();
        call.announceList(paging, all.size());
        call.answer(200, page(call, paging, all));
    }

    private ArrayNode page(Call call, Paging paging, List<HostedRepository> all) throws IOException {
        List<ObjectNode> page = new ArrayList<>();
        for (HostedRepository repository : paging.slice(all)) {
            page.add(shapes.repository(repository, call.identity()));
        }
        return ApiJson.list(page);
    }

    void search(Call call) throws IOException {
        Comparator<HostedRepository> order = order(call);
        String mode = call.query("mode").orElse("");
        boolean none = switch (mode) {
            case "fork", "mirror" -> true;
            case "", "source", "collaborative" -> false;
            default -> throw new Refusal(422, "Invalid search mode: \"" + mode + "\"");
        };
        Predicate<RepositoryRecord> wanted = none ? settings -> false : wanted(call, mode);
        List<HostedRepository> found = visible(call, wanted).sorted(order).toList();
        Paging paging = call.paging();
        call.announceList(paging, found.size());
        ObjectNode answer = ApiJson.object().put("ok", true);
        answer.set("data", page(call, paging, found));
        call.answer(200, answer);
    }

    private static Comparator<HostedRepository> order(Call call) {
        String sort = call.query("sort").orElse("alpha");
        Comparator<HostedRepository> order = switch (sort) {
            case "alpha" -> BY_NAME;
            case "created" ->
                Comparator.comparing(repository -> repository.settings().created());
            case "updated" -> Comparator.comparing(RepositoryRoutes::updated);
            case "size" -> Comparator.comparingLong(RepositoryRoutes::size);
            case "id" ->
                Comparator.comparingLong(repository -> repository.settings().number());
            default -> throw new Refusal(422, "Invalid sort mode: \"" + sort + "\"");
        };
        String direction = call.query("order").orElse("asc");
        return switch (direction) {
            case "asc" -> order;
            case "desc" -> order.reversed();
            default -> throw new Refusal(422, "Invalid sort order: \"" + direction + "\"");
        };
    }

    private static Instant updated(HostedRepository repository) {
        try {
            return repository.updated();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(HostedRepository repository) {
        try {
            return repository.sizeKib();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Predicate<RepositoryRecord> wanted(Call call, String mode) {
        List<Predicate<RepositoryRecord>> all = new ArrayList<>();
        call.query("q").map(text -> text.toLowerCase(Locale.ROOT)).ifPresent(text -> {
            boolean alsoDescriptions = call.querySays("includeDesc", false);
            boolean onlyTopics = call.querySays("topic", false);
            all.add(settings -> onlyTopics
                    ? settings.topics().contains(text)
                    : settings.name().toLowerCase(Locale.ROOT).contains(text)
                            || (alsoDescriptions
                                    && settings.description()
                                            .toLowerCase(Locale.ROOT)
                                            .contains(text)));
        });
        call.query("owner").ifPresent(name -> {
            Optional<Account> owner = accounts.named(name);
            all.add(settings ->
                    owner.isPresent() && settings.owner() == owner.get().number());
        });
        call.query("uid").ifPresent(uid -> {
            boolean alsoAsCollaborator = !call.querySays("exclusive", false);
            all.add(settings -> (!mode.equals("collaborative") && uid.equals(Long.toString(settings.owner())))
                    || (alsoAsCollaborator
                            && settings.collaborators().keySet().stream()
                                    .anyMatch(number -> uid.equals(Long.toString(number)))));
        });
        if (!call.querySays("private", true)) {
            all.add(settings -> settings.visibility() == Visibility.PUBLIC);
        }
        call.query("is_private")
                .ifPresent(value ->
                        all.add(settings -> (settings.visibility() == Visibility.PRIVATE) == value.equals("true")));
        call.query("archived").ifPresent(value -> all.add(settings -> settings.archived() == value.equals("true")));
        return all.stream().reduce(settings -> true, Predicate::and);
    }

    // ---- topics

    void topics(Call call) {
        List<String> topics = call.repository().settings().topics();
        Paging paging = call.paging();
        call.announceList(paging, topics.size());
        ObjectNode answer = ApiJson.object();
        answer.set("topics", ApiJson.texts(paging.slice(topics)));
        call.answer(200, answer);
    }

    void setTopics(Call call) throws IOException {
        HostedRepository repository = call.administeredRepository();
        keepTopics(call, repository, call.body().texts("topics").orElse(List.of()));
    }

    void addTopic(Call call) throws IOException {
        HostedRepository repository = call.administeredRepository();
        List<String> topics = new ArrayList<>(repository.settings().topics());
        topics.add(call.param("topic"));
        keepTopics(call, repository, topics);
    }

    void removeTopic(Call call) throws IOException {
        HostedRepository repository = call.administeredRepository();
        List<String> topics = new ArrayList<>(repository.settings().topics());
        if (!topics.remove(call.param("topic").toLowerCase(Locale.ROOT))) {
            throw Refusal.notFound();
        }
        keepTopics(call, repository, topics);
    }

    private void keepTopics(Call call, HostedRepository repository, List<String> wanted) throws IOException {
        Set<String> topics = new LinkedHashSet<>();
        wanted.forEach(topic -> topics.add(topic.strip().toLowerCase(Locale.ROOT)));
        List<String> invalid =
                topics.stream().filter(topic -> !TOPIC.matcher(topic).matches()).toList();
        if (!invalid.isEmpty() || topics.size() > TOPICS_AT_MOST) {
            ObjectNode answer = ApiJson.object();
            answer.set("invalidTopics", ApiJson.texts(invalid));
            call.answer(
                    422,
                    answer.put(
                            "message",
                            invalid.isEmpty()
                                    ? "Exceeding maximum number of topics per repo"
                                    : "Topic names are invalid"));
            return;
        }
        repositories.change(repository, draft -> draft.topics(List.copyOf(topics)));
        call.answerEmpty(204);
    }

    // ---- collaborators

    void collaborators(Call call) {
        call.account();
        HostedRepository repository = call.repository();
        List<Account> all = repository.settings().collaborators().keySet().stream()
                .flatMap(number -> accounts.numbered(number).stream())
                .toList();
        Paging paging = call.paging();
        call.announceList(paging, all.size());
        call.answer(
                200,
                ApiJson.list(paging.slice(all).stream()
                        .map(account -> shapes.user(account, call.identity()))
                        .toList()));
    }

    private Account collaboratorMeant(Call call) {
        String name = call.param("user");
        return accounts.named(name)
                .orElseThrow(() -> new Refusal(422, "user does not exist [uid: 0, name: " + name + ", keyid: 0]"));
    }

    void isCollaborator(Call call) {
        HostedRepository repository = call.repository();
        call.account();
        if (!repository
                .settings()
                .collaborators()
                .containsKey(collaboratorMeant(call).number())) {
            throw Refusal.notFound();
        }
        call.answerEmpty(204);
    }

    void permission(Call call) {
        HostedRepository repository = call.repository();
        Account asker = call.account();
        Account account = accounts.named(call.param("user")).orElseThrow(Refusal::notFound);
        if (account.number() != asker.number() && !call.accessTo(repository).includes(Access.ADMIN)) {
            throw new Refusal(403, "Only admins can query all permissions, repo admins can query all repo permissions");
        }
        String word = repository.settings().accessOf(account).word();
        ObjectNode answer = ApiJson.object().put("permission", word).put("role_name", word);
        answer.set("user", shapes.user(account, call.identity()));
        call.answer(200, answer);
    }

    void setCollaborator(Call call) throws IOException {
        HostedRepository repository = call.administeredRepository();
        Account account = collaboratorMeant(call);
        String word = call.body().text("permission").orElse("write");
        Access access =
                Access.forCollaborator(word).orElseThrow(() -> new Refusal(422, "[Permission]: In(read,write,admin)"));
        if (account.number() == repository.settings().owner()) {
            throw new Refusal(422, "the owner cannot be a collaborator");
        }
        changeCollaborators(repository, all -> all.put(account.number(), access));
        call.answerEmpty(204);
    }

    void removeCollaborator(Call call) throws IOException {
        HostedRepository repository = call.administeredRepository();
        Account account = collaboratorMeant(call);
        changeCollaborators(repository, all -> all.remove(account.number()));
        call.answerEmpty(204);
    }

    private interface Change {
        void in(Map<Long, Access> collaborators);
    }

    private void changeCollaborators(HostedRepository repository, Change change) throws IOException {
        repositories.change(repository, draft -> {
            Map<Long, Access> all = new HashMap<>(draft.collaborators());
            change.in(all);
            return draft.collaborators(all);
        });
    }
}

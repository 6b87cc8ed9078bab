package org.masora.hub.paratext;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.masora.hub.disk.BrokenRecordException;
import org.masora.hub.disk.DataFolder;
import org.masora.hub.paratext.Preparation.PersonWish;
import org.masora.hub.paratext.Preparation.ProjectWish;
import org.masora.remote.paratext.mercurial.Hg;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running stand-in for Paratext's servers, part of a hub. What is asked of it here and not over HTTP is for those who
 * run it: preparing it, looking into it, and in tests making it misbehave.
 */
public final class ParatextStandIn implements AutoCloseable {
    /** The one program that the stand-in knows. */
    private static final String CLIENT_ID = "masora-stand-in";

    private final ParatextOptions options;
    private final CompletableFuture<URI> base;
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());
    private final FaultScript faults = new FaultScript();
    private final HgPool pool;
    private final Secrets secrets;
    private final People people;
    private final Projects projects;
    private final AccessTokens tokens;
    private final Locks locks;
    private final Pulls pulls;
    private final Pushes pushes;

    /**
     * Opens what a data folder has of it.
     *
     * @param base where the hub answers, known once it does
     */
    public ParatextStandIn(DataFolder data, ParatextOptions options, Hg hg, CompletableFuture<URI> base)
            throws IOException, BrokenRecordException {
        this.options = options;
        this.base = base;
        Path folder = data.folder("paratext");
        this.pool = new HgPool(hg);
        this.secrets = Secrets.in(folder);
        this.people = new People(data.records("paratext/people", Person.class), clock, options.refreshGrace());
        this.projects = new Projects(data.records("paratext/projects", Project.class), folder.resolve("hg"), pool);
        this.tokens = new AccessTokens(secrets, clock, options.accessTokenLife());
        this.locks = new Locks(clock, options.lockLife());
        this.pulls = new Pulls(folder.resolve("pulls"), clock);
        this.pushes = new Pushes(folder.resolve("pushes"), clock);
    }

    /** Adds what it answers to a server. */
    public void addTo(RoutesConfig routes) {
        Gate gate = new Gate(routes, faults, tokens, people, clock, options.requestsPerMinute());
        gate.open(Surface.REGISTRY, Endpoint.SERVICE, "GET", "/paratext.json", call -> service());
        new SignIn(people, tokens, secrets, CLIENT_ID, clock).addTo(gate, options.registryPath());
        new Registry(people, projects).addTo(gate, options.registryPath());
        new Archives(people, projects, locks, pulls, pushes, clock).addTo(gate, options.archivesPath());
    }

    /** What a program has to know to exchange with the stand-in; it has no secrets in it. */
    private Answer service() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("registry", registry());
        told.put("archives", archives());
        told.put("authorize", authorize());
        told.put("client_id", clientId());
        return Answer.json(200, told);
    }

    /** Where the Registry answers, with a slash at its end. */
    public URI registry() {
        return base.join().resolve(options.registryPath());
    }

    /** Where the Archives answer, with a slash at its end. */
    public URI archives() {
        return base.join().resolve(options.archivesPath());
    }

    /** Where people sign in; the program that sends them there exchanges the code at {@code token} of the Registry. */
    public URI authorize() {
        return registry().resolve("authorize");
    }

    /** The id of the one program that the stand-in knows. */
    public String clientId() {
        return CLIENT_ID;
    }

    /** Its secret; a program that signs people in by PKCE may leave it away. */
    public String clientSecret() {
        return secrets.ofClient(CLIENT_ID);
    }

    /** What tests want to go wrong. */
    public FaultScript faults() {
        return faults;
    }

    /** Lets the stand-in's clock go ahead: tokens, grace and locks grow older by this. */
    public void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
    }

    /**
     * Makes the people and projects of a preparation, as far as there is nobody and nothing of their keys.
     *
     * @throws Preparation.Unusable where it names a project that is not there, or gives two projects one id; what stands
     *     before that is made
     */
    public void prepare(Preparation preparation) throws IOException, Preparation.Unusable {
        for (Map.Entry<String, PersonWish> wish : preparation.people().entrySet()) {
            if (people.byKey(wish.getKey()).isEmpty()) {
                people.make(
                        wish.getKey(), wish.getValue().name(), wish.getValue().password());
            }
        }
        for (Map.Entry<String, ProjectWish> wish : preparation.projects().entrySet()) {
            if (projects.byKey(wish.getKey()).isEmpty()) {
                make(wish.getKey(), wish.getValue());
            }
        }
    }

    private void make(String key, ProjectWish wish) throws IOException, Preparation.Unusable {
        List<Project.Member> members = new ArrayList<>();
        wish.roles()
                .forEach((person, role) ->
                        members.add(new Project.Member(person(person).sub(), role)));
        Optional<String> own = wish.id();
        if (own.isEmpty() && wish.folder().isPresent()) {
            own = FirstChangesets.idIn(wish.folder().get());
        }
        String id = own.orElseGet(Secrets::projectId);
        Optional<Project> base = wish.baseKey().flatMap(projects::byKey);
        if (base.isEmpty() && wish.baseKey().isPresent()) {
            throw new Preparation.Unusable("no project " + wish.baseKey().get() + " before " + key);
        }
        Project project = new Project(
                0,
                Optional.of(key),
                id,
                Secrets.id(),
                wish.shortName(),
                wish.fullName(),
                wish.type(),
                base.map(Project::id),
                wish.registered(),
                new Project.Language("English", "eng", "en"),
                "Public",
                clock.instant(),
                members);
        FirstChangesets first = new FirstChangesets(pool.hg(), wish, members, people);
        if (projects.make(project, first::into).isEmpty()) {
            throw new Preparation.Unusable("two projects with the id " + id);
        }
    }

    private Person person(String key) {
        return people.byKey(key).orElseThrow(() -> new IllegalArgumentException("no such person: " + key));
    }

    private Project project(String key) {
        return projects.byKey(key).orElseThrow(() -> new IllegalArgumentException("no such project: " + key));
    }

    /** The user id of a person. */
    public String userId(String personKey) {
        return person(personKey).sub();
    }

    /** A new access token of a person. */
    public String accessToken(String personKey) {
        return tokens.issue(person(personKey));
    }

    /** A new refresh token of a person, for the program that knows {@link #clientSecret}. */
    public String refreshToken(String personKey) throws IOException {
        return people.issue(person(personKey), false);
    }

    /** The id of a project: 40 hexadecimal digits. */
    public String projectId(String projectKey) {
        return project(projectKey).id();
    }

    /** The server's repository of a project, for an {@code hg} that is no client of the stand-in. */
    public Path repository(String projectKey) {
        return projects.repository(project(projectKey)).folder();
    }

    /** Full nodes of all changesets of a project, newest arrival first. */
    public List<String> history(String projectKey) throws IOException {
        return projects.repository(project(projectKey)).history();
    }

    /** Lets a person hold the project; false if somebody else does. */
    public boolean lock(String projectKey, String personKey) {
        return locks.take(project(projectKey), person(personKey)).isEmpty();
    }

    /** Lets the project go, whoever holds it. */
    public void unlock(String projectKey) {
        locks.release(project(projectKey));
    }

    /** Makes the server forget what arrived last, as one that was set up anew from an older backup. */
    public void forgetNewest(String projectKey, int changesets) throws IOException {
        projects.repository(project(projectKey)).forget(changesets);
    }

    /**
     * All that a client of tests has to know, with new refresh tokens, as a JSON file that only its owner can read. Its
     * form is the one that the players of recorded exchanges take.
     */
    public void writeState(Path file) throws IOException {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("client", Map.of("id", clientId(), "secret", clientSecret()));
        Map<String, Object> users = new LinkedHashMap<>();
        for (Person person : people.all()) {
            Map<String, Object> user = new LinkedHashMap<>();
            user.put("name", person.name());
            user.put("sub", person.sub());
            user.put("refresh_token", refreshToken(person.key()));
            users.put(person.key(), user);
        }
        state.put("users", users);
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Project project : projects.all()) {
            project.key().ifPresent(key -> shown.put(key, state(project)));
        }
        state.put("projects", shown);
        if (!people.all().isEmpty()) {
            Person first = people.all().getFirst();
            state.put("expired_access_token", tokens.issueExpired(first));
            String revoked = refreshToken(first.key());
            people.revoke(revoked);
            state.put("revoked_refresh_token", revoked);
        }
        state.put("refresh_grace_seconds", options.refreshGrace().toSeconds());
        Secrets.write(file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(state));
    }

    private Map<String, Object> state(Project project) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", project.id());
        shown.put("short", project.shortName());
        shown.put("full", project.fullName());
        shown.put("type", project.type());
        shown.put(
                "base",
                project.base().flatMap(projects::byId).flatMap(Project::key).orElse(null));
        shown.put("registered", project.registered());
        Map<String, String> roles = new LinkedHashMap<>();
        for (Project.Member member : project.members()) {
            people.bySub(member.sub())
                    .ifPresent(person -> roles.put(person.key(), member.role().registryName()));
        }
        shown.put("roles", roles);
        return shown;
    }

    /** Ends the processes of {@code hg}, and lets those go who were left hanging. */
    @Override
    public void close() {
        faults.close();
        pool.close();
    }
}

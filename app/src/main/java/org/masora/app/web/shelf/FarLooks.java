package org.masora.app.web.shelf;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.core.project.Identity;
import org.masora.core.project.ProjectDescription;
import org.masora.core.sync.Progress;
import org.masora.remote.Credentials;
import org.masora.remote.Remote.Answer;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.Door43Server;
import org.masora.remote.door43.ProjectLine;
import org.masora.remote.door43.ProjectLines;
import org.masora.remote.door43.ProjectName;
import org.masora.store.PlaceAddress;

/** What single projects on servers say of themselves: asked for where it matters, a few small questions each. */
public final class FarLooks implements AutoCloseable {
    /** So many lines are asked who they are, where a repository holds several. */
    private static final int LINES_ASKED = 5;

    private final Desk desk;
    private final Supplier<List<NearProject>> near;
    private final ServerLists<Wish, FarLook> looks;

    /**
     * Looks for one person.
     *
     * @param near the projects on this computer
     * @param changed is told when something else is to be seen
     */
    public FarLooks(Desk desk, InstantSource clock, Supplier<List<NearProject>> near, Runnable changed) {
        this.desk = desk;
        this.near = near;
        this.looks = new ServerLists<>(clock, _ -> Optional.empty(), changed);
    }

    private record Wish(String account, ProjectName name) {}

    /** What is known; nobody is asked. */
    public ServerList<FarLook> known(KnownAccount account, ProjectName name) {
        return looks.known(new Wish(account.name(), name));
    }

    /** What is known; the server is asked beside where that is not fresh. */
    public ServerList<FarLook> look(KnownAccount account, ProjectName name) {
        return looks.list(new Wish(account.name(), name), () -> ask(account, name));
    }

    /** The same, and the answer is waited for. */
    public ServerList<FarLook> awaited(KnownAccount account, ProjectName name, Duration patience) {
        return looks.awaited(new Wish(account.name(), name), () -> ask(account, name), patience);
    }

    /** What is known may not be so any more. */
    public void forget() {
        looks.forget();
    }

    private Answer<FarLook> ask(KnownAccount account, ProjectName name) {
        Door43Server server = desk.server(account.server());
        Optional<Credentials> token = Optional.of(account.credentials());
        return switch (server.project(name, token, Progress.NONE)) {
            case Answer.Failed<CloudProject>(var failure) -> new Answer.Failed<>(failure);
            case Answer.Ok<CloudProject>(var project) ->
                switch (desk.choices(account.place(), account.address(project.name()), Progress.NONE)) {
                    case Answer.Failed<ProjectLines>(var failure) -> new Answer.Failed<>(failure);
                    case Answer.Ok<ProjectLines>(var lines) -> ask(server, token, project, lines);
                };
        };
    }

    private Answer<FarLook> ask(
            Door43Server server, Optional<Credentials> token, CloudProject project, ProjectLines lines) {
        Map<String, ProjectDescription> said = new HashMap<>();
        for (ProjectLine line : lines.choices().stream().limit(LINES_ASKED).toList()) {
            switch (server.description(project.name(), Optional.of(line.name()), token)) {
                case Answer.Failed<Optional<ProjectDescription>>(var failure) -> {
                    return new Answer.Failed<>(failure);
                }
                case Answer.Ok<Optional<ProjectDescription>>(var description) ->
                    description.ifPresent(known -> said.put(line.name(), known));
            }
        }
        return new Answer.Ok<>(new FarLook(project, lines, said, alsoCalled(server, token, project.name(), said)));
    }

    /** Whether the places of projects that say the same lead there, after it was given another name. */
    private Set<String> alsoCalled(
            Door43Server server, Optional<Credentials> token, ProjectName name, Map<String, ProjectDescription> said) {
        Set<String> older = new HashSet<>();
        for (NearProject project : near.get()) {
            Optional<Identity> identity = project.besides().identity();
            boolean same = identity.isPresent()
                    && said.values().stream()
                            .anyMatch(description -> description.identity().equals(identity));
            for (PlaceAddress place : same ? project.places() : List.<PlaceAddress>of()) {
                boolean elsewhere = place.server().equals(server.address().toString())
                        && !place.fullName().equalsIgnoreCase(name.toString());
                Optional<ProjectName> asked = elsewhere ? ProjectName.parse(place.fullName()) : Optional.empty();
                if (asked.isPresent()
                        && server.project(asked.get(), token, Progress.NONE) instanceof Answer.Ok<CloudProject>(var is)
                        && is.name().equals(name)) {
                    older.add(place.fullName());
                }
            }
        }
        return older;
    }

    @Override
    public void close() {
        looks.close();
    }
}

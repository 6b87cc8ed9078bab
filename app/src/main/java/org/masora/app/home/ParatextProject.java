package org.masora.app.home;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.masora.core.paratext.Role;
import org.masora.core.sync.Progress;
import org.masora.remote.Remote.Answer;
import org.masora.remote.paratext.Archives;
import org.masora.remote.paratext.RegisteredProject;
import org.masora.remote.paratext.Registry;
import org.masora.remote.paratext.Session;
import org.masora.remote.paratext.SharedProject;

/**
 * A project on a Paratext server, as one of its members sees it.
 *
 * @param shared what the Archives say of it
 * @param registered what the Registry says of it, where it knows it
 * @param role what the one who asked is in it
 */
public record ParatextProject(SharedProject shared, Optional<RegisteredProject> registered, Optional<Role> role) {

    /** The name for people. */
    public String fullName() {
        return registered
                .map(RegisteredProject::fullName)
                .filter(name -> !name.isBlank())
                .orElse(shared.shortName());
    }

    /** All projects of who is signed in, by name. */
    public static Answer<List<ParatextProject>> all(Session session) {
        return switch (new Archives(session).projects(Progress.NONE)) {
            case Answer.Failed<List<SharedProject>>(var failure) -> new Answer.Failed<>(failure);
            case Answer.Ok<List<SharedProject>>(var shared) ->
                switch (new Registry(session).projects()) {
                    case Answer.Failed<List<RegisteredProject>>(var failure) -> new Answer.Failed<>(failure);
                    case Answer.Ok<List<RegisteredProject>>(var registered) ->
                        new Answer.Ok<>(together(shared, registered, session.user()));
                };
        };
    }

    private static List<ParatextProject> together(
            List<SharedProject> shared, List<RegisteredProject> registered, String user) {
        List<ParatextProject> projects = new ArrayList<>();
        for (SharedProject project : shared) {
            Optional<RegisteredProject> known = registered.stream()
                    .filter(one -> one.id().equals(project.id()))
                    .findFirst();
            projects.add(new ParatextProject(project, known, project.roleOf(user)));
        }
        projects.sort(Comparator.comparing(
                (ParatextProject project) -> project.shared().shortName().toLowerCase(Locale.ROOT)));
        return projects;
    }

    /** The projects that somebody can mean: by short name, or by the id or its beginning. */
    public static List<ParatextProject> fitting(List<ParatextProject> projects, String typed) {
        List<ParatextProject> named = projects.stream()
                .filter(project -> project.shared().shortName().equalsIgnoreCase(typed))
                .toList();
        return named.isEmpty() && typed.length() >= 4
                ? projects.stream()
                        .filter(project -> project.shared().id().startsWith(typed.toLowerCase(Locale.ROOT)))
                        .toList()
                : named;
    }
}

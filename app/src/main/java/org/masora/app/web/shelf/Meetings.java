package org.masora.app.web.shelf;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.masora.app.home.Desk;
import org.masora.app.home.KnownAccount;
import org.masora.core.project.Identity;
import org.masora.core.project.ProjectDescription;
import org.masora.remote.door43.ProjectName;
import org.masora.store.PlaceAddress;

/** Finds out which project of this computer one on a server meets (rule V4). */
public final class Meetings {
    private final Desk desk;
    private final FarLooks looks;
    private final Supplier<List<NearProject>> near;

    /**
     * Meetings of one person's projects.
     *
     * @param near the projects on this computer
     */
    public Meetings(Desk desk, FarLooks looks, Supplier<List<NearProject>> near) {
        this.desk = desk;
        this.looks = looks;
        this.near = near;
    }

    /**
     * What is known, for a row of a list. A server is asked beside only where a project that was never exchanged would
     * have this name there.
     *
     * @param all the projects on this computer
     */
    public Meeting known(KnownAccount account, ProjectName name, List<NearProject> all) {
        boolean likely = all.stream()
                .anyMatch(project -> !project.hasPlace()
                        && project.besides()
                                .repository()
                                .filter(name.name()::equalsIgnoreCase)
                                .isPresent());
        return of(account, name, all, likely ? looks.look(account, name) : looks.known(account, name));
    }

    /** What is known; the server is asked beside. */
    public Meeting now(KnownAccount account, ProjectName name) {
        List<NearProject> all = near.get();
        return here(account, name, all)
                .<Meeting>map(Meeting.Here::new)
                .orElseGet(() -> of(account, name, all, looks.look(account, name)));
    }

    /** The same, and the server's answer is waited for where it matters. */
    public Meeting awaited(KnownAccount account, ProjectName name, Duration patience) {
        List<NearProject> all = near.get();
        return here(account, name, all)
                .<Meeting>map(Meeting.Here::new)
                .orElseGet(() -> of(account, name, all, looks.awaited(account, name, patience)));
    }

    /** What a project that was never exchanged finds at the name that it would be given. */
    public enum There {
        /** The same project, with which it is combined. */
        SAME,
        /** Another one: somebody is asked before anything is sent. */
        ANOTHER,
        /** Nothing, as far as is known. */
        NOTHING
    }

    /** What a project that was never exchanged meets on a server where this account sends it. */
    public There there(KnownAccount account, NearProject project, Optional<Duration> patience) {
        Optional<ProjectName> name = project.besides()
                .repository()
                .flatMap(repository -> ProjectName.parse(account.user() + "/" + repository));
        Optional<FarLook> look = name.flatMap(asked -> patience.map(time -> looks.awaited(account, asked, time))
                        .orElseGet(() -> looks.look(account, asked))
                        .answer())
                .filter(there -> !there.lines().all().isEmpty());
        return look.map(there ->
                        project.besides().identity().flatMap(there::lineOf).isPresent() ? There.SAME : There.ANOTHER)
                .orElse(There.NOTHING);
    }

    private Meeting of(KnownAccount account, ProjectName name, List<NearProject> all, ServerList<FarLook> known) {
        Optional<NearProject> here = here(account, name, all);
        if (here.isPresent()) {
            return new Meeting.Here(here.get());
        }
        if (known.answer().isEmpty()) {
            return new Meeting.NotKnown(known.asking());
        }
        FarLook there = known.answer().get();
        return here(account, there.project().name(), all)
                .or(() -> there.alsoCalled().stream()
                        .flatMap(older -> ProjectName.parse(older).stream())
                        .flatMap(older -> here(account, older, all).stream())
                        .findFirst())
                .<Meeting>map(Meeting.Here::new)
                .or(() -> same(there, all))
                .or(() -> namesake(name, there, all))
                .orElseGet(Meeting.Nobody::new);
    }

    /** The project that is exchanged with it, by the address that is known here or that its server led on to. */
    private Optional<NearProject> here(KnownAccount account, ProjectName name, List<NearProject> all) {
        return all.stream()
                .filter(project -> project.places().stream()
                        .anyMatch(place ->
                                place.server().equals(account.server().toString())
                                        && Stream.concat(
                                                        Stream.of(place.fullName()),
                                                        desk.presentName(place).map(ProjectName::toString).stream())
                                                .anyMatch(name.toString()::equalsIgnoreCase)))
                .findFirst();
    }

    /** The same project in another copy; one that can be joined goes before those that cannot. */
    private static Optional<Meeting> same(FarLook there, List<NearProject> all) {
        Optional<Meeting> apart = Optional.empty();
        for (NearProject project : all) {
            Optional<Identity> identity = project.besides().identity();
            Optional<String> line = identity.flatMap(there::lineOf);
            if (line.isEmpty()) {
                continue;
            }
            Optional<Meeting.Why> why = why(project, there);
            if (why.isEmpty()) {
                return Optional.of(new Meeting.Joins(project, there, line.get()));
            }
            apart = apart.or(() -> Optional.of(new Meeting.Apart(project, why.get())));
        }
        return apart;
    }

    private static Optional<Meeting.Why> why(NearProject project, FarLook there) {
        if (project.hasPlace()) {
            return Optional.of(Meeting.Why.ELSEWHERE);
        }
        if (!there.project().mayWrite() || there.project().archived()) {
            return Optional.of(Meeting.Why.READ_ONLY);
        }
        return project.keepPrivate() && !there.project().isPrivate()
                ? Optional.of(Meeting.Why.NOT_FOR_EVERYBODY)
                : Optional.empty();
    }

    private static Optional<Meeting> namesake(ProjectName name, FarLook there, List<NearProject> all) {
        Optional<String> title = there.usual().map(ProjectDescription::name);
        return all.stream()
                .filter(project ->
                        title.filter(named -> isSame(named, project.name())).isPresent()
                                || project.besides()
                                        .repository()
                                        .filter(repository -> isSame(repository, name.name()))
                                        .isPresent())
                .findFirst()
                .map(project -> new Meeting.Namesake(
                        project,
                        project.besides().identity().isPresent()
                                && there.usual()
                                        .flatMap(ProjectDescription::identity)
                                        .isPresent()));
    }

    private static boolean isSame(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    /** Whether a place of a project is the one that this account sees there, by the name that is known here. */
    public static boolean leadsTo(PlaceAddress place, KnownAccount account, ProjectName name) {
        return place.server().equals(account.server().toString())
                && place.fullName().equalsIgnoreCase(name.toString());
    }
}

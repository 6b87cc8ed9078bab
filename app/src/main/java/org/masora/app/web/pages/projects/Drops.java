package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.id;

import java.util.List;
import java.util.Optional;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.remote.door43.ProjectName;

/**
 * What dragging does. A whole pane takes what is dropped; which project it meets is decided by where it belongs, and
 * is said before the release. From the cloud to here only receives (rule P7), and nothing is ever replaced.
 */
final class Drops {
    private final Program program;

    Drops(Program program) {
        this.program = program;
    }

    void addTo(Routes routes) {
        routes.piece(
                "/far/foretell",
                visit -> hint(
                        "far-hint",
                        near(visit)
                                .map(project -> visit.words().html("drop.sync", "name", project.name()))
                                .orElseGet(() -> visit.words().html("drop.nothing"))));
        routes.piece("/near/foretell", visit -> hint("near-hint", foretellNear(visit)));
        routes.action("/far/drop", this::send);
        routes.action("/near/drop", this::receive);
    }

    private static Html hint(String id, Html said) {
        return div(id(id), cls("drop-hint"), said);
    }

    /** A project on this computer that is dragged. */
    private Optional<NearProject> near(Visit visit) {
        return visit.value("what")
                .filter(what -> what.startsWith("near "))
                .flatMap(what -> program.shelf().project(what.substring("near ".length())));
    }

    /** A project of a server that is dragged, and the project here that it meets. */
    private record Far(KnownAccount account, ProjectName name, Optional<NearProject> here) {}

    private Optional<Far> far(Visit visit) {
        String[] what = visit.value("what").orElse("").split(" ", 3);
        if (what.length != 3 || !what[0].equals("far")) {
            return Optional.empty();
        }
        Optional<KnownAccount> account = program.work().accounts().stream()
                .filter(known -> known.name().equals(what[1]))
                .findFirst();
        Optional<ProjectName> name = ProjectName.parse(what[2]);
        if (account.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        List<NearProject> all = program.shelf().list();
        return Optional.of(new Far(
                account.get(),
                name.get(),
                all.stream()
                        .filter(project -> project.places().stream()
                                .anyMatch(place -> place.server()
                                                .equals(account.get().server().toString())
                                        && place.fullName().equals(name.get().toString())))
                        .findFirst()));
    }

    private Html foretellNear(Visit visit) {
        PageWords words = visit.words();
        Optional<Far> far = far(visit);
        if (far.isEmpty()) {
            return words.html("drop.nothing");
        }
        return far.get()
                .here()
                .map(project -> words.html("drop.combine", "name", project.name()))
                .orElseGet(() ->
                        words.html("drop.download", "name", far.get().name().name()));
    }

    private Answer send(Visit visit) {
        near(visit).ifPresent(project -> program.work().sync(project, SyncWish.PLAIN));
        return Answer.nothing();
    }

    private Answer receive(Visit visit) {
        Optional<Far> far = far(visit);
        if (far.isEmpty()) {
            return Answer.nothing();
        }
        far.get()
                .here()
                .ifPresentOrElse(
                        project -> program.work().sync(project, SyncWish.GET_CHANGES),
                        () -> program.work()
                                .download(
                                        far.get().account(),
                                        far.get().name(),
                                        program.freeFolder(far.get().name().name())));
        return Answer.nothing();
    }
}

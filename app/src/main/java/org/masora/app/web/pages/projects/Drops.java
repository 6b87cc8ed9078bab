package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.id;

import java.util.List;
import java.util.Optional;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.SyncAs;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork;
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
        routes.piece("/far/foretell", visit -> hint("far-hint", toCloud(visit)));
        routes.piece("/near/foretell", visit -> hint("near-hint", toHere(visit)));
        routes.action("/far/drop", visit -> done(toCloud(visit)));
        routes.action("/near/drop", visit -> done(toHere(visit)));
    }

    /**
     * What a drop means.
     *
     * @param said what will happen, or why nothing can
     * @param what starts it; empty where nothing can happen
     */
    private record Meaning(Html said, Optional<Runnable> what) {
        static Meaning nothing(Html why) {
            return new Meaning(why, Optional.empty());
        }

        static Meaning of(Html said, Runnable what) {
            return new Meaning(said, Optional.of(what));
        }
    }

    private static Html hint(String id, Meaning meaning) {
        return div(id(id), cls("drop-hint"), attr("role", "status"), meaning.said());
    }

    private static Answer done(Meaning meaning) {
        if (meaning.what().isEmpty()) {
            return Answer.nothing().saying(meaning.said());
        }
        meaning.what().get().run();
        return Answer.nothing();
    }

    /** What speaks against doing something with a project of this computer now. */
    private Optional<Meaning> against(NearProject project, PageWords words) {
        if (!project.folderIsThere()) {
            return Optional.of(Meaning.nothing(words.html("drop.folderMissing", "name", project.name())));
        }
        return program.activities()
                .on(project.id())
                .map(_ -> Meaning.nothing(words.html("near.busy", "name", project.name())));
    }

    private Meaning toCloud(Visit visit) {
        PageWords words = visit.words();
        Optional<NearProject> dragged = near(visit);
        if (dragged.isEmpty()) {
            return Meaning.nothing(words.html("drop.nothing"));
        }
        NearProject project = dragged.get();
        if (program.work().accounts().isEmpty() && !project.hasPlace()) {
            return Meaning.nothing(words.html("drop.logIn"));
        }
        if (program.shelf().noLine(project).isPresent()) {
            return against(project, words)
                    .orElseGet(() -> Meaning.of(
                            words.html("drop.syncLater", "name", project.name()),
                            () -> program.work().press(project)));
        }
        Html said = SyncAs.account(program.work(), project)
                .map(account -> words.html("drop.syncAs", "name", project.name(), "account", account))
                .orElseGet(() -> words.html("drop.sync", "name", project.name()));
        return against(project, words)
                .orElseGet(() -> Meaning.of(said, () -> program.work().press(project)));
    }

    private Meaning toHere(Visit visit) {
        return far(visit)
                .map(far -> toHere(far, visit.words()))
                .orElseGet(() -> Meaning.nothing(visit.words().html("drop.nothing")));
    }

    private Meaning toHere(Far far, PageWords words) {
        String name = far.name().name();
        if (far.here().isPresent()) {
            NearProject project = far.here().get();
            return against(project, words)
                    .orElseGet(() -> Meaning.of(
                            words.html("drop.combine", "name", project.name()),
                            () -> program.work().sync(project, SyncWish.GET_CHANGES)));
        }
        if (program.activities()
                .on(ProjectWork.farSubject(far.account(), far.name()))
                .isPresent()) {
            return Meaning.nothing(words.html("near.busy", "name", name));
        }
        return Meaning.of(
                words.html("drop.download", "name", name),
                () -> program.work().download(far.account(), far.name(), program.freeFolder(name)));
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
}

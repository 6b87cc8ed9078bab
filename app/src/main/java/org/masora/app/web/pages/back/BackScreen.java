package org.masora.app.web.pages.back;

import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.text;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.engine.ProjectSession;

/** Looking back into one project, and putting back what was. */
public final class BackScreen implements Screen {
    private final Program program;

    public BackScreen(Program program) {
        this.program = program;
    }

    /** Something shown of a project that is there. */
    @FunctionalInterface
    private interface OfProject {
        Html of(NearProject project, Visit visit) throws IOException;
    }

    @Override
    public void addTo(Routes routes) {
        TimeLine timeLine = new TimeLine(program);
        routes.page("/p/{project}/history", "back.historyTitle", shown(timeLine::show));
        routes.piece("/p/{project}/history/list", shown(timeLine::list));
        routes.piece("/p/{project}/history/verse", shown(timeLine::verse));
        routes.piece("/p/{project}/history/day", shown(timeLine::day));
        OneMoment moment = new OneMoment(program);
        routes.page("/p/{project}/then/{revision}", "back.thenTitle", shown(moment::show));
        routes.piece("/p/{project}/then/{revision}/text", shown(moment::chapter));
        CopiesScreen copies = new CopiesScreen(program);
        routes.page("/p/{project}/backups", "back.copiesTitle", shown(copies::show));
        routes.piece("/p/{project}/backups/copies", shown(copies::copies));
        routes.piece("/p/{project}/backups/list", shown(copies::list));
        routes.action("/p/{project}/folder", copies::open);
        PuttingBack puttingBack = new PuttingBack(program);
        routes.piece("/p/{project}/back", shown(puttingBack::ask));
        routes.action("/p/{project}/back", puttingBack::putBack);
    }

    private Routes.Showing shown(OfProject showing) {
        return visit -> {
            Optional<NearProject> project = program.shelf().project(visit.part("project"));
            return project.isPresent()
                    ? showing.of(project.get(), visit)
                    : p(text(visit.words().text("project.none")));
        };
    }

    /** What a look into the project gives, or that something works on it just now. */
    static Html look(Program program, NearProject project, Visit visit, Function<ProjectSession, Html> what)
            throws IOException {
        return program.work()
                .look(project.id(), what)
                .orElseGet(() -> p(text(visit.words().text("back.busy"))));
    }
}

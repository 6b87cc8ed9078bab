package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.html.Html;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork.Press;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.words.Message;

/** Projects on my computer, projects on the cloud: two panes side by side, tabs where there is no room for two. */
public final class ProjectsScreen implements Screen {
    private final Program program;
    private final NearPane near;
    private final Downloads downloads;
    private final Drops drops;
    private final FarPane far;
    private final ParatextPane paratext;
    private final Questions questions;

    public ProjectsScreen(Program program) {
        this.program = program;
        this.near = new NearPane(program);
        this.downloads = new Downloads(program);
        this.drops = new Drops(program, downloads);
        this.far = new FarPane(program, drops);
        this.paratext = new ParatextPane(program);
        this.questions = new Questions(program);
    }

    @Override
    public void addTo(Routes routes) {
        routes.page("/", "projects.title", visit -> show(visit, far.pane(visit)));
        routes.page("/paratext", "projects.title", visit -> show(visit, paratext.pane(visit)));
        paratext.addTo(routes);
        routes.piece("/near", near::list);
        routes.piece("/near/sync", near::sync);
        routes.piece("/far", far::list);
        routes.piece("/far/login", far::login);
        routes.piece("/far/whose", far::whose);
        routes.piece(RowProgress.ADDRESS, new RowProgress(program)::piece);
        routes.action("/sync", this::sync);
        routes.action("/get", this::get);
        routes.action("/p/{project}/sync", this::syncOne);
        routes.action("/p/{project}/get", visit -> one(visit, SyncWish.GET_CHANGES));
        routes.action("/p/{project}/star", this::star);
        routes.piece("/p/{project}/question", questions::ask);
        routes.action("/p/{project}/answer", questions::answer);
        routes.action("/p/{project}/wait-not", questions::waitNot);
        routes.action("/p/{project}/continue", visit -> one(visit, SyncWish.CONTINUE));
        routes.action("/far/again", far::again);
        downloads.addTo(routes);
        drops.addTo(routes);
        new Forecast(program).addTo(routes);
    }

    private Answer star(Visit visit) throws IOException {
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        if (project.isEmpty()) {
            return Answer.nothing();
        }
        String id = project.get().id();
        program.settings()
                .change(settings -> settings.withStar(id, !settings.starred().contains(id)));
        program.events().publish(Program.PROJECTS);
        return Answer.show(near.row(project.get(), visit.words()));
    }

    private Html show(Visit visit, Html beside) {
        PageWords words = visit.words();
        boolean beginsFar = visit.value("shown").equals(Optional.of("far"));
        program.opened();
        return div(
                cls("projects"),
                h1(cls("hidden"), text(words.text("projects.title"))),
                div(
                        cls("tabs"),
                        attr("data-tabs", "panes"),
                        tab("near", words.text("near.title"), !beginsFar),
                        tab("far", words.text("far.title"), beginsFar)),
                div(
                        id("panes"),
                        cls("panes"),
                        attr("data-shown", beginsFar ? "far" : "near"),
                        near.pane(visit),
                        beside));
    }

    private static Html tab(String name, String title, boolean shown) {
        return button(
                attr("type", "button"),
                attr("data-tab", name),
                attr("aria-pressed", Boolean.toString(shown)),
                text(title));
    }

    private List<NearProject> chosen(Visit visit) {
        return visit.values("project").stream()
                .flatMap(id -> program.shelf().project(id).stream())
                .toList();
    }

    private Answer sync(Visit visit) {
        List<NearProject> chosen = chosen(visit);
        List<NearProject> waiting = chosen.stream()
                .filter(project -> program.work().press(project) instanceof Press.Waits)
                .toList();
        return waiting.isEmpty()
                ? pressed(visit, chosen)
                : pressed(visit, chosen).saying(waits(waiting, visit));
    }

    private static Html waits(List<NearProject> waiting, Visit visit) {
        NearProject first = waiting.getFirst();
        return visit.words().html("near.waits", "count", waiting.size(), "name", first.name());
    }

    private Answer get(Visit visit) {
        List<NearProject> chosen = chosen(visit);
        chosen.forEach(project -> program.work().sync(project, SyncWish.GET_CHANGES));
        Answer answer = pressed(visit, chosen);
        return chosen.stream().allMatch(NearProject::hasPlace)
                ? answer
                : answer.saying(visit.words().html(Message.of("M-0639")));
    }

    private Answer pressed(Visit visit, List<NearProject> chosen) {
        return chosen.isEmpty()
                ? Answer.nothing().saying(visit.words().html("near.chooseFirst"))
                : Answer.show(near.list(visit));
    }

    private Answer syncOne(Visit visit) {
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        if (project.isEmpty()) {
            return Answer.nothing();
        }
        return switch (program.work().press(project.get())) {
            case Press.Went(var start) -> begun(start, project.get(), visit);
            case Press.Waits() ->
                Answer.show(near.row(project.get(), visit.words()))
                        .closingDialog()
                        .saying(waits(List.of(project.get()), visit));
        };
    }

    private Answer one(Visit visit, SyncWish wish) {
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        if (project.isEmpty()) {
            return Answer.nothing();
        }
        Answer begun = begun(program.work().sync(project.get(), wish), project.get(), visit);
        return wish.options().receiveOnly() && !project.get().hasPlace()
                ? begun.saying(visit.words().html(Message.of("M-0639")))
                : begun;
    }

    private Answer begun(Start start, NearProject project, Visit visit) {
        return switch (start) {
            case Start.Started _ ->
                Answer.show(near.row(project, visit.words())).closingDialog();
            case Start.Busy _ ->
                Answer.nothing().closingDialog().saying(visit.words().html("near.busy", "name", project.name()));
            case Start.Closing _ -> Answer.nothing().complaining(visit.words().html("frame.closing"));
        };
    }
}

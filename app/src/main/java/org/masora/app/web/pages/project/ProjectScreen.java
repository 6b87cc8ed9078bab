package org.masora.app.web.pages.project;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dd;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.dl;
import static org.masora.app.web.html.Tags.dt;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Past;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Ended;
import org.masora.app.web.parts.Foretold;
import org.masora.app.web.parts.Kinds;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.Running;
import org.masora.app.web.parts.StatePill;
import org.masora.app.web.parts.SyncAs;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Naming;
import org.masora.store.PlaceAddress;

/** One project. */
public final class ProjectScreen implements Screen {
    private static final int PAST_SHOWN = 10;
    private static final int NAMED = 40;

    private final Program program;

    public ProjectScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.page("/p/{project}", "project.title", this::show);
        routes.piece("/p/{project}/now", this::now);
        routes.piece("/p/{project}/do", this::deeds);
        new PeopleScreen(program).addTo(routes);
        new SettingsScreen(program).addTo(routes);
    }

    private Html show(Visit visit) {
        return program.shelf()
                .project(visit.part("project"))
                .map(project -> show(project, visit))
                .orElseGet(() -> p(text(visit.words().text("project.none"))));
    }

    private Html show(NearProject project, Visit visit) {
        return div(
                cls("column"),
                ProjectTabs.of(ProjectTabs.Tab.STATE, project, visit.words()),
                deeds(project, visit.words()),
                now(visit));
    }

    private Html deeds(Visit visit) {
        return program.shelf()
                .project(visit.part("project"))
                .map(project -> deeds(project, visit.words()))
                .orElse(Html.EMPTY);
    }

    /** What can be done with it; the names follow the line. */
    private Html deeds(NearProject project, PageWords words) {
        String own = "/p/" + project.id();
        return div(
                id("project-do"),
                cls("buttons"),
                attr("data-live", Program.PROJECTS),
                attr("data-src", own + "/do"),
                attr("data-fetched"),
                button(
                        id("project-sync"),
                        cls("main"),
                        attr("type", "button"),
                        attr("data-act", own + "/sync"),
                        SyncAs.words(program, project, words)),
                button(
                        id("project-get"),
                        attr("type", "button"),
                        attr("data-act", own + "/get"),
                        text(words.text("near.get"))),
                button(
                        id("forecast-open"),
                        attr("type", "button"),
                        attr("data-opens", own + "/forecast"),
                        text(words.text("near.forecast"))),
                button(
                        id("undo-last"),
                        attr("type", "button"),
                        attr("data-opens", own + "/undo"),
                        text(words.text("back.undoLast"))));
    }

    private Html now(Visit visit) {
        PageWords words = visit.words();
        String id = visit.part("project");
        return div(
                id("project-now"),
                cls("column"),
                attr("data-live", Program.PROJECTS + " " + Program.ACTIVITIES + " " + Program.MINUTE),
                attr("data-src", "/p/" + id + "/now"),
                attr("data-fetched"),
                program.shelf()
                        .project(id)
                        .map(project -> facts(project, words))
                        .orElse(Html.EMPTY),
                past(id, words));
    }

    private Html facts(NearProject project, PageWords words) {
        Optional<Activity> running = program.activities().on(project.id());
        RowState state = program.shelf().state(project);
        return section(
                cls("card"),
                dl(
                        cls("facts-list"),
                        dt(text(words.text("project.state"))),
                        dd(
                                cls("state-now"),
                                StatePill.of(state, project, program, words),
                                StatePill.waitNot(state, project, words),
                                all(program.shelf().besides(project).stream()
                                        .map(count -> span(cls("count"), text(StatePill.said(count, words))))
                                        .toList())),
                        dt(text(words.text("project.kind"))),
                        dd(text(Kinds.of(project, words))),
                        dt(text(words.text("project.folder"))),
                        dd(ProjectText.name(project.folder().toString())),
                        dt(text(words.text("project.places"))),
                        dd(places(project.places(), words)),
                        dt(text(words.text("project.synced"))),
                        dd(project.lastSynced()
                                .map(time -> Moments.ago(time, program.clock().instant(), words))
                                .orElseGet(() -> text(words.text("near.neverSynced")))),
                        dt(text(words.text("project.waiting"))),
                        dd(waiting(project, words))),
                project.waiting().isEmpty() ? Html.EMPTY : editorOpen(project, words),
                running.map(activity -> div(
                                p(
                                        span(Running.phase(
                                                activity, program.clock().instant(), words)),
                                        Running.bar(activity, words),
                                        Running.amount(activity, words)),
                                Foretold.of(activity.foreseen(), NAMED, program.titles(project.id()), words)))
                        .orElse(Html.EMPTY));
    }

    private Html editorOpen(NearProject project, PageWords words) {
        return div(
                all(project.waiting().stream()
                        .map(book -> p(words.html(
                                "ask.editorOpen",
                                "book",
                                program.titles(project.id()).of(Naming.of(book)))))
                        .toList()),
                button(
                        attr("type", "button"),
                        attr("data-act", "/p/" + project.id() + "/continue"),
                        text(words.text("ask.continue"))));
    }

    private static Html waiting(NearProject project, PageWords words) {
        int count = project.decisions() + project.held();
        return count == 0
                ? text(words.text("project.nothingWaits"))
                : a(
                        href("/p/" + project.id() + "/decisions"),
                        attr("data-go"),
                        text(words.text("state.decisions", "count", count)));
    }

    private static Html places(List<PlaceAddress> places, PageWords words) {
        if (places.isEmpty()) {
            return text(words.text("state.onlyHere"));
        }
        return all(places.stream()
                .map(place -> p(ProjectText.name(place.server() + "/" + place.fullName())))
                .toList());
    }

    private Html past(String id, PageWords words) {
        List<Past> past = program.activities().past().stream()
                .filter(one -> one.activity().subject().equals(id))
                .limit(PAST_SHOWN)
                .toList();
        return section(
                cls("card"),
                h2(text(words.text("past.title"))),
                ul(
                        cls("list"),
                        past.isEmpty()
                                ? li(cls("quiet"), text(words.text("past.none")))
                                : all(past.stream()
                                        .map(one -> li(
                                                cls("told"),
                                                attr("data-key", one.activity().id()),
                                                Moments.ago(
                                                        one.ended(),
                                                        program.clock().instant(),
                                                        words),
                                                Ended.of(
                                                        one.ending(),
                                                        program.titles(
                                                                one.activity().subject()),
                                                        words)))
                                        .toList())));
    }
}

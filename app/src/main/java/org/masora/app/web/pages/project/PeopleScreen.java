package org.masora.app.web.pages.project;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.strong;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.engine.LookingBack.Past;
import org.masora.engine.ProjectSession;
import org.masora.store.PlaceAddress;

/** Who worked on a project, and where one says who may. */
final class PeopleScreen implements Screen {
    private static final int LOOKED_AT = 2_000;

    private final Program program;

    PeopleScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.page(
                "/p/{project}/people",
                "people.title",
                visit -> program.shelf()
                        .project(visit.part("project"))
                        .map(project -> show(project, visit.words()))
                        .orElseGet(() -> p(text(visit.words().text("project.none")))));
        routes.piece("/p/{project}/people/list", this::list);
    }

    private static Html show(NearProject project, PageWords words) {
        return div(
                cls("column"),
                ProjectTabs.of(ProjectTabs.Tab.PEOPLE, project, words),
                section(
                        cls("card"),
                        h2(text(words.text("people.worked"))),
                        div(
                                id("people-list"),
                                cls("list"),
                                attr("data-src", "/p/" + project.id() + "/people/list"),
                                p(cls("quiet"), text(words.text("back.looking"))))),
                section(
                        cls("card"),
                        h2(text(words.text("people.who"))),
                        project.places().isEmpty()
                                ? p(text(words.text("people.nobody")))
                                : ul(
                                        cls("list"),
                                        all(project.places().stream()
                                                .map(place -> place(place, words))
                                                .toList()))));
    }

    private static Html place(PlaceAddress place, PageWords words) {
        String address = place.server() + "/" + place.fullName();
        return li(
                p(words.html("people.owner", "name", place.owner(), "server", place.server())),
                address.startsWith("https://")
                        ? p(a(
                                href(address + "/settings/collaboration"),
                                attr("target", "_blank"),
                                attr("rel", "noopener noreferrer"),
                                text(words.text("people.invite"))))
                        : p(cls("quiet"), text(words.text("people.inviteThere"))));
    }

    private record Worked(int times, Past newest) {}

    private Html list(Visit visit) throws IOException {
        PageWords words = visit.words();
        String project = visit.part("project");
        Optional<Html> found = program.work().look(project, session -> list(session, words));
        return div(
                id("people-list"),
                cls("list"),
                attr("data-src", "/p/" + project + "/people/list"),
                attr("data-live", Program.ENDED),
                attr("data-fetched"),
                found.orElseGet(() -> p(text(words.text("back.busy")))));
    }

    private Html list(ProjectSession session, PageWords words) {
        Map<String, Worked> people = new LinkedHashMap<>();
        session.history(LOOKED_AT)
                .forEach(past -> people.merge(
                        past.person().name(),
                        new Worked(1, past),
                        (known, more) -> new Worked(known.times() + more.times(), known.newest())));
        List<Html> rows = new ArrayList<>();
        people.forEach((name, worked) -> rows.add(li(
                strong(ProjectText.name(name)),
                span(text(words.text("people.times", "count", worked.times()))),
                span(
                        cls("quiet"),
                        Moments.ago(worked.newest().time(), program.clock().instant(), words)))));
        return ul(cls("people"), all(rows));
    }
}

package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.text;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.SyncAs;
import org.masora.app.web.server.NotThere;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.words.Message;

/** What a sync would do, before it does it: what would come, what would go, what would be combined. */
final class Forecast {
    private final Program program;

    Forecast(Program program) {
        this.program = program;
    }

    void addTo(Routes routes) {
        routes.piece("/p/{project}/forecast", this::show);
        routes.piece("/p/{project}/forecast/told", this::told);
    }

    private NearProject project(Visit visit) {
        return program.shelf().project(visit.part("project")).orElseThrow(() -> new NotThere("project.none"));
    }

    private Html show(Visit visit) {
        PageWords words = visit.words();
        NearProject project = project(visit);
        return dialog(
                id("forecast"),
                attr("aria-labelledby", "forecast-title"),
                form(
                        attr("data-act", "/p/" + project.id() + "/sync"),
                        h2(id("forecast-title"), words.html("forecast.title", "name", project.name())),
                        div(
                                id("forecast-told"),
                                attr("role", "status"),
                                attr("data-src", "/p/" + project.id() + "/forecast/told"),
                                p(cls("quiet"), text(words.text("forecast.asking")))),
                        div(
                                cls("buttons"),
                                button(cls("main"), attr("type", "submit"), SyncAs.words(program, project, words)),
                                button(
                                        attr("type", "button"),
                                        attr("data-closes"),
                                        text(words.text("dialog.cancel"))))));
    }

    /** The places are asked, so this takes a moment; only content is fetched, nothing of the project changes. */
    private Html told(Visit visit) throws IOException {
        PageWords words = visit.words();
        NearProject project = project(visit);
        Optional<List<Message>> foreseen =
                project.hasPlace() && program.activities().on(project.id()).isEmpty()
                        ? program.work().forecast(project, SyncWish.PLAIN)
                        : Optional.empty();
        Html told = foreseen.map(messages -> div(
                        all(messages.stream()
                                .map(message -> p(words.html(message, program.titles(project.id()))))
                                .toList()),
                        p(cls("quiet"), text(words.text("forecast.note")))))
                .orElseGet(() -> p(text(words.text(project.hasPlace() ? "forecast.busy" : "forecast.first"))));
        return div(id("forecast-told"), attr("role", "status"), attr("data-fetched"), told);
    }
}

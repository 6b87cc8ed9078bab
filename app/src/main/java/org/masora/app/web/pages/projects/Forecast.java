package org.masora.app.web.pages.projects;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Foretold;
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
    private static final Duration DIALOG_MOST = Duration.ofMinutes(2);
    private static final int NAMED = 40;

    /** Who drags something waits only so long before letting go. */
    private static final Duration HINT_MOST = Duration.ofSeconds(10);

    private static final int NAMED_IN_HINT = 3;

    private final Program program;

    Forecast(Program program) {
        this.program = program;
    }

    void addTo(Routes routes) {
        routes.piece("/p/{project}/forecast", this::show);
        routes.piece("/p/{project}/forecast/told", this::told);
        routes.piece("/p/{project}/forecast/send", visit -> hint(visit, SyncWish.PLAIN));
        routes.piece("/p/{project}/forecast/get", visit -> hint(visit, SyncWish.GET_CHANGES));
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
                project.hasPlace() ? program.work().forecast(project, SyncWish.PLAIN, DIALOG_MOST) : Optional.empty();
        Html told = foreseen.map(messages -> div(
                        Foretold.of(messages, NAMED, program.titles(project.id()), words),
                        p(cls("quiet"), text(words.text("forecast.note")))))
                .orElseGet(() -> p(text(words.text(project.hasPlace() ? "forecast.busy" : "forecast.first"))));
        return div(id("forecast-told"), attr("role", "status"), attr("data-fetched"), told);
    }

    /** For who drags a project: what letting go would bring and send, as soon as that is known. */
    static Html hint(NearProject project, boolean sends, PageWords words) {
        return div(
                id("drop-told"),
                attr("data-src", "/p/" + project.id() + (sends ? "/forecast/send" : "/forecast/get")),
                text(words.text("forecast.asking")));
    }

    private Html hint(Visit visit, SyncWish wish) throws IOException {
        NearProject project = project(visit);
        return div(
                id("drop-told"),
                attr("data-fetched"),
                program.work()
                        .forecast(project, wish, HINT_MOST)
                        .map(messages ->
                                Foretold.of(messages, NAMED_IN_HINT, program.titles(project.id()), visit.words()))
                        .orElse(Html.EMPTY));
    }
}

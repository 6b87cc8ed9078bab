package org.masora.app.web.pages.program;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.util.ArrayList;
import java.util.List;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;

/** Quitting: Masora goes on when windows are closed, so its end is an act of its own, and says what will wait. */
public final class ProgramScreen implements Screen {
    private static final int NAMED = 8;

    private final Program program;

    public ProgramScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.piece("/quit", visit -> ask(visit.words()));
        routes.action("/quit", visit -> {
            program.end(Program.End.NOW);
            return Answer.nothing().closingDialog();
        });
    }

    private Html ask(PageWords words) {
        List<Html> waiting = new ArrayList<>();
        program.activities().running().stream()
                .filter(activity -> program.countdowns().of(activity.subject()).isEmpty())
                .forEach(activity -> waiting.add(words.html("quit.running", "name", activity.name())));
        List<NearProject> projects = program.shelf().list();
        projects.stream()
                .filter(project -> project.undoOpen()
                        || program.countdowns().of(project.id()).isPresent())
                .forEach(project -> waiting.add(words.html("quit.undo", "name", named(project))));
        projects.stream()
                .filter(project -> !project.waiting().isEmpty())
                .forEach(project -> waiting.add(words.html(
                        "quit.editor",
                        "name",
                        named(project),
                        "count",
                        project.waiting().size())));
        List<NearProject> unsent =
                projects.stream().filter(project -> !project.unsent().isEmpty()).toList();
        unsent.stream().limit(NAMED).forEach(project -> waiting.add(words.html("quit.unsent", "name", named(project))));
        if (unsent.size() > NAMED) {
            waiting.add(words.html("near.more", "count", unsent.size() - NAMED));
        }
        return dialog(
                id("quit"),
                attr("aria-labelledby", "quit-title"),
                form(
                        attr("data-act", "/quit"),
                        h2(id("quit-title"), text(words.text("quit.title"))),
                        p(text(words.text("quit.goesOn"))),
                        waiting.isEmpty()
                                ? p(text(words.text("quit.nothing")))
                                : div(
                                        p(text(words.text("quit.waits"))),
                                        ul(all(waiting.stream()
                                                .map(one -> li(one))
                                                .toList()))),
                        div(
                                cls("buttons"),
                                button(cls("main"), attr("type", "submit"), text(words.text("quit.do"))),
                                button(
                                        attr("type", "button"),
                                        attr("data-closes"),
                                        text(words.text("dialog.cancel"))))));
    }

    private static Html named(NearProject project) {
        return ProjectText.of(project.name(), project.language(), project.direction());
    }
}

package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;

/** Projects on my computer, projects on the cloud. */
public final class ProjectsScreen implements Screen {
    private final Program program;

    public ProjectsScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.page("/", "projects.title", visit -> div(h1(text(visit.words().text("projects.title"))), near()));
        routes.piece("/near", visit -> near());
    }

    private Html near() {
        return ul(
                id("near"),
                attr("data-live", Program.PROJECTS),
                attr("data-src", "/near"),
                attr("data-fetched"),
                all(program.shelf().list().stream()
                        .map(project -> li(
                                attr("data-key", project.id()),
                                ProjectText.of(project.name(), project.language(), project.direction())))
                        .toList()));
    }
}

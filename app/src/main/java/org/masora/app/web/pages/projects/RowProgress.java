package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import org.masora.app.web.Program;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Running;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;

/** How far something has come that runs on a row: a piece of its own, so that a step of it sends no whole list. */
final class RowProgress {
    static final String ADDRESS = "/far/progress";

    private static final String YES = "yes";

    private final Program program;

    RowProgress(Program program) {
        this.program = program;
    }

    /**
     * What stands on the row.
     *
     * @param turning whether arrows turn beside it
     */
    static Html of(Activity activity, boolean turning, PageWords words) {
        return div(
                id("progress-" + activity.id()),
                cls("state working"),
                attr("data-live", Program.ACTIVITIES),
                attr("data-src", Visit.address(ADDRESS, "activity", activity.id(), "turning", turning ? YES : "")),
                attr("data-fetched"),
                when(turning, span(cls("turning"), attr("aria-hidden", "true"), text("↻"))),
                span(text(Running.phase(activity, words))),
                Running.bar(activity, words));
    }

    /** The same as it is now; nothing once it has ended, because then the list comes anew. */
    Html piece(Visit visit) {
        return program.activities().running().stream()
                .filter(activity ->
                        visit.value("activity").filter(activity.id()::equals).isPresent())
                .findFirst()
                .map(activity -> of(activity, visit.value("turning").isPresent(), visit.words()))
                .orElse(Html.EMPTY);
    }
}

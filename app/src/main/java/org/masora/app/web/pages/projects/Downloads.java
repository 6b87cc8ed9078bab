package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.fieldset;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.legend;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.nio.file.Path;
import java.util.Optional;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.NotThere;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.FarLook;
import org.masora.app.web.words.PageWords;
import org.masora.remote.door43.ProjectLine;
import org.masora.remote.door43.ProjectLines;
import org.masora.remote.door43.ProjectName;

/** The first copy of a project of a server: where it will lie, and which of its texts, where there are several. */
final class Downloads {
    private final Program program;

    Downloads(Program program) {
        this.program = program;
    }

    void addTo(Routes routes) {
        routes.piece(
                "/far/download",
                visit -> Far.of(program, visit.value("what"))
                        .map(far -> chooser(far, visit.words()))
                        .orElseThrow(() -> new NotThere("far.gone")));
        routes.action("/far/download", this::download);
    }

    /** Where it will lie; nothing is ever replaced. What only the server can tell comes when it has answered. */
    Html chooser(Far far, PageWords words) {
        String name = far.name().name();
        return dialog(
                id("download"),
                attr("aria-labelledby", "download-title"),
                form(
                        attr("data-act", "/far/download"),
                        h2(id("download-title"), words.html("download.title", "name", name)),
                        input(attr("type", "hidden"), attr("name", "what"), attr("value", far.what())),
                        div(
                                id("download-told"),
                                attr("role", "status"),
                                attr("data-src", Visit.address("/far/download/told", "what", far.what())),
                                p(cls("quiet"), text(words.text("far.asking")))),
                        label(
                                text(words.text("download.folder")),
                                input(
                                        attr("name", "folder"),
                                        attr("required"),
                                        attr("dir", "ltr"),
                                        attr("value", program.freeFolder(name)))),
                        p(cls("quiet"), text(words.text("download.note"))),
                        div(
                                cls("buttons"),
                                button(cls("main"), attr("type", "submit"), text(words.text("far.download"))),
                                button(
                                        attr("type", "button"),
                                        attr("data-closes"),
                                        text(words.text("dialog.cancel"))))));
    }

    /** The texts that old versions of Scribe left beside each other, for the dialog. */
    static Html choice(ProjectLines lines, PageWords words) {
        return fieldset(
                legend(text(words.text("download.which"))),
                all(lines.choices().stream()
                        .map(line -> label(
                                cls("radio"),
                                input(
                                        attr("type", "radio"),
                                        attr("name", "line"),
                                        attr("value", line.name()),
                                        when(lines.choices().getFirst().equals(line), attr("checked"))),
                                span(said(line, words))))
                        .toList()));
    }

    private static Html said(ProjectLine line, PageWords words) {
        return line.begun()
                .map(begun ->
                        words.html("download.begunBy", "name", begun.person(), "day", Moments.day(begun.day(), words)))
                .orElseGet(() -> words.html("download.common"));
    }

    private Answer download(Visit visit) {
        PageWords words = visit.words();
        Optional<Far> far = Far.of(program, visit.value("what"));
        Optional<Path> folder = visit.path("folder");
        if (far.isEmpty() || folder.isEmpty()) {
            return Answer.nothing().complaining(words.html("download.whole"));
        }
        KnownAccount account = far.get().account();
        ProjectName name = far.get().name();
        Optional<ProjectLines> lines =
                program.farLooks().awaited(account, name, Far.PATIENCE).answer().map(FarLook::lines);
        // Only what can be chosen is taken from a form; who did not see the choice gets what stands first in it.
        Optional<String> line = lines.filter(ProjectLines::several)
                .flatMap(several ->
                        visit.value("line").filter(several.all()::contains).or(several::usual));
        return begun(program.work().download(account, name, line, folder.get()), name.name(), words);
    }

    /** What was asked for has begun, or why it has not. */
    static Answer begun(Start start, String name, PageWords words) {
        return switch (start) {
            case Start.Started _ -> Answer.nothing().closingDialog();
            case Start.Busy _ -> Answer.nothing().closingDialog().saying(words.html("near.busy", "name", name));
            case Start.Closing _ -> Answer.nothing().complaining(words.html("frame.closing"));
        };
    }
}

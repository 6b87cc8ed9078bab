package org.masora.app.web.pages.undo;

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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.NotThere;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.words.SyncWords;
import org.masora.core.sync.ChangeSummary;
import org.masora.engine.Countdowns.End;
import org.masora.engine.ProjectSession;
import org.masora.engine.SyncOptions;
import org.masora.engine.Undo;

/** Undo: while it counts down every window has it, and the engine decides what came first; later it is asked before. */
public final class UndoScreen implements Screen {
    private static final int CHANGES_SHOWN = 30;

    private final Program program;

    public UndoScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.action("/p/{project}/undo-now", this::undoNow);
        routes.action(
                "/p/{project}/undo-wait", visit -> decided(program.countdowns().hold(visit.part("project")), visit));
        routes.action("/p/{project}/undo-send", this::send);
        routes.piece("/p/{project}/undo", this::ask);
        routes.action("/p/{project}/undo", this::undo);
    }

    /** Who was too late is told what was decided before. */
    private Answer decided(boolean inTime, Visit visit) {
        Answer answer = Answer.nothing().closingDialog();
        if (inTime) {
            return answer;
        }
        return answer.saying(visit.words()
                .html(
                        switch (program.countdowns()
                                .ended(visit.part("project"))
                                .orElse(End.LEFT)) {
                            case SEND -> "undo.late";
                            case UNDO -> "undo.undone";
                            case LEFT -> "undo.over";
                        }));
    }

    private Optional<NearProject> project(Visit visit) {
        return program.shelf().project(visit.part("project"));
    }

    /** While it counts down, or when a start asks what a countdown left open. */
    private Answer undoNow(Visit visit) {
        String id = visit.part("project");
        boolean running = program.activities().on(id).isPresent();
        if (program.countdowns().undo(id)) {
            return Answer.nothing().closingDialog();
        }
        Optional<NearProject> project = project(visit).filter(NearProject::undoOpen);
        if (!running && project.isPresent()) {
            program.work().undoOpen(project.get());
            return Answer.nothing().closingDialog();
        }
        return decided(false, visit);
    }

    private Answer send(Visit visit) {
        String id = visit.part("project");
        if (program.countdowns().send(id)) {
            return Answer.nothing().closingDialog();
        }
        Optional<NearProject> waits = project(visit)
                .filter(project ->
                        project.undoOpen() && program.activities().on(id).isEmpty());
        waits.ifPresent(project -> program.work().sync(project, new SyncWish(SyncOptions.PLAIN)));
        boolean undone = program.countdowns().ended(id).equals(Optional.of(End.UNDO));
        return decided(waits.isPresent() || !undone, visit);
    }

    private Html ask(Visit visit) throws IOException {
        PageWords words = visit.words();
        NearProject project = project(visit).orElseThrow(() -> new NotThere("project.none"));
        Optional<Undo.Preview> preview =
                program.work().look(project.id(), ProjectSession::undoPreview).flatMap(seen -> seen);
        return dialog(
                id("undo"),
                attr("aria-labelledby", "undo-title"),
                form(
                        attr("data-act", "/p/" + project.id() + "/undo"),
                        h2(id("undo-title"), words.html("undo.title", "name", project.name())),
                        preview.map(seen -> told(seen, program.titles(project.id()), words))
                                .orElseGet(() -> p(text(words.text("undo.nothing")))),
                        div(
                                cls("buttons"),
                                preview.isPresent()
                                        ? button(cls("main"), attr("type", "submit"), text(words.text("undo.undo")))
                                        : Html.EMPTY,
                                button(
                                        attr("type", "button"),
                                        attr("data-closes"),
                                        text(words.text(preview.isPresent() ? "dialog.cancel" : "dialog.done"))))));
    }

    private Html told(Undo.Preview preview, BookTitles titles, PageWords words) {
        List<Html> changes = new ArrayList<>();
        ChangeSummary summary = preview.changes();
        summary.books().forEach(book -> changes.add(words.html(SyncWords.of(book), titles)));
        summary.files().forEach(file -> changes.add(words.html(SyncWords.of(file))));
        return div(
                p(words.html(
                        "undo.what",
                        "what",
                        new PageWords.Choice(preview.operation().kind().name()),
                        "time",
                        Moments.ago(preview.operation().time(), program.clock().instant(), words))),
                ul(
                        cls("list"),
                        all(changes.stream()
                                .limit(CHANGES_SHOWN)
                                .map(change -> li(change))
                                .toList())),
                p(text(words.text(preview.sent() ? "undo.forOthers" : "undo.onlyHere"))));
    }

    private Answer undo(Visit visit) {
        Optional<NearProject> project = project(visit);
        if (project.isEmpty()) {
            return Answer.nothing().closingDialog();
        }
        return switch (program.work().undo(project.get())) {
            case Start.Started _ -> Answer.nothing().closingDialog();
            case Start.Busy _ ->
                Answer.nothing()
                        .closingDialog()
                        .saying(visit.words()
                                .html("near.busy", "name", project.get().name()));
            case Start.Closing _ -> Answer.nothing().complaining(visit.words().html("frame.closing"));
        };
    }
}

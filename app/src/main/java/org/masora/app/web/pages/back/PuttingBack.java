package org.masora.app.web.pages.back;

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
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.BackWork;
import org.masora.core.scripture.Reference;
import org.masora.engine.ProjectSession;
import org.masora.engine.Restoring;
import org.masora.engine.Restoring.Outcome;
import org.masora.store.PlaceAddress;

/** Puts back what was. What that will do, to others too, is said before. */
final class PuttingBack {
    private final Program program;
    private final BackWork work;

    PuttingBack(Program program) {
        this.program = program;
        this.work = new BackWork(program.work());
    }

    /** The way to put back a revision, or a part of it. */
    static Html opener(NearProject project, String revision, Optional<Reference> part, PageWords words) {
        String address = "/p/" + project.id() + "/back";
        return button(
                attr("type", "button"),
                attr(
                        "data-opens",
                        part.map(reference -> Visit.address(address, "what", revision, "part", reference.toString()))
                                .orElseGet(() -> Visit.address(address, "what", revision))),
                text(words.text(part.isPresent() ? "back.putBookBack" : "back.putAllBack")));
    }

    private static Optional<Reference> part(Visit visit) {
        return visit.value("part")
                .flatMap(typed -> Reference.parse(typed) instanceof Reference.Parsed.Found(var reference)
                        ? Optional.of(reference)
                        : Optional.empty())
                .filter(reference ->
                        reference.chapter().isEmpty() || reference.verses().isPresent());
    }

    Html ask(NearProject project, Visit visit) throws IOException {
        PageWords words = visit.words();
        String revision = visit.value("what").orElse("");
        Optional<Reference> part = part(visit);
        return dialog(
                id("put-back"),
                cls("wide"),
                attr("aria-labelledby", "put-back-title"),
                form(
                        attr("data-act", "/p/" + project.id() + "/back"),
                        hidden("what", revision),
                        part.map(reference -> hidden("part", reference.toString()))
                                .orElse(Html.EMPTY),
                        program.work()
                                .look(
                                        project.id(),
                                        session -> all(List.of(
                                                title(
                                                        part,
                                                        BookTitles.of(
                                                                project,
                                                                session.outline()
                                                                        .names()),
                                                        words),
                                                prospect(
                                                        session,
                                                        new Restoring.Request(revision, part, Optional.empty()),
                                                        project,
                                                        words))))
                                .orElseGet(() -> div(
                                        h2(id("put-back-title"), text(words.text("back.askAll"))),
                                        p(text(words.text("back.busy"))),
                                        div(cls("buttons"), cancel(words))))));
    }

    private static Html title(Optional<Reference> part, BookTitles books, PageWords words) {
        return h2(
                id("put-back-title"),
                part.map(reference -> words.html("back.askPart", "part", books.title(reference)))
                        .orElseGet(() -> text(words.text("back.askAll"))));
    }

    private static Html hidden(String name, String value) {
        return input(attr("type", "hidden"), attr("name", name), attr("value", value));
    }

    private static Html cancel(PageWords words) {
        return button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.cancel")));
    }

    /** What would happen, here and for others, and the two ways to go on. */
    private Html prospect(ProjectSession session, Restoring.Request request, NearProject project, PageWords words) {
        Outcome outcome = session.foretell(request);
        if (!(outcome instanceof Outcome.Restored(var revision, var changes))) {
            return div(
                    cls("column"),
                    all(BackWork.ending(outcome, request.to()).messages().stream()
                            .map(message -> p(
                                    cls("trouble"),
                                    words.html(
                                            message,
                                            BookTitles.of(
                                                    project, session.outline().names()))))
                            .toList()),
                    div(cls("buttons"), cancel(words)));
        }
        if (changes.isEmpty()) {
            return div(p(text(words.text("back.nothingToPutBack"))), div(cls("buttons"), cancel(words)));
        }
        return div(
                p(text(words.text("back.wouldChange"))),
                OneMoment.changes(
                        changes, BookTitles.of(project, session.outline().names()), words),
                p(text(words.text("back.keptFirst"))),
                others(session.config().places().values().stream().toList(), words),
                fieldset(
                        legend(text(words.text("back.where"))),
                        radio("here", words.text("back.here"), true),
                        radio("beside", words.text("back.beside"), false),
                        label(
                                text(words.text("back.besideFolder")),
                                input(
                                        attr("name", "folder"),
                                        attr("dir", "ltr"),
                                        attr(
                                                "value",
                                                program.freeFolder(folderName(project, revision.abbreviated())))))),
                div(
                        cls("buttons"),
                        button(cls("main"), attr("type", "submit"), text(words.text("back.do"))),
                        cancel(words)));
    }

    private static String folderName(NearProject project, String revision) {
        String plain =
                project.name().replaceAll("[^\\p{L}\\p{M}\\p{N} _-]+", " ").strip();
        return (plain.isEmpty() ? "project" : plain) + " " + revision;
    }

    private static Html others(List<PlaceAddress> places, PageWords words) {
        return places.isEmpty()
                ? p(cls("quiet"), text(words.text("back.nobodyElse")))
                : p(words.html(
                        "back.others",
                        "places",
                        places.stream()
                                .map(place -> place.server() + "/" + place.fullName())
                                .collect(Collectors.joining(", "))));
    }

    private static Html radio(String value, String said, boolean chosen) {
        return label(
                cls("radio"),
                input(
                        attr("type", "radio"),
                        attr("name", "where"),
                        attr("value", value),
                        when(chosen, attr("checked"))),
                text(said));
    }

    Answer putBack(Visit visit) {
        PageWords words = visit.words();
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        boolean beside = visit.value("where").equals(Optional.of("beside"));
        Optional<Path> to = visit.path("folder").filter(_ -> beside);
        if (beside && to.isEmpty()) {
            return Answer.nothing().complaining(words.html("download.whole"));
        }
        Restoring.Request request = new Restoring.Request(visit.value("what").orElse(""), part(visit), to);
        return project.map(known -> started(work.putBack(known, request), known, words))
                .orElseGet(Answer::nothing);
    }

    private static Answer started(Start start, NearProject project, PageWords words) {
        return switch (start) {
            case Start.Started _ ->
                Answer.nothing().saying(text(words.text("back.begun"))).closingDialog();
            case Start.Busy _ -> Answer.nothing().complaining(words.html("near.busy", "name", project.name()));
            case Start.Closing _ -> Answer.nothing().complaining(words.html("frame.closing"));
        };
    }
}

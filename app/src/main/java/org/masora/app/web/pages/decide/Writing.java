package org.masora.app.web.pages.decide;

import static org.masora.app.web.html.Tags.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.masora.app.web.Program;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.editor.Draft;
import org.masora.app.web.editor.Drafts;
import org.masora.app.web.editor.Editor;
import org.masora.app.web.editor.Typed;
import org.masora.app.web.html.Html;
import org.masora.app.web.pages.decide.DecideScreen.Here;
import org.masora.app.web.pages.decide.OwnText.Made;
import org.masora.app.web.parts.Look;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.editing.Piece;
import org.masora.engine.Decisions;

/** The editor on a card, and what people do in it. Nothing that was typed goes: it is saved, or stays a draft. */
final class Writing {
    private static final String ELEMENT = "edit-decision";

    private final Program program;
    private final Screen screen;

    /** What the screen does for it. */
    interface Screen {
        /** Finds what a request is about. */
        Answer act(Visit visit, Function<Here, Answer> what);

        /** Does something, and shows the next card. */
        Answer next(Here here, Disagreement what, Runnable deed);

        /** Shows the card of the same one. */
        Answer card(Here here, Disagreement what, Card.Edit edit);

        /** That it is not there any more. */
        Answer gone(Here here);
    }

    Writing(Program program, Screen screen) {
        this.program = program;
        this.screen = screen;
    }

    /** The editor, where it is open or shall be. */
    static Optional<Html> box(NearProject project, Drafts drafts, Disagreement what, Card.Edit edit, PageWords words) {
        Optional<Draft> draft = drafts.open(project.id(), what.draftSubject())
                .filter(typed -> OwnText.hasLines(what.view())
                        || OwnText.scripture(what.view(), typed.opened()).isPresent());
        Optional<byte[]> opened = switch (edit) {
            case NO -> draft.map(Draft::opened);
            case ANEW -> draft.map(Draft::opened).or(() -> OwnText.anew(what.view()));
            case BOTH -> OwnText.both(what.view());
        };
        return opened.map(
                bytes -> box(project, drafts, what, bytes, edit == Card.Edit.BOTH ? Optional.empty() : draft, words));
    }

    private static Html box(
            NearProject project,
            Drafts drafts,
            Disagreement what,
            byte[] opened,
            Optional<Draft> draft,
            PageWords words) {
        Editor editor = editor(project, what, OwnText.inWords(what.view(), opened), words);
        Html note = draft.isPresent()
                ? Html.EMPTY
                : drafts.left(project.id(), what.draftSubject())
                        .map(left -> editor.left(Moments.exact(left.time(), words)))
                        .orElse(Html.EMPTY);
        if (OwnText.hasLines(what.view())) {
            String typed = draft.map(kept -> OwnText.lines(kept.typed()))
                    .orElseGet(() -> Typed.text(opened).stripTrailing());
            return editor.ofLines(label(what), opened, typed, draft.isPresent(), note);
        }
        return editor.editor(
                label(what),
                opened,
                draft.map(kept -> Typed.known(kept.typed(), OwnText.scripture(what.view(), opened)))
                        .orElseGet(() -> OwnText.pieces(what.view(), opened)),
                draft.isPresent(),
                note);
    }

    private static Editor editor(NearProject project, Disagreement what, String text, PageWords words) {
        return new Editor(
                "/p/" + project.id() + "/decisions/edit",
                ELEMENT,
                Map.of("c", what.id(), "today", today(what)),
                Look.of(project, text),
                words);
    }

    /** What stood in the project when the editor was shown. */
    private static String today(Disagreement what) {
        return what.view().today().map(Typed::written).orElse("");
    }

    private static String label(Disagreement what) {
        return (what.book() + " " + what.place()).strip();
    }

    void addTo(Routes routes) {
        add(routes, "/draft", (here, doer) -> keep(doer));
        add(routes, "/save", this::save);
        add(routes, "/close", (here, doer) -> close(here, doer));
        add(routes, "/both", this::both);
        add(routes, "/again", (here, doer) -> {
            leave(doer);
            return screen.card(here, doer.what(), Card.Edit.ANEW);
        });
        add(routes, "/takeup", (here, doer) -> {
            program.drafts().takeUp(doer.project().id(), doer.what().draftSubject());
            return screen.card(here, doer.what(), Card.Edit.ANEW);
        });
        add(routes, "/goon", (here, doer) -> Answer.show(doer.editor().note(Html.EMPTY)));
    }

    /** What is typed into, and the editor that it is typed in. */
    private record Doer(Visit visit, NearProject project, Disagreement what, Draft typed, Editor editor) {
        Answer note(Html inside) {
            return Answer.show(editor.note(inside));
        }
    }

    private void add(Routes routes, String address, BiFunction<Here, Doer, Answer> doing) {
        routes.action(
                "/p/{project}/decisions/edit" + address,
                visit -> screen.act(
                        visit,
                        here -> here.named()
                                .map(what -> doing.apply(here, doer(here, what)))
                                .orElseGet(() -> screen.gone(here))));
    }

    private Doer doer(Here here, Disagreement what) {
        Visit visit = here.visit();
        Draft typed = new Draft(
                what.draftSubject(),
                Typed.opened(visit),
                Typed.pieces(visit),
                program.clock().instant());
        return new Doer(
                visit,
                here.project(),
                what,
                typed,
                editor(here.project(), what, Typed.words(typed.typed()), here.words()));
    }

    private Answer keep(Doer doer) {
        program.drafts().keep(doer.project().id(), doer.typed());
        return Answer.nothing();
    }

    /** What was typed before stays to be found. */
    private Answer both(Here here, Doer doer) {
        program.drafts().putAside(doer.project().id(), doer.what().draftSubject());
        return screen.card(here, doer.what(), Card.Edit.BOTH);
    }

    private boolean leave(Doer doer) {
        List<Piece> opened = OwnText.pieces(doer.what().view(), doer.typed().opened());
        return program.drafts().leave(doer.project().id(), doer.typed(), opened);
    }

    private Answer close(Here here, Doer doer) {
        boolean changed = leave(doer);
        Answer answer = screen.card(here, doer.what(), Card.Edit.NO);
        return changed ? answer.saying(here.words().html("text.closed", "verse", label(doer.what()))) : answer;
    }

    private Answer save(Here here, Doer doer) {
        PageWords words = here.words();
        Disagreement what = doer.what();
        program.drafts().keep(doer.project().id(), doer.typed());
        Optional<byte[]> now = what.view().today();
        String seen = Typed.over(doer.visit())
                .map(Typed::written)
                .orElseGet(() -> doer.visit().value("today").orElse(""));
        if (now.isPresent() && !Typed.written(now.get()).equals(seen)) {
            String says = OwnText.inWords(what.view(), now.get());
            return doer.note(doer.editor().otherMeanwhile(doer.typed().typed(), now, says));
        }
        return switch (OwnText.made(
                what.view(), doer.typed().opened(), doer.typed().typed(), Typed.agreed(doer.visit()))) {
            case Made.Whole(var text, var unaligned) -> {
                Answer answer = screen.next(
                        here,
                        what,
                        () -> program.decisions().decide(here.project().id(), what, new Decisions.Answer.Text(text)));
                yield unaligned.isEmpty() ? answer : answer.saying(unaligned(what, unaligned, words));
            }
            case Made.NeedsYes(boolean emptied, var removed) ->
                doer.note(doer.editor().needsYes(emptied, removed));
            case Made.Impossible() -> doer.note(doer.editor().says(text(words.text("text.notPossible"))));
        };
    }

    private static Html unaligned(Disagreement what, List<String> unaligned, PageWords words) {
        return words.html(
                "decide.unaligned",
                "verse",
                label(what),
                "count",
                unaligned.size(),
                "words",
                String.join(", ", unaligned));
    }
}

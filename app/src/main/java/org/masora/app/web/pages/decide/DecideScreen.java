package org.masora.app.web.pages.decide;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.masora.app.web.Program;
import org.masora.app.web.decisions.Board;
import org.masora.app.web.decisions.DecisionNotes;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.editor.Drafts;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.parts.ProjectTabs.Tab;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Message;
import org.masora.core.project.Person;
import org.masora.engine.Decisions;

/**
 * What there is to decide in one project. A press is answered at once with the next card; saving goes on behind the page,
 * and what is not saved says so.
 */
public final class DecideScreen implements Screen {
    private static final Duration AT_FIRST = Duration.ofMillis(400);
    private static final Duration PATIENTLY = Duration.ofSeconds(25);

    private final Program program;

    public DecideScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        String own = "/p/{project}/decisions";
        routes.page(own, "decide.title", visit -> in(visit, this::whole));
        routes.page(own + "/print", "decide.printTitle", visit -> in(visit, this::print));
        routes.piece(own + "/list", visit -> in(visit, this::list));
        routes.piece(own + "/state", visit -> in(visit, Here::state));
        routes.piece(own + "/card", visit -> in(visit, this::card));
        routes.piece(own + "/now", visit -> in(visit, this::now));
        routes.piece(own + "/take", visit -> in(visit, this::take));
        routes.action(own + "/answer", visit -> act(visit, this::answer));
        routes.action(own + "/take", visit -> act(visit, this::takeAll));
        routes.action(own + "/leave/{what}/{who}", visit -> act(visit, this::leave));
        routes.action(own + "/undo", visit -> act(visit, this::undo));
        routes.action(own + "/held/{text}/{answer}", visit -> act(visit, this::held));
        new Writing(program, new ForWriting()).addTo(routes);
    }

    /** What a request is about. */
    record Here(
            Visit visit,
            NearProject project,
            BookTitles titles,
            Board board,
            DecisionNotes notes,
            Drafts drafts,
            Wish wish) {
        PageWords words() {
            return visit.words();
        }

        List<Disagreement> listed() {
            return wish.of(board, notes);
        }

        Optional<Disagreement> named() {
            return visit.value("c").flatMap(board::find);
        }

        Card cards() {
            return new Card(project, board, notes, drafts, words());
        }

        Overview overview() {
            return new Overview(project, titles, board, wish, words());
        }

        Html state() {
            return overview().state();
        }

        Here with(Board newBoard) {
            return new Here(visit, project, titles, newBoard, notes, drafts, wish);
        }
    }

    private Optional<Here> here(Visit visit) {
        return program.shelf().project(visit.part("project")).map(project -> {
            String id = project.id();
            return new Here(
                    visit,
                    project,
                    program.titles(id),
                    program.decisions().board(id),
                    program.decisions().notes(id),
                    program.drafts(),
                    Wish.of(visit));
        });
    }

    private Html in(Visit visit, Function<Here, Html> show) {
        return here(visit).map(show).orElseGet(() -> p(text(visit.words().text("project.none"))));
    }

    private Answer act(Visit visit, Function<Here, Answer> what) {
        return here(visit)
                .map(what)
                .orElseGet(() -> Answer.nothing().complaining(text(visit.words().text("project.none"))));
    }

    private Here known(Here here, Duration patience) {
        return here.with(program.decisions().known(here.project().id(), patience));
    }

    private Html whole(Here asked) {
        Here here = known(asked, AT_FIRST);
        NearProject project = here.project();
        PageWords words = here.words();
        List<Disagreement> listed = here.listed();
        Optional<Disagreement> first = listed.stream().findFirst();
        return div(
                cls("decide"),
                ProjectTabs.of(Tab.DECISIONS, project, words),
                here.state(),
                here.overview().filters(),
                div(
                        cls("decide-panes"),
                        section(
                                cls("decide-pane"),
                                attr("data-follows"),
                                attr("aria-label", words.text("decide.list")),
                                here.overview().list(listed, first.map(Disagreement::id), 0)),
                        card(here, first, listed, Card.Edit.NO, false)));
    }

    private Html card(
            Here here, Optional<Disagreement> what, List<Disagreement> listed, Card.Edit edit, boolean takesFocus) {
        return what.map(one -> here.cards().of(one, listed, edit, takesFocus)).orElseGet(() -> none(here, takesFocus));
    }

    /** No card: nothing waits, or it is not known yet. */
    private static Html none(Here here, boolean takesFocus) {
        PageWords words = here.words();
        if (!here.board().known()) {
            return section(
                    id("decide-card"),
                    attr("data-anew"),
                    attr("data-src", here.wish().address(own(here) + "/card", "c", "first")),
                    p(cls("quiet"), text(words.text("decide.looking"))));
        }
        boolean nothing = here.board().waiting() == 0;
        return section(
                id("decide-card"),
                cls("empty"),
                attr("data-anew"),
                when(takesFocus, attr("data-focus", "decide-title")),
                h2(
                        id("decide-title"),
                        attr("tabindex", "-1"),
                        text(words.text(nothing ? "decide.nothing" : "decide.noneFits"))),
                here.board().unsent() == 0
                        ? Html.EMPTY
                        : p(text(words.text(
                                "decide.unsent", "count", here.board().unsent()))),
                here.board().unsent() == 0
                        ? Html.EMPTY
                        : button(
                                cls("main"),
                                attr("type", "button"),
                                attr("data-act", "/p/" + here.project().id() + "/sync"),
                                text(words.text("near.sync"))));
    }

    private static String own(Here here) {
        return "/p/" + here.project().id() + "/decisions";
    }

    private Html list(Here here) {
        int page = here.visit().value("page").flatMap(DecideScreen::number).orElse(0);
        return here.overview().list(here.listed(), here.visit().value("c"), page);
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private Html print(Here asked) {
        Here here = known(asked, PATIENTLY);
        int page = here.visit().value("page").flatMap(DecideScreen::number).orElse(0);
        return new PrintList(here.project(), here.board(), here.wish(), here.words()).of(here.listed(), page);
    }

    /** Somebody wants to see one: its card, and the list that says which it is. */
    private Html card(Here asked) {
        Here here = known(asked, PATIENTLY);
        List<Disagreement> listed = here.listed();
        if (here.visit().value("c").filter("first"::equals).isPresent()) {
            return card(here, listed.stream().findFirst(), listed, Card.Edit.NO, false);
        }
        boolean anew = here.visit().value("edit").filter("anew"::equals).isPresent();
        Card.Edit edit = anew ? Card.Edit.ANEW : Card.Edit.NO;
        return all(pieces(here, here.named(), listed, edit));
    }

    private List<Html> pieces(Here here, Optional<Disagreement> what, List<Disagreement> listed, Card.Edit edit) {
        int at = what.map(listed::indexOf).orElse(0);
        String current = what.map(Disagreement::id).orElse("");
        List<Html> pieces = new ArrayList<>();
        pieces.add(card(here, what, listed, edit, true));
        pieces.add(here.overview().list(listed, Optional.of(current), Math.max(0, at) / Overview.FIFTY));
        pieces.add(here.state());
        pieces.add(input(id("decide-c"), attr("type", "hidden"), attr("name", "c"), attr("value", current)));
        return pieces;
    }

    private Html now(Here here) {
        return here.named()
                .map(what -> here.cards().now(what))
                .orElseGet(() -> div(id("decide-now"), p(text(here.words().text("decide.gone")))));
    }

    private Answer answer(Here here) {
        Optional<Disagreement> what = here.named();
        if (what.isEmpty()) {
            return gone(here);
        }
        Decisions.Answer given;
        switch (here.visit().value("choice").orElse("")) {
            case "published" -> given = new Decisions.Answer.Published();
            case "other" -> given = new Decisions.Answer.Other();
            case "today" -> given = new Decisions.Answer.Today();
            case "back" -> given = new Decisions.Answer.TurnBack();
            default -> {
                return Answer.nothing();
            }
        }
        boolean seen = given instanceof Decisions.Answer.TurnBack
                || here.visit().exact("today").equals(what.get().todaysMark());
        if (!seen) {
            return Answer.show(pieces(here, what, here.listed(), Card.Edit.NO).toArray(Html[]::new))
                    .complaining(here.words().numbered(Message.of("M-0557")));
        }
        return next(
                here,
                what.get(),
                () -> program.decisions().decide(here.project().id(), what.get(), given));
    }

    /** Does it, and goes on to the one after it in the list. */
    private Answer next(Here before, Disagreement what, Runnable deed) {
        int at = Math.max(0, before.listed().indexOf(what));
        deed.run();
        Here after = before.with(program.decisions().board(before.project().id()));
        List<Disagreement> listed = after.listed();
        Optional<Disagreement> next = listed.isEmpty()
                ? Optional.empty()
                : Optional.of(listed.get(listed.contains(what) ? at : Math.min(at, listed.size() - 1)));
        return Answer.show(pieces(after, next, listed, Card.Edit.NO).toArray(Html[]::new));
    }

    private static Answer complaint(Here here, Message why) {
        return Answer.nothing().complaining(here.words().numbered(why));
    }

    private Html take(Here here) {
        return taking(here).of(here.listed(), person(here));
    }

    private static TakeAll taking(Here here) {
        return new TakeAll(here.project(), here.board(), here.wish(), here.words());
    }

    private static Optional<Person> person(Here here) {
        return here.visit().value("who").flatMap(key -> People.find(key, here.board()));
    }

    private Answer takeAll(Here here) {
        Optional<Person> person = person(here);
        if (person.isEmpty()) {
            return Answer.nothing();
        }
        Map<String, Decisions.Answer> answers = TakeAll.answers(here.listed(), person.get());
        if (!here.visit().value("count").equals(Optional.of(Integer.toString(answers.size())))) {
            return complaint(here, Message.of("M-0549"));
        }
        program.decisions().decideTogether(here.project().id(), answers);
        return shown(here).closingDialog();
    }

    /** The card that is now the first. */
    private Answer shown(Here before) {
        Here here = before.with(program.decisions().board(before.project().id()));
        List<Disagreement> listed = here.listed();
        return Answer.show(
                pieces(here, listed.stream().findFirst(), listed, Card.Edit.NO).toArray(Html[]::new));
    }

    private Answer leave(Here here) {
        Optional<Disagreement> what = here.board().find(here.visit().part("what"));
        if (what.isEmpty()) {
            return Answer.nothing();
        }
        Optional<String> name =
                People.find(here.visit().part("who"), here.board()).map(Person::name);
        return next(here, what.get(), () -> here.notes().leave(what.get().id(), name));
    }

    private static Answer gone(Here here) {
        return complaint(here, Message.of("M-0545", "id", "").with("fitting", 0));
    }

    /** What the editor needs of the screen. */
    private final class ForWriting implements Writing.Screen {
        @Override
        public Answer act(Visit visit, Function<Here, Answer> what) {
            return DecideScreen.this.act(visit, what);
        }

        @Override
        public Answer next(Here here, Disagreement what, Runnable deed) {
            return DecideScreen.this.next(here, what, deed);
        }

        @Override
        public Answer card(Here here, Disagreement what, Card.Edit edit) {
            return Answer.show(
                    pieces(here, Optional.of(what), here.listed(), edit).toArray(Html[]::new));
        }

        @Override
        public Answer gone(Here here) {
            return DecideScreen.gone(here);
        }
    }

    private Answer undo(Here here) {
        program.decisions().undo(here.project().id());
        return Answer.show(
                here.with(program.decisions().board(here.project().id())).state());
    }

    private Answer held(Here here) {
        boolean keepsOld = here.visit().part("answer").equals("old");
        program.decisions().answerHeld(here.project().id(), here.visit().part("text"), keepsOld);
        return Answer.nothing();
    }
}

package org.masora.app.web.pages.decide;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.details;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.h3;
import static org.masora.app.web.html.Tags.header;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.kbd;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.pre;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.summary;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.decisions.Board;
import org.masora.app.web.decisions.DecisionNotes;
import org.masora.app.web.decisions.Differences;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.decisions.ReadText;
import org.masora.app.web.editor.Drafts;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.Texts;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.merge.ConflictType;
import org.masora.core.project.Person;
import org.masora.engine.Decisions.Settled;
import org.masora.engine.Decisions.View;

/** One disagreement with its texts, and what can be done about it. */
final class Card {
    private final NearProject project;
    private final Board board;
    private final DecisionNotes notes;
    private final Drafts drafts;
    private final PageWords words;
    private final Texts texts;
    private final String own;

    Card(NearProject project, Board board, DecisionNotes notes, Drafts drafts, PageWords words) {
        this.project = project;
        this.board = board;
        this.notes = notes;
        this.drafts = drafts;
        this.words = words;
        this.texts = new Texts(project, words);
        this.own = "/p/" + project.id() + "/decisions";
    }

    /** What the editor shall begin with. */
    enum Edit {
        NO,
        ANEW,
        BOTH
    }

    /**
     * The card.
     *
     * @param takesFocus whether somebody has just asked for it
     */
    Html of(Disagreement what, List<Disagreement> list, Edit edit, boolean takesFocus) {
        int at = list.indexOf(what);
        View view = what.view();
        return section(
                id("decide-card"),
                attr("data-anew"),
                when(takesFocus && edit == Edit.NO, attr("data-focus", "decide-title")),
                attr("data-keys"),
                attr("aria-labelledby", "decide-title"),
                header(
                        h2(id("decide-title"), attr("tabindex", "-1"), texts.place(what)),
                        at < 0
                                ? Html.EMPTY
                                : p(
                                        cls("quiet"),
                                        text(words.text("decide.count", "number", at + 1, "count", list.size()))),
                        steps(list, at)),
                what.settled().isPresent()
                        ? Html.EMPTY
                        : p(
                                cls("question"),
                                text(words.text(what.isAutomatic() ? "decide.automaticNote" : question(view.type())))),
                now(what),
                columns(what),
                exact(view),
                what.waits() ? more(what, edit) : turnBack(what));
    }

    /** What is asked, in words. */
    static String question(ConflictType type) {
        return switch (type) {
            case VERSE_TEXT -> "decide.askVerse";
            case VERSE_BRIDGE -> "decide.askBridge";
            case DUPLICATE_VERSES -> "decide.askTwice";
            case VERSE_ORDER -> "decide.askOrder";
            case DELETED_EDITED -> "decide.askTakenOut";
            case HEADING -> "decide.askHeading";
            case FIELD -> "decide.askField";
            case TEXT -> "decide.askLines";
            case BINARY -> "decide.askFile";
            case PATH -> "decide.askName";
        };
    }

    private Html steps(List<Disagreement> list, int at) {
        return div(cls("steps"), step("decide.previous", list, at - 1, "p"), step("decide.next", list, at + 1, "n"));
    }

    private Html step(String key, List<Disagreement> list, int at, String pressed) {
        boolean there = at >= 0 && at < list.size();
        return button(
                cls("plain"),
                attr("type", "button"),
                there ? attr("data-opens", own + "/card?c=" + list.get(at).id()) : attr("disabled"),
                attr("data-with", "decide-filter"),
                attr("data-press-key", pressed),
                text(words.text(key)));
    }

    /** What became of it meanwhile, here or elsewhere; shown anew without the card. */
    Html now(Disagreement what) {
        List<Html> said = new ArrayList<>();
        Optional.ofNullable(board.problems().get(what.id()))
                .ifPresent(problem -> said.add(p(cls("trouble"), words.numbered(problem))));
        what.settled().ifPresent(settled -> said.add(p(cls("decided"), decidedBy(settled))));
        if (board.saving().contains(what.id())) {
            said.add(p(cls("quiet"), text(words.text("decide.saving"))));
        }
        notes.leftFor(what.id())
                .ifPresent(name -> said.add(p(
                        words.html("decide.leftFor", "name", name),
                        text(" "),
                        button(
                                cls("plain"),
                                attr("type", "button"),
                                attr("data-act", own + "/leave/" + what.id() + "/nobody"),
                                attr("data-with", "decide-filter"),
                                text(words.text("decide.takeUp"))))));
        if (what.view().settledByEdit() && what.waits()) {
            said.add(p(text(words.text("decide.settledByEdit"))));
        }
        return div(
                id("decide-now"),
                attr("data-live", Program.DECISIONS),
                attr("data-src", own + "/now?c=" + what.id()),
                attr("data-fetched"),
                attr("aria-live", "polite"),
                all(said));
    }

    private Html decidedBy(Settled settled) {
        return settled.by().equals(board.me())
                ? words.html(settled.sent() ? "decide.youDecided" : "decide.youDecidedUnsent", "time", exact(settled))
                : words.html("decide.theyDecided", "name", settled.by().name(), "time", exact(settled));
    }

    private String exact(Settled settled) {
        return Moments.exact(settled.when(), words);
    }

    private Html columns(Disagreement what) {
        View view = what.view();
        Optional<ReadText> before = view.base().flatMap(bytes -> Disagreement.read(view.type(), bytes));
        Optional<ReadText> published = view.published().flatMap(bytes -> Disagreement.read(view.type(), bytes));
        Optional<ReadText> other = view.other().flatMap(bytes -> Disagreement.read(view.type(), bytes));
        List<Html> columns = new ArrayList<>();
        before.ifPresent(text -> columns.add(column(
                cls("before"),
                h3(text(words.text("decide.before"))),
                texts.whole(text, Differences.none(text), saysVerse(view)),
                Html.EMPTY)));
        boolean standsToday = !what.editedSince() && what.waits();
        Optional<Settled> settled = what.settled();
        columns.add(column(
                cls("side"),
                titled(
                        People.textOf(view.publishedBy(), true, board.me(), words),
                        standsToday,
                        isTaken(settled, view.published())),
                side(view, published, view.published(), before, other),
                choose(
                        what,
                        "published",
                        "1",
                        view.publishedBy(),
                        view.published().isPresent(),
                        true)));
        columns.add(column(
                cls("side"),
                titled(People.textOf(view.otherBy(), false, board.me(), words), false, isTaken(settled, view.other())),
                side(view, other, view.other(), before, published),
                choose(what, "other", "2", view.otherBy(), view.other().isPresent(), false)));
        settled.filter(one -> !isTaken(settled, view.published()) && !isTaken(settled, view.other()))
                .ifPresent(one -> columns.add(column(
                        cls("side own"),
                        titled(text(words.text("decide.decidedText")), false, true),
                        side(
                                view,
                                one.text().flatMap(bytes -> Disagreement.read(view.type(), bytes)),
                                one.text(),
                                before,
                                published),
                        Html.EMPTY)));
        boolean decidedStands = settled.flatMap(Settled::text)
                .filter(text ->
                        view.today().filter(now -> Arrays.equals(now, text)).isPresent())
                .isPresent();
        if (what.editedSince() && !decidedStands) {
            Optional<ReadText> today = view.today().flatMap(bytes -> Disagreement.read(view.type(), bytes));
            columns.add(column(
                    cls("side own"),
                    titled(text(words.text(what.isAutomatic() ? "decide.combined" : "decide.today")), true, false),
                    side(view, today, view.today(), before, published),
                    what.waits() ? chooseButton("today", "3", words.html("decide.keepToday")) : Html.EMPTY));
        }
        return form(
                attr("data-act", own + "/answer"),
                attr("data-with", "decide-filter"),
                input(attr("type", "hidden"), attr("name", "c"), attr("value", what.id())),
                input(attr("type", "hidden"), attr("name", "today"), attr("value", what.todaysMark())),
                div(cls("texts"), all(columns)));
    }

    /** A bridge or a verse that stands twice is understood only with its numbers. */
    private static boolean saysVerse(View view) {
        return view.type() != ConflictType.VERSE_TEXT;
    }

    /** Whether a decision took this text. */
    private static boolean isTaken(Optional<Settled> settled, Optional<byte[]> reading) {
        return settled.map(one -> one.text()
                        .map(text -> reading.filter(bytes -> Arrays.equals(bytes, text))
                                .isPresent())
                        .orElse(reading.isEmpty()))
                .orElse(false);
    }

    private Html titled(Html title, boolean stands, boolean taken) {
        return header(
                h3(title),
                stands ? span(cls("pill good"), text(words.text("decide.stands"))) : Html.EMPTY,
                taken ? span(cls("pill good"), text(words.text("decide.taken"))) : Html.EMPTY);
    }

    private static Html column(Part kind, Html title, Html body, Html choice) {
        return section(kind, title, body, choice);
    }

    private Html side(
            View view,
            Optional<ReadText> text,
            Optional<byte[]> bytes,
            Optional<ReadText> before,
            Optional<ReadText> other) {
        if (bytes.isEmpty()) {
            return p(cls("reading quiet"), text(words.text("decide.takenOut")));
        }
        return text.map(read -> texts.whole(read, Texts.against(read, before, other), saysVerse(view)))
                .orElseGet(() -> p(text(words.text("decide.file", "count", bytes.get().length))));
    }

    /** For those who want to see what a file holds. */
    private Html exact(View view) {
        List<Html> inside = new ArrayList<>();
        exact("decide.before", view.base(), inside);
        exact("decide.textNow", view.published(), inside);
        exact("decide.textOther", view.other(), inside);
        return view.type() == ConflictType.BINARY || inside.isEmpty()
                ? Html.EMPTY
                : details(cls("exact"), summary(text(words.text("decide.exact"))), all(inside));
    }

    private void exact(String key, Optional<byte[]> bytes, List<Html> into) {
        bytes.ifPresent(some -> {
            String name = words.text(key);
            into.add(p(text(name)));
            into.add(pre(
                    attr("dir", "ltr"),
                    attr("tabindex", "0"),
                    attr("role", "region"),
                    attr("aria-label", name),
                    text(new String(some, StandardCharsets.UTF_8).strip())));
        });
    }

    private Html choose(
            Disagreement what, String choice, String key, Optional<Person> by, boolean isThere, boolean stands) {
        if (!what.waits()) {
            return Html.EMPTY;
        }
        if (!isThere) {
            return chooseButton(choice, key, text(words.text("decide.leaveOut")));
        }
        boolean named = by.filter(person -> !person.name().isBlank()).isPresent();
        boolean mine = by.filter(board.me()::equals).isPresent();
        Html name = named && !mine
                ? words.html("decide.keepOf", "name", by.orElseThrow().name())
                : text(words.text(mine ? "decide.keepYours" : stands ? "decide.keepNow" : "decide.keepOther"));
        return chooseButton(choice, key, name);
    }

    private Html chooseButton(String choice, String key, Html name) {
        return button(
                cls("main"),
                attr("type", "submit"),
                attr("name", "choice"),
                attr("value", choice),
                attr("data-press-key", key),
                span(name),
                kbd(attr("aria-hidden", "true"), text(key)));
    }

    /** Both, a text of one's own, leaving it for somebody. */
    private Html more(Disagreement what, Edit edit) {
        View view = what.view();
        boolean possible = OwnText.anew(view).isPresent();
        Optional<Html> box = Writing.box(project, drafts, what, edit, words);
        return div(
                cls("more"),
                attr("data-with", "decide-filter"),
                div(
                        cls("buttons"),
                        OwnText.both(view).isPresent() ? both(what) : Html.EMPTY,
                        when(possible && box.isEmpty(), write(what)),
                        all(what.people().stream()
                                .filter(person -> !person.equals(board.me())
                                        && !person.name().isBlank())
                                .map(person -> leave(what, person))
                                .toList())),
                box.orElse(Html.EMPTY),
                possible ? Html.EMPTY : elsewhere(what));
    }

    /** The way to where something else can be written. */
    private Html elsewhere(Disagreement what) {
        return p(
                cls("quiet"),
                text(words.text("decide.editElsewhere") + " "),
                what.chapter()
                        .map(chapter -> a(
                                href("/p/" + project.id() + "/text/"
                                        + what.view().reference().container() + "/" + chapter),
                                attr("data-go"),
                                text(words.text("decide.openText"))))
                        .orElse(Html.EMPTY));
    }

    /** Both fill the editor, and are saved from there. */
    private Html both(Disagreement what) {
        return form(
                attr("data-act", own + "/edit/both"),
                input(attr("type", "hidden"), attr("name", "c"), attr("value", what.id())),
                button(attr("type", "submit"), attr("data-press-key", "b"), text(words.text("decide.both"))));
    }

    private Html write(Disagreement what) {
        return button(
                attr("type", "button"),
                attr("data-opens", own + "/card?c=" + what.id() + "&edit=anew"),
                attr("data-press-key", "e"),
                text(words.text("decide.write")));
    }

    private Html leave(Disagreement what, Person person) {
        return button(
                cls("plain"),
                attr("type", "button"),
                attr("data-act", own + "/leave/" + what.id() + "/" + People.key(person)),
                span(words.html("decide.leave", "name", person.name())));
    }

    private Html turnBack(Disagreement what) {
        String key = what.isAutomatic() ? "decide.turnBackAutomatic" : "decide.turnBack";
        return form(
                cls("more"),
                attr("data-act", own + "/answer"),
                attr("data-with", "decide-filter"),
                input(attr("type", "hidden"), attr("name", "c"), attr("value", what.id())),
                div(
                        cls("buttons"),
                        button(
                                attr("type", "submit"),
                                attr("name", "choice"),
                                attr("value", "back"),
                                attr("data-press-key", "t"),
                                text(words.text(key)))));
    }
}

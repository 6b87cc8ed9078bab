package org.masora.app.web.pages.decide;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.ol;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.decisions.Board;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.decisions.ReadText;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Texts;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.merge.ConflictType;
import org.masora.core.project.Person;
import org.masora.engine.Decisions.View;

/** The list on paper, for a meeting: both texts and room to write. */
final class PrintList {
    /** So many fit on a page of the browser without making it slow. */
    private static final int AT_ONCE = 100;

    private final NearProject project;
    private final Board board;
    private final Wish wish;
    private final PageWords words;
    private final Texts texts;
    private final String own;

    PrintList(NearProject project, Board board, Wish wish, PageWords words) {
        this.project = project;
        this.board = board;
        this.wish = wish;
        this.words = words;
        this.texts = new Texts(project, words);
        this.own = "/p/" + project.id() + "/decisions";
    }

    Html of(List<Disagreement> list, int page) {
        int last = Math.max(0, (list.size() - 1) / AT_ONCE);
        int shown = Math.clamp(page, 0, last);
        int first = shown * AT_ONCE;
        List<Disagreement> part = list.subList(Math.min(first, list.size()), Math.min(list.size(), first + AT_ONCE));
        return div(
                cls("printed"),
                h1(texts.line(project.name())),
                p(text(words.text("decide.listed", "count", list.size()))),
                div(
                        cls("buttons no-print"),
                        button(
                                cls("main"),
                                attr("type", "button"),
                                attr("data-prints"),
                                text(words.text("decide.printDo"))),
                        button(attr("type", "button"), attr("data-goes", own), text(words.text("decide.back"))),
                        shown == 0 ? Html.EMPTY : turn("decide.pageBack", shown - 1),
                        shown == last ? Html.EMPTY : turn("decide.pageOn", shown + 1)),
                ol(attr("start", first + 1), all(part.stream().map(this::entry).toList())));
    }

    private Html turn(String key, int page) {
        return button(
                attr("type", "button"),
                attr("data-goes", wish.address(own + "/print", "page", Integer.toString(page))),
                text(words.text(key)));
    }

    private Html entry(Disagreement one) {
        View view = one.view();
        Optional<ReadText> published = view.published().flatMap(bytes -> Disagreement.read(view.type(), bytes));
        Optional<ReadText> other = view.other().flatMap(bytes -> Disagreement.read(view.type(), bytes));
        List<Html> lines = new ArrayList<>();
        lines.add(h2(texts.place(one)));
        if (view.type() != ConflictType.VERSE_TEXT) {
            lines.add(p(cls("quiet"), text(words.text(Card.question(view.type())))));
        }
        lines.add(side(view.publishedBy(), true, published, other));
        lines.add(side(view.otherBy(), false, other, published));
        lines.add(div(cls("room")));
        return li(all(lines));
    }

    private Html side(Optional<Person> by, boolean stands, Optional<ReadText> text, Optional<ReadText> other) {
        return div(
                cls("printed-side"),
                p(cls("quiet"), People.textOf(by, stands, board.me(), words)),
                text.map(read -> texts.withNotes(read, Texts.against(read, Optional.empty(), other), false))
                        .orElseGet(() -> p(text(words.text("decide.takenOut")))));
    }
}

package org.masora.app.web.pages.decide;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.option;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.select;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.strong;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.decisions.Board;
import org.masora.app.web.decisions.Board.Act;
import org.masora.app.web.decisions.Differences.Weight;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.pages.decide.Wish.Show;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.Texts;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.words.PageWords.Choice;
import org.masora.app.words.Naming;
import org.masora.core.merge.ConflictType;
import org.masora.core.project.Person;
import org.masora.core.sync.HeldText;

/** What stands around the card: how much there is, what to show of it, and the list by fifties. */
final class Overview {
    /** How many a list shows at once. */
    static final int FIFTY = 50;

    private final BookTitles titles;
    private final Board board;
    private final Wish wish;
    private final PageWords words;
    private final Texts texts;
    private final String own;

    Overview(NearProject project, BookTitles titles, Board board, Wish wish, PageWords words) {
        this.titles = titles;
        this.board = board;
        this.wish = wish;
        this.words = words;
        this.texts = new Texts(project, words);
        this.own = "/p/" + project.id() + "/decisions";
    }

    /** The form that decides what is listed. */
    Html filters() {
        return form(
                id("decide-filter"),
                cls("decide-filter"),
                attr("data-filters", "decide-list"),
                attr("role", "search"),
                input(id("decide-c"), attr("type", "hidden"), attr("name", "c")),
                div(
                        label(attr("for", "decide-q"), text(words.text("decide.search"))),
                        input(
                                id("decide-q"),
                                attr("type", "search"),
                                attr("name", "q"),
                                attr("autocomplete", "off"),
                                attr("value", wish.search()))),
                choice(
                        "decide-show",
                        "show",
                        "decide.show",
                        all(Arrays.stream(Show.values())
                                .map(show -> item(Wish.word(show), wish.show() == show, text(words.text(key(show)))))
                                .toList())),
                choice("decide-weight", "weight", "decide.weight", all(weights())),
                choice("decide-person", "person", "decide.person", all(people())),
                choice(
                        "decide-group",
                        "group",
                        "decide.group",
                        all(List.of(
                                item("book", !wish.byPerson(), text(words.text("decide.byBook"))),
                                item("person", wish.byPerson(), text(words.text("decide.byPerson")))))));
    }

    private static String key(Show show) {
        return switch (show) {
            case WAITING -> "decide.showWaiting";
            case LEFT -> "decide.showLeft";
            case AUTOMATIC -> "decide.showAutomatic";
            case DECIDED -> "decide.showDecided";
        };
    }

    private static String key(Weight weight) {
        return switch (weight) {
            case SIGNS -> "decide.weightSigns";
            case SPELLING -> "decide.weightSpelling";
            case WORDS -> "decide.weightWords";
        };
    }

    private List<Html> weights() {
        List<Html> items = new ArrayList<>();
        items.add(item("", wish.weight().isEmpty(), text(words.text("decide.all"))));
        for (Weight weight : Weight.values()) {
            items.add(
                    item(Wish.word(weight), wish.weight().equals(Optional.of(weight)), text(words.text(key(weight)))));
        }
        return items;
    }

    private List<Html> people() {
        List<Html> items = new ArrayList<>();
        items.add(item("", wish.person().isEmpty(), text(words.text("decide.all"))));
        for (Person person : People.of(board.all())) {
            String key = People.key(person);
            items.add(item(key, wish.person().equals(Optional.of(key)), text(person.name())));
        }
        return items;
    }

    private Html choice(String id, String name, String key, Html items) {
        return div(
                label(attr("for", id), text(words.text(key))),
                select(id(id), attr("name", name), attr("autocomplete", "off"), items));
    }

    private static Html item(String value, boolean chosen, Html says) {
        return option(attr("value", value), when(chosen, attr("selected")), says);
    }

    /** How much waits, what is not sent, and the newest act with its undo. */
    Html state() {
        List<Html> said = new ArrayList<>();
        board.last().ifPresent(act -> said.add(said(act)));
        return div(
                id("decide-state"),
                cls("decide-state"),
                attr("data-live", Program.DECISIONS + " " + Program.ACTIVITIES),
                attr("data-src", own + "/state"),
                attr("data-fetched"),
                p(
                        span(text(words.text("decide.waiting", "count", board.waiting()))),
                        board.unsent() == 0
                                ? Html.EMPTY
                                : span(cls("quiet"), text(words.text("decide.unsent", "count", board.unsent())))),
                div(cls("last-act"), attr("role", "status"), all(said)),
                all(board.held().stream().map(this::held).toList()));
    }

    private Html said(Act act) {
        Html what = act.where().map(texts::place).orElse(Html.EMPTY);
        String key = switch (act.state()) {
            case SAVING -> "decide.actSaving";
            case SAVED ->
                switch (act.kind()) {
                    case DECIDED -> "decide.actDecided";
                    case TAKEN_TOGETHER -> "decide.actTogether";
                    case TURNED_BACK -> "decide.actTurnedBack";
                };
            case UNDONE -> "decide.actUndone";
            case FAILED -> "decide.actFailed";
        };
        boolean undo = act.state() == Act.State.SAVED && act.kind() != Act.Kind.TURNED_BACK;
        return p(
                span(words.html(
                        key,
                        "where",
                        what,
                        "one",
                        Choice.of(act.where().isPresent()),
                        "count",
                        act.ids().size())),
                undo
                        ? button(
                                id("decide-undo"),
                                attr("type", "button"),
                                attr("data-act", own + "/undo"),
                                text(words.text("decide.undo")))
                        : Html.EMPTY);
    }

    private Html held(HeldText held) {
        String where = held.reference().isEmpty() ? held.path() : held.reference();
        return div(
                cls("trouble held"),
                attr("data-key", held.id()),
                p(words.html("decide.held", "where", titles.of(Naming.of(where)))),
                heldButton(held.id(), "old", "decide.heldOld"),
                heldButton(held.id(), "new", "decide.heldNew"));
    }

    private Html heldButton(String id, String answer, String key) {
        return button(
                attr("type", "button"), attr("data-act", own + "/held/" + id + "/" + answer), text(words.text(key)));
    }

    /**
     * The list.
     *
     * @param current the one whose card is open
     * @param page which fifty
     */
    Html list(List<Disagreement> list, Optional<String> current, int page) {
        int last = Math.max(0, (list.size() - 1) / FIFTY);
        int shown = Math.clamp(page, 0, last);
        List<Disagreement> fifty =
                list.subList(Math.min(shown * FIFTY, list.size()), Math.min(list.size(), (shown + 1) * FIFTY));
        return div(
                id("decide-list"),
                attr("data-live", Program.DECISIONS + " " + Program.PROJECTS),
                attr("data-src", wish.address(own + "/list", "c", current.orElse(""), "page", Integer.toString(shown))),
                attr("data-fetched"),
                head(list),
                fifty.isEmpty()
                        ? p(cls("quiet"), text(words.text(board.known() ? "decide.noneFits" : "decide.looking")))
                        : all(groups(fifty, current)),
                last == 0 ? Html.EMPTY : pages(shown, last));
    }

    private Html head(List<Disagreement> list) {
        boolean decidable = wish.show() == Show.WAITING && !list.isEmpty();
        return div(
                cls("list-head"),
                strong(text(words.text("decide.listed", "count", list.size()))),
                decidable
                        ? button(
                                cls("plain"),
                                attr("type", "button"),
                                attr("data-opens", wish.address(own + "/take")),
                                text(words.text("decide.takeAll")))
                        : Html.EMPTY,
                list.isEmpty()
                        ? Html.EMPTY
                        : button(
                                cls("plain"),
                                attr("type", "button"),
                                attr("data-goes", wish.address(own + "/print")),
                                text(words.text("decide.print"))));
    }

    private List<Html> groups(List<Disagreement> fifty, Optional<String> current) {
        Map<String, List<Disagreement>> groups = new LinkedHashMap<>();
        for (Disagreement one : fifty) {
            groups.computeIfAbsent(group(one), _ -> new ArrayList<>()).add(one);
        }
        return groups.entrySet().stream()
                .map(entry -> section(
                        attr("data-key", "group " + entry.getKey()),
                        h2(wish.byPerson() ? groupPerson(entry.getValue().getFirst()) : texts.line(entry.getKey())),
                        ul(
                                cls("decide-rows"),
                                all(entry.getValue().stream()
                                        .map(one -> row(one, current))
                                        .toList()))))
                .toList();
    }

    private String group(Disagreement one) {
        return wish.byPerson() ? People.other(one, board.me()).map(People::key).orElse("") : one.book();
    }

    private Html groupPerson(Disagreement one) {
        return People.other(one, board.me())
                .map(person -> ProjectText.name(person.name()))
                .orElseGet(() -> text(words.text("decide.nobody")));
    }

    private Html row(Disagreement one, Optional<String> current) {
        boolean open = current.equals(Optional.of(one.id()));
        String said = one.decided().or(one::other).or(one::published).orElse("");
        return li(
                attr("data-key", one.id()),
                button(
                        attr("type", "button"),
                        attr("data-opens", wish.address(own + "/card", "c", one.id())),
                        open ? attr("aria-current", "true") : Html.EMPTY,
                        span(cls("place"), place(one)),
                        tag(one),
                        span(texts.look(said).on("snippet", text(said.substring(0, Math.min(said.length(), 90)))))));
    }

    private Html place(Disagreement one) {
        return wish.byPerson() || one.place().isEmpty()
                ? texts.place(one)
                : span(attr("dir", "ltr"), text(one.place()));
    }

    private Part tag(Disagreement one) {
        if (board.problems().containsKey(one.id())) {
            return span(cls("pill bad"), text(words.text("decide.notSaved")));
        }
        if (one.settled().isPresent()) {
            Person by = one.settled().get().by();
            return span(
                    cls("pill calm"),
                    by.equals(board.me())
                            ? text(words.text("decide.rowYours"))
                            : words.html("decide.rowDecided", "name", by.name()));
        }
        return kind(one.view().type())
                .or(() -> one.weight().filter(weight -> weight != Weight.WORDS).map(Overview::key))
                .<Part>map(key -> span(cls("pill calm"), text(words.text(key))))
                .orElse(Html.EMPTY);
    }

    /** What it is about, where it is not the words of a verse. */
    private static Optional<String> kind(ConflictType type) {
        return switch (type) {
            case VERSE_TEXT, TEXT -> Optional.empty();
            case HEADING -> Optional.of("decide.kindHeading");
            case DELETED_EDITED -> Optional.of("decide.kindTakenOut");
            case DUPLICATE_VERSES -> Optional.of("decide.kindTwice");
            case VERSE_BRIDGE -> Optional.of("decide.kindJoined");
            case VERSE_ORDER -> Optional.of("decide.kindOrder");
            case FIELD -> Optional.of("decide.kindSetting");
            case BINARY, PATH -> Optional.of("decide.kindFile");
        };
    }

    private Html pages(int shown, int last) {
        return div(
                cls("pages"),
                page("decide.pageBack", shown - 1, last),
                span(cls("quiet"), text(words.text("decide.page", "number", shown + 1, "count", last + 1))),
                page("decide.pageOn", shown + 1, last));
    }

    private Html page(String key, int page, int last) {
        boolean there = page >= 0 && page <= last;
        return button(
                attr("type", "button"),
                there
                        ? attr("data-opens", wish.address(own + "/list", "page", Integer.toString(page)))
                        : attr("disabled"),
                text(words.text(key)));
    }
}

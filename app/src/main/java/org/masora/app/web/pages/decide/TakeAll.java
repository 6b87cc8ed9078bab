package org.masora.app.web.pages.decide;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.strong;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.masora.app.web.decisions.Board;
import org.masora.app.web.decisions.Disagreement;
import org.masora.app.web.decisions.ReadText;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Texts;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.project.Person;
import org.masora.engine.Decisions.Answer;
import org.masora.engine.Decisions.View;

/** Taking all texts of one person, as one act: first who, then how many and what they are like. */
final class TakeAll {
    private static final int SAMPLES = 5;

    private final Board board;
    private final Wish wish;
    private final PageWords words;
    private final Texts texts;
    private final String own;

    TakeAll(NearProject project, Board board, Wish wish, PageWords words) {
        this.board = board;
        this.wish = wish;
        this.words = words;
        this.texts = new Texts(project, words);
        this.own = "/p/" + project.id() + "/decisions";
    }

    /**
     * What would be taken: where the other text is somebody else's. What somebody has edited since is left out, because
     * it has to be looked at.
     */
    static Map<String, Answer> answers(List<Disagreement> list, Person person) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Disagreement one : list) {
            boolean published = one.view().publishedBy().filter(person::equals).isPresent();
            boolean other = one.view().otherBy().filter(person::equals).isPresent();
            if (one.waits() && published != other && !one.editedSince()) {
                answers.put(one.id(), published ? new Answer.Published() : new Answer.Other());
            }
        }
        return answers;
    }

    /** The dialog. */
    Html of(List<Disagreement> list, Optional<Person> person) {
        return dialog(
                id("decide-take"),
                cls("wide"),
                attr("aria-labelledby", "decide-take-title"),
                person.map(who -> whole(list, who)).orElseGet(() -> who(list)));
    }

    private Html who(List<Disagreement> list) {
        return div(
                h2(id("decide-take-title"), text(words.text("decide.takeWho"))),
                ul(
                        cls("list"),
                        all(People.of(list).stream()
                                .filter(person -> !person.name().isBlank())
                                .map(person -> li(choice(list, person)))
                                .toList())),
                div(cls("buttons"), cancel()));
    }

    private Html choice(List<Disagreement> list, Person person) {
        int count = answers(list, person).size();
        return button(
                attr("type", "button"),
                attr("data-opens", wish.address(own + "/take", "who", People.key(person))),
                person.equals(board.me())
                        ? text(words.text("decide.takeMine", "count", count))
                        : words.html("decide.takeOf", "name", person.name(), "count", count));
    }

    private Html whole(List<Disagreement> list, Person person) {
        Map<String, Answer> answers = answers(list, person);
        long edited = list.stream()
                .filter(one -> one.editedSince() && one.people().contains(person))
                .count();
        return form(
                attr("data-act", own + "/take"),
                attr("data-with", "decide-filter"),
                input(attr("type", "hidden"), attr("name", "who"), attr("value", People.key(person))),
                input(attr("type", "hidden"), attr("name", "count"), attr("value", answers.size())),
                h2(
                        id("decide-take-title"),
                        person.equals(board.me())
                                ? text(words.text("decide.takeMine", "count", answers.size()))
                                : words.html("decide.takeOf", "name", person.name(), "count", answers.size())),
                p(text(words.text("decide.takeNote"))),
                edited == 0 ? Html.EMPTY : p(text(words.text("decide.takeEdited", "count", edited))),
                ul(
                        cls("samples"),
                        all(list.stream()
                                .filter(one -> answers.containsKey(one.id()))
                                .limit(SAMPLES)
                                .map(one -> sample(one, Objects.requireNonNull(answers.get(one.id()))))
                                .toList())),
                answers.size() <= SAMPLES
                        ? Html.EMPTY
                        : p(cls("quiet"), text(words.text("decide.takeMore", "count", answers.size() - SAMPLES))),
                div(
                        cls("buttons"),
                        answers.isEmpty()
                                ? Html.EMPTY
                                : button(
                                        cls("main"),
                                        attr("type", "submit"),
                                        text(words.text("decide.takeDo", "count", answers.size()))),
                        cancel()));
    }

    /** What would stand, with what differs from what would go. */
    private Html sample(Disagreement one, Answer answer) {
        boolean published = answer instanceof Answer.Published;
        View view = one.view();
        Optional<ReadText> taken = read(view, published ? view.published() : view.other());
        Optional<ReadText> left = read(view, published ? view.other() : view.published());
        return li(
                strong(texts.place(one)),
                taken.map(text -> texts.marked(text, Texts.against(text, Optional.empty(), left), false))
                        .orElseGet(() -> p(text(words.text("decide.takenOut")))));
    }

    private static Optional<ReadText> read(View view, Optional<byte[]> text) {
        return text.flatMap(bytes -> Disagreement.read(view.type(), bytes));
    }

    private Html cancel() {
        return button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.cancel")));
    }
}

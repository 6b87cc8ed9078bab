package org.masora.app.web.pages.back;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.h3;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.option;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.select;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.sup;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.SyncWords;
import org.masora.core.scripture.BookCode;
import org.masora.core.scripture.Reference;
import org.masora.core.sync.BookChange;
import org.masora.core.sync.ChangeSummary;
import org.masora.core.sync.VersePlace;
import org.masora.core.usfm.Unit;
import org.masora.core.usfm.UnitPart;
import org.masora.core.usfm.UsfmDocument;
import org.masora.engine.BackThen.Then;
import org.masora.engine.ProjectSession;

/** The project as it stood at one moment: what was changed then, by whom, and its text, chapter by chapter. */
final class OneMoment {
    private static final int CHANGES_SHOWN = 40;

    private final Program program;

    OneMoment(Program program) {
        this.program = program;
    }

    Html show(NearProject project, Visit visit) throws IOException {
        PageWords words = visit.words();
        return div(
                cls("column"),
                ProjectTabs.of(ProjectTabs.Tab.HISTORY, project, words),
                BackScreen.look(
                        program,
                        project,
                        visit,
                        session -> session.then(visit.part("revision"))
                                .map(then -> show(session, then, project, visit))
                                .orElseGet(() -> p(text(words.text("back.unknown"))))));
    }

    private Html show(ProjectSession session, Then then, NearProject project, Visit visit) {
        PageWords words = visit.words();
        String revision = then.past().revision().hex();
        String own = "/p/" + project.id();
        BookTitles books = BookTitles.of(project, session.outline().names());
        return div(
                cls("column"),
                p(a(href(own + "/history"), attr("data-go"), text(words.text("back.toHistory")))),
                section(
                        cls("card"),
                        h2(Titles.of(then.past(), words)),
                        p(
                                cls("quiet"),
                                words.html(
                                        "back.byAt",
                                        "name",
                                        then.past().person().name(),
                                        "time",
                                        Moments.exact(then.past().time(), words))),
                        changes(then.changed(), books, words),
                        div(cls("buttons"), PuttingBack.opener(project, revision, Optional.empty(), words))),
                section(
                        cls("card"),
                        h2(text(words.text("back.textThen"))),
                        then.books().isEmpty()
                                ? p(cls("quiet"), text(words.text("back.noBooks")))
                                : form(
                                        cls("inline"),
                                        attr("data-filters", "then-text"),
                                        label(
                                                text(words.text("back.book")),
                                                select(
                                                        id("then-book"),
                                                        attr("name", "book"),
                                                        all(then.books().stream()
                                                                .map(book -> option(
                                                                        attr("value", book),
                                                                        when(
                                                                                first(then)
                                                                                        .equals(Optional.of(book)),
                                                                                attr("selected")),
                                                                        text(books.names()
                                                                                .of(book))))
                                                                .toList())))),
                        first(then)
                                .map(book -> chapter(session, then, book, books, Optional.empty(), project, visit))
                                .orElse(Html.EMPTY)));
    }

    /** The first book that was changed then, else the first. */
    private static Optional<BookCode> first(Then then) {
        return then.changed().books().stream()
                .map(BookChange::book)
                .filter(then.books()::contains)
                .findFirst()
                .or(() -> then.books().stream().findFirst());
    }

    /** What changed, in a translator's terms. */
    static Html changes(ChangeSummary changes, BookTitles books, PageWords words) {
        List<Html> rows = new ArrayList<>();
        changes.books().forEach(book -> rows.add(li(span(words.html(SyncWords.of(book), books)), verses(book))));
        changes.files().forEach(file -> rows.add(li(span(words.html(SyncWords.of(file))))));
        if (rows.isEmpty()) {
            return p(cls("quiet"), text(words.text("back.noChanges")));
        }
        int more = rows.size() - CHANGES_SHOWN;
        List<Html> shown = new ArrayList<>(rows.stream().limit(CHANGES_SHOWN).toList());
        if (more > 0) {
            shown.add(li(cls("quiet"), text(words.text("back.moreChanges", "count", more))));
        }
        return ul(cls("changes"), all(shown));
    }

    private static Html verses(BookChange change) {
        Set<VersePlace> touched = new TreeSet<>(change.changed());
        touched.addAll(change.added());
        touched.addAll(change.gone());
        if (touched.isEmpty() || touched.size() > 12) {
            return Html.EMPTY;
        }
        List<Html> all = new ArrayList<>();
        touched.forEach(verse -> all.add(span(cls("verse-place"), text(verse.toString()))));
        return span(cls("quiet"), attr("dir", "ltr"), all(all));
    }

    // The text

    Html chapter(NearProject project, Visit visit) throws IOException {
        Optional<BookCode> book = visit.value("book").flatMap(BookCode::find);
        return BackScreen.look(
                program,
                project,
                visit,
                session -> session.then(visit.part("revision"))
                        .flatMap(then -> book.map(code -> chapter(
                                session,
                                then,
                                code,
                                BookTitles.of(project, session.outline().names()),
                                visit.value("chapter"),
                                project,
                                visit)))
                        .orElse(Html.EMPTY));
    }

    private static Html chapter(
            ProjectSession session,
            Then then,
            BookCode book,
            BookTitles books,
            Optional<String> asked,
            NearProject project,
            Visit visit) {
        PageWords words = visit.words();
        String revision = then.past().revision().hex();
        String source = "/p/" + project.id() + "/then/" + revision + "/text";
        UsfmDocument document =
                UsfmDocument.parse(session.bookThen(revision, book).orElse(new byte[0]));
        Set<Integer> chapters = new TreeSet<>();
        bodies(document).forEach(unit -> chapters.add(unit.key().chapter()));
        Set<VersePlace> changed = new TreeSet<>();
        then.changed().books().stream().filter(one -> one.book().equals(book)).forEach(one -> {
            changed.addAll(one.changed());
            changed.addAll(one.added());
        });
        int chapter = asked.filter(typed -> typed.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .filter(chapters::contains)
                .or(() -> changed.stream().map(VersePlace::chapter).findFirst())
                .or(() -> chapters.stream().findFirst())
                .orElse(0);
        return div(
                id("then-text"),
                attr("data-src", source),
                attr("data-fetched"),
                div(
                        cls("chapters"),
                        all(chapters.stream()
                                .map(number -> button(
                                        attr("type", "button"),
                                        cls("plain"),
                                        attr("aria-label", words.text("back.chapter", "number", number)),
                                        when(number == chapter, attr("aria-current", "true")),
                                        attr(
                                                "data-opens",
                                                Visit.address(
                                                        source, "book", book.code(), "chapter", number.toString())),
                                        text(number.toString())))
                                .toList())),
                h3(words.html("back.bookChapter", "book", books.title(book), "number", chapter)),
                div(
                        cls("then-verses"),
                        all(bodies(document).stream()
                                .filter(unit -> unit.key().chapter() == chapter)
                                .map(unit -> verse(document, unit, book, books, changed, project, words))
                                .toList())),
                div(cls("buttons"), PuttingBack.opener(project, revision, Optional.of(Reference.of(book)), words)));
    }

    private static List<Unit> bodies(UsfmDocument document) {
        return document.units().stream()
                .filter(unit -> unit.key().part() == UnitPart.BODY)
                .toList();
    }

    private static Html verse(
            UsfmDocument document,
            Unit unit,
            BookCode book,
            BookTitles books,
            Set<VersePlace> changed,
            NearProject project,
            PageWords words) {
        boolean wasChanged = unit.key().verses().stream()
                .flatMapToInt(range -> range.verses())
                .anyMatch(number -> changed.contains(new VersePlace(unit.key().chapter(), Integer.toString(number))));
        Reference reference = unit.key().reference(book);
        return p(
                cls(wasChanged ? "then-verse changed" : "then-verse"),
                a(
                        href(Visit.address("/p/" + project.id() + "/history", "ref", reference.toString())),
                        attr("data-go"),
                        attr("aria-label", words.text("back.historyOf", "reference", books.spoken(reference))),
                        sup(text(unit.key().verse()))),
                ProjectText.of(document.verseText(unit), project.language(), project.direction()),
                when(wasChanged, span(cls("hidden"), text(words.text("back.changedThen")))));
    }
}

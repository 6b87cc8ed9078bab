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
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.masora.app.web.Program;
import org.masora.app.web.decisions.ReadText;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.BookTitles;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.Texts;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.core.project.RevisionId;
import org.masora.core.scripture.Reference;
import org.masora.engine.LookingBack.Past;
import org.masora.engine.LookingBack.Reading;
import org.masora.engine.ProjectSession;

/** What was, newest first: of the whole project by days, or of one verse by its texts. */
final class TimeLine {
    private static final int SHOWN = 50;
    private static final int SHOWN_MAX = 2_000;
    private static final int TEXTS_MAX = 100;

    private final Program program;

    TimeLine(Program program) {
        this.program = program;
    }

    Html show(NearProject project, Visit visit) throws IOException {
        PageWords words = visit.words();
        String own = "/p/" + project.id();
        return div(
                cls("column"),
                ProjectTabs.of(ProjectTabs.Tab.HISTORY, project, words),
                div(
                        cls("two"),
                        section(
                                cls("card"),
                                h2(text(words.text("back.verseTitle"))),
                                form(
                                        cls("inline"),
                                        attr("data-filters", "verse-history"),
                                        attr("data-on-submit"),
                                        label(
                                                text(words.text("back.reference")),
                                                input(
                                                        id("verse-reference"),
                                                        attr("name", "ref"),
                                                        attr("dir", "ltr"),
                                                        attr("required"),
                                                        attr("autocomplete", "off"),
                                                        attr("placeholder", words.text("back.referenceExample")),
                                                        attr(
                                                                "value",
                                                                visit.value("ref")
                                                                        .orElse("")))),
                                        button(attr("type", "submit"), text(words.text("back.show"))))),
                        section(
                                cls("card"),
                                h2(text(words.text("back.dayTitle"))),
                                form(
                                        cls("inline"),
                                        attr("data-filters", "day-history"),
                                        attr("data-on-submit"),
                                        label(
                                                text(words.text("back.day")),
                                                input(
                                                        attr("type", "date"),
                                                        attr("name", "on"),
                                                        attr("required"),
                                                        attr("max", today()))),
                                        button(attr("type", "submit"), text(words.text("back.show")))))),
                verse(project, visit),
                day(project, visit),
                section(
                        cls("card"),
                        div(
                                cls("card-head"),
                                h2(text(words.text("back.timeLine"))),
                                button(
                                        id("undo-last"),
                                        attr("type", "button"),
                                        attr("data-opens", own + "/undo"),
                                        text(words.text("back.undoLast")))),
                        div(
                                id("time-line"),
                                attr("data-src", visit.address(own + "/history/list")),
                                attr("data-live", Program.ENDED),
                                p(cls("quiet"), text(words.text("back.looking"))))));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.systemDefault());
    }

    // The whole project

    Html list(NearProject project, Visit visit) throws IOException {
        int most = visit.value("most")
                .filter(typed -> typed.matches("[1-9][0-9]{0,3}"))
                .map(Integer::valueOf)
                .filter(number -> number <= SHOWN_MAX)
                .orElse(SHOWN);
        return div(
                id("time-line"),
                attr("data-src", visit.address("/p/" + project.id() + "/history/list")),
                attr("data-live", Program.ENDED),
                attr("data-fetched"),
                BackScreen.look(program, project, visit, session -> days(session, project, most, visit.words())));
    }

    private Html days(ProjectSession session, NearProject project, int most, PageWords words) {
        List<Past> found = session.history(most + 1);
        NavigableMap<LocalDate, List<Html>> days = new TreeMap<>();
        found.stream()
                .limit(most)
                .forEach(past -> days.computeIfAbsent(
                                past.time().atZone(ZoneId.systemDefault()).toLocalDate(), _ -> new ArrayList<>())
                        .add(row(past, project, words)));
        List<Html> shown = new ArrayList<>();
        days.descendingMap().forEach((day, rows) -> {
            shown.add(h3(text(Moments.day(day, words))));
            shown.add(ul(cls("time-line"), all(rows)));
        });
        if (found.size() > most) {
            shown.add(p(button(
                    id("time-line-more"),
                    attr("type", "button"),
                    attr(
                            "data-opens",
                            Visit.address(
                                    "/p/" + project.id() + "/history/list",
                                    "most",
                                    Integer.toString(Math.min(most + SHOWN, SHOWN_MAX)))),
                    text(words.text("back.more")))));
        }
        return found.isEmpty() ? p(cls("quiet"), text(words.text("back.nothing"))) : div(all(shown));
    }

    private static Html row(Past past, NearProject project, PageWords words) {
        return li(
                attr("data-key", past.revision().hex()),
                cls(past.published() ? "" : "only-here"),
                span(cls("time"), text(Moments.timeOfDay(past.time(), words))),
                a(
                        href("/p/" + project.id() + "/then/" + past.revision().hex()),
                        attr("data-go"),
                        Titles.of(past, words)),
                span(cls("quiet"), ProjectText.name(past.person().name())),
                when(
                        !past.published(),
                        span(
                                cls("pill calm"),
                                attr("title", words.text("back.onlyHereWhy")),
                                text(words.text("back.onlyHere")))));
    }

    // One verse

    Html verse(NearProject project, Visit visit) throws IOException {
        PageWords words = visit.words();
        Optional<String> typed = visit.value("ref");
        Html shown = Html.EMPTY;
        if (typed.isPresent()) {
            shown = BackScreen.look(program, project, visit, session -> verse(session, typed.get(), project, words));
        }
        return div(
                id("verse-history"),
                attr("aria-live", "polite"),
                attr("data-src", visit.address("/p/" + project.id() + "/history/verse")),
                attr("data-live", Program.ENDED),
                attr("data-fetched"),
                shown);
    }

    private Html verse(ProjectSession session, String typed, NearProject project, PageWords words) {
        BookTitles books = BookTitles.of(project, session.outline().names());
        return switch (books.names().parse(typed)) {
            case Reference.Parsed.Found(var reference)
            when reference.verses().isPresent() ->
                section(
                        cls("card"),
                        h2(words.html("back.textsOf", "reference", books.title(reference))),
                        texts(session, reference, books, project, words));
            case Reference.Parsed.Found _, Reference.Parsed.NotUnderstood _ ->
                p(cls("trouble"), words.html("back.noReference", "typed", typed));
        };
    }

    private Html texts(
            ProjectSession session, Reference reference, BookTitles books, NearProject project, PageWords words) {
        List<Reading> readings = session.readings(reference);
        if (readings.isEmpty()) {
            return p(cls("quiet"), words.html("back.noTexts", "reference", books.title(reference)));
        }
        List<Html> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(readings.size(), TEXTS_MAX); i++) {
            Optional<ReadText> before =
                    i + 1 < readings.size() ? readings.get(i + 1).text().map(ReadText::ofScripture) : Optional.empty();
            rows.add(reading(readings.get(i), before, i == 0, reference, project, words));
        }
        return ul(cls("readings"), all(rows));
    }

    /** A text that stood, with what was changed in the one before it. */
    private Html reading(
            Reading reading,
            Optional<ReadText> before,
            boolean newest,
            Reference reference,
            NearProject project,
            PageWords words) {
        Html said = reading.text()
                .filter(bytes -> !PlainText.of(bytes).isEmpty())
                .map(ReadText::ofScripture)
                .map(text -> new Texts(project, words)
                        .whole(text, Texts.against(text, before, Optional.empty()), severalVerses(text)))
                .orElseGet(() -> p(cls("quiet reading"), text(words.text("back.noText"))));
        return li(
                attr("data-key", reading.revision().hex()),
                said,
                div(
                        cls("quiet facts"),
                        span(words.html(
                                "back.by",
                                "name",
                                reading.person().name(),
                                "time",
                                Moments.ago(reading.time(), program.clock().instant(), words))),
                        when(!reading.published(), span(text(words.text("back.onlyHere")))),
                        when(!reading.conflicts().isEmpty(), span(text(words.text("back.wasTwoTexts"))))),
                when(
                        !newest && reading.text().isPresent(),
                        button(
                                attr("type", "button"),
                                attr(
                                        "data-opens",
                                        Visit.address(
                                                "/p/" + project.id() + "/back",
                                                "what",
                                                reading.revision().hex(),
                                                "part",
                                                reference.toString())),
                                text(words.text("back.putTextBack")))));
    }

    private static boolean severalVerses(ReadText text) {
        return text.pieces().stream()
                        .filter(ReadText.Piece.Verse.class::isInstance)
                        .count()
                > 1;
    }

    // One day

    Html day(NearProject project, Visit visit) throws IOException {
        PageWords words = visit.words();
        Optional<LocalDate> day = visit.value("on").flatMap(TimeLine::date);
        Html shown = Html.EMPTY;
        if (day.isPresent()) {
            Instant end =
                    day.get().plusDays(1).atStartOfDay(ZoneId.systemDefault()).toInstant();
            shown = section(
                    cls("card"),
                    h2(words.html("back.onDay", "day", Moments.day(day.get(), words))),
                    BackScreen.look(
                            program,
                            project,
                            visit,
                            session -> session.folderAt(end.minusMillis(1))
                                    .map(RevisionId::hex)
                                    .map(revision -> div(
                                            cls("buttons"),
                                            a(
                                                    cls("button main"),
                                                    href("/p/" + project.id() + "/then/" + revision),
                                                    attr("data-go"),
                                                    text(words.text("back.readIt"))),
                                            PuttingBack.opener(project, revision, Optional.empty(), words)))
                                    .orElseGet(() -> p(cls("quiet"), text(words.text("back.notYetThen"))))));
        }
        return div(
                id("day-history"),
                attr("aria-live", "polite"),
                attr("data-src", visit.address("/p/" + project.id() + "/history/day")),
                attr("data-fetched"),
                shown);
    }

    private static Optional<LocalDate> date(String typed) {
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}

package org.masora.app.web.pages.activities;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.strong;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.activities.Past;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Ended;
import org.masora.app.web.parts.Foretold;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.Running;
import org.masora.app.web.parts.UndoCounting;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Message;
import org.masora.engine.Countdowns.Countdown;

/** What runs, and what ran. */
public final class ActivitiesScreen implements Screen {
    private static final int SHOWN_PAST = 50;
    private static final int SHOWN_CHANGES = 3;

    /** How long an end is news to somebody who hears the page. */
    private static final Duration NEWS = Duration.ofMinutes(1);

    private final Program program;

    public ActivitiesScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.piece("/activities/strip", this::strip);
        routes.piece("/activities/spoken", this::spoken);
        routes.action("/activities/{id}/cancel", this::cancel);
        routes.page("/past", "past.title", this::past);
        routes.piece("/past/list", visit -> list(visit.words()));
    }

    private Answer cancel(Visit visit) {
        program.activities().cancel(visit.part("id"));
        return Answer.nothing().closingDialog();
    }

    private Html strip(Visit visit) {
        List<Activity> running = program.activities().running();
        return div(
                id("strip"),
                attr("role", "region"),
                attr("aria-label", visit.words().text("activity.strip")),
                attr("data-live", Program.ACTIVITIES),
                attr("data-src", "/activities/strip"),
                all(running.stream()
                        .map(activity -> row(activity, visit.words()))
                        .toList()));
    }

    private Html row(Activity activity, PageWords words) {
        Optional<Countdown> countdown = program.countdowns().of(activity.subject());
        if (countdown.isPresent()) {
            return counting(activity, countdown.get(), words);
        }
        return div(
                cls(activity.combinesAt().isPresent() ? "running foretells" : "running"),
                id("run-" + activity.id()),
                span(
                        cls("what"),
                        jump(activity, words.html(title(activity.kind()), "name", activity.name())),
                        foretold(activity, words)),
                span(cls("phase"), Running.phase(activity, program.clock().instant(), words)),
                span(cls("how-far"), Running.bar(activity, words), Running.amount(activity, words)),
                button(
                        attr("type", "button"),
                        cls("plain"),
                        attr("data-act", "/activities/" + activity.id() + "/cancel"),
                        attr("aria-label", words.text("activity.cancelThis", "name", activity.name())),
                        text(words.text("activity.cancel"))));
    }

    /** What combining will change is named, as long as that can be read; of the rest the whole is said. */
    private Html foretold(Activity activity, PageWords words) {
        List<Message> foreseen = activity.foreseen();
        return foreseen.isEmpty()
                ? Html.EMPTY
                : Foretold.of(
                        activity.combinesAt().isPresent() ? foreseen : List.of(foreseen.getFirst()),
                        SHOWN_CHANGES,
                        program.titles(activity.subject()),
                        words);
    }

    /** What came in, how long it can be undone unseen, and the buttons: the same in every window. */
    private Html counting(Activity activity, Countdown countdown, PageWords words) {
        return div(
                cls("running counts"),
                id("run-" + activity.id()),
                span(
                        cls("what"),
                        jump(activity, words.html("undo.combined", "name", activity.name())),
                        text(" "),
                        all(program.work().soFar(activity.subject()).stream()
                                .limit(SHOWN_CHANGES)
                                .map(message -> span(
                                        cls("quiet"),
                                        words.html(message, program.titles(activity.subject())),
                                        text(" ")))
                                .toList())),
                span(cls("phase"), UndoCounting.left(countdown, program.clock().instant(), words)),
                UndoCounting.buttons(activity.subject(), activity.name(), countdown, words));
    }

    /** Leads to the row that it is about, where that is shown, else to its project's page. */
    private Html jump(Activity activity, Html said) {
        boolean here = program.shelf().project(activity.subject()).isPresent();
        return a(
                href(here ? "/p/" + activity.subject() : "/"),
                attr("data-go"),
                attr("data-jumps", activity.subject()),
                said);
    }

    /** What began, what can be undone and what ended: heard once by who hears the page. How far it is, is not. */
    private Html spoken(Visit visit) {
        PageWords words = visit.words();
        List<Html> news = new ArrayList<>();
        for (Activity activity : program.activities().running()) {
            boolean counts = program.countdowns().of(activity.subject()).isPresent();
            Html what = words.html(title(activity.kind()), "name", activity.name());
            if (activity.combinesAt().isPresent() && !activity.foreseen().isEmpty()) {
                news.add(p(
                        attr("data-key", "foretold-" + activity.id()),
                        words.html(
                                "spoken.foretold",
                                "name",
                                activity.name(),
                                "what",
                                words.html(activity.foreseen().getFirst(), program.titles(activity.subject())))));
            }
            news.add(p(
                    attr("data-key", (counts ? "counts-" : "began-") + activity.id()),
                    counts
                            ? words.html("spoken.counting", "name", activity.name())
                            : words.html("spoken.begun", "what", what)));
        }
        Instant since = program.clock().instant().minus(NEWS);
        program.activities().past().stream()
                .takeWhile(past -> past.ended().isAfter(since))
                .forEach(past -> news.add(p(
                        attr("data-key", "ended-" + past.activity().id()),
                        words.html(
                                past.ending().result() == Result.DONE ? "spoken.done" : "spoken.notDone",
                                "what",
                                words.html(
                                        title(past.activity().kind()),
                                        "name",
                                        past.activity().name()),
                                "how",
                                past.ending().messages().stream()
                                        .findFirst()
                                        .map(message -> words.html(
                                                message,
                                                program.titles(past.activity().subject())))
                                        .orElse(Html.EMPTY)))));
        return div(
                id("spoken"),
                cls("hidden"),
                attr("role", "status"),
                attr("aria-live", "polite"),
                attr("data-live", Program.NEWS),
                attr("data-src", "/activities/spoken"),
                all(news));
    }

    private static String title(Activity.Kind kind) {
        return switch (kind) {
            case SYNC -> "activity.sync";
            case GET_CHANGES -> "activity.getChanges";
            case DOWNLOAD -> "activity.download";
            case ADD -> "activity.add";
            case UNDO -> "activity.undo";
            case RESTORE -> "activity.restore";
            case RESOLVE -> "activity.resolve";
            case CHECK -> "activity.check";
        };
    }

    private Html past(Visit visit) {
        PageWords words = visit.words();
        return div(cls("column"), h1(text(words.text("past.title"))), list(words));
    }

    private Html list(PageWords words) {
        List<Past> past = program.activities().past();
        return ul(
                id("past"),
                cls("list"),
                attr("data-live", Program.ENDED),
                attr("data-src", "/past/list"),
                attr("data-fetched"),
                past.isEmpty()
                        ? li(cls("quiet"), text(words.text("past.none")))
                        : all(past.stream()
                                .limit(SHOWN_PAST)
                                .map(one -> row(one, words))
                                .toList()));
    }

    private Html row(Past past, PageWords words) {
        return li(
                id("past-" + past.activity().id()),
                cls(past.ending().result() == Result.DONE ? "past" : "past troubled"),
                strong(words.html(
                        title(past.activity().kind()), "name", past.activity().name())),
                span(cls("quiet"), Moments.ago(past.ended(), program.clock().instant(), words)),
                Ended.of(past.ending(), program.titles(past.activity().subject()), words));
    }
}

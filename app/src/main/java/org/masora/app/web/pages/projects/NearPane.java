package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.details;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.href;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.option;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.select;
import static org.masora.app.web.html.Tags.small;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.summary;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import com.ibm.icu.text.Collator;
import com.ibm.icu.util.ULocale;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.ParatextAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Attribute;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Kinds;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.Running;
import org.masora.app.web.parts.SyncAs;
import org.masora.app.web.parts.UndoCounting;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.words.PageWords;
import org.masora.engine.Countdowns.Countdown;
import org.masora.store.PlaceAddress;

/** The projects on this computer. */
final class NearPane {
    private static final int SHOWN_MAX = 50;

    private final Program program;

    NearPane(Program program) {
        this.program = program;
    }

    /** What can be listed. */
    private enum Filter {
        ALL("near.filterAll"),
        STARRED("near.filterStarred"),
        ATTENTION("near.filterAttention"),
        UNSENT("near.filterUnsent"),
        ARCHIVED("near.filterArchived");

        private final String words;

        Filter(String words) {
            this.words = words;
        }

        /** What was put away is listed only on request. */
        private boolean holds(Seen seen) {
            if (seen.project().besides().archived() != (this == ARCHIVED)) {
                return false;
            }
            return switch (this) {
                case ALL, ARCHIVED -> true;
                case STARRED -> seen.starred();
                case ATTENTION -> seen.state().needsAttention();
                case UNSENT ->
                    seen.state() instanceof RowState.NotSent
                            || seen.state() instanceof RowState.NotKnownWhetherSent
                            || seen.state() instanceof RowState.OnlyHere;
            };
        }
    }

    private record Seen(NearProject project, RowState state, boolean starred) {}

    private Seen seen(NearProject project) {
        boolean starred = program.settings().now().starred().contains(project.id());
        return new Seen(project, program.shelf().state(project), starred);
    }

    Html pane(Visit visit) {
        PageWords words = visit.words();
        return section(
                id("near-pane"),
                cls("pane"),
                attr("aria-labelledby", "near-title"),
                attr("data-takes", "far"),
                attr("data-drop", "/near/drop"),
                attr("data-foretells", "/near/foretell"),
                div(
                        cls("pane-head"),
                        h2(id("near-title"), text(words.text("near.title"))),
                        a(cls("button plain"), href("/start"), attr("data-go"), text(words.text("near.add")))),
                form(
                        cls("filters"),
                        attr("data-filters", "near"),
                        attr("role", "search"),
                        label(cls("hidden"), attr("for", "near-search"), text(words.text("near.search"))),
                        input(
                                id("near-search"),
                                attr("type", "search"),
                                attr("name", "q"),
                                attr("autocomplete", "off"),
                                attr("placeholder", words.text("near.search"))),
                        label(cls("hidden"), attr("for", "near-filter"), text(words.text("near.filter"))),
                        select(
                                id("near-filter"),
                                attr("name", "show"),
                                all(List.of(Filter.values()).stream()
                                        .map(filter ->
                                                option(attr("value", filter.name()), text(words.text(filter.words))))
                                        .toList()))),
                div(id("near-hint"), cls("drop-hint"), attr("role", "status")),
                form(id("sync-form"), cls("scrolls"), attr("data-act", "/sync"), attr("data-once"), list(visit)),
                div(
                        cls("pane-foot"),
                        button(
                                cls("main"),
                                attr("type", "submit"),
                                attr("form", "sync-form"),
                                attr("data-counts", "near"),
                                syncAs(words)),
                        button(
                                attr("type", "submit"),
                                attr("form", "sync-form"),
                                attr("data-act", "/get"),
                                text(words.text("near.get"))),
                        small(cls("quiet"), text(words.text("near.scribe")))));
    }

    /** Names the account, where there is only one; how many are ticked is put in by the window. */
    private Html syncAs(PageWords words) {
        List<KnownAccount> accounts = program.work().accounts();
        Html count = span(cls("counted"));
        return accounts.size() == 1
                ? span(words.html(
                        "near.syncCountAs",
                        "count",
                        count,
                        "name",
                        accounts.getFirst().user()))
                : span(text(words.text("near.sync") + " "), count);
    }

    /** The list, as searched and filtered; what needs attention first, then the newest. */
    Html list(Visit visit) {
        PageWords words = visit.words();
        String sought = visit.value("q").orElse("").toLowerCase(Locale.ROOT);
        Filter filter = visit.value("show")
                .flatMap(name -> List.of(Filter.values()).stream()
                        .filter(known -> known.name().equals(name))
                        .findFirst())
                .orElse(Filter.ALL);
        List<NearProject> all = program.shelf().list();
        List<Seen> found = all.stream()
                .filter(project -> contains(project, sought))
                .map(this::seen)
                .filter(filter::holds)
                .sorted(order(words))
                .toList();
        List<Html> rows = new ArrayList<>();
        found.stream().limit(SHOWN_MAX).forEach(seen -> rows.add(row(seen, words)));
        if (found.size() > SHOWN_MAX) {
            rows.add(li(cls("quiet"), words.html("near.more", "count", found.size() - SHOWN_MAX)));
        }
        if (all.isEmpty()) {
            rows.add(empty(words));
        } else if (found.isEmpty()) {
            rows.add(li(cls("quiet"), text(words.text("near.none"))));
        }
        long archived = all.stream()
                .filter(project -> project.besides().archived() && contains(project, sought))
                .count();
        if (archived > 0 && filter != Filter.ARCHIVED) {
            rows.add(li(
                    cls("quiet"),
                    attr("data-key", "archived"),
                    text(words.text("near.archived", "count", archived) + " "),
                    button(
                            attr("type", "button"),
                            cls("plain"),
                            attr("data-opens", Visit.address("/near", "show", Filter.ARCHIVED.name())),
                            text(words.text("near.showArchived")))));
        }
        return ul(
                id("near"),
                cls("rows"),
                attr("data-live", Program.PROJECTS + " " + Program.MINUTE),
                attr("data-src", visit.address("/near")),
                attr("data-fetched"),
                all(rows));
    }

    private static Html empty(PageWords words) {
        return li(
                cls("empty"),
                p(text(words.text("near.empty"))),
                a(cls("button main"), href("/start"), attr("data-go"), text(words.text("near.begin"))));
    }

    private static boolean contains(NearProject project, String sought) {
        return project.name().toLowerCase(Locale.ROOT).contains(sought)
                || project.language()
                        .filter(tag -> tag.toLowerCase(Locale.ROOT).contains(sought))
                        .isPresent();
    }

    private static Comparator<Seen> order(PageWords words) {
        Collator collator =
                Collator.getInstance(ULocale.forLocale(words.language().locale()));
        return Comparator.comparing((Seen seen) -> !seen.state().needsAttention())
                .thenComparing(seen -> !seen.starred())
                .thenComparing(seen -> seen.project().lastSynced().orElse(Instant.MIN), Comparator.reverseOrder())
                .thenComparing(seen -> seen.project().name(), collator::compare)
                .thenComparing(seen -> seen.project().id());
    }

    /** One row, as it is now. */
    Html row(NearProject project, PageWords words) {
        return row(seen(project), words);
    }

    private Html row(Seen seen, PageWords words) {
        NearProject project = seen.project();
        String own = "/p/" + project.id();
        return li(
                id("near-" + project.id()),
                cls("row"),
                attr("draggable", "true"),
                attr("data-drag", "near " + project.id()),
                attr("data-subject", project.id()),
                label(
                        cls("choose"),
                        input(
                                attr("type", "checkbox"),
                                attr("name", "project"),
                                attr("value", project.id()),
                                attr("autocomplete", "off"),
                                attr("aria-label", words.text("near.choose", "name", project.name())))),
                div(
                        cls("what"),
                        div(
                                cls("name-line"),
                                star(project, seen.starred(), words),
                                div(
                                        cls("name"),
                                        ProjectText.of(project.name(), project.language(), project.direction()))),
                        div(
                                cls("quiet facts"),
                                span(text(Kinds.of(project, words))),
                                synced(project, words),
                                all(program.shelf().besides(project).stream()
                                        .map(count -> span(cls("count"), text(said(count, words))))
                                        .toList()))),
                state(
                        seen.state(),
                        project,
                        program.countdowns().of(project.id()),
                        program.clock().instant(),
                        words),
                menu(project, own, words));
    }

    private static Html star(NearProject project, boolean starred, PageWords words) {
        return button(
                id("star-" + project.id()),
                cls("star"),
                attr("type", "button"),
                attr("data-act", "/p/" + project.id() + "/star"),
                attr("aria-pressed", Boolean.toString(starred)),
                attr("aria-label", words.text("near.star", "name", project.name())),
                text(starred ? "★" : "☆"));
    }

    /** How long ago; in the tooltip when exactly, and by whose account. */
    private Html synced(NearProject project, PageWords words) {
        Optional<String> who =
                project.places().stream().map(PlaceAddress::account).findFirst();
        return span(
                cls("synced"),
                project.lastSynced()
                        .map(time -> Moments.ago(
                                time,
                                program.clock().instant(),
                                who.map(name -> words.text(
                                                "back.byAt", "name", name, "time", Moments.exact(time, words)))
                                        .orElseGet(() -> Moments.exact(time, words)),
                                words))
                        .orElseGet(() -> span(attr("title", words.text("near.neverSynced")), text("–"))));
    }

    private static String said(RowState.Count count, PageWords words) {
        return switch (count) {
            case RowState.Count.OfDecisions(int number) -> words.text("state.decisions", "count", number);
            case RowState.Count.OfBooksWaiting(int number) -> words.text("state.editorOpen", "count", number);
            case RowState.Count.OfVersesNotSent(int number) -> words.text("state.versesNotSent", "count", number);
            case RowState.Count.OfFilesNotSent(int number) -> words.text("state.filesNotSent", "count", number);
            case RowState.Count.OfTakenBack(int number) -> words.text("state.takenBack", "count", number);
            case RowState.Count.OfNotShared(int number) -> words.text("state.notShared", "count", number);
            case RowState.Count.OfOthersWork() -> words.text("state.othersWork");
            case RowState.Count.OfNewerThere(var place) -> words.text("state.newer", "place", place);
        };
    }

    private Html menu(NearProject project, String own, PageWords words) {
        return details(
                cls("menu"),
                id("menu-" + project.id()),
                summary(attr("aria-label", words.text("near.menu", "name", project.name())), text("⋯")),
                div(
                        item(own + "/sync", SyncAs.words(program.work(), project, words)),
                        item(own + "/get", text(words.text("near.get"))),
                        button(
                                attr("type", "button"),
                                attr("data-opens", own + "/forecast"),
                                text(words.text("near.forecast"))),
                        button(
                                attr("type", "button"),
                                attr("data-opens", own + "/undo"),
                                text(words.text("undo.menu"))),
                        a(href(own), attr("data-go"), text(words.text("near.project")))));
    }

    private static Html item(String action, Html said) {
        return button(attr("type", "button"), attr("data-act", action), said);
    }

    /**
     * The state is one element whatever it says, so that a change never takes it away from somebody who has it in
     * focus. Pressing it tells more.
     */
    private static Html state(
            RowState state, NearProject project, Optional<Countdown> countdown, Instant now, PageWords words) {
        String own = "/p/" + project.id();
        String more = own + "/question";
        return switch (state) {
            case RowState.Syncing _
            when countdown.isPresent() ->
                button(
                        stateId(project),
                        cls("state pill ask"),
                        attr("type", "button"),
                        attr("data-opens", more),
                        attr("aria-label", about(project, words.text("undo.counts"), words)),
                        span(UndoCounting.left(countdown.get(), now, words)));
            case RowState.Syncing(var activity) -> {
                String phase = Running.phase(activity, words);
                yield button(
                        stateId(project),
                        cls("state pill working"),
                        attr("type", "button"),
                        attr("data-opens", more),
                        attr("aria-label", about(project, phase, words)),
                        span(text(phase)),
                        Running.busy(activity, words));
            }
            case RowState.NeedsYes _ -> said("ask", words.text("state.needsYes"), more, project, words);
            case RowState.LogInAgain _ ->
                said(
                        "ask",
                        words.text(project.hasPlace() ? "state.logIn" : "far.login"),
                        login(project),
                        project,
                        words);
            case RowState.Refused _ -> said("ask", words.text("state.refused"), more, project, words);
            case RowState.FolderMissing _ -> said("bad", words.text("state.folderMissing"), more, project, words);
            case RowState.WaitingForLine _ -> said("wait", words.text("state.waiting"), more, project, words);
            case RowState.Decisions(int count) -> {
                String decisions = words.text("state.decisions", "count", count);
                yield button(
                        stateId(project),
                        cls("state pill ask"),
                        attr("type", "button"),
                        attr("data-goes", own + "/decisions"),
                        attr("aria-label", about(project, decisions, words)),
                        text(decisions));
            }
            case RowState.EditorOpen(int count) ->
                said("ask", words.text("state.editorOpen", "count", count), more, project, words);
            case RowState.NotSent(var unsent) ->
                said(
                        "todo",
                        unsent.verses() > 0
                                ? words.text("state.versesNotSent", "count", unsent.verses())
                                : words.text("state.filesNotSent", "count", unsent.files()),
                        more,
                        project,
                        words);
            case RowState.NotKnownWhetherSent _ ->
                button(
                        stateId(project),
                        cls("state pill wait"),
                        attr("type", "button"),
                        attr("data-opens", more),
                        attr("title", words.text("state.countNotKnown")),
                        attr("aria-label", about(project, words.text("state.countNotKnown"), words)),
                        text(words.text("state.notKnown")));
            case RowState.NewerThere(var place) ->
                said("todo", words.text("state.newer", "place", place), more, project, words);
            case RowState.OnlyHere _ -> said("todo", words.text("state.onlyHere"), more, project, words);
            case RowState.NotKnownYet _ -> said("calm", words.text("state.unknown"), more, project, words);
            case RowState.AllSent(var checked) -> allSent(checked, project, more, now, words);
        };
    }

    /** When that was checked stands beside it. */
    private static Html allSent(
            Optional<Instant> checked, NearProject project, String more, Instant now, PageWords words) {
        Optional<String> brief = checked.map(time -> Moments.brief(time, now, words));
        String title = checked.map(time -> words.text("state.checked", "time", Moments.exact(time, words)))
                .orElse("");
        String full = brief.map(time -> words.text("state.allSentAt", "time", time))
                .orElseGet(() -> words.text("state.allSent"));
        return button(
                stateId(project),
                cls("state pill good"),
                attr("type", "button"),
                attr("data-opens", more),
                when(brief.isPresent(), attr("data-checked", words.text("state.checkedAt", "time", brief.orElse("")))),
                when(brief.isPresent(), attr("title", title)),
                attr("aria-label", about(project, full, words)),
                text(words.text("state.allSent")));
    }

    private static String login(NearProject project) {
        boolean onlyParatext = project.hasPlace() && project.places().stream().allMatch(ParatextAccount::isParatext);
        return onlyParatext ? "/paratext/login" : Visit.address("/login", "project", project.id());
    }

    private static Attribute stateId(NearProject project) {
        return id("state-" + project.id());
    }

    private static String about(NearProject project, String state, PageWords words) {
        return words.text("state.about", "name", project.name(), "state", state);
    }

    private static Html said(String tone, String said, String dialog, NearProject project, PageWords words) {
        return button(
                stateId(project),
                cls("state pill " + tone),
                attr("type", "button"),
                attr("data-opens", dialog),
                attr("aria-label", about(project, said, words)),
                text(said));
    }
}

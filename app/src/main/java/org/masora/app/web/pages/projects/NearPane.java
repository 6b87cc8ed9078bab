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
import static org.masora.app.web.html.Tags.h3;
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
import static org.masora.app.web.html.Tags.template;
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
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Kinds;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.StatePill;
import org.masora.app.web.parts.SyncAs;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.words.PageWords;
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
                        sync(visit),
                        button(
                                attr("type", "submit"),
                                attr("form", "sync-form"),
                                attr("data-act", "/get"),
                                text(words.text("near.get"))),
                        small(cls("quiet"), text(words.text("near.scribe")))));
    }

    /** Syncs what is ticked. */
    Html sync(Visit visit) {
        PageWords words = visit.words();
        return button(
                id("near-sync"),
                cls("main"),
                attr("type", "submit"),
                attr("form", "sync-form"),
                attr("data-counts", "near"),
                attr("data-live", Program.ACCOUNTS),
                attr("data-src", "/near/sync"),
                attr("data-fetched"),
                span(cls("label"), syncAs(words)),
                template(cls("sooner"), syncAs(words)),
                template(cls("later"), span(words.html("near.syncCountLater", "count", span(cls("counted"))))));
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
                h3(text(words.text("near.empty"))),
                p(cls("quiet"), text(words.text("near.emptyNote"))),
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
                when(program.shelf().noLine(project).isPresent(), attr("data-later")),
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
                                        .map(count -> span(cls("count"), text(StatePill.said(count, words))))
                                        .toList()))),
                StatePill.of(seen.state(), project, program, words),
                StatePill.waitNot(seen.state(), project, words),
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

    private Html menu(NearProject project, String own, PageWords words) {
        return details(
                cls("menu"),
                id("menu-" + project.id()),
                summary(attr("aria-label", words.text("near.menu", "name", project.name())), text("⋯")),
                div(
                        item(own + "/sync", span(SyncAs.named(program, project, words))),
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
}

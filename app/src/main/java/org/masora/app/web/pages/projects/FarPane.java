package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.details;
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
import static org.masora.app.web.html.Tags.small;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.summary;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

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
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.Meeting;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.shelf.ServerList;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork;
import org.masora.remote.door43.CloudProject;
import org.masora.remote.door43.ProjectPage;
import org.masora.remote.door43.ProjectQuery;

/** The projects on the cloud, as one account sees them. */
final class FarPane {
    /** Longer descriptions are no names. */
    private static final int SAID_MAX = 60;

    private final Program program;
    private final Drops drops;

    FarPane(Program program, Drops drops) {
        this.program = program;
        this.drops = drops;
    }

    Html pane(Visit visit) {
        PageWords words = visit.words();
        return section(
                id("far-pane"),
                cls("pane"),
                attr("aria-labelledby", "far-title"),
                attr("data-takes", "near"),
                attr("data-drop", "/far/drop"),
                attr("data-foretells", "/far/foretell"),
                div(
                        cls("pane-head"),
                        h2(id("far-title"), text(words.text("far.title"))),
                        ParatextPane.tabs(false, words),
                        login(visit)),
                form(
                        cls("filters"),
                        attr("data-filters", "far"),
                        attr("role", "search"),
                        whose(visit),
                        label(cls("hidden"), attr("for", "far-search"), text(words.text("far.search"))),
                        input(
                                id("far-search"),
                                attr("type", "search"),
                                attr("name", "q"),
                                attr("autocomplete", "off"),
                                attr("placeholder", words.text("far.search")))),
                div(id("far-hint"), cls("drop-hint"), attr("role", "status")),
                div(cls("scrolls"), list(visit)),
                div(
                        cls("pane-foot"),
                        button(attr("type", "button"), attr("data-act", "/far/again"), text(words.text("far.again"))),
                        small(cls("quiet"), text(words.text("far.scribe")))));
    }

    /** Leads to the accounts. */
    Html login(Visit visit) {
        boolean nobody = program.work().accounts().isEmpty();
        return button(
                id("far-login"),
                attr("type", "button"),
                cls("plain"),
                attr("data-live", Program.ACCOUNTS),
                attr("data-src", "/far/login"),
                attr("data-fetched"),
                attr("data-opens", "/login"),
                text(visit.words().text(nobody ? "far.login" : "far.accounts")));
    }

    /** By which account, where there are several, and whose projects: oneself is filled in. */
    Html whose(Visit visit) {
        PageWords words = visit.words();
        List<KnownAccount> accounts = program.work().accounts().reversed();
        return div(
                id("far-whose"),
                attr("data-live", Program.ACCOUNTS),
                attr("data-src", "/far/whose"),
                attr("data-fetched"),
                when(accounts.size() > 1, account(accounts, words)),
                label(cls("hidden"), attr("for", "far-owner"), text(words.text("far.owner"))),
                input(
                        id("far-owner"),
                        attr("name", "owner"),
                        attr("autocomplete", "off"),
                        attr("autocapitalize", "none"),
                        attr("spellcheck", "false"),
                        attr("placeholder", words.text("far.owner")),
                        attr(
                                "value",
                                accounts.stream()
                                        .findFirst()
                                        .map(KnownAccount::user)
                                        .orElse(""))));
    }

    private static Html account(List<KnownAccount> accounts, PageWords words) {
        return select(
                attr("name", "account"),
                attr("autocomplete", "off"),
                attr("aria-label", words.text("far.account")),
                attr("data-fills", "far-owner"),
                all(accounts.stream()
                        .map(account -> option(
                                attr("value", account.name()), attr("data-fill", account.user()), text(account.name())))
                        .toList()));
    }

    private Optional<KnownAccount> account(Visit visit) {
        List<KnownAccount> accounts = program.work().accounts().reversed();
        return visit.value("account")
                .flatMap(name -> accounts.stream()
                        .filter(account -> account.name().equals(name))
                        .findFirst())
                .or(() -> accounts.stream().findFirst());
    }

    private static ProjectQuery query(Visit visit, KnownAccount account) {
        Optional<String> owner = visit.value("owner").filter(name -> !name.equalsIgnoreCase(account.user()));
        return visit.value("q")
                .<ProjectQuery>map(text -> new ProjectQuery.Search(text, visit.value("owner")))
                .or(() -> owner.map(ProjectQuery.OfOwner::new))
                .orElseGet(ProjectQuery.Own::new);
    }

    private static int page(Visit visit) {
        return visit.value("page")
                .filter(number -> number.matches("[1-9][0-9]{0,3}"))
                .map(Integer::valueOf)
                .orElse(1);
    }

    Html list(Visit visit) {
        PageWords words = visit.words();
        Optional<KnownAccount> account = account(visit);
        List<Html> rows = new ArrayList<>();
        if (account.isEmpty()) {
            rows.add(li(
                    cls("empty"),
                    p(text(words.text("far.loggedOut"))),
                    button(
                            id("far-begin"),
                            cls("main"),
                            attr("type", "button"),
                            attr("data-opens", "/login"),
                            text(words.text("far.login")))));
        } else {
            ServerList<ProjectPage> list =
                    program.farLists().list(account.get(), query(visit, account.get()), page(visit));
            rows.addAll(ListHead.rows(
                    list, found -> found.projects().isEmpty(), program.clock().instant(), words));
            List<NearProject> all = program.shelf().list();
            boolean withArchived = visit.value("archived").isPresent();
            List<CloudProject> projects =
                    list.answer().map(ProjectPage::projects).orElse(List.of());
            projects.stream()
                    .filter(project -> withArchived || !project.archived())
                    .sorted(ownFirst(account.get()))
                    .forEach(project -> rows.add(row(project, account.get(), all, words)));
            long archived = projects.stream().filter(CloudProject::archived).count();
            rows.add(foot(visit, list, withArchived ? 0 : archived));
        }
        return ul(
                id("far"),
                cls("rows"),
                attr("data-live", Program.CLOUD + " " + Program.PROJECTS + " " + Program.MINUTE),
                attr("data-src", visit.address("/far")),
                attr("data-fetched"),
                all(rows));
    }

    /** One's own first, then the newest; what the server finds comes in pages, and each is in that order. */
    private static Comparator<CloudProject> ownFirst(KnownAccount account) {
        return Comparator.comparing(
                        (CloudProject project) -> !project.name().owner().equalsIgnoreCase(account.user()))
                .thenComparing(project -> project.updated().orElse(Instant.MIN), Comparator.reverseOrder());
    }

    /** The other pages of the list, and what is hidden in this one. */
    private static Html foot(Visit visit, ServerList<ProjectPage> list, long archived) {
        PageWords words = visit.words();
        int page = page(visit);
        List<Html> ways = new ArrayList<>();
        if (archived > 0) {
            ways.add(way(visit, "archived", "yes", words.text("far.showArchived", "count", archived)));
        }
        if (page > 1) {
            ways.add(way(visit, "page", Integer.toString(page - 1), words.text("far.newer")));
        }
        list.answer()
                .flatMap(ProjectPage::nextPage)
                .ifPresent(next -> ways.add(way(visit, "page", next.toString(), words.text("far.older"))));
        return ways.isEmpty() ? Html.EMPTY : li(attr("data-key", "foot"), div(cls("buttons"), all(ways)));
    }

    private static Html way(Visit visit, String name, String value, String said) {
        List<String> fields = new ArrayList<>();
        for (String field : List.of("account", "owner", "q", "page", "archived")) {
            Optional<String> chosen = field.equals(name) ? Optional.of(value) : visit.value(field);
            chosen.ifPresent(text -> {
                fields.add(field);
                fields.add(text);
            });
        }
        return button(
                attr("type", "button"),
                cls("plain"),
                attr("data-opens", Visit.address("/far", fields.toArray(String[]::new))),
                text(said));
    }

    private Html row(CloudProject project, KnownAccount account, List<NearProject> all, PageWords words) {
        String name = project.name().toString();
        Far far = new Far(account, project.name());
        Meeting meeting = program.meetings().known(account, project.name(), all);
        String subject = ProjectWork.farSubject(account, project.name());
        boolean takes = !project.empty() || meeting instanceof Meeting.Here;
        return li(
                id("far-" + account.name() + "-" + name),
                cls("row"),
                attr("data-subject", subject),
                when(takes, attr("draggable", "true")),
                when(takes, attr("data-drag", far.what())),
                div(
                        cls("what"),
                        div(cls("name"), ProjectText.name(project.name().name())),
                        facts(project, account, meeting, words)),
                program.activities()
                        .on(subject)
                        .map(activity -> RowProgress.of(activity, false, words))
                        .orElseGet(() -> takes ? state(far, account, meeting, words) : Html.EMPTY),
                takes ? menu(far, meeting, words) : Html.EMPTY);
    }

    /** Whether it is on this computer; else what would bring it here. */
    private Html state(Far far, KnownAccount account, Meeting meeting, PageWords words) {
        return switch (meeting) {
            case Meeting.Here(var near) ->
                div(
                        cls("there"),
                        span(cls("state pill good"), text(words.text("far.here"))),
                        proof(near, account, words));
            case Meeting.Joins(var near, var _, var _) ->
                button(
                        id("download-" + far.name()),
                        attr("type", "button"),
                        attr("data-opens", Visit.address("/far/download", "what", far.what())),
                        attr("aria-label", words.text("drop.combine", "name", near.name())),
                        text(words.text("far.combine")));
            case Meeting.Apart _, Meeting.Namesake _, Meeting.Nobody _, Meeting.NotKnown _ ->
                button(
                        id("download-" + far.name()),
                        attr("type", "button"),
                        attr("data-opens", Visit.address("/far/download", "what", far.what())),
                        attr(
                                "aria-label",
                                words.text(
                                        "far.downloadThis", "name", far.name().name())),
                        text(words.text("far.download")));
        };
    }

    /** What people call it, where its server tells that in a few words and the name does not. */
    private static Html said(CloudProject project) {
        String said = project.description().strip();
        String name = project.name().name().replace('_', ' ');
        boolean more = !said.isEmpty()
                && !name.toLowerCase(Locale.ROOT)
                        .contains(said.replace('_', ' ').toLowerCase(Locale.ROOT));
        return more && said.length() <= SAID_MAX ? ProjectText.name(said) : Html.EMPTY;
    }

    /** Where all that is here was seen to be there, the proof of that. */
    private Html proof(NearProject near, KnownAccount account, PageWords words) {
        if (!(program.shelf().state(near) instanceof RowState.AllSent)) {
            return Html.EMPTY;
        }
        return near.places().stream()
                .filter(place -> place.server().equals(account.server().toString()))
                .findFirst()
                .map(near.besides().proved()::get)
                .map(head -> span(
                        cls("quiet proof"),
                        attr("title", words.text("far.holds", "head", head)),
                        words.html("far.proof", "head", head)))
                .orElse(Html.EMPTY);
    }

    /** What it is, and whose, where it is somebody else's. */
    private Html facts(CloudProject project, KnownAccount account, Meeting meeting, PageWords words) {
        String owner = project.name().owner();
        return div(
                cls("quiet facts"),
                owner.equalsIgnoreCase(account.user()) ? Html.EMPTY : ProjectText.name(owner),
                said(project),
                Optional.of(Kinds.ofRepository(project.name().name(), words))
                        .filter(kind -> !kind.isEmpty())
                        .map(kind -> span(text(kind)))
                        .orElse(Html.EMPTY),
                when(project.isPrivate(), span(text(words.text("far.private")))),
                when(project.archived(), span(text(words.text("far.archived")))),
                when(project.empty() && !(meeting instanceof Meeting.Here), span(text(words.text("far.empty")))),
                project.updated()
                        .map(time -> Moments.ago(time, program.clock().instant(), words))
                        .orElse(Html.EMPTY));
    }

    /** The same as dragging, in the same words; when it is opened, the server is asked whom it meets here. */
    private Html menu(Far far, Meeting meeting, PageWords words) {
        return details(
                cls("menu"),
                id("far-menu-" + far.name()),
                summary(
                        attr("data-opens", Visit.address("/far/means", "what", far.what())),
                        attr(
                                "aria-label",
                                words.text("far.menu", "name", far.name().name())),
                        text("⋯")),
                div(Drops.menu(far, drops.toHere(far, meeting, words), false)));
    }

    Answer again(Visit visit) {
        program.farLists().forget();
        program.farLooks().forget();
        return Answer.nothing();
    }
}

package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
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
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.ParatextProject;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activities.Start;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.UndoCounting;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.NotThere;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.shelf.ServerList;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork;
import org.masora.app.words.SyncWords;
import org.masora.engine.Countdowns.Countdown;
import org.masora.remote.paratext.Member;

/** The Paratext projects of a person, beside those on Door43. */
final class ParatextPane {
    private static final int MEMBERS_SHOWN = 12;

    private final Program program;

    ParatextPane(Program program) {
        this.program = program;
    }

    void addTo(Routes routes) {
        routes.piece("/paratext/list", this::list);
        new ParatextAccountsDialog(program).addTo(routes);
        routes.piece("/paratext/connect", this::connectDialog);
        routes.action("/paratext/connect", this::connect);
        routes.action("/paratext/again", visit -> {
            program.paratextLists().forget();
            return Answer.nothing();
        });
    }

    /** Which of the two kinds of places is shown. */
    static Html tabs(boolean paratext, PageWords words) {
        return div(
                cls("buttons"),
                tab("/", words.text("far.door"), !paratext),
                tab("/paratext", words.text("far.paratext"), paratext));
    }

    private static Html tab(String address, String said, boolean shown) {
        return a(
                cls("button plain"),
                href(address),
                attr("data-go"),
                when(shown, attr("aria-current", "page")),
                text(said));
    }

    Html pane(Visit visit) {
        PageWords words = visit.words();
        return section(
                id("far-pane"),
                cls("pane"),
                attr("aria-labelledby", "far-title"),
                div(
                        cls("pane-head"),
                        h2(id("far-title"), text(words.text("far.title"))),
                        tabs(true, words),
                        button(
                                id("paratext-login-open"),
                                attr("type", "button"),
                                cls("plain"),
                                attr("data-opens", "/paratext/login"),
                                text(words.text(
                                        program.paratextLists().accounts().isEmpty() ? "far.login" : "far.accounts")))),
                div(cls("scrolls"), list(visit)),
                div(
                        cls("pane-foot"),
                        button(
                                attr("type", "button"),
                                attr("data-act", "/paratext/again"),
                                text(words.text("far.again")))));
    }

    // The list

    private Html list(Visit visit) {
        PageWords words = visit.words();
        List<Html> rows = new ArrayList<>();
        List<ParatextAccount> accounts = program.paratextLists().accounts();
        if (accounts.isEmpty()) {
            rows.add(li(
                    cls("empty"),
                    p(text(words.text("paratext.loggedOut"))),
                    button(
                            id("paratext-begin"),
                            cls("main"),
                            attr("type", "button"),
                            attr("data-opens", "/paratext/login"),
                            text(words.text("far.login")))));
        }
        for (ParatextAccount account : accounts) {
            ServerList<List<ParatextProject>> list = program.paratextLists().list(account);
            rows.addAll(ListHead.rows(list, List::isEmpty, program.clock().instant(), words));
            list.answer().orElse(List.of()).forEach(project -> rows.add(row(project, account, words)));
        }
        return ul(
                id("far"),
                cls("rows"),
                attr("data-live", Program.CLOUD + " " + Program.PROJECTS),
                attr("data-src", "/paratext/list"),
                attr("data-fetched"),
                all(rows));
    }

    private static String members(ParatextProject project, PageWords words) {
        List<String> names = project.shared().members().stream()
                .map(Member::name)
                .limit(MEMBERS_SHOWN)
                .toList();
        boolean all = names.size() == project.shared().members().size();
        return words.text("paratext.members", "names", String.join(", ", names) + (all ? "" : ", …"));
    }

    /** The project under care that is exchanged with this one. */
    private Optional<NearProject> here(ParatextProject project, ParatextAccount account) {
        return program.shelf().list().stream()
                .filter(near -> near.places().stream()
                        .anyMatch(place -> account.reaches(place)
                                && place.owner().equals(project.shared().id())))
                .findFirst();
    }

    private Html row(ParatextProject project, ParatextAccount account, PageWords words) {
        Optional<NearProject> here = here(project, account);
        int others = project.shared().members().size() - 1;
        return li(
                id("paratext-" + project.shared().id()),
                cls("row"),
                div(
                        cls("what"),
                        div(cls("name"), ProjectText.name(project.fullName())),
                        div(
                                cls("quiet facts"),
                                ProjectText.name(project.shared().shortName()),
                                when(
                                        others > 0,
                                        span(
                                                attr("title", members(project, words)),
                                                text(words.text("paratext.others", "count", others)))),
                                here.flatMap(NearProject::lastSynced)
                                        .map(time -> Moments.ago(
                                                time, program.clock().instant(), words))
                                        .orElse(Html.EMPTY)),
                        whatToDo(
                                here.map(NearProject::id)
                                        .orElseGet(() -> ProjectWork.paratextSubject(account, project)),
                                words)),
                action(project, account, here, words));
    }

    /** Why the last exchange did not go through, and what has to happen in Paratext. */
    private Html whatToDo(String subject, PageWords words) {
        return program.activities()
                .last(subject)
                .map(past -> all(past.ending().messages().stream()
                        .filter(message -> past.ending().result() != Result.DONE || SyncWords.isForParatext(message))
                        .map(message -> p(cls("quiet"), words.numbered(message, program.titles(subject))))
                        .toList()))
                .orElse(Html.EMPTY);
    }

    /** The arrows turn while it runs, and the phase says what is really going on. */
    private Html action(ParatextProject project, ParatextAccount account, Optional<NearProject> here, PageWords words) {
        Optional<Activity> running = program.activities()
                .on(ProjectWork.paratextSubject(account, project))
                .or(() -> here.flatMap(near -> program.activities().on(near.id())));
        Optional<Countdown> countdown =
                here.flatMap(near -> program.countdowns().of(near.id()));
        if (countdown.isPresent()) {
            return button(
                    id("synchronize-" + here.orElseThrow().id()),
                    attr("type", "button"),
                    cls("state pill ask"),
                    attr("data-opens", "/p/" + here.orElseThrow().id() + "/question"),
                    span(UndoCounting.left(countdown.get(), program.clock().instant(), words)));
        }
        if (running.isPresent()) {
            return RowProgress.of(running.get(), true, words);
        }
        return here.map(near -> synchronizeButton(near, words)).orElseGet(() -> connectButton(project, account, words));
    }

    private Html synchronizeButton(NearProject near, PageWords words) {
        if (program.shelf().state(near) instanceof RowState.NeedsYes) {
            return button(
                    id("synchronize-" + near.id()),
                    attr("type", "button"),
                    attr("data-opens", "/p/" + near.id() + "/question"),
                    attr("aria-label", words.text("paratext.answerThis", "name", near.name())),
                    text(words.text("paratext.answer")));
        }
        return button(
                id("synchronize-" + near.id()),
                attr("type", "button"),
                attr("data-act", "/p/" + near.id() + "/sync"),
                attr("aria-label", words.text("paratext.synchronizeThis", "name", near.name())),
                text(words.text("paratext.synchronize")));
    }

    private static Html connectButton(ParatextProject project, ParatextAccount account, PageWords words) {
        return button(
                attr("type", "button"),
                attr(
                        "data-opens",
                        Visit.address(
                                "/paratext/connect",
                                "account",
                                account.name(),
                                "id",
                                project.shared().id())),
                attr("aria-label", words.text("paratext.connectThis", "name", project.fullName())),
                text(words.text("paratext.connect")));
    }

    // Connecting

    private record Chosen(ParatextAccount account, ParatextProject project) {}

    private Optional<Chosen> chosen(Visit visit) {
        for (ParatextAccount account : program.paratextLists().accounts()) {
            if (visit.value("account").equals(Optional.of(account.name()))) {
                Optional<Chosen> found = program.paratextLists().list(account).answer().orElse(List.of()).stream()
                        .filter(project -> visit.value("id")
                                .equals(Optional.of(project.shared().id())))
                        .map(project -> new Chosen(account, project))
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Html connectDialog(Visit visit) {
        PageWords words = visit.words();
        Chosen chosen = chosen(visit).orElseThrow(() -> new NotThere("far.gone"));
        return dialog(
                id("paratext-connect"),
                attr("aria-labelledby", "paratext-connect-title"),
                form(
                        attr("data-act", "/paratext/connect"),
                        h2(
                                id("paratext-connect-title"),
                                words.html(
                                        "paratext.connectThis",
                                        "name",
                                        chosen.project().fullName())),
                        input(
                                attr("type", "hidden"),
                                attr("name", "account"),
                                attr("value", chosen.account().name())),
                        input(
                                attr("type", "hidden"),
                                attr("name", "id"),
                                attr("value", chosen.project().shared().id())),
                        label(
                                text(words.text("paratext.with")),
                                select(
                                        attr("name", "project"),
                                        option(attr("value", ""), text(words.text("paratext.newFolder"))),
                                        all(program.shelf().list().stream()
                                                .filter(near ->
                                                        near.places().stream().noneMatch(ParatextAccount::isParatext))
                                                .map(near -> option(attr("value", near.id()), text(near.name())))
                                                .toList()))),
                        label(
                                text(words.text("download.folder")),
                                input(
                                        attr("name", "folder"),
                                        attr("dir", "ltr"),
                                        attr(
                                                "value",
                                                program.freeFolder(chosen.project()
                                                        .shared()
                                                        .shortName())))),
                        p(cls("quiet"), text(members(chosen.project(), words))),
                        p(cls("quiet"), text(words.text("paratext.private"))),
                        div(
                                cls("buttons"),
                                button(cls("main"), attr("type", "submit"), text(words.text("paratext.connect"))),
                                button(
                                        attr("type", "button"),
                                        attr("data-closes"),
                                        text(words.text("dialog.cancel"))))));
    }

    private Answer connect(Visit visit) {
        PageWords words = visit.words();
        Optional<Chosen> chosen = chosen(visit);
        if (chosen.isEmpty()) {
            return Answer.nothing().closingDialog();
        }
        Optional<NearProject> near =
                visit.value("project").flatMap(id -> program.shelf().project(id));
        Optional<Path> folder = visit.path("folder");
        if (near.isEmpty() && folder.isEmpty()) {
            return Answer.nothing().complaining(words.html("download.whole"));
        }
        Start start = near.isPresent()
                ? program.work()
                        .connect(
                                near.get(), chosen.get().account(), chosen.get().project())
                : program.work().download(chosen.get().account(), chosen.get().project(), folder.orElseThrow());
        return switch (start) {
            case Start.Started _ -> Answer.nothing().closingDialog();
            case Start.Busy _ ->
                Answer.nothing()
                        .saying(words.html(
                                "near.busy", "name", chosen.get().project().fullName()));
            case Start.Closing _ -> Answer.nothing().complaining(words.html("frame.closing"));
        };
    }
}

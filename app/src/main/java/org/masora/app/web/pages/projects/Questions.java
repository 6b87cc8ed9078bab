package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.fieldset;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.legend;
import static org.masora.app.web.html.Tags.option;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.select;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Activity;
import org.masora.app.web.activities.Ending.Ask;
import org.masora.app.web.activities.Past;
import org.masora.app.web.html.Html;
import org.masora.app.web.html.Part;
import org.masora.app.web.parts.Ended;
import org.masora.app.web.parts.Foretold;
import org.masora.app.web.parts.Running;
import org.masora.app.web.parts.StatePill;
import org.masora.app.web.parts.UndoCounting;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.NotThere;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.app.words.ExchangeWords;
import org.masora.app.words.Message;
import org.masora.app.words.Naming;
import org.masora.app.words.SyncWords;
import org.masora.engine.Countdowns.Countdown;
import org.masora.engine.SyncOptions;
import org.masora.engine.SyncOptions.SetAsideAnswer;
import org.masora.store.PlaceAddress;

/** What a project's last sync said, and asks before it goes on. */
final class Questions {
    private static final int NAMED = 40;

    private final Program program;

    Questions(Program program) {
        this.program = program;
    }

    Html ask(Visit visit) {
        PageWords words = visit.words();
        NearProject project =
                program.shelf().project(visit.part("project")).orElseThrow(() -> new NotThere("project.none"));
        Optional<Past> last = program.shelf().state(project) instanceof RowState.WaitingForLine(var tried, var _)
                ? tried
                : program.activities().last(project.id());
        Optional<Ask> ask = last.flatMap(past -> past.ending().ask());
        Optional<Countdown> countdown = program.countdowns().of(project.id());
        if (countdown.isPresent() || project.undoOpen()) {
            return sendOrUndo(project, countdown, words);
        }
        if (program.shelf().state(project) instanceof RowState.Syncing(var activity)) {
            return running(project, activity, words);
        }
        return dialog(
                id("question"),
                attr("aria-labelledby", "question-title"),
                form(
                        attr("data-act", "/p/" + project.id() + "/answer"),
                        h2(id("question-title"), words.html("ask.title", "name", project.name())),
                        last.map(past -> Ended.of(past.ending(), program.titles(project.id()), words))
                                .orElse(Html.EMPTY),
                        meaning(project, words),
                        all(besides(project, last).stream()
                                .map(message -> p(cls("quiet"), words.html(message, program.titles(project.id()))))
                                .toList()),
                        ask.map(asked -> fields(asked, project, words)).orElseGet(() -> again(project, words))));
    }

    /** Where it is, and what it is about to bring and send. */
    private Html running(NearProject project, Activity activity, PageWords words) {
        return dialog(
                id("question"),
                attr("aria-labelledby", "question-title"),
                h2(id("question-title"), words.html("ask.title", "name", project.name())),
                p(Running.phase(activity, program.clock().instant(), words)),
                Foretold.of(activity.foreseen(), NAMED, program.titles(project.id()), words),
                div(
                        cls("buttons"),
                        button(
                                attr("type", "button"),
                                attr("data-act", "/activities/" + activity.id() + "/cancel"),
                                text(words.text("activity.cancel"))),
                        button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.done")))));
    }

    /** What a state means, where no sync has told it. */
    private Html meaning(NearProject project, PageWords words) {
        return switch (program.shelf().state(project)) {
            case RowState.FolderMissing _ ->
                p(words.html("ask.folderMissing", "folder", project.folder().toString()));
            case RowState.OnlyHere _ -> p(text(words.text("ask.onlyHere")));
            case RowState.NotSent _ -> p(text(words.text("ask.notSent")));
            case RowState.NewerThere(var place) -> p(words.html("ask.newerThere", "place", place));
            case RowState.AllSent _ -> p(text(words.text("ask.allSent")));
            case RowState.WaitingForLine(var tried, var _) -> tried.isEmpty() ? noLine(project, words) : Html.EMPTY;
            case RowState.NeedsYes _,
                    RowState.LogInAgain _,
                    RowState.Refused _,
                    RowState.Syncing _,
                    RowState.Decisions _,
                    RowState.EditorOpen _,
                    RowState.NotKnownWhetherSent _,
                    RowState.NotKnownYet _ -> Html.EMPTY;
        };
    }

    /** Why there is no line, where nothing was tried. */
    private Html noLine(NearProject project, PageWords words) {
        return program.shelf()
                .noLine(project)
                .map(why -> p(words.numbered(SyncWords.of(why))))
                .orElse(Html.EMPTY);
    }

    /** Nothing is asked: it can be tried again, and what waits for an editor or for the line goes on by a press. */
    private Html again(NearProject project, PageWords words) {
        boolean waitsForLine = false;
        boolean byItself = false;
        if (program.shelf().state(project) instanceof RowState.WaitingForLine(var _, boolean wished)) {
            waitsForLine = true;
            byItself = wished || program.settings().now().syncWhenLineIsBack();
        }
        return div(
                when(byItself, p(text(words.text("ask.lineIsBack")))),
                all(project.waiting().stream()
                        .map(book -> p(words.html(
                                "ask.editorOpen",
                                "book",
                                program.titles(project.id()).of(Naming.of(book)))))
                        .toList()),
                div(
                        cls("buttons"),
                        project.waiting().isEmpty() ? Html.EMPTY : choice("continue", words.text("ask.continue")),
                        button(cls("main"), attr("type", "submit"), text(words.text("ask.again"))),
                        when(
                                waitsForLine,
                                button(
                                        attr("type", "button"),
                                        attr("data-act", "/p/" + project.id() + "/wait-not"),
                                        text(words.text("ask.waitNot")))),
                        cancel(words)));
    }

    /** What waits for the line waits no longer: it is synced when somebody presses. */
    Answer waitNot(Visit visit) {
        Optional<NearProject> project = program.shelf().project(visit.part("project"));
        if (project.isEmpty()) {
            return Answer.nothing();
        }
        program.shelf().waitNoLonger(project.get().id());
        return Answer.show(StatePill.waitsNot(project.get())).closingDialog();
    }

    /** What is true of it besides, unless its last activity said so. */
    private static List<Message> besides(NearProject project, Optional<Past> last) {
        List<Message> besides = new ArrayList<>(project.besides().setAside());
        besides.addAll(SyncWords.of(project.besides().limits()));
        last.ifPresent(past -> besides.removeAll(past.ending().messages()));
        return besides;
    }

    /** What came in and is not sent: a countdown that runs, or one that the end of the program left open. */
    private Html sendOrUndo(NearProject project, Optional<Countdown> countdown, PageWords words) {
        return dialog(
                id("question"),
                attr("aria-labelledby", "question-title"),
                h2(id("question-title"), words.html("undo.combined", "name", project.name())),
                p(text(words.text("undo.meaning"))),
                all(program.work().soFar(project.id()).stream()
                        .map(message -> p(words.html(message, program.titles(project.id()))))
                        .toList()),
                countdown
                        .map(counts ->
                                p(UndoCounting.left(counts, program.clock().instant(), words)))
                        .orElse(Html.EMPTY),
                UndoCounting.buttons(
                        project.id(), project.name(), countdown.orElse(new Countdown(Optional.empty())), words),
                div(
                        cls("buttons"),
                        button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.done")))));
    }

    private Html fields(Ask ask, NearProject project, PageWords words) {
        return switch (ask) {
            case WHO_CAN_READ -> whoCanRead(project, words);
            case DELETIONS -> one("deletions", words.text("ask.deletions"), words);
            case OTHER_PROJECT -> one("same", words.text("ask.sameProject"), words);
            case SEND_OR_UNDO -> one("send", words.text("ask.sendNow"), words);
            case OTHER_ACCOUNT -> byWhom(project, words);
            case OTHERS_WORK -> othersWork(project, words);
            case SET_ASIDE ->
                div(
                        cls("buttons"),
                        choice("combine", words.text("ask.combine")),
                        choice("mine", words.text("ask.keepMine")),
                        cancel(words));
        };
    }

    /** By whose account: those that are logged in there, and the one that it was synced with last. */
    private Html byWhom(NearProject project, PageWords words) {
        List<Html> choices = new ArrayList<>();
        for (PlaceAddress place : project.places()) {
            List<KnownAccount> there = program.work().accountsAt(place);
            there.reversed()
                    .forEach(account -> choices.add(button(
                            attr("type", "submit"),
                            attr("name", "account"),
                            attr("value", account.name()),
                            span(words.html("ask.syncAs", "name", account.user())))));
            if (!program.desk().isLoggedIn(place)) {
                choices.add(button(
                        attr("type", "button"),
                        attr("data-opens", "/login"),
                        span(words.html("ask.logInAs", "name", place.account()))));
            }
        }
        choices.add(cancel(words));
        return div(cls("buttons"), all(choices));
    }

    /** Work that people have on lines of their own, each to be taken in or left (rule S2). */
    private Html othersWork(NearProject project, PageWords words) {
        List<Html> choices = new ArrayList<>();
        program.activities().last(project.id()).stream()
                .flatMap(past -> past.ending().messages().stream())
                .filter(message -> message.code().equals(ExchangeWords.OTHERS_WORK))
                .map(message -> message.parameters().get("name"))
                .forEach(name -> choices.add(button(
                        attr("type", "submit"),
                        attr("name", "line"),
                        attr("value", String.valueOf(name)),
                        span(words.html("ask.takeIn", "name", String.valueOf(name))))));
        choices.add(cancel(words));
        return div(cls("buttons"), all(choices));
    }

    private Html whoCanRead(NearProject project, PageWords words) {
        List<KnownAccount> accounts = program.work().accounts().reversed();
        return div(
                when(
                        accounts.size() > 1,
                        label(
                                text(words.text("ask.account")),
                                select(
                                        attr("name", "account"),
                                        attr("required"),
                                        option(attr("value", ""), text(words.text("ask.chooseAccount"))),
                                        all(accounts.stream()
                                                .map(account ->
                                                        option(attr("value", account.name()), text(account.name())))
                                                .toList())))),
                fieldset(
                        legend(text(words.text("ask.who"))),
                        radio("private", words.text("ask.invited"), project.keepPrivate()),
                        radio("public", words.text("ask.anyone"), false)),
                sameForOthers(alike(project).size(), words),
                div(
                        cls("buttons"),
                        button(cls("main"), attr("type", "submit"), text(words.text("ask.send"))),
                        cancel(words)));
    }

    /** The projects about which the same is asked, and for which the same answer is offered first (rule V1). */
    private List<NearProject> alike(NearProject project) {
        return program.shelf().list().stream()
                .filter(other -> !other.id().equals(project.id())
                        && other.keepPrivate() == project.keepPrivate()
                        && program.shelf().state(other) instanceof RowState.NeedsYes(var asked)
                        && asked.flatMap(past -> past.ending().ask()).equals(Optional.of(Ask.WHO_CAN_READ)))
                .toList();
    }

    private static Html sameForOthers(int others, PageWords words) {
        return others == 0
                ? Html.EMPTY
                : label(
                        cls("radio"),
                        input(attr("type", "checkbox"), attr("name", "others"), attr("autocomplete", "off")),
                        text(words.text("ask.sameForOthers", "count", others)));
    }

    private static Html radio(String value, String said, boolean chosen) {
        Part checked = when(chosen, attr("checked"));
        return label(
                cls("radio"),
                input(attr("type", "radio"), attr("name", "read"), attr("value", value), attr("required"), checked),
                text(said));
    }

    private static Html one(String answer, String said, PageWords words) {
        return div(cls("buttons"), choice(answer, said), cancel(words));
    }

    private static Html choice(String answer, String said) {
        return button(attr("type", "submit"), attr("name", "answer"), attr("value", answer), text(said));
    }

    private static Html cancel(PageWords words) {
        return button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.cancel")));
    }

    Answer answer(Visit visit) {
        NearProject project =
                program.shelf().project(visit.part("project")).orElseThrow(() -> new NotThere("project.none"));
        SyncOptions plain = SyncOptions.PLAIN;
        SyncOptions counting = plain.sending(SyncOptions.Sends.AFTER_UNDO);
        Set<String> lines = Set.copyOf(visit.values("line"));
        SyncOptions options = switch (visit.value("answer").orElse("")) {
            case "deletions" -> counting.allowingDeletions();
            case "same" -> counting.acceptingOtherProject();
            case "combine" -> counting.answering(SetAsideAnswer.COMBINE);
            case "mine" -> counting.answering(SetAsideAnswer.KEEP_MINE);
            case "send" -> plain;
            default -> lines.isEmpty() ? counting : counting.bringingIn(lines);
        };
        Optional<Boolean> asPrivate = visit.value("read").map("private"::equals);
        boolean editorsClosed = visit.value("answer").equals(Optional.of("continue"));
        SyncWish wish = new SyncWish(options, visit.value("account"), asPrivate, editorsClosed);
        List<NearProject> others =
                asPrivate.isPresent() && visit.value("others").isPresent() ? alike(project) : List.of();
        program.work().sync(project, wish);
        others.forEach(other -> program.work().sync(other, wish));
        return Answer.nothing().closingDialog();
    }
}

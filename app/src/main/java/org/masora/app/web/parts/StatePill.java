package org.masora.app.web.parts;

import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import java.time.Instant;
import java.util.Optional;
import org.masora.app.home.ParatextAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Attribute;
import org.masora.app.web.html.Html;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.shelf.RowState;
import org.masora.app.web.words.PageWords;
import org.masora.engine.Countdowns.Countdown;

/** The one state of a project as a mark to press, and what is true of it besides. */
public final class StatePill {
    private StatePill() {}

    /**
     * The state of a project. It is one element whatever it says, so that a change never takes it away from somebody who has it in
     * focus. Pressing it tells more.
     */
    public static Html of(RowState state, NearProject project, Program program, PageWords words) {
        Optional<Countdown> countdown = program.countdowns().of(project.id());
        Instant now = program.clock().instant();
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

    /** What is true besides. */
    public static String said(RowState.Count count, PageWords words) {
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

    /** Ends the waiting for the line, where a project waits for it. */
    public static Html waitNot(RowState state, NearProject project, PageWords words) {
        return state instanceof RowState.WaitingForLine
                ? button(
                        id("wait-not-" + project.id()),
                        cls("wait-not"),
                        attr("type", "button"),
                        attr("data-act", "/p/" + project.id() + "/wait-not"),
                        attr("aria-label", words.text("near.waitNot", "name", project.name())),
                        text(words.text("dialog.cancel")))
                : Html.EMPTY;
    }

    /** For the answer to that press: the button goes, and the state takes the focus. */
    public static Html waitsNot(NearProject project) {
        return span(
                id("waits-not-" + project.id()),
                attr("data-releases", "wait-not-" + project.id()),
                attr("data-then", "state-" + project.id()));
    }
}

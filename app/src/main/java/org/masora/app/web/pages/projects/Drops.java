package org.masora.app.web.pages.projects;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.small;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.when;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.masora.app.home.KnownAccount;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.SyncAs;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.NotThere;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.FarLook;
import org.masora.app.web.shelf.Meeting;
import org.masora.app.web.shelf.Meetings.There;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.web.work.ProjectWork;
import org.masora.app.web.work.ProjectWork.Press;
import org.masora.app.web.work.ProjectWork.SyncWish;
import org.masora.remote.door43.ProjectLines;
import org.masora.remote.door43.ProjectName;
import org.masora.store.PlaceAddress;

/**
 * What dragging does, and the menu of a row in the same words. A whole pane takes what is dropped; which project it
 * meets is decided by who it is (rule V4), and is said before the release: at once what is certain, and what only the
 * server can tell as soon as it has. From the cloud to here only receives (rule P7), and nothing is ever replaced.
 */
final class Drops {
    private final Program program;
    private final Downloads downloads;

    Drops(Program program, Downloads downloads) {
        this.program = program;
        this.downloads = downloads;
    }

    void addTo(Routes routes) {
        routes.piece("/far/foretell", visit -> hint("far", toCloud(visit, Optional.empty()), visit));
        routes.piece("/far/foretell/told", visit -> hint("far", toCloud(visit, Optional.of(Far.PATIENCE)), visit));
        routes.piece("/near/foretell", visit -> hint("near", toHere(visit, false), visit));
        routes.piece("/near/foretell/told", visit -> hint("near", toHere(visit, true), visit));
        routes.piece("/far/means", visit -> menu(visit, false));
        routes.piece("/far/means/told", visit -> menu(visit, true));
        routes.piece("/far/download/told", this::downloadTold);
        routes.action("/far/drop", visit -> done(toCloud(visit, Optional.of(Far.PATIENCE))));
        routes.action("/near/drop", visit -> done(toHere(visit, true)));
    }

    /**
     * What a drop means.
     *
     * @param said what will happen, or why nothing can
     * @param why besides, what it meets there
     * @param what starts it; empty where nothing can happen
     * @param asking whether a server is being asked that may tell more
     * @param changes what it will bring and send, to be fetched beside; empty where no sync begins
     */
    record Meaning(Html said, Optional<Html> why, Optional<Supplier<Answer>> what, boolean asking, Html changes) {
        private static Meaning nothing(Html because) {
            return new Meaning(because, Optional.empty(), Optional.empty(), false, Html.EMPTY);
        }

        private static Meaning of(Html said, Supplier<Answer> what) {
            return new Meaning(said, Optional.empty(), Optional.of(what), false, Html.EMPTY);
        }

        private Meaning because(Html reason) {
            return new Meaning(said, Optional.of(reason), what, asking, changes);
        }

        private Meaning open() {
            return new Meaning(said, why, what, true, changes);
        }

        private Meaning foretelling(Html foretold) {
            return new Meaning(said, why, what, asking, foretold);
        }

        /** Both sentences. */
        Html told() {
            return Html.of(
                    List.of(span(said), why.map(because -> small(because)).orElse(Html.EMPTY)));
        }
    }

    /** A row's menu that was opened. */
    private Html menu(Visit visit, boolean waits) {
        Far far = Far.of(program, visit.value("what")).orElseThrow(() -> new NotThere("far.gone"));
        Meaning meaning = toHere(far, meeting(far, waits), visit.words());
        return menu(far, meaning, meaning.asking());
    }

    /**
     * What a drag of a row would do, as a button.
     *
     * @param follows whether it is fetched again with what its server says
     */
    static Html menu(Far far, Meaning meaning, boolean follows) {
        return div(
                id("far-means-" + far.account().name() + "-" + far.name()),
                when(follows, attr("data-src", Visit.address("/far/means/told", "what", far.what()))),
                form(
                        attr("data-act", "/near/drop"),
                        input(attr("type", "hidden"), attr("name", "what"), attr("value", far.what())),
                        button(attr("type", "submit"), span(meaning.said()))),
                meaning.why().map(because -> small(cls("quiet"), because)).orElse(Html.EMPTY));
    }

    /** Whom a download meets here, and the choice between its texts. The server is asked, so this takes a moment. */
    private Html downloadTold(Visit visit) {
        PageWords words = visit.words();
        Far far = Far.of(program, visit.value("what")).orElseThrow(() -> new NotThere("far.gone"));
        Meeting meeting = meeting(far, true);
        Optional<ProjectLines> several = program.farLooks()
                .awaited(far.account(), far.name(), Far.PATIENCE)
                .answer()
                .map(FarLook::lines)
                .filter(ProjectLines::several);
        List<Html> told = new ArrayList<>();
        Meaning meaning = toHere(far, meeting, words);
        if (meeting instanceof Meeting.Here || meeting instanceof Meeting.Joins) {
            told.add(p(meaning.why().orElseGet(() -> words.html("download.here"))));
            told.add(button(
                    attr("type", "submit"),
                    attr("data-act", "/near/drop"),
                    attr("formnovalidate"),
                    span(meaning.said())));
        } else if (several.isEmpty()) {
            meaning.why().ifPresent(why -> told.add(p(why)));
        }
        several.ifPresent(lines -> told.add(Downloads.choice(lines, words)));
        return div(id("download-told"), attr("role", "status"), attr("data-fetched"), all(told));
    }

    private Meeting meeting(Far far, boolean waits) {
        return waits
                ? program.meetings().awaited(far.account(), far.name(), Far.PATIENCE)
                : program.meetings().now(far.account(), far.name());
    }

    /** Shown while the mouse is held; fetched anew where the server has not answered yet. */
    private static Html hint(String pane, Meaning meaning, Visit visit) {
        return div(
                id(pane + "-hint"),
                cls("drop-hint"),
                attr("role", "status"),
                when(meaning.asking(), attr("data-src", visit.address("/" + pane + "/foretell/told"))),
                meaning.told(),
                meaning.changes());
    }

    private static Answer done(Meaning meaning) {
        return meaning.what()
                .map(Supplier::get)
                .orElseGet(() -> Answer.nothing().saying(meaning.said()));
    }

    /** What speaks against doing something with a project of this computer now. */
    private Optional<Meaning> against(NearProject project, PageWords words) {
        if (!project.folderIsThere()) {
            return Optional.of(Meaning.nothing(words.html("drop.folderMissing", "name", project.name())));
        }
        return program.activities()
                .on(project.id())
                .map(_ -> Meaning.nothing(words.html("near.busy", "name", project.name())));
    }

    private Meaning toCloud(Visit visit, Optional<Duration> patience) {
        PageWords words = visit.words();
        Optional<NearProject> dragged = near(visit);
        if (dragged.isEmpty()) {
            return Meaning.nothing(words.html("drop.nothing"));
        }
        NearProject project = dragged.get();
        List<KnownAccount> accounts = program.work().accounts();
        if (accounts.isEmpty() && !project.hasPlace()) {
            return Meaning.nothing(words.html("drop.logIn"));
        }
        Meaning plain = Meaning.of(SyncAs.named(program, project, words), () -> pressed(project, words));
        boolean line = program.shelf().noLine(project).isEmpty();
        return against(project, words).orElseGet(() -> {
            if (project.hasPlace()) {
                return line ? plain.foretelling(Forecast.hint(project, true, words)) : plain;
            }
            return accounts.size() == 1 && line
                    ? firstSend(plain, project, accounts.getFirst(), patience, words)
                    : plain;
        });
    }

    /** As its own button does. */
    private Answer pressed(NearProject project, PageWords words) {
        return switch (program.work().press(project)) {
            case Press.Went(var start) -> Downloads.begun(start, project.name(), words);
            case Press.Waits() -> Answer.nothing().saying(words.html("near.waits", "count", 1, "name", project.name()));
        };
    }

    /** A first send may find the project there already, or another one of its name. */
    private Meaning firstSend(
            Meaning plain, NearProject project, KnownAccount account, Optional<Duration> patience, PageWords words) {
        There there = program.meetings().there(account, project, patience);
        Meaning meaning = switch (there) {
            case SAME -> plain.because(words.html("drop.sameThere"));
            case ANOTHER -> plain.because(words.html("drop.anotherThere"));
            case NOTHING -> plain;
        };
        return patience.isEmpty() && there == There.NOTHING ? meaning.open() : meaning;
    }

    private Meaning toHere(Visit visit, boolean waits) {
        return Far.of(program, visit.value("what"))
                .map(far -> toHere(far, meeting(far, waits), visit.words()))
                .orElseGet(() -> Meaning.nothing(visit.words().html("drop.nothing")));
    }

    /** What bringing a project of a server here means, as far as is known whom it meets. */
    Meaning toHere(Far far, Meeting meeting, PageWords words) {
        return switch (meeting) {
            case Meeting.Here(var near) -> get(near, words);
            case Meeting.Joins(var near, var there, var line) -> join(near, far.account(), there, line, words);
            case Meeting.Apart(var near, var why) -> download(far, words).because(apart(near, why, words));
            case Meeting.Namesake(var near, var another) ->
                download(far, words)
                        .because(words.html(another ? "drop.another" : "drop.namesake", "name", near.name()));
            case Meeting.Nobody() -> download(far, words);
            case Meeting.NotKnown(var asking) ->
                asking
                        ? download(far, words)
                                .because(words.html("drop.asking"))
                                .open()
                        : download(far, words).because(words.html("drop.notAsked"));
        };
    }

    private Meaning get(NearProject near, PageWords words) {
        return against(near, words)
                .orElseGet(() -> Meaning.of(
                                words.html("drop.combine", "name", near.name()),
                                () -> Downloads.begun(
                                        program.work().sync(near, SyncWish.GET_CHANGES), near.name(), words))
                        .foretelling(Forecast.hint(near, false, words)));
    }

    private Meaning join(NearProject near, KnownAccount account, FarLook there, String line, PageWords words) {
        ProjectName name = there.project().name();
        Optional<String> chosen = there.lines().several() ? Optional.of(line) : Optional.empty();
        return against(near, words)
                .orElseGet(() -> Meaning.of(
                                words.html("drop.combine", "name", near.name()),
                                () -> Downloads.begun(
                                        program.work().join(near, account, name, chosen), near.name(), words))
                        .because(words.html(
                                "drop.joins",
                                "where",
                                name,
                                "visibility",
                                there.project().isPrivate() ? "private" : "public")));
    }

    private static Html apart(NearProject near, Meeting.Why why, PageWords words) {
        return switch (why) {
            case ELSEWHERE ->
                words.html(
                        "drop.apart",
                        "name",
                        near.name(),
                        "where",
                        near.places().stream()
                                .findFirst()
                                .map(PlaceAddress::fullName)
                                .orElse(""));
            case READ_ONLY -> words.html("drop.apartReadOnly", "name", near.name());
            case NOT_FOR_EVERYBODY -> words.html("drop.apartPrivate", "name", near.name());
        };
    }

    private Meaning download(Far far, PageWords words) {
        String name = far.name().name();
        if (program.activities()
                .on(ProjectWork.farSubject(far.account(), far.name()))
                .isPresent()) {
            return Meaning.nothing(words.html("near.busy", "name", name));
        }
        boolean asks = program.farLooks()
                .known(far.account(), far.name())
                .answer()
                .map(FarLook::lines)
                .filter(ProjectLines::several)
                .isPresent();
        Meaning meaning = Meaning.of(
                words.html("drop.download", "name", name),
                () -> asks
                        ? Answer.show(downloads.chooser(far, words))
                        : Downloads.begun(
                                program.work()
                                        .download(
                                                far.account(), far.name(), Optional.empty(), program.freeFolder(name)),
                                name,
                                words));
        return asks ? meaning.because(words.html("drop.severalTexts")) : meaning;
    }

    /** A project on this computer that is dragged. */
    private Optional<NearProject> near(Visit visit) {
        return visit.value("what")
                .filter(what -> what.startsWith("near "))
                .flatMap(what -> program.shelf().project(what.substring("near ".length())));
    }
}

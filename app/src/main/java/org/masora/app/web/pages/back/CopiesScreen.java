package org.masora.app.web.pages.back;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.h3;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Ending.Result;
import org.masora.app.web.activities.Past;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.Moments;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.parts.Sizes;
import org.masora.app.web.process.Opening;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.ProjectWords;
import org.masora.engine.BackThen.Copies;
import org.masora.engine.BackThen.CopyAtPlace;
import org.masora.engine.LookingBack;
import org.masora.engine.ProjectSession;
import org.masora.engine.Restoring.Backup;
import org.masora.engine.Restoring.Checked;

/** Where the copies of the work are, how old each is, and whether it was checked; and the backups. */
final class CopiesScreen {
    private final Program program;

    CopiesScreen(Program program) {
        this.program = program;
    }

    Html show(NearProject project, Visit visit) {
        PageWords words = visit.words();
        return div(
                cls("column"),
                ProjectTabs.of(ProjectTabs.Tab.BACKUPS, project, words),
                section(cls("card"), h2(text(words.text("copies.title"))), waiting("copies", project, words)),
                section(
                        cls("card"),
                        h2(text(words.text("copies.backups"))),
                        p(cls("quiet"), text(words.text("copies.backupsNote"))),
                        waiting("list", project, words)));
    }

    private static Html waiting(String name, NearProject project, PageWords words) {
        return div(
                id("back-" + name),
                cls("list"),
                attr("data-src", "/p/" + project.id() + "/backups/" + name),
                p(cls("quiet"), attr("aria-busy", "true"), text(words.text("copies.checking"))));
    }

    private Html piece(String name, NearProject project, Html inside) {
        return div(
                id("back-" + name),
                cls("list"),
                attr("data-src", "/p/" + project.id() + "/backups/" + name),
                attr("data-live", Program.ENDED),
                attr("data-fetched"),
                inside);
    }

    // The copies

    Html copies(NearProject project, Visit visit) throws IOException {
        return piece(
                "copies",
                project,
                BackScreen.look(program, project, visit, session -> copies(session, project, visit.words())));
    }

    private Html copies(ProjectSession session, NearProject project, PageWords words) {
        Copies copies = session.copies();
        List<Html> rows = new ArrayList<>();
        rows.add(copy(
                words.text("copies.folder"),
                ProjectText.name(copies.folder().toString()),
                words.html(copies.folderIsThere() ? "copies.folderThere" : "copies.folderMissing"),
                copies.folderIsThere(),
                button(
                        attr("type", "button"),
                        attr("data-act", "/p/" + project.id() + "/folder"),
                        text(words.text("copies.open")))));
        rows.add(copies.kept()
                .map(kept -> keptHere(session, kept, words))
                .orElseGet(() -> copy(
                        words.text("copies.kept"),
                        text(words.text("copies.keptHow")),
                        words.html("copies.nothingKept"),
                        false,
                        Html.EMPTY)));
        copies.places().forEach(place -> rows.add(atPlace(place, project, words)));
        if (copies.places().isEmpty()) {
            rows.add(copy(
                    words.text("copies.elsewhere"),
                    text(words.text("copies.elsewhereNone")),
                    words.html("copies.onlyThisComputer"),
                    false,
                    Html.EMPTY));
        }
        return ul(cls("copies"), all(rows));
    }

    private Html keptHere(ProjectSession session, LookingBack.Past kept, PageWords words) {
        Checked checked = session.check(kept.revision());
        Html state = checked.whole()
                ? words.html(
                        "copies.keptWhole",
                        "time",
                        Moments.ago(kept.time(), program.clock().instant(), words),
                        "files",
                        checked.files(),
                        "size",
                        Sizes.of(checked.bytes(), words))
                : words.html("copies.damaged");
        return copy(words.text("copies.kept"), text(words.text("copies.keptHow")), state, checked.whole(), Html.EMPTY);
    }

    private Html atPlace(CopyAtPlace place, NearProject project, PageWords words) {
        Optional<Instant> seen = program.activities()
                .last(project.id())
                .filter(past -> past.ending().result() == Result.DONE)
                .map(Past::ended)
                .filter(_ -> place.same())
                .filter(time ->
                        place.proved().isEmpty() || time.isAfter(place.proved().get()))
                .or(place::proved);
        Html state = seen.map(time -> words.html(
                        place.same() ? "copies.placeSame" : "copies.placeBehind",
                        "time",
                        Moments.ago(time, program.clock().instant(), words)))
                .orElseGet(() -> words.html("copies.placeNever"));
        return copy(
                words.text("copies.place"),
                ProjectText.name(
                        place.address().server() + "/" + place.address().fullName()),
                state,
                place.same(),
                Html.EMPTY);
    }

    private static Html copy(String title, Html where, Html state, boolean good, Html button) {
        return li(
                cls(good ? "copy good" : "copy todo"),
                div(h3(text(title)), p(cls("quiet"), where)),
                p(cls("copy-state"), state),
                button);
    }

    // The backups

    Html list(NearProject project, Visit visit) throws IOException {
        return piece(
                "list",
                project,
                BackScreen.look(program, project, visit, session -> list(session, project, visit.words())));
    }

    private Html list(ProjectSession session, NearProject project, PageWords words) {
        int most = program.settings().now().backupsListed();
        List<Backup> backups = session.backups(most);
        if (backups.isEmpty()) {
            return p(cls("quiet"), text(words.text("copies.noBackups")));
        }
        return div(
                cls("list"),
                ul(
                        cls("backups"),
                        all(backups.stream()
                                .map(backup -> row(backup, session.check(backup.revision()), project, words))
                                .toList())),
                p(cls("quiet"), text(words.text("copies.howMany", "count", most))));
    }

    private Html row(Backup backup, Checked checked, NearProject project, PageWords words) {
        return li(
                attr("data-key", backup.revision().hex() + backup.time()),
                cls("backup"),
                div(
                        p(
                                cls("name"),
                                words.html(
                                        "copies.before",
                                        "what",
                                        words.text(ProjectWords.of(backup.before())),
                                        "time",
                                        Moments.ago(
                                                backup.time(), program.clock().instant(), words))),
                        p(
                                cls("quiet facts"),
                                span(text(Moments.exact(backup.time(), words))),
                                span(text(words.text("copies.files", "count", checked.files()))),
                                span(text(Sizes.of(checked.bytes(), words))))),
                span(
                        cls(checked.whole() ? "pill good" : "pill bad"),
                        text(words.text(checked.whole() ? "copies.verified" : "copies.broken"))),
                PuttingBack.opener(project, backup.revision().hex(), Optional.empty(), words));
    }

    /** Shows the project's folder in the file manager. */
    Answer open(Visit visit) {
        PageWords words = visit.words();
        return program.shelf()
                .project(visit.part("project"))
                .filter(project -> !Opening.showFolder(project.folder()))
                .map(project -> Answer.nothing().saying(words.html("copies.openYourself", "folder", project.folder())))
                .orElseGet(Answer::nothing);
    }
}

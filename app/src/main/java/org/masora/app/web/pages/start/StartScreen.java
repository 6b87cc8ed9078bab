package org.masora.app.web.pages.start;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.h2;
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
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.masora.app.demo.Sample;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.pages.start.FoundFolders.Folder;
import org.masora.app.web.pages.start.FoundFolders.Place;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.PageWords;
import org.masora.engine.Projects;

/** How projects come under care: the ones that were found, a folder that is picked, or a sample. */
public final class StartScreen implements Screen {
    private final Program program;
    private final FoundFolders folders;

    public StartScreen(Program program) {
        this.program = program;
        this.folders = new FoundFolders(Path.of(System.getProperty("user.home")), System.getenv());
    }

    @Override
    public void addTo(Routes routes) {
        routes.page("/start", "start.title", this::show);
        routes.piece("/start/folders", this::picker);
        routes.piece("/start/in", visit -> list(visit.value("path"), visit.words()));
        routes.action("/start/add", this::add);
        routes.action("/start/sample", this::sample);
    }

    private Html show(Visit visit) throws IOException {
        PageWords words = visit.words();
        List<Place> places = folders.usualPlaces();
        return div(
                cls("column"),
                h1(text(words.text("start.title"))),
                section(
                        cls("card"),
                        h2(text(words.text("start.found"))),
                        places.isEmpty()
                                ? p(cls("quiet"), text(words.text("start.looked")))
                                : form(
                                        attr("data-act", "/start/add"),
                                        all(places.stream()
                                                .map(place -> place(place, words))
                                                .toList()),
                                        button(cls("main"), attr("type", "submit"), text(words.text("start.take"))))),
                section(
                        cls("card"),
                        h2(text(words.text("start.pick"))),
                        p(cls("quiet"), text(words.text("start.pickNote"))),
                        button(
                                id("start-pick"),
                                attr("type", "button"),
                                attr("data-opens", "/start/folders"),
                                text(words.text("start.choose")))),
                section(
                        cls("card"),
                        h2(text(words.text("start.sample"))),
                        p(cls("quiet"), text(words.text("start.sampleNote"))),
                        button(
                                attr("type", "button"),
                                attr("data-act", "/start/sample"),
                                text(words.text("start.trySample")))));
    }

    private Html place(Place place, PageWords words) {
        Set<Path> here =
                program.shelf().list().stream().map(NearProject::folder).collect(Collectors.toSet());
        List<Html> rows = new ArrayList<>();
        for (Path project : place.projects()) {
            boolean known = here.contains(project);
            rows.add(li(label(
                    cls("radio"),
                    input(
                            attr("type", "checkbox"),
                            attr("name", "folder"),
                            attr("value", project),
                            when(known, attr("disabled"))),
                    ProjectText.name(String.valueOf(project.getFileName())),
                    when(known, span(cls("quiet"), text(words.text("start.known")))))));
        }
        if (rows.isEmpty()) {
            rows.add(li(cls("quiet"), text(words.text("start.nothing"))));
        }
        Html title = place.owner().isPresent()
                ? words.html(
                        "start.ofUser",
                        "program",
                        place.program(),
                        "user",
                        place.owner().get())
                : words.html("start.of", "program", place.program());
        return div(p(title), ul(cls("list"), all(rows)));
    }

    private Html picker(Visit visit) throws IOException {
        PageWords words = visit.words();
        return dialog(
                id("picker"),
                cls("wide"),
                attr("aria-labelledby", "picker-title"),
                h2(id("picker-title"), text(words.text("start.choose"))),
                list(visit.value("path"), words),
                div(
                        cls("buttons"),
                        button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.cancel")))));
    }

    private Html list(Optional<String> typed, PageWords words) throws IOException {
        Optional<Path> at = typed.flatMap(StartScreen::folder);
        List<Html> rows = new ArrayList<>();
        if (at.isEmpty()) {
            folders.beginnings().forEach(path -> rows.add(row(new Folder(path, false), path.toString(), words)));
        } else {
            Optional.ofNullable(at.get().getParent())
                    .ifPresent(up -> rows.add(row(new Folder(up, false), words.text("start.up"), words)));
            folders.in(at.get())
                    .forEach(folder ->
                            rows.add(row(folder, String.valueOf(folder.path().getFileName()), words)));
        }
        return form(
                id("picker-list"),
                attr("data-act", "/start/add"),
                p(cls("quiet"), ProjectText.name(at.map(Path::toString).orElse(""))),
                ul(cls("list picker"), all(rows)),
                when(
                        at.filter(FoundFolders::looksLikeProject).isPresent(),
                        div(
                                when(!at.map(FoundFolders::isDescribed).orElse(true), given(words)),
                                input(
                                        attr("type", "hidden"),
                                        attr("name", "folder"),
                                        attr("value", at.map(Path::toString).orElse(""))),
                                button(cls("main"), attr("type", "submit"), text(words.text("start.takeThis"))))));
    }

    /** What a folder that holds nothing but books cannot say of itself. */
    private static Html given(PageWords words) {
        return div(
                p(text(words.text("start.given"))),
                label(
                        text(words.text("start.name")),
                        input(attr("name", "name"), attr("required"), attr("autocomplete", "off"))),
                label(
                        text(words.text("start.language")),
                        input(
                                attr("name", "language"),
                                attr("required"),
                                attr("dir", "ltr"),
                                attr("autocomplete", "off"),
                                attr("pattern", "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
                                attr("placeholder", words.text("start.languageExample")))));
    }

    private static Html row(Folder folder, String name, PageWords words) {
        return li(
                attr("data-key", folder.path()),
                button(
                        attr("type", "button"),
                        cls("plain"),
                        attr(
                                "data-opens",
                                Visit.address("/start/in", "path", folder.path().toString())),
                        ProjectText.name(name)),
                when(folder.looksLikeProject(), span(cls("pill good"), text(words.text("start.isProject")))));
    }

    private static Optional<Path> folder(String typed) {
        try {
            Path path = Path.of(typed);
            return path.isAbsolute() && Files.isDirectory(path) ? Optional.of(path.normalize()) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Answer add(Visit visit) {
        List<Path> chosen = visit.values("folder").stream()
                .flatMap(typed -> folder(typed).stream())
                .toList();
        if (chosen.isEmpty()) {
            return Answer.nothing().saying(visit.words().html("start.chooseFirst"));
        }
        Projects.Given given = new Projects.Given(visit.value("name"), visit.value("language"));
        chosen.forEach(folder -> program.work().add(folder, given));
        return Answer.going("/");
    }

    private Answer sample(Visit visit) throws IOException {
        Path folder = program.freeFolder("Sample");
        Sample.make().write(folder);
        program.work().add(folder, new Projects.Given(Optional.empty(), Optional.empty()));
        return Answer.going("/");
    }
}

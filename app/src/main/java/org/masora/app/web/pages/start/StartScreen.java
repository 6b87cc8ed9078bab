package org.masora.app.web.pages.start;

import static org.masora.app.web.html.Tags.a;
import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.dialog;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.h3;
import static org.masora.app.web.html.Tags.href;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.masora.app.demo.Sample;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.pages.start.FoundFolders.Folder;
import org.masora.app.web.pages.start.FoundFolders.Inside;
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
    private static final int SHOWN_MAX = 50;
    private static final String EVERYWHERE = "everywhere";

    /** What Scribe writes behind the name of a project to make the name of its folder. */
    private static final Pattern SCRIBES_ID = Pattern.compile("_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$");

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
        routes.piece("/start/in", this::list);
        routes.action("/start/add", this::add);
        routes.action("/start/sample", this::sample);
    }

    private Html show(Visit visit) {
        PageWords words = visit.words();
        return div(
                cls("column"),
                h1(text(words.text("start.title"))),
                section(cls("card"), h2(text(words.text("start.found"))), found(words)),
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
                        h2(text(words.text("start.download"))),
                        p(cls("quiet"), text(words.text("start.downloadNote"))),
                        program.work().accounts().isEmpty()
                                ? button(
                                        id("start-login"),
                                        attr("type", "button"),
                                        attr("data-opens", "/login"),
                                        text(words.text("start.logIn")))
                                : a(
                                        cls("button"),
                                        href("/?shown=far"),
                                        attr("data-go"),
                                        text(words.text("start.toCloud")))),
                section(
                        cls("card"),
                        h2(text(words.text("start.sample"))),
                        p(cls("quiet"), text(words.text("start.sampleNote"))),
                        button(
                                attr("type", "button"),
                                attr("data-act", "/start/sample"),
                                text(words.text("start.trySample")))));
    }

    private Html found(PageWords words) {
        List<Place> places = folders.usualPlaces();
        Set<Path> here = underCare();
        if (places.stream().allMatch(place -> place.projects().isEmpty())) {
            return div(
                    p(cls("quiet"), text(words.text("start.looked"))),
                    ul(
                            cls("list quiet"),
                            all(folders.lookedIn().entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .flatMap(entry -> entry.getValue().stream()
                                            .map(folder -> li(words.html(
                                                    "start.lookedIn", "program", entry.getKey(), "folder", folder))))
                                    .toList())));
        }
        boolean several = places.size() > 1;
        return form(
                attr("data-act", "/start/add"),
                all(places.stream()
                        .map(place -> place(place, here, several, words))
                        .toList()),
                div(
                        cls("buttons"),
                        button(cls("main"), attr("type", "submit"), text(words.text("start.take"))),
                        takeAll(
                                places.stream()
                                        .flatMap(place -> place.projects().stream())
                                        .filter(project -> !here.contains(project))
                                        .count(),
                                EVERYWHERE,
                                words)));
    }

    private Set<Path> underCare() {
        return program.shelf().list().stream().map(NearProject::folder).collect(Collectors.toSet());
    }

    /** One press for all that is not under care yet. */
    private static Html takeAll(long count, String where, PageWords words) {
        return count < 2
                ? Html.EMPTY
                : button(
                        attr("type", "submit"),
                        attr("name", "all"),
                        attr("value", where),
                        text(words.text("start.takeAll", "count", count)));
    }

    private Html place(Place place, Set<Path> here, boolean several, PageWords words) {
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
                    ProjectText.name(
                            SCRIBES_ID.matcher(FoundFolders.name(project)).replaceFirst("")),
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
        long fresh = place.projects().stream()
                .filter(project -> !here.contains(project))
                .count();
        return div(
                h3(title),
                p(cls("quiet"), ProjectText.name(place.folder().toString())),
                ul(cls("list"), all(rows)),
                takeAll(several ? fresh : 0, place.folder().toString(), words));
    }

    // A folder is picked

    private Html picker(Visit visit) {
        PageWords words = visit.words();
        return dialog(
                id("picker"),
                cls("wide"),
                attr("aria-labelledby", "picker-title"),
                h2(id("picker-title"), text(words.text("start.choose"))),
                form(id("picker-search"), attr("data-filters", "picker-list"), attr("role", "search")),
                list(visit),
                div(
                        cls("buttons"),
                        button(attr("type", "button"), attr("data-closes"), text(words.text("dialog.cancel")))));
    }

    private Html list(Visit visit) {
        PageWords words = visit.words();
        Optional<String> typed = Optional.of(visit.exact("path")).filter(path -> !path.isEmpty());
        Optional<Path> at = typed.flatMap(FoundFolders::folder);
        return form(
                id("picker-list"),
                attr("data-act", "/start/add"),
                attr("data-src", visit.address("/start/in")),
                attr("data-fetched"),
                at.map(folder -> inside(folder, visit.value("q").orElse(""), words))
                        .orElseGet(() -> beginnings(typed.isPresent(), words)));
    }

    private Html beginnings(boolean isGone, PageWords words) {
        List<Html> rows = new ArrayList<>();
        rows.add(row(new Folder(folders.home(), false), text(words.text("start.home")), false, words));
        folders.drives()
                .forEach(path ->
                        rows.add(row(new Folder(path, false), ProjectText.name(path.toString()), false, words)));
        return div(when(isGone, p(text(words.text("start.gone")))), ul(cls("list picker"), all(rows)));
    }

    private Html inside(Path folder, String sought, PageWords words) {
        Inside inside = FoundFolders.in(folder, sought, SHOWN_MAX);
        Set<Path> here = underCare();
        List<Html> rows = new ArrayList<>();
        String up = Optional.ofNullable(folder.getParent()).map(Path::toString).orElse("");
        rows.add(li(
                attr("data-key", "up"),
                button(
                        attr("type", "button"),
                        cls("plain"),
                        attr("data-opens", Visit.address("/start/in", "path", up)),
                        text(words.text("start.up")))));
        inside.folders()
                .forEach(one -> rows.add(
                        row(one, ProjectText.name(FoundFolders.name(one.path())), here.contains(one.path()), words)));
        boolean searched = inside.more() > 0 || !sought.isEmpty();
        return div(
                p(cls("quiet"), ProjectText.name(folder.toString())),
                input(
                        attr("type", "hidden"),
                        attr("form", "picker-search"),
                        attr("name", "path"),
                        attr("value", folder)),
                when(
                        searched,
                        label(
                                attr("data-key", "search " + folder),
                                text(words.text("start.search")),
                                input(
                                        attr("type", "search"),
                                        attr("form", "picker-search"),
                                        attr("name", "q"),
                                        attr("autocomplete", "off"),
                                        attr("value", sought)))),
                ul(cls("list picker"), all(rows)),
                when(inside.more() > 0, p(cls("quiet"), text(words.text("start.more", "count", inside.more())))),
                when(
                        inside.readable() && inside.folders().isEmpty(),
                        p(cls("quiet"), text(words.text(sought.isEmpty() ? "start.noFolders" : "start.noneFits")))),
                when(!inside.readable(), p(cls("trouble"), text(words.text("start.unreadable")))),
                taken(folder, here.contains(folder), words));
    }

    /** The folder that one is in can be taken, if it is a project. */
    private static Html taken(Path folder, boolean known, PageWords words) {
        if (known) {
            return p(text(words.text("start.knownHere")));
        }
        if (!FoundFolders.looksLikeProject(folder)) {
            return p(cls("quiet"), text(words.text("start.goOn")));
        }
        return div(
                when(!FoundFolders.isDescribed(folder), given(words)),
                input(attr("type", "hidden"), attr("name", "folder"), attr("value", folder)),
                button(cls("main"), attr("type", "submit"), text(words.text("start.takeThis"))));
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

    private static Html row(Folder folder, Html name, boolean known, PageWords words) {
        return li(
                attr("data-key", folder.path()),
                button(
                        attr("type", "button"),
                        cls("plain"),
                        attr(
                                "data-opens",
                                Visit.address("/start/in", "path", folder.path().toString())),
                        name),
                when(folder.looksLikeProject(), span(cls("pill good"), text(words.text("start.isProject")))),
                when(known, span(cls("quiet"), text(words.text("start.known")))));
    }

    private Answer add(Visit visit) {
        List<Path> chosen = chosen(visit);
        if (chosen.isEmpty()) {
            return Answer.nothing().saying(visit.words().html("start.chooseFirst"));
        }
        Projects.Given given = new Projects.Given(visit.value("name"), visit.value("language"));
        chosen.forEach(folder -> program.work().add(folder, given));
        return Answer.going("/");
    }

    /** What was ticked, or all that was found: everywhere, or in one of the usual places. */
    private List<Path> chosen(Visit visit) {
        Optional<String> all = visit.value("all");
        if (all.isPresent()) {
            Set<Path> here = underCare();
            return folders.usualPlaces().stream()
                    .filter(place -> all.get().equals(EVERYWHERE)
                            || all.get().equals(place.folder().toString()))
                    .flatMap(place -> place.projects().stream())
                    .filter(project -> !here.contains(project))
                    .toList();
        }
        return visit.values("folder").stream()
                .flatMap(typed -> FoundFolders.folder(typed).stream())
                .toList();
    }

    private Answer sample(Visit visit) throws IOException {
        Path folder = program.freeFolder("Sample");
        Sample.make().write(folder);
        program.work().add(folder, new Projects.Given(Optional.empty(), Optional.empty()));
        return Answer.going("/");
    }
}

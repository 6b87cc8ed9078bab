package org.masora.app.web.pages.project;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.option;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.select;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.when;

import com.ibm.icu.text.DisplayContext;
import com.ibm.icu.text.LocaleDisplayNames;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.masora.app.home.Desk;
import org.masora.app.home.ParatextAccount;
import org.masora.app.home.Settings;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.parts.ProjectTabs;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.Language;
import org.masora.app.web.words.PageWords;
import org.masora.core.sync.PlaceName;
import org.masora.engine.ProjectSession;
import org.masora.store.ProjectConfig;

/** What a person has chosen: for all projects on this computer, shown at the project too. */
final class SettingsScreen implements Screen {
    private static final String NEVER = "never";
    private static final List<Integer> UNDO_SECONDS = List.of(0, 5, 10, 20, 30, 60);
    private static final List<Integer> MINUTES = List.of(15, 30, 60, 240);
    private static final List<Integer> EDITOR_MINUTES = List.of(0, 10, 30, 60);
    private static final List<Integer> PERCENTS = List.of(90, 100, 115, 130, 150, 175, 200);
    private static final List<Integer> BACKUPS = List.of(3, 5, 10, 20, 50);

    private final Program program;

    SettingsScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.page(
                "/settings",
                "settings.title",
                visit -> div(
                        cls("column"),
                        h1(text(visit.words().text("settings.title"))),
                        fields(visit.words()),
                        figures(visit.words())));
        routes.page(
                "/p/{project}/settings",
                "settings.title",
                visit -> program.shelf()
                        .project(visit.part("project"))
                        .map(project -> div(
                                cls("column"),
                                ProjectTabs.of(ProjectTabs.Tab.SETTINGS, project, visit.words()),
                                lead(project),
                                fields(visit.words()),
                                figures(visit.words())))
                        .orElseGet(() -> p(text(visit.words().text("project.none")))));
        routes.action("/settings", this::choose);
        routes.piece("/p/{project}/settings/lead", this::lead);
        routes.action("/p/{project}/settings/lead", this::chooseLead);
    }

    /** What was chosen stands with the project, which is opened for that. */
    private static Html lead(NearProject project) {
        return div(id("lead"), attr("data-src", "/p/" + project.id() + "/settings/lead"));
    }

    private Html lead(Visit visit) throws IOException {
        String project = visit.part("project");
        PageWords words = visit.words();
        return program.work()
                .look(project, ProjectSession::config)
                .map(config -> lead(config, words))
                .orElseGet(() -> div(id("lead"), p(text(words.text("back.busy")))));
    }

    private static Html lead(ProjectConfig config, PageWords words) {
        if (config.places().size() < 2) {
            return div(id("lead"));
        }
        Optional<PlaceName> chosen = config.lead()
                .or(() -> config.places().entrySet().stream()
                        .filter(place -> ParatextAccount.isParatext(place.getValue()))
                        .map(Map.Entry::getKey)
                        .findFirst());
        return section(
                cls("card"),
                id("lead"),
                h2(text(words.text("settings.places"))),
                form(
                        cls("settings"),
                        attr("data-act", "/p/" + config.id() + "/settings/lead"),
                        label(
                                text(words.text("settings.lead")),
                                select(
                                        attr("name", "place"),
                                        attr("autocomplete", "off"),
                                        all(config.places().entrySet().stream()
                                                .map(place -> option(
                                                        attr("value", place.getKey()),
                                                        when(
                                                                chosen.equals(Optional.of(place.getKey())),
                                                                attr("selected")),
                                                        text(Desk.called(place.getValue()))))
                                                .toList()))),
                        p(cls("quiet"), text(words.text("settings.leadNote"))),
                        button(cls("main"), attr("type", "submit"), text(words.text("settings.save")))));
    }

    private Answer chooseLead(Visit visit) throws IOException {
        PageWords words = visit.words();
        Optional<ProjectConfig> chosen = program.work().look(visit.part("project"), session -> {
            session.config().places().keySet().stream()
                    .filter(place -> visit.value("place").equals(Optional.of(place.value())))
                    .findFirst()
                    .ifPresent(place -> session.chooseLead(Optional.of(place)));
            return session.config();
        });
        return chosen.map(config -> Answer.show(lead(config, words)).saying(words.html("settings.saved")))
                .orElseGet(() -> Answer.nothing().complaining(words.html("back.busy")));
    }

    private Html fields(PageWords words) {
        Settings now = program.settings().now();
        return section(
                cls("card"),
                id("settings"),
                h2(text(words.text("settings.forAll"))),
                form(
                        cls("settings"),
                        attr("data-act", "/settings"),
                        choice(
                                "undo",
                                "settings.undo",
                                now.undoSeconds(),
                                UNDO_SECONDS,
                                seconds -> words.text("settings.seconds", "count", seconds),
                                "settings.untilIPress",
                                words),
                        choice(
                                "every",
                                "settings.every",
                                now.syncEveryMinutes(),
                                MINUTES,
                                minutes -> words.text("settings.minutes", "count", minutes),
                                "settings.never",
                                words),
                        label(
                                cls("radio"),
                                input(
                                        attr("type", "checkbox"),
                                        attr("name", "line"),
                                        when(now.syncWhenLineIsBack(), attr("checked"))),
                                text(words.text("settings.line"))),
                        choice(
                                "editor",
                                "settings.editor",
                                OptionalInt.of(now.editorMinutes()),
                                EDITOR_MINUTES,
                                minutes -> minutes == 0
                                        ? words.text("settings.atOnce")
                                        : words.text("settings.editorMinutes", "count", minutes),
                                "",
                                words),
                        choice(
                                "text",
                                "settings.textSize",
                                OptionalInt.of(now.textPercent()),
                                PERCENTS,
                                percent -> words.text("settings.percent", "number", percent),
                                "",
                                words),
                        choice(
                                "backups",
                                "settings.backups",
                                OptionalInt.of(now.backupsListed()),
                                BACKUPS,
                                count -> words.text("settings.listed", "count", count),
                                "",
                                words),
                        p(cls("quiet"), text(words.text("settings.backupsNote"))),
                        button(cls("main"), attr("type", "submit"), text(words.text("settings.save")))));
    }

    /** How numbers and days are written; chosen for this browser, as its language is. */
    private static Html figures(PageWords words) {
        return section(
                cls("card"),
                h2(text(words.text("settings.figures"))),
                div(
                        cls("settings"),
                        written(
                                "digits",
                                "settings.digits",
                                "numbers",
                                Language.DIGITS,
                                words.language().digits(),
                                words),
                        written(
                                "calendar",
                                "settings.calendar",
                                "calendar",
                                Language.CALENDARS,
                                words.language().calendar(),
                                words)));
    }

    /** CLDR knows what each is called in each language. */
    private static Html written(
            String name, String title, String keyword, List<String> all, String chosen, PageWords words) {
        LocaleDisplayNames names = LocaleDisplayNames.getInstance(
                ULocale.forLocale(words.language().locale()), DisplayContext.CAPITALIZATION_FOR_UI_LIST_OR_MENU);
        return label(
                text(words.text(title)),
                select(
                        attr("data-chooses", name),
                        attr("autocomplete", "off"),
                        all(all.stream()
                                .map(value -> option(
                                        attr("value", value),
                                        when(value.equals(chosen), attr("selected")),
                                        text(names.keyValueDisplayName(
                                                keyword,
                                                Objects.requireNonNullElse(
                                                        ULocale.toLegacyType(keyword, value), value)))))
                                .toList())));
    }

    /** A choice among numbers, the chosen one among them also where it is none of the usual; perhaps none of them. */
    private static Html choice(
            String name,
            String title,
            OptionalInt chosen,
            List<Integer> usual,
            IntFunction<String> said,
            String none,
            PageWords words) {
        TreeSet<Integer> numbers = new TreeSet<>(usual);
        chosen.ifPresent(numbers::add);
        return label(
                text(words.text(title)),
                select(
                        attr("name", name),
                        attr("autocomplete", "off"),
                        all(numbers.stream()
                                .map(number -> option(
                                        attr("value", number),
                                        when(chosen.equals(OptionalInt.of(number)), attr("selected")),
                                        text(said.apply(number))))
                                .toList()),
                        none.isEmpty()
                                ? Html.EMPTY
                                : option(
                                        attr("value", NEVER),
                                        when(chosen.isEmpty(), attr("selected")),
                                        text(words.text(none)))));
    }

    private Answer choose(Visit visit) throws IOException {
        program.settings()
                .change(settings -> settings.withUndoSeconds(number(visit, "undo", settings.undoSeconds()))
                        .withSyncEveryMinutes(number(visit, "every", settings.syncEveryMinutes()))
                        .withSyncWhenLineIsBack(visit.value("line").isPresent())
                        .withEditorMinutes(
                                number(visit, "editor", OptionalInt.empty()).orElse(settings.editorMinutes()))
                        .withTextPercent(
                                number(visit, "text", OptionalInt.empty()).orElse(settings.textPercent()))
                        .withBackupsListed(
                                number(visit, "backups", OptionalInt.empty()).orElse(settings.backupsListed())));
        return Answer.show(fields(visit.words())).saying(visit.words().html("settings.saved"));
    }

    private static OptionalInt number(Visit visit, String name, OptionalInt now) {
        String typed = visit.value(name).orElse("");
        if (typed.equals(NEVER)) {
            return OptionalInt.empty();
        }
        return typed.matches("[0-9]{1,6}") ? OptionalInt.of(Integer.parseInt(typed)) : now;
    }
}

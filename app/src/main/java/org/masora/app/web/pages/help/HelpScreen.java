package org.masora.app.web.pages.help;

import static org.masora.app.web.html.Tags.all;
import static org.masora.app.web.html.Tags.attr;
import static org.masora.app.web.html.Tags.button;
import static org.masora.app.web.html.Tags.cls;
import static org.masora.app.web.html.Tags.div;
import static org.masora.app.web.html.Tags.form;
import static org.masora.app.web.html.Tags.h1;
import static org.masora.app.web.html.Tags.h2;
import static org.masora.app.web.html.Tags.h3;
import static org.masora.app.web.html.Tags.id;
import static org.masora.app.web.html.Tags.input;
import static org.masora.app.web.html.Tags.label;
import static org.masora.app.web.html.Tags.li;
import static org.masora.app.web.html.Tags.p;
import static org.masora.app.web.html.Tags.pre;
import static org.masora.app.web.html.Tags.section;
import static org.masora.app.web.html.Tags.small;
import static org.masora.app.web.html.Tags.span;
import static org.masora.app.web.html.Tags.text;
import static org.masora.app.web.html.Tags.ul;
import static org.masora.app.web.html.Tags.when;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.OwnFile;
import org.masora.app.web.Program;
import org.masora.app.web.html.Html;
import org.masora.app.web.pages.help.LineTest.Tested;
import org.masora.app.web.parts.ProjectText;
import org.masora.app.web.process.Shortcuts;
import org.masora.app.web.server.Answer;
import org.masora.app.web.server.Routes;
import org.masora.app.web.server.Screen;
import org.masora.app.web.server.Visit;
import org.masora.app.web.words.PageWords;

/**
 * Help, also from afar: tests the line to each account's server, shows and saves what a helper has to know, and makes
 * the icon.
 */
public final class HelpScreen implements Screen {
    private final Program program;
    private final Shortcuts shortcuts = Shortcuts.ofThisProcess();
    private final Map<KnownAccount, LineTest.Result> tests = new ConcurrentHashMap<>();

    public HelpScreen(Program program) {
        this.program = program;
    }

    @Override
    public void addTo(Routes routes) {
        routes.page("/help", "help.title", this::show);
        routes.action("/help/test", this::test);
        routes.piece("/help/file", this::file);
        routes.action("/help/save", this::save);
        routes.action("/help/icon", this::icon);
        routes.action("/help/start", this::start);
    }

    private Html show(Visit visit) throws IOException {
        PageWords words = visit.words();
        return div(
                cls("column"),
                h1(text(words.text("help.title"))),
                section(
                        cls("card"),
                        h2(text(words.text("help.line"))),
                        p(cls("quiet"), text(words.text("help.lineNote"))),
                        button(
                                id("help-test"),
                                cls("main"),
                                attr("type", "button"),
                                attr("data-act", "/help/test"),
                                text(words.text("help.test"))),
                        results(words)),
                section(
                        cls("card"),
                        h2(text(words.text("help.file"))),
                        p(cls("quiet"), text(words.text("help.fileNote"))),
                        form(
                                cls("list"),
                                attr("data-act", "/help/save"),
                                attr("data-filters", "help-file"),
                                label(
                                        cls("radio"),
                                        input(
                                                id("help-names"),
                                                attr("type", "checkbox"),
                                                attr("name", "names"),
                                                attr("autocomplete", "off")),
                                        text(words.text("help.withNames"))),
                                file(visit),
                                div(
                                        cls("buttons"),
                                        button(cls("main"), attr("type", "submit"), text(words.text("help.save")))))),
                starting(words));
    }

    // The line

    private Answer test(Visit visit) {
        LineTest test = new LineTest(program.desk(), program.clock());
        tests.clear();
        program.work().accounts().forEach(account -> tests.put(account, test.run(account)));
        return Answer.show(results(visit.words()), file(visit));
    }

    private Html results(PageWords words) {
        List<Html> rows = new ArrayList<>();
        for (KnownAccount account : program.work().accounts()) {
            LineTest.Result result = tests.get(account);
            if (result != null) {
                rows.add(li(
                        attr("data-key", account.name()),
                        h3(ProjectText.name(account.name())),
                        ul(
                                cls("list"),
                                tested(result.name(), words),
                                tested(result.server(), words),
                                tested(result.login(), words),
                                tested(result.clock(), words))));
            }
        }
        boolean nobody = program.work().accounts().isEmpty();
        return ul(
                id("help-results"),
                cls("list"),
                attr("aria-live", "polite"),
                nobody ? li(cls("quiet"), text(words.text("help.nobody"))) : all(rows));
    }

    private static Html tested(Tested tested, PageWords words) {
        String said = words.text(
                switch (tested.step()) {
                    case NAME -> "help.stepName";
                    case SERVER -> "help.stepServer";
                    case LOGIN -> "help.stepLogin";
                    case CLOCK -> "help.stepClock";
                });
        boolean english = words.language().tag().equals(PageWords.ENGLISH);
        return li(
                cls("tested"),
                span(text(said)),
                tested.good()
                        .map(good -> span(
                                cls(good ? "pill good" : "pill bad"),
                                text(words.text(good ? "help.good" : "help.bad"))))
                        .orElseGet(() -> span(cls("pill calm"), text(words.text("help.untested")))),
                tested.why()
                        .map(why -> div(
                                p(words.html(why)),
                                when(
                                        !english,
                                        small(
                                                attr("lang", PageWords.ENGLISH),
                                                attr("dir", "ltr"),
                                                cls("quiet"),
                                                PageWords.english().html(why)))))
                        .orElse(Html.EMPTY));
    }

    // The file

    private String content(Visit visit) {
        return HelpFile.of(
                program, visit.value("names").isPresent(), visit.words().language(), new LinkedHashMap<>(tests));
    }

    private Html file(Visit visit) {
        return pre(
                id("help-file"),
                cls("help-file"),
                attr("lang", PageWords.ENGLISH),
                attr("dir", "ltr"),
                attr("tabindex", "0"),
                attr("role", "region"),
                attr("aria-label", visit.words().text("help.file")),
                attr("data-src", visit.address("/help/file")),
                attr("data-live", Program.ENDED),
                attr("data-fetched"),
                text(content(visit)));
    }

    private Answer save(Visit visit) throws IOException {
        Path folder = program.freeFolder("x").resolveSibling("Help");
        OwnFile.makeFolder(folder);
        Path file = folder.resolve("masora-help-" + LocalDate.now(ZoneId.systemDefault()) + ".txt");
        OwnFile.replace(file, content(visit).getBytes(StandardCharsets.UTF_8));
        return Answer.nothing().saying(visit.words().html("help.saved", "file", file));
    }

    // The icon, and starting with the computer

    private Html starting(PageWords words) throws IOException {
        boolean starts = shortcuts.startsWithComputer();
        return section(
                cls("card"),
                id("starting"),
                h2(text(words.text("help.icon"))),
                p(cls("quiet"), text(words.text("help.iconNote"))),
                button(
                        id("help-icon"),
                        attr("type", "button"),
                        attr("data-act", "/help/icon"),
                        text(words.text("help.makeIcon"))),
                p(text(words.text(starts ? "help.starts" : "help.startsNot"))),
                button(
                        id("help-start"),
                        attr("type", "button"),
                        attr("data-act", Visit.address("/help/start", "on", Boolean.toString(!starts))),
                        text(words.text(starts ? "help.startNot" : "help.start"))));
    }

    private Answer icon(Visit visit) throws IOException, InterruptedException {
        return said(shortcuts.make(), "help.iconMade", visit.words());
    }

    private Answer start(Visit visit) throws IOException, InterruptedException {
        boolean on = !shortcuts.startsWithComputer();
        return said(shortcuts.startWithComputer(on), on ? "help.starts" : "help.startsNot", visit.words());
    }

    private Answer said(Shortcuts.Outcome outcome, String done, PageWords words) throws IOException {
        return switch (outcome) {
            case Shortcuts.Outcome.Made(var files) ->
                Answer.show(starting(words))
                        .saying(words.html(
                                done,
                                "file",
                                files.stream().findFirst().map(Path::toString).orElse("")));
            case Shortcuts.Outcome.NoLauncher() -> Answer.nothing().complaining(words.html("help.noLauncher"));
            case Shortcuts.Outcome.NotMade(var detail) ->
                Answer.nothing().complaining(words.html("help.notMade", "detail", detail));
        };
    }
}

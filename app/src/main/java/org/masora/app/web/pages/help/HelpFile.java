package org.masora.app.web.pages.help;

import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.masora.app.home.KnownAccount;
import org.masora.app.home.Settings;
import org.masora.app.web.Program;
import org.masora.app.web.activities.Past;
import org.masora.app.web.process.Build;
import org.masora.app.web.shelf.NearProject;
import org.masora.app.web.words.Language;
import org.masora.app.web.words.PageWords;
import org.masora.app.words.Message;
import org.masora.store.PlaceAddress;

/**
 * What somebody who helps has to know, as one text in English: versions, states, the last operations. No verse text and
 * no token is ever in it; names of people, projects, folders and servers' addresses only where that was wished. What a
 * message names is left out with them, numbers excepted: it can be a path, or what a server answered.
 */
final class HelpFile {
    private static final int OPERATIONS = 50;
    private static final String SECRET = "(secret)";

    private final Program program;
    private final boolean withNames;
    private final Map<String, String> masked = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private HelpFile(Program program, boolean withNames) {
        this.program = program;
        this.withNames = withNames;
    }

    /**
     * The text.
     *
     * @param withNames whether names may stand in it
     * @param language the window's
     * @param tests what the tests of the line gave, by account; empty where they were not made
     */
    static String of(Program program, boolean withNames, Language language, Map<KnownAccount, LineTest.Result> tests) {
        HelpFile file = new HelpFile(program, withNames);
        file.write(language, tests);
        return file.withoutSecrets();
    }

    private void write(Language language, Map<KnownAccount, LineTest.Result> tests) {
        line("Masora, what helps to help");
        line("made", program.clock().instant().truncatedTo(ChronoUnit.SECONDS));
        line("names", withNames ? "shown" : "masked");
        section("This computer");
        line("build", java.time.Instant.ofEpochMilli(Build.ofThisProcess().millis()));
        line(
                "version",
                Objects.requireNonNullElse(HelpFile.class.getPackage().getImplementationVersion(), "not packaged"));
        line("java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
        line(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        line(
                "languages",
                "page " + language.tag() + ", system " + Locale.getDefault().toLanguageTag());
        line("time zone", ZoneId.systemDefault());
        line("memory", Runtime.getRuntime().maxMemory() / 1_000_000 + " MB at most");
        settings(program.settings().now());
        accounts(tests);
        projects();
        operations();
    }

    private void settings(Settings settings) {
        section("Settings");
        line("undo seconds", orNever(settings.undoSeconds()));
        line("sync every minutes", orNever(settings.syncEveryMinutes()));
        line("sync when the line is back", settings.syncWhenLineIsBack());
        line("minutes that an editor is waited for", settings.editorMinutes());
        line("text size", settings.textPercent() + " %");
        line("backups listed", settings.backupsListed());
    }

    private static Object orNever(OptionalInt number) {
        return number.isPresent() ? number.getAsInt() : "never";
    }

    private void accounts(Map<KnownAccount, LineTest.Result> tests) {
        section("Accounts");
        for (KnownAccount account : program.work().accounts()) {
            line(name("account", account.name()), account.kind().word());
            LineTest.Result result = tests.get(account);
            if (result != null) {
                List.of(result.name(), result.server(), result.login(), result.clock())
                        .forEach(this::tested);
                result.clockAhead().ifPresent(by -> line("  clock ahead", by.toSeconds() + " s"));
            }
        }
    }

    private void tested(LineTest.Tested tested) {
        String said = tested.good().map(good -> good ? "good" : "NOT GOOD").orElse("not tested");
        line(
                "  " + tested.step().name().toLowerCase(Locale.ROOT),
                said + tested.why().map(why -> ": " + said(why)).orElse(""));
    }

    private void projects() {
        section("Projects");
        for (NearProject project : program.shelf().list()) {
            line(
                    name("project", project.name()),
                    program.shelf().state(project).getClass().getSimpleName()
                            + project.content().map(kind -> ", " + kind).orElse("")
                            + (project.folderIsThere() ? "" : ", folder missing")
                            + ", decisions " + project.decisions()
                            + ", held " + project.held()
                            + ", waiting for an editor " + project.waiting().size()
                            + ", verses not sent " + project.unsent().verses()
                            + ", files not sent " + project.unsent().files());
            if (withNames) {
                line("  folder", project.folder());
            }
            for (PlaceAddress place : project.places()) {
                line("  at", name("place", place.server() + "/" + place.fullName()));
            }
        }
    }

    private void operations() {
        section("The last operations, newest first");
        for (Past past : program.activities().past().stream().limit(OPERATIONS).toList()) {
            line(past.ended().truncatedTo(ChronoUnit.SECONDS)
                    + " " + past.activity().kind()
                    + " " + name("project", past.activity().name())
                    + " " + past.ending().result()
                    + past.ending().ask().map(ask -> " asks " + ask).orElse(""));
            past.ending().messages().forEach(message -> line("    " + said(message)));
        }
    }

    /** A sentence; with names masked its number alone, and the numbers in it. */
    private String said(Message message) {
        if (withNames) {
            return message.code() + " " + PageWords.english().text(message);
        }
        List<String> numbers = new ArrayList<>();
        message.parameters().forEach((name, value) -> {
            if (value instanceof Number) {
                numbers.add(name + "=" + value);
            }
        });
        return numbers.isEmpty() ? message.code() : message.code() + " " + numbers;
    }

    /** A name, or what stands for it wherever it is met. */
    private String name(String kind, String name) {
        if (withNames) {
            return kind + " " + name;
        }
        return masked.computeIfAbsent(
                kind + " " + name,
                _ -> kind + " "
                        + (masked.keySet().stream()
                                        .filter(known -> known.startsWith(kind + " "))
                                        .count()
                                + 1));
    }

    private void section(String title) {
        text.append('\n').append("== ").append(title).append('\n');
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void line(String name, Object value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    /** No token stands in any message; were that ever so, it would not go out from here. */
    private String withoutSecrets() {
        String clean = text.toString();
        for (KnownAccount account : program.work().accounts()) {
            clean = clean.replace(account.token(), SECRET);
        }
        return clean;
    }
}

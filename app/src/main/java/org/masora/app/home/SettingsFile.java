package org.masora.app.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonLiteral;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.Member;

/**
 * The settings of one person on this computer, in one file that is replaced as a whole. What cannot be understood in it
 * is taken as not chosen. Only the process behind the page writes it; for several threads.
 */
public final class SettingsFile {
    private static final String NEVER = "never";

    private final Path file;
    private Settings settings;

    /** Reads what there is. */
    public SettingsFile(Path file) throws IOException {
        this.file = file;
        this.settings = OwnFile.read(file)
                .flatMap(bytes -> JsonDocument.parse(bytes).root())
                .map(SettingsFile::read)
                .orElse(Settings.USUAL);
    }

    /** What is chosen now. */
    public synchronized Settings now() {
        return settings;
    }

    /** Chooses something else; it is on the disk when this returns. */
    public synchronized Settings change(UnaryOperator<Settings> edit) throws IOException {
        Settings changed = edit.apply(settings);
        if (!changed.equals(settings)) {
            OwnFile.replace(file, (written(changed) + "\n").getBytes(StandardCharsets.UTF_8));
            settings = changed;
        }
        return changed;
    }

    private static JsonValue written(Settings settings) {
        List<JsonValue> starred =
                settings.starred().stream().<JsonValue>map(JsonValue::of).toList();
        return new JsonObject(List.of(
                new Member("undoSeconds", written(settings.undoSeconds())),
                new Member("syncEveryMinutes", written(settings.syncEveryMinutes())),
                new Member("syncWhenLineIsBack", settings.syncWhenLineIsBack() ? JsonLiteral.TRUE : JsonLiteral.FALSE),
                new Member("editorMinutes", JsonValue.of(settings.editorMinutes())),
                new Member("textPercent", JsonValue.of(settings.textPercent())),
                new Member("backupsListed", JsonValue.of(settings.backupsListed())),
                new Member("starred", new JsonArray(starred))));
    }

    private static JsonValue written(OptionalInt number) {
        return number.isPresent() ? JsonValue.of(number.getAsInt()) : JsonValue.of(NEVER);
    }

    private static Settings read(JsonValue root) {
        Settings usual = Settings.USUAL;
        Set<String> starred = root.elements("/starred").stream()
                .flatMap(star -> star.text("").stream())
                .collect(Collectors.toSet());
        return new Settings(
                number(root, "/undoSeconds", usual.undoSeconds()),
                number(root, "/syncEveryMinutes", usual.syncEveryMinutes()),
                root.at("/syncWhenLineIsBack").map(JsonLiteral.TRUE::equals).orElse(usual.syncWhenLineIsBack()),
                number(root, "/editorMinutes", OptionalInt.empty()).orElse(usual.editorMinutes()),
                number(root, "/textPercent", OptionalInt.empty()).orElse(usual.textPercent()),
                number(root, "/backupsListed", OptionalInt.empty()).orElse(usual.backupsListed()),
                starred);
    }

    private static OptionalInt number(JsonValue root, String where, OptionalInt usual) {
        if (root.text(where).equals(Optional.of(NEVER))) {
            return OptionalInt.empty();
        }
        return root.at(where)
                .map(JsonValue::toString)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(usual);
    }
}

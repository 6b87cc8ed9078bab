package org.masora.app.web.decisions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.masora.app.home.OwnFile;
import org.masora.app.words.Json;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonObject;

/**
 * What a person has noted about open decisions of one project on this computer: whom a decision was left for. On the disk when a method returns; for several threads.
 */
public final class DecisionNotes {
    private final Path file;
    private final Map<String, String> leftFor = new TreeMap<>();

    DecisionNotes(Path file) {
        this.file = file;
        try {
            Optional<JsonValue> root = OwnFile.read(file)
                    .flatMap(bytes -> JsonDocument.parse(bytes).root());
            read(root.flatMap(value -> value.object("/leftFor")), leftFor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Optional<JsonObject> value, Map<String, String> into) {
        value.ifPresent(object -> object.members()
                .forEach(member -> member.value().text("").ifPresent(text -> into.put(member.name(), text))));
    }

    /** Whom it was left for. */
    public synchronized Optional<String> leftFor(String id) {
        return Optional.ofNullable(leftFor.get(id));
    }

    /** Leaves it for somebody; for nobody takes it up again. */
    public void leave(String id, Optional<String> name) {
        change(notes -> name.ifPresentOrElse(given -> notes.leftFor.put(id, given), () -> notes.leftFor.remove(id)));
    }

    private synchronized void change(Consumer<DecisionNotes> edit) {
        edit.accept(this);
        try {
            OwnFile.makeFolder(file.resolveSibling(""));
            OwnFile.replace(file, (Json.of(Map.of("leftFor", leftFor)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

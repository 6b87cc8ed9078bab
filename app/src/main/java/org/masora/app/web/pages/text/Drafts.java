package org.masora.app.web.pages.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.masora.app.home.OwnFile;
import org.masora.core.editing.Piece;
import org.masora.core.json.JsonDocument;
import org.masora.core.json.JsonValue;
import org.masora.core.json.JsonValue.JsonArray;
import org.masora.core.json.JsonValue.JsonObject;
import org.masora.core.json.JsonValue.JsonString;
import org.masora.core.json.JsonValue.Member;

/**
 * What was typed and not saved yet, in files that only their owner can read: one for each verse, and one more where
 * somebody closed the editor without saving. Each is on the disk when {@link #keep} returns.
 */
final class Drafts {
    private static final String OPEN = ".draft";
    private static final String LEFT = ".left";

    private final Path folder;

    /** @param folder for all drafts; it is made when there is one */
    Drafts(Path folder) {
        this.folder = folder;
    }

    /** Keeps what was typed, in place of what was typed there before. */
    synchronized void keep(String project, Draft draft) {
        try {
            OwnFile.makeFolder(of(project));
            OwnFile.replace(file(project, draft.spot(), OPEN), written(draft));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was typed here and is not saved. */
    synchronized Optional<Draft> open(String project, Spot spot) {
        return read(file(project, spot, OPEN));
    }

    /** What was typed here when the editor was closed without saving. */
    synchronized Optional<Draft> left(String project, Spot spot) {
        return read(file(project, spot, LEFT));
    }

    /** All that is open in a chapter. */
    synchronized List<Draft> open(String project, String book, int chapter) {
        List<Draft> drafts = new ArrayList<>();
        if (!Files.isDirectory(of(project))) {
            return drafts;
        }
        try (Stream<Path> files = Files.list(of(project))) {
            files.filter(file -> file.toString().endsWith(OPEN))
                    .flatMap(file -> read(file).stream())
                    .filter(draft ->
                            draft.spot().book().equals(book) && draft.spot().chapter() == chapter)
                    .sorted(Comparator.comparing(Draft::time))
                    .forEach(drafts::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return drafts;
    }

    /** It was saved: what was typed is in the project now. */
    synchronized void saved(String project, Spot spot) {
        try {
            Files.deleteIfExists(file(project, spot, OPEN));
            Files.deleteIfExists(file(project, spot, LEFT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing was typed after all. */
    synchronized void forget(String project, Spot spot) {
        try {
            Files.deleteIfExists(file(project, spot, OPEN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The editor is closed without saving: what was typed stays to be found there. */
    synchronized void leave(String project, Spot spot) {
        move(project, spot, OPEN, LEFT);
    }

    /** Takes up again what was left. */
    synchronized void takeUp(String project, Spot spot) {
        move(project, spot, LEFT, OPEN);
    }

    private void move(String project, Spot spot, String from, String to) {
        try {
            Optional<byte[]> content = OwnFile.read(file(project, spot, from));
            if (content.isPresent()) {
                OwnFile.replace(file(project, spot, to), content.get());
                Files.delete(file(project, spot, from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path of(String project) {
        return folder.resolve(project);
    }

    /** Its name says nothing of what is in it. */
    private Path file(String project, Spot spot, String ending) {
        String name = spot.book() + " " + spot.chapter() + ":" + spot.verse() + " " + spot.ordinal();
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return of(project).resolve(UUID.nameUUIDFromBytes(utf8) + ending);
    }

    private static byte[] written(Draft draft) {
        List<JsonValue> typed = draft.typed().stream()
                .<JsonValue>map(piece -> switch (piece) {
                    case Piece.Words(var text) -> JsonValue.of(text);
                    case Piece.Fixed fixed -> JsonValue.of((long) fixed.number());
                })
                .toList();
        return new JsonObject(List.of(
                        new Member("book", JsonValue.of(draft.spot().book())),
                        new Member("chapter", JsonValue.of((long) draft.spot().chapter())),
                        new Member("verse", JsonValue.of(draft.spot().verse())),
                        new Member("ordinal", JsonValue.of((long) draft.spot().ordinal())),
                        new Member("opened", JsonValue.of(Base64.getEncoder().encodeToString(draft.opened()))),
                        new Member("typed", new JsonArray(typed)),
                        new Member("time", JsonValue.of(draft.time().toString()))))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A draft that cannot be understood stays where it is, and is not shown. */
    private static Optional<Draft> read(Path file) {
        try {
            return OwnFile.read(file)
                    .flatMap(bytes -> JsonDocument.parse(bytes).root())
                    .flatMap(Drafts::draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Draft> draft(JsonValue root) {
        if (!(root instanceof JsonObject object)) {
            return Optional.empty();
        }
        try {
            List<Piece> typed = new ArrayList<>();
            if (object.get("typed").orElseThrow() instanceof JsonArray(var elements)) {
                for (JsonValue element : elements) {
                    typed.add(
                            element instanceof JsonString(var text, var _)
                                    ? new Piece.Words(text)
                                    : Typed.fixed(Integer.parseInt(element.toString())));
                }
            }
            return Optional.of(new Draft(
                    new Spot(
                            text(object, "book"),
                            Integer.parseInt(object.get("chapter").orElseThrow().toString()),
                            text(object, "verse"),
                            Integer.parseInt(object.get("ordinal").orElseThrow().toString())),
                    Base64.getDecoder().decode(text(object, "opened")),
                    typed,
                    Instant.parse(text(object, "time"))));
        } catch (NoSuchElementException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonObject object, String name) {
        return object.get(name)
                .map(value -> value instanceof JsonString(var text, var _) ? text : "")
                .orElseThrow();
    }
}

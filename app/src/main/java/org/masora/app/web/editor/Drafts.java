package org.masora.app.web.editor;

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
 * What was typed and not saved yet, in files that only their owner can read: one for each text, and one more where
 * somebody closed the editor without saving. Each is on the disk when {@link #keep} returns.
 */
public final class Drafts {
    private static final String OPEN = ".draft";
    private static final String LEFT = ".left";

    private final Path folder;

    /** @param folder for all drafts; it is made when there is one */
    public Drafts(Path folder) {
        this.folder = folder;
    }

    /** Keeps what was typed, in place of what was typed there before. */
    public synchronized void keep(String project, Draft draft) {
        try {
            OwnFile.makeFolder(of(project));
            OwnFile.replace(file(project, draft.subject(), OPEN), written(draft));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was typed here and is not saved. */
    public synchronized Optional<Draft> open(String project, String subject) {
        return read(file(project, subject, OPEN));
    }

    /** What was typed here when the editor was closed without saving. */
    public synchronized Optional<Draft> left(String project, String subject) {
        return read(file(project, subject, LEFT));
    }

    /** All that is open whose subject begins like this, the oldest first. */
    public synchronized List<Draft> openOf(String project, String beginning) {
        List<Draft> drafts = new ArrayList<>();
        if (!Files.isDirectory(of(project))) {
            return drafts;
        }
        try (Stream<Path> files = Files.list(of(project))) {
            files.filter(file -> file.toString().endsWith(OPEN))
                    .flatMap(file -> read(file).stream())
                    .filter(draft -> draft.subject().startsWith(beginning))
                    .sorted(Comparator.comparing(Draft::time))
                    .forEach(drafts::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return drafts;
    }

    /** It was saved: what was typed is in the project now. */
    public synchronized void saved(String project, String subject) {
        try {
            Files.deleteIfExists(file(project, subject, OPEN));
            Files.deleteIfExists(file(project, subject, LEFT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The editor is closed without saving: what was typed stays to be found there.
     *
     * @param opened what stood in the editor when it was opened
     * @return whether anything was typed
     */
    public synchronized boolean leave(String project, Draft typed, List<Piece> opened) {
        boolean changed = !form(opened).equals(form(typed.typed()));
        if (changed) {
            keep(project, typed);
            putAside(project, typed.subject());
            return true;
        }
        try {
            Files.deleteIfExists(file(project, typed.subject(), OPEN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return false;
    }

    /** What is open stays to be found, and is open no more. */
    public synchronized void putAside(String project, String subject) {
        move(project, subject, OPEN, LEFT);
    }

    /** Pieces without what only one side knows of them. */
    private static List<Object> form(List<Piece> pieces) {
        return pieces.stream()
                .<Object>map(piece -> switch (piece) {
                    case Piece.Words(var text) -> text;
                    case Piece.Fixed fixed -> fixed.number();
                })
                .toList();
    }

    /** Takes up again what was left. */
    public synchronized void takeUp(String project, String subject) {
        move(project, subject, LEFT, OPEN);
    }

    private void move(String project, String subject, String from, String to) {
        try {
            Optional<byte[]> content = OwnFile.read(file(project, subject, from));
            if (content.isPresent()) {
                OwnFile.replace(file(project, subject, to), content.get());
                Files.delete(file(project, subject, from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path of(String project) {
        return folder.resolve(project);
    }

    /** Its name says nothing of what is in it. */
    private Path file(String project, String subject, String ending) {
        byte[] utf8 = subject.getBytes(StandardCharsets.UTF_8);
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
                        new Member("subject", JsonValue.of(draft.subject())),
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
                    text(object, "subject"),
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
